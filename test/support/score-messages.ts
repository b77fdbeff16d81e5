/** Scores readings of labelled messages: what was done against the label, and what was clear and not done. */
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Scope } from "../../src/domain/decision/choice.ts";
import type { Asked } from "../../src/domain/message/asked.ts";
import { compileLexicon } from "../../src/domain/message/compile-lexicon.ts";
import { lexiconOf } from "../../src/domain/message/lexicon.ts";
import type { MessageContext } from "../../src/domain/message/message-context.ts";
import { readMessage } from "../../src/domain/message/read-message.ts";
import { understandMessage } from "../../src/domain/message/understand-message.ts";
import type { MessageScope, Understanding } from "../../src/domain/message/understanding.ts";
import { is } from "../../src/domain/message/word.ts";
import { actOf } from "./hear.ts";

/** A message with what a person would make of it. */
export interface Labelled {
  readonly text: string;
  /** One of `INTENTS`, or "keep". */
  readonly intent: string;
  /** The theme that it is about, by name or as what is shown. */
  readonly theme: string | null;
  /** What else would be right: other intents, other themes, or acts such as "off all". */
  readonly also?: readonly string[];
  /** Whether a wish is clear enough to be carried out at once. */
  readonly clear?: boolean;
  readonly lang: string;
  readonly group?: string;
  readonly context?: { readonly shown?: string | null; readonly asked?: Asked };
}

export interface Score {
  readonly messages: number;
  /** Something was done that the label doesn't allow. */
  readonly wrong: number;
  /** Of these: on for off, or off for on. */
  readonly contrary: number;
  /** Counted for the guard, and no complaint. */
  readonly falseComplaints: number;
  readonly clear: number;
  readonly notDone: number;
}

export interface Scored {
  readonly row: Labelled;
  readonly act: string;
  readonly heard: Understanding;
  readonly isWrong: boolean;
  readonly isContrary: boolean;
  readonly isFalseComplaint: boolean;
  readonly isClear: boolean;
  readonly isNotDone: boolean;
}

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);
const THEMES = new Set(bundledDefinitions.themes.map(({ key }) => key));
const SENSITIVE = new Set(bundledDefinitions.categories.flatMap(({ key, sensitive }) => (sensitive ? [key] : [])));

/** What is shown to somebody of whom nothing is known. */
const USUAL = "tree";

/** As the product has it for somebody who has switched nothing off: what is sensitive has to be certain. */
const isSensitive = (scope: MessageScope): boolean => {
  if (scope.kind === "category") return SENSITIVE.has(scope.key);
  const category =
    "key" in scope ? bundledDefinitions.themes.find(({ key }) => key === scope.key)?.category : undefined;
  return category !== undefined && SENSITIVE.has(category);
};

/**
 * The situations in which a message has to be right. Who wishes for something does not see it; who asks for none may or may
 * not see one, so that both are tried.
 */
function situationsOf({ intent, theme, context }: Labelled): readonly MessageContext[] {
  const scope: Scope = theme === null ? "all" : `theme:${theme}`;
  const asked = context?.asked;
  const bare = {
    lexicon,
    isSensitive,
    undoes: { value: "out", scope } as const,
    ...(asked !== undefined && { asked }),
  };
  const showing = { ...bare, shownTheme: context?.shown ?? theme ?? USUAL };
  if (context?.shown === null || intent === "switch-on" || intent === "undo") return [bare];
  return context?.shown !== undefined || intent === "switch-off" ? [showing] : [showing, bare];
}

/** Of several acts each has to be allowed. */
const areAllowed = (acts: string, row: Labelled, shown: string | undefined): boolean =>
  acts.split(", ").every((act) => isAllowed(act, row, shown)) || areOthersOff(acts, row);

/** "All but the star" (everything to be switched off, and something kept): the others by name, the one that is kept not among them. */
const areOthersOff = (acts: string, { text, intent, theme, also = [] }: Labelled): boolean =>
  intent === "switch-off" &&
  theme === null &&
  also.includes("keep") &&
  acts.split(", ").length === THEMES.size - 1 &&
  acts
    .split(", ")
    .every(
      (act) =>
        act.startsWith("off theme:") &&
        !wordsOf(text).some(({ meanings }) => meanings.some(({ key }) => `off theme:${key}` === act)),
    );

function isAllowed(act: string, { intent, theme, also = [] }: Labelled, shown: string | undefined): boolean {
  if (also.includes(act)) return true;
  const themes = [theme ?? shown, ...also.filter((one) => THEMES.has(one))];
  return [intent, ...also].some((one) => {
    // What was switched off last, by name, is asked for again as plainly as it is taken back.
    if (one === "undo") return act === "undo" || (theme !== null && act === `on theme:${theme}`);
    if (one !== "switch-off" && one !== "switch-on") return false;
    const direction = one === "switch-off" ? "off" : "on";
    return themes.some((key) => act === `${direction} theme:${key}`) || (theme === null && act === `${direction} all`);
  });
}

const wordsOf = (text: string) => readMessage(text, compileLexicon(lexicon)).clauses.flatMap((clause) => clause.words);

const WISHES = new Set(["switch-off", "switch-on", "undo"]);

export function scoreMessage(row: Labelled): Scored {
  const readings = situationsOf(row).map((situation) => {
    const heard = understandMessage(row.text, situation);
    const act = actOf(heard);
    return { heard, act, isWrong: act !== "none" && !areAllowed(act, row, situation.shownTheme) };
  });
  const [first] = readings;
  if (first === undefined) throw new Error("a message has at least one situation");
  const { heard, act, isWrong } = readings.find((reading) => reading.isWrong) ?? first;
  const isClear = WISHES.has(row.intent) && row.clear !== false && (row.intent !== "switch-on" || namesTheme(row));
  const isContrary =
    isWrong &&
    ((act.startsWith("on ") && row.intent === "switch-off") ||
      (act.startsWith("off ") && ["switch-on", "keep"].includes(row.intent)));
  const isUnhappy = [row.intent, ...(row.also ?? [])].some((one) => one === "complaint" || one === "switch-off");
  return {
    row,
    act,
    heard,
    isWrong,
    isContrary,
    isFalseComplaint: !isUnhappy && readings.some((reading) => isCounted(reading.heard)),
    isClear,
    isNotDone: isClear && act === "none",
  };
}

/** "Bring the icon back" names none: while nothing is shown, nobody can tell which one is meant. */
function namesTheme({ theme, text }: Labelled): boolean {
  if (theme === null) return false;
  const words = wordsOf(text);
  return words.some((word) => is(word, "theme", "category")) || !words.some((word) => is(word, "thing"));
}

const isCounted = ({ intent, certainty }: Understanding): boolean => intent === "complaint" && certainty === "sure";

export function sumScores(scored: readonly Scored[]): Score {
  const count = (test: (one: Scored) => boolean): number => scored.filter(test).length;
  return {
    messages: scored.length,
    wrong: count(({ isWrong }) => isWrong),
    contrary: count(({ isContrary }) => isContrary),
    falseComplaints: count(({ isFalseComplaint }) => isFalseComplaint),
    clear: count(({ isClear }) => isClear),
    notDone: count(({ isNotDone }) => isNotDone),
  };
}

/** Which half of a corpus a phrasing stands in: rules are mended with one half in view, and the other says whether they hold. */
export function halfOf(group: string): "seen" | "unseen" {
  let hash = 2_166_136_261;
  for (let at = 0; at < group.length; at++) hash = Math.imul(hash ^ group.charCodeAt(at), 16_777_619);
  return (hash >>> 16) % 2 === 0 ? "seen" : "unseen";
}
