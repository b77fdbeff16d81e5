import { Stack, Text } from "@mantine/core";
import { useBodies } from "../api/bodies.ts";
import { RecordedChanges } from "../changes/recorded-changes.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface CampaignChangesProps {
  readonly changes: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
}

/** What is different between two versions, campaign by campaign under its name. */
export function CampaignChanges({ changes }: CampaignChangesProps) {
  const { say } = useTexts();
  const campaigns = useBodies("campaigns");
  const nameOf = (key: string) => {
    const label = campaigns.find((campaign) => campaign.key === key)?.label;
    return label === undefined ? key : say(label);
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
          <RecordedChanges
            target={`campaign/${key}`}
            changes={withoutEchoes(own, key).map((change) => ({ ...change, path: withoutCampaign(change.path, key) }))}
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
