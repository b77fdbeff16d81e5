/** What staff can read of a campaign around what people do: the API, its history, audit, webhooks' queue, and the status. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { guardAnswerSchema, type GuardAnswer } from "../../src/contract/guard.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { openTeller } from "../../src/domain/guard/tell-count.ts";
import { RENEWED_EVERY_MS } from "../../src/domain/guard/tell-guard.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { noiseSecretOf } from "../../src/tokens/count-secrets.ts";
import { call, useGarland } from "./client.ts";
import {
  DAY,
  feed,
  guardFor,
  guardStub,
  HOUR,
  MINUTE,
  OPENS,
  readGuard,
  readTold,
  startCampaign,
  unstaged,
} from "./guarded-campaign.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2025-06-01T00:00:00Z");

const GUARD = "sparkle@1";
const EXPOSED = 160_000;

let token = "";
beforeEach(async () => {
  token = await staffTokenFor("vera", ["viewer"]);
  await startCampaign(unstaged, OPENS - DAY);
});

async function ask(path: string, now: number): Promise<string> {
  const headers = { Authorization: `Bearer ${token}`, [CLOCK_HEADER]: new Date(now).toISOString() };
  const response = await call(path, { headers });
  expect(response.status).toBe(200);
  return response.text();
}

const readAnswer = async (now: number): Promise<GuardAnswer> =>
  guardAnswerSchema.parse(JSON.parse(await ask("/v1/campaigns/sparkle/guard", now)));

/** All that a viewer can read, but for what the clock alone changes. */
async function readAll(now: number) {
  const { verdict, stage, ...answer } = await readAnswer(now);
  const others = ["/v1/campaigns/sparkle/retrospectives", "/v1/policy", "/v1/status", "/v1/audit?limit=20"];
  return {
    answer: { ...answer, verdict: { ...verdict, at: "" }, stage: { ...stage, coverage: 0 } },
    others: await Promise.all(others.map((path) => ask(path, now))),
    told: await readTold(GUARD, now).then(({ counts }) => counts),
  };
}

describe("around one person's act", () => {
  it("nothing that staff can read moves before the quarter of an hour is over, and then only by steps", async () => {
    const tell = openTeller(GUARD, noiseSecretOf(parseSettings(env)));
    // A number of people at which one more ends no step, and one at which one more does.
    const within = [...Array(90).keys()]
      .map((more) => 200 + more)
      .find((off) => tell("optedOut", off) === tell("optedOut", off + 1));
    if (within === undefined) throw new Error("each person ends a step");
    await feed(GUARD, 1, OPENS + HOUR - MINUTE, EXPOSED, within);
    const before = await readAll(OPENS + HOUR + MINUTE);
    expect(before.told).toMatchObject({ optedOut: tell("optedOut", within), exposed: tell("exposed", EXPOSED) });
    await feed(GUARD, 2, OPENS + HOUR + 2 * MINUTE, EXPOSED, within + 1);
    expect((await readGuard(GUARD, OPENS + HOUR + 2 * MINUTE)).totals.optedOut).toBe(within + 1);
    expect(await readAll(OPENS + HOUR + 3 * MINUTE)).toEqual(before);
    await feed(GUARD, 3, OPENS + HOUR + 16 * MINUTE, EXPOSED, within + 1);
    const after = await readAll(OPENS + HOUR + 16 * MINUTE);
    expect({ ...after.answer, history: [] }).toEqual({ ...before.answer, history: [] });
    expect(after.others).toEqual(before.others);
  });

  it("what many do is told when the next quarter of an hour begins, whoever reads or reports first in it", async () => {
    for (const [index, first] of (["reads", "reports", "looks"] as const).entries()) {
      const from = OPENS + HOUR * (index + 1);
      const exposed = EXPOSED * 4 ** index;
      await feed(GUARD, 10 * index + 1, from + MINUTE, exposed, 0);
      const { counts } = await readTold(GUARD, from + 14 * MINUTE);
      expect(counts.exposed ?? 0).toBeLessThan(exposed / 1.5 + 1);
      // What comes after the quarter has begun is not told in it.
      const next = from + RENEWED_EVERY_MS;
      if (first === "reports") await feed(GUARD, 10 * index + 2, next + MINUTE, exposed * 1.5, 0);
      if (first === "looks") await guardFor(GUARD).look(next + MINUTE);
      const told = (await readTold(GUARD, next + 2 * MINUTE)).counts.exposed ?? 0;
      expect(Math.abs(told - exposed) / exposed).toBeLessThan(0.15);
    }
  });

  it("a halt comes at once, and tells that the limit was passed, and no numbers of that moment", async () => {
    await feed(GUARD, 1, OPENS + HOUR - MINUTE, 1_600, 0);
    const before = await readAnswer(OPENS + HOUR);
    await feed(GUARD, 2, OPENS + HOUR + MINUTE, 1_600, 40);
    const after = await readAnswer(OPENS + HOUR + MINUTE);
    expect(after).toMatchObject({ phase: "halted", counts: before.counts, evidence: { odds: before.evidence.odds } });
    expect(after.verdict.sentence.en).toMatch(/odds more than 125 : 1: stopped at 01:01 \(UTC\+3\)\.$/);
    expect(await ask("/v1/audit?limit=20", OPENS + HOUR + MINUTE)).not.toContain("40 of");
  });

  it("no answer has a number that is exact", async () => {
    await feed(GUARD, 1, OPENS + HOUR - MINUTE, 12_816, 37);
    const told = JSON.stringify(await readAll(OPENS + HOUR));
    expect(told).not.toMatch(/12[ ,  ]?816|\b37\b|unhappy|independent|logOdds|byStage":\[\{/);
  });
});

describe("a guard of before anything was renewed", () => {
  it("tells nothing until the next quarter of an hour, and then as every other", async () => {
    await feed(GUARD, 1, OPENS + HOUR, EXPOSED, 200);
    await runInDurableObject(guardStub(GUARD), (_, { storage }) => {
      storage.sql.exec("DELETE FROM notes WHERE name = 'renewed'");
      storage.sql.exec("DELETE FROM history");
    });
    const nothing = { exposed: null, optedOut: null, complained: null, asked: null, gifts: null };
    expect((await readAnswer(OPENS + HOUR + MINUTE)).counts).toEqual(nothing);
    expect((await readAnswer(OPENS + HOUR + 14 * MINUTE)).counts).toEqual(nothing);
    expect((await readAnswer(OPENS + HOUR + 15 * MINUTE)).counts.exposed).toBeGreaterThan(EXPOSED / 2);
  });

  it("is renewed again soon after a clock that was days ahead", async () => {
    await feed(GUARD, 1, OPENS + 5 * DAY, EXPOSED, 0);
    await feed(GUARD, 2, OPENS + HOUR, 2 * EXPOSED, 0);
    expect((await readTold(GUARD, OPENS + HOUR + 15 * MINUTE)).counts.exposed).toBeGreaterThan(1.7 * EXPOSED);
  });
});
