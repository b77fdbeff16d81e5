import { Badge, Button, Card, Group, JsonInput, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { factsSchema } from "../../contract/definition-schemas.ts";
import type { AttributeDefinition, Facts } from "../../domain/condition/attribute.ts";
import type { SegmentExample } from "../../domain/condition/segment.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { sayFacts } from "./read-aloud.ts";
import { choicesOf, ValuePicker } from "./value-picker.tsx";

interface ExampleFieldsProps {
  readonly examples: readonly SegmentExample[];
  /** Whether the rule matches each of them now; undefined: nobody knows yet. */
  readonly verdicts: readonly (boolean | undefined)[];
  readonly attributes: readonly AttributeDefinition[];
  readonly onChange: (examples: readonly SegmentExample[]) => void;
}

/** People that the rule must, or must not, match, each in a line that opens to a form. */
export function ExampleFields({ examples, verdicts, attributes, onChange }: ExampleFieldsProps) {
  const { t } = useTexts();
  const [opened, setOpened] = useState<number>();
  const add = () => {
    onChange([...examples, { description: "", attributes: {}, matches: true }]);
    setOpened(examples.length);
  };
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t.audience.examplesHint}
      </Text>
      {examples.map((example, index) => (
        <Example
          // Examples have no name but their place.
          key={index}
          example={example}
          verdict={verdicts[index]}
          attributes={attributes}
          isOpen={opened === index}
          onToggle={() => setOpened(opened === index ? undefined : index)}
          onChange={(changed) => onChange(examples.with(index, changed))}
          onRemove={() => {
            onChange(examples.toSpliced(index, 1));
            setOpened(undefined);
          }}
        />
      ))}
      <Group>
        <Button variant="subtle" size="compact-sm" aria-label={t.audience.addExampleHint} onClick={add}>
          + {t.audience.addExample}
        </Button>
      </Group>
    </Stack>
  );
}

interface ExampleProps {
  readonly example: SegmentExample;
  readonly verdict: boolean | undefined;
  readonly attributes: readonly AttributeDefinition[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (example: SegmentExample) => void;
  readonly onRemove: () => void;
}

function Example({ example, verdict, attributes, isOpen, onToggle, onChange, onRemove }: ExampleProps) {
  const { t, language } = useTexts();
  const { description, attributes: facts, matches } = example;
  return (
    <Card withBorder padding="sm" radius="md" className="example">
      <div className="example-line">
        <Verdict matches={matches} verdict={verdict} />
        <div>
          <Text size="sm" fw={600}>
            {description === "" ? t.audience.newExample : description}
          </Text>
          <Text size="sm" c="dimmed">
            {matches ? t.audience.matches : t.audience.matchesNot} ·{" "}
            {sayFacts(facts, { t, language, attributes }) || t.audience.nothingKnown}
          </Text>
        </div>
        <IconButton
          icon={isOpen ? "close" : "edit"}
          label={isOpen ? t.common.close : t.audience.editExample(description)}
          isExpanded={isOpen}
          onClick={onToggle}
        />
        <IconButton icon="remove" label={t.audience.removeExample(description)} onClick={onRemove} />
      </div>
      {isOpen ? (
        <Stack gap="sm" mt="sm">
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t.audience.example}
              value={description}
              maxLength={200}
              required
              data-autofocus
              onChange={(event) => onChange({ ...example, description: event.currentTarget.value })}
              flex={1}
              miw={200}
            />
            <SegmentedControl
              aria-label={t.audience.examples}
              size="sm"
              data={[
                { value: "yes", label: t.audience.matches },
                { value: "no", label: t.audience.matchesNot },
              ]}
              value={matches ? "yes" : "no"}
              onChange={(chosen) => onChange({ ...example, matches: chosen === "yes" })}
            />
          </Group>
          <FactsFields
            facts={facts}
            attributes={attributes}
            onChange={(known) => onChange({ ...example, attributes: known })}
          />
        </Stack>
      ) : null}
    </Card>
  );
}

/** Whether the rule keeps the promise of an example. */
function Verdict({ matches, verdict }: { readonly matches: boolean; readonly verdict: boolean | undefined }) {
  const { t } = useTexts();
  if (verdict === undefined)
    return (
      <Badge color="gray" variant="light" className="state" tt="none">
        {t.audience.notChecked}
      </Badge>
    );
  return (
    <Badge color={verdict === matches ? "green" : "red"} variant="light" className="state" tt="none">
      {verdict === matches ? t.audience.holds : t.audience.fails}
    </Badge>
  );
}

interface FactsFieldsProps {
  readonly facts: Facts;
  readonly attributes: readonly AttributeDefinition[];
  readonly onChange: (facts: Facts) => void;
}

/** What is known of a person, as rows and as JSON beside them; each follows the other. */
function FactsFields({ facts, attributes, onChange }: FactsFieldsProps) {
  const { t, say } = useTexts();
  const unused = attributes.filter(({ key }) => !Object.hasOwn(facts, key));
  const options = (own: string) =>
    attributes
      .filter(({ key }) => key === own || !Object.hasOwn(facts, key))
      .map(({ key, label }) => ({ value: key, label: say(label) }));
  return (
    <div className="facts">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t.audience.knownFacts}
        </Text>
        {Object.entries(facts).map(([key, value]) => {
          const attribute = attributes.find((one) => one.key === key);
          const label = attribute === undefined ? key : say(attribute.label);
          const { [key]: _old, ...others } = facts;
          return (
            <div key={key} className="fact">
              <Select
                aria-label={t.audience.attribute}
                description={attribute?.purpose && say(attribute.purpose)}
                data={attribute === undefined ? [...options(key), key] : options(key)}
                value={key}
                searchable
                allowDeselect={false}
                onChange={(chosen) => {
                  const next = attributes.find((one) => one.key === chosen);
                  if (next !== undefined && next.key !== key) onChange({ ...others, [next.key]: firstValue(next) });
                }}
              />
              <ValuePicker
                name={`${label}: ${t.audience.value.toLowerCase()}`}
                type={attribute?.type ?? "string"}
                choices={attribute === undefined ? [] : choicesOf(attribute, { say, t })}
                isList={attribute?.type === "strings"}
                value={value}
                onChange={(next) => {
                  const read = factsSchema.safeParse({ ...facts, [key]: next });
                  if (read.success) onChange(read.data);
                }}
              />
              <IconButton icon="remove" label={t.audience.removeFact(label)} onClick={() => onChange(others)} />
            </div>
          );
        })}
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t.audience.addFactHint}
            disabled={unused.length === 0}
            onClick={() => {
              const [next] = unused;
              if (next !== undefined) onChange({ ...facts, [next.key]: firstValue(next) });
            }}
          >
            + {t.audience.addFact}
          </Button>
        </Group>
      </Stack>
      <FactsJson facts={facts} onChange={onChange} />
    </div>
  );
}

function FactsJson({ facts, onChange }: Pick<FactsFieldsProps, "facts" | "onChange">) {
  const { t } = useTexts();
  /** While it is being written it may not be JSON yet. */
  const [written, setWritten] = useState<string>();
  return (
    <JsonInput
      label={t.audience.json}
      value={written ?? JSON.stringify(facts, null, 2)}
      onChange={(text) => {
        setWritten(text);
        const read = readFacts(text);
        if (read !== undefined) onChange(read);
      }}
      onBlur={() => {
        if (written !== undefined && readFacts(written) !== undefined) setWritten(undefined);
      }}
      error={written !== undefined && readFacts(written) === undefined ? t.audience.jsonWrong : undefined}
      autosize
      minRows={3}
      styles={{ input: { fontFamily: "ui-monospace, monospace", fontSize: "0.8rem" } }}
    />
  );
}

function firstValue({ type, values = [], minimum }: AttributeDefinition): Facts[string] {
  if (type === "boolean") return true;
  if (type === "number") return Math.max(minimum ?? 0, 2000);
  if (type === "strings") return [];
  if (type === "version") return "5.0.0";
  return values[0]?.value ?? "";
}

function readFacts(text: string): Facts | undefined {
  try {
    const parsed = factsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
