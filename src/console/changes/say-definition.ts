import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { Campaign, Stage } from "../../domain/campaign/campaign.ts";
import type { Decoration } from "../../domain/campaign/decoration.ts";
import type { Label, Language } from "../../domain/label.ts";
import type { Schedule } from "../../domain/campaign/schedule.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import { readBody, type EditablePlural } from "../api/bodies.ts";
import { readAloud, sayFacts, type Reading } from "../audience/read-aloud.ts";
import { toReadableRules } from "../audience/rule-tree.ts";
import { describeSchedule } from "../campaign/describe-schedule.ts";
import { sayZone } from "../parts/say-zone.ts";
import type { Texts } from "../texts/en.ts";
import type { Field } from "./field.ts";

/** The names that definitions refer to, and the language to say them in. */
export interface Glossary {
  readonly t: Texts;
  readonly language: Language;
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
  readonly decorations: readonly Decoration[];
}

/** A definition field by field, as a person reads it; undefined if this console does not know it as one. */
export function sayDefinition(plural: EditablePlural, body: unknown, glossary: Glossary): readonly Field[] | undefined {
  if (plural === "segments") {
    const segment = readBody(plural, body);
    return segment && saySegment(segment, glossary);
  }
  const campaign = readBody(plural, body);
  return campaign && sayCampaign(campaign, glossary);
}

/** A campaign field by field, as a person reads it. */
export function sayCampaign(campaign: Campaign, glossary: Glossary): readonly Field[] {
  const { t, language, segments, decorations } = glossary;
  const { c, u } = { c: t.campaign, u: t.audience };
  const nameSegments = (keys: readonly string[]) => keys.map((key) => nameOf(segments, key, language));
  return [
    ...sayLabel(campaign.label, t),
    { name: c.decoration, said: [nameOf(decorations, campaign.decoration, language)] },
    { name: c.delivery, said: [campaign.delivery === "opt-in" ? c.optIn : c.defaultOn] },
    { name: c.requests, said: [campaign.requests ? u.yes : u.no] },
    { name: c.include, said: nameSegments(campaign.audience.include) },
    { name: c.exclude, said: nameSegments(campaign.audience.exclude) },
    { name: c.schedule, said: saySchedule(campaign.schedule, t) },
    {
      name: c.waves,
      said: campaign.waves.map((wave) => c.waveSays(nameSegments(wave.segments).join(", "), wave.startsAfterDays)),
    },
    { name: c.stages, said: campaign.stages.map((stage) => sayStage(stage, t)) },
    { name: c.unstagedBecause, said: campaign.unstagedBecause === undefined ? [] : [campaign.unstagedBecause] },
    { name: c.priority, said: [t.number(campaign.priority)] },
    { name: c.holdout, said: [t.number(campaign.holdoutPercent)] },
  ];
}

function saySegment(segment: Segment, glossary: Glossary): readonly Field[] {
  const { t } = glossary;
  const rules = toReadableRules(segment.condition);
  return [
    ...sayLabel(segment.label, t),
    {
      name: t.audience.rule,
      said: rules === undefined ? [JSON.stringify(segment.condition)] : flatten(readAloud(rules, glossary)),
    },
    {
      name: t.audience.examples,
      said: segment.examples.map(({ description, attributes, matches }) => {
        const promise = matches ? t.audience.matches : t.audience.matchesNot;
        return `${description}: ${promise} (${sayFacts(attributes, glossary) || t.audience.nothingKnown})`;
      }),
    },
  ];
}

function sayLabel({ ru, en }: Label, t: Texts): readonly Field[] {
  return [
    { name: t.common.nameRu, said: [ru] },
    { name: t.common.nameEn, said: [en] },
  ];
}

function saySchedule(schedule: Schedule, t: Texts): readonly string[] {
  const { zone, startTime, endTime } = schedule;
  return [
    describeSchedule(schedule, t),
    ...(startTime === undefined ? [] : [`${t.campaign.startTime} ${startTime}`]),
    ...(endTime === undefined ? [] : [`${t.campaign.endTime} ${endTime}`]),
    zone === "own" ? t.campaign.ownZone : sayZone(zone, t),
  ];
}

/** A stage in a few words, such as "5,000 people, at least 24 hours". */
export function sayStage(stage: Stage, t: Texts): string {
  const amount = "percent" in stage ? t.campaign.percentOf(stage.percent) : t.common.people(stage.people);
  return t.campaign.stageSays(amount, stage.minimumHours);
}

function nameOf(known: readonly { readonly key: string; readonly label: Label }[], key: string, language: Language) {
  return known.find((one) => one.key === key)?.label[language] ?? key;
}

function flatten({ text, children }: Reading): readonly string[] {
  return [text, ...children.flatMap(flatten)];
}
