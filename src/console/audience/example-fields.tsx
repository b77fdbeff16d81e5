import { Button, Card, Group, JsonInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { segmentSchema } from "../../contract/definition-schemas.ts";
import type { SegmentExample } from "../../domain/segment.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ExampleFieldsProps {
  readonly examples: readonly SegmentExample[];
  readonly onChange: (examples: readonly SegmentExample[]) => void;
}

/** People that the rule must, or must not, match. */
export function ExampleFields({ examples, onChange }: ExampleFieldsProps) {
  const { t } = useTexts();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t.audience.examplesHint}
      </Text>
      {examples.map((example, index) => (
        // Examples have no name but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Card key={index} withBorder padding="sm">
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t.audience.example}
              value={example.description}
              onChange={(event) =>
                onChange(examples.with(index, { ...example, description: event.currentTarget.value }))
              }
              flex={1}
              miw={220}
            />
            <Select
              aria-label={t.audience.examples}
              data={[
                { value: "yes", label: t.audience.matches },
                { value: "no", label: t.audience.matchesNot },
              ]}
              value={example.matches ? "yes" : "no"}
              onChange={(chosen) => onChange(examples.with(index, { ...example, matches: chosen === "yes" }))}
              allowDeselect={false}
              w={170}
            />
            <Button variant="subtle" onClick={() => onChange(examples.toSpliced(index, 1))}>
              {t.common.remove}
            </Button>
          </Group>
          <FactsInput example={example} onChange={(changed) => onChange(examples.with(index, changed))} />
        </Card>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={() => onChange([...examples, { description: t.audience.example, attributes: {}, matches: true }])}
        >
          {t.audience.addExample}
        </Button>
      </Group>
    </Stack>
  );
}

interface FactsInputProps {
  readonly example: SegmentExample;
  readonly onChange: (example: SegmentExample) => void;
}

function FactsInput({ example, onChange }: FactsInputProps) {
  const { t } = useTexts();
  const [text, setText] = useState(() => JSON.stringify(example.attributes));
  return (
    <JsonInput
      label={t.audience.facts}
      value={text}
      onChange={(written) => {
        setText(written);
        const facts = readFacts(written, example);
        if (facts !== undefined) onChange(facts);
      }}
      autosize
      minRows={1}
      mt="xs"
      error={readFacts(text, example) === undefined}
    />
  );
}

function readFacts(text: string, example: SegmentExample): SegmentExample | undefined {
  try {
    const attributes: unknown = JSON.parse(text);
    const parsed = segmentSchema.safeParse({
      key: "x",
      label: { ru: "x", en: "x" },
      condition: {},
      examples: [{ ...example, description: "x", attributes }],
    });
    const [sound] = parsed.success ? parsed.data.examples : [];
    return sound && { ...sound, description: example.description };
  } catch {
    return undefined;
  }
}
