import { NativeSelect, NumberInput, SegmentedControl, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { FEASTS, type Feast, type Schedule } from "../../domain/campaign/schedule.ts";
import { sayZone } from "../parts/say-zone.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ScheduleFieldsProps {
  readonly schedule: Schedule;
  readonly zones: readonly string[];
  readonly onChange: (schedule: Schedule) => void;
}

/** When a campaign shows: once, every year or around a feast, by everybody's own clock or one for all. */
export function ScheduleFields({ schedule, zones, onChange }: ScheduleFieldsProps) {
  const { t } = useTexts();
  const setTime = (name: "startTime" | "endTime", time: string) => {
    const { [name]: _before, ...rest } = schedule;
    onChange(time === "" ? rest : { ...rest, [name]: time });
  };
  return (
    <Stack gap="md">
      <SegmentedControl
        value={schedule.kind}
        onChange={(kind) => onChange(toKind(schedule, kind))}
        data={[
          { value: "yearly", label: t.campaign.yearly },
          { value: "once", label: t.campaign.once },
          { value: "feast", label: t.campaign.feast },
        ]}
        aria-label={t.campaign.schedule}
        className="schedule-kind"
      />
      {schedule.kind === "feast" ? (
        <SimpleGrid cols={{ base: 1, sm: 3 }} className="bottom-aligned">
          <NativeSelect
            label={t.campaign.feastName}
            value={schedule.feast}
            onChange={(event) => {
              const feast = FEASTS.find((candidate) => candidate === event.currentTarget.value);
              if (feast !== undefined) onChange({ ...schedule, feast });
            }}
            data={FEASTS.map((feast: Feast) => ({ value: feast, label: t.feasts[feast] }))}
          />
          <NumberInput
            label={t.campaign.firstOffset}
            value={schedule.firstOffsetDays}
            onChange={(days) => onChange({ ...schedule, firstOffsetDays: Number(days) })}
            allowDecimal={false}
          />
          <NumberInput
            label={t.campaign.lastOffset}
            value={schedule.lastOffsetDays}
            onChange={(days) => onChange({ ...schedule, lastOffsetDays: Number(days) })}
            allowDecimal={false}
          />
        </SimpleGrid>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} className="bottom-aligned">
          {(["firstDay", "lastDay"] as const).map((name) => (
            <TextInput
              key={name}
              type="date"
              label={t.campaign[name]}
              value={toInput(schedule[name])}
              onChange={(event) => {
                const day = event.currentTarget.value;
                if (day === "") return;
                onChange({ ...schedule, [name]: schedule.kind === "yearly" ? `--${day.slice(5)}` : day });
              }}
              required
            />
          ))}
        </SimpleGrid>
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }} className="bottom-aligned">
        <TextInput
          type="time"
          label={t.campaign.startTime}
          value={schedule.startTime ?? ""}
          onChange={(event) => setTime("startTime", event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t.campaign.endTime}
          value={schedule.endTime ?? ""}
          onChange={(event) => setTime("endTime", event.currentTarget.value)}
        />
        <NativeSelect
          label={t.campaign.zone}
          value={schedule.zone}
          onChange={(event) => onChange({ ...schedule, zone: event.currentTarget.value })}
          data={[
            { value: "own", label: t.campaign.ownZone },
            ...zones.map((zone) => ({ value: zone, label: sayZone(zone, t) })),
          ]}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** A day of every year is picked in the present one. */
function toInput(day: string): string {
  return day.startsWith("--") ? `${new Date().getFullYear()}-${day.slice(2)}` : day;
}

function toKind({ zone, ...before }: Schedule, kind: string): Schedule {
  const year = new Date().getFullYear();
  const first = "firstDay" in before ? before.firstDay.slice(-5) : "12-20";
  const last = "lastDay" in before ? before.lastDay.slice(-5) : "12-31";
  if (kind === "yearly") return { kind, zone, firstDay: `--${first}`, lastDay: `--${last}` };
  if (kind === "once") {
    return { kind, zone, firstDay: `${year}-${first}`, lastDay: `${last < first ? year + 1 : year}-${last}` };
  }
  return { kind: "feast", zone, feast: "maslenitsa", firstOffsetDays: 0, lastOffsetDays: 6 };
}
