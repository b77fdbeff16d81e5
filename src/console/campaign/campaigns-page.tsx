import { Anchor, Button, Card, Group, Table, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Label } from "../../domain/label.ts";
import { NEW_LIFECYCLE } from "../../domain/campaign/lifecycle.ts";
import { EDITORS } from "../../contract/role.ts";
import { readBody, useBodies } from "../api/bodies.ts";
import { listQuery, type Stored } from "../api/queries.ts";
import { useCreating } from "../api/use-creating.ts";
import { useMay } from "../api/use-may.ts";
import { Answer } from "../parts/answer.tsx";
import { CreateDialog } from "../parts/create-dialog.tsx";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { PageTitle } from "../parts/page-title.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Art } from "../parts/status-bars.tsx";
import type { Texts } from "../texts/en.ts";
import { formatMoment, useTexts } from "../texts/use-texts.tsx";
import { describeSchedule } from "./describe-schedule.ts";
import { readLifecycle, shownStates } from "./read-lifecycle.ts";

/** All campaigns, with a way to make another. */
export function CampaignsPage() {
  const { t, say } = useTexts();
  const [isCreating, setCreating] = useCreating("/campaigns");
  const mayCreate = useMay(EDITORS);
  const [wanted, setWanted] = useState("");
  const query = useQuery(listQuery("campaigns"));
  const decorations = useBodies("decorations");
  const themes = useBodies("themes");
  const categories = useBodies("categories");
  const sensitive = new Set(categories.filter((category) => category.sensitive).map(({ key }) => key));
  const ordinary = new Set(themes.filter(({ category }) => !sensitive.has(category)).map(({ key }) => key));
  // Nobody should begin with what takes two people unless they chose it.
  const harmless = decorations.find(({ theme }) => ordinary.has(theme));
  const fits = ({ key, label }: Campaign) =>
    `${key} ${label.ru} ${label.en}`.toLowerCase().includes(wanted.toLowerCase());
  return (
    <>
      <PageTitle title={t.campaigns.title} intro={t.campaigns.intro}>
        {mayCreate ? <Button onClick={() => setCreating(true)}>{t.campaigns.create}</Button> : null}
      </PageTitle>
      <TextInput
        type="search"
        aria-label={t.common.search}
        placeholder={t.common.search}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        mb="md"
        maw={360}
        data-search
      />
      <Answer query={query}>
        {(items) => {
          const rows = items.flatMap((stored) => {
            const campaign = readBody("campaigns", stored.body);
            return campaign !== undefined && fits(campaign) ? [{ stored, campaign }] : [];
          });
          if (rows.length === 0) return <Text c="dimmed">{t.campaigns.empty}</Text>;
          return (
            <Card withBorder radius="lg" padding={0}>
              <Table.ScrollContainer minWidth={0}>
                <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover className="list-table">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t.campaigns.campaign}</Table.Th>
                      <Table.Th>{t.campaigns.state}</Table.Th>
                      <Table.Th>{t.campaigns.days}</Table.Th>
                      <Table.Th>{t.campaigns.delivery}</Table.Th>
                      <Table.Th>{t.campaigns.priority}</Table.Th>
                      <Table.Th>{t.campaigns.changed}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map(({ stored, campaign }) => (
                      <Table.Tr key={stored.key}>
                        <Table.Td>
                          <Group gap="sm" wrap="nowrap">
                            <Art path={decorations.find(({ key }) => key === campaign.decoration)?.path} size={24} />
                            <Anchor component={Link} to={`/campaigns/${stored.key}`} fw={600}>
                              {say(campaign.label)}
                            </Anchor>
                          </Group>
                        </Table.Td>
                        <Table.Td>
                          {shownStates(readLifecycle(stored) ?? NEW_LIFECYCLE).map((state) => (
                            <StateBadge key={state} state={state} />
                          ))}
                        </Table.Td>
                        <Table.Td data-label={t.campaigns.days}>{describeSchedule(campaign.schedule, t)}</Table.Td>
                        <Table.Td data-label={t.campaigns.delivery}>
                          {campaign.delivery === "opt-in" ? t.campaigns.optIn : t.campaigns.defaultOn}
                        </Table.Td>
                        <Table.Td data-label={t.campaigns.priority}>{t.number(campaign.priority)}</Table.Td>
                        <Table.Td data-label={t.campaigns.changed}>{changeOf(stored, t)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </Card>
          );
        }}
      </Answer>
      {isCreating ? (
        <CreateDialog
          plural="campaigns"
          address="/campaigns"
          title={t.campaigns.create}
          hint={t.campaigns.createHint}
          compose={(key, label) => composeCampaign(key, label, harmless?.key ?? "tree")}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </>
  );
}

function changeOf({ changedAt, changedBy }: Stored, t: Texts): string {
  return `${formatMoment(changedAt, t.locale)}, ${nameOfActor(changedBy, t)}`;
}

/** The safest campaign there is: seen only by people who ask for it. */
function composeCampaign(key: string, label: Label, decoration: string): Campaign {
  const firstDay = new Date().toISOString().slice(0, 10);
  const lastDay = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);
  return {
    key,
    label,
    decoration,
    audience: { include: [], exclude: [] },
    delivery: "opt-in",
    requests: true,
    schedule: { kind: "once", zone: "own", firstDay, lastDay },
    waves: [],
    priority: 100,
    holdoutPercent: 0,
    stages: [],
  };
}
