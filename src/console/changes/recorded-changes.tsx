import { Stack, Text } from "@mantine/core";
import { JsonChanges } from "../parts/json-changes.tsx";
import { RECORD_TEXTS } from "../texts/record-texts.ts";
import { formatMomentHere, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { FieldChanges } from "./field-changes.tsx";
import { sayChanges, type RecordedChange } from "./say-changes.ts";
import { useGlossary } from "./use-glossary.ts";
import { useParts } from "./use-parts.ts";

interface RecordedChangesProps {
  /** What was changed, such as `campaign/spring`. */
  readonly target: string;
  readonly changes: readonly RecordedChange[];
}

/** What was changed, in words; to the letter only for whoever asks. */
export function RecordedChanges({ target, changes }: RecordedChangesProps) {
  const { t, say } = useTexts();
  const texts = usePageTexts(RECORD_TEXTS);
  const glossary = useGlossary();
  const { labelOf } = useParts();
  const sayMoment = (at: number) => formatMomentHere(at, t.locale);
  const said = sayChanges(target, changes, { ...glossary, texts, labelOf, say, sayMoment });
  return (
    <Stack gap="xs">
      {said.length === 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          {texts.onlyTechnical}
        </Text>
      ) : (
        <FieldChanges changes={said} isNew={said.every(({ before }) => before.length === 0)} />
      )}
      <details className="trace">
        <summary>{texts.asJson}</summary>
        <JsonChanges changes={changes} />
      </details>
    </Stack>
  );
}
