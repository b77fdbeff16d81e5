import { List, NumberInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rulesetChangesQuery } from "../api/queries.ts";
import { Answer } from "../parts/answer.tsx";
import { CampaignChanges } from "./campaign-changes.tsx";
import { useTexts } from "../texts/use-texts.tsx";

/** What is different in a version from an earlier one, the one before at first. */
export function RulesetChanges({ version }: { readonly version: number }) {
  const { t, say } = useTexts();
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
        {({ changes, policy }) =>
          changes.length === 0 && policy.length === 0 ? (
            <Text size="sm">{t.rulesets.noChanges}</Text>
          ) : (
            <>
              {policy.length === 0 ? null : (
                <List size="sm" aria-label={t.rulesets.policyChanges}>
                  {policy.map((line) => (
                    <List.Item key={line.en}>{say(line)}</List.Item>
                  ))}
                </List>
              )}
              {changes.length === 0 ? null : <CampaignChanges changes={changes} />}
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
