import type { Campaign } from "../campaign/campaign.ts";
import { categoryOfFeast, categoryOfSchedule, isSensitiveCategory } from "../campaign/feast.ts";
import { tellChoices } from "../about.ts";
import type { LiveState } from "../campaign/lifecycle.ts";
import type { Category, Theme } from "../campaign/theme.ts";
import { type CategoryScope, partsOf, type ThemeScope } from "../decision/choice.ts";
import type { PartName } from "../campaign/parts.ts";
import type { Label } from "../label.ts";
import { readLimits } from "../limits.ts";
import { isSensitive, type PolicyChange, type Standing } from "./policy-change.ts";

/** A scope at which people have said no: about how many; 0: few, or nobody; null: it could not be counted. */
export interface SaidNo {
  readonly scope: ThemeScope | CategoryScope;
  readonly people: number | null;
  /** As people call it; absent: it has no name. */
  readonly label?: Label;
}

/**
 * What becomes of a campaign: it is halted, or stays so, other words count for it, it needs another approval, or it holds itself sooner,
 * as one person alone wants it.
 */
export interface Concerned {
  readonly campaign: string;
  readonly label?: Label;
  readonly becomes: (typeof FATES)[number];
  readonly delivery?: Campaign["delivery"];
  /** In which it stands from then on, where words at others count. */
  readonly categories?: readonly Label[];
  /** Of all people: above it nobody new gets what one person alone wants. */
  readonly share?: number;
}

export const FATES = ["halted", "stays-halted", "changed", "unapproved", "held-beyond"] as const;

/** Who can approve no new campaign with these parts, as they count as its authors. */
export interface FutureAuthors {
  readonly parts: readonly NamedPart[];
  /** Humans; or machines behind which no human is known. */
  readonly people: readonly string[];
}

export interface NamedPart {
  readonly part: PartName;
  readonly label?: Label;
}

/** What follows from a proposal, for who reads it. */
export interface PolicyEffect {
  readonly saidNo: readonly SaidNo[];
  readonly campaigns: readonly Concerned[];
  readonly authors: readonly FutureAuthors[];
}

/** A campaign that is live, with the theme of what it shows. */
export interface LiveContentFacts {
  readonly campaign: Pick<Campaign, "key" | "label" | "delivery" | "schedule">;
  readonly theme: string;
  readonly state: LiveState;
  /** It can't be told from what is sensitive by then. */
  readonly looksSensitive: boolean;
  /** One person alone wants it, and no second one is awaited yet. */
  readonly isOnOneWord: boolean;
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

/**
 * What one person alone has started, where one person may reach fewer from then on. Whether it has reached more already is not told: whoever
 * tried one share after the other would learn how many people it has reached.
 */
export function findHeldBeyond(
  lives: readonly LiveContentFacts[],
  changes: readonly PolicyChange[],
): readonly Concerned[] {
  const limits = changes.find((change) => change.kind === "limits");
  if (limits?.after === undefined) return [];
  const [before, after] = [readLimits(limits.before), readLimits(limits.after)];
  if (after.oneWordShare >= before.oneWordShare) return [];
  return lives.flatMap(({ campaign: { key, label, delivery }, state, isOnOneWord }): Concerned[] => {
    const isRunning = state === "running" || state === "holding";
    if (!isRunning || !isOnOneWord || delivery === "opt-in") return [];
    return [{ campaign: key, label, delivery, becomes: "held-beyond", share: after.oneWordShare }];
  });
}

/** The parts that are there from then on, written anew by whoever proposes: each a part of campaigns to come. */
export function listRewritten(changes: readonly PolicyChange[]): readonly NamedPart[] {
  return changes.flatMap((change): NamedPart[] => {
    if (change.kind === "limits" || change.after === undefined) return [];
    const { label } = change.after;
    return [{ part: `${change.kind}/${change.key}`, ...(label && { label }) }];
  });
}

/** The same people are said once, with all the parts of which they are authors. */
export function groupAuthors(
  parts: readonly (NamedPart & { readonly people: readonly string[] })[],
): readonly FutureAuthors[] {
  const groups = Map.groupBy(parts, ({ people }) => JSON.stringify(people));
  return [...groups.values()].flatMap((group) => {
    const people = group[0]?.people ?? [];
    if (people.length === 0) return [];
    return [{ parts: group.map(({ part, label }) => ({ part, ...(label && { label }) })), people }];
  });
}

function nameCategory(category: string, { categories }: Standing): Label {
  return categories.find(({ key }) => key === category)?.label ?? { ru: category, en: category };
}

/** How people call what a scope covers, before a change or after it. */
export function nameOfScope(scope: ThemeScope | CategoryScope, standings: readonly Standing[]): Pick<SaidNo, "label"> {
  const { kind, key } = partsOf(scope);
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
