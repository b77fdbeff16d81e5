import { Button, Card, Group, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { PEOPLE_TEXTS } from "../texts/people-texts.ts";
import { formatMoment, usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { DAY_MS } from "../../domain/time-units.ts";

const EARLIEST_DAYS = -90;
const LATEST_DAYS = 365;
const PAUSE_MS = 350;

interface TimeSliderProps {
  /** Epoch milliseconds; undefined: now. */
  readonly at: number | undefined;
  readonly onChange: (at: number | undefined) => void;
}

/** Moves through a person's year, by days or to an instant. */
export function TimeSlider({ at, onChange }: TimeSliderProps) {
  const { t } = useTexts();
  const texts = usePageTexts(PEOPLE_TEXTS);
  const [now] = useState(() => Date.now());
  const days = at === undefined ? 0 : Math.round((at - now) / DAY_MS);
  const [moving, setMoving] = useState<number>();
  const settle = useDebouncedCallback((chosen: number) => {
    setMoving(undefined);
    onChange(chosen === 0 ? undefined : now + chosen * DAY_MS);
  }, PAUSE_MS);
  const shown = moving === undefined ? (at ?? now) : now + moving * DAY_MS;
  return (
    <Card withBorder radius="lg" mb="lg" component="section" aria-label={texts.when}>
      <Group align="flex-end" gap="lg">
        <label className="time-slider">
          <span>{shown === now ? texts.now : texts.at(formatMoment(shown, t.locale))}</span>
          <input
            type="range"
            min={EARLIEST_DAYS}
            max={LATEST_DAYS}
            value={Math.min(Math.max(moving ?? days, EARLIEST_DAYS), LATEST_DAYS)}
            aria-valuetext={shown === now ? texts.now : formatMoment(shown, t.locale)}
            onChange={(event) => {
              const chosen = Number(event.currentTarget.value);
              setMoving(chosen);
              settle(chosen);
            }}
          />
        </label>
        <TextInput
          type="datetime-local"
          label={texts.exactly}
          value={toLocal(shown)}
          onChange={(event) => {
            const chosen = Date.parse(event.currentTarget.value);
            if (!Number.isNaN(chosen)) onChange(chosen);
          }}
        />
        <Button variant="default" onClick={() => onChange(undefined)} disabled={at === undefined}>
          {texts.backToNow}
        </Button>
      </Group>
    </Card>
  );
}

/** As an input of a local date and time has it. */
function toLocal(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
