/**
 * A subscriber's own word, and the rules that nothing may override (DESIGN §3, invariants 1 and 2).
 *
 * A theme is off if an `out` at a scope covering it has not been lifted. An `in` lifts only outs at its own or a
 * wider scope, and only if it is later; at the same instant off wins. So "everything on" never revives a theme that
 * was switched off by name, while asking for one theme brings that theme back after "everything off".
 */
import type { Theme } from "../campaign/theme.ts";

export type ThemeScope = `theme:${string}`;
export type CategoryScope = `category:${string}`;

/** What a choice is about. `gifts` says whether other people may offer me decorations. */
export type Scope = "all" | "gifts" | CategoryScope | ThemeScope;

export type ChoiceValue = "in" | "out";

/** Where the word was given. `gift` marks the acceptance of a gift. */
export const CHANNELS = ["app", "web", "bot", "sms", "agent", "import", "gift"] as const;

export type Channel = (typeof CHANNELS)[number];

/** One entry of a subscriber's append-only history. `at` is the server's epoch milliseconds. */
export interface Choice {
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly at: number;
  readonly channel: Channel;
}

/** The latest word in each direction at one scope. */
export interface Stand {
  readonly inAt?: number;
  readonly outAt?: number;
  /** The latest `in` is an accepted gift. */
  readonly gift?: boolean;
}

/** All that decisions need of a history: the latest word in each direction, by scope. */
export type ChoiceFold = Readonly<Partial<Record<Scope, Stand>>>;

export const NO_CHOICES: ChoiceFold = {};

/** Adds one choice. Folding is idempotent and does not depend on the order of the choices. */
export function foldChoice(fold: ChoiceFold, choice: Choice): ChoiceFold {
  const stand = fold[choice.scope] ?? {};
  return { ...fold, [choice.scope]: choice.value === "out" ? withOut(stand, choice.at) : withIn(stand, choice) };
}

export function foldChoices(choices: Iterable<Choice>): ChoiceFold {
  let fold = NO_CHOICES;
  for (const choice of choices) fold = foldChoice(fold, choice);
  return fold;
}

function withOut(stand: Stand, at: number): Stand {
  return { ...stand, outAt: Math.max(at, stand.outAt ?? at) };
}

function withIn(stand: Stand, choice: Choice): Stand {
  const isGift = choice.channel === "gift";
  if (stand.inAt === undefined || choice.at > stand.inAt) {
    const { gift: _earlier, ...rest } = stand;
    return isGift ? { ...rest, inAt: choice.at, gift: true } : { ...rest, inAt: choice.at };
  }
  if (choice.at === stand.inAt && !isGift && stand.gift === true) {
    // A person's own request at the same instant counts for more than the gift.
    const { gift: _gift, ...rest } = stand;
    return rest;
  }
  return stand;
}

/** What a person's choices say about a theme: shown by no default any more, asked for, or nothing said. */
export type ThemeWord = "off" | "asked" | "gift" | "silent";

/**
 * Settles a theme for a person. `asked` (or `gift`) means an `in` at the theme or its category that no later `out`
 * covering the theme has withdrawn; an `in` for everything never counts as asking.
 */
export function wordOn(fold: ChoiceFold, theme: Pick<Theme, "key" | "category">): ThemeWord {
  return wordAt(fold, scopesOf(theme));
}

/** The scopes at which a word concerns a theme and not everything. */
export interface ThemeScopes {
  readonly theme: ThemeScope;
  readonly category: CategoryScope;
}

export function scopesOf({ key, category }: Pick<Theme, "key" | "category">): ThemeScopes {
  return { theme: `theme:${key}`, category: `category:${category}` };
}

/** `wordOn` for who has put the names of the scopes together before: that takes longer than all the rest. */
export function wordAt(fold: ChoiceFold, scopes: ThemeScopes): ThemeWord {
  if (fold === NO_CHOICES) return "silent";
  const all = fold.all;
  const category = fold[scopes.category];
  const own = fold[scopes.theme];

  const ownIn = own?.inAt ?? -Infinity;
  const categoryIn = Math.max(ownIn, category?.inAt ?? -Infinity);
  const allIn = Math.max(categoryIn, all?.inAt ?? -Infinity);
  const isOff =
    (own?.outAt !== undefined && own.outAt >= ownIn) ||
    (category?.outAt !== undefined && category.outAt >= categoryIn) ||
    (all?.outAt !== undefined && all.outAt >= allIn);
  if (isOff) return "off";

  const lastOut = Math.max(own?.outAt ?? -Infinity, category?.outAt ?? -Infinity, all?.outAt ?? -Infinity);
  if (own?.inAt !== undefined && own.inAt > lastOut) return own.gift === true ? "gift" : "asked";
  if (category?.inAt !== undefined && category.inAt > lastOut) return category.gift === true ? "gift" : "asked";
  return "silent";
}

/** Whether other people may offer this person decorations. */
export function acceptsGifts(fold: ChoiceFold): boolean {
  const gifts = fold.gifts;
  return gifts?.outAt === undefined || (gifts.inAt ?? -Infinity) > gifts.outAt;
}

const SCOPE_PATTERN = /^(?:all|gifts|(?:category|theme):[a-z0-9][a-z0-9-]{0,62})$/;

/** Whether a text is a well-formed scope; it does not say that the theme or category exists. */
export function isScope(text: string): text is Scope {
  return SCOPE_PATTERN.test(text);
}
