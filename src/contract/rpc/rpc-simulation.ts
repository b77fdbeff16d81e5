/** What rehearsals, audience counts and personas ask of the objects. */
import type { Scope } from "../../domain/decision/choice.ts";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { AudienceReport, AudienceTally } from "../../domain/condition/audience.ts";
import type { PeopleTally, ReachTally } from "../../domain/condition/reach.ts";
import type { Audience } from "../../domain/campaign/campaign.ts";
import type { Result } from "../../domain/result.ts";
import type { Ruleset } from "../../domain/decision/ruleset.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import type { ReportFrame } from "../../domain/rehearsal/rehearsal-report.ts";
import type { Tally } from "../../domain/rehearsal/tally.ts";
import type { Failure } from "../problem.ts";
import type { AskedQuestion, DeskAct } from "../question.ts";
import type { Act } from "./rpc-control.ts";
import type {
  AudienceRequest,
  Persona,
  PersonaDecision,
  PersonaDecisionRequest,
  SimulationReport,
  SimulationRequest,
  StoredPersona,
} from "../simulation.ts";

/** The instants of a rehearsal: one, or the same time of day on several days. */
export type RehearsalInstants =
  | { readonly at: number }
  | { readonly days: readonly string[]; readonly time: string; readonly zone: string };

/** Everything that a shard needs to know of a rehearsal. */
export interface RehearsalPlan {
  /** The version of the ruleset in force: a shard with another one does not take part. */
  readonly ruleset: number;
  readonly live: Ruleset;
  readonly candidate: Ruleset;
  readonly instants: RehearsalInstants;
  readonly by: readonly string[];
  /** Ages are counted from this year. */
  readonly year: number;
}

/** A rehearsal as the Worker carries it to the shards. */
export interface PreparedRehearsal {
  /** A `RehearsalPlan` as JSON: the same text for every shard, so that it is read once. */
  readonly plan: string;
  readonly frame: ReportFrame;
  readonly ruleset: number;
  readonly rehearsed: SimulationReport["rehearsed"];
}

/** A rehearsal that may be asked for. */
export interface AdmittedRehearsal extends PreparedRehearsal {
  /** Names it and its day: the same is told with the same noise. */
  readonly question: string;
  /** How many more different ones may be asked for today. */
  readonly left: number;
  /** A `ToldRehearsal` as JSON, if the same was asked for today; null: it has to be counted. */
  readonly answer: string | null;
}

/** What was told of a rehearsal, and stays so for the day. */
export type ToldRehearsal = Omit<SimulationReport, "left">;

/** What can be asked about people, with what is given for it. */
export interface PeopleQuestions {
  /** Counts in every shard; the report keeps small numbers back. */
  readonly count: {
    readonly takes: Act & { readonly request: AudienceRequest };
    readonly gives: AudienceReport & { readonly left: number };
  };
  /** Compiles what is live with the changes, without storing anything of it. */
  readonly rehearse: {
    readonly takes: Act & { readonly request: SimulationRequest };
    readonly gives: AdmittedRehearsal;
  };
  /** What was told today of everybody, whoever of the staff asks, if anybody has asked. */
  readonly today: {
    readonly takes: { readonly subject: string; readonly now: number };
    readonly gives: {
      /** Names the subject and its day: the same is told with the same noise. */
      readonly question: string;
      /** As JSON; null: it has to be counted. */
      readonly answer: string | null;
    };
  };
  /** Keeps what is told for the day; gives what was told first of several at once. */
  readonly keep: { readonly takes: { readonly question: string; readonly answer: string }; readonly gives: string };
  /** An agent, or a key that nobody has confirmed, is about to do what has a budget. */
  readonly deskAct: { readonly takes: Act & { readonly kind: DeskAct }; readonly gives: null };
  /** Somebody, or their machine, is about to enter a word that shows a person more. */
  readonly enter: { readonly takes: Act; readonly gives: null };
  /** A machine is about to read who has chosen something. */
  readonly follow: { readonly takes: Act; readonly gives: null };
  /** Nobody had the number that was looked up. */
  readonly notFound: { readonly takes: Act; readonly gives: null };
  /** Who asked what, newest first. */
  readonly list: {
    readonly takes: { readonly before?: number | undefined; readonly limit: number };
    readonly gives: readonly AskedQuestion[];
  };
}

export type PeopleQuestion = keyof PeopleQuestions;

export type PeopleTakes<Name extends PeopleQuestion> = PeopleQuestions[Name]["takes"];

export type PeopleGives<Name extends PeopleQuestion> = Promise<Result<PeopleQuestions[Name]["gives"], Failure>>;

export interface RehearseRequest {
  readonly plan: string;
  /** The subscriber after whom to go on; empty: from the first. */
  readonly after: string;
}

/** A part of a shard's subscribers. */
export interface RehearsedSlice {
  readonly tally: Tally;
  /** Where the next slice begins; null: that was the last. */
  readonly next: string | null;
}

/** An audience with all that it refers to: people in any of the included segments and in no excluded one. */
export interface AudienceQuery {
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
  readonly audience: Audience;
  readonly by: readonly string[];
  readonly year: number;
}

/** A shard's part in rehearsals and counts. Nothing is written. */
export interface ShardSimulationRpc {
  /** Decides for some of the subscribers; a few pages a call, so that nobody waits long. */
  rehearse(request: RehearseRequest): Promise<Result<RehearsedSlice, Failure>>;
  /** Counts audiences, in their order. */
  countAudiences(queries: readonly AudienceQuery[]): Promise<readonly AudienceTally[]>;
  /** Weighs an audience: what is not known of people may fit. */
  weighAudience(query: AudienceQuery): Promise<ReachTally>;
  countPeople(): Promise<PeopleTally>;
  /** How many people have a standing `out` at each scope itself, in their order. */
  countOuts(scopes: readonly Scope[]): Promise<readonly number[]>;
}

export interface WritePersonaRequest extends Act {
  readonly key: string;
  readonly persona: Persona;
}

export interface CatalogSimulationRpc {
  askAboutPeople<Name extends PeopleQuestion>(name: Name, question: PeopleTakes<Name>): PeopleGives<Name>;
  listPersonas(): Promise<readonly StoredPersona[]>;
  readPersona(key: string): Promise<StoredPersona | null>;
  writePersona(request: WritePersonaRequest): Promise<Result<StoredPersona, Failure>>;
  deletePersona(key: string, act: Act): Promise<Result<null, Failure>>;
  decidePersonas(request: PersonaDecisionRequest): Promise<Result<readonly PersonaDecision[], Failure>>;
}
