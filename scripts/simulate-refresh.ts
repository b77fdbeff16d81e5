/**
 * Replays 31 December for all phones of the operator, minute by minute, and draws `docs/img/refresh.svg`: how many
 * questions a second there are when phones keep to the refresh plan, and when they do the obvious instead and ask when
 * their day begins. Nothing in it is drawn by chance, so the figures in docs/payload.md come out the same every time.
 *
 *   npm run simulate:refresh
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileRuleset } from "../src/catalog/compile-ruleset.ts";
import { bundledDefinitions } from "../src/definitions.generated.ts";
import { BUCKET_COUNT } from "../src/domain/decision/bucket.ts";
import { murmur3 } from "../src/domain/murmur3.ts";
import { loadRuleset } from "../src/domain/decision/load-ruleset.ts";
import type { LoadedRuleset } from "../src/domain/decision/loaded-ruleset.ts";
import { paceOf, planRefresh, type RefreshPlan } from "../src/domain/decision/plan-refresh.ts";
import { sampleDevice, samplePerson } from "../src/domain/rehearsal/sample-population.ts";
import { timeline } from "../src/domain/decision/timeline.ts";
import { viewerOf } from "../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../src/regex/linear-regex.ts";
import { drawRequestCurves } from "./draw-request-curves.ts";

const PHONES = 48_900_000;
/** Each simulated phone stands for this many. */
const SCALE = 100;
const SEED = 2026;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOSCOW_OFFSET_MS = 3 * HOUR_MS;

/** The worst that can happen, two days before: every phone asks in the same minute. */
const BEGIN = Date.parse("2026-12-29T00:00:00+03:00");
const FROM = Date.parse("2026-12-31T00:00:00+03:00");
/** Kaliningrad has its New Year at one in the morning in Moscow. */
const UNTIL = Date.parse("2027-01-01T02:00:00+03:00");

/** These phones are switched off, or have no network, from late evening till morning. */
const SHARE_AWAY_AT_NIGHT = 0.15;

const target = join(import.meta.dirname, "../docs/img/refresh.svg");

/** One phone, and shares in [0, 1) that are always the same for it. */
interface Phone {
  readonly offsetMs: number;
  draw(purpose: string): number;
  plan(at: number): RefreshPlan;
}

const offsets = new Map<string, number>();
const rules = loadRules();
const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

const planned = newCurve();
const obvious = newCurve();
let questions = 0;
let unchanged = 0;

for (let index = 0; index < PHONES / SCALE; index++) {
  const phone = openPhone(index);
  followPlan(phone);
  askAtMidnight(phone);
}

report("by the refresh plan", planned);
report("at the beginning of the day", obvious);
console.log(`questions answered 304 by the plan: ${((100 * unchanged) / questions).toFixed(1)} %`);

mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, drawRequestCurves({ from: FROM, offsetMs: MOSCOW_OFFSET_MS, planned, obvious }));
console.log("docs/img/refresh.svg is drawn");

function loadRules(): LoadedRuleset {
  const compiled = compileRuleset(bundledDefinitions, {
    version: 1,
    now: Date.parse("2026-12-01T00:00:00Z"),
    defaultZone: "Europe/Moscow",
    stopped: false,
    standings: new Map(bundledDefinitions.campaigns.map((campaign) => [campaign.key, { state: "running" }])),
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return loadRuleset(compiled.value, compileLinearPattern);
}

function openPhone(index: number): Phone {
  const { subscriberId, attributes: profile } = samplePerson(index, SEED, regions);
  const viewer = viewerOf(rules, { subscriberId, profile, choices: {} }, { ...sampleDevice(index, SEED, regions) });
  return {
    offsetMs: offsetOf(viewer.zone),
    draw: (purpose) => murmur3(`${purpose}:${subscriberId}`) / BUCKET_COUNT,
    plan: (at) => planRefresh(paceOf(rules, timeline(rules, viewer, at), at), subscriberId, at),
  };
}

function followPlan(phone: Phone): void {
  let last = 0;
  let at = BEGIN + phone.draw("begin") * MINUTE_MS;
  for (let turn = 0; at < UNTIL; turn++) {
    count(planned, at);
    const { afterSeconds, jitterSeconds } = phone.plan(at);
    if (at >= FROM) {
      questions += 1;
      // Nothing else in an answer changes on this day.
      unchanged += afterSeconds === last ? 1 : 0;
    }
    last = afterSeconds;
    at = whenReachable(phone, at + afterSeconds * 1000, phone.draw(`turn-${turn}`) * jitterSeconds * 1000);
  }
}

/** The obvious: decorations come and go with the day, so ask when it begins, and every six hours from there. */
function askAtMidnight(phone: Phone): void {
  const firstMidnight = Math.ceil((BEGIN + phone.offsetMs) / (24 * HOUR_MS)) * 24 * HOUR_MS - phone.offsetMs;
  // Clocks are not set to the second.
  const deviation = phone.draw("clock") * MINUTE_MS;
  for (let due = firstMidnight; due < UNTIL; due += 6 * HOUR_MS) count(obvious, whenReachable(phone, due, deviation));
}

/** When a phone that wants to ask can do so; one that was away asks when it is back, and both wait their own while. */
function whenReachable(phone: Phone, wanted: number, whileMs: number): number {
  if (phone.draw("night") >= SHARE_AWAY_AT_NIGHT) return wanted + whileMs;
  const leaves = 23 * HOUR_MS + phone.draw("leaves") * 3 * HOUR_MS;
  const awayMs = 30 * HOUR_MS + phone.draw("returns") * 4 * HOUR_MS - leaves;
  const sinceLeaving = (((wanted + phone.offsetMs - leaves) % (24 * HOUR_MS)) + 24 * HOUR_MS) % (24 * HOUR_MS);
  return (sinceLeaving < awayMs ? wanted + awayMs - sinceLeaving : wanted) + whileMs;
}

function newCurve(): number[] {
  return Array.from({ length: (UNTIL - FROM) / MINUTE_MS }, () => 0);
}

/** Counts a question, as questions a second within its minute. */
function count(curve: number[], at: number): void {
  const minute = Math.floor((at - FROM) / MINUTE_MS);
  const before = curve[minute];
  if (before !== undefined) curve[minute] = before + SCALE / 60;
}

function report(name: string, curve: readonly number[]): void {
  const mean = curve.reduce((sum, rate) => sum + rate, 0) / curve.length;
  const peak = Math.max(...curve);
  const round = (rate: number) => Math.round(rate).toLocaleString("en");
  console.log(`${name}: mean ${round(mean)}/s, peak minute ${round(peak)}/s, ${(peak / mean).toFixed(2)} × the mean`);
  console.log(`  the busiest midnight: ${busiestMidnight(curve).toFixed(2)} × the hour around it`);
}

/** The peak within ten minutes of any zone's New Year, against the mean of the hour around it. */
function busiestMidnight(curve: readonly number[]): number {
  const ratios = [...new Set(offsets.values())].map((offset) => {
    const minute = (Date.parse("2027-01-01T00:00:00Z") - offset - FROM) / MINUTE_MS;
    const hour = curve.slice(minute - 30, minute + 30);
    const mean = hour.reduce((sum, rate) => sum + rate, 0) / hour.length;
    return Math.max(...curve.slice(minute - 10, minute + 10)) / mean;
  });
  return Math.max(...ratios);
}

function offsetOf(zone: string): number {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(FROM)
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  const offset = Number(`${sign}1`) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
  offsets.set(zone, offset);
  return offset;
}
