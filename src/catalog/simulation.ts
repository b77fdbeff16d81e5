import { listDays } from "../calendar/instants-of-days.ts";
import type { Definitions } from "../contract/definitions.ts";
import { inBoth, issueInBoth, NOT_READY, type Failure, type FailureIssue } from "../contract/problem.ts";
import type { PreparedRehearsal, RehearsalInstants, RehearsalPlan } from "../contract/rpc/rpc-simulation.ts";
import type { SimulationRequest, WorldChanges } from "../contract/simulation.ts";
import { baseKey } from "../domain/campaign/decoration.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { countPairs } from "../domain/rehearsal/count-pairs.ts";
import { countStretches } from "../domain/rehearsal/rehearsal-report.ts";
import type { Ruleset } from "../domain/decision/ruleset.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import type { Json } from "../domain/json.ts";
import { checkDefinitionSet, withChange } from "./check-change.ts";
import { compileRange } from "./compile-ruleset.ts";
import { cutStretches } from "./cut-stretches.ts";
import { sayNoAttribute } from "./measure-audience.ts";
import type { Publisher } from "./publisher.ts";
import { segmentKeysOf } from "../domain/campaign/parts.ts";
import { takeSnapshot, type Snapshot } from "./snapshot.ts";
import type { CatalogStorage, LiveCampaign, LiveWorld } from "./storage.ts";
import { DAY_MS } from "../domain/time-units.ts";

/** What changes are tried out on. */
export interface SimulationTools {
  readonly storage: CatalogStorage;
  readonly publisher: Publisher;
}

/** What is live, and what would be. */
export interface TwoWorlds {
  readonly live: Ruleset;
  readonly candidate: Ruleset;
  /** The campaigns that are in the candidate by their working copy. */
  readonly drafts: ReadonlySet<string>;
}

/** Makes everything that shards need for a rehearsal, and what is needed to report on it. Nothing is stored. */
export function prepareRehearsal(
  tools: SimulationTools,
  request: SimulationRequest,
): Result<PreparedRehearsal, Failure> {
  const { attributes } = tools.storage.readDefinitions();
  const unknown = request.by.flatMap((key, index): FailureIssue[] => {
    if (attributes.some((attribute) => attribute.key === key)) return [];
    return [issueInBoth(`$.by.${index}`, sayNoAttribute(key))];
  });
  if (unknown.length > 0) return fail({ type: "refused", ...inBoth(NOT_COUNTED_BY), issues: unknown });
  const { instants, days, span } = placeInstants(request);
  const worlds = compileWorlds(tools, request, span);
  if (!worlds.ok) return worlds;
  const { live, candidate, drafts } = worlds.value;
  const plan: RehearsalPlan = {
    ruleset: live.version,
    live,
    candidate,
    instants,
    by: request.by,
    year: new Date(span.from).getUTCFullYear(),
  };
  const names = candidate.campaigns.map(({ decoration }) => baseKey(decoration));
  const reportedDays = cutStretches(instants, days, [live, candidate], span);
  return succeed({
    plan: JSON.stringify(plan),
    frame: {
      days: reportedDays,
      decorations: [...new Set([...live.campaigns.map(({ decoration }) => baseKey(decoration)), ...names])],
      pairs: countPairs(candidate.campaigns.map(listWindows), countStretches(reportedDays)),
    },
    ruleset: live.version,
    rehearsed: candidate.campaigns.map(({ key, decoration, theme }) => ({
      campaign: key,
      decoration: baseKey(decoration),
      theme,
      isDraft: drafts.has(key),
    })),
  });
}

/** All windows of a campaign, for whomever, in any zone. */
function listWindows({ waves, kept = [] }: Ruleset["campaigns"][number]): readonly Window[] {
  return [...waves, ...kept.flatMap((reach) => reach.waves)].flatMap(({ windowSets }) => windowSets.flat());
}

interface PlacedInstants {
  readonly instants: RehearsalInstants;
  /** What each is called. */
  readonly days: readonly string[];
  /** All of them, wherever. */
  readonly span: Window;
}

function placeInstants({ at, from = "", until = "", time, zone }: SimulationRequest): PlacedInstants {
  if (at !== undefined) {
    return { instants: { at }, days: [new Date(at).toISOString()], span: { from: at, until: at + 1 } };
  }
  const days = listDays(from, until);
  return {
    instants: { days, time, zone },
    days,
    span: { from: Date.parse(from) - DAY_MS, until: Date.parse(until) + 2 * DAY_MS },
  };
}

/** Compiles what is live, and what would be with the changes, with windows for all of a span. Nothing is stored. */
export function compileWorlds(
  { storage, publisher }: SimulationTools,
  changes: WorldChanges,
  span: Window,
): Result<TwoWorlds, Failure> {
  const version = storage.latestVersion();
  const body = storage.readRulesetBody(version);
  if (body === undefined) return fail(NOT_READY);
  const working = applyDefinitions(storage.readDefinitions(), changes);
  if (!working.ok) return working;
  const world = composeWorld(publisher.readLive(), working.value, changes);
  if (!world.ok) return world;
  const candidate = publisher.compile(world.value, span.from);
  if (!candidate.ok) return candidate;
  // Parsed boundary: only the publisher stores rulesets.
  const stored = JSON.parse(body) as Ruleset;
  const drafts = new Set(listDrafts(changes, "campaign"));
  if (compileRange(stored.compiledAt).from <= span.from && span.until <= stored.horizon) {
    return succeed({ live: stored, candidate: candidate.value, drafts });
  }
  const live = publisher.compile(publisher.readLive(), span.from);
  return live.ok ? succeed({ live: { ...live.value, version }, candidate: candidate.value, drafts }) : live;
}

/** The working copies with what is not stored yet. */
function applyDefinitions(definitions: Definitions, changes: WorldChanges): Result<Definitions, Failure> {
  const { segments, decorations, campaigns } = changes.definitions;
  const written = [
    ...segments.map((body) => ({ kind: "segment", body }) as const),
    ...decorations.map((body) => ({ kind: "decoration", body }) as const),
    ...campaigns.map((body) => ({ kind: "campaign", body }) as const),
  ];
  if (written.length === 0) return succeed(definitions);
  const candidate = written.reduce(
    // Parsed boundary: checked definitions are plain JSON, and all of them are checked together below.
    (before, { kind, body }) => withChange(before, kind, body.key, body as unknown as Json) as unknown as Definitions,
    definitions,
  );
  const checked = checkDefinitionSet(
    candidate,
    written.map(({ kind, body }) => ({ kind, key: body.key })),
  );
  if (checked.ok) return checked;
  return fail({ ...checked.error, ...inBoth(NOT_TRIED) });
}

const NOT_COUNTED_BY: Label = {
  ru: "По этому людей не посчитать. Поправьте by: issues называет, чего нет.",
  en: "People can't be counted by that. Mend by: issues names what does not exist.",
};

const NO_DRAFTS: Label = {
  ru: "Некоторых черновиков нет. Поправьте drafts: issues называет, каких.",
  en: "Some drafts do not exist. Mend drafts: issues names which.",
};

const KIND_IN_RUSSIAN = { segment: "Аудитории", decoration: "Украшения", campaign: "Кампании" } as const;

function sayNoDraft(kind: keyof typeof KIND_IN_RUSSIAN, key: string): Label {
  return {
    ru: `${KIND_IN_RUSSIAN[kind]} «${key}» нет. Сначала создайте.`,
    en: `there is no ${kind} "${key}"; make it first`,
  };
}

const NOT_TRIED: Label = {
  ru: "Попробовать это нельзя: оно нарушает правило.",
  en: "This can't be tried out: it breaks a rule.",
};

function listDrafts({ drafts, definitions }: WorldChanges, kind: WorldChanges["drafts"][number]["kind"]) {
  return [
    ...drafts.filter((draft) => draft.kind === kind).map((draft) => draft.key),
    ...definitions[`${kind}s`].map((definition) => definition.key),
  ];
}

/** What would be live if the drafts were. */
function composeWorld(live: LiveWorld, working: Definitions, changes: WorldChanges): Result<LiveWorld, Failure> {
  const unknown = changes.drafts.flatMap(({ kind, key }, index): FailureIssue[] => {
    if (working[`${kind}s`].some((definition) => definition.key === key)) return [];
    return [issueInBoth(`$.drafts.${index}.key`, sayNoDraft(kind, key))];
  });
  if (unknown.length > 0) return fail({ type: "refused", ...inBoth(NO_DRAFTS), issues: unknown });
  const segments = new Set(listDrafts(changes, "segment"));
  const decorations = new Set(listDrafts(changes, "decoration"));
  const campaigns = new Set(listDrafts(changes, "campaign"));
  const kept = live.campaigns
    .filter(({ snapshot }) => !campaigns.has(snapshot.campaign.key))
    .map((entry) => ({ ...entry, snapshot: renewSnapshot(entry.snapshot, working, segments, decorations) }));
  const added = working.campaigns.flatMap((campaign): LiveCampaign[] => {
    const snapshot = campaigns.has(campaign.key) ? takeSnapshot(campaign, working) : undefined;
    return snapshot === undefined ? [] : [{ snapshot, state: "running" }];
  });
  return succeed({ ...live, campaigns: [...kept, ...added] });
}

/** The snapshot with the working copies of some of what it uses; the rest stays as it was approved. */
function renewSnapshot(
  snapshot: Snapshot,
  working: Definitions,
  segments: ReadonlySet<string>,
  decorations: ReadonlySet<string>,
): Snapshot {
  const { campaign, decoration } = snapshot;
  const usesSegment = [...segmentKeysOf(campaign), ...snapshot.segments.map(({ key }) => key)].some((key) =>
    segments.has(key),
  );
  if (!usesSegment && !decorations.has(decoration.key)) return snapshot;
  const approved = snapshot.segments.filter(({ key }) => !segments.has(key));
  const keptKeys = new Set(approved.map(({ key }) => key));
  const renewed = takeSnapshot(campaign, {
    ...working,
    segments: [...approved, ...working.segments.filter(({ key }) => !keptKeys.has(key))],
    decorations: decorations.has(decoration.key) ? working.decorations : [decoration],
  });
  return renewed === undefined ? snapshot : { ...renewed, ...(snapshot.earlier && { earlier: snapshot.earlier }) };
}
