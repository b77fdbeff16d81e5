/**
 * What classes of words may stand beside without changing what is said. A row is a class; whoever adds one decides here where it is light.
 */
import type { Word } from "./word.ts";
import type { WordClass } from "./word-class.ts";

type WordProperty =
  /** Stands before a verb and lets a negation or a modal word through to it. */
  | "before-a-verb"
  /** Adds nothing to what a clause without a verb says. */
  | "adds-nothing"
  /** Stands between a denial and what it denies. */
  | "behind-a-denial"
  /** Stands between a verb and what it is about. */
  | "before-an-object"
  /** Stands between a verb and the "all" that it is about. */
  | "beside-everything"
  /** Stands in a clause of nothing but names. */
  | "among-names"
  /** Stands beside a thing that is asked for without a verb. */
  | "beside-a-thing"
  /** Is only set off by a comma beside it. */
  | "between-commas"
  /** Stands in a clause whose verb can't belong to anything else. */
  | "beside-a-verb"
  /** Stands between a verb and the name that it makes a wish of. */
  | "before-a-name"
  /** Stands beside a bare word to stop. */
  | "beside-a-stop"
  /** Stands beside a plain refusal. */
  | "beside-a-refusal";

const PROPERTIES = {
  off: ["beside-a-verb"],
  on: ["beside-a-verb"],
  no: ["beside-a-stop"],
  help: ["before-a-verb", "beside-a-verb"],
  negator: ["beside-a-verb"],
  want: ["behind-a-denial"],
  purpose: ["before-a-verb"],
  if: ["before-a-verb"],
  whether: ["before-a-verb", "adds-nothing", "beside-a-verb"],
  would: ["before-a-verb", "adds-nothing", "beside-everything", "beside-a-thing", "beside-a-verb"],
  impatient: [
    "before-a-verb",
    "adds-nothing",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-verb",
    "beside-a-stop",
    "beside-a-refusal",
  ],
  still: ["before-a-verb", "adds-nothing", "among-names", "beside-a-verb", "beside-a-stop"],
  again: ["before-a-verb", "beside-everything", "among-names", "beside-a-thing", "beside-a-verb"],
  how: ["before-a-verb", "beside-a-verb"],
  why: ["before-a-verb"],
  what: ["before-a-verb"],
  when: ["before-a-verb"],
  theme: ["among-names", "beside-a-thing", "beside-a-verb", "beside-a-refusal"],
  category: ["among-names", "beside-a-verb", "beside-a-refusal"],
  thing: ["among-names", "beside-a-verb", "beside-a-refusal"],
  this: [
    "before-a-verb",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-verb",
    "before-a-name",
    "beside-a-stop",
    "beside-a-refusal",
  ],
  all: ["before-a-verb", "before-an-object", "beside-a-verb", "before-a-name", "beside-a-refusal"],
  nothing: ["before-a-verb", "beside-a-verb"],
  me: [
    "before-a-verb",
    "adds-nothing",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-thing",
    "beside-a-verb",
    "before-a-name",
    "beside-a-stop",
    "beside-a-refusal",
  ],
  you: [
    "before-a-verb",
    "adds-nothing",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-verb",
    "before-a-name",
    "beside-a-refusal",
  ],
  person: ["before-a-verb"],
  recipient: ["before-a-verb"],
  also: [
    "before-a-verb",
    "adds-nothing",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-thing",
    "beside-a-verb",
    "before-a-name",
  ],
  thanks: ["before-a-verb", "adds-nothing", "among-names", "between-commas", "beside-a-verb", "beside-a-stop"],
  bad: ["before-an-object", "beside-a-verb", "beside-a-stop"],
  place: ["beside-everything", "among-names", "beside-a-verb", "beside-a-refusal"],
  preposition: ["beside-everything", "among-names", "beside-a-verb", "beside-a-refusal"],
  and: ["beside-everything", "among-names", "beside-a-thing", "beside-a-verb", "beside-a-refusal"],
  but: ["among-names", "beside-a-verb"],
  polite: [
    "before-a-verb",
    "adds-nothing",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "beside-a-thing",
    "between-commas",
    "beside-a-verb",
    "before-a-name",
    "beside-a-stop",
    "beside-a-refusal",
  ],
  filler: [
    "before-a-verb",
    "adds-nothing",
    "behind-a-denial",
    "before-an-object",
    "beside-everything",
    "among-names",
    "between-commas",
    "beside-a-verb",
    "before-a-name",
    "beside-a-stop",
    "beside-a-refusal",
  ],
} as const satisfies Readonly<Partial<Record<WordClass, readonly WordProperty[]>>>;

const CLASSES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries<readonly WordProperty[]>(PROPERTIES).map(([kind, properties]) => [kind, new Set(properties)]),
);

/** Whether a word, in one of its meanings, has a property. */
export const hasProperty = (word: Word | undefined, property: WordProperty): boolean =>
  word !== undefined && word.meanings.some(({ kind }) => CLASSES.get(kind)?.has(property) === true);
