/** Why two people must want a campaign. Each reason is a row here, with its sentence in `two-reason-texts.ts`. */
import type { Delivery } from "../campaign/campaign.ts";
import type { Category } from "../campaign/theme.ts";

export type TwoReason =
  | { readonly code: "sensitive"; readonly category: string }
  /** What is shown has no theme or no category, so nothing says that it is harmless. */
  | { readonly code: "no-category" }
  /** Nobody has counted whom it reaches, or there is nobody to count yet. */
  | { readonly code: "unknown-reach" }
  /** It is drawn like something that may not be shown unasked. */
  | ({ readonly code: "lookalike" } & Lookalike)
  | { readonly code: "reach"; readonly matching: number; readonly people: number };

/** A decoration of another theme that looks the same in a tray. */
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
  /** Undefined: nobody could be counted. */
  readonly reach: { readonly matching: number; readonly people: number } | undefined;
}

/** Above this share of all people, a campaign that is on by default needs a second person's approval. */
const MOST_ON_ONE_WORD = 0.01;

/**
 * Every reason for a second person: it is sensitive, or looks like what is, or comes unasked to many, or to who knows how
 * many. None: one may.
 */
export function listTwoReasons({ delivery, category, lookalike, reach }: TwoSituation): readonly TwoReason[] {
  return [
    ...weighCategory(category),
    ...weighLookalike(lookalike),
    ...(delivery === "opt-in" ? [] : weighReach(reach)),
  ];
}

function weighLookalike(lookalike: TwoSituation["lookalike"]): readonly TwoReason[] {
  return lookalike === undefined
    ? []
    : [{ code: "lookalike", decoration: lookalike.decoration, theme: lookalike.theme }];
}

function weighCategory(category: TwoSituation["category"]): readonly TwoReason[] {
  if (category === undefined) return [{ code: "no-category" }];
  return category.sensitive ? [{ code: "sensitive", category: category.key }] : [];
}

function weighReach(reach: TwoSituation["reach"]): readonly TwoReason[] {
  if (reach === undefined || reach.people === 0) return [{ code: "unknown-reach" }];
  const { matching, people } = reach;
  return matching > MOST_ON_ONE_WORD * people ? [{ code: "reach", matching, people }] : [];
}
