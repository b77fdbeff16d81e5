import { Anchor, Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Season, SeasonCampaign } from "../../contract/season.ts";
import type { Window } from "../../domain/campaign/schedule.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { Art } from "../parts/status-bars.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { Lane, placeIn, type Move } from "./lane.tsx";
import { formatDay } from "./local-days.ts";
import type { Overlap } from "./season-plan.ts";
import { dateFormat } from "../parts/date-format.ts";

interface TimelineProps {
  readonly season: Season;
  readonly overlaps: readonly Overlap[];
  readonly range: Window;
  readonly now: number;
  /** The icon path of each decoration. */
  readonly art: ReadonlyMap<string, string>;
  readonly move: Move | undefined;
  readonly mayMove: (campaign: SeasonCampaign) => boolean;
  readonly onMove: (move: Move | undefined) => void;
}

/** The year as lanes, one for each campaign, with months and feasts above and today across. */
export function Timeline({ season, overlaps, range, now, art, move, mayMove, onMove }: TimelineProps) {
  const { t, say } = useTexts();
  const today = now >= range.from && now < range.until ? placeIn(range, { from: now, until: now }).left : undefined;
  const line = today === undefined ? null : <span className="today" style={{ left: today }} />;
  return (
    <div className="timeline">
      <div className="lane head">
        <span className="lane-label" />
        <div className="track">
          {monthsOf(range).map((month) => (
            <span key={month.from} className="month" style={placeIn(range, month)}>
              {dateFormat(t.locale, { month: "short", timeZone: "UTC" }).format(month.from)}
              {new Date(month.from).getUTCMonth() === 0 ? (
                <b className="year">{new Date(month.from).getUTCFullYear()}</b>
              ) : null}
            </span>
          ))}
          {today === undefined ? null : (
            <span className="today-label" style={{ left: today }}>
              {t.season.today}
            </span>
          )}
        </div>
      </div>
      <Feasts season={season} range={range}>
        {line}
      </Feasts>
      {season.campaigns.map((campaign) => (
        <div className="lane" key={campaign.key}>
          <span className="lane-label">
            <Art path={art.get(campaign.decoration)} size={22} />
            <span className="lane-name">
              <Anchor component={Link} to={`/campaigns/${campaign.key}`} fw={600} size="sm">
                {say(campaign.label)}
              </Anchor>
              <StateBadge state={campaign.state} />
            </span>
          </span>
          <Lane
            campaign={campaign}
            zones={season.zones}
            range={range}
            lost={overlaps.filter(({ loser }) => loser.key === campaign.key)}
            move={move?.campaign.key === campaign.key ? move : undefined}
            mayMove={mayMove(campaign)}
            onMove={onMove}
          >
            {line}
          </Lane>
        </div>
      ))}
    </div>
  );
}

interface FeastsProps {
  readonly season: Season;
  readonly range: Window;
  readonly children: React.ReactNode;
}

/** How much of the year a letter of a feast's name takes at most, and its mark with the space around it. */
const LETTER_SHARE = 0.0115;
const MARK_SHARE = 0.036;

function Feasts({ season, range, children }: FeastsProps) {
  const { t, say } = useTexts();
  // Each in the first row in which the name before it has ended.
  const ends: number[] = [];
  const placed = season.feasts.map(({ feast, day, label }) => {
    const share = (Date.parse(day) - range.from) / (range.until - range.from);
    const length = MARK_SHARE + say(label).length * LETTER_SHARE;
    // Where the year ends before the name would, the name stands before its mark.
    const isBefore = share + length > 1;
    const from = isBefore ? share - length : share;
    const found = ends.findIndex((end) => end <= from);
    const row = found === -1 ? ends.length : found;
    ends[row] = isBefore ? share + MARK_SHARE : share + length;
    const place = isBefore ? { right: `${(1 - share) * 100}%` } : { left: `${share * 100}%` };
    return { name: say(label), day, key: feast + day, row, isBefore, place };
  });
  return (
    <div className="lane feasts">
      <span className="lane-label">
        <Text size="sm" c="dimmed">
          {t.season.feasts}
        </Text>
      </span>
      <div className="track" style={{ ["--rows" as string]: Math.max(1, ends.length) }}>
        {children}
        {placed.map(({ name, day, key, row, isBefore, place }) => (
          <Tooltip
            key={key}
            label={`${name}, ${formatDay(day, t.locale)}`}
            events={{ hover: true, focus: true, touch: true }}
          >
            <button
              type="button"
              className={isBefore ? "feast before" : "feast"}
              style={{ ...place, ["--row" as string]: row }}
              aria-label={`${name}, ${formatDay(day, t.locale)}`}
            >
              <span aria-hidden="true">{name}</span>
            </button>
          </Tooltip>
        ))}
      </div>
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
