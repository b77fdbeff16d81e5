/**
 * What a second person agreed to: a word that was given for some reasons does not stand for those that arise after it, as
 * when what was approved for a few reaches many, or is first shown on a feast.
 */
import type { Knowledge } from "../campaign/lifecycle.ts";
import { isEnd, type TwoReason } from "./why-two.ts";

/** So many times the bound of what it reached when it was approved is still what was agreed to. */
const GROWS_TO = 2;

const SIZE = "size";

/**
 * These say whose word it is and on what it runs, not what is shown: who agreed to as many people as it reaches has agreed to them,
 * whoever starts it and whoever has imported them.
 */
const OF_WORDS: ReadonlySet<TwoReason["code"]> = new Set(["own-people", "on-one-word", "another-audience"]);

/** The same reason has the same name, whenever it is found. What was halted or stopped is known apart: see `knownEnds`. */
function nameReason(reason: TwoReason): string {
  switch (reason.code) {
    case "sensitive":
      return `${reason.code}:${reason.category}`;
    case "coincides":
      return `${reason.code}:${reason.clash.feast}:${reason.clash.firstDay}:${reason.clash.campaign ?? ""}`;
    case "unknown-feast-days":
      return `${reason.code}:${reason.unknown.feast}:${reason.unknown.year}`;
    case "unknown-reach":
    case "reach":
    case "reach-together":
    case "another-audience":
      return SIZE;
    case "new-decoration":
      return `${reason.code}:${reason.decoration}`;
    case "lookalike":
      return `${reason.code}:${reason.decoration}:${reason.theme}`;
    case "uncarried":
      return `${reason.code}:${reason.part}`;
    default:
      return reason.code;
  }
}

/** What whoever approves something now knows of it. */
export function knowingOf(
  reasons: readonly TwoReason[],
  matching: number | undefined,
): Required<Pick<Knowledge, "knownReasons">> & Pick<Knowledge, "knownReach"> {
  const names = reasons.filter((reason) => !isEnd(reason)).map(nameReason);
  const isUncounted = matching === undefined || reasons.some(({ code }) => code === "unknown-reach");
  return { knownReasons: [...new Set(names)], ...(!isUncounted && { knownReach: boundOf(matching) }) };
}

/** What whoever confirms what runs knows of it: also that it may reach more than one person may show. */
export function knowingOfRunning(reasons: readonly TwoReason[], matching: number | undefined): Knowledge {
  const { knownReasons, ...rest } = knowingOf(reasons, matching);
  return { knownReasons: [...new Set([...knownReasons, SIZE])], ...rest };
}

/** What whoever reads a submission is told of it. */
export function knowingOfSubmission(reasons: readonly TwoReason[]): Knowledge {
  const reach = reasons.find((reason) => reason.code === "reach");
  return knowingOf(reasons, reach?.matching);
}

/** The next power of two: what is kept with a campaign is shown, and exact counts are not. */
const boundOf = (people: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, people)));

/** Whether whoever approved it was asked about how many it reaches. An approval of an earlier release stands for all. */
export function knewSize({ knownReasons }: Knowledge): boolean {
  return knownReasons === undefined || knownReasons.includes(SIZE);
}

/** Whether so many people are more than those agreed to on whose word something runs. */
export function outgrows(matching: number | undefined, { knownReach }: Knowledge): boolean {
  return matching !== undefined && knownReach !== undefined && matching > GROWS_TO * knownReach;
}

/** The reasons that have arisen since it was approved. */
export function listSince(reasons: readonly TwoReason[], knowledge: Knowledge): readonly TwoReason[] {
  const { knownReasons } = knowledge;
  if (knownReasons === undefined) return [];
  const known = new Set(knownReasons);
  return reasons.filter((reason) => {
    if (isEnd(reason) || OF_WORDS.has(reason.code)) return false;
    return !known.has(nameReason(reason)) || (reason.code === "reach" && outgrows(reason.matching, knowledge));
  });
}
