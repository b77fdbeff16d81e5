/** Two curves of questions a second, minute by minute, over a day and a little more. */
export interface RequestCurves {
  /** Of the first minute, epoch milliseconds. */
  readonly from: number;
  /** Of the clock under the picture. */
  readonly offsetMs: number;
  readonly planned: readonly number[];
  readonly obvious: readonly number[];
}

const WIDTH = 960;
const HEIGHT = 420;
const LEFT = 74;
const RIGHT = 20;
const TOP = 64;
const BOTTOM = 44;

/** The scale is logarithmic: the curves differ by a factor of hundreds. */
const LOWEST = 100;
const HIGHEST = 1_000_000;

const HOUR_MS = 3_600_000;

/** Draws the curves as an SVG that is legible on light and on dark pages. */
export function drawRequestCurves({ from, offsetMs, planned, obvious }: RequestCurves): string {
  const minutes = planned.length;
  const x = (minute: number) => LEFT + (minute / minutes) * (WIDTH - LEFT - RIGHT);
  const y = (rate: number) => {
    const share = Math.log(Math.max(rate, LOWEST) / LOWEST) / Math.log(HIGHEST / LOWEST);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  };
  const curve = (rates: readonly number[]) =>
    rates.map((rate, minute) => `${minute === 0 ? "M" : "L"}${x(minute).toFixed(1)} ${y(rate).toFixed(1)}`).join("");

  const levels = [100, 1_000, 10_000, 100_000, 1_000_000].map(
    (rate) =>
      `<path class="grid" d="M${LEFT} ${y(rate)}H${WIDTH - RIGHT}"/>` +
      `<text class="axis" x="${LEFT - 8}" y="${y(rate) + 4}" text-anchor="end">${rate.toLocaleString("en")}</text>`,
  );
  const hours = Array.from({ length: Math.floor(minutes / 180) + 1 }, (_, index) => {
    const hour = (new Date(from + offsetMs + index * 3 * HOUR_MS).getUTCHours() + 24) % 24;
    const label = `${String(hour).padStart(2, "0")}:00`;
    const place = `x="${x(index * 180).toFixed(1)}" y="${HEIGHT - 20}" text-anchor="middle"`;
    return `<text class="axis" ${place}>${label}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">Questions a second on 31 December: level by the refresh plan, with spikes without it</title>
<style>
  text { font: 13px system-ui, sans-serif; fill: #1b1b1f }
  .axis { fill: #5c5f66; font-size: 12px }
  .grid { stroke: #d5d8de; fill: none }
  .planned { stroke: #1a7f4b; stroke-width: 2; fill: none }
  .obvious { stroke: #c2412d; stroke-width: 1.2; fill: none }
  .planned-name { fill: #1a7f4b; font-weight: 600 }
  .obvious-name { fill: #c2412d; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f2f0f4 }
    .axis { fill: #a9adb6 }
    .grid { stroke: #383c45 }
    .planned { stroke: #4cc38a }
    .obvious { stroke: #ff8a75 }
    .planned-name { fill: #4cc38a }
    .obvious-name { fill: #ff8a75 }
  }
</style>
<text x="${LEFT}" y="24">Questions a second, minute by minute, 31 December by the clock of Moscow</text>
<text x="${LEFT}" y="46" class="planned-name">by the refresh plan</text>
<text x="${LEFT + 170}" y="46" class="obvious-name">asking at one’s own midnight and every six hours from there</text>
${levels.join("\n")}
${hours.join("\n")}
<path class="obvious" d="${curve(obvious)}"/>
<path class="planned" d="${curve(planned)}"/>
</svg>
`;
}
