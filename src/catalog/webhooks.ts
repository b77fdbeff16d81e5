import type { Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type {
  AddWebhookRequest,
  Delivery,
  DeliveryQuery,
  DeliveryState,
  Webhook,
} from "../contract/rpc/rpc-webhooks.ts";
import { TEST_NOTICE, type NoticeKind, type ToldKind } from "../domain/guard/guard-notice.ts";
import { diffJson } from "../domain/json-diff.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import { hmacHex } from "../tokens/digest.ts";

/** After the n-th attempt that failed, the next one comes this much later; after the last one it is given up. */
const RETRY_AFTER_SECONDS = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];
const ANSWER_WITHIN_MS = 5_000;
/** Addresses called at once; the rest follow in the next round. */
const MOST_AT_ONCE = 6;
const MOST_NOTICES = 1_000;

/** What is told: facts about campaigns, never about a person. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly at: number;
  readonly facts: object;
}

type WebhookRow = {
  id: string;
  url: string;
  kinds: string | null;
  secret: string;
  created_at: number;
  created_by: string;
};

type DeliveryRow = {
  id: string;
  webhook: string;
  notice: string;
  kind: ToldKind;
  at: number;
  body: string;
  state: DeliveryState;
  attempts: number;
  next_attempt_at: number;
  last_answer: string | null;
};

const DELIVERIES = `SELECT deliveries.*, notices.kind, notices.at, notices.body
  FROM deliveries JOIN notices ON notices.id = deliveries.notice`;

/**
 * Tells the outside. A notice is stored in the same transaction as what it tells of, and stays until every address has
 * taken it: nothing is lost by a crash, and nothing is told that did not happen. An address may get a notice twice.
 */
export function openWebhooks(storage: DurableObjectStorage, audit: AuditLog) {
  const { sql } = storage;

  const list = () => sql.exec<WebhookRow>("SELECT * FROM webhooks ORDER BY created_at, id").toArray();

  function findDelivery(id: string): DeliveryRow | undefined {
    return sql.exec<DeliveryRow>(`${DELIVERIES} WHERE deliveries.id = ?`, id).toArray()[0];
  }

  function findWebhook(id: string): Result<WebhookRow, Failure> {
    const row = list().find((candidate) => candidate.id === id);
    return row === undefined ? fail({ type: "not-found", detail: `There is no webhook "${id}".` }) : succeed(row);
  }

  function writeNotice(kind: ToldKind, at: number, facts: object): string {
    const id = crypto.randomUUID();
    const body = JSON.stringify({ id, kind, at: new Date(at).toISOString(), ...facts });
    sql.exec("INSERT INTO notices (id, kind, at, body) VALUES (?, ?, ?, ?)", id, kind, at, body);
    return id;
  }

  /** Answers the delivery's id. */
  function address(notice: string, webhook: string, at: number): string {
    const id = crypto.randomUUID();
    sql.exec(
      "INSERT INTO deliveries (id, webhook, notice, state, next_attempt_at) VALUES (?, ?, ?, 'waiting', ?)",
      id,
      webhook,
      notice,
      at,
    );
    return id;
  }

  function forgetOld(): void {
    const old = "SELECT id FROM notices ORDER BY place DESC LIMIT -1 OFFSET ?";
    sql.exec(`DELETE FROM deliveries WHERE notice IN (${old})`, MOST_NOTICES);
    sql.exec(`DELETE FROM notices WHERE id IN (${old})`, MOST_NOTICES);
  }

  function readDelivery(id: string): Result<Delivery, Failure> {
    const row = findDelivery(id);
    if (row === undefined) return fail({ type: "not-found", detail: `There is no delivery "${id}".` });
    return succeed(toDelivery(row));
  }

  function settle(id: string, state: DeliveryState, nextAttemptAt: number, answer: string): void {
    sql.exec(
      "UPDATE deliveries SET state = ?, next_attempt_at = ?, last_answer = ? WHERE id = ?",
      state,
      nextAttemptAt,
      answer,
      id,
    );
  }

  async function attempt(row: DeliveryRow, webhook: WebhookRow, now: number): Promise<void> {
    const answer = await post(webhook, row, now);
    if (answer.isTaken) {
      settle(row.id, "delivered", now, answer.text);
      return;
    }
    const delaySeconds = RETRY_AFTER_SECONDS[row.attempts];
    if (delaySeconds === undefined) settle(row.id, "failed", now, answer.text);
    else settle(row.id, "waiting", now + delaySeconds * 1000, answer.text);
  }

  return {
    add(request: AddWebhookRequest): Webhook {
      const { id, url, kinds, secret, now: createdAt, actor: createdBy } = request;
      storage.transactionSync(() => {
        sql.exec(
          "INSERT INTO webhooks (id, url, kinds, secret, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)",
          id,
          url,
          kinds && JSON.stringify(kinds),
          secret,
          createdAt,
          createdBy,
        );
        audit.append(request, "create", `webhook/${id}`, diffJson(undefined, { url, kinds }));
      });
      return { id, url, kinds, createdAt, createdBy };
    },

    list(): readonly Webhook[] {
      return list().map(toWebhook);
    },

    remove(id: string, act: Act): Result<null, Failure> {
      const row = findWebhook(id);
      if (!row.ok) return row;
      storage.transactionSync(() => {
        sql.exec("DELETE FROM deliveries WHERE webhook = ?", id);
        sql.exec("DELETE FROM webhooks WHERE id = ?", id);
        const { url, kinds } = toWebhook(row.value);
        audit.append(act, "delete", `webhook/${id}`, diffJson({ url, kinds }, undefined));
      });
      return succeed(null);
    },

    /** Stores a notice for every address that wants its kind; to be called within the transaction of what it tells. */
    announce({ kind, at, facts }: Notice): void {
      const listeners = list()
        .map(toWebhook)
        .filter(({ kinds }) => kinds === null || kinds.includes(kind));
      if (listeners.length === 0) return;
      const notice = writeNotice(kind, at, facts);
      for (const { id } of listeners) address(notice, id, at);
      forgetOld();
    },

    /** Stores a notice that tells of nothing, for one address, whatever kinds it wants. */
    test(id: string, act: Act): Result<Delivery, Failure> {
      const webhook = findWebhook(id);
      if (!webhook.ok) return webhook;
      const delivery = storage.transactionSync(() => {
        const made = address(writeNotice(TEST_NOTICE, act.now, { by: act.actor }), id, act.now);
        forgetOld();
        audit.append(act, "test", `webhook/${id}`, []);
        return made;
      });
      return readDelivery(delivery);
    },

    /** Sends what is due. Each attempt is counted before it is made, so that a crash can't make it endless. */
    async deliverDue(now: number): Promise<void> {
      const due = sql
        .exec<DeliveryRow>(
          `${DELIVERIES} WHERE state = 'waiting' AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?`,
          now,
          MOST_AT_ONCE,
        )
        .toArray();
      const webhooks = new Map(list().map((row) => [row.id, row]));
      for (const { id } of due) {
        sql.exec(
          "UPDATE deliveries SET attempts = attempts + 1, next_attempt_at = ? WHERE id = ?",
          now + 2 * ANSWER_WITHIN_MS,
          id,
        );
      }
      await Promise.all(
        due.map(async (row) => {
          const webhook = webhooks.get(row.webhook);
          if (webhook !== undefined) await attempt(row, webhook, now);
        }),
      );
    },

    nextDueAt(): number | undefined {
      const [row] = sql
        .exec<{ at: number | null }>("SELECT min(next_attempt_at) AS at FROM deliveries WHERE state = 'waiting'")
        .toArray();
      return row?.at ?? undefined;
    },

    listDeliveries({ webhook, limit }: DeliveryQuery): readonly Delivery[] {
      return sql
        .exec<DeliveryRow>(
          `${DELIVERIES} WHERE ?1 IS NULL OR webhook = ?1 ORDER BY notices.place DESC, deliveries.id LIMIT ?2`,
          webhook ?? null,
          limit,
        )
        .toArray()
        .map(toDelivery);
    },

    replay(id: string, act: Act): Result<Delivery, Failure> {
      storage.transactionSync(() => {
        sql.exec(
          "UPDATE deliveries SET state = 'waiting', attempts = 0, next_attempt_at = ? WHERE id = ?",
          act.now,
          id,
        );
        const row = findDelivery(id);
        if (row !== undefined) audit.append(act, "replay", `webhook/${row.webhook}`, []);
      });
      return readDelivery(id);
    },
  };
}

export type Webhooks = ReturnType<typeof openWebhooks>;

/** Timestamp and body are signed together, so that an old delivery can't pass for a new one. */
function signDelivery(secret: string, timestamp: number, body: string): string {
  return `t=${timestamp},v1=${hmacHex(secret, `${timestamp}.${body}`)}`;
}

async function post(
  { url, secret }: WebhookRow,
  { id, kind, body }: DeliveryRow,
  now: number,
): Promise<{ readonly isTaken: boolean; readonly text: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Garland",
        "Garland-Delivery": id,
        "Garland-Event": kind,
        "Garland-Signature": signDelivery(secret, Math.floor(now / 1000), body),
      },
      body,
    });
    await response.body?.cancel();
    return { isTaken: response.ok, text: String(response.status) };
  } catch (error) {
    return { isTaken: false, text: error instanceof Error ? error.name : "unreachable" };
  }
}

function toWebhook({ id, url, kinds, created_at: createdAt, created_by: createdBy }: WebhookRow): Webhook {
  // Parsed boundary: only `add` writes this column, from checked kinds.
  return { id, url, kinds: kinds === null ? null : (JSON.parse(kinds) as NoticeKind[]), createdAt, createdBy };
}

function toDelivery(row: DeliveryRow): Delivery {
  const {
    id,
    webhook,
    notice,
    kind,
    at,
    state,
    attempts,
    next_attempt_at: nextAttemptAt,
    last_answer: lastAnswer,
  } = row;
  const isWaiting = state === "waiting";
  return {
    id,
    webhook,
    notice,
    kind,
    at,
    state,
    attempts,
    nextAttemptAt: isWaiting ? nextAttemptAt : null,
    lastAnswer,
  };
}
