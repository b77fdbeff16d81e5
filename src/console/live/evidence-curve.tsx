import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { GuardAnswer } from "../../contract/guard.ts";
import { GUARD_PANEL_TEXTS } from "../texts/guard-panel-texts.ts";
import { formatMoment, useTexts, usePageTexts } from "../texts/use-texts.tsx";
import { dateFormat } from "../parts/date-format.ts";

/** Below this the odds say nothing; the axis is logarithmic and has no zero. */
const LOWEST_ODDS = 0.01;

/** Beyond this more evidence says nothing new. */
const HIGHEST_ODDS = 1_000_000;

interface EvidenceCurveProps {
  readonly limits: Pick<GuardAnswer["evidence"]["limits"], "warn" | "halt">;
  readonly points: GuardAnswer["history"];
}

/** How the odds went, between calm and the lines where the guard warns and halts. */
export function EvidenceCurve({ limits, points: history }: EvidenceCurveProps) {
  const { t } = useTexts();
  const { guardPanel } = usePageTexts(GUARD_PANEL_TEXTS);
  const points = history.map(({ at, odds }) => ({
    at: Date.parse(at),
    odds: Math.min(Math.max(odds, LOWEST_ODDS), HIGHEST_ODDS),
  }));
  const highest = Math.max(limits.halt * 10, ...points.map(({ odds }) => odds));
  const ticks = [LOWEST_ODDS, 0.1, 1, 10, 100, 1_000, 10_000, 100_000, HIGHEST_ODDS].filter((odds) => odds <= highest);
  const present = history.at(-1)?.odds ?? 1;
  const { format } = new Intl.NumberFormat(t.locale, { maximumSignificantDigits: 2 });
  return (
    <figure className="evidence" aria-label={`${t.live.evidence}. ${guardPanel.now(format(present))}`} role="img">
      <ResponsiveContainer width="100%" height={220}>
        <LineChart data={points} margin={{ top: 12, right: 86, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--garland-line)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={["dataMin", "dataMax"]}
            tickFormatter={(at: number) =>
              dateFormat(t.locale, { day: "numeric", month: "short", hour: "2-digit" }).format(at)
            }
            stroke="var(--mantine-color-dimmed)"
            fontSize={11}
            minTickGap={60}
          />
          <YAxis
            scale="log"
            domain={[LOWEST_ODDS, highest]}
            ticks={ticks}
            tickFormatter={format}
            stroke="var(--mantine-color-dimmed)"
            fontSize={11}
            width={64}
            allowDataOverflow
          />
          <Tooltip
            labelFormatter={(at) => formatMoment(Number(at), t.locale)}
            formatter={(odds) => [format(Number(odds)), t.live.evidence]}
            contentStyle={{ background: "var(--mantine-color-body)", borderColor: "var(--garland-line)" }}
          />
          <ReferenceLine
            y={limits.warn}
            stroke="var(--garland-gold)"
            strokeDasharray="6 4"
            label={{
              value: `${guardPanel.warnLine} ${limits.warn}`,
              position: "right",
              fill: "var(--garland-gold)",
              fontSize: 11,
            }}
          />
          <ReferenceLine
            y={limits.halt}
            stroke="var(--garland-alarm)"
            strokeDasharray="6 4"
            label={{
              value: `${guardPanel.haltLine} ${limits.halt}`,
              position: "right",
              fill: "var(--garland-alarm)",
              fontSize: 11,
            }}
          />
          <Line
            dataKey="odds"
            stroke="var(--garland-live)"
            strokeWidth={2.5}
            dot={points.length < 3}
            type="stepAfter"
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </figure>
  );
}
