import { Badge, Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { Season, SeasonCampaign } from "../../contract/season.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { Art, StatusBars } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { sayZone } from "../parts/say-zone.ts";
import { dayIn, formatDay } from "./local-days.ts";
import { inSlotAt, isForAskers, instantOfLocal } from "./season-plan.ts";

interface PhonePreviewProps {
  readonly season: Season;
  readonly art: ReadonlyMap<string, string>;
  readonly now: number;
}

/** What stands in the tray of somebody who is in every audience, at a moment in a zone; and who is next in line. */
export function PhonePreview({ season, art, now }: PhonePreviewProps) {
  const { t, say } = useTexts();
  const [local, setLocal] = useState(() => {
    const newYearsEve = `${new Date(now).getUTCFullYear()}-12-31T12:00`;
    return newYearsEve;
  });
  const [zone, setZone] = useState("Europe/Moscow");
  const known = season.zones.includes(zone) ? zone : (season.zones[0] ?? "UTC");
  const line = local === "" ? [] : inSlotAt(season, known, instantOfLocal(local, known));
  const winner = line.find((campaign) => !isForAskers(campaign));
  return (
    <Card withBorder radius="lg" component="section" aria-labelledby="preview">
      <Title order={2} id="preview" mb="sm">
        {t.season.preview}
      </Title>
      <Group grow align="flex-start" mb="md">
        <TextInput
          type="datetime-local"
          label={t.season.when}
          value={local}
          onChange={(event) => setLocal(event.currentTarget.value)}
        />
        <NativeSelect
          label={t.season.zone}
          value={known}
          onChange={(event) => setZone(event.currentTarget.value)}
          data={season.zones.map((name) => ({ value: name, label: sayZone(name, t) }))}
        />
      </Group>
      <Group gap={6} mb="md">
        {firstDaysOf(season, known).map(({ campaign, day }) => (
          <Button
            key={campaign.key}
            size="compact-xs"
            variant={local.startsWith(day) ? "light" : "default"}
            leftSection={<Art path={art.get(campaign.decoration)} size={14} />}
            onClick={() => setLocal(`${day}T12:00`)}
          >
            {t.season.begins(say(campaign.label), formatDay(day, t.locale))}
          </Button>
        ))}
      </Group>
      <StatusBars path={winner === undefined ? undefined : art.get(winner.decoration)} time={local.slice(11)} />
      {line.length === 0 ? (
        <Text c="dimmed" mt="md">
          {t.season.nothing}
        </Text>
      ) : (
        <Stack gap={6} mt="md">
          <Title order={3}>{t.season.slot}</Title>
          <Text size="xs" c="dimmed">
            {t.season.slotHint}
          </Text>
          <ol className="slot-line">
            {line.map((campaign) => (
              <li key={campaign.key}>
                <Art path={art.get(campaign.decoration)} />
                <span>{say(campaign.label)}</span>
                <Badge variant="default" tt="none">
                  {isForAskers(campaign) ? t.season.optIn : t.season.defaultOn}
                </Badge>
                {campaign.state === "halted" ? (
                  <StateBadge state="halted" />
                ) : (
                  <Badge variant="light" color={campaign.isLive ? "green" : "gray"} tt="none" className="state">
                    {campaign.isLive ? t.season.live : t.season.draft}
                  </Badge>
                )}
              </li>
            ))}
          </ol>
        </Stack>
      )}
    </Card>
  );
}

interface FirstDay {
  readonly campaign: SeasonCampaign;
  readonly day: string;
}

/** The first day of each campaign in a zone: the moments worth a look. */
function firstDaysOf({ campaigns, zones }: Season, zone: string): readonly FirstDay[] {
  const index = zones.indexOf(zone);
  return campaigns.flatMap((campaign) => {
    const starts = campaign.waves.flatMap(({ windowsByZone }) => windowsByZone[index] ?? []).map(({ from }) => from);
    return starts.length === 0 ? [] : [{ campaign, day: dayIn(zone, Math.min(...starts)) }];
  });
}
