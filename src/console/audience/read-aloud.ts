import type { AttributeDefinition, Facts } from "../../domain/condition/attribute.ts";
import type { Language } from "../../domain/label.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import type { Json } from "../../domain/json.ts";
import type { Texts } from "../texts/en.ts";
import { isGroup, SEGMENT_FIELD, type Rule, type RuleGroup } from "./rule-tree.ts";

/** A rule in words: a sentence, or a heading with sentences below it. */
export interface Reading {
  readonly text: string;
  readonly children: readonly Reading[];
}

export interface Vocabulary {
  readonly t: Texts;
  readonly language: Language;
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
}

const MOST_NAMED = 6;

/** Reads the rules as a person would say them. */
export function readAloud(node: Rule | RuleGroup, vocabulary: Vocabulary): Reading {
  const { t } = vocabulary;
  if (!isGroup(node)) return { text: sayRule(node, vocabulary), children: [] };
  const [only] = node.rules;
  if (only === undefined) return { text: t.audience.everybody, children: [] };
  if (node.rules.length === 1 && node.not !== true) return readAloud(only, vocabulary);
  const joined = node.combinator === "and" ? t.audience.allOf : t.audience.anyOf;
  return {
    text: `${node.not === true ? t.audience.noneOf(joined) : joined}:`,
    children: node.rules.map((rule) => readAloud(rule, vocabulary)),
  };
}

/** What is known of a person, such as "Gender: Female; Region: Moscow". */
export function sayFacts(facts: Facts, { t, language, attributes }: Omit<Vocabulary, "segments">): string {
  const said = Object.entries(facts).map(([key, value]) => {
    const attribute = attributes.find((one) => one.key === key);
    const words = listOf(value ?? null).map((item) => sayValue(item, attribute, t, language));
    return `${attribute?.label[language] ?? key}: ${words.join(", ")}`;
  });
  return said.join("; ");
}

function sayRule({ field, operator, value }: Rule, { t, language, attributes, segments }: Vocabulary): string {
  const listed = listOf(value);
  if (field === SEGMENT_FIELD) {
    const names = listed.map((key) =>
      t.audit.quote(segments.find((segment) => segment.key === key)?.label[language] ?? String(key)),
    );
    const joined = names.join(` ${t.audience.orWord} `);
    return operator === "$inSegment" ? t.audience.inSegment(joined) : t.audience.notInSegment(joined);
  }
  const attribute = attributes.find(({ key }) => key === field);
  const name = attribute?.label[language] ?? field;
  if (operator === "$exists") return `${name}: ${value === true ? t.audience.isKnown : t.audience.isUnknown}`;
  const words = listed.map((item) => sayValue(item, attribute, t, language));
  const shown =
    words.slice(0, MOST_NAMED).join(", ") + (words.length > MOST_NAMED ? ` … (${t.number(words.length)})` : "");
  const comparison = operator === "$eq" ? "" : `${t.audience.operators[operator] ?? operator} `;
  return `${name}: ${comparison}${shown}`;
}

function sayValue(value: Json, attribute: AttributeDefinition | undefined, t: Texts, language: Language): string {
  if (typeof value === "boolean") return value ? t.audience.yes : t.audience.no;
  return attribute?.values?.find((option) => option.value === value)?.label[language] ?? String(value);
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}
