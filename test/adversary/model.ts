/**
 * What a person may and must be shown, stated a second time, from the invariants alone (docs/invariants.md). It keeps what was said as a list and
 * holds the sentences against it, so that it shares no reasoning with the product, which folds.
 *
 * Where the documents leave the product free, a word or an undo is *doubtful*: it may count or not. Then the person may
 * be shown what the generous reading of the list permits, and must be shown only what the strict one does.
 */
import type { Channel, ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";

/** One entry. `by` is `self`, `agent:lena` or the service that imported it. `at` is what the server's clock showed. */
export interface Word {
  readonly id: number;
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly by: string;
  readonly channel: Channel;
  readonly at: number;
  readonly isDoubtful: boolean;
}

/** An entry was taken back. */
export interface Undo {
  readonly undoes: number;
  readonly at: number;
  readonly isDoubtful: boolean;
}

export type Said = Word | Undo;

/** Append-only, so *later* is a place in it, never a clock. */
export type History = readonly Said[];

export const isWord = (said: Said): said is Word => "scope" in said;

/**
 * Adds a word. Every word is an entry of its own, except an out that equals its actor's last standing entry on that
 * channel while nobody has said `in` since: it adds nothing.
 */
export function say(history: History, word: Word): History {
  const certain = standing(history, "generous").filter(({ isDoubtful }) => !isDoubtful);
  const last = certain.findLast(({ by, channel }) => by === word.by && channel === word.channel);
  const since = last === undefined ? [] : history.slice(history.indexOf(last) + 1);
  const asked = since.filter(isWord).filter(({ value }) => value === "in");
  const isEqual = last?.value === "out" && word.value === "out" && last.scope === word.scope;
  if (!isEqual || asked.some((said) => certain.includes(said))) return [...history, word];
  // Whether an `in` was said that was taken back since, or may not count, is open.
  const isOpen = asked.length > 0 || since.some(({ isDoubtful }) => isDoubtful);
  return isOpen ? [...history, { ...word, isDoubtful: true }] : history;
}

/** Whether an entry is the last thing that was said, but for what may not count: only then can it be taken back. */
export function isLast(history: History, id: number): "yes" | "perhaps" | "no" {
  const place = history.findIndex((said) => isWord(said) && said.id === id);
  const since = history.slice(place + 1);
  if (place < 0 || !since.every(({ isDoubtful }) => isDoubtful)) return "no";
  return since.length === 0 ? "yes" : "perhaps";
}

/** Takes back exactly one entry. */
export function takeBack(history: History, undo: Undo): History {
  return [...history, undo];
}

/** What had been said as of an instant: everything up to the last thing that is dated then or before. */
export function asOf(history: History, at: number): History {
  return history.slice(0, history.findLastIndex((said) => said.at <= at) + 1);
}

/** What an erasure leaves: the outs. */
export function eraseAllButOuts(history: History): History {
  const words = standing(history, "strict").filter(({ value }) => value === "out");
  const certain = new Set(standing(history, "generous"));
  return words.map((word) => (certain.has(word) ? word : { ...word, isDoubtful: true }));
}

/** How doubts are settled: so that as much as possible is shown, or as little. */
export type Reading = "generous" | "strict";

/** The words that nobody has taken back, in their order. */
export function standing(history: History, reading: Reading): readonly Word[] {
  const counts = (isDoubtful: boolean, showsMore: boolean) => !isDoubtful || showsMore === (reading === "generous");
  const words = history.filter(isWord);
  const undone = new Set(
    history.flatMap((said) => {
      if (isWord(said)) return [];
      const word = words.find(({ id }) => id === said.undoes);
      return word !== undefined && counts(said.isDoubtful, word.value === "out") ? [word.id] : [];
    }),
  );
  return words.filter(({ id, value, isDoubtful }) => counts(isDoubtful, value === "in") && !undone.has(id));
}

/** A theme as it is live, with every category that it was ever live under. */
export interface ThemeFacts {
  readonly key: string;
  readonly category: string;
  readonly everUnder: readonly string[];
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A campaign that was started, as its content was approved. */
export interface CampaignFacts<Person> {
  readonly key: string;
  readonly theme: ThemeFacts;
  /** The categories of its feast, if it has one. */
  readonly feast: readonly string[];
  readonly priority: number;
  readonly isDefaultOn: boolean;
  readonly allowsRequests: boolean;
  readonly state: "running" | "holding" | "halted" | "stopped";
  spansFor(person: Person): readonly Span[];
  fits(person: Person): boolean;
}

/** Everything that is live. */
export interface Land<Person> {
  readonly isStopped: boolean;
  readonly sensitive: ReadonlySet<string>;
  readonly campaigns: readonly CampaignFacts<Person>[];
}

/** Whether a campaign can have the slot, and the sentence that says why. */
export interface Verdict {
  readonly campaign: string;
  readonly theme: string;
  readonly may: boolean;
  readonly must: boolean;
  readonly why: string;
}

export interface Somebody {
  readonly history: History;
}

/** Judges every live campaign for a person at an instant, whichever has precedence first. */
export function judge<Person extends Somebody>(land: Land<Person>, person: Person, at: number): readonly Verdict[] {
  const generous = standing(person.history, "generous");
  const strict = standing(person.history, "strict");
  return land.campaigns
    .toSorted((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1))
    .map((campaign) => {
      const best = settle(land, campaign, person, at, generous);
      const worst = settle(land, campaign, person, at, strict);
      const may = best.shows !== "never";
      const must = worst.shows === "surely";
      return { campaign: campaign.key, theme: campaign.theme.key, may, must, why: must ? worst.why : best.why };
    });
}

/** Holds what is shown (a campaign's key, or null) against the verdicts; returns what is wrong with it. */
export function findFault(verdicts: readonly Verdict[], shown: string | null): string | undefined {
  const verdict = verdicts.find(({ campaign }) => campaign === shown);
  if (shown !== null && verdict === undefined) return `must not be shown ${shown}: it is not live`;
  if (verdict !== undefined && !verdict.may) return `must not be shown ${verdict.theme}: ${verdict.why}`;
  const due = verdicts.find(({ must }) => must);
  if (due === undefined || (verdict !== undefined && verdicts.indexOf(verdict) <= verdicts.indexOf(due)))
    return undefined;
  return `must be shown ${due.theme}: ${due.why}`;
}

interface Settled {
  readonly shows: "surely" | "perhaps" | "never";
  readonly why: string;
}

function settle<Person>(
  land: Land<Person>,
  campaign: CampaignFacts<Person>,
  person: Person,
  at: number,
  words: readonly Word[],
): Settled {
  const never = (why: string): Settled => ({ shows: "never", why });
  const { theme, state, allowsRequests, isDefaultOn } = campaign;
  if (land.isStopped) return never("everything was stopped (4)");
  if (state === "stopped") return never(`${campaign.key} was stopped (4)`);
  if (!campaign.spansFor(person).some(({ from, until }) => from <= at && at < until)) {
    return never(`${campaign.key} is not on at that hour`);
  }
  const out = words.find((word, place) => isStandingOut(words, word, place, campaign));
  if (out !== undefined) return never(`${quote(out)} covers it and nothing has lifted it (1)`);

  const carried = campaign.feast.filter((category) => category !== theme.category);
  const lacking = carried.find((category) => land.sensitive.has(category) && !isAskedByItself(words, category));
  if (lacking !== undefined) return never(`${lacking} is sensitive, and no standing in asks for it (2)`);
  const isThemeSensitive = land.sensitive.has(theme.category);
  // Who asks for a feast's category asks for its campaigns, unless their theme has to be asked for as well.
  const asking = isThemeSensitive ? [] : carried.filter((category) => isAskedByItself(words, category));
  const asked = askedAt(words, campaign, [
    `theme:${theme.key}`,
    ...[theme.category, ...asking].map((category): Scope => `category:${category}`),
  ]);
  if (isThemeSensitive && asked === undefined) {
    return never(`${theme.category} is sensitive, and no standing in asks for it (2)`);
  }
  if (asked !== undefined && (allowsRequests || !isDefaultOn)) {
    return { shows: "surely", why: `${quote(asked)} asks for it, nothing forbids it, and ${campaign.key} is on` };
  }
  if (state === "halted") return never(`${campaign.key} was halted, and this person has not asked (4)`);
  if (!isDefaultOn) return never(`${campaign.key} is for those who ask`);
  if (!campaign.fits(person)) return never(`this person is not in the audience of ${campaign.key}`);
  const why = `${campaign.key} is on by default, this person is in its audience, and nothing forbids it`;
  return { shows: state === "holding" ? "perhaps" : "surely", why };
}

const quote = ({ value, scope, by, channel }: Word) => `“${value}:${scope}” (${by}, ${channel})`;

/** An out covers everything; a theme; or every theme that was ever live under a category, and its feasts' campaigns. */
function covers(scope: Scope, { theme, feast }: CampaignFacts<never>): boolean {
  const [kind, key = ""] = scope.split(":");
  if (kind === "category") return theme.everUnder.includes(key) || theme.category === key || feast.includes(key);
  return scope === "all" || scope === `theme:${theme.key}`;
}

function isStandingOut(words: readonly Word[], out: Word, place: number, campaign: CampaignFacts<never>): boolean {
  if (out.value === "in" || !covers(out.scope, campaign)) return false;
  return !words.slice(place + 1).some((word) => word.value === "in" && lifts(word, out, campaign));
}

/** An `in` lifts only outs at its own or a wider scope. What is imported from elsewhere never lifts a person's own. */
function lifts(word: Word, out: Word, { theme, feast }: CampaignFacts<never>): boolean {
  if (word.channel === "import" && out.channel !== "import") return false;
  if (word.scope === out.scope) return true;
  const [, category = ""] = out.scope.split(":");
  // A theme's `in` speaks for the theme's own categories, past ones too, and not for those of a feast.
  const isOfFeast = feast.includes(category) && category !== theme.category;
  const isOwn = theme.everUnder.includes(category) || theme.category === category;
  const isWider = out.scope === "all" || (isOwn && !isOfFeast);
  if (word.scope === `theme:${theme.key}`) return isWider;
  return word.scope === `category:${theme.category}` && out.scope === "all";
}

/** What a feast carries is asked for at that very category, later than every out at it and at everything. */
function isAskedByItself(words: readonly Word[], category: string): boolean {
  const scope: Scope = `category:${category}`;
  const isAsking = (word: Word) => word.value === "in" && word.scope === scope;
  return (
    words.some(isAsking) &&
    words.every(
      (out, place) =>
        out.value === "in" ||
        (out.scope !== scope && out.scope !== "all") ||
        words.some(
          (word, later) => later > place && isAsking(word) && (word.channel !== "import" || out.channel === "import"),
        ),
    )
  );
}

/** The last `in` at one of the scopes that no later out covering the theme has withdrawn. */
function askedAt(words: readonly Word[], campaign: CampaignFacts<never>, scopes: readonly Scope[]): Word | undefined {
  return words.findLast(
    (word, place) =>
      word.value === "in" &&
      scopes.includes(word.scope) &&
      !words.slice(place + 1).some((later) => later.value === "out" && covers(later.scope, campaign)),
  );
}
