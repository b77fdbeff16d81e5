/** The small world of one run: what everybody has said, holds in their hands, and was told. */
import type { Act } from "./act.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { ChoiceValue, Channel, Scope } from "../../src/domain/decision/choice.ts";
import {
  eraseAllButOuts,
  isLast,
  isWord,
  say,
  takeBack,
  type CampaignFacts,
  type Land,
  type ThemeFacts,
  type Word,
} from "./model.ts";
import { openPeople, type Person, type Profile } from "./people.ts";
import { spansOf } from "./seasons.ts";
import type { Reply } from "./service.ts";
import { Divergence, Story } from "./story.ts";

/** A Christmas in a year that no alarm of the real clock reaches. */
export const BEGINS_AT = Date.parse("2040-12-25T12:00:00Z");

export const THEMES = ["tree", "hearts", "snowflake", "tulip"] as const;
/** Where themes can be moved to; all but the first are sensitive to begin with. */
export const CATEGORIES = ["festive", "romance", "national", "religion"] as const;

/** Shown beside the tree and below it, and only by default: so there is always a second thing to fall back on. */
const FROST: Campaign = {
  key: "frost",
  label: { ru: "Зима: снежинка", en: "Winter: the snowflake" },
  decoration: "snowflake",
  audience: { include: ["everyone"], exclude: [] },
  delivery: "default-on",
  requests: false,
  schedule: { kind: "yearly", zone: "Europe/Moscow", firstDay: "--12-01", lastDay: "--03-31" },
  waves: [],
  priority: 50,
  holdoutPercent: 0,
  stages: [],
};

/** Around a feast that is religious: for who asks for that, whatever they say of the snowflake. */
const CHRISTMAS: Campaign = {
  ...FROST,
  key: "christmas",
  label: { ru: "Рождество: снежинка", en: "Christmas: the snowflake" },
  delivery: "opt-in",
  requests: true,
  schedule: { kind: "feast", zone: "own", feast: "orthodox-christmas", firstOffsetDays: -14, lastOffsetDays: 20 },
  priority: 120,
};

/** The campaigns that do not come with the product. */
export const ADDED: readonly Campaign[] = [FROST, CHRISTMAS];

export const CAMPAIGN_KEYS = ["new-year", "valentines", "spring", "frost", "christmas"] as const;
export type CampaignKey = (typeof CAMPAIGN_KEYS)[number];

export type LiveState = CampaignFacts<Person>["state"];

export interface Started {
  readonly content: Campaign;
  readonly state: LiveState;
  /** How often it was started: the next start is another one. */
  readonly starts: number;
}

/** What staff had done, and people had said, when everything was copied. */
interface Copied {
  readonly started: ReadonlyMap<string, Started>;
  readonly isStopped: boolean;
  readonly drafts: ReadonlyMap<string, Campaign>;
  readonly ruleset: number;
  /** The acts that had touched each person. */
  readonly dealings: ReadonlyMap<Person, number>;
}

/** A call that somebody made, ready to be made again exactly so. */
export interface Call {
  readonly sentence: string;
  /** Whom it concerns. */
  readonly people: readonly Person[];
  send(): Promise<Reply>;
  /** Notes what follows from the answer, by the documents. */
  account(reply: Reply): void | Promise<void>;
  /** Not to be repeated by a wrong clock. */
  readonly needsTrueClock?: boolean;
}

export interface OffLink {
  readonly person: Person;
  readonly scope: Scope;
  readonly path: string;
  /** `self`, or the agent who made it. */
  readonly madeBy: string;
}

export interface PageLink {
  readonly person: Person;
  readonly path: string;
  /** `self`, or the agent who made it. */
  readonly madeBy: string;
  readonly expiresAt: number;
}

/** A button that takes something back, on a page that somebody still has open. */
export interface UndoButton {
  readonly person: Person;
  readonly path: string;
  readonly value: string;
  /** What it was offered for; undefined: the press before had added nothing. */
  readonly entry: number | undefined;
  readonly by: string;
  readonly expiresAt: number;
}

const MOST_KEPT = 24;

export class World {
  readonly story = new Story();
  readonly people: readonly Person[];
  /** The true time. */
  clock = BEGINS_AT;
  /** How far the server's clock is ahead of it. */
  skew = 0;
  acts = 0;
  touched = new Set<Person>();

  isStopped = false;
  copied: Copied | undefined;
  /** How many acts have dealt with each person, and not only asked what is shown. */
  readonly #dealings = new Map<Person, number>();
  sensitive: ReadonlySet<string> = new Set();
  themes: ReadonlyMap<string, ThemeFacts> = new Map();
  /** The ruleset that was learnt last, when it was compiled, and what each one held. */
  ruleset = 0;
  compiledAt = BEGINS_AT;
  readonly rulesets = new Map<number, ReadonlyMap<string, Started>>();
  readonly drafts = new Map<string, Campaign>();
  started: ReadonlyMap<string, Started>;

  readonly offLinks = new Map<string, OffLink>();
  readonly pageLinks: PageLink[] = [];
  readonly undoButtons: UndoButton[] = [];
  readonly sent: Call[] = [];
  readonly held: Call[] = [];
  readonly played: Act[] = [];
  #nextEntry = 1;
  #latestNow = BEGINS_AT;
  #added: { readonly act: number; readonly entry: number } | undefined;
  readonly #spokenAt = new Map<number, number>();

  constructor(run: number) {
    this.people = openPeople(run);
    // Nobody in a run could wait for stages to open.
    const campaigns = [...bundledDefinitions.campaigns.map((campaign) => ({ ...campaign, stages: [] })), ...ADDED];
    for (const campaign of campaigns) this.drafts.set(campaign.key, campaign);
    this.started = new Map(campaigns.map((content) => [content.key, { content, state: "running", starts: 1 }]));
  }

  /** The latest that the server ever took for now. */
  get latest(): number {
    return this.#latestNow;
  }

  /** What the server takes for now. */
  get now(): number {
    return this.clock + this.skew;
  }

  get land(): Land<Person> {
    const campaigns = [...this.started.values()].map(({ content, state }) => this.#factsOf(content, state));
    return { isStopped: this.isStopped, sensitive: this.sensitive, campaigns };
  }

  /** The next act: every one has an instant of its own. */
  begin(act: Act): void {
    this.acts += 1;
    this.played.push(act);
    this.clock += 1_000;
    this.#latestNow = Math.max(this.#latestNow, this.now);
    this.touched = new Set();
  }

  person(index: number): Person {
    const person = this.people[index % this.people.length];
    if (person === undefined) throw new Error("There is nobody");
    return person;
  }

  touchEverybody(): void {
    for (const person of this.people) this.touched.add(person);
  }

  /** The act that ends has left something with those whom it touched. */
  noteDealings(): void {
    for (const person of this.touched) this.#dealings.set(person, (this.#dealings.get(person) ?? 0) + 1);
  }

  noteCopy(): void {
    const { started, isStopped, ruleset } = this;
    this.copied = { started, isStopped, ruleset, drafts: new Map(this.drafts), dealings: new Map(this.#dealings) };
  }

  /** Nobody has dealt with the person since everything was copied. */
  isAsCopied(person: Person): boolean {
    return this.copied !== undefined && this.copied.dealings.get(person) === this.#dealings.get(person);
  }

  /** The catalog is as it was copied, but for what is stopped; each campaign then stands as is given. */
  forget(started: ReadonlyMap<string, Started>): void {
    if (this.copied === undefined) return;
    const { isStopped, drafts, ruleset } = this.copied;
    this.started = started;
    this.isStopped ||= isStopped;
    for (const [key, draft] of drafts) this.drafts.set(key, draft);
    for (const version of this.rulesets.keys()) if (version > ruleset) this.rulesets.delete(version);
  }

  diverge(fault: string): never {
    throw new Divergence(this.story, fault);
  }

  /**
   * Adds a word to a person's history; returns its entry, or undefined if it adds nothing. A press that is delivered
   * twice at the same time adds one entry, and either answer may offer to take it back.
   */
  say(
    person: Person,
    { scope, value, by, channel }: Pick<Word, "scope" | "value" | "by"> & { readonly channel: Channel },
    isDoubtful = false,
  ): number | undefined {
    person.spoken += 1;
    const id = this.#nextEntry++;
    const before = person.history;
    person.history = say(before, { id, scope, value, by, channel, at: this.now, isDoubtful });
    if (person.history === before) return this.#added?.act === this.acts ? this.#added.entry : undefined;
    this.#added = { act: this.acts, entry: id };
    this.#spokenAt.set(id, person.spoken);
    return id;
  }

  /**
   * Takes an entry back if whoever asks may, and nothing was said since. An agent's own slip, if it was an `in`, may be
   * taken back at any time: that never shows more.
   */
  takeBack(person: Person, entry: number | undefined, by: string, isDoubtful = false): void {
    const word = person.history.filter(isWord).find(({ id }) => id === entry);
    const spoken = person.spoken;
    person.spoken += 1;
    const isUndone = person.history.some((said) => !isWord(said) && said.undoes === entry);
    if (word === undefined || word.id < person.erasedUpTo || isUndone || (by !== "self" && word.by !== by)) return;
    const last = isLast(person.history, word.id);
    if (last !== "no") {
      // Something was said since that left no entry, or none any more.
      const isUnsure = last === "perhaps" || spoken !== this.#spokenAt.get(word.id);
      person.history = takeBack(person.history, { undoes: word.id, at: this.now, isDoubtful: isDoubtful || isUnsure });
    } else if (by !== "self" && word.value === "in") {
      person.history = takeBack(person.history, { undoes: word.id, at: this.now, isDoubtful: true });
    }
  }

  /** What the person and the operator want forgotten. That requests and messages were dealt with is not. */
  erase(person: Person): void {
    person.spoken += 1;
    person.history = eraseAllButOuts(person.history);
    person.erasedUpTo = this.#nextEntry;
    person.erasedAt = this.now;
    person.profile = {};
    person.heard = person.heard.map((heard) => ({ ...heard, isErased: true }));
  }

  /** Does once what a call says, twice at the same time, or keeps it on its way. */
  async deliver(call: Call, how: "once" | "twice" | "held" = "once"): Promise<void> {
    this.story.tell(call.sentence);
    if (how === "held") {
      this.story.add("The network holds it up.");
      keep(this.held, call);
      return;
    }
    if (how === "twice") this.story.add("It is delivered twice, at the same time.");
    const replies = how === "twice" ? await Promise.all([call.send(), call.send()]) : [await call.send()];
    for (const reply of replies) {
      if (reply.status >= 500) this.diverge(`this is answered ${reply.status}: ${reply.text.slice(0, 300)}`);
      await call.account(reply);
    }
    for (const person of call.people) this.touched.add(person);
    keep(this.sent, call);
  }

  /** A word that is well-formed, and whose speaker is known, must be taken. Only what switches nothing off has a budget. */
  mustTake(reply: Reply, value: ChoiceValue): boolean {
    if (reply.status === 200) return true;
    if (value === "in" && reply.status === 429) return false;
    return this.diverge(`the ${value} is refused (${reply.status}): ${reply.text.slice(0, 400)}`);
  }

  keepPageLink(link: PageLink): void {
    keep(this.pageLinks, link);
  }

  keepUndoButton(button: UndoButton): void {
    keep(this.undoButtons, button);
  }

  /** Takes note of a ruleset: under which categories its themes are live, and which of those are sensitive. */
  learn(version: number, compiledAt: number, themes: readonly Themed[], categories: readonly Category[]): void {
    this.ruleset = version;
    this.compiledAt = compiledAt;
    this.sensitive = new Set(categories.flatMap(({ key, sensitive }) => (sensitive ? [key] : [])));
    this.themes = new Map(
      themes.map(({ key, category }) => {
        const everUnder = new Set([...(this.themes.get(key)?.everUnder ?? []), category]);
        return [key, { key, category, everUnder: [...everUnder] }];
      }),
    );
    this.rulesets.set(version, this.started);
  }

  setStarted(key: string, change: Partial<Started>): void {
    const now = this.started.get(key);
    if (now !== undefined) this.started = new Map(this.started).set(key, { ...now, ...change });
  }

  #factsOf(content: Campaign, state: LiveState): CampaignFacts<Person> {
    const theme = this.themes.get(themeOf(content.decoration));
    if (theme === undefined) throw new Error(`Nothing is known of the theme of ${content.key}`);
    return {
      key: content.key,
      theme,
      feast: content.schedule.kind === "feast" ? ["religion"] : [],
      priority: content.priority,
      isDefaultOn: content.delivery === "default-on",
      allowsRequests: content.requests,
      state,
      spansFor: (person) => spansOf(content, person),
      fits: ({ profile }) =>
        content.audience.include.some((segment) => fits(segment, profile)) &&
        !content.audience.exclude.some((segment) => fits(segment, profile)),
    };
  }
}

type Themed = Pick<ThemeFacts, "key" | "category">;

interface Category {
  readonly key: string;
  readonly sensitive: boolean;
}

/** Every theme here has one decoration, of the same name. */
const themeOf = (decoration: string): string => decoration;

/** What the segments of the bundled campaigns say, in words of our own. */
function fits(segment: string, { gender, lineType }: Profile): boolean {
  const isPerson = lineType !== "m2m" && lineType !== "corporate";
  switch (segment) {
    case "everyone":
      return true;
    case "machines-and-corporate":
      return !isPerson;
    case "spring-audience":
      return isPerson && gender === "female";
    default:
      throw new Error(`Nobody here knows the segment ${segment}`);
  }
}

function keep<Item>(items: Item[], item: Item): void {
  items.push(item);
  if (items.length > MOST_KEPT) items.shift();
}

export function pick<Item>(items: Iterable<Item>, index: number): Item | undefined {
  const all = [...items];
  // The newest first: what has just happened is what collides.
  return all.length === 0 ? undefined : all[all.length - 1 - (index % all.length)];
}
