/**
 * A rehearsal: the real decision for everybody, at every instant, under the live ruleset and under a candidate, counted.
 */
import type { AttributeValue, Facts } from "../condition/attribute.ts";
import { addPerson, cellAt, emptyCells } from "../cells.ts";
import { baseKey } from "../campaign/decoration.ts";
import { wordAt, type ChoiceFold, type Scope, type ThemeWord } from "../decision/choice.ts";
import { campaignsAt, countUpTo, decide, isShowReason, settle } from "../decision/decide.ts";
import type { Decision, Reason } from "../decision/decision.ts";
import type { LoadedRuleset, Subscriber, Viewer } from "../decision/loaded-ruleset.ts";
import type { LoadedCampaign } from "../decision/loaded-campaign.ts";
import type { Slot, Tally } from "./tally.ts";
import { viewerOf } from "../decision/viewer.ts";

export interface Rehearsal {
  readonly live: LoadedRuleset;
  readonly candidate: LoadedRuleset;
  /** How many instants there are, one a day. */
  readonly days: number;
  /** Those instants, in order, for people in a zone. */
  instantsOf(zone: string): readonly number[];
  /** The attributes to group people by. */
  readonly by: readonly string[];
  /** Ages are counted from this year. */
  readonly year: number;
}

/** Counts people one after another. */
export interface RehearsalCounter {
  add(subscriber: Subscriber, device: Facts): void;
  /** Of everybody so far; the counter is not to be used after it. */
  tally(): Tally;
}

/** `recordKeyOf` gives the random number below 2^32 that stands for a person wherever they are counted. */
export type StartCounter = (recordKeyOf: (subscriberId: string) => number) => RehearsalCounter;

/** Makes counters for a rehearsal; they share what depends on zones only. */
export function prepareRehearsal(rehearsal: Rehearsal): StartCounter {
  const { live, candidate, by, days, year } = rehearsal;
  const runsOf = cutRuns(rehearsal);
  const scopes = new Map(candidate.campaigns.map((campaign) => [campaign, scopesOf(campaign, candidate)]));

  return function startCounter(recordKeyOf) {
    const people = emptyCells(1);
    const outcomes = new Map<Slot, Map<Slot, Map<Reason, number[]>>>();
    const changes = new Map<string, number[]>();
    const groups = new Map(by.map((attribute) => [attribute, new Map<string | null, MutableGroup>()]));
    const words = new Map(candidate.campaigns.map(({ definition }) => [definition.key, noCounts(5)]));
    const overlaps = new Map<string, Map<string, number[]>>();

    function countWords(choices: ChoiceFold): void {
      for (const [{ definition, scopes: campaign }, { ofTheme, ofCategory }] of scopes) {
        const counts = words.get(definition.key) ?? [];
        const place = WORD_PLACES[wordAt(choices, campaign)];
        if (place !== undefined) increase(counts, place);
        if (ofTheme in choices) increase(counts, 3);
        if (ofCategory.some((scope) => scope in choices)) increase(counts, 4);
      }
    }

    return {
      add(subscriber, device) {
        const recordKey = recordKeyOf(subscriber.subscriberId);
        addPerson(people, 0, recordKey);
        const liveViewer = viewerOf(live, subscriber, device);
        const viewer = viewerOf(candidate, subscriber, device);
        const seenLive = new Set<Slot>();
        const seen = new Set<Slot>();
        const clashes = new Map<string, Set<string>>();
        for (const { first, end, at, isContested } of runsOf(liveViewer, viewer)) {
          const liveSlot = slotOf(decide(live, liveViewer, at));
          const decision = decide(candidate, viewer, at);
          const slot = slotOf(decision);
          seenLive.add(liveSlot);
          seen.add(slot);
          const bySlot = obtain(outcomes, liveSlot, newMap<Slot, Map<Reason, number[]>>);
          const byReason = obtain(bySlot, slot, newMap<Reason, number[]>);
          // Differences from one day to the next: a run of any length costs two steps.
          const steps = obtain(byReason, decision.reason, () => noCounts(days + 1));
          increase(steps, first);
          increase(steps, end, -1);
          if (isContested && decision.decision === "show") {
            const losers = obtain(clashes, decision.campaign, () => new Set<string>());
            for (const loser of listLosers(candidate, decision.campaign, viewer, at)) losers.add(loser);
          }
        }
        const ownGroups = by.map((attribute) => {
          const values = obtain(groups, attribute, newMap<string | null, MutableGroup>);
          return obtain(values, groupName(attribute, viewer.facts[attribute], year), newGroup);
        });
        for (const group of ownGroups) addPerson(group.people, 0, recordKey);
        for (const slot of new Set([...seenLive, ...seen])) {
          if (slot === null) continue;
          const change = seenLive.has(slot) ? (seen.has(slot) ? KEPT : LOST) : GAINED;
          increase(obtain(changes, slot, newChanges), change);
          for (const group of ownGroups) increase(obtain(group.changes, slot, newChanges), change);
        }
        if (hasAny(subscriber.choices)) countWords(subscriber.choices);
        for (const [winner, losers] of clashes) {
          const counts = obtain(overlaps, winner, newMap<string, number[]>);
          for (const loser of losers)
            increase(
              obtain(counts, loser, () => noCounts(1)),
              0,
            );
        }
      },

      tally() {
        for (const byReason of [...outcomes.values()].flatMap((bySlot) => [...bySlot.values()])) {
          for (const [reason, steps] of byReason) byReason.set(reason, sumSteps(steps));
        }
        const closed = [...groups].map(
          ([attribute, values]) => [attribute, new Map([...values].map(closeGroup))] as const,
        );
        return { people: cellAt(people, 0), outcomes, changes, groups: new Map(closed), words, overlaps };
      },
    };
  };
}

interface MutableGroup {
  readonly people: number[];
  readonly changes: Map<string, number[]>;
}

/** Places in `Tally.changes`. */
const KEPT = 0;
const GAINED = 1;
const LOST = 2;

/** Places in `Tally.words`. */
const WORD_PLACES: Readonly<Partial<Record<ThemeWord, number>>> = { off: 0, asked: 1, gift: 2 };

const noCounts = (length: number): number[] => Array.from({ length }, () => 0);
const newChanges = (): number[] => noCounts(3);
const newGroup = (): MutableGroup => ({ people: emptyCells(1), changes: new Map() });
const closeGroup = ([value, { people, changes }]: readonly [string | null, MutableGroup]) =>
  [value, { people: cellAt(people, 0), changes }] as const;
const newMap = <Key, Value>(): Map<Key, Value> => new Map();

function increase(counts: number[], place: number, by = 1): void {
  counts[place] = (counts[place] ?? 0) + by;
}

function obtain<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function sumSteps(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.slice(0, -1).map((step) => (sum += step));
}

/** Days on which everybody in a zone is decided for alike, so that one decision stands for all of them. */
interface Run {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  readonly at: number;
  /** Whether several campaigns could show. */
  readonly isContested: boolean;
}

/**
 * Joins days between which nothing starts or ends under either ruleset: an instant matters to `decide` only through
 * windows and growing rollouts. Days on which a rollout may grow stay apart.
 */
function cutRuns({ live, candidate, instantsOf }: Rehearsal): (liveViewer: Viewer, viewer: Viewer) => readonly Run[] {
  const known = new Map<string, Map<number, readonly Run[]>>();

  function cut(liveGroup: number, zone: string, zoneGroup: number): readonly Run[] {
    const runs: Run[] = [];
    let lastStretch = "";
    for (const [day, at] of instantsOf(zone).entries()) {
      const stretch = [live.season(liveGroup), candidate.season(zoneGroup)]
        .map(({ boundaries }) => countUpTo(boundaries, at))
        .join();
      const { all: campaigns } = campaignsAt(candidate, zoneGroup, at);
      const isGrowing = [...campaigns, ...campaignsAt(live, liveGroup, at).all].some(
        ({ definition }) => definition.rollout !== undefined,
      );
      const before = runs.at(-1);
      if (before !== undefined && stretch === lastStretch && !isGrowing) {
        runs[runs.length - 1] = { ...before, end: day + 1 };
      } else {
        runs.push({ first: day, end: day + 1, at, isContested: campaigns.length > 1 });
      }
      lastStretch = stretch;
    }
    return runs;
  }

  return (liveViewer, { zone, zoneGroup }) => {
    const byLiveGroup = obtain(known, zone, newMap<number, readonly Run[]>);
    return obtain(byLiveGroup, liveViewer.zoneGroup, () => cut(liveViewer.zoneGroup, zone, zoneGroup));
  };
}

/** The campaigns that would show as well if the winner were not there. */
function listLosers(rules: LoadedRuleset, winner: string, viewer: Viewer, at: number): readonly string[] {
  return campaignsAt(rules, viewer.zoneGroup, at)
    .narrowedTo(viewer)
    .filter((campaign) => campaign.definition.key !== winner && isShowReason(settle(campaign, viewer, at)))
    .map((campaign) => campaign.definition.key);
}

function slotOf(decision: Decision): Slot {
  return decision.decision === "none" ? null : baseKey(decision.decoration);
}

/** Under which scopes a choice is about the campaign's theme, or about one of its categories or any theme in its theme's. */
function scopesOf({ theme, scopes: { feast } }: LoadedCampaign, rules: LoadedRuleset) {
  const themes = rules.ruleset.themes.filter((other) => other.category === theme.category);
  const ofTheme: Scope = `theme:${theme.key}`;
  const ofCategory: readonly Scope[] = [
    `category:${theme.category}`,
    ...(feast === undefined ? [] : [feast.category]),
    ...themes.map((other): Scope => `theme:${other.key}`),
  ];
  return { ofTheme, ofCategory };
}

function hasAny(choices: ChoiceFold): boolean {
  for (const _scope in choices) return true;
  return false;
}

/** Under which name people with this value are counted; null: it is not known. Years of birth become ages. */
export function groupName(attribute: string, value: AttributeValue | undefined, year: number): string | null {
  if (value === undefined) return null;
  if (attribute === "birthYear" && typeof value === "number") return ageBand(year - value);
  return typeof value === "object" ? value.toSorted().join(", ") : String(value);
}

const OLDEST_OF_BANDS = [17, 24, 34, 44, 54, 64];

function ageBand(age: number): string {
  const band = OLDEST_OF_BANDS.findIndex((oldest) => age <= oldest);
  if (band === 0) return "0-17";
  const youngest = (OLDEST_OF_BANDS.at(band < 0 ? -1 : band - 1) ?? 0) + 1;
  return band < 0 ? `${youngest}+` : `${youngest}-${OLDEST_OF_BANDS[band]}`;
}
