/** Why two people must want a campaign. Each reason is a row here, with its sentence in `two-reason-texts.ts`. */
import type { Delivery } from "../campaign/campaign.ts";
import type { Category } from "../campaign/theme.ts";
import { isBeyondOneWord, type Reach } from "../condition/reach.ts";

export type TwoReason =
  | { readonly code: "sensitive"; readonly category: string }
  /** What is shown has no theme or no category, so nothing says that it is harmless. */
  | { readonly code: "no-category" }
  /** Nobody has counted whom it reaches, or there is nobody to count yet. */
  | { readonly code: "unknown-reach" }
  | ({ readonly code: "reach" } & Reach);

/** What the reasons are found from. */
export interface TwoSituation {
  readonly delivery: Delivery;
  /** Of what is shown; undefined: it has none. */
  readonly category: Category | undefined;
  /** Undefined: nobody could be counted. */
  readonly reach: Reach | undefined;
}

/** Every reason for a second person: it is sensitive, or comes unasked to many, or to who knows how many. None: one may. */
export function listTwoReasons({ delivery, category, reach }: TwoSituation): readonly TwoReason[] {
  return [...weighCategory(category), ...(delivery === "opt-in" ? [] : weighReach(reach))];
}

function weighCategory(category: TwoSituation["category"]): readonly TwoReason[] {
  if (category === undefined) return [{ code: "no-category" }];
  return category.sensitive ? [{ code: "sensitive", category: category.key }] : [];
}

function weighReach(reach: TwoSituation["reach"]): readonly TwoReason[] {
  if (reach === undefined || reach.people === 0) return [{ code: "unknown-reach" }];
  const { matching, people, unknown } = reach;
  return isBeyondOneWord(matching, people) ? [{ code: "reach", matching, people, unknown }] : [];
}
