/** What a halt held comes back as something new would: by two people who know of the halt, once somebody neutral has looked. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { CATALOG_MIGRATIONS } from "../../src/catalog/migrations.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { applyMigrations } from "../../src/storage/apply-migrations.ts";
import { catalog, useGarland } from "./client.ts";
import {
  DAY,
  HOUR,
  OPENS,
  bringPeople,
  feed,
  startCampaign,
  step,
  unstaged,
  writeCampaign,
} from "./guarded-campaign.ts";
import { returnToBefore } from "./return-to-before.ts";

useGarland("2025-06-01T00:00:00Z");

const BEFORE = OPENS - DAY;
const NOW = OPENS + HOUR;

const liveOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live;
const review = (actor: string, theme = "snowflake") =>
  catalog().reviewTheme(theme, "we looked", { actor, now: NOW + HOUR });
const resume = (key: string, actor: string, now = NOW + 2 * HOUR) =>
  step(key, { kind: "resume", reason: "go" }, actor, now, "go");
const halt = (guard: string, now = NOW) => feed(guard, 1, now, 4_000, 80);

/** Hands in, approves and starts what is live already. */
async function startAgain(key: string, author: string, second: string, now = NOW + 2 * HOUR) {
  expect(await step(key, { kind: "submit" }, author, now)).toMatchObject({ ok: true });
  expect(await step(key, { kind: "approve" }, second, now)).toMatchObject({ ok: true });
  expect(await step(key, { kind: "start" }, author, now)).toMatchObject({ ok: true });
}

describe("the review of what was halted", () => {
  it("is by nobody who has approved it since it runs, though that changed nothing, nor by who approved it as it was before", async () => {
    await startCampaign(unstaged, BEFORE);
    await startAgain("sparkle", "anna", "olga", BEFORE + HOUR);
    await writeCampaign({ ...unstaged, label: { ru: "Снег", en: "Snow" } }, BEFORE + 2 * HOUR);
    await startAgain("sparkle", "anna", "vera", BEFORE + 3 * HOUR);
    await halt("sparkle@1");
    for (const who of ["anna", "boris", "olga", "vera"]) {
      expect(await review(who)).toMatchObject({ ok: false, error: { type: "another-person" } });
    }
    expect(await review("zoe")).toMatchObject({ ok: true });
  });
});

describe("what was held because the same was halted", () => {
  it("goes on by nobody's word alone, and then by two who know of the halt", async () => {
    await startCampaign({ ...unstaged, key: "later", priority: 7 }, BEFORE);
    await startCampaign(unstaged, BEFORE);
    await halt("sparkle@1");
    expect(await review("zoe")).toMatchObject({ ok: true });
    for (const who of ["anna", "boris", "zoe"]) {
      const refused = await resume("later", who);
      expect(refused).toMatchObject({ ok: false, error: { type: "conflict" } });
      expect(!refused.ok && refused.error.detail).toContain("sparkle@1");
    }
    await startAgain("later", "anna", "boris");
    expect(await liveOf("later")).toMatchObject({ state: "holding", version: 1, knownEnds: ["sparkle@1"] });
    expect(await resume("later", "anna")).toMatchObject({ ok: true });
    expect(await liveOf("later")).toMatchObject({ state: "running" });
  });

  it("does not go on by a second's confirming it, nor by going back", async () => {
    await bringPeople();
    const alone: Campaign = {
      ...unstaged,
      key: "alone",
      audience: { include: ["far-east"], exclude: [] },
      priority: 7,
    };
    await writeCampaign(alone, BEFORE);
    await step("alone", { kind: "submit" }, "anna", BEFORE);
    expect(await step("alone", { kind: "start" }, "anna", BEFORE)).toMatchObject({ ok: true });
    await startCampaign(unstaged, BEFORE);
    const { ruleset: version } = await catalog().status();
    await halt("sparkle@1");
    await review("zoe");
    expect(await resume("alone", "anna")).toMatchObject({ ok: false });
    expect(await step("alone", { kind: "confirm" }, "zoe", NOW + 2 * HOUR)).toMatchObject({ ok: true });
    expect(await liveOf("alone")).toMatchObject({ state: "holding", word: { kind: "two" } });
    for (const who of ["anna", "zoe"]) expect(await resume("alone", who)).toMatchObject({ ok: false });
    await catalog().rollBack({ version, actor: "zoe", now: NOW + 2 * HOUR, why: "back" });
    expect(await liveOf("alone")).toMatchObject({ state: "holding" });
  });

  it("stays held when it was halted by policy meanwhile and that halt is lifted", async () => {
    await startCampaign({ ...unstaged, key: "later", priority: 7 }, BEFORE);
    await startCampaign(unstaged, BEFORE);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage: { sql } }) => {
      const [row] = sql
        .exec<{ lifecycle: string }>("SELECT lifecycle FROM definitions WHERE kind = 'campaign' AND key = 'later'")
        .toArray();
      const lifecycle = JSON.parse(row?.lifecycle ?? "{}");
      const policyHalt = { at: NOW - HOUR, was: "running" };
      const live = { ...lifecycle.live, state: "halted", haltedBy: "policy", policyHalt };
      sql.exec(
        "UPDATE definitions SET lifecycle = ? WHERE kind = 'campaign' AND key = 'later'",
        JSON.stringify({ ...lifecycle, live }),
      );
    });
    await halt("sparkle@1");
    await review("zoe");
    const lift = async (actor: string) =>
      catalog().askPolicy("lift", {
        seen: (await catalog().readDefinition("campaign", "later"))?.tags?.lift,
        campaign: "later",
        actor,
        now: NOW + 2 * HOUR,
        why: "it may",
        isPerson: true,
        mayCarryOut: true,
      });
    expect(await lift("anna")).toMatchObject({ ok: true });
    expect(await lift("zoe")).toMatchObject({ ok: true });
    expect(await liveOf("later")).toMatchObject({ state: "holding" });
    expect(await resume("later", "anna")).toMatchObject({ ok: false });
  });

  it("needs nobody else when it was held for another cause", async () => {
    await startCampaign(unstaged, BEFORE);
    await step("sparkle", { kind: "hold", reason: "look" }, "anna", NOW, "look");
    expect(await resume("sparkle", "anna")).toMatchObject({ ok: true });
  });
});

describe("a theme is reviewed", () => {
  it("by nobody who had a part in whatever of it was halted or is held, and by anybody else", async () => {
    const start = async (key: string, [author, second, starter]: readonly [string, string, string]) => {
      const campaign = { ...unstaged, key, priority: key.length };
      await writeCampaign(campaign, BEFORE, author);
      expect(await step(key, { kind: "submit" }, author, BEFORE)).toMatchObject({ ok: true });
      expect(await step(key, { kind: "approve" }, second, BEFORE)).toMatchObject({ ok: true });
      expect(await step(key, { kind: "start" }, starter, BEFORE)).toMatchObject({ ok: true });
    };
    await start("first", ["anna", "boris", "carl"]);
    await start("other", ["dora", "egor", "fred"]);
    await start("waits", ["gleb", "hugo", "igor"]);
    await halt("first@1");
    await halt("other@1");
    expect((await catalog().readPolicy()).themes).toMatchObject([
      { theme: "snowflake", halts: ["first@1", "other@1"] },
    ]);
    for (const who of ["anna", "boris", "carl", "dora", "egor", "fred", "gleb", "hugo", "igor"]) {
      expect(await review(who)).toMatchObject({ ok: false, error: { type: "another-person" } });
    }
    expect(await review("zoe")).toMatchObject({ ok: true });
  });

  it("an older catalog's, by nobody who had a part in any halt of the theme that it knows of", async () => {
    const halts = await runInDurableObject(env.CATALOG.getByName("of-before"), (_, { storage }) => {
      const { sql } = storage;
      returnToBefore(storage, "theme-halts");
      const guards: readonly (readonly [string, number, string, string])[] = [
        ["one", 1, "star", "halted"],
        ["two", 1, "star", "halted"],
        ["two", 2, "star", "stopped"],
        ["else", 1, "tree", "halted"],
      ];
      for (const [campaign, version, theme, kind] of guards) {
        const plan = { theme, delivery: "default-on" };
        sql.exec(
          "INSERT INTO guards (guard, campaign, version, plan, standing, is_open) VALUES (?, ?, ?, ?, ?, 0)",
          `${campaign}@${version}`,
          campaign,
          version,
          JSON.stringify(plan),
          JSON.stringify({ end: { kind, at: 1 } }),
        );
      }
      sql.exec("INSERT INTO halted_themes (theme, halted_by, halted_at) VALUES ('star', 'two@1', 1)");
      applyMigrations(storage, CATALOG_MIGRATIONS);
      return sql.exec("SELECT theme, guard FROM theme_halts ORDER BY theme, guard").toArray();
    });
    expect(halts).toEqual([
      { theme: "star", guard: "one@1" },
      { theme: "star", guard: "two@1" },
    ]);
  });
});
