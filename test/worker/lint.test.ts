import { afterEach, describe, expect, it, vi } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { Shard } from "../../src/shard/object.ts";
import { expectProblem, importPeople, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const newYear: Campaign = found;
const label = { ru: "а", en: "a" };

/** Sixty people in all shards: iOS and Android by turns, all of them in Moscow, some of unknown gender. */
async function populate() {
  await importPeople(
    Array.from({ length: 60 }, (_, index) => ({
      subscriberId: `s${index}`,
      profile: { region: "RU-MOW", ...(index % 3 === 0 ? {} : { gender: index % 3 === 1 ? "female" : "male" }) },
      device: { platform: index % 2 === 0 ? "ios" : "android" },
    })),
  );
}

async function check(campaign: object) {
  const viewer = await openDesk(NOW, "vera", "viewer");
  const response = await viewer("POST", "/v1/campaigns:check", campaign);
  expect(response.status).toBe(200);
  return response.json<{
    issues: { path: string; code?: string; message: string }[];
    findings: { code: string; path: string; message: { ru: string; en: string } }[];
  }>();
}

async function findIn(campaign: Partial<Campaign>) {
  const { findings } = await check({ ...newYear, key: "winter", waves: [], ...campaign });
  return findings.map(({ code, path }) => `${code} ${path}`);
}

describe("the lint of a campaign", () => {
  it("finds rules that match nobody or everybody, counted in all shards", async () => {
    await populate();
    const audience = { include: ["ios", "siberia"], exclude: ["central"] };
    const codes = await findIn({ audience, waves: [{ segments: ["far-east"], startsAfterDays: 1 }] });
    expect(codes).toEqual(
      expect.arrayContaining([
        "matches-nobody audience.include[1]",
        "matches-everybody audience.exclude[0]",
        "matches-nobody waves[0].segments[0]",
        "nobody-left audience",
      ]),
    );
    expect(codes).not.toContain("matches-nobody audience.include[0]");
    const { findings } = await check({ ...newYear, key: "winter", audience });
    expect(findings.map(({ message }) => message.en).join()).toContain("Nobody of about 59 people is in “siberia”");
  });

  it("says nothing of rules that divide people, nor of an audience that opt-ins do not need", async () => {
    await populate();
    const codes = await findIn({ audience: { include: ["ios"], exclude: ["android"] } });
    expect(codes.filter((code) => /matches|nobody/.test(code))).toEqual([]);
  });

  it("says that it could not count when a shard does not answer, and tells the rest all the same", async () => {
    vi.spyOn(Shard.prototype, "countAudiences").mockRejectedValue(new Error("unreachable"));
    const codes = await findIn({ audience: { include: ["everyone"], exclude: [] } });
    expect(codes).toEqual(expect.arrayContaining(["not-counted audience", "overlap priority"]));
  });

  it("tells of exclusions that rely on what is not known of everybody", async () => {
    await populate();
    const marketer = await openDesk(NOW, "anna", "marketer");
    const notWomen = { key: "not-women", label, condition: { gender: { $ne: "female" } }, examples: [] };
    expect((await marketer("PUT", "/v1/segments/not-women", notWomen, { "If-None-Match": "*" })).status).toBe(201);
    expect(await findIn({ audience: { include: ["everyone"], exclude: ["not-women"] } })).toContain(
      "excludes-unknown audience.exclude[0]",
    );
    expect(await findIn({ audience: { include: ["everyone"], exclude: ["machines-and-corporate"] } })).toContain(
      "keeps-unknown audience.exclude[0]",
    );
  });

  it("tells which other campaign wants the slot, and who wins it", async () => {
    const { findings } = await check({ ...newYear, key: "winter", priority: newYear.priority + 1 });
    const overlap = findings.find(({ code }) => code === "overlap");
    expect(overlap?.message.en).toMatch(/“new-year”.*will see “winter”/);
    expect(await findIn({ priority: newYear.priority })).toContain("equal-priority priority");
    const marketer = await openDesk(NOW, "anna", "marketer");
    expect((await marketer("POST", "/v1/campaigns/new-year:stop", { reason: "enough of it" })).status).toBe(200);
    const alone = await check({ ...newYear, key: "winter", priority: newYear.priority });
    expect(alone.findings.filter(({ code }) => code === "overlap" || code === "equal-priority")).toEqual([]);
  });

  it("tells that nothing is ahead", async () => {
    const schedule = { kind: "once", zone: "own", firstDay: "2025-01-01", lastDay: "2025-01-02" } as const;
    expect(await findIn({ schedule })).toContain("nothing-ahead schedule");
  });

  it.each<[string, object, RegExp, RegExp]>([
    ["no end", { schedule: { kind: "yearly", zone: "own", firstDay: "--12-20" } }, /schedule/, /lastDay|expected/i],
    ["a sensitive theme that comes unasked", { decoration: "hearts" }, /winter/, /asked for|opt-in/],
    ["a label in one language only", { label: { ru: "Зима" } }, /label/, /en|expected/i],
    ["a segment that does not exist", { audience: { include: ["ghost"], exclude: [] } }, /audience/, /ghost/],
  ])("refuses %s, saying where and why", async (_what, change, path, message) => {
    const { issues, findings } = await check({ ...newYear, key: "winter", ...change });
    expect(findings).toEqual([]);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.map((issue) => issue.path).join()).toMatch(path);
    expect(issues.map((issue) => `${issue.path} ${issue.message}`).join()).toMatch(message);
  });
});

describe("definitions beside campaigns", () => {
  it("are refused when they would say what nobody may know", async () => {
    const admin = await openDesk(NOW, "ada", "admin");
    const religion = { key: "religion", type: "string", source: "profile", label: { ru: "Вера", en: "Religion" } };
    const changes = [{ kind: "attribute", key: "religion", body: religion, baseRevision: 0 }];
    const refused = await admin("POST", "/v1/policy/proposals", { changes, reason: "a test" });
    const problem = await expectProblem(refused, "refused", 422);
    expect(problem.issues?.[0]).toMatchObject({ code: "forbidden-attribute" });
  });

  it("are refused when their art breaks the rules for icons", async () => {
    const marketer = await openDesk(NOW, "anna", "marketer");
    const [decoration] = bundledDefinitions.decorations;
    const tooWide = { ...decoration, path: "M0 0h24v24H0z" };
    const path = `/v1/decorations/${decoration?.key}`;
    const refused = await marketer("PUT", path, tooWide, { "If-Match": '"r1"' });
    const problem = await expectProblem(refused, "invalid-request", 400);
    expect(problem.issues?.[0]?.path).toContain("path");
    expect(problem.issues?.[0]?.message).toContain("keep all of it");
  });

  it("are refused when their segments go round in a circle, and nothing is stored", async () => {
    const marketer = await openDesk(NOW, "anna", "marketer");
    const machines = bundledDefinitions.segments.find(({ key }) => key === "machines-and-corporate");
    const circle = { ...machines, condition: { $notInSegment: "people" }, examples: [] };
    const refused = await marketer("PUT", "/v1/segments/machines-and-corporate", circle, { "If-Match": '"r1"' });
    const problem = await expectProblem(refused, "refused", 422);
    expect(JSON.stringify(problem.issues)).toMatch(/people.*machines-and-corporate|machines-and-corporate.*people/);
    const read = await (await marketer("GET", "/v1/segments/machines-and-corporate")).json<{ revision: number }>();
    expect(read.revision).toBe(1);
  });
});
