/** The words of each language beside Russian, ready to be found. */
import { foldNeighbour } from "./fold-neighbour.ts";
import { TONGUES, type Tongue } from "./tongue.ts";
import { NEIGHBOURS } from "./words/neighbours/neighbours.ts";
import type { NeighbourWords } from "./words/neighbours/neighbour-words.ts";

/** What the ending of a verb says: `would` is a wish only beside others that say so. */
export type NeighbourForm = "order" | "infinitive" | "would" | "polite" | "negated";

/** Where the same words stand in two, the first counts. */
const PARTS = [
  ...([
    "veto",
    "kin",
    "unasked",
    "isOff",
    "undo",
    "refusal",
    "keep",
    "off",
    "on",
    "removing",
    "showing",
    "doing",
    "not",
  ] as const),
  ...(["may", "want", "enough", "without", "when", "what", "decor", "sign", "festive", "all", "beside"] as const),
  ...(["place", "this", "and", "more", "good", "light", "but", "yes", "no"] as const),
];

export type NeighbourPart = (typeof PARTS)[number] | "name";

interface Piece {
  readonly stem: string;
  /** What may follow the stem; nothing if there is none. */
  readonly tail?: RegExp;
}

export interface NeighbourPhrase {
  readonly part: NeighbourPart;
  readonly pieces: readonly Piece[];
  readonly form?: NeighbourForm;
  /** The Russian word for what it names. */
  readonly name?: string;
}

interface Words {
  readonly byStart: ReadonlyMap<string, readonly NeighbourPhrase[]>;
  readonly noun: RegExp;
  readonly many: RegExp;
}

const whole = (tail: string): RegExp => new RegExp(`^(?:${foldTail(tail)})$`, "u");
const foldTail = (tail: string): string => tail.replace(/\p{L}+/gu, foldNeighbour);

/** "[ўо]чир" is "учир" or "очир". */
function spellOutChoices(stem: string): readonly string[] {
  const choice = /^([^[]*)\[([^\]]+)\](.*)$/u.exec(stem);
  if (choice === null) return [foldNeighbour(stem)];
  const [, before = "", letters = "", behind = ""] = choice;
  return [...new Set([...letters].flatMap((letter) => spellOutChoices(before + letter + behind)))];
}

const FORMS = ["order", "infinitive", "would", "polite", "negated"] as const satisfies readonly NeighbourForm[];

function compile(words: NeighbourWords): Words {
  const { tails } = words;
  const noun = whole(tails.noun);
  const forms = new Map(
    FORMS.flatMap((form) => (tails[form] === undefined ? [] : [[form, whole(tails[form])] as const])),
  );

  const compileNoun = (stem: string): readonly Piece[] => {
    // "жүрек", "жүрегі".
    const softened = tails.converb !== undefined && /[кқҡ]$/u.test(stem) ? [`${stem.slice(0, -1)}г`] : [];
    return [stem, ...softened].flatMap(spellOutChoices).map((one) => ({ stem: one, tail: noun }));
  };

  const compileVerb = (stem: string): readonly (readonly [NeighbourForm, Piece])[] => {
    const plain = [...forms].flatMap(([form, tail]) =>
      spellOutChoices(stem).map((one) => [form, { stem: one, tail }] as const),
    );
    const order = forms.get("order");
    const before = tails.negatedBefore;
    return before === undefined || order === undefined
      ? plain
      : [...plain, ...spellOutChoices(before + stem).map((one) => ["negated", { stem: one, tail: order }] as const)];
  };

  const compilePhrase = (part: NeighbourPart, pattern: string, name?: string): readonly NeighbourPhrase[] => {
    const named = name === undefined ? {} : { name };
    const texts = pattern.split("_");
    const last = texts.at(-1) ?? "";
    const opening = texts
      .slice(0, -1)
      .map((text) => (text.endsWith("~") ? compileNoun(text.slice(0, -1)) : compileExact(text)));
    const openings = opening.reduce<readonly (readonly Piece[])[]>(
      (all, pieces) => all.flatMap((one) => pieces.map((piece) => [...one, piece])),
      [[]],
    );
    if (!last.endsWith("+")) {
      const pieces = last.endsWith("~") ? compileNoun(last.slice(0, -1)) : compileExact(last);
      const form =
        part === "off" || part === "on" || part === "keep" || part === "undo" ? { form: "order" as const } : {};
      return openings.flatMap((before) =>
        pieces.map((piece) => ({ part, pieces: [...before, piece], ...form, ...named })),
      );
    }
    const stem = last.slice(0, -1);
    const verbs = openings.flatMap((before) =>
      compileVerb(stem).map(([form, piece]) => ({ part, pieces: [...before, piece], form })),
    );
    return [...verbs, ...openings.flatMap((before) => compileHelped(part, before, stem))];
  };

  /** "өшіріп тастаңыз", "өшіре аласыз ба" */
  const compileHelped = (part: NeighbourPart, before: readonly Piece[], stem: string): readonly NeighbourPhrase[] => {
    if (tails.converb === undefined) return [];
    const tail = whole(tails.converb);
    const able = spellOutChoices(stem).flatMap((one) =>
      split(words.can).map((can) => ({
        part,
        pieces: [...before, { stem: one, tail: ABLE }, ...can.split("_").flatMap(compileExact)],
        form: "order" as const,
      })),
    );
    const helped = spellOutChoices(stem).flatMap((one) =>
      split(words.helping).flatMap((helper) => {
        const texts = helper.split("_");
        const converb = { stem: one, tail };
        if (!helper.endsWith("+"))
          return [{ part, pieces: [...before, converb, ...texts.flatMap(compileExact)], form: "order" as const }];
        return compileVerb(helper.slice(0, -1)).map(([form, piece]) => ({
          part,
          pieces: [...before, converb, piece],
          form,
        }));
      }),
    );
    return [...able, ...helped];
  };

  const phrases = [
    ...PARTS.flatMap((part) => split(words[part]).flatMap((pattern) => compilePhrase(part, pattern))),
    ...Object.entries(words.names).flatMap(([name, patterns]) =>
      split(patterns).flatMap((pattern) => compilePhrase("name", pattern, name)),
    ),
  ];
  const longestFirst = phrases.toSorted((one, other) => other.pieces.length - one.pieces.length);
  return {
    byStart: Map.groupBy(longestFirst, ({ pieces: [first] }) => startOf(first?.stem ?? "")),
    noun,
    many: new RegExp(foldTail(tails.many), "u"),
  };
}

/** Stands before what asks whether somebody can. */
const ABLE = /^[аеиоуяй]{1,2}$/u;

const split = (patterns: string | undefined): readonly string[] =>
  (patterns ?? "").split(/\s+/u).filter((pattern) => pattern !== "");

const compileExact = (text: string): readonly Piece[] => spellOutChoices(text).map((stem) => ({ stem }));

const startOf = (stem: string): string => stem.slice(0, 2);

const COMPILED: ReadonlyMap<Tongue, Words> = new Map(TONGUES.map((tongue) => [tongue, compile(NEIGHBOURS[tongue])]));

const isPiece = ({ stem, tail }: Piece, word: string | undefined): boolean =>
  word !== undefined &&
  (tail === undefined ? word === stem : word.startsWith(stem) && tail.test(word.slice(stem.length)));

/** The longest phrase of a language that stands at a place among folded words. */
export function findPhrase(tongue: Tongue, words: readonly string[], at: number): NeighbourPhrase | undefined {
  const word = words[at] ?? "";
  return COMPILED.get(tongue)
    ?.byStart.get(startOf(word))
    ?.find(({ pieces }) => pieces.every((piece, offset) => isPiece(piece, words[at + offset])));
}

/** Whether a word's tail is one that nouns of the language have. */
export const isNounTail = (tongue: Tongue, tail: string): boolean => COMPILED.get(tongue)?.noun.test(tail) ?? false;

/** Whether a noun's tail makes it many. */
export const isMany = (tongue: Tongue, tail: string): boolean => COMPILED.get(tongue)?.many.test(tail) ?? false;
