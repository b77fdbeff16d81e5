/**
 * What a second person agreed to: a word that was given for some reasons does not stand for those that arise after it, as
 * when what was approved for a few reaches many, or is first shown on a feast.
 */
import type { Knowledge } from "../campaign/lifecycle.ts";
import type { Reach } from "../condition/reach.ts";
import { boundOf, outgrows } from "../condition/reach-bound.ts";
import { isEnd, type TwoReason } from "./why-two.ts";

const SIZE = "size";

/**
 * These say whose word it is and on what it runs, not what is shown: who agreed to as many people as it reaches has agreed to them,
 * whoever starts it and whoever has imported them.
 */
const OF_WORDS: ReadonlySet<TwoReason["code"]> = new Set(["own-people", "on-one-word", "another-audience"]);

type Counted = Pick<Reach, "matching" | "people">;

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
  reach: Counted | undefined,
): Required<Pick<Knowledge, "knownReasons">> & Pick<Knowledge, "agreedReach"> {
  const names = reasons.filter((reason) => !isEnd(reason)).map(nameReason);
  const isUncounted = reach === undefined || reasons.some(({ code }) => code === "unknown-reach");
  return { knownReasons: [...new Set(names)], ...(!isUncounted && { agreedReach: boundOf(reach) }) };
}

/** What whoever confirms what runs knows of it: also that it may reach more than one person may show. */
export function knowingOfRunning(reasons: readonly TwoReason[], reach: Counted | undefined): Knowledge {
  const { knownReasons, ...rest } = knowingOf(reasons, reach);
  return { knownReasons: [...new Set([...knownReasons, SIZE])], ...rest };
}

/** What whoever reads a submission is told of it. */
export function knowingOfSubmission(reasons: readonly TwoReason[]): Knowledge {
  const told = knowingOf(
    reasons,
    reasons.find((reason) => reason.code === "reach"),
  );
  const bound = reasons.flatMap((reason) => ("bound" in reason && reason.bound ? [reason.bound] : []))[0];
  return bound === undefined || told.agreedReach !== undefined ? told : { ...told, agreedReach: bound };
}

/** Whether whoever approved it was asked about how many it reaches. An approval of an earlier release stands for all. */
export function knewSize({ knownReasons }: Knowledge): boolean {
  return knownReasons === undefined || knownReasons.includes(SIZE);
}

/** Whether so many people are more than those agreed to on whose word something runs. */
export function isOutgrown({ agreedReach }: Knowledge, reach: Counted | undefined): boolean {
  return reach !== undefined && agreedReach !== undefined && outgrows(reach, agreedReach);
}

/** The reasons that have arisen since it was approved. */
export function listSince(reasons: readonly TwoReason[], knowledge: Knowledge): readonly TwoReason[] {
  const { knownReasons } = knowledge;
  if (knownReasons === undefined) return [];
  const known = new Set(knownReasons);
  return reasons.filter((reason) => {
    if (isEnd(reason) || OF_WORDS.has(reason.code)) return false;
    return !known.has(nameReason(reason)) || (reason.code === "reach" && isOutgrown(knowledge, reason));
  });
}
