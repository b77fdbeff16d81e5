import { Badge, Card, List, Stack, Text, Title } from "@mantine/core";
import type { Person } from "../api/people.ts";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { readTrace, type Trace } from "./read-trace.ts";
import { useNames } from "./use-names.ts";

/** Why it was decided so: each campaign in line for the slot, opening down to the facts about the person. */
export function DecisionTrace({ person }: { readonly person: Person }) {
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { nameOf } = useNames(person);
  const { explanation } = person;
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="why">
      <Title order={2} id="why">
        {texts.why}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.whyHint}
      </Text>
      {explanation.campaigns.length === 0 ? <Text>{texts.noCampaigns}</Text> : null}
      <Stack gap="xs">
        {explanation.campaigns.map((campaign) => (
          <details key={campaign.campaign} className="trace">
            <summary>
              {nameOf("campaign", campaign.campaign)}{" "}
              <Badge
                tt="none"
                variant="light"
                color={SHOWN.includes(campaign.reason) ? "green" : "gray"}
                className="state"
              >
                {texts.reasons[campaign.reason]}
              </Badge>
            </summary>
            <CampaignTrace person={person} campaign={campaign} />
          </details>
        ))}
      </Stack>
    </Card>
  );
}

const SHOWN: readonly string[] = ["segment", "asked", "gift"];

interface CampaignTraceProps {
  readonly person: Person;
  readonly campaign: Person["explanation"]["campaigns"][number];
}

function CampaignTrace({ person, campaign }: CampaignTraceProps) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { nameOf } = useNames(person);
  return (
    <Stack gap={6} mt={6}>
      <Text size="sm" c="dimmed">
        {texts.place(t.percent(campaign.bucket / 2 ** 32), t.percent(campaign.coverage))}
      </Text>
      {campaign.segments.map(({ key, role, trace }) => (
        <div key={role + key}>
          <Text size="sm">
            <Mark matched={trace.matched} /> {texts.roles[role]}: <b>{nameOf("segment", key)}</b>
          </Text>
          <TraceTree person={person} trace={readTrace(trace)} />
        </div>
      ))}
    </Stack>
  );
}

function Mark({ matched }: { readonly matched: boolean }) {
  const texts = usePageTexts(PEOPLE_TEXTS);
  return (
    <span className={matched ? "mark-yes" : "mark-no"} role="img" aria-label={matched ? texts.fits : texts.fitsNot}>
      {matched ? "✓" : "✗"}
    </span>
  );
}

function TraceTree({ person, trace }: { readonly person: Person; readonly trace: Trace }) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const { nameOf, sayValue } = useNames(person);
  if (trace.kind === "all" && trace.children.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t.audience.everybody}
      </Text>
    );
  }
  if (trace.kind !== "leaf") {
    return (
      <>
        <Text size="sm" c="dimmed">
          {trace.kind === "segment" ? t.audience.inSegment(nameOf("segment", trace.segment)) : texts.groups[trace.kind]}
        </Text>
        {trace.children.length === 0 ? null : (
          <List size="sm" withPadding listStyleType="none">
            {trace.children.map((child, index) => (
              // A rule's parts have no name but their place.
              <List.Item key={index}>
                <Mark matched={child.matched} /> <TraceTree person={person} trace={child} />
              </List.Item>
            ))}
          </List>
        )}
      </>
    );
  }
  const valueOf = (value: unknown) => sayValue(trace.attribute, value);
  return (
    <span>
      {nameOf("attribute", trace.attribute)} {t.audience.operators[trace.operator] ?? trace.operator}{" "}
      {valueOf(trace.expected)};{" "}
      <Text span inherit c="dimmed">
        {texts.actually(valueOf(trace.actual))}
      </Text>
    </span>
  );
}
