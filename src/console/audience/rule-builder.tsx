import { MultiSelect, NumberInput, SegmentedControl, Select, TagsInput, TextInput } from "@mantine/core";
import { QueryBuilderMantine } from "@react-querybuilder/mantine";
import { useState } from "react";
import {
  QueryBuilder,
  type FullField,
  type RuleGroupType,
  type RuleType,
  type Translations,
  type ValueEditorProps,
} from "react-querybuilder";
import "react-querybuilder/dist/query-builder.css";
import type { AttributeDefinition, AttributeType } from "../../domain/attribute.ts";
import type { Json, Segment } from "../../domain/segment.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { SEGMENT_FIELD, type Rule, type RuleGroup } from "./rule-tree.ts";

/** The comparisons that make sense for each type of attribute, the usual one first. */
const OPERATORS_BY_TYPE: Readonly<Record<AttributeType | "segment", readonly string[]>> = {
  enum: ["$eq", "$ne", "$in", "$nin", "$exists"],
  string: ["$eq", "$ne", "$in", "$nin", "$regex", "$exists"],
  number: ["$eq", "$gte", "$lte", "$gt", "$lt", "$ne", "$exists"],
  boolean: ["$eq", "$exists"],
  version: ["$vgte", "$vlt", "$vgt", "$vlte", "$veq", "$vne", "$exists"],
  strings: ["$in", "$all", "$nin", "$exists"],
  segment: ["$inSegment", "$notInSegment"],
};

const LISTS = new Set(["$in", "$nin", "$all"]);

interface FieldFacts extends FullField {
  readonly type: AttributeType | "segment";
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

interface RuleBuilderProps {
  readonly rules: RuleGroup;
  readonly attributes: readonly AttributeDefinition[];
  /** The audiences that may be reused here. */
  readonly segments: readonly Segment[];
  readonly onChange: (rules: RuleGroup) => void;
}

/** Rules as groups of comparisons, put together by hand. */
export function RuleBuilder({ rules, attributes, segments, onChange }: RuleBuilderProps) {
  const { t, say } = useTexts();
  const [query, setQuery] = useState<RuleGroupType>(() => toQuery(rules));
  const fields = [
    ...attributes.map(({ key, label, type, values = [] }) => ({
      ...nameField(key, say(label)),
      type,
      choices: values.map((option) => ({
        value: option.value,
        label:
          option.zone === undefined ? say(option.label) : `${say(option.label)} (${option.zone.replace(/^.*\//, "")})`,
      })),
    })),
    {
      ...nameField(SEGMENT_FIELD, t.audience.segment),
      type: "segment" as const,
      choices: segments.map(({ key, label }) => ({ value: key, label: say(label) })),
    },
  ] satisfies FieldFacts[];
  const factsOf = (name: string) => fields.find((field) => field.name === name);
  return (
    <QueryBuilderMantine>
      <QueryBuilder
        fields={fields}
        query={query}
        onQueryChange={(next: RuleGroupType) => {
          setQuery(next);
          onChange(fromQuery(next));
        }}
        combinators={[
          { name: "and", label: t.audience.and },
          { name: "or", label: t.audience.or },
        ]}
        getOperators={(name) =>
          OPERATORS_BY_TYPE[factsOf(name)?.type ?? "string"].map((operator) => ({
            name: operator,
            label: t.audience.operators[operator] ?? operator,
          }))
        }
        getDefaultValue={({ field, operator }) => defaultValue(factsOf(field), operator)}
        resetOnOperatorChange
        showNotToggle
        listsAsArrays
        controlElements={{ valueEditor: ValueEditor }}
        controlClassnames={{ queryBuilder: "rule-builder" }}
        translations={translate(t)}
        addRuleToNewGroups
      />
    </QueryBuilderMantine>
  );
}

function nameField(key: string, label: string) {
  return { name: key, value: key, label };
}

function ValueEditor({ value, operator, fieldData, handleOnChange, fieldData: { label } }: ValueEditorProps) {
  const { t } = useTexts();
  const field = readField(fieldData);
  const name = `${label}: ${t.audience.value.toLowerCase()}`;
  if (operator === "$exists" || field.type === "boolean") {
    return (
      <SegmentedControl
        size="sm"
        aria-label={name}
        value={value === false ? "no" : "yes"}
        onChange={(chosen) => handleOnChange(chosen === "yes")}
        data={[
          { value: "yes", label: t.audience.yes },
          { value: "no", label: t.audience.no },
        ]}
      />
    );
  }
  const data = [...field.choices];
  if (LISTS.has(operator)) {
    const listed = Array.isArray(value) ? value.map(String) : [];
    return data.length > 0 ? (
      <MultiSelect
        aria-label={name}
        data={data}
        value={listed}
        onChange={handleOnChange}
        searchable
        clearable
        className="rule-value wide"
      />
    ) : (
      <TagsInput aria-label={name} value={listed} onChange={handleOnChange} className="rule-value wide" />
    );
  }
  if (data.length > 0) {
    const many = Array.isArray(value);
    return many ? (
      <MultiSelect
        aria-label={name}
        data={data}
        value={value.map(String)}
        onChange={handleOnChange}
        searchable
        className="rule-value wide"
      />
    ) : (
      <Select
        aria-label={name}
        data={data}
        value={String(value ?? "")}
        onChange={(chosen) => handleOnChange(chosen ?? "")}
        searchable
        allowDeselect={false}
        className="rule-value"
      />
    );
  }
  if (field.type === "number") {
    return (
      <NumberInput
        aria-label={name}
        value={typeof value === "number" ? value : ""}
        onChange={(amount) => handleOnChange(amount === "" ? "" : Number(amount))}
        className="rule-value"
      />
    );
  }
  return (
    <TextInput
      aria-label={name}
      value={String(value ?? "")}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
      className="rule-value"
    />
  );
}

function readField(field: FullField): FieldFacts {
  // Parsed boundary: every field of this builder was made above.
  return field as FieldFacts;
}

function defaultValue(field: FieldFacts | undefined, operator: string): Json {
  if (operator === "$exists" || field?.type === "boolean") return true;
  if (LISTS.has(operator)) return [];
  if (field?.type === "number") return 2000;
  if (field?.type === "version") return "5.0.0";
  return field?.choices[0]?.value ?? "";
}

function toQuery({ combinator, not = false, rules }: RuleGroup): RuleGroupType {
  return {
    combinator,
    not,
    rules: rules.map((rule) =>
      "rules" in rule ? toQuery(rule) : { field: rule.field, operator: rule.operator, value: rule.value },
    ),
  };
}

function fromQuery({ combinator, not = false, rules }: RuleGroupType): RuleGroup {
  return {
    combinator: combinator === "or" ? "or" : "and",
    ...(not ? { not } : {}),
    rules: rules.map((rule): Rule | RuleGroup => ("rules" in rule ? fromQuery(rule) : fromRule(rule))),
  };
}

function fromRule({ field, operator, value }: RuleType): Rule {
  // Parsed boundary: values come from the editor above, which makes nothing but JSON.
  return { field, operator, value: value as Json };
}

function translate(t: Texts): Partial<Translations> {
  const { audience: a, common: c } = t;
  return {
    fields: { title: a.attribute, placeholderName: "~", placeholderLabel: "—", placeholderGroupLabel: "—" },
    operators: { title: a.operator, placeholderName: "~", placeholderLabel: "—", placeholderGroupLabel: "—" },
    value: { title: a.value },
    combinators: { title: a.combinator },
    addRule: { label: a.addRule, title: a.addRule },
    addGroup: { label: a.addGroup, title: a.addGroup },
    removeRule: { label: "✕", title: c.remove },
    removeGroup: { label: "✕", title: c.remove },
    notToggle: { label: a.negate, title: a.negate },
  };
}
