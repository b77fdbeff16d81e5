/** What the routes for bots and SMS gateways ask of a shard. Everything here crosses an RPC. */
import type { ChoiceValue, Scope } from "../../domain/decision/choice.ts";
import type { Language } from "../../domain/label.ts";
import type { Asked } from "../../domain/message/asked.ts";
import type { OutcomeKind, Reply } from "../../domain/message/reply.ts";
import type { Evidence, Intent, MessageReason } from "../../domain/message/understanding.ts";
import type { Result } from "../../domain/result.ts";
import type { Failure } from "../problem.ts";
import type { TrayRequest } from "./rpc-tray.ts";

/** The button of an earlier reply. */
export type PressedAction =
  | { readonly kind: "choose"; readonly scope: Scope; readonly value: ChoiceValue }
  /** `entry`: the word that it takes back. Without it: the last one, if it was said on this channel just now. */
  | { readonly kind: "undo"; readonly entry?: number }
  | { readonly kind: "gift"; readonly theme?: string };

export interface MessageRequest extends TrayRequest {
  readonly channel: "bot" | "sms";
  /** What was written, or which button was pressed. */
  readonly said:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "button"; readonly action: PressedAction; readonly language: Language };
  /** What we asked last, if the person has written nothing since. */
  readonly asked?: Asked | undefined;
  /** On this channel people write to nobody but Garland. */
  readonly isOurs?: boolean;
  /** The channel's own id of this message, or a key that its delivery was given. */
  readonly idempotencyKey?: string | undefined;
  /** The machine that hands it in, as the audit names it: what it enters is on record with the person. */
  readonly machine: string;
  /** The same machine where nobody but its maker trusts it: guards take its words for one who speaks for others. */
  readonly enteredBy?: string | undefined;
  /**
   * Whether a machine may enter what shows the person more. `to-be-asked`: such a message is not carried out, and the failure says so
   * (`mayBeEntered`); `too-many`: only what switches off is carried out. Absent: it may.
   */
  readonly entering?: "to-be-asked" | "too-many";
  /**
   * Whoever passes it on may not learn anything of the person: it is understood as a stranger's, what it surely switches off is
   * switched off, the reply is the one that a stranger gets, and anything else is refused. Absent: they may.
   */
  readonly isUnseen?: true;
  /** The disk has little room: what does not switch off is refused. */
  readonly keepsOnlyOuts?: true;
}

export interface HeardMessage {
  readonly intent: Intent;
  /** Whether it is about decorations; a general bot deals with the rest. */
  readonly handled: boolean;
  readonly certainty: "sure" | "unsure";
  readonly done: OutcomeKind;
  readonly scope: Scope | null;
  /** What else was asked for and done. */
  readonly also: readonly { readonly scope: Scope; readonly value: ChoiceValue; readonly done: OutcomeKind }[];
  readonly language: Language;
  readonly reply: Reply;
  readonly evidence: readonly Evidence[];
}

/** How many people gave a reason, by campaign and reason. */
export interface ReasonCount {
  readonly campaign: string;
  readonly reason: MessageReason;
  readonly people: number;
}

/** A shard's part in messages. */
export interface MessageRpc {
  /** Understands, and does what is asked if there is no doubt. The text is neither kept nor logged. */
  hear(request: MessageRequest): Promise<Result<HeardMessage, Failure>>;
  countReasons(): Promise<readonly ReasonCount[]>;
}
