import { sayMissing } from "../domain/missing-texts.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { AddWebhookRequest, Delivery, Webhook } from "../contract/rpc/rpc-webhooks.ts";
import { TEST_NOTICE, URGENT_KINDS, type NoticeKind } from "../domain/guard/guard-notice.ts";
import { diffJson } from "../domain/json-diff.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Address } from "./lanes.ts";

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

/**
 * The addresses outside. A notice is stored in the same transaction as what it tells of, and stays until every address
 * has taken it: nothing is lost by a crash, and nothing is told that did not happen. An address may get a notice twice.
 */
export function openWebhooks(storage: DurableObjectStorage, deliveries: Deliveries, audit: AuditLog) {
  const { sql } = storage;

  const list = () => sql.exec<WebhookRow>("SELECT * FROM webhooks ORDER BY created_at, id").toArray();

  function findWebhook(id: string): Result<WebhookRow, Failure> {
    const row = list().find((candidate) => candidate.id === id);
    return row === undefined ? fail({ type: "not-found", ...inBoth(sayMissing("webhook", id)) }) : succeed(row);
  }

  function readDelivery(id: string): Result<Delivery, Failure> {
    const delivery = deliveries.find(id);
    if (delivery === undefined) return fail({ type: "not-found", ...inBoth(sayMissing("delivery", id)) });
    return succeed(delivery);
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

    listAddresses(): readonly Address[] {
      return list().map(({ id, url, secret }) => ({ id, url, secret }));
    },

    remove(id: string, act: Act): Result<null, Failure> {
      const row = findWebhook(id);
      if (!row.ok) return row;
      storage.transactionSync(() => {
        deliveries.forgetWebhook(id);
        sql.exec("DELETE FROM webhooks WHERE id = ?", id);
        const { url, kinds } = toWebhook(row.value);
        audit.append(act, "delete", `webhook/${id}`, diffJson({ url, kinds }, undefined));
      });
      return succeed(null);
    },

    /** Stores a notice for every address that wants its kind; to be called within the transaction of what it tells. */
    announce(notice: Notice): void {
      const listeners = list()
        .map(toWebhook)
        .filter(({ kinds }) => kinds === null || kinds.includes(notice.kind))
        .map(({ id }) => id);
      if (listeners.length === 0) return;
      deliveries.send({ ...notice, isUrgent: URGENT_KINDS.includes(notice.kind) }, listeners);
    },

    /** Stores a notice that tells of nothing, for one address, whatever kinds it wants. */
    test(id: string, act: Act): Result<Delivery, Failure> {
      const webhook = findWebhook(id);
      if (!webhook.ok) return webhook;
      const sent = storage.transactionSync(() => {
        audit.append(act, "test", `webhook/${id}`, []);
        // Somebody is waiting to see it arrive.
        const notice = { kind: TEST_NOTICE, at: act.now, facts: { by: act.actor }, isUrgent: true } as const;
        return deliveries.send(notice, [id]);
      });
      return readDelivery(sent[0] ?? "");
    },

    replay(id: string, act: Act): Result<Delivery, Failure> {
      storage.transactionSync(() => {
        const delivery = deliveries.find(id);
        if (delivery === undefined) return;
        deliveries.replay(id);
        audit.append(act, "replay", `webhook/${delivery.webhook}`, []);
      });
      return readDelivery(id);
    },
  };
}

export type Webhooks = ReturnType<typeof openWebhooks>;

function toWebhook({ id, url, kinds, created_at: createdAt, created_by: createdBy }: WebhookRow): Webhook {
  // Parsed boundary: only `add` writes this column, from checked kinds.
  return { id, url, kinds: kinds === null ? null : (JSON.parse(kinds) as NoticeKind[]), createdAt, createdBy };
}
