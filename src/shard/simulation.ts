import { instantsOfDays } from "../calendar/instants-of-days.ts";
import { inBoth, type Failure } from "../contract/problem.ts";
import type {
  AudienceQuery,
  RehearsalInstants,
  RehearsalPlan,
  RehearsedSlice,
  RehearseRequest,
} from "../contract/rpc/rpc-simulation.ts";
import type { AudienceTally } from "../domain/condition/audience.ts";
import { compileSegments } from "../domain/condition/compile-segments.ts";
import { loadRuleset } from "../domain/decision/load-ruleset.ts";
import type { ReachTally } from "../domain/condition/reach.ts";
import { prepareRehearsal, type StartCounter } from "../domain/rehearsal/rehearse.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import type { AudienceIndex, AudienceTest } from "./audience-index.ts";
import type { Subscribers } from "./subscribers.ts";

/** Subscribers who are decided for before others get their turn: a few milliseconds, as many shards share a thread. */
const PAGE_ROWS = 250;
/** Pages of a slice, so that one call stays far below the limits of a request. */
const PAGES_OF_SLICE = 100;

const SUPERSEDED: Failure = {
  type: "conflict",
  ...inBoth({
    ru: "Публикуется новый набор правил, поэтому сравнивать пока не с чем. Повторите через минуту.",
    en: "Another ruleset is being published, so there is nothing fixed to compare with; try again in a moment.",
  }),
};

interface PeopleToRehearse {
  readonly subscribers: Subscribers;
  /** The random number below 2^32 that stands for a person wherever they are counted. */
  recordKeyOf(subscriberId: string): number;
}

/**
 * Decides for the subscribers after the given one, page by page; between pages others get their turn. Ends as soon as
 * the shard has another ruleset than the one that the plan was made for.
 */
export async function rehearse(
  { subscribers, recordKeyOf }: PeopleToRehearse,
  { plan: text, after }: RehearseRequest,
  versionInForce: () => number | undefined,
): Promise<Result<RehearsedSlice, Failure>> {
  const { ruleset, startCounter } = openPlan(text);
  const counter = startCounter(recordKeyOf);
  let last = after;
  for (let page = 0; page < PAGES_OF_SLICE; page++) {
    if (page > 0) await scheduler.wait(0);
    if (versionInForce() !== ruleset) return fail(SUPERSEDED);
    let rows = 0;
    for (const { subscriber, device } of subscribers.scan(last, PAGE_ROWS)) {
      counter.add(subscriber, device);
      last = subscriber.subscriberId;
      rows += 1;
    }
    if (rows < PAGE_ROWS) return succeed({ tally: counter.tally(), next: null });
  }
  return succeed({ tally: counter.tally(), next: last });
}

interface OpenPlan {
  readonly text: string;
  readonly ruleset: number;
  readonly startCounter: StartCounter;
}

/** Shards of one isolate share the plans that they are working on. */
const openPlans: OpenPlan[] = [];
const MAXIMUM_OPEN_PLANS = 2;

function openPlan(text: string): OpenPlan {
  const known = openPlans.find((plan) => plan.text === text);
  if (known !== undefined) return known;
  // Parsed boundary: plans are made by the catalog, and by nobody else.
  const { ruleset, live, candidate, instants, by, year } = JSON.parse(text) as RehearsalPlan;
  const startCounter = prepareRehearsal({
    live: loadRuleset(live, compileLinearPattern),
    candidate: loadRuleset(candidate, compileLinearPattern),
    ...placeInstants(instants),
    by,
    year,
  });
  const opened = { text, ruleset, startCounter };
  openPlans.unshift(opened);
  openPlans.length = Math.min(openPlans.length, MAXIMUM_OPEN_PLANS);
  return opened;
}

function placeInstants(instants: RehearsalInstants) {
  if ("at" in instants) return { days: 1, instantsOf: () => [instants.at] };
  const { days, time, zone } = instants;
  if (zone === "own") return { days: days.length, instantsOf: (own: string) => instantsOfDays(days, time, own) };
  const fixed = instantsOfDays(days, time, zone);
  return { days: days.length, instantsOf: () => fixed };
}

/** Counts audiences. Their segments were checked by the catalog; one that does not compile here has no members. */
export async function countAudiences(
  index: AudienceIndex,
  queries: readonly AudienceQuery[],
): Promise<readonly AudienceTally[]> {
  const tallies: AudienceTally[] = [];
  // One after another: the first fills the index that the others then read.
  for (const query of queries) tallies.push(await index.count(compileAudience(query)));
  return tallies;
}

function compileAudience({ by, year, ...query }: AudienceQuery): AudienceTest {
  const { include, exclude, reads } = compileParts(query);
  return {
    test: (facts) => include.some((segment) => segment.test(facts)) && !exclude.some((segment) => segment.test(facts)),
    reads,
    by,
    year,
  };
}

/** Weighs an audience where what is not known may fit. Segments that do not compile here may have any members. */
export async function weighAudience(index: AudienceIndex, query: AudienceQuery): Promise<ReachTally> {
  const { include, exclude, reads, isWhole } = compileParts(query);
  if (!isWhole) return index.weigh({ may: () => true, must: () => false, reads: [] });
  const included = include.map(({ bounds }) => bounds());
  const excluded = exclude.map(({ bounds }) => bounds());
  return index.weigh({
    may: (facts) => included.some(({ may }) => may(facts)) && !excluded.some(({ must }) => must(facts)),
    must: (facts) => included.some(({ must }) => must(facts)) && !excluded.some(({ may }) => may(facts)),
    reads,
  });
}

function compileParts({ attributes, segments, audience }: Pick<AudienceQuery, "attributes" | "segments" | "audience">) {
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const compiled = compileSegments(segments, dictionary, compileLinearPattern);
  const resolve = (keys: readonly string[]) =>
    keys.flatMap((key) => (compiled.ok ? (compiled.value.get(key) ?? []) : []));
  const include = resolve(audience.include);
  const exclude = resolve(audience.exclude);
  return {
    include,
    exclude,
    reads: [...new Set([...include, ...exclude].flatMap((segment) => [...segment.attributes]))],
    /** Nothing is missing of what the audience names. */
    isWhole: include.length === audience.include.length && exclude.length === audience.exclude.length,
  };
}
