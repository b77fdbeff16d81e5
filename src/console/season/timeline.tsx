import { Anchor, Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import type { Season, SeasonCampaign } from "../../contract/season.ts";
import type { Window } from "../../domain/schedule.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { Art } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { barsOf, type Bar } from "./season-plan.ts";

const DAY_MS = 86_400_000;

interface TimelineProps {
  readonly season: Season;
  readonly range: Window;
  readonly now: number;
  /** The icon path of each decoration. */
  readonly art: ReadonlyMap<string, string>;
  readonly onMove: (campaign: SeasonCampaign, days: number) => void;
}

/** The year as lanes, one for each campaign, with months and feasts above and today across. */
export function Timeline({ season, range, now, art, onMove }: TimelineProps) {
  const { t, say } = useTexts();
  const place = (from: number, until: number): CSSProperties => {
    const length = range.until - range.from;
    const left = Math.max(0, (from - range.from) / length) * 100;
    const right = Math.min(1, (until - range.from) / length) * 100;
    return { left: `${left}%`, width: `${right - left}%` };
  };
  const isTodayIn = now >= range.from && now < range.until;
  return (
    <div className="timeline">
      <div className="lane head">
        <span className="lane-label" />
        <div className="track">
          {monthsOf(range).map(({ from, until }) => (
            <span key={from} className="month" style={place(from, until)}>
              {new Intl.DateTimeFormat(t.locale, { month: "short", timeZone: "UTC" }).format(from)}
              {new Date(from).getUTCMonth() === 0 ? <b className="year">{new Date(from).getUTCFullYear()}</b> : null}
            </span>
          ))}
          {isTodayIn ? (
            <span className="today-label" style={{ left: place(now, now).left }}>
              {t.season.today}
            </span>
          ) : null}
        </div>
      </div>
      <div className="lane feasts">
        <span className="lane-label">
          <Text size="sm" c="dimmed">
            {t.season.feasts}
          </Text>
        </span>
        <div className="track">
          {season.feasts.map(({ feast, day, label }) => (
            <Tooltip
              key={feast + day}
              label={`${say(label)}, ${formatDay(Date.parse(day), t.locale)}`}
              events={{ hover: true, focus: true, touch: true }}
            >
              <button
                type="button"
                className="feast"
                style={{ left: place(Date.parse(day), Date.parse(day)).left }}
                aria-label={`${say(label)}, ${formatDay(Date.parse(day), t.locale)}`}
              />
            </Tooltip>
          ))}
        </div>
      </div>
      {season.campaigns.map((campaign) => (
        <div className="lane" key={campaign.key}>
          <span className="lane-label">
            <Art path={art.get(campaign.decoration)} size={22} />
            <span className="lane-name">
              <Anchor component={Link} to={`/campaigns/${campaign.key}`} fw={600} size="sm">
                {say(campaign.label)}
              </Anchor>
              <span className="lane-facts">
                <StateBadge state={campaign.state} />
              </span>
            </span>
          </span>
          <Lane campaign={campaign} place={place} rangeMs={range.until - range.from} onMove={onMove}>
            {isTodayIn ? <span className="today" style={{ left: place(now, now).left }} /> : null}
          </Lane>
        </div>
      ))}
    </div>
  );
}

interface LaneProps {
  readonly campaign: SeasonCampaign;
  readonly place: (from: number, until: number) => CSSProperties;
  readonly rangeMs: number;
  readonly onMove: TimelineProps["onMove"];
  readonly children: React.ReactNode;
}

function Lane({ campaign, place, rangeMs, onMove, children }: LaneProps) {
  const { t, say } = useTexts();
  const track = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly startX: number; readonly days: number }>();
  const bars = barsOf(campaign);
  const toDays = (pixels: number) => Math.round((pixels / (track.current?.clientWidth ?? 1)) * (rangeMs / DAY_MS));
  const nameOf = (bar: Bar) => {
    const { segments } = campaign.waves[bar.wave] ?? { segments: [] };
    const days = t.season.window(formatDay(bar.from, t.locale), formatDay(bar.until - 1, t.locale));
    const wave = campaign.waves.length === 1 ? "" : t.season.wave(segments.join(", ") || t.season.everybodyElse);
    return [say(campaign.label), days, campaign.delivery === "opt-in" ? t.season.optIn : "", wave]
      .filter(Boolean)
      .join(" · ");
  };
  const handlers = campaign.isEditable
    ? {
        onPointerDown: (event: PointerEvent) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ startX: event.clientX, days: 0 });
        },
        onPointerMove: (event: PointerEvent) => {
          if (drag !== undefined) setDrag({ ...drag, days: toDays(event.clientX - drag.startX) });
        },
        onPointerUp: () => {
          if (drag !== undefined && drag.days !== 0) onMove(campaign, drag.days);
          setDrag(undefined);
        },
        onKeyDown: (event: KeyboardEvent) => {
          const days = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
          if (days === 0) return;
          event.preventDefault();
          onMove(campaign, days);
        },
      }
    : {};
  return (
    <div className="track" ref={track}>
      {children}
      {bars.length === 0 ? <span className="bar-none">{t.season.nothingThisYear}</span> : null}
      {bars.map((bar) => {
        const shift = (drag?.days ?? 0) * DAY_MS;
        const look = `bar ${campaign.isLive ? "live" : "waiting"} ${campaign.delivery} ${campaign.isEditable ? "movable" : ""}`;
        return (
          <Tooltip
            key={`${bar.from}-${bar.wave}`}
            label={nameOf(bar)}
            multiline
            maw={340}
            events={{ hover: true, focus: true, touch: true }}
          >
            <button
              type="button"
              className={look}
              style={{ ...place(bar.from + shift, bar.until + shift), ["--wave" as string]: bar.wave }}
              aria-label={nameOf(bar)}
              {...handlers}
            />
          </Tooltip>
        );
      })}
    </div>
  );
}

function monthsOf({ from, until }: Window): readonly Window[] {
  const months: Window[] = [];
  let start = from;
  while (start < until) {
    const date = new Date(start);
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    months.push({ from: start, until: Math.min(end, until) });
    start = end;
  }
  return months;
}

/** A day of the timeline; it is drawn in the middle zone, so the day is taken at noon UTC plus the zone's share. */
export function formatDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "Europe/Moscow" }).format(at);
}
