import type { Campaign } from "../campaign/campaign.ts";
import { categoryOfFeast, categoryOfSchedule, isSensitiveCategory } from "../campaign/feast.ts";
import { tellChoices } from "../about.ts";
import type { LiveState } from "../campaign/lifecycle.ts";
import type { Category, Theme } from "../campaign/theme.ts";
import type { CategoryScope, ThemeScope } from "../decision/choice.ts";
import type { Label } from "../label.ts";
import { isSensitive, type PolicyChange, type Standing } from "./policy-change.ts";

/** A scope at which people have said no: about how many; 0: few, or nobody; null: it could not be counted. */
export interface SaidNo {
  readonly scope: ThemeScope | CategoryScope;
  readonly people: number | null;
  /** As people call it; absent: it has no name. */
  readonly label?: Label;
}

/** What becomes of a campaign: it is halted, or stays so, other words count for it, or it needs another approval. */
export interface Concerned {
  readonly campaign: string;
  readonly label?: Label;
  readonly becomes: "halted" | "stays-halted" | "changed" | "unapproved";
  readonly delivery?: Campaign["delivery"];
  /** In which it stands from then on, where words at others count. */
  readonly categories?: readonly Label[];
}

/** What follows from a proposal, for who reads it. */
export interface PolicyEffect {
  readonly saidNo: readonly SaidNo[];
  readonly campaigns: readonly Concerned[];
}

/** A campaign that is live, with the theme of what it shows. */
export interface LiveContentFacts {
  readonly campaign: Pick<Campaign, "key" | "label" | "delivery" | "schedule">;
  readonly theme: string;
  readonly state: LiveState;
  /** It can't be told from what is sensitive by then. */
  readonly looksSensitive: boolean;
}

/** Where people may have said no to what is changed. */
export function scopesOfChanges(changes: readonly PolicyChange[]): readonly (ThemeScope | CategoryScope)[] {
  const scopes = changes.flatMap((change): (ThemeScope | CategoryScope)[] => {
    if (change.kind === "category") return [`category:${change.key}`];
    if (change.kind === "feast") return carriedBy(change).map((category): CategoryScope => `category:${category}`);
    if (change.kind !== "theme") return [];
    const places = [change.before, change.after].flatMap((theme) => (theme === undefined ? [] : [theme.category]));
    return [`theme:${change.key}`, ...places.map((category): CategoryScope => `category:${category}`)];
  });
  return [...new Set(scopes)];
}

/** What a feast carried before a change, and carries after it. */
function carriedBy({ before, after }: Extract<PolicyChange, { readonly kind: "feast" }>): readonly string[] {
  const key = (after ?? before)?.key;
  if (key === undefined) return [];
  return [before, after].flatMap((row) => categoryOfFeast(key, row === undefined ? [] : [row]) ?? []);
}

/** People who have said no are told as so many or more, or not at all. */
export const FEWEST_SAYING_NO = tellChoices(1, () => 0).fewerThan;

interface ShownCategory {
  readonly category: string;
  readonly sensitive: boolean | null;
}

/** What decides in which categories something is shown. */
interface Shown {
  readonly campaign: Pick<Campaign, "schedule">;
  readonly theme: string;
}

/** Its theme's category and its feast's, each of which must not be sensitive where a campaign comes unasked. */
function categoriesShown({ campaign, theme }: Shown, standing: Standing): readonly ShownCategory[] {
  const { categories, themes, feasts } = standing;
  const carried = categoryOfSchedule(campaign.schedule, feasts);
  return [
    ...themes
      .filter(({ key }) => key === theme)
      .map(({ category }) => ({ category, sensitive: isSensitive(category, standing) ?? null })),
    ...(carried === undefined ? [] : [{ category: carried, sensitive: isSensitiveCategory(carried, categories) }]),
  ];
}

/** The sensitive category for which a campaign must not come unasked, if there is one. */
export function whyImpossible(
  { campaign, theme }: Shown & { readonly campaign: Pick<Campaign, "delivery"> },
  standing: Standing,
): string | undefined {
  if (campaign.delivery === "opt-in") return undefined;
  return categoriesShown({ campaign, theme }, standing).find(({ sensitive }) => sensitive === true)?.category;
}

/** Live campaigns that go otherwise from then on. What was halted reaches nobody unasked, whatever becomes of its category. */
export function findConcerned(
  lives: readonly LiveContentFacts[],
  before: Standing,
  after: Standing,
): readonly Concerned[] {
  return lives.flatMap((live): Concerned[] => {
    const { key, label, delivery } = live.campaign;
    const concerned = { campaign: key, label, delivery };
    const isRunning = live.state === "running" || live.state === "holding";
    const isAlike = live.looksSensitive && delivery === "default-on";
    if (isRunning && (isAlike || whyImpossible(live, after) !== undefined))
      return [{ ...concerned, becomes: "halted" }];
    const isOver = live.state === "stopped" || live.state === "completed";
    if (isOver || describe(live, before) === describe(live, after)) return [];
    if (live.state === "halted") return [{ ...concerned, becomes: "stays-halted" }];
    const categories = categoriesShown(live, after).map(({ category }) => nameCategory(category, after));
    return [{ ...concerned, becomes: "changed", categories }];
  });
}

function nameCategory(category: string, { categories }: Standing): Label {
  return categories.find(({ key }) => key === category)?.label ?? { ru: category, en: category };
}

/** How people call what a scope covers, before a change or after it. */
export function nameOfScope(scope: ThemeScope | CategoryScope, standings: readonly Standing[]): Pick<SaidNo, "label"> {
  const [kind, key] = scope.split(":");
  const rows = standings.flatMap(({ themes, categories }): readonly (Theme | Category)[] =>
    kind === "theme" ? themes : categories,
  );
  const label = rows.find((row) => row.key === key)?.label;
  return label === undefined ? {} : { label };
}

/** Whether there is nothing yet that anybody could have meant by it. */
export function isNewScope(scope: ThemeScope | CategoryScope, changes: readonly PolicyChange[]): boolean {
  return changes.some(({ kind, key, before }) => before === undefined && scope === `${kind}:${key}`);
}

function describe(live: LiveContentFacts, standing: Standing): string {
  return JSON.stringify(categoriesShown(live, standing));
}
