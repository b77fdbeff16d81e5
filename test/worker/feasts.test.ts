import { carryPolicy } from "./carry-policy.ts";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { seasonSchema } from "../../src/contract/season.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { FEASTS } from "../../src/domain/campaign/schedule.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import type { Json } from "../../src/domain/json.ts";
import { call, catalog, importPeople, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { readGuard, reportAll, startCampaign, step, unstaged, writeCampaign } from "./guarded-campaign.ts";
import { linkOf, openPerson, press } from "./words/speak.ts";

const STARTED = Date.parse("2025-04-01T00:00:00Z");
useGarland("2025-04-01T00:00:00Z");

/** Both Easters fell on this day. */
const EASTER = "2025-04-20T12:00:00+03:00";
const BEFORE = "2025-04-02T12:00:00+03:00";

const easterTree: Campaign = {
  ...unstaged,
  key: "easter-tree",
  decoration: "tree",
  delivery: "opt-in",
  schedule: { kind: "feast", zone: "own", feast: "orthodox-easter", firstOffsetDays: -2, lastOffsetDays: 2 },
};

/** Has two people make policy say something else of a feast. */
async function carry(feast: string, category: string | null, now = STARTED) {
  const body = { key: feast, category };
  expect(await carryPolicy(catalog(), [{ kind: "feast", key: feast, body }], now)).toMatchObject({ ok: true });
}

async function readLatest(): Promise<Ruleset> {
  const { ruleset } = await catalog().status();
  // Parsed boundary: a ruleset of this very catalog.
  return JSON.parse((await catalog().readRuleset(ruleset)) ?? "") as Ruleset;
}

const feastOf = async (campaign: string) => (await readLatest()).campaigns.find(({ key }) => key === campaign)?.feast;

describe("what feasts carry", () => {
  it("can be read by staff, and written by nobody past policy", async () => {
    const desk = await openDesk(BEFORE, "pavel", "approver", "admin");
    const { items } = await (await desk("GET", "/v1/feasts")).json<{ items: { key: string; body: object }[] }>();
    expect(items.map(({ body }) => body)).toEqual(bundledDefinitions.feasts);
    expect((await desk("GET", "/v1/feasts/ramadan")).status).toBe(200);
    const body = { key: "ramadan", category: null };
    expect((await desk("PUT", "/v1/feasts/ramadan", body, { "If-Match": '"r1"' })).status).toBeGreaterThanOrEqual(404);
    expect(
      (await desk("DELETE", "/v1/feasts/ramadan", undefined, { "If-Match": '"r1"' })).status,
    ).toBeGreaterThanOrEqual(404);
  });

  it("keeps a campaign around a sensitive feast from coming unasked, whatever its theme", async () => {
    const desk = await openDesk(BEFORE, "anna", "marketer");
    const refused = await desk(
      "PUT",
      "/v1/campaigns/easter-tree",
      { ...easterTree, delivery: "default-on" },
      { "If-None-Match": "*" },
    );
    expect(refused.status).toBe(422);
    const { issues } = await refused.json<{ issues: { path: string; code: string; message: string }[] }>();
    expect(issues).toMatchObject([{ path: "campaigns/easter-tree.json: delivery", code: "sensitive-default-on" }]);
    expect(issues[0]?.message).toContain("“Orthodox Easter” carries “Religious holidays”");
  });
});

describe("a campaign around a feast", () => {
  it("is for who asks for what the feast carries: not for who wished for its theme, and not for who once said no", async () => {
    const [anna, boris, clara, dora] = await Promise.all(["anna", "boris", "clara", "dora"].map(openPerson));
    if (!anna || !boris || !clara || !dora) throw new Error("Somebody is missing");
    await startCampaign(easterTree, STARTED);
    await anna.choose("category:religion", "in", BEFORE);
    await boris.choose("theme:tree", "in", BEFORE);
    await clara.choose("category:religion", "out", BEFORE);
    await clara.choose("theme:tree", "in", BEFORE);
    expect(await Promise.all([anna, boris, clara, dora].map((person) => person.sees(EASTER)))).toEqual([
      "show: asked",
      "none: sensitive-not-asked",
      "none: opted-out",
      "none: sensitive-not-asked",
    ]);
    await clara.choose("category:religion", "in", EASTER);
    expect(await clara.sees(EASTER)).toBe("show: asked");
  });

  it("says in the tray, in the link and on the page that what the feast carries can be switched off", async () => {
    const anna = await openPerson("anna");
    await startCampaign(easterTree, STARTED);
    const tray = await anna.choose("category:religion", "in", EASTER);
    expect(tray.off.scopes).toEqual(["theme:tree", "category:festive", "category:religion", "all"]);
    const page = await (
      await call(`${linkOf("anna")}?${new URLSearchParams({ at: EASTER })}`, { headers: { Accept: "text/html" } })
    ).text();
    expect(page).toContain('value="category:religion"');
    const scope = new URLSearchParams({ scope: "category:religion" }).toString();
    expect((await press(linkOf("anna"), scope, EASTER)).status).toBe(200);
    expect(await anna.words()).toEqual(["in:category:religion", "out:category:religion"]);
    expect(await anna.sees(EASTER)).toBe("none: opted-out");
  });

  it("can be asked for on the person's own page, where what it carries has a switch of its own", async () => {
    const anna = await openPerson("anna");
    const pageOf = async () => {
      const link = await call("/v1/me/page-links", {
        method: "POST",
        headers: { Authorization: `Bearer ${anna.token}` },
      });
      const { url } = await link.json<{ url: string }>();
      return (
        await call(`${new URL(url).pathname}?${new URLSearchParams({ at: EASTER })}`, {
          headers: { Accept: "text/html" },
        })
      ).text();
    };
    expect(await pageOf()).not.toContain('value="category:religion"');
    await startCampaign(easterTree, STARTED);
    expect(await pageOf()).toContain('value="category:religion"');
  });

  it("counts an out at what the feast carries against a campaign that somebody saw unasked", async () => {
    await carry("maslenitsa", "festive");
    const anna = await openPerson("anna");
    const hearts = { ...unstaged, key: "fair", decoration: "tree", priority: 900 } as const;
    const body = { key: "fairs", sensitive: false, label: { ru: "Ярмарки", en: "Fairs" } };
    const made = await carryPolicy(catalog(), [{ kind: "category", key: "fairs", body }], STARTED);
    expect(made.ok).toBe(true);
    await carry("maslenitsa", "fairs");
    const schedule = {
      kind: "feast",
      zone: "own",
      feast: "maslenitsa",
      firstOffsetDays: 54,
      lastOffsetDays: 58,
    } as const;
    const { plan } = await startCampaign({ ...hearts, schedule }, STARTED);
    expect(await anna.sees(EASTER)).toBe("show: segment");
    await anna.choose("category:fairs", "out", EASTER);
    expect(await anna.sees(EASTER)).toBe("none: opted-out");
    await reportAll(Date.parse(EASTER));
    const guard = await readGuard(plan.guard, Date.parse(EASTER));
    expect(JSON.stringify(guard)).toContain('"optedOut":1');
  });

  it("is covered by an out at what its feast once carried, also when the feast carries something else, or its days are plain", async () => {
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await startCampaign(easterTree, STARTED);
    await anna.choose("category:religion", "out", BEFORE);
    await carry("orthodox-easter", null);
    await startCampaign({ ...easterTree, delivery: "default-on" }, STARTED);
    expect(await feastOf("easter-tree")).toEqual({ key: "orthodox-easter", former: ["category:religion"] });
    expect([await anna.sees(EASTER), await boris.sees(EASTER)]).toEqual(["none: opted-out", "show: segment"]);
    const plain = { kind: "once", zone: "own", firstDay: "2025-04-19", lastDay: "2025-04-21" } as const;
    await startCampaign({ ...easterTree, delivery: "default-on", schedule: plain }, STARTED);
    expect([await anna.sees(EASTER), await boris.sees(EASTER)]).toEqual(["none: opted-out", "show: segment"]);
    await anna.choose("category:religion", "in", EASTER);
    expect(await anna.sees(EASTER)).toBe("show: segment");
  });

  it("is refused where nobody knows the feast's day, and nothing of it is started", async () => {
    const later = Date.parse("2034-12-01T00:00:00Z");
    const eid = { ...easterTree, schedule: { ...easterTree.schedule, feast: "eid-al-fitr" } } as Campaign;
    await writeCampaign(eid, later);
    await step(eid.key, { kind: "submit" }, "anna", later);
    await step(eid.key, { kind: "approve" }, "boris", later);
    const started = await step(eid.key, { kind: "start" }, "anna", later);
    expect(started).toMatchObject({ ok: false, error: { type: "refused" } });
    expect(JSON.stringify(started)).toContain("is known for 2024 to 2035, not for 2036");
    expect((await catalog().readDefinition("campaign", eid.key))?.lifecycle?.live).toBeUndefined();
  });
});

describe("a catalog of before feasts carried anything", () => {
  /** As an earlier version left it: no feasts, a ruleset without them, and drafts that may come unasked. */
  async function turnBack(drafts: readonly Campaign[]) {
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage: { sql } }) => {
      sql.exec("DELETE FROM definitions WHERE kind = 'feast'");
      sql.exec("DELETE FROM revisions WHERE kind = 'feast'");
      sql.exec("DELETE FROM feast_places");
      for (const draft of drafts) {
        sql.exec(
          "UPDATE definitions SET body = ?, snapshot = json_set(snapshot, '$.campaign', json(?)) WHERE kind = 'campaign' AND key = ?",
          JSON.stringify(draft),
          JSON.stringify(draft),
          draft.key,
        );
      }
      const [latest] = sql
        .exec<{ version: number; body: string }>("SELECT version, body FROM rulesets ORDER BY version DESC LIMIT 1")
        .toArray();
      // Parsed boundary: a ruleset of this very catalog.
      const ruleset = JSON.parse(latest?.body ?? "") as Ruleset;
      const campaigns = ruleset.campaigns.map(({ feast: _feast, ...campaign }) =>
        drafts.some(({ key }) => key === campaign.key) ? { ...campaign, delivery: "default-on" as const } : campaign,
      );
      sql.exec(
        "UPDATE rulesets SET body = ? WHERE version = ?",
        JSON.stringify({ ...ruleset, campaigns }),
        latest?.version ?? 0,
      );
    });
  }

  it("gets them at its next start, once and on record, and stores its ruleset anew: what came unasked comes no more", async () => {
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await startCampaign(easterTree, STARTED);
    const before = (await catalog().status()).ruleset;
    await turnBack([{ ...easterTree, delivery: "default-on", requests: false }]);
    const status = await catalog().start(STARTED);
    expect(status).toMatchObject({ ruleset: before + 1, isLive: true });
    expect((await catalog().listDefinitions("feast")).map(({ key }) => key)).toEqual([...FEASTS]);
    expect(await feastOf("easter-tree")).toEqual({ key: "orthodox-easter", category: "religion" });
    await anna.choose("category:religion", "in", BEFORE);
    expect([await anna.sees(EASTER), await boris.sees(EASTER)]).toEqual(["show: asked", "none: sensitive-not-asked"]);

    const stored = await catalog().readDefinition("campaign", "easter-tree");
    expect(stored?.body).toMatchObject({ delivery: "opt-in", requests: true });
    expect(stored?.lifecycle?.live).toMatchObject({ state: "halted", haltedBy: "policy" });
    const audit = await catalog().readAudit({ limit: 50 });
    const ofUpgrade = audit.filter(({ actor, at }) => actor === "system" && at === STARTED);
    expect(ofUpgrade.filter(({ target }) => target.startsWith("feast/"))).toHaveLength(FEASTS.length);
    const ofCampaign = ofUpgrade.filter(({ target }) => target === "campaign/easter-tree");
    expect(ofCampaign.map(({ action }) => action)).toEqual(["halt-by-policy", "edit"]);

    const again = await catalog().start(STARTED);
    expect(again.ruleset).toBe(before + 1);
    expect(await catalog().readAudit({ limit: 1 })).toEqual(audit.slice(0, 1));
    const desk = await openDesk(BEFORE, "anna", "marketer");
    expect(
      (await desk("PUT", "/v1/campaigns/other", { ...unstaged, key: "other" }, { "If-None-Match": "*" })).status,
    ).toBe(201);
  });

  it("keeps what feasts come with as the rule while it lists none", async () => {
    await startCampaign(easterTree, STARTED);
    await turnBack([]);
    const body = { ...easterTree, key: "second", delivery: "default-on" };
    const written = await catalog().writeDefinition({
      kind: "campaign",
      key: "second",
      body: JSON.parse(JSON.stringify(body)) as Json,
      expectedRevision: 0,
      actor: "anna",
      now: STARTED,
    });
    expect(written).toMatchObject({ ok: false, error: { issues: [{ code: "sensitive-default-on" }] } });
  });

  it("takes no feast whose category it does not have", async () => {
    await turnBack([]);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage: { sql } }) =>
      sql.exec("DELETE FROM definitions WHERE kind = 'category' AND key = 'family'").toArray(),
    );
    await catalog().start(STARTED);
    const feasts = (await catalog().listDefinitions("feast")).map(({ key }) => key);
    expect(feasts).not.toContain("mothers-day");
    expect(feasts).toContain("ramadan");
  });
});

describe("a second person", () => {
  const IN_MAY = "2025-04-10T00:00:00Z";
  /** Comes unasked to one person in two hundred, on those days. */
  const few = (key: string, firstDay: string, lastDay: string, segment = "far-east"): Campaign => ({
    ...unstaged,
    key,
    schedule: { kind: "once", zone: "own", firstDay, lastDay },
    audience: { include: [segment], exclude: [] },
  });

  async function submit(campaign: Campaign) {
    const desk = await openDesk(IN_MAY, "anna", "marketer");
    expect((await desk("PUT", `/v1/campaigns/${campaign.key}`, campaign, { "If-None-Match": "*" })).status).toBe(201);
    expect((await desk("POST", `/v1/campaigns/${campaign.key}:submit`, {})).status).toBe(200);
    return (await catalog().readDefinition("campaign", campaign.key))?.lifecycle?.review.state;
  }

  const populate = () =>
    importPeople(
      Array.from({ length: 200 }, (_, index) => ({
        subscriberId: `s${index}`,
        profile: { region: index === 0 ? "RU-PRI" : "RU-MOW" },
      })),
    );

  it("is needed for days that are those of a sensitive feast, where somebody in the audience may keep it", async () => {
    await populate();
    expect(await submit(few("before", "2025-05-05", "2025-05-08"))).toBe("approved");
    expect(await submit(few("victory", "2025-05-05", "2025-05-09"))).toBe("submitted");
    // A season of five weeks, of which one wave sees only the last day.
    const season = few("season", "2025-04-06", "2025-05-09");
    expect(await submit({ ...season, waves: [{ segments: ["ios"], startsAfterDays: 33 }] })).toBe("submitted");
    const honolulu = few("honolulu", "2025-05-08", "2025-05-08");
    const evening = { ...honolulu.schedule, zone: "Pacific/Honolulu", startTime: "11:00" };
    expect(await submit({ ...honolulu, schedule: evening })).toBe("submitted");
    expect(await submit(few("far-ahead", "2036-02-01", "2036-02-05"))).toBe("submitted");
    // Yakutia belongs to the Far East, and not to the south.
    expect(await submit(few("ysyakh-east", "2025-06-20", "2025-06-22"))).toBe("submitted");
    expect(await submit(few("ysyakh-south", "2025-06-20", "2025-06-22", "south"))).toBe("approved");
  });

  it("is needed for a campaign around a sensitive feast, and is told why", async () => {
    await populate();
    expect(await submit({ ...easterTree, requests: true })).toBe("submitted");
    const desk = await openDesk(IN_MAY, "anna", "marketer", "approver");
    const refused = await (await desk("POST", "/v1/campaigns/easter-tree:approve", {})).json<{ detail: string }>();
    expect(refused.detail).toContain("the category “Religious holidays” is sensitive");
    await submit(few("victory", "2025-05-09", "2025-05-09"));
    const clash = await (await desk("POST", "/v1/campaigns/victory:approve", {})).json<{ detail: string }>();
    expect(clash.detail).toContain("its days are those of “Victory Day” (9 May 2025)");
  });

  it("is announced by the check of a draft, which names the feast, its days and regions", async () => {
    const desk = await openDesk(IN_MAY, "anna", "marketer");
    const checked = await desk("POST", "/v1/campaigns:check", few("ysyakh-east", "2025-06-20", "2025-06-22"));
    const { findings } = await checked.json<{
      findings: { code: string; severity: string; message: { ru: string } }[];
    }>();
    const found = findings.find(({ code }) => code === "coincides-with-feast");
    expect(found).toMatchObject({ severity: "warning", path: "schedule" });
    expect(found?.message.ru).toContain("«Ысыах» (21 июня 2025; регионы: Якутия (Саха))");
  });
});

describe("the year", () => {
  it("tells of each feast what it carries, whether that is sensitive, and where it is kept", async () => {
    const desk = await openDesk(BEFORE, "vera", "viewer");
    const season = seasonSchema.parse(await (await desk("GET", "/v1/season?from=2025-01-01&until=2026-01-01")).json());
    const { feasts, unknownFeasts } = season;
    expect(feasts.find(({ feast }) => feast === "ysyakh")).toMatchObject({
      day: "2025-06-21",
      category: "national",
      isSensitive: true,
      regions: ["RU-SA"],
    });
    expect(feasts.find(({ feast }) => feast === "ramadan")).toMatchObject({ day: "2025-03-01", lastDay: "2025-03-29" });
    expect(feasts.find(({ feast }) => feast === "knowledge-day")).toMatchObject({ category: null, isSensitive: false });
    expect(unknownFeasts).toEqual([]);
  });

  it("names the feasts whose days it does not know, and still has the others", async () => {
    const desk = await openDesk(BEFORE, "vera", "viewer");
    const season = seasonSchema.parse(await (await desk("GET", "/v1/season?from=2036-01-01&until=2037-01-01")).json());
    expect(season.unknownFeasts.map(({ feast, last }) => `${feast} ${last}`)).toContain("ramadan 2035");
    expect(season.feasts.map(({ feast }) => feast)).toContain("orthodox-easter");
  });
});
