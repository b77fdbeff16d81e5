/** What the control plane asks of the catalog. */
import type { Author } from "../../domain/campaign/authorship.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Decoration } from "../../domain/campaign/decoration.ts";
import type { AgreementTags, Lifecycle, LifecycleAction } from "../../domain/campaign/lifecycle.ts";
import type { LeftOutCode, RollBackOutcome } from "../../domain/review/roll-back.ts";
import type { JsonChange } from "../../domain/json-diff.ts";
import type { Label } from "../../domain/label.ts";
import type { Result } from "../../domain/result.ts";
import type { Window } from "../../domain/campaign/schedule.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import type { Json } from "../../domain/json.ts";
import type { PolicyLine } from "../../domain/policy/policy-line.ts";
import type { PolicyKind } from "../../domain/policy/policy-change.ts";
import type { ForetoldTwo } from "../../domain/review/foretold-two.ts";
import type { Finding } from "../../domain/review/lint-campaign.ts";
import type { Failure, FailureIssue } from "../problem.ts";
import type { Season } from "../season.ts";

/** What is stored by itself. Policy changes by proposals only: see rpc-policy.ts. */
export const DEFINITION_KINDS = [
  "segment",
  "decoration",
  "campaign",
  "attribute",
  "category",
  "theme",
  "feast",
  "limits",
] as const;

export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** What a marketer writes, and nobody sees before it is approved and started. */
export type DraftKind = Exclude<DefinitionKind, PolicyKind>;

/** Who acts, and why: everything that is done is on record. */
export interface Act {
  readonly actor: string;
  readonly now: number;
  readonly why?: string | undefined;
}

/** A definition as it is now. `hash` identifies the content, `revision` counts its changes. */
export interface StoredDefinition {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly revision: number;
  readonly hash: string;
  readonly body: Json;
  readonly changedAt: number;
  readonly changedBy: string;
  /** Of campaigns only. */
  readonly lifecycle?: Lifecycle;
  /** Of campaigns only: who wrote a part of it since a second person last approved it. */
  readonly authors?: readonly Author[];
  /** Of campaigns that were started only: it is, with all that it uses, what was started last. */
  readonly isAsLive?: boolean;
  /** Of campaigns only: what whoever agrees names as seen. */
  readonly tags?: AgreementTags;
  /** Campaigns and segments that use it, as `kind/key`. */
  readonly usedBy: readonly string[];
}

export interface WriteRequest extends Act {
  readonly kind: DraftKind;
  readonly key: string;
  /** The definition, checked by its schema; its references are checked here. */
  readonly body: Json;
  /** The revision that the writer saw; 0: it must not exist yet; `any`: whatever there is. */
  readonly expectedRevision: number | "any";
}

export interface DeleteRequest extends Act {
  readonly kind: DraftKind;
  readonly key: string;
  readonly expectedRevision: number | "any";
  /** Only if nobody but whoever asks, by whatever keys, ever wrote it. */
  readonly onlyOwn?: true;
}

/** A step that is asked for. Whether it needs two people is not the caller's to say. */
export type CampaignAction =
  | Exclude<
      LifecycleAction,
      { readonly needsTwo: boolean } | { readonly kind: "approve" | "confirm" | "ask-second" | "resume" }
    >
  | { readonly kind: "submit" }
  /** `seen`: the hash of what they have read; null: they don't say; absent: nobody outside asks. */
  | { readonly kind: "approve"; readonly seen?: string | null | undefined }
  | { readonly kind: "confirm"; readonly seen?: string | null | undefined }
  | { readonly kind: "resume"; readonly reason: string }
  | { readonly kind: "start"; readonly startsAt?: number };

export interface CampaignActRequest extends Act {
  readonly key: string;
  readonly action: CampaignAction;
}

export interface RulesetSummary {
  readonly version: number;
  readonly compiledAt: number;
  readonly inForceFrom: number;
  readonly cause: string;
  readonly by: string;
  readonly stopped: boolean;
  readonly campaigns: readonly { readonly key: string; readonly state: string }[];
}

/** A ruleset that was, or still is, in force. */
/** What is different between two versions. */
export interface RulesetChanges {
  /** Of what is live. */
  readonly changes: readonly JsonChange[];
  /** Of policy, by the proposals that were carried between them. */
  readonly policy: readonly PolicyLine[];
}

export interface PastRuleset {
  readonly version: number;
  /** JSON text; null: it still is in force, so the shards have it. */
  readonly body: string | null;
}

/** How far publishing has come. */
export interface PublishReport {
  readonly ruleset: number;
  readonly acknowledged: number;
  readonly total: number;
  readonly isLive: boolean;
}

/** What became of a stop of everything, or of a word to let it go on. */
export interface StopReport extends PublishReport {
  /** Everything is still stopped: so far one person alone wants it to go on. */
  readonly resume?: { readonly proposedBy: string; readonly until: number };
}

/** Who wants an earlier ruleset back. */
export interface RollBackRequest extends Act {
  readonly version: number;
  /** The latest ruleset that they saw when they decided; undefined: whichever it is. */
  readonly seen?: number | undefined;
}

/** What becomes of a campaign by a rollback; those that stay as they are are not told of. */
export interface CampaignReturn {
  readonly key: string;
  readonly outcome: Exclude<RollBackOutcome["kind"], "stays">;
  /** Whether something of it that is shown now is shown no longer. */
  readonly ends: boolean;
  /** Why it is left out. */
  readonly code: LeftOutCode | null;
  readonly sentence: Label | null;
}

/** What a rollback would do, or has done. */
export interface RollBackPlan {
  readonly target: number;
  /** The latest ruleset before it. */
  readonly present: number;
  readonly campaigns: readonly CampaignReturn[];
  readonly changes: readonly JsonChange[];
}

export interface AuditEntry {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly why: string | null;
  readonly changes: readonly JsonChange[];
  readonly hash: string;
}

export interface AuditQuery {
  readonly beforeId?: number | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  /** Epoch milliseconds; `from` counts, `until` does not. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
}

/** A campaign as it was approved and started, with copies of everything it uses. */
export interface LiveContent {
  readonly campaign: Campaign;
  readonly segments: readonly Segment[];
  readonly decoration: Decoration;
}

/** What is wrong with a campaign (it would be refused), and what is only worth knowing. */
export interface CampaignReview {
  readonly issues: readonly FailureIssue[];
  readonly findings: readonly Finding[];
  /** Null: it can't be submitted as it is, or not by whoever asks. */
  readonly two: ForetoldTwo | null;
}

export interface ControlRpc {
  /** Checks a campaign, stored or not, without changing anything. Who may write it is told whether it takes two people. */
  reviewCampaign(campaign: Json, act: Act, mayWrite: boolean): Promise<CampaignReview>;
  /** The content that was started last; null if it never was. */
  readLiveContent(campaign: string): Promise<LiveContent | null>;
  /** A stretch of the year from all campaigns. */
  readSeason(range: Window): Promise<Season>;
  listDefinitions(kind: DefinitionKind): Promise<readonly StoredDefinition[]>;
  readDefinition(kind: DefinitionKind, key: string): Promise<StoredDefinition | null>;
  writeDefinition(request: WriteRequest): Promise<Result<StoredDefinition, Failure>>;
  deleteDefinition(request: DeleteRequest): Promise<Result<null, Failure>>;
  actOnCampaign(
    request: CampaignActRequest,
  ): Promise<Result<{ campaign: StoredDefinition; published: PublishReport | null }, Failure>>;
  listRulesets(): Promise<readonly RulesetSummary[]>;
  /** The ruleset as JSON text. */
  readRuleset(version: number): Promise<string | null>;
  /** The ruleset that was in force at an instant; null if none was. */
  readRulesetAt(at: number): Promise<PastRuleset | null>;
  diffRulesets(from: number, to: number): Promise<Result<RulesetChanges, Failure>>;
  /** What a rollback would do; writes nothing. */
  previewRollBack(request: RollBackRequest): Promise<Result<RollBackPlan, Failure>>;
  rollBack(request: RollBackRequest): Promise<Result<PublishReport & { readonly rollback: RollBackPlan }, Failure>>;
  /** Stops everything, now, or lets it go on, which takes two people; answers when every reachable shard has acknowledged. */
  setStopped(stopped: boolean, act: Act): Promise<Result<StopReport, Failure>>;
  readAudit(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** The id of the first entry whose hash does not fit, or null if the whole chain holds. */
  verifyAudit(): Promise<{ readonly entries: number; readonly brokenAt: number | null }>;
}
