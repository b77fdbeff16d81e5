/** What the routes for webhooks ask of the catalog. Everything here crosses an RPC by structured clone. */
import type { NoticeKind, ToldKind } from "../../domain/guard/guard-notice.ts";
import type { Result } from "../../domain/result.ts";
import type { Failure } from "../problem.ts";
import type { Act } from "./rpc-control.ts";

/** An address that is told of notices. Its secret is known to it and to the catalog only. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Null: everything there is. */
  readonly kinds: readonly NoticeKind[] | null;
  readonly createdAt: number;
  readonly createdBy: string;
}

export interface AddWebhookRequest extends Act {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly NoticeKind[] | null;
  /** Signs every delivery. */
  readonly secret: string;
}

/** `waiting`: will be sent, or sent again. `failed`: given up, until somebody has it replayed. */
export type DeliveryState = "waiting" | "delivered" | "failed";

/** One notice on its way to one address. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  readonly notice: string;
  readonly kind: ToldKind;
  readonly at: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Of a delivery that is waiting. */
  readonly nextAttemptAt: number | null;
  /** What the address said last: an HTTP status, or why there is none. */
  readonly lastAnswer: string | null;
}

export interface DeliveryQuery {
  readonly webhook?: string | undefined;
  readonly limit: number;
}

export interface WebhookRpc {
  addWebhook(request: AddWebhookRequest): Promise<Webhook>;
  listWebhooks(): Promise<readonly Webhook[]>;
  removeWebhook(id: string, act: Act): Promise<Result<null, Failure>>;
  /** Sends an address a notice that tells of nothing, at once, whatever kinds it wants. */
  testWebhook(id: string, act: Act): Promise<Result<Delivery, Failure>>;
  /** Newest first. */
  listDeliveries(query: DeliveryQuery): Promise<readonly Delivery[]>;
  /** Sends a delivery again, at once, whatever became of it. */
  replayDelivery(id: string, act: Act): Promise<Result<Delivery, Failure>>;
}
