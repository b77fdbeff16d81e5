/**
 * Each number of a rehearsal has noise of its own, so that a part may be told as more people than its whole. Here no part stays
 * larger than the wholes that stand beside it. It is made of told numbers alone, and so tells nothing that they don't: whoever
 * attacks them attacks what the report says before. All parts of a whole together may still be more than it.
 */
import { fitWithin, mostOf } from "../about.ts";
import { SMALLEST_SHOWN } from "../counts.ts";
import type {
  Comparison,
  DayReport,
  DecorationReport,
  GroupReport,
  ReasonReport,
  RehearsalReport,
  WordReport,
} from "./rehearsal-report.ts";

/** How many people each number of a comparison may be at most. */
type Most = Readonly<Record<keyof Comparison, number>>;

export function fitRehearsal(report: RehearsalReport): RehearsalReport {
  const { people, fewerThan } = report;
  const decorations = report.decorations.map((decoration) => fitDecoration(decoration, people, fewerThan));
  const mostOfDay = new Map(
    decorations.map(({ decoration, ...told }) => [decoration, onOneDay(allOf(told, fewerThan.decorations))]),
  );
  return {
    ...report,
    decorations,
    campaigns: report.campaigns.map((words) => fitWords(words, people, fewerThan.campaigns)),
    overlaps: report.overlaps.flatMap((overlap) => {
      const both = fitWithin(overlap.people, people, fewerThan.overlaps);
      return both === null ? [] : [{ ...overlap, people: both }];
    }),
    days: report.days.map((day) => fitDay(day, people, mostOfDay, fewerThan.days)),
  };
}

const evenly = (most: number): Most => ({ live: most, candidate: most, kept: most, gained: most, lost: most });

function allOf(told: Comparison, fewerThan: number): Most {
  return {
    live: mostOf(told.live, fewerThan),
    candidate: mostOf(told.candidate, fewerThan),
    kept: mostOf(told.kept, fewerThan),
    gained: mostOf(told.gained, fewerThan),
    lost: mostOf(told.lost, fewerThan),
  };
}

/** Whoever gains or loses it on one day may have it on another. */
function onOneDay(most: Most): Most {
  return { ...most, gained: most.candidate, lost: most.live };
}

function lesserOf(one: Most, other: Most): Most {
  return {
    live: Math.min(one.live, other.live),
    candidate: Math.min(one.candidate, other.candidate),
    kept: Math.min(one.kept, other.kept),
    gained: Math.min(one.gained, other.gained),
    lost: Math.min(one.lost, other.lost),
  };
}

/** What is made of others is made anew: candidate = kept + gained, live = kept + lost. */
function fitComparison(told: Comparison, most: Most, fewerThan: number): Comparison {
  const before = fitWithin(told.live, most.live, fewerThan);
  const ofLive = before === null ? null : fitWithin(told.lost, Math.min(before, most.lost), fewerThan);
  const rest = before === null ? null : fitWithin(before - (ofLive ?? 0), most.kept, 1);
  const sum = add(rest, ofLive);
  const isTold = sum !== null && sum >= fewerThan;
  const [live, kept, lost] = isTold ? [sum, rest, ofLive] : [null, null, null];
  const gained = fitWithin(told.gained, Math.min(most.gained, most.candidate - (kept ?? 0)), fewerThan);
  return { live, candidate: add(kept, gained), kept, gained, lost };
}

function add(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}

function fitDecoration(
  { decoration, groups, ...told }: DecorationReport,
  people: number,
  fewerThan: RehearsalReport["fewerThan"],
): DecorationReport {
  const fitted = fitComparison(told, evenly(people), fewerThan.decorations);
  const most = allOf(fitted, fewerThan.decorations);
  const fitGroup = ({ values, people: inGroup, ...ofGroup }: GroupReport): GroupReport => {
    const mostInGroup = lesserOf(most, evenly(mostOf(inGroup, SMALLEST_SHOWN)));
    return { values, people: inGroup, ...fitComparison(ofGroup, mostInGroup, fewerThan.groups) };
  };
  const fittedGroups = Object.entries(groups).map(([attribute, list]) => [attribute, list.map(fitGroup)]);
  return { decoration, ...fitted, groups: Object.fromEntries(fittedGroups) };
}

function fitDay(day: DayReport, people: number, mostOfDay: ReadonlyMap<string, Most>, fewerThan: number): DayReport {
  return {
    ...day,
    decorations: day.decorations.flatMap(({ decoration, reasons, ...told }) => {
      const fitted = fitComparison(told, mostOfDay.get(decoration) ?? evenly(people), fewerThan);
      if (fitted.live === null && fitted.candidate === null) return [];
      const why = fitReasons(reasons, mostOf(fitted.candidate, fewerThan), fewerThan);
      return [{ decoration, ...fitted, reasons: why }];
    }),
    nothing: fitReasons(day.nothing, people, fewerThan),
  };
}

function fitReasons(told: readonly ReasonReport[], most: number, fewerThan: number): readonly ReasonReport[] {
  return told.flatMap(({ reasons, people }) => {
    const fitted = fitWithin(people, most, fewerThan);
    return fitted === null ? [] : [{ reasons, people: fitted }];
  });
}

/** Whoever holds a choice at the theme holds one in its category. */
function fitWords(words: WordReport, people: number, fewerThan: number): WordReport {
  const fit = (told: number | null, most = people) => fitWithin(told, most, fewerThan);
  const chosenCategory = fit(words.chosenCategory);
  return {
    campaign: words.campaign,
    off: fit(words.off),
    asked: fit(words.asked),
    gift: fit(words.gift),
    silent: fitWithin(words.silent, people, 1),
    chosenTheme: fit(words.chosenTheme, mostOf(chosenCategory, fewerThan)),
    chosenCategory,
  };
}
