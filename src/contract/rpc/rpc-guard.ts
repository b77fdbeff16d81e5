/** What shards, guards and the catalog say to each other about running campaigns. Everything crosses an RPC. */
import type { Scope } from "../../domain/decision/choice.ts";
import type { NoticeKind } from "../../domain/guard/guard-notice.ts";
import type { Tolerance } from "../../domain/guard/guard-policy.ts";
import type { ShardReport } from "../../domain/guard/guard-reports.ts";
import type { GuardAction, GuardPlan, GuardStanding } from "../../domain/guard/guard-standing.ts";
import type { Result } from "../../domain/result.ts";
import type { ExposureCell, Retrospective } from "../../domain/guard/retrospective.ts";
import type { ToldCounts, ToldPoint, ToldVerdict } from "../../domain/guard/tell-guard.ts";
import type { ToldRetrospective } from "../../domain/guard/tell-retrospective.ts";
import type { Failure } from "../problem.ts";
import type { Identity } from "../../domain/identity.ts";
import type { Act } from "./rpc-control.ts";
import type { IdentityRpc } from "./rpc-identity.ts";

/** A complaint that was made in a message, or tagged by support. */
export interface ComplaintRequest {
  readonly subscriberId: string;
  /** What it was about; `all` if it did not say. */
  readonly scope: Scope;
  readonly at: number;
  /** Who tags it, as records name them. Absent: the person alone. */
  readonly enteredBy?: string;
}

/** What a shard found among people who have seen a campaign by default, and must not see it so any more. */
export interface ProbeReply {
  readonly checked: number;
  readonly stillShown: number;
}

/** A shard's part in guarding. */
export interface ExposureRpc {
  /** Counts a complaint for every campaign about it that the person saw unasked; at most once each. */
  noteComplaint(request: ComplaintRequest): Promise<void>;
  /** Sends the guards what they do not know yet, and a sign of life where there is nothing new. */
  reportCounts(now: number): Promise<void>;
  /** Decides anew for some of the people who have seen the guard's campaign by default; the same ones every time. */
  probeExposed(guard: string, atMost: number, now: number): Promise<ProbeReply>;
  /** The people who saw the guard's campaign, by region and platform. */
  summarizeExposures(guard: string): Promise<readonly ExposureCell[]>;
}

/** All that the catalog has decided for one guard, whole: a later revision replaces an earlier one. */
export interface GuardOrder {
  readonly plan: GuardPlan;
  readonly standing: GuardStanding;
  readonly revision: number;
}

/** What a guard asks of the catalog. */
export interface GuardRequest {
  readonly guard: string;
  /** Rises with every request; a repetition changes nothing. */
  readonly sequence: number;
  /** Of the order that the request is based on. */
  readonly revision: number;
  readonly verdict: ToldVerdict;
  readonly action?: GuardAction;
  /** When it is sent, or sent again; coverage goes on from what it is then. */
  readonly now: number;
  /** What else is to be told to the outside. */
  readonly notices: readonly NoticeKind[];
  /** To how many people it has come unasked by now. Absent: nothing is to be told of that. */
  readonly reach?: GuardReach;
}

/** What a campaign on one person's word has reached. Exact; not to be shown as it is. */
export interface GuardReach {
  readonly reached: number;
  /** The population; absent: no shard has ever said. */
  readonly people?: number;
}

/** The check, after a halt, of what people really get. */
export interface ProbeState extends ProbeReply {
  readonly at: number;
  /** Shards that could not be asked. */
  readonly unreachable: number;
}

/** All that a guard tells. */
export interface GuardView {
  readonly order: GuardOrder;
  readonly counts: ToldCounts;
  /** From the counts of the latest renewal. */
  readonly verdict: ToldVerdict;
  /** The verdict that halted the campaign. */
  readonly haltedBy: ToldVerdict | null;
  readonly probe: ToldProbe | null;
  readonly history: readonly ToldPoint[];
}

/** Of whom, and of how many, was asked is not told: that would tell who minded. */
export interface ToldProbe extends Pick<ProbeState, "at" | "unreachable"> {
  readonly isStillShown: boolean;
}

/** The methods of a guard: the object that watches one start of one campaign. */
export interface GuardRpc extends IdentityRpc {
  /** Takes an order, unless a later one is there. Throws if it is not the guard that the catalog means. */
  follow(order: GuardOrder, identity: Identity): Promise<void>;
  /** Takes counts in, unless later ones of the shard are there, and judges anew. */
  report(report: ShardReport, now: number): Promise<void>;
  /** Judges anew, probes, and writes what is to be learnt, if it is time. */
  look(now: number): Promise<void>;
  /** What may be told; null: there is no such guard. */
  read(now: number): Promise<GuardView | null>;
}

/** Where a theme stands after campaigns that were halted. */
export interface ThemePolicy {
  readonly theme: string;
  /** The latest. */
  readonly haltedBy: string;
  /** The guards of all that was halted since it was reviewed the time before. */
  readonly halts: readonly string[];
  readonly haltedAt: number;
  /** Null: it can't be on by default until an approver has reviewed it. */
  readonly review: { readonly by: string; readonly at: number; readonly reason: string } | null;
}

export interface CategoryPolicy extends Tolerance {
  readonly category: string;
  readonly sensitive: boolean;
}

export interface Policy {
  readonly themes: readonly ThemePolicy[];
  readonly categories: readonly CategoryPolicy[];
}

/** The catalog's part in guarding. */
export interface GuardingRpc {
  /** Does what a guard has decided, once, if it still applies; answers the order as it is then, null if unknown. */
  carryOut(request: GuardRequest): Promise<GuardOrder | null>;
  /** Keeps a retrospective in place of an earlier one of the same guard; a final one also ends or renews the season. */
  keepRetrospective(retrospective: Retrospective): Promise<void>;
  /**
   * The orders for all that people have of a campaign, first that of the audience by which new people come; once nobody has
   * it, that of its latest start; none if it was never started.
   */
  readOrders(campaign: string): Promise<readonly GuardOrder[]>;
  /** What may be told, newest first. */
  listRetrospectives(campaign: string): Promise<readonly ToldRetrospective[]>;
  readPolicy(): Promise<Policy>;
  /** Lets a theme be on by default again after its campaign was halted. `seen`: the halt of which they have read; null: they did not say. */
  reviewTheme(theme: string, reason: string, act: Act, seen?: string | null): Promise<Result<ThemePolicy, Failure>>;
}
