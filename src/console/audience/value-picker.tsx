import { MultiSelect, NumberInput, SegmentedControl, Select, TagsInput, TextInput } from "@mantine/core";
import type { AttributeDefinition, AttributeType } from "../../domain/condition/attribute.ts";
import type { Json } from "../../domain/json.ts";
import { sayZone } from "../parts/say-zone.ts";
import { useTexts, type Speech } from "../texts/use-texts.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Those of one group stand together in the list. */
  readonly group?: string;
}

interface ValuePickerProps {
  /** What the value is of, for screen readers. */
  readonly name: string;
  readonly type: AttributeType | "segment";
  readonly choices: readonly Choice[];
  /** Several values instead of one. */
  readonly isList: boolean;
  readonly value: unknown;
  readonly onChange: (value: Json) => void;
}

/** The control that fits a value: yes or no, a number, a pick from the dictionary, or text. */
export function ValuePicker({ name, type, choices, isList, value, onChange }: ValuePickerProps) {
  const { t } = useTexts();
  if (type === "boolean") {
    return (
      <SegmentedControl
        size="sm"
        aria-label={name}
        value={value === false ? "no" : "yes"}
        onChange={(chosen) => onChange(chosen === "yes")}
        data={[
          { value: "yes", label: t.audience.yes },
          { value: "no", label: t.audience.no },
        ]}
      />
    );
  }
  if (isList || Array.isArray(value)) {
    const listed = Array.isArray(value) ? value.map(String) : [];
    return choices.length > 0 ? (
      <MultiSelect aria-label={name} data={grouped(choices)} value={listed} onChange={onChange} searchable clearable />
    ) : (
      <TagsInput aria-label={name} value={listed} onChange={onChange} placeholder={t.audience.listHint} />
    );
  }
  if (choices.length > 0) {
    return (
      <Select
        aria-label={name}
        data={grouped(choices)}
        value={String(value ?? "")}
        onChange={(chosen) => onChange(chosen ?? "")}
        searchable
        allowDeselect={false}
      />
    );
  }
  if (type === "number") {
    return (
      <NumberInput
        aria-label={name}
        value={typeof value === "number" ? value : ""}
        onChange={(amount) => onChange(amount === "" ? "" : Number(amount))}
      />
    );
  }
  return (
    <TextInput
      aria-label={name}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The dictionary's values for people to pick from; regions stand with those that share their clock. */
export function choicesOf(
  { values = [] }: AttributeDefinition,
  { say, t }: Pick<Speech, "say" | "t">,
): readonly Choice[] {
  return values.map(({ value, label, zone }) => ({
    value,
    label: say(label),
    ...(zone === undefined ? {} : { group: sayZone(zone, t) }),
  }));
}

type Option = Omit<Choice, "group">;
type Options = (Option | { readonly group: string; readonly items: Option[] })[];

function grouped(choices: readonly Choice[]): Options {
  const groups = Map.groupBy(choices, ({ group = "" }) => group);
  return [...groups].flatMap(([group, choicesOfGroup]): Options => {
    const items = choicesOfGroup.map(({ value, label }) => ({ value, label }));
    return group === "" ? items : [{ group, items }];
  });
}
