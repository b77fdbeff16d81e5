/**
 * A subscriber's own word, and the rules that nothing may override (docs/invariants.md, 1 and 2).
 *
 * A theme is off if an `out` at a scope covering it has not been lifted. An `in` lifts only outs at its own or a
 * wider scope, and only if it is later. So "everything on" never revives a theme that was switched off by name, while
 * asking for one theme brings that theme back after "everything off". Later is the order of the person's own history:
 * a clock that was wrong makes no word more or less.
 */
import type { Theme } from "../campaign/theme.ts";

export type ThemeScope = `theme:${string}`;
export type CategoryScope = `category:${string}`;

/** What a choice is about. `gifts` says whether other people may offer me decorations. */
export type Scope = "all" | "gifts" | CategoryScope | ThemeScope;

/** What a scope names, taken apart. */
export type ScopeParts =
  | { readonly kind: "all" | "gifts"; readonly key?: undefined }
  | { readonly kind: "theme" | "category"; readonly key: string };

export function partsOf(scope: Scope): ScopeParts {
  if (scope === "all" || scope === "gifts") return { kind: scope };
  const colon = scope.indexOf(":");
  // Parsed boundary: scopes are only ever `isScope`.
  return { kind: scope.slice(0, colon) as "theme" | "category", key: scope.slice(colon + 1) };
}

export type ChoiceValue = "in" | "out";

/**
 * Where the word was given: `web` is the person's own page, `link` an off link, which anybody may hold. `gift` marks the
 * acceptance of a gift, `import` what was said to another system.
 */
export const CHANNELS = ["app", "web", "link", "bot", "sms", "agent", "import", "gift"] as const;

export type Channel = (typeof CHANNELS)[number];

/** One entry of a subscriber's append-only history. */
export interface Choice {
  /** The entry's place in the history: whatever was said later has a greater one. */
  readonly id: number;
  readonly scope: Scope;
  readonly value: ChoiceValue;
  /** Epoch milliseconds of the clock that was observed; told to people, never compared. */
  readonly at: number;
  readonly channel: Channel;
}

/** The latest word in each direction at one scope: the entries, and when they are said to have been made. */
export interface Stand {
  readonly in?: number;
  readonly inAt?: number;
  /** The latest `in` is an accepted gift. */
  readonly gift?: boolean;
  readonly out?: number;
  readonly outAt?: number;
  /** The same of what was said to another system: it lifts nothing that the person said here. */
  readonly importedIn?: number;
  readonly importedOut?: number;
}

/** All that decisions need of a history: the latest word in each direction, by scope. */
export type ChoiceFold = Readonly<Partial<Record<Scope, Stand>>>;

export const NO_CHOICES: ChoiceFold = {};

/** Adds one choice. Folding is idempotent and does not depend on the order in which choices are added. */
export function foldChoice(fold: ChoiceFold, choice: Choice): ChoiceFold {
  const stand = fold[choice.scope] ?? {};
  return { ...fold, [choice.scope]: choice.value === "out" ? withOut(stand, choice) : withIn(stand, choice) };
}

export function foldChoices(choices: Iterable<Choice>): ChoiceFold {
  let fold = NO_CHOICES;
  for (const choice of choices) fold = foldChoice(fold, choice);
  return fold;
}

function withOut(stand: Stand, { id, at, channel }: Choice): Stand {
  if (channel === "import") return { ...stand, importedOut: Math.max(id, stand.importedOut ?? id) };
  return id < (stand.out ?? id) ? stand : { ...stand, out: id, outAt: at };
}

function withIn(stand: Stand, { id, at, channel }: Choice): Stand {
  if (channel === "import") return { ...stand, importedIn: Math.max(id, stand.importedIn ?? id) };
  if (id < (stand.in ?? id)) return stand;
  const { gift: _earlier, ...rest } = stand;
  return channel === "gift" ? { ...rest, in: id, inAt: at, gift: true } : { ...rest, in: id, inAt: at };
}

/** What a person's choices say about a theme: shown by no default any more, asked for, or nothing said. */
export type ThemeWord = "off" | "asked" | "gift" | "silent";

/** A theme, and the categories under which it was ever live and is no more. */
export type PlacedTheme = Pick<Theme, "key" | "category"> & { readonly former?: readonly Scope[] | undefined };

/**
 * Settles a theme for a person. `asked` (or `gift`) means an `in` at the theme or its category that no later `out`
 * covering the theme has withdrawn; an `in` for everything, or at a former scope, never counts as asking.
 */
export function wordOn(fold: ChoiceFold, theme: PlacedTheme): ThemeWord {
  return wordAt(fold, scopesOf(theme));
}

/** The scopes at which a word concerns a theme and not everything. */
export interface ThemeScopes {
  readonly theme: ThemeScope;
  readonly category: CategoryScope;
  /** Where the theme stood before: an `out` there covers it; an `in` there lifts that `out` and does no more. */
  readonly former: readonly Scope[];
  /**
   * Where what is shown stood under other themes, and all that its feasts carry or once carried: an `out` there covers it,
   * and an `in` at this theme lifts nothing there.
   */
  readonly elsewhere: readonly Scope[];
  /** What the campaign's feast carries, if it is more than the theme's own category. */
  readonly feast?: FeastScope;
}

export interface FeastScope {
  readonly category: CategoryScope;
  /** The category is sensitive: it has to be asked for by itself. */
  readonly needsAsking: boolean;
  /** The theme's own category is not: whoever asks for the feast's asks for the campaign. */
  readonly isEnough: boolean;
}

const NO_SCOPES: readonly Scope[] = [];

export function scopesOf({ key, category, former = NO_SCOPES }: PlacedTheme): ThemeScopes {
  return { theme: `theme:${key}`, category: `category:${category}`, former, elsewhere: NO_SCOPES };
}

/** Before every entry: entries count from 1. */
const NEVER = 0;

/** `wordOn` for who has put the names of the scopes together before: that takes longer than all the rest. */
export function wordAt(fold: ChoiceFold, scopes: ThemeScopes): ThemeWord {
  if (fold === NO_CHOICES) return "silent";
  const own = fold[scopes.theme];
  const category = fold[scopes.category];
  const all = fold.all;

  const ownIn = lastInOf(own);
  const categoryIn = Math.max(ownIn, lastInOf(category));
  const importedOwnIn = own?.importedIn ?? NEVER;
  const importedCategoryIn = Math.max(importedOwnIn, category?.importedIn ?? NEVER);
  if (
    isStanding(own, ownIn, importedOwnIn) ||
    isStanding(category, categoryIn, importedCategoryIn) ||
    isStanding(all, Math.max(categoryIn, lastInOf(all)), Math.max(importedCategoryIn, all?.importedIn ?? NEVER))
  ) {
    return "off";
  }
  let lastOut = Math.max(lastOutOf(own), lastOutOf(category), lastOutOf(all));
  for (const scope of scopes.former) {
    const former = fold[scope];
    if (former === undefined) continue;
    const formerIn = Math.max(ownIn, lastInOf(former));
    if (isStanding(former, formerIn, Math.max(importedOwnIn, former.importedIn ?? NEVER))) return "off";
    lastOut = Math.max(lastOut, lastOutOf(former));
  }
  for (const scope of scopes.elsewhere) {
    const stand = fold[scope];
    if (stand === undefined) continue;
    if (isStanding(stand, lastInOf(stand), stand.importedIn ?? NEVER)) return "off";
    lastOut = Math.max(lastOut, lastOutOf(stand));
  }
  const word = askedSince(lastOut, own, category);
  return scopes.feast === undefined ? word : wordAround(fold, scopes.feast, word, lastOut);
}

function askedSince(lastOut: number, own: Stand | undefined, category: Stand | undefined): ThemeWord {
  if (lastInOf(own) > lastOut) return own?.gift === true ? "gift" : "asked";
  if (lastInOf(category) > lastOut) return category?.gift === true ? "gift" : "asked";
  return Math.max(own?.importedIn ?? NEVER, category?.importedIn ?? NEVER) > lastOut ? "asked" : "silent";
}

/** A word on a theme speaks for no feast: without a word on what the feast carries, nothing is asked. */
function wordAround(fold: ChoiceFold, feast: FeastScope, word: ThemeWord, lastOut: number): ThemeWord {
  const isAsked = asksByItself(fold, feast.category);
  if (feast.needsAsking && !isAsked) return "silent";
  if (word !== "silent" || !isAsked || !feast.isEnough) return word;
  const stand = fold[feast.category];
  return Math.max(lastInOf(stand), stand?.importedIn ?? NEVER) > lastOut ? "asked" : "silent";
}

/** Whether a category is asked for, and that lifts every `out` at it and at everything. */
function asksByItself(fold: ChoiceFold, category: CategoryScope): boolean {
  const stand = fold[category];
  const lastIn = lastInOf(stand);
  const importedIn = stand?.importedIn ?? NEVER;
  if (lastIn === NEVER && importedIn === NEVER) return false;
  return !isStanding(stand, lastIn, importedIn) && !isStanding(fold.all, lastIn, importedIn);
}

const lastInOf = (stand: Stand | undefined): number => stand?.in ?? NEVER;

const lastOutOf = (stand: Stand | undefined): number => Math.max(stand?.out ?? NEVER, stand?.importedOut ?? NEVER);

/** Whether an `out` at the scope is not lifted by the latest `in` that could lift it: an imported one only lifts imported ones. */
function isStanding(stand: Stand | undefined, lastIn: number, lastImportedIn: number): boolean {
  if (stand === undefined) return false;
  const { out = NEVER, importedOut = NEVER } = stand;
  return out > lastIn || importedOut > Math.max(lastIn, lastImportedIn);
}

/** Whether a theme is asked for by its own name, and not only by its category, or with a gift. */
export function isAskedByName(fold: ChoiceFold, theme: PlacedTheme): boolean {
  const own = fold[`theme:${theme.key}`];
  if (own?.in === undefined || own.gift === true || wordOn(fold, theme) !== "asked") return false;
  const { category, former } = scopesOf(theme);
  return [own, fold[category], fold.all, ...former.map((scope) => fold[scope])].every(
    (stand) => lastOutOf(stand) < lastInOf(own),
  );
}

/** The latest `out` that keeps a theme off, if one does, by its entry: what a person is told. */
export function findStandingOut(fold: ChoiceFold, theme: PlacedTheme): number | undefined {
  const { theme: own, category, former } = scopesOf(theme);
  const liftedFrom: readonly (readonly [out: Scope, ins: readonly Scope[]])[] = [
    [own, [own]],
    [category, [own, category]],
    ["all", [own, category, "all"]],
    ...former.map((scope) => [scope, [own, scope]] as const),
  ];
  const standing = liftedFrom.flatMap(([scope, ins]) => {
    const lastIn = Math.max(...ins.map((each) => lastInOf(fold[each])));
    const lastImportedIn = Math.max(...ins.map((each) => fold[each]?.importedIn ?? NEVER));
    return isStanding(fold[scope], lastIn, lastImportedIn) ? [lastOutOf(fold[scope])] : [];
  });
  return standing.length === 0 ? undefined : Math.max(...standing);
}

/** The `in` for which a campaign counts as asked for: at its theme, at its theme's category, or at what its feast carries. */
export function findAskingAround(fold: ChoiceFold, theme: PlacedTheme, scopes: ThemeScopes): number | undefined {
  const word = wordAt(fold, scopes);
  if (word !== "asked" && word !== "gift") return undefined;
  const stand = scopes.feast && fold[scopes.feast.category];
  return findAsking(fold, theme) ?? stand?.in ?? stand?.importedIn;
}

/** The `in` for which a theme counts as asked for, if it does, by its entry: what a person is told. */
export function findAsking(fold: ChoiceFold, theme: PlacedTheme): number | undefined {
  const word = wordOn(fold, theme);
  if (word !== "asked" && word !== "gift") return undefined;
  const { theme: own, category, former } = scopesOf(theme);
  const lastOut = Math.max(...[own, category, "all" as const, ...former].map((scope) => lastOutOf(fold[scope])));
  const importedIns = [fold[own]?.importedIn ?? NEVER, fold[category]?.importedIn ?? NEVER];
  return [lastInOf(fold[own]), lastInOf(fold[category]), Math.max(...importedIns)].find((entry) => entry > lastOut);
}

/** Whether an `out` at this scope stands, by all that was said at the scope itself. */
export function hasStandingOut(fold: ChoiceFold, scope: Scope): boolean {
  return isStanding(fold[scope], lastInOf(fold[scope]), fold[scope]?.importedIn ?? NEVER);
}

/** Whether other people may offer this person decorations. */
export function acceptsGifts(fold: ChoiceFold): boolean {
  return !hasStandingOut(fold, "gifts");
}

const SCOPE_PATTERN = /^(?:all|gifts|(?:category|theme):[a-z0-9][a-z0-9-]{0,62})$/;

/** Whether a text is a well-formed scope; it does not say that the theme or category exists. */
export function isScope(text: string): text is Scope {
  return SCOPE_PATTERN.test(text);
}
