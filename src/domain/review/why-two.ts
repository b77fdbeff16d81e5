/** Why two people must want a campaign. Each reason is a row here, with its sentence in `two-reason-texts.ts`. */
import type { Delivery } from "../campaign/campaign.ts";
import type { PartName } from "../campaign/parts.ts";
import type { Category } from "../campaign/theme.ts";
import { isBeyondOneWord, type Reach } from "../condition/reach.ts";
import type { FeastClash, UnknownFeastDays } from "./feast-clash.ts";
import { boundOf, type ReachBound } from "../condition/reach-bound.ts";

export type TwoReason =
  | { readonly code: "sensitive"; readonly category: string }
  /** What is shown has no theme or no category, so nothing says that it is harmless. */
  | { readonly code: "no-category" }
  /** It is short, and shows on days of a sensitive feast that it says nothing of. */
  | { readonly code: "coincides"; readonly clash: FeastClash }
  /** Whether it does can't be known that far ahead. */
  | { readonly code: "unknown-feast-days"; readonly unknown: UnknownFeastDays }
  /** Nobody has counted whom it reaches, or there is nobody to count yet. */
  | { readonly code: "unknown-reach" }
  | ({ readonly code: "reach"; readonly share: number } & Reach)
  /** With what the same people reach alone already, or did lately, it reaches more than one person may. */
  | {
      readonly code: "reach-together";
      readonly campaigns: readonly string[];
      readonly share: number;
      /** Whom it reaches by itself. Absent: an earlier release kept it. */
      readonly bound?: ReachBound;
    }
  /** They have imported people lately, and so may have chosen how many there are, and who. */
  | { readonly code: "own-people"; readonly who: readonly string[] }
  /** No two people have ever looked at its decoration as it is now. */
  | { readonly code: "new-decoration"; readonly decoration: string }
  /** It looks like something that may not be shown unasked. */
  | ({ readonly code: "lookalike" } & Lookalike)
  /** A theme or an attribute of it was written before policy took two people, and nobody has carried it since. */
  | { readonly code: "uncarried"; readonly part: PartName }
  /** One person alone started it, and it has reached more people than that is good for. */
  | { readonly code: "on-one-word" }
  /** It runs on one person's word, and would reach another audience besides those who have it. */
  | { readonly code: "another-audience"; readonly bound?: ReachBound }
  /**
   * Something of it was halted, by its guard or by policy, or stopped, and the season of that is not over. `start`: the latest of
   * `starts`, `at`: when. Without `starts` and `same`, an earlier release kept it, of one start with this theme; one without `at`, too.
   */
  | {
      readonly code: (typeof END_CODES)[EndKind];
      readonly start: string;
      readonly starts?: readonly string[];
      readonly same?: EndedSame;
      readonly at?: number;
      /** Who stopped it, and by a rollback to which version; absent: it was another kind of end, or nobody knows. */
      readonly by?: string;
      readonly rollback?: number;
    };

const END_CODES = {
  halted: "after-halt",
  "halted-by-policy": "after-policy-halt",
  stopped: "after-stop",
} as const;

type EndKind = keyof typeof END_CODES;

/** What of a start that was ended would come again. */
export type EndedSame = "decoration" | "theme" | "drawing" | "campaign";

/** People whom somebody reaches by their own word, and by which campaigns. */
export interface OwnReach {
  readonly people: number;
  /** The others; none: all of it by earlier starts of this one. */
  readonly campaigns: readonly string[];
}

/** A start that was ended before its season was over. */
export interface EarlyEnd {
  readonly start: string;
  readonly kind: EndKind;
  readonly same: EndedSame;
  readonly at: number;
  /** Who stopped it, if somebody is known to have, and by a rollback to which version. */
  readonly by?: string;
  readonly rollback?: number;
}

/** A decoration of another theme that looks the same on a phone. */
export interface Lookalike {
  readonly decoration: string;
  readonly theme: string;
}

/** What the reasons are found from. */
export interface TwoSituation {
  readonly delivery: Delivery;
  /** Of what is shown; undefined: it has none. */
  readonly category: Category | undefined;
  readonly lookalike: Lookalike | undefined;
  /** The decoration, if no two people have ever looked at it as it is now. */
  readonly newDecoration?: string | undefined;
  /** The sensitive category that its feast adds, if it does. */
  readonly feastCategory?: string | undefined;
  readonly clashes?: readonly FeastClash[];
  readonly unknownFeastDays?: readonly UnknownFeastDays[];
  /** Its parts of policy that one person alone has written. */
  readonly uncarried?: readonly PartName[];
  /** Undefined: nobody could be counted. */
  readonly reach: Reach | undefined;
  /** What those whose word it is reach alone besides. */
  readonly ownReach?: OwnReach | undefined;
  /** Those of them who have imported people lately. */
  readonly importers?: readonly string[];
  /** It would go on for another audience than the one to which one person alone brought it. */
  readonly extendsOneWord?: boolean | undefined;
  /** Of starts of the same, whatever campaign they were of, the latest last. */
  readonly earlyEnds: readonly EarlyEnd[];
  /** Above this share of all people, a campaign that is on by default needs a second person's approval. */
  readonly oneWordShare: number;
}

/**
 * Every reason for a second person: it is sensitive, or looks like what is, comes unasked to many or to who knows how many, or
 * was ended before. None: one may.
 */
export function listTwoReasons(situation: TwoSituation): readonly TwoReason[] {
  const {
    delivery,
    category,
    lookalike,
    newDecoration,
    reach,
    earlyEnds,
    oneWordShare,
    uncarried = [],
    importers = [],
  } = situation;
  return [
    ...weighCategory(category),
    ...weighFeasts(situation),
    ...weighLookalike(lookalike),
    // Whatever a comparison overlooks, a second person sees.
    ...(newDecoration === undefined ? [] : [{ code: "new-decoration", decoration: newDecoration } as const]),
    ...uncarried.map((part) => ({ code: "uncarried", part }) as const),
    ...(delivery === "opt-in" ? [] : weighReach(reach, oneWordShare, situation.ownReach)),
    ...(delivery === "opt-in" || importers.length === 0 ? [] : [{ code: "own-people", who: importers } as const]),
    // What one person may reach by their own word is so much altogether, not so much an edit.
    ...(situation.extendsOneWord === true ? [anotherAudience(reach)] : []),
    ...weighEnds(earlyEnds),
  ];
}

/** The starts of the same that were ended early, of all reasons. */
export function listEnds(reasons: readonly TwoReason[]): readonly string[] {
  return reasons.flatMap((reason) => (isEnd(reason) ? (reason.starts ?? [reason.start]) : []));
}

export function isEnd(reason: TwoReason): reason is Extract<TwoReason, { readonly start: string }> {
  return reason.code === "after-halt" || reason.code === "after-policy-halt" || reason.code === "after-stop";
}

/** One stop may have ended many starts; of each kind the latest is said. */
function weighEnds(earlyEnds: readonly EarlyEnd[]): readonly TwoReason[] {
  return (["halted", "halted-by-policy", "stopped"] as const).flatMap((kind): readonly TwoReason[] => {
    const ends = earlyEnds.filter((end) => end.kind === kind);
    const latest = ends.at(-1);
    if (latest === undefined) return [];
    const { start, same, at, by, rollback } = latest;
    const who = { ...(by !== undefined && { by }), ...(rollback !== undefined && { rollback }) };
    return [{ code: END_CODES[kind], start, starts: ends.map((end) => end.start), same, at, ...who }];
  });
}

function weighLookalike(lookalike: TwoSituation["lookalike"]): readonly TwoReason[] {
  return lookalike === undefined
    ? []
    : [{ code: "lookalike", decoration: lookalike.decoration, theme: lookalike.theme }];
}

function weighFeasts({
  category,
  feastCategory,
  clashes = [],
  unknownFeastDays = [],
}: TwoSituation): readonly TwoReason[] {
  const isOther = feastCategory !== undefined && feastCategory !== category?.key;
  return [
    ...(isOther ? [{ code: "sensitive", category: feastCategory } as const] : []),
    ...clashes.map((clash) => ({ code: "coincides", clash }) as const),
    ...unknownFeastDays.map((unknown) => ({ code: "unknown-feast-days", unknown }) as const),
  ];
}

function weighCategory(category: TwoSituation["category"]): readonly TwoReason[] {
  if (category === undefined) return [{ code: "no-category" }];
  return category.sensitive ? [{ code: "sensitive", category: category.key }] : [];
}

function anotherAudience(reach: Reach | undefined): TwoReason {
  const isCounted = reach !== undefined && reach.people > 0;
  return { code: "another-audience", ...(isCounted && { bound: boundOf(reach) }) };
}

function weighReach(
  reach: TwoSituation["reach"],
  oneWordShare: number,
  ownReach: OwnReach = { people: 0, campaigns: [] },
): readonly TwoReason[] {
  if (reach === undefined || reach.people === 0) return [{ code: "unknown-reach" }];
  const { matching, people, unknown } = reach;
  if (isBeyondOneWord(matching, people, oneWordShare)) {
    return [{ code: "reach", matching, people, unknown, share: oneWordShare }];
  }
  const { campaigns } = ownReach;
  // What they show has come to more than it was counted for: so may this, though it is counted as nobody's.
  const isFull = isBeyondOneWord(ownReach.people, people, oneWordShare);
  return isFull || (matching > 0 && isBeyondOneWord(matching + ownReach.people, people, oneWordShare))
    ? [{ code: "reach-together", campaigns, share: oneWordShare, bound: boundOf(reach) }]
    : [];
}
