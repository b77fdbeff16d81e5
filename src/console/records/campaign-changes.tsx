import { Stack, Text } from "@mantine/core";
import { useBodies } from "../api/bodies.ts";
import { JsonChanges } from "../parts/json-changes.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface CampaignChangesProps {
  readonly changes: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** What is different between two versions, campaign by campaign under its name, and then to the letter. */
export function CampaignChanges({ changes }: CampaignChangesProps) {
  const { t, say } = useTexts();
  const campaigns = useBodies("campaigns");
  const nameOf = (key: string) => {
    const label = campaigns.find((campaign) => campaign.key === key)?.label;
    return label === undefined ? key : say(label);
  };
  const stateOf = (value: unknown) => (typeof value === "string" ? (t.states[value] ?? value) : value);
  const inWords = ({ path, before, after }: CampaignChangesProps["changes"][number]) => {
    if (path === "watch.closesAt") return { path: t.rulesets.watchedUntil, before, after };
    if (path !== "state") return { path, before, after };
    return { path: t.campaigns.state, before: stateOf(before), after: stateOf(after) };
  };
  const groups = Map.groupBy(changes, ({ path }) => /^campaigns\.([a-z0-9-]+)(?:\.|$)/.exec(path)?.[1] ?? "");
  return (
    <Stack gap="sm">
      {[...groups].map(([key, own]) => (
        <div key={key}>
          {key === "" ? null : (
            <Text size="sm" fw={600}>
              {nameOf(key)}
            </Text>
          )}
          <JsonChanges
            changes={withoutEchoes(own, key).map((change) =>
              inWords({ ...change, path: withoutCampaign(change.path, key) }),
            )}
          />
        </div>
      ))}
    </Stack>
  );
}

function withoutCampaign(path: string, key: string): string {
  return key === "" ? path : path.slice(`campaigns.${key}.`.length);
}

/** Without what only follows from a state that is in a line of its own. */
function withoutEchoes(changes: CampaignChangesProps["changes"], key: string): CampaignChangesProps["changes"] {
  const hasState = changes.some(({ path }) => path === `campaigns.${key}.state`);
  return hasState ? changes.filter(({ path }) => path !== `campaigns.${key}.isClosed`) : changes;
}
