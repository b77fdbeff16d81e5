import type { Stage } from "../../domain/campaign/campaign.ts";
import type { AwaitCause } from "../../domain/campaign/start-word.ts";
import { sayAwaited } from "../../domain/guard/await-texts.ts";
import type { Label } from "../../domain/label.ts";
import { LIMIT_NAMES } from "../../domain/limits.ts";
import { nameStart, type LabelOf } from "../../domain/name-part.ts";
import { sayDirection, sayLimit, sayLimitValue } from "../../domain/policy/policy-texts.ts";
import { sayTwoReason } from "../../domain/review/two-reason-texts.ts";
import type { TwoReason } from "../../domain/review/why-two.ts";
import { formatDay } from "../campaign/describe-schedule.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { sayZone } from "../parts/say-zone.ts";
import type { RecordTexts } from "../texts/record-en.ts";
import { WEBHOOKS_TEXTS } from "../texts/webhooks-texts.ts";
import { sayStage, type Glossary } from "./say-definition.ts";

/** All that is needed to say in words what an entry of the audit changed. */
export interface RecordWords extends Glossary {
  readonly texts: RecordTexts;
  readonly labelOf: LabelOf;
  readonly say: (label: Label) => string;
  /** A moment by the reader's clock, with how far it is from UTC. */
  readonly sayMoment: (at: number) => string;
}

/** Undefined: there are no words for it. */
type Said = string | readonly string[] | undefined;

interface RecordField {
  readonly name: string;
  readonly say: (value: unknown) => Said;
}

/**
 * The place in a definition, a lifecycle or a setting of such a path as `stages[1].percent`, as people read it; undefined:
 * it is nothing for people, such as a hash. `place` has each item's number as `[]`.
 */
export function fieldAt(path: string, words: RecordWords): RecordField | undefined {
  const place = path.replaceAll(/\[\d+\]/g, "[]");
  const [, number = ""] = /\[(\d+)\]/.exec(path) ?? [];
  return (
    attributeField(path, words) ?? fieldsOf(words, String(Number(number) + 1))[place.replace(/\[\]$/, "")] ?? undefined
  );
}

function fieldsOf(words: RecordWords, index: string): Readonly<Record<string, RecordField>> {
  return { ...contentFields(words, index), ...policyFields(words), ...lifecycleFields(words), ...otherFields(words) };
}

/** Rules and facts name attributes by their keys. */
function attributeField(path: string, words: RecordWords): RecordField | undefined {
  const isRule = path === "condition" || path.startsWith("condition.");
  const isFact = /^(?:examples\[\d+\]\.)?attributes\./.test(path);
  if (!isRule && !isFact) return undefined;
  const { t, attributes, language } = words;
  const parts = path.split(/[.[\]]+/);
  const attribute = attributes.find(({ key }) => parts.includes(key));
  const what = isRule ? t.audience.rule : path.startsWith("examples") ? t.audience.examples : undefined;
  const name = [what, attribute?.label[language]].filter(Boolean).join(": ");
  const sayValue = (value: unknown): Said => {
    if (typeof value === "boolean") return value ? t.audience.yes : t.audience.no;
    if (typeof value === "number") return t.number(value);
    if (typeof value !== "string") return undefined;
    return attribute?.values?.find((option) => option.value === value)?.label[language] ?? value;
  };
  return {
    name,
    say: (value) => (Array.isArray(value) ? value.flatMap((one) => sayValue(one) ?? []) : sayValue(value)),
  };
}

function contentFields(words: RecordWords, index: string): Readonly<Record<string, RecordField>> {
  const { t, texts } = words;
  const { campaign: c, audience: u } = t;
  const { text, number, yesNo, part } = sayers(words);
  const ofStage = (say: (value: number) => string) => (value: unknown) =>
    typeof value === "number" ? say(value) : undefined;
  return {
    "label.ru": { name: t.common.nameRu, say: text },
    "label.en": { name: t.common.nameEn, say: text },
    decoration: { name: c.decoration, say: part("decoration") },
    delivery: { name: c.delivery, say: (value) => (value === "opt-in" ? c.optIn : c.defaultOn) },
    requests: { name: c.requests, say: yesNo },
    "audience.include": { name: c.include, say: part("segment") },
    "audience.exclude": { name: c.exclude, say: part("segment") },
    "schedule.kind": { name: texts.scheduleKind, say: sayOf({ yearly: c.yearly, once: c.once, feast: c.feast }) },
    "schedule.firstDay": { name: c.firstDay, say: day(words) },
    "schedule.lastDay": { name: c.lastDay, say: day(words) },
    "schedule.feast": { name: c.feastName, say: part("feast") },
    "schedule.firstOffsetDays": { name: c.firstOffset, say: number },
    "schedule.lastOffsetDays": { name: c.lastOffset, say: number },
    "schedule.startTime": { name: c.startTime, say: text },
    "schedule.endTime": { name: c.endTime, say: text },
    "schedule.zone": {
      name: c.zone,
      say: (value) => (value === "own" ? c.ownZone : typeof value === "string" ? sayZone(value, t) : undefined),
    },
    "waves[].segments": { name: texts.wave(index, c.waveSegments), say: part("segment") },
    "waves[].segments[]": { name: texts.wave(index, c.waveSegments), say: part("segment") },
    "waves[].startsAfterDays": { name: texts.wave(index, c.waveDays), say: number },
    // Parsed boundary: what the audit has of a stage was checked as one.
    stages: { name: c.stages, say: (value) => (isRecord(value) ? sayStage(value as unknown as Stage, t) : undefined) },
    "stages[].percent": { name: texts.stageSize(index), say: ofStage(c.percentOf) },
    "stages[].people": { name: texts.stageSize(index), say: ofStage(t.common.people) },
    "stages[].minimumHours": { name: texts.stageHours(index), say: number },
    unstagedBecause: { name: c.unstagedBecause, say: text },
    priority: { name: c.priority, say: number },
    holdoutPercent: { name: c.holdout, say: number },
    "examples[].description": { name: u.examples, say: text },
    "examples[].matches": { name: u.examples, say: (value) => (value === true ? u.matches : u.matchesNot) },
  };
}

function policyFields(words: RecordWords): Readonly<Record<string, RecordField>> {
  const { t, texts, say } = words;
  const { text, yesNo, part } = sayers(words);
  const limits = LIMIT_NAMES.map((limit): readonly [string, RecordField] => [
    limit,
    {
      name: say(sayLimit(limit)),
      say: (value) => (typeof value === "number" ? say(sayLimitValue(limit, value)) : undefined),
    },
  ]);
  return {
    ...Object.fromEntries(limits),
    sensitive: { name: texts.sensitive, say: yesNo },
    category: { name: texts.category, say: (value) => (value === null ? texts.noCategory : part("category")(value)) },
    theme: { name: texts.theme, say: part("theme") },
    // Nobody reads a path; that it is another drawing is what there is to say.
    path: { name: texts.drawing, say: () => texts.isDifferent },
    glyph: { name: texts.drawing, say: text },
    emoji: { name: texts.drawing, say: text },
    "names.ru": { name: texts.names, say: text },
    "names.en": { name: texts.names, say: text },
    "purpose.ru": { name: texts.purpose("ru"), say: text },
    "purpose.en": { name: texts.purpose("en"), say: text },
    "values[].label.ru": { name: `${texts.option} (ru)`, say: text },
    "values[].label.en": { name: `${texts.option} (en)`, say: text },
    direction: {
      name: texts.direction,
      say: (value) => (value === "tightens" || value === "loosens" ? say(sayDirection(value)) : undefined),
    },
    proposal: { name: texts.proposal, say: (value) => (typeof value === "number" ? t.number(value) : undefined) },
  };
}

function lifecycleFields(words: RecordWords): Readonly<Record<string, RecordField>> {
  const { t, texts, say, sayMoment, labelOf } = words;
  const { text, number, yesNo, actor } = sayers(words);
  const moment = (value: unknown) => (typeof value === "number" ? sayMoment(value) : undefined);
  const people = {
    submittedBy: { name: texts.submittedBy, say: actor },
    approvedBy: { name: texts.approvedBy, say: actor },
  };
  const state = { say: sayOf(t.states) };
  return {
    state: { name: t.campaigns.state, ...state },
    "review.state": { name: texts.review, ...state },
    "review.submittedBy": people.submittedBy,
    "review.approvedBy": people.approvedBy,
    "review.scheduledBy": { name: texts.scheduledBy, say: actor },
    "review.startsAt": { name: texts.startsAt, say: moment },
    "review.needsTwo": { name: texts.needsTwo, say: yesNo },
    "review.whyTwo": {
      name: texts.whyTwo,
      // Parsed boundary: a code of another release yields no words.
      say: (value) => listOf(value).flatMap((one) => sayKnown(() => say(sayTwoReason(one as TwoReason, labelOf)))),
    },
    "review.submittedAt": { name: texts.submittedAt, say: moment },
    "review.note": { name: texts.note, say: text },
    editors: { name: texts.writers, say: actor },
    "live.state": { name: t.campaigns.state, ...state },
    "live.version": { name: texts.start, say: number },
    "live.reason": { name: texts.reason, say: text },
    "live.approval.submittedBy": people.submittedBy,
    "live.approval.approvedBy": people.approvedBy,
    "approval.submittedBy": people.submittedBy,
    "approval.approvedBy": people.approvedBy,
    "live.word.kind": { name: texts.word, say: sayOf(texts.words) },
    "live.word.wantedBy": { name: texts.startedBy, say: actor },
    "live.word.awaitedSince": { name: texts.awaitedSince, say: moment },
    "live.word.awaitedFor": {
      name: texts.awaitedFor,
      // Parsed boundary, as above.
      say: (value) => listOf(value).flatMap((one) => sayKnown(() => say(sayAwaited(one as AwaitCause)))),
    },
    "live.haltedAt": { name: texts.haltedAt, say: moment },
    "live.haltedByPolicyAt": { name: texts.haltedAt, say: moment },
    "live.haltedBy": { name: texts.haltedBy, say: sayOf(texts.halters) },
    "live.policyHalt.proposal": { name: texts.proposal, say: number },
    "live.policyHalt.liftProposedBy": { name: texts.liftProposedBy, say: actor },
    "watch.closesAt": { name: texts.remembered, say: moment },
  };
}

function otherFields(words: RecordWords): Readonly<Record<string, RecordField>> {
  const { t, language, texts, say, labelOf, sayMoment } = words;
  const { text, number, yesNo, actor } = sayers(words);
  return {
    name: { name: texts.key, say: text },
    roles: {
      name: texts.roles,
      say: (value) => listOf(value).flatMap((role) => sayOf(t.roles)(role) ?? []),
    },
    expiresAt: {
      name: t.keys.expires,
      say: (value) => (typeof value === "number" ? sayMoment(value) : value === null ? t.keys.noEnd : undefined),
    },
    confirmed: { name: texts.confirmed, say: yesNo },
    revoked: { name: texts.revoked, say: yesNo },
    url: { name: texts.address, say: text },
    kinds: {
      name: texts.notices,
      say: (value) => listOf(value).flatMap((kind) => sayOf(WEBHOOKS_TEXTS[language].kinds)(kind) ?? []),
    },
    stopped: { name: texts.everythingStopped, say: yesNo },
    stoppedBy: { name: texts.stoppedBy, say: actor },
    proposedBy: { name: texts.proposedBy, say: actor },
    paused: { name: texts.giftsPaused, say: yesNo },
    stage: { name: texts.stage, say: (value) => (typeof value === "number" ? t.number(value + 1) : undefined) },
    ruleset: { name: texts.version, say: number },
    haltedBy: {
      name: texts.halt,
      say: (value) => (typeof value === "string" ? say(nameStart(value, labelOf)) : undefined),
    },
  };
}

function sayers(words: RecordWords) {
  const { t, labelOf, say } = words;
  const text = (value: unknown): Said => (typeof value === "string" && value !== "" ? value : undefined);
  const nameOf = (kind: string, key: unknown) => {
    if (typeof key !== "string") return [];
    const label = labelOf(`${kind}/${key}`);
    return [label === undefined ? key : say(label)];
  };
  return {
    text,
    number: (value: unknown): Said => (typeof value === "number" ? t.number(value) : undefined),
    yesNo: (value: unknown): Said =>
      typeof value === "boolean" ? (value ? t.audience.yes : t.audience.no) : undefined,
    actor: (value: unknown): Said =>
      listOf(value).flatMap((one) => (typeof one === "string" ? [nameOfActor(one, t)] : [])),
    part:
      (kind: string) =>
      (value: unknown): Said =>
        listOf(value).flatMap((key) => nameOf(kind, key)),
  };
}

function sayOf(known: Readonly<Record<string, string>>) {
  return (value: unknown): string | undefined =>
    typeof value === "string" && Object.hasOwn(known, value) ? known[value] : undefined;
}

function day({ t }: RecordWords) {
  return (value: unknown): Said => (typeof value === "string" ? formatDay(value, t.locale) : undefined);
}

/** The words, unless the service of then meant something that this console doesn't know. */
function sayKnown(saying: () => string): readonly string[] {
  try {
    return [saying()];
  } catch {
    return [];
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
