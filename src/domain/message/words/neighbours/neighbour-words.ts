/**
 * What is known of a language spoken beside Russian, enough to switch off in it, and on where nothing else can be meant. None
 * of it was reviewed by a native speaker. Patterns are separated by white space:
 * - `керек`     this word only
 * - `шырша~`    a noun, with any of the language's tails for nouns
 * - `өшір+`     a verb, with any of its tails; where there are helping verbs, also "өшіріп тастаңыз"
 * - `алып_таста+`  words of a phrase
 * Letters may be written as in Russian: "оширип" is "өшіріп". A stem may have choices in brackets, "[ўо]чир+".
 */
export interface NeighbourWords {
  /** Letters that tell it from its own neighbours. */
  readonly letters: string;
  readonly tails: Tails;
  /** Takes away, and shows. */
  readonly off: string;
  readonly on: string;
  /** Names taking away and showing, where that is no tail: "хомӯш кардан". */
  readonly removing?: string;
  readonly showing?: string;
  readonly keep: string;
  /** Stand behind a converb, and carry its tail: "өшіріп тастаңыз". */
  readonly helping?: string;
  /** Ask whether somebody can: "өшіре аласыз ба". */
  readonly can?: string;
  /** Makes of a Russian infinitive a verb: "отключить етіңіз". */
  readonly doing?: string;
  /** Turns what stands behind it; where the negation is a tail or a prefix, `tails.negated` has it. */
  readonly not?: string;
  /** Says that something isn't wanted, or is enough; `without` stands before a name. */
  readonly refusal: string;
  readonly enough: string;
  readonly without?: string;
  /** Makes a wish of an infinitive: how, may I, I want to; `want` also of a name, though less surely. */
  readonly may: string;
  readonly want: string;
  /** Asks whether something is off. */
  readonly isOff: string;
  readonly yes: string;
  readonly no: string;
  readonly undo: string;
  readonly when: string;
  /** Asks what something is. */
  readonly what: string;
  readonly all: string;
  readonly festive: string;
  /** Decorations; signs, which may be any; and the names of themes by their Russian words. */
  readonly decor: string;
  readonly sign: string;
  readonly names: Readonly<
    Record<"ёлка" | "сердечко" | "снежинка" | "звезда" | "тюльпан" | "цветок" | "листок", string>
  >;
  readonly and: string;
  readonly this: string;
  /** Where ours stand; on what they do. */
  readonly beside: string;
  readonly place: string;
  /** May stand beside; parts clauses. */
  readonly light: string;
  readonly but: string;
  /** Means "more", and behind "from it" all but that. */
  readonly more?: string;
  readonly good: string;
  /** Says that nobody asked for it. */
  readonly unasked: string;
  /** Others, whose line it may be if they stand in the clause that asks. */
  readonly kin: string;
  /** Conditions, exceptions, what somebody says, another day. */
  readonly veto: string;
}

/** Classes of endings, as regular expressions over folded letters (`foldNeighbour`). */
export interface Tails {
  readonly noun: string;
  /** Part of a noun's tail that makes it many. */
  readonly many: string;
  readonly order: string;
  readonly infinitive: string;
  /** What I would do: a wish beside a word such as "how". */
  readonly would?: string;
  /** "If you would": a wish where nothing else is said. */
  readonly polite?: string;
  /** An order not to. */
  readonly negated?: string;
  /** The same by a prefix. */
  readonly negatedBefore?: string;
  /** Before a helping verb. */
  readonly converb?: string;
}

/** Plural, possessive and case, with the vowels in harmony with the stem. */
const CASES = `(?:[ндтз][ыиуоеа]|[ндтз][ыиуое]н|[дтнз][ае]н?|[гк][аео]|н[дг]?[аеыиуо]н?|[аеыиуоен]|дог[ыуо]|даг[ыеи]|тег[ые]|дег[ые]|таг[ыеи]|нан|нен)?`;
const POSSESSIVES = `(?:[ыиуое]?[мн]|[ыиуое]?[бмн][ыиуое]з|[ыиуое]?г[ыиуое]з|[сх]?[ыиуое])?`;
export const MANY = `[лдтнз][аео]р`;

/** `small`: what makes a thing small, "жүрекше". */
export const turkicNoun = (small: string): string => `(?:${small})?(?:${MANY})?${POSSESSIVES}${CASES}`;
