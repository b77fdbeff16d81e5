import { Badge, Card, List, Stack, Text, Title } from "@mantine/core";
import type { Person } from "../api/people.ts";
import { useBodies } from "../api/bodies.ts";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { readTrace, type Trace } from "./read-trace.ts";

type Explanation = Person["explanation"];

/** Why it was decided so: each campaign in line for the slot, opening down to the facts about the person. */
export function DecisionTrace({ explanation }: { readonly explanation: Explanation }) {
  const { say } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const campaigns = useBodies("campaigns");
  const nameOf = (key: string) => {
    const label = campaigns.find((campaign) => campaign.key === key)?.label;
    return label === undefined ? key : say(label);
  };
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
              {nameOf(campaign.campaign)}{" "}
              <Badge
                tt="none"
                variant="light"
                color={SHOWN.includes(campaign.reason) ? "green" : "gray"}
                className="state"
              >
                {texts.reasons[campaign.reason]}
              </Badge>
            </summary>
            <CampaignTrace campaign={campaign} />
          </details>
        ))}
      </Stack>
    </Card>
  );
}

const SHOWN: readonly string[] = ["segment", "asked", "gift"];

function CampaignTrace({ campaign }: { readonly campaign: Explanation["campaigns"][number] }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const segments = useBodies("segments");
  return (
    <Stack gap={6} mt={6}>
      <Text size="sm" c="dimmed">
        {texts.place(t.percent(campaign.bucket / 2 ** 32), t.percent(campaign.coverage))}
      </Text>
      {campaign.segments.map(({ key, role, trace }) => {
        const label = segments.find((segment) => segment.key === key)?.label;
        return (
          <div key={role + key}>
            <Text size="sm">
              <Mark matched={trace.matched} /> {texts.roles[role]}: <b>{label === undefined ? key : say(label)}</b>
            </Text>
            <TraceTree trace={readTrace(trace)} />
          </div>
        );
      })}
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

function TraceTree({ trace }: { readonly trace: Trace }) {
  const { t, say } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const attributes = useBodies("attributes");
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
          {trace.kind === "segment" ? t.audience.inSegment(trace.segment) : texts.groups[trace.kind]}
        </Text>
        {trace.children.length === 0 ? null : (
          <List size="sm" withPadding listStyleType="none">
            {trace.children.map((child, index) => (
              // A rule's parts have no name but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <List.Item key={index}>
                <Mark matched={child.matched} /> <TraceTree trace={child} />
              </List.Item>
            ))}
          </List>
        )}
      </>
    );
  }
  const attribute = attributes.find(({ key }) => key === trace.attribute);
  const valueOf = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(valueOf).join(", ");
    if (value === null || value === undefined) return t.audience.unknownGroup;
    const option = attribute?.values?.find((one) => one.value === value);
    return option === undefined ? String(value) : say(option.label);
  };
  return (
    <span>
      {attribute === undefined ? trace.attribute : say(attribute.label)}{" "}
      {t.audience.operators[trace.operator] ?? trace.operator} {valueOf(trace.expected)};{" "}
      <Text span inherit c="dimmed">
        {texts.actually(valueOf(trace.actual))}
      </Text>
    </span>
  );
}
