import { Card, Stack, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EDITORS } from "../../contract/role.ts";
import type { Campaign } from "../../domain/campaign.ts";
import { diffJson } from "../../domain/json-diff.ts";
import { readBody } from "../api/bodies.ts";
import { auditQuery, definitionQuery, liveContentQuery, whoamiQuery, type Stored } from "../api/queries.ts";
import { useDraft } from "../api/use-draft.ts";
import { Answer } from "../parts/answer.tsx";
import { AuditList } from "../parts/audit-list.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { JsonChanges, toJson } from "../parts/json-changes.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { SaveBar } from "../parts/save-bar.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { LifecycleBar } from "./lifecycle-bar.tsx";
import { ReviewPanel } from "./review-panel.tsx";

/** One campaign: write it, see what it would change, take it through its life. */
export function CampaignPage() {
  const { key = "" } = useParams({ strict: false });
  const query = useQuery(definitionQuery("campaigns", key));
  return (
    <Answer query={query} lines={9}>
      {(stored) => {
        const campaign = readBody("campaigns", stored.body);
        if (campaign === undefined) return <FailureNote error={undefined} />;
        return <CampaignEditor key={key} stored={stored} campaign={campaign} />;
      }}
    </Answer>
  );
}

function CampaignEditor({ stored, campaign }: { readonly stored: Stored; readonly campaign: Campaign }) {
  const { t, say } = useTexts();
  const draft = useDraft(`campaigns.${stored.key}`, campaign, stored.revision);
  const me = useQuery(whoamiQuery).data;
  const mayWrite = me?.roles.some((role) => EDITORS.some((editor) => editor === role)) ?? false;
  return (
    <>
      <PageTitle title={say(draft.body.label)} intro={stored.key} />
      <LifecycleBar stored={stored} isChanged={draft.isChanged} />
      <SaveBar plural="campaigns" draft={draft} mayWrite={mayWrite} />
      <Tabs defaultValue={stored.lifecycle?.review.state === "submitted" ? "changes" : "edit"} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="edit">{t.campaign.edit}</Tabs.Tab>
          <Tabs.Tab value="changes">{t.review.tab}</Tabs.Tab>
          <Tabs.Tab value="history">{t.campaign.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="edit">
          <CampaignForm campaign={draft.body} onChange={draft.change} />
        </Tabs.Panel>
        <Tabs.Panel value="changes">
          <Stack>
            <ReviewPanel campaign={draft.body} isChanged={draft.isChanged} />
            <Changes stored={stored} campaign={draft.body} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History target={`campaign/${stored.key}`} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Changes({ stored, campaign }: { readonly stored: Stored; readonly campaign: Campaign }) {
  const { t } = useTexts();
  const query = useQuery(liveContentQuery(stored.key, stored.lifecycle?.live?.version ?? 0));
  return (
    <Answer query={query}>
      {(live) => {
        const changes = diffJson(live === null ? undefined : toJson(live.campaign), toJson(campaign));
        return (
          <Card withBorder radius="lg">
            <Stack gap="sm">
              <Title order={2}>{t.review.content}</Title>
              <Text size="sm" c="dimmed">
                {live === null ? t.campaign.neverLive : t.campaign.changesHint}
              </Text>
              {changes.length === 0 ? (
                <Text>{t.campaign.noChanges}</Text>
              ) : (
                <JsonChanges changes={live === null ? diffJson({}, toJson(campaign)) : changes} />
              )}
            </Stack>
          </Card>
        );
      }}
    </Answer>
  );
}

function History({ target }: { readonly target: string }) {
  const query = useQuery(auditQuery({ target }));
  return <Answer query={query}>{(entries) => <AuditList entries={entries} />}</Answer>;
}
