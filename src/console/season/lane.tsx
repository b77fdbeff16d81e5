import { Tooltip } from "@mantine/core";
import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import type { SeasonCampaign } from "../../contract/season.ts";
import type { Window } from "../../domain/campaign/schedule.ts";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { formatDay, type DayRange } from "./local-days.ts";
import { barsOf, shiftDay, type Bar, type Overlap } from "./season-plan.ts";
import { DAY_MS } from "../../domain/time-units.ts";

const WEEK_DAYS = 7;
/** Beyond this part of the year there is no room for words behind a bar. */
const LAST_ROOM = 0.72;

/** A draft on its way to other days; it is stored only after it was asked about. */
export interface Move {
  readonly campaign: SeasonCampaign;
  readonly days: number;
  readonly isAsked: boolean;
}

export interface LaneProps {
  readonly campaign: SeasonCampaign;
  readonly zones: readonly string[];
  readonly range: Window;
  /** Where others have the slot. */
  readonly lost: readonly Overlap[];
  /** Undefined: it stands where it is stored. */
  readonly move: Move | undefined;
  readonly mayMove: boolean;
  readonly onMove: (move: Move | undefined) => void;
  readonly children: ReactNode;
}

/** Where a window lies in the range that is drawn. */
export function placeIn(range: Window, { from, until }: Window): CSSProperties {
  const length = range.until - range.from;
  const left = Math.max(0, (from - range.from) / length) * 100;
  const right = Math.min(1, (until - range.from) / length) * 100;
  return { left: `${left}%`, width: `${right - left}%` };
}

/** One campaign's bars. A draft's can be moved by days: with a mouse or a finger, or with the arrow keys and Enter. */
export function Lane({ campaign, zones, range, lost, move, mayMove, onMove, children }: LaneProps) {
  const { t, say } = useTexts();
  const track = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly startX: number; readonly days: number }>();
  const names = useBodies("segments");
  const bars = barsOf(campaign, zones);
  const days = (move?.days ?? 0) + (drag?.days ?? 0);
  const rangeDays = (range.until - range.from) / DAY_MS;
  const toDays = (pixels: number) => Math.round((pixels / (track.current?.clientWidth ?? 1)) * rangeDays);
  const waveOf = ({ wave }: Bar) => {
    if (campaign.waves.length === 1) return "";
    const keys = campaign.waves[wave]?.segments ?? [];
    const labels = keys.map((key) => names.find((segment) => segment.key === key)?.label);
    return (
      labels.map((label, index) => (label === undefined ? keys[index] : say(label))).join(", ") ||
      t.season.everybodyElse
    );
  };
  const nameOf = (bar: Bar) =>
    [
      say(campaign.label),
      waveOf(bar),
      sayDays(shiftDays(bar.days, days), t),
      campaign.delivery === "opt-in" ? t.season.optIn : "",
      mayMove ? t.season.movable : "",
    ]
      .filter(Boolean)
      .join(" · ");
  const drop = () => {
    if (drag !== undefined && drag.days !== 0) onMove({ campaign, days, isAsked: true });
    setDrag(undefined);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? WEEK_DAYS : 1;
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step };
    const by = steps[event.key];
    if (by !== undefined) onMove({ campaign, days: days + by, isAsked: false });
    else if (event.key === "Enter" && days !== 0) onMove({ campaign, days, isAsked: true });
    else if (event.key === "Escape" && days !== 0) onMove(undefined);
    else return;
    event.preventDefault();
  };
  const handlers = mayMove
    ? {
        onPointerDown: (event: PointerEvent) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ startX: event.clientX, days: 0 });
        },
        onPointerMove: (event: PointerEvent) => {
          if (drag !== undefined) setDrag({ ...drag, days: toDays(event.clientX - drag.startX) });
        },
        onPointerUp: drop,
        onPointerCancel: () => setDrag(undefined),
        onKeyDown: press,
      }
    : {};
  return (
    <div
      className="track"
      ref={track}
      style={{ ["--waves" as string]: Math.max(1, ...bars.map(({ wave }) => wave + 1)) }}
    >
      {children}
      {bars.length === 0 ? <span className="bar-none">{t.season.nothingThisYear}</span> : null}
      {bars.map((bar) => {
        const moved = { from: bar.from + days * DAY_MS, until: bar.until + days * DAY_MS };
        const look = `bar ${campaign.isLive ? "live" : "waiting"} ${campaign.delivery} ${mayMove ? "movable" : ""}`;
        return (
          <div key={`${bar.from}-${bar.wave}`} className="bar-line" style={{ ["--wave" as string]: bar.wave }}>
            <Tooltip label={nameOf(bar)} multiline maw={340} events={{ hover: true, focus: true, touch: true }}>
              <button
                type="button"
                className={look}
                style={placeIn(range, moved)}
                aria-label={nameOf(bar)}
                data-days={days}
                {...handlers}
              />
            </Tooltip>
            <span className="bar-says" aria-hidden="true" style={placeWords(range, moved)}>
              {[waveOf(bar), sayDays(shiftDays(bar.days, days), t)].filter(Boolean).join(" · ")}
            </span>
          </div>
        );
      })}
      {days !== 0
        ? null
        : lost.map((overlap) => (
            <span key={overlap.winner.key + overlap.from} className="outranked" style={placeIn(range, overlap)} />
          ))}
    </div>
  );
}

/** Behind the bar, or before it where the year ends. */
function placeWords(range: Window, { from, until }: Window): CSSProperties {
  const share = (at: number) => (at - range.from) / (range.until - range.from);
  return share(until) < LAST_ROOM
    ? { left: `${Math.max(0, share(until)) * 100}%` }
    : { right: `${(1 - share(from)) * 100}%` };
}

/** Days later, or earlier if they are negative. */
export function shiftDays({ first, last }: DayRange, days: number): DayRange {
  return { first: shiftDay(first, days), last: shiftDay(last, days) };
}

/** Two days for people to read, or one if they are the same. */
export function sayDays({ first, last }: DayRange, t: ReturnType<typeof useTexts>["t"]): string {
  const [from, until] = [formatDay(first, t.locale), formatDay(last, t.locale)];
  return from === until ? from : t.season.window(from, until);
}
