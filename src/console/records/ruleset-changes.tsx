import { NumberInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rulesetChangesQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { JsonChanges } from "../parts/json-changes.tsx";
import { useTexts } from "../texts/use-texts.tsx";

/** What is different in a version from an earlier one, the one before at first. */
export function RulesetChanges({ version }: { readonly version: number }) {
  const { t } = useTexts();
  const [since, setSince] = useState(version - 1);
  const query = useQuery(rulesetChangesQuery(version, since));
  return (
    <Stack gap="sm" mt="sm">
      <NumberInput
        label={t.rulesets.comparedWith}
        value={since}
        onChange={(value) => {
          if (typeof value === "number" && value >= 1) setSince(value);
        }}
        min={1}
        max={version - 1}
        clampBehavior="strict"
        allowDecimal={false}
        w={180}
        size="xs"
      />
      <Answer query={query} lines={2}>
        {(changes) =>
          changes.length === 0 ? <Text size="sm">{t.rulesets.noChanges}</Text> : <JsonChanges changes={changes} />
        }
      </Answer>
    </Stack>
  );
}
