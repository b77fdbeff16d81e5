/** What the routes for policy ask of the catalog. Everything here crosses an RPC by structured clone. */
import type { Json } from "../../domain/json.ts";
import type { Direction, PolicyKind } from "../../domain/policy/policy-change.ts";
import type { PolicyEffect } from "../../domain/policy/policy-effect.ts";
import type { Overtaken } from "../../domain/policy/overtaken.ts";
import type { PolicyLine } from "../../domain/policy/policy-line.ts";
import type { Decline } from "../../domain/policy/weigh-decline.ts";
import type { Limits } from "../../domain/limits.ts";
import type { Result } from "../../domain/result.ts";
import type { Failure } from "../problem.ts";
import type { Act, PublishReport, StoredDefinition } from "./rpc-control.ts";

export const PROPOSAL_STATES = ["open", "carried", "withdrawn", "declined", "outdated"] as const;

export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** One row of policy as somebody wants it. */
export interface ProposedChange {
  readonly kind: PolicyKind;
  readonly key: string;
  /** The row, checked by its schema; null: it goes. */
  readonly body: Json | null;
  /** The revision that the proposer saw; 0: it must not exist yet. */
  readonly baseRevision: number;
}

export interface Proposal {
  readonly id: number;
  readonly state: ProposalState;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  /** With each row as it was in its base revision; null: it was not there. */
  readonly changes: readonly (ProposedChange & { readonly before: Json | null })[];
  readonly direction: Direction;
  readonly lines: readonly PolicyLine[];
  /** Who declined what tightens, which stays open for all that until another does. */
  readonly declines: readonly Decline[];
  /** How it ended. */
  readonly closed: { readonly by: string; readonly at: number; readonly why: string | null } | null;
  /** Another change that came first, if that is how it ended. */
  readonly overtaken: Overtaken | null;
}

/** A proposal with what follows from it. */
export interface WeighedProposal extends Proposal {
  /** Null: it is open no more. */
  readonly effect: PolicyEffect | null;
  /** Of the content, its base and the effect: whoever carries it says that they saw this. */
  readonly tag: string | null;
}

/** Which of the proposals that are open no more are asked for. */
export interface ProposalPage {
  /** Only those before this id, and none that is open; undefined: all that are open as well. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Who asks, and whether that is a person, and no machine. */
export interface PolicyAct extends Act {
  readonly isPerson: boolean;
}

/** What may be asked about policy, by name: what it takes, and what it answers. */
export interface PolicyQuestions {
  readonly list: { readonly takes: ProposalPage; readonly gives: readonly Proposal[] };
  readonly read: { readonly takes: { readonly id: number; readonly now: number }; readonly gives: WeighedProposal };
  readonly limits: { readonly takes: object; readonly gives: { readonly limits: Limits; readonly revision: number } };
  /** An open proposal of the same content is answered instead of a second one. */
  readonly propose: {
    readonly takes: Act & { readonly changes: readonly ProposedChange[] };
    readonly gives: WeighedProposal & { readonly isNew: boolean };
  };
  /** `tag` as it was read; undefined: whoever asks has seen nothing yet. */
  readonly carry: {
    readonly takes: PolicyAct & { readonly id: number; readonly tag: string | undefined };
    readonly gives: { readonly proposal: Proposal; readonly published: PublishReport };
  };
  readonly close: {
    readonly takes: PolicyAct & { readonly id: number; readonly as: "withdrawn" | "declined" };
    readonly gives: Proposal;
  };
  /** Somebody is about to import people, who are part of what one person's word is measured by. */
  readonly imports: { readonly takes: Act; readonly gives: null };
  /** Takes a halt by policy off a campaign: proposed by one, carried out by another who may. */
  readonly lift: {
    readonly takes: PolicyAct & {
      readonly campaign: string;
      readonly mayCarryOut: boolean;
      /** The campaign's `tags.lift` as they have read it; undefined: they don't say. */
      readonly seen: string | undefined;
    };
    readonly gives: { readonly campaign: StoredDefinition; readonly published: PublishReport | null };
  };
}

export type PolicyQuestion = keyof PolicyQuestions;

export type PolicyTakes<Name extends PolicyQuestion> = PolicyQuestions[Name]["takes"];

export type PolicyGives<Name extends PolicyQuestion> = Promise<Result<PolicyQuestions[Name]["gives"], Failure>>;

export interface PolicyRpc {
  askPolicy<Name extends PolicyQuestion>(name: Name, question: PolicyTakes<Name>): PolicyGives<Name>;
}
