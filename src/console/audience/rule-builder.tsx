import { QueryBuilderMantine } from "@react-querybuilder/mantine";
import { Text } from "@mantine/core";
import { useState } from "react";
import {
  QueryBuilder,
  type FullField,
  type RuleGroupType,
  type RuleType,
  type Translations,
  type ValueEditorProps,
} from "react-querybuilder";
import type { AttributeDefinition, AttributeType } from "../../domain/condition/attribute.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import type { Json } from "../../domain/json.ts";
import type { Texts } from "../texts/en.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { AddButton, CombinatorPicker, NamedSelector, NotToggle, RemoveButton } from "./rule-controls.tsx";
import { SEGMENT_FIELD, type Rule, type RuleGroup } from "./rule-tree.ts";
import { choicesOf, ValuePicker, type Choice } from "./value-picker.tsx";

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
  readonly choices: readonly Choice[];
  /** What the attribute is needed for. */
  readonly purpose?: string | undefined;
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
    ...attributes
      .filter(({ household }) => household !== true)
      .map((attribute) => ({
        ...nameField(attribute.key, say(attribute.label)),
        type: attribute.type,
        choices: choicesOf(attribute, { say, t }),
        purpose: attribute.purpose && say(attribute.purpose),
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
        controlElements={{
          fieldSelector: NamedSelector,
          operatorSelector: NamedSelector,
          valueEditor: ValueEditor,
          addRuleAction: AddButton,
          addGroupAction: AddButton,
          removeRuleAction: RemoveButton,
          removeGroupAction: RemoveButton,
          notToggle: NotToggle,
          combinatorSelector: CombinatorPicker,
        }}
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

function ValueEditor({ value, operator, fieldData, handleOnChange }: ValueEditorProps) {
  const { t } = useTexts();
  const field = readField(fieldData);
  return (
    <div className="rule-value">
      <ValuePicker
        name={`${fieldData.label}: ${t.audience.value.toLowerCase()}`}
        type={operator === "$exists" ? "boolean" : field.type}
        choices={field.choices}
        isList={LISTS.has(operator)}
        value={value}
        onChange={handleOnChange}
      />
      {field.purpose === undefined ? null : (
        <Text size="xs" c="dimmed">
          {field.purpose}
        </Text>
      )}
    </div>
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
    addRule: { label: a.addRule, title: a.addRuleHint },
    addGroup: { label: a.addGroup, title: a.addGroupHint },
    removeRule: { label: c.remove, title: a.removeRule },
    removeGroup: { label: c.remove, title: a.removeGroup },
    notToggle: { label: a.negate, title: a.negateHint },
  };
}
