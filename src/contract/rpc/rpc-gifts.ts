/** What gifts need of shards and the catalog. Everything here crosses an RPC. */
import type { WrittenTray } from "./written-tray.ts";
import type { GiftAnswer } from "../../domain/decision/gift.ts";
import type { GiftCounts } from "../../domain/guard/weigh-gifts.ts";
import type { Label } from "../../domain/label.ts";
import type { Outlook } from "../../domain/decision/outlook.ts";
import type { Result } from "../../domain/result.ts";
import type { PhoneRef } from "./rpc-population.ts";
import type { Failure } from "../problem.ts";
import type { Actor, TrayRequest } from "./rpc-tray.ts";
import type { Act } from "./rpc-control.ts";

/** A gift as its sender hands it in. The number is already gone: only its index under each key is left. */
export interface GiveRequest {
  readonly senderId: string;
  /** Used unless the same gift was given before. */
  readonly giftId: string;
  readonly theme: string;
  readonly to: readonly PhoneRef[];
  readonly at: number;
}

/** `retryAt` of a failure: the sender's own quota is used up until then. */
export type GiveReply = Result<{ readonly giftId: string }, Failure>;

/** A gift on its way to the shard of its recipient. */
export interface GiftOffer {
  readonly giftId: string;
  readonly recipientId: string;
  /** Tells this sender from others to this recipient; to be kept only as a keyed hash. */
  readonly pair: string;
  readonly theme: string;
  readonly at: number;
}

export const GIFT_STATES = ["offered", "shown", "declined"] as const;
export type GiftState = (typeof GIFT_STATES)[number];

export interface StoredGift {
  readonly giftId: string;
  readonly theme: string;
  readonly state: GiftState;
  readonly offeredAt: number;
  readonly expiresAt: number;
}

/** An offer that waits for an answer. */
export interface WaitingGift extends StoredGift {
  readonly label: Label;
  /** When the person would see it, had they accepted. */
  readonly outlook: Outlook;
}

export interface AnswerGiftRequest extends TrayRequest {
  readonly giftId: string;
  readonly answer: GiftAnswer;
  readonly channel: "app" | "web";
  readonly actor: Actor;
  readonly notice?: string;
}

/** What became of a gift: `gone` is one that has lapsed, was erased, or never was. */
export const GIFT_FATES = ["shown", "declined", "gone"] as const;

export interface AnsweredGift {
  readonly gift: (typeof GIFT_FATES)[number];
}

/** What is held of a person's gifts. */
export interface HeldGifts {
  readonly sent: readonly { readonly giftId: string; readonly theme: string; readonly at: number }[];
  readonly received: readonly StoredGift[];
  /** How many senders this person has declined once. */
  readonly declinedSenders: number;
  /** From how many senders this person takes nothing any more. */
  readonly blockedSenders: number;
  /** How many gifts of before an erasure still count for the quota. */
  readonly sentBeforeErasure: number;
}

/** A shard's part in gifts. */
export interface GiftRpc {
  /** In the sender's shard: checks the sender's quota and keeps the gift to be delivered. Looks nobody up. */
  give(request: GiveRequest): Promise<GiveReply>;
  /** In the recipient's shard: keeps the offer if it may be put before the person. Repeating it is harmless. */
  offerGift(offer: GiftOffer): Promise<void>;
  answerGift(request: AnswerGiftRequest): Promise<Result<AnsweredGift & { readonly tray: WrittenTray }, Failure>>;
  /** Tells the catalog how gifts are answered, and delivers what waits unless giving is paused. */
  moveGifts(): Promise<void>;
}

/** How giving stands, for staff. */
/** Exact; not to be shown as it is. */
export interface GiftStanding extends GiftCounts {
  /** How many answers there had been when counting began anew. */
  readonly countedFrom: number;
  readonly pausedAt: number | null;
}

/** The catalog's part in gifts. */
export interface GiftGuardRpc {
  /** Takes a shard's counts since ever, in any order and repetition; answers whether giving is paused. */
  reportGifts(shard: string, counts: GiftCounts, now: number): Promise<{ readonly isPaused: boolean }>;
  readGifts(): Promise<GiftStanding>;
  /** Lets gifts through again and counts anew. */
  resumeGifts(act: Act): Promise<Result<GiftStanding, Failure>>;
}
