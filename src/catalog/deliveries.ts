import type { Delivery, DeliveryQuery, DeliveryState } from "../contract/rpc/rpc-webhooks.ts";
import type { ToldKind } from "../domain/guard/guard-notice.ts";

/** After the n-th failure in a row an address is left alone for so long; after the last one, each time. */
const REST_SECONDS = [10, 60, 300, 1_800, 3_600];
/** An address may ask to be left alone for so long; one that asks for more is asked again after it. */
const LONGEST_ASKED_MS = 3_600_000;
/** What an address has not taken for so long is given up. */
const PATIENCE_MS = 2 * 86_400_000;
/** Such an answer may be about this one notice. At the third one it is put aside, and those behind it get their turn. */
const OF_THE_NOTICE = new Set([400, 413, 415, 422, 500]);
const ATTEMPTS_BEFORE_ASIDE = 3;
const MOST_NOTICES = 1_000;

/** What is sent: one notice on its way to one address. */
export interface Sending {
  readonly id: string;
  readonly webhook: string;
  readonly kind: ToldKind;
  readonly body: string;
  /** With the one that is being made. */
  readonly attempts: number;
}

/** What an address said to an attempt. */
export interface AddressAnswer {
  readonly isTaken: boolean;
  /** An HTTP status; undefined if there was none. */
  readonly status?: number;
  /** The status, or why there is none. */
  readonly text: string;
  /** How long it asked to be left alone. */
  readonly retryAfterMs?: number;
}

export interface NewNotice {
  readonly kind: ToldKind;
  readonly at: number;
  readonly facts: object;
  readonly isUrgent: boolean;
}

type Lane = { failures: number; rests_until: number; asked_until: number };

const FREE: Lane = { failures: 0, rests_until: 0, asked_until: 0 };

type DeliveryRow = {
  id: string;
  webhook: string;
  notice: string;
  kind: ToldKind;
  at: number;
  body: string;
  state: DeliveryState;
  attempts: number;
  due_at: number;
  last_answer: string | null;
};

/** An urgent one that was never tried does not wait until its address has rested, only until it asks for more itself. */
const DUE_AT = `max(deliveries.next_attempt_at, coalesce(lanes.asked_until, 0),
  iif(deliveries.is_urgent AND deliveries.attempts = 0, 0, coalesce(lanes.rests_until, 0)))`;

const DELIVERIES = `SELECT deliveries.id, deliveries.webhook, notice, kind, at, body, state, attempts, last_answer,
    ${DUE_AT} AS due_at
  FROM deliveries JOIN notices ON notices.id = deliveries.notice LEFT JOIN lanes ON lanes.webhook = deliveries.webhook`;

/**
 * What is on its way to each address. An address has a lane of its own: urgent notices first, then in the order in which
 * they came about, one at a time; and what it does not take holds up no other lane. `clock`: the instant, in milliseconds.
 * With little room only urgent ones go on.
 */
export function openDeliveries({ sql }: DurableObjectStorage, clock: () => number, isRoomLow: () => boolean) {
  const mayGo = () => (isRoomLow() ? "AND deliveries.is_urgent" : "");

  function readLane(webhook: string): Lane {
    const [lane] = sql
      .exec<Lane>("SELECT failures, rests_until, asked_until FROM lanes WHERE webhook = ?", webhook)
      .toArray();
    return lane ?? FREE;
  }

  function writeLane(webhook: string, { failures, rests_until: rests, asked_until: asked }: Lane): void {
    sql.exec(
      "INSERT OR REPLACE INTO lanes (webhook, failures, rests_until, asked_until) VALUES (?, ?, ?, ?)",
      webhook,
      failures,
      rests,
      asked,
    );
  }

  function freeLane(webhook: string): void {
    sql.exec("DELETE FROM lanes WHERE webhook = ?", webhook);
  }

  function isAnyWaiting(webhook: string): boolean {
    const waiting = "SELECT 1 AS one FROM deliveries WHERE webhook = ? AND state = 'waiting' LIMIT 1";
    return sql.exec(waiting, webhook).toArray().length > 0;
  }

  /** What an address has still to take is not old, however much has happened since: patience bounds it. */
  function forgetOld(): void {
    const old = `SELECT id FROM notices WHERE place <= (SELECT max(place) FROM notices) - ?
      AND id NOT IN (SELECT notice FROM deliveries WHERE state = 'waiting')`;
    sql.exec(`DELETE FROM deliveries WHERE notice IN (${old})`, MOST_NOTICES);
    sql.exec("DELETE FROM notices WHERE id NOT IN (SELECT notice FROM deliveries)");
  }

  function fail(sending: Sending, { status, text, retryAfterMs = 0 }: AddressAnswer): void {
    const now = clock();
    const { webhook, id, attempts } = sending;
    const isAside = status !== undefined && OF_THE_NOTICE.has(status) && attempts >= ATTEMPTS_BEFORE_ASIDE;
    const failures = isAside ? 1 : readLane(webhook).failures + 1;
    const asked = Math.min(retryAfterMs, LONGEST_ASKED_MS);
    writeLane(webhook, { failures, rests_until: now + restAfter(failures), asked_until: now + asked });
    const nextAt = isAside ? now + restAfter(attempts) : now;
    sql.exec("UPDATE deliveries SET next_attempt_at = ?, last_answer = ? WHERE id = ?", nextAt, text, id);
    sql.exec(
      `UPDATE deliveries SET state = 'failed', last_answer = ?
        WHERE webhook = ? AND state = 'waiting' AND waits_since <= ?`,
      text,
      webhook,
      now - PATIENCE_MS,
    );
    if (!isAnyWaiting(webhook)) freeLane(webhook);
  }

  return {
    /** Puts a notice on its way to these addresses; answers the deliveries' ids. */
    send({ kind, at, facts, isUrgent }: NewNotice, webhooks: readonly string[]): readonly string[] {
      const notice = crypto.randomUUID();
      const body = JSON.stringify({ id: notice, kind, at: new Date(at).toISOString(), ...facts });
      sql.exec("INSERT INTO notices (id, kind, at, body) VALUES (?, ?, ?, ?)", notice, kind, at, body);
      const now = clock();
      const ids = webhooks.map((webhook) => {
        const id = crypto.randomUUID();
        sql.exec(
          `INSERT INTO deliveries (id, webhook, notice, state, next_attempt_at, waits_since, is_urgent)
            VALUES (?, ?, ?, 'waiting', ?, ?, ?)`,
          id,
          webhook,
          notice,
          now,
          now,
          isUrgent ? 1 : 0,
        );
        return id;
      });
      forgetOld();
      return ids;
    },

    /** When the lane has something to send; undefined: nothing is waiting. */
    nextAt(webhook: string): number | undefined {
      const [row] = sql
        .exec<{ at: number | null }>(
          `SELECT min(${DUE_AT}) AS at FROM deliveries LEFT JOIN lanes ON lanes.webhook = deliveries.webhook
            WHERE deliveries.webhook = ? AND state = 'waiting' ${mayGo()}`,
          webhook,
        )
        .toArray();
      return row?.at ?? undefined;
    },

    /** Whether the address has failed since it last took something. */
    isTroubled(webhook: string): boolean {
      return readLane(webhook).failures > 0;
    },

    /**
     * What the lane sends next, if something is due. The attempt is counted before it is made, and the lane rests for so
     * long, so that a crash can't make it endless.
     */
    take(webhook: string, leaseMs: number): Sending | undefined {
      const now = clock();
      const [row] = sql
        .exec<DeliveryRow>(
          `${DELIVERIES} WHERE deliveries.webhook = ? AND state = 'waiting' ${mayGo()} AND ${DUE_AT} <= ?
            ORDER BY is_urgent DESC, notices.place LIMIT 1`,
          webhook,
          now,
        )
        .toArray();
      if (row === undefined) return undefined;
      const { id, kind, body } = row;
      const attempts = row.attempts + 1;
      sql.exec("UPDATE deliveries SET attempts = ? WHERE id = ?", attempts, id);
      const lane = readLane(webhook);
      writeLane(webhook, { ...lane, rests_until: Math.max(lane.rests_until, now + leaseMs) });
      return { id, webhook, kind, body, attempts };
    },

    /** Notes what became of an attempt. Whoever takes one notice is tried with all that waits. */
    settle(sending: Sending, answer: AddressAnswer): void {
      const { id, webhook } = sending;
      // Its address may have been removed meanwhile.
      if (sql.exec("SELECT id FROM deliveries WHERE id = ?", id).toArray().length === 0) return;
      if (!answer.isTaken) return fail(sending, answer);
      sql.exec("UPDATE deliveries SET state = 'delivered', last_answer = ? WHERE id = ?", answer.text, id);
      freeLane(webhook);
    },

    forgetWebhook(webhook: string): void {
      sql.exec("DELETE FROM deliveries WHERE webhook = ?", webhook);
      freeLane(webhook);
    },

    find(id: string): Delivery | undefined {
      return sql.exec<DeliveryRow>(`${DELIVERIES} WHERE deliveries.id = ?`, id).toArray().map(toDelivery)[0];
    },

    list({ webhook, limit }: DeliveryQuery): readonly Delivery[] {
      return sql
        .exec<DeliveryRow>(
          `${DELIVERIES} WHERE ?1 IS NULL OR deliveries.webhook = ?1 ORDER BY notices.place DESC, deliveries.id LIMIT ?2`,
          webhook ?? null,
          limit,
        )
        .toArray()
        .map(toDelivery);
    },

    /** Sends it anew, before what is not urgent: somebody is waiting to see it arrive. */
    replay(id: string): void {
      const now = clock();
      sql.exec(
        `UPDATE deliveries SET state = 'waiting', attempts = 0, next_attempt_at = ?, waits_since = ?, is_urgent = 1
          WHERE id = ?`,
        now,
        now,
        id,
      );
    },
  };
}

export type Deliveries = ReturnType<typeof openDeliveries>;

function restAfter(failures: number): number {
  return (REST_SECONDS[failures - 1] ?? REST_SECONDS.at(-1) ?? 0) * 1000;
}

function toDelivery(row: DeliveryRow): Delivery {
  const { id, webhook, notice, kind, at, state, attempts, due_at: dueAt, last_answer: lastAnswer } = row;
  return {
    id,
    webhook,
    notice,
    kind,
    at,
    state,
    attempts,
    nextAttemptAt: state === "waiting" ? dueAt : null,
    lastAnswer,
  };
}
