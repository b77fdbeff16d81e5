import type { AskedQuestion } from "../../contract/question.ts";
import type { Condition } from "../../domain/condition/segment.ts";
import type { Label } from "../../domain/label.ts";
import { labelOrKey, namePart, type LabelOf } from "../../domain/name-part.ts";
import { readAloud, type Reading, type Vocabulary } from "../audience/read-aloud.ts";
import { toReadableRules } from "../audience/rule-tree.ts";
import { formatDay } from "../campaign/describe-schedule.ts";
import { sayZone } from "../parts/say-zone.ts";
import type { QuestionTexts } from "../texts/questions-en.ts";
import { readQuestion, type ReadCount, type ReadRehearsal } from "./read-question.ts";

/** Of a rule for which there are no words; the service has all of it. */
const LONGEST_RAW = 500;

/** All that is needed to say in words what somebody asked about people. */
export interface QuestionWords extends Vocabulary {
  readonly texts: QuestionTexts;
  readonly labelOf: LabelOf;
  readonly say: (label: Label) => string;
  /** A moment by the reader's clock, with how far it is from UTC. */
  readonly sayMoment: (at: number) => string;
}

/** What was asked, in words, without any phone number. */
export function sayQuestion(question: Pick<AskedQuestion, "kind" | "request">, words: QuestionWords): Reading {
  const { texts } = words;
  if (question.kind === "number-not-found") return line(texts.notFound);
  if (question.request === "") return line(texts.tooLong);
  const read = readQuestion(question, texts.hiddenNumber);
  if (read === undefined) return line(texts.unreadable);
  return read.kind === "count" ? sayCount(read.count, words) : sayRehearsal(read.rehearsal, words);
}

const line = (text: string, children: readonly Reading[] = []): Reading => ({ text, children });

function sayCount({ check, condition, include, exclude, waves, segments, by }: ReadCount, words: QuestionWords) {
  const { texts } = words;
  // An empty rule beside audiences leaves nobody out.
  const isNarrowed = include.length + exclude.length > 0 && JSON.stringify(condition) === "{}";
  return line(check === undefined ? texts.countOf : texts.checkOf(nameOf("campaign", check, words)), [
    ...(condition === undefined || isNarrowed ? [] : [sayCondition(condition, words)]),
    ...linesOf(texts.within, include, "segment", words),
    ...linesOf(texts.without, exclude, "segment", words),
    ...linesOf(texts.waves, [...new Set(waves.flatMap((wave) => wave.segments))], "segment", words),
    ...segments.map(({ label, condition: rule }) =>
      line(texts.written(quote(label, words)), [sayCondition(rule, words)]),
    ),
    ...linesOf(texts.by, by, "attribute", words),
  ]);
}

function sayRehearsal({ drafts, definitions, at, from, until, time, zone, by }: ReadRehearsal, words: QuestionWords) {
  const { t, texts, say, labelOf, sayMoment } = words;
  const written = [...definitions.campaigns, ...definitions.segments, ...definitions.decorations];
  const parts = drafts.map(({ kind, key }) => say(namePart(`${kind}/${key}`, labelOf(`${kind}/${key}`))));
  const isAsItIs = parts.length === 0 && written.length === 0;
  const day = (text: string) => formatDay(text, t.locale);
  return line(texts.rehearsalOf, [
    ...(isAsItIs ? [line(texts.noDrafts)] : []),
    ...(parts.length === 0 ? [] : [line(texts.drafts(parts.join(", ")))]),
    ...(written.length === 0 ? [] : [line(texts.written(written.map(({ label }) => quote(label, words)).join(", ")))]),
    ...(at === undefined ? [] : [line(texts.atMoment(sayMoment(at)))]),
    ...(from === undefined || until === undefined
      ? []
      : [line(texts.onDays(day(from), day(until), time, zone === "own" ? texts.ownZone : sayZone(zone, t)))]),
    ...linesOf(texts.by, by, "attribute", words),
  ]);
}

function sayCondition(condition: Condition, words: QuestionWords): Reading {
  const rules = toReadableRules(condition);
  return rules === undefined ? line(words.texts.raw(shorten(JSON.stringify(condition)))) : readAloud(rules, words);
}

function shorten(text: string): string {
  return text.length <= LONGEST_RAW ? text : `${text.slice(0, LONGEST_RAW)}…`;
}

function linesOf(
  say: (names: string) => string,
  keys: readonly string[],
  kind: "segment" | "attribute",
  words: QuestionWords,
): readonly Reading[] {
  return keys.length === 0 ? [] : [line(say(keys.map((key) => nameOf(kind, key, words)).join(", ")))];
}

function nameOf(kind: string, key: string, words: QuestionWords): string {
  return quote(labelOrKey(`${kind}/${key}`, words.labelOf), words);
}

function quote(label: Label, { t, say }: QuestionWords): string {
  return t.audit.quote(say(label));
}
