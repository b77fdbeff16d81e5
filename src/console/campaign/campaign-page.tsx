import { Button, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { EDITORS } from "../../contract/role.ts";
import type { Live } from "../../domain/campaign/lifecycle.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { readBody } from "../api/bodies.ts";
import { auditQuery, definitionQuery, type Stored } from "../api/queries.ts";
import { useDraft } from "../api/use-draft.ts";
import { useMay } from "../api/use-may.ts";
import { Answer } from "../parts/answer.tsx";
import { AuditList } from "../parts/audit-list.tsx";
import { CreateDialog } from "../parts/create-dialog.tsx";
import { FailureNote } from "../parts/failure-note.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { SaveBar } from "../parts/save-bar.tsx";
import { REVIEW_TEXTS } from "../texts/review-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import "./campaign.css";
import { CampaignForm } from "./campaign-form.tsx";
import { ContentChanges } from "./content-changes.tsx";
import { LifecycleBar } from "./lifecycle-bar.tsx";
import { ReviewPanel } from "./review-panel.tsx";

const TABS = ["edit", "review", "history"] as const;

/** One campaign: write it, see what it would change, take it through its life. The open tab stands in the address. */
export function CampaignPage() {
  const { key = "" } = useParams({ strict: false });
  const { t } = useTexts();
  const query = useQuery(definitionQuery("campaigns", key));
  return (
    <Answer query={query} lines={9} list={{ to: "/campaigns", title: t.campaigns.title }}>
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
  const page = usePageTexts(REVIEW_TEXTS);
  const navigate = useNavigate();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const live = stored.lifecycle?.live;
  const isOut = live?.state === "halted" || live?.state === "stopped";
  const copyHint = isOut && live !== undefined ? page.copyOf[shownOut(live)] : t.campaign.copyHint;
  const mayCopy = useMay(EDITORS);
  const [isCopying, setCopying] = useState(false);
  const draft = useDraft(`campaigns.${stored.key}`, campaign, stored.revision);
  // Whoever opens what waits for approval came to look at it.
  const usual = stored.lifecycle?.review.state === "submitted" ? "review" : "edit";
  const tab = TABS.find((name) => name === search["tab"]) ?? usual;
  const open = (name: string | null) =>
    void navigate({
      to: `/campaigns/${stored.key}`,
      search: { ...search, tab: name ?? usual },
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <PageTitle title={say(draft.body.label)} intro={stored.key}>
        {mayCopy ? (
          <Button variant="default" onClick={() => setCopying(true)}>
            {t.campaign.copy}
          </Button>
        ) : null}
      </PageTitle>
      {isCopying ? (
        <CreateDialog
          plural="campaigns"
          address="/campaigns"
          title={t.campaign.copy}
          hint={copyHint}
          from={page.nameOfCopy(draft.body.label)}
          compose={(key, label) => ({ ...draft.body, key, label })}
          onClose={() => setCopying(false)}
        />
      ) : null}
      <LifecycleBar stored={stored} isChanged={draft.isChanged} />
      <SaveBar plural="campaigns" draft={draft} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="edit">{t.campaign.edit}</Tabs.Tab>
          <Tabs.Tab value="review">{page.review.tab}</Tabs.Tab>
          <Tabs.Tab value="history">{t.campaign.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="edit">
          <CampaignForm campaign={draft.body} onChange={draft.change} />
        </Tabs.Panel>
        <Tabs.Panel value="review">
          <Stack>
            <ReviewPanel campaign={draft.body} revision={stored.revision} isChanged={draft.isChanged} />
            <ContentChanges stored={stored} campaign={draft.body} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History target={`campaign/${stored.key}`} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function History({ target }: { readonly target: string }) {
  const query = useQuery(auditQuery({ target }));
  return <Answer query={query}>{(entries) => <AuditList entries={entries} />}</Answer>;
}

/** How the original of a copy ended: each asks for something else before the copy is shown. */
function shownOut({ state, haltedBy }: Pick<Live, "state"> & { readonly haltedBy?: Live["haltedBy"] | undefined }) {
  if (state !== "halted") return "stopped";
  return haltedBy === "policy" ? "policy" : "halted";
}
