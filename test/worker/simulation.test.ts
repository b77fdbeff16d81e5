import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { listDays } from "../../src/calendar/instants-of-days.ts";
import { compileRuleset } from "../../src/catalog/compile-ruleset.ts";
import { queryRequest } from "../../src/catalog/measure-audience.ts";
import type { Definitions } from "../../src/contract/definitions.ts";
import { problemSchema } from "../../src/contract/problem.ts";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { ProfileRow } from "../../src/contract/rpc/rpc-tray.ts";
import {
  audienceReportSchema,
  audienceRequestSchema,
  simulationReportSchema,
  simulationRequestSchema,
  type SimulationReport,
} from "../../src/contract/simulation.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Facts } from "../../src/domain/condition/attribute.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Counts } from "../../src/domain/counts.ts";
import { addAudiences, EMPTY_AUDIENCE } from "../../src/domain/condition/audience.ts";
import { foldChoices, type Choice, type ChoiceFold, type Scope } from "../../src/domain/decision/choice.ts";
import { decide } from "../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../src/domain/decision/load-ruleset.ts";
import { addTallies, EMPTY_TALLY, type Tally } from "../../src/domain/rehearsal/tally.ts";
import { sampleDevice, samplePerson } from "../../src/domain/rehearsal/sample-population.ts";
import type { Segment } from "../../src/domain/condition/segment.ts";
import { viewerOf } from "../../src/domain/decision/viewer.ts";
import { compileLinearPattern } from "../../src/regex/linear-regex.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { catalog, expectProblem, shardFor, useGarland } from "./client.ts";
import { shardOf } from "./guarded-campaign.ts";
import { bold, bundled, openDesk } from "./simulating.ts";

const STARTED_AT = "2026-12-01T00:00:00Z";
useGarland(STARTED_AT);

const SEED = 7;
const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

interface Person extends ProfileRow {
  readonly device: Facts;
  readonly choices: ChoiceFold;
}

/** What some of the people said, by turns: most say nothing. */
const WORDS: readonly (readonly [Scope, "in" | "out"])[][] = [
  [],
  [["theme:hearts", "in"]],
  [],
  [["all", "out"]],
  [],
  [["category:festive", "out"]],
  [],
  [
    ["all", "out"],
    ["theme:tulip", "in"],
  ],
];

/** Invented people in all shards, with their phones and choices. */
async function populate(count: number): Promise<readonly Person[]> {
  const people = Array.from({ length: count }, (_, index): Person => {
    const { subscriberId, attributes } = samplePerson(index, SEED, regions);
    const said = listWords(index);
    return {
      subscriberId,
      profile: attributes,
      device: { ...sampleDevice(index, SEED, regions) },
      choices: foldChoices(said),
    };
  });
  const byShard = Map.groupBy(people, ({ subscriberId }) => shardNameOf(subscriberId, Number(env.SHARDS)));
  await Promise.all(Array.from(byShard, ([name, rows]) => env.SHARD.getByName(name).importProfiles(rows)));
  await Promise.all(
    people.map(async ({ subscriberId }, index) => {
      for (const choice of listWords(index)) {
        const request = { ...choice, subscriberId, device: {}, origin: "https://garland.test", actor: "self" } as const;
        await shardFor(subscriberId).choose(request);
      }
    }),
  );
  return people;
}

function listWords(index: number): readonly Choice[] {
  const saidAt = Date.parse("2026-11-01T00:00:00Z");
  const words = WORDS[index % WORDS.length] ?? [];
  return words.map(([scope, value], turn) => ({ id: turn + 1, scope, value, at: saidAt + turn, channel: "app" }));
}

function load(definitions: Definitions) {
  const running = new Map(definitions.campaigns.map((campaign) => [campaign.key, { state: "running" } as const]));
  const compiled = compileRuleset(definitions, {
    version: 1,
    now: Date.parse(STARTED_AT),
    defaultZone: "Europe/Moscow",
    stopped: false,
    standings: running,
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return loadRuleset(compiled.value, compileLinearPattern);
}

/** Decides for everybody, one after another, without any of the code that rehearses. */
function decideForAll(people: readonly Person[], rules: ReturnType<typeof load>, instantOf: (zone: string) => number) {
  return people.map((person) => {
    const viewer = viewerOf(rules, person, person.device);
    const decision = decide(rules, viewer, instantOf(viewer.zone));
    return decision.decision === "show" ? decision.decoration : null;
  });
}

function countChanges(live: readonly (string | null)[], candidate: readonly (string | null)[], decoration: string) {
  const both = live.map((slot, index) => [slot === decoration, candidate[index] === decoration]);
  const kept = both.filter(([before, after]) => before && after).length;
  const gained = both.filter(([before, after]) => !before && after).length;
  const lost = both.filter(([before, after]) => before && !after).length;
  return { live: kept + lost, candidate: kept + gained, kept, gained, lost };
}

async function simulate(desk: Awaited<ReturnType<typeof openDesk>>, body: object): Promise<SimulationReport> {
  const response = await desk("POST", "/v1/simulations", body);
  expect(response.status).toBe(200);
  return simulationReportSchema.parse(await response.json());
}

/** What the shards count, before anything of it is told. */
async function rehearseExactly(request: object): Promise<Tally> {
  const act = { actor: "person:nobody", now: Date.parse(STARTED_AT) };
  const asked = { request: simulationRequestSchema.parse(request), ...act };
  const prepared = await catalog().askAboutPeople("rehearse", asked);
  if (!prepared.ok) throw new Error(prepared.error.detail);
  const tallies = await Promise.all(
    listShardNames().map(async (name) => {
      const slice = await env.SHARD.getByName(name).rehearse({ plan: prepared.value.plan, after: "" });
      if (!slice.ok || slice.value.next !== null) throw new Error(`${name} was not counted whole`);
      return slice.value.tally;
    }),
  );
  return tallies.reduce(addTallies, EMPTY_TALLY);
}

const listShardNames = () =>
  Array.from({ length: Number(env.SHARDS) }, (_, index) => `shard-${index}-of-${env.SHARDS}`);

/** The people who keep, gain and lose it. */
const changesOf = ([kept = 0, gained = 0, lost = 0]: Counts = []) => {
  return { live: kept + lost, candidate: kept + gained, kept, gained, lost };
};

describe("a simulation", () => {
  it("counts exactly what deciding for everybody gives, at an instant, and tells about as much", async () => {
    const people = await populate(400);
    const at = "2027-03-06T12:00:00+03:00";
    const request = { definitions: { campaigns: [bold] }, at };
    const tally = await rehearseExactly(request);
    const report = await simulate(await openDesk("viewer"), request);
    const live = decideForAll(people, load(bundledDefinitions), () => Date.parse(at));
    const candidate = decideForAll(
      people,
      load({ ...bundledDefinitions, campaigns: [...bundledDefinitions.campaigns, bold] }),
      () => Date.parse(at),
    );
    const expected = countChanges(live, candidate, "tulip");
    expect(expected.gained).toBeGreaterThan(50);
    expect(tally.people.people).toBe(400);
    expect([...tally.changes.keys()]).toEqual(["tulip"]);
    expect(changesOf(tally.changes.get("tulip"))).toEqual(expected);
    const platforms = [...(tally.groups.get("platform") ?? [])];
    for (const [platform, group] of platforms) {
      const own = people.map((person) => person.device["platform"] === platform);
      expect(group.people.people).toBe(own.filter(Boolean).length);
      const shown = own.filter((isOwn, index) => isOwn && candidate[index] === "tulip").length;
      expect(changesOf(group.changes.get("tulip")).candidate).toBe(shown);
    }
    expect(platforms.map(([platform]) => platform).toSorted()).toEqual(["android", "ios"]);
    expect(tally.overlaps.get("bold-spring")?.get("spring")?.[0]).toBeGreaterThan(0);
    const off = people.filter((_, index) => [3, 5].includes(index % 8)).length;
    const words = [off, people.length / 8, 0, people.length / 8, people.length / 4];
    expect(tally.words.get("bold-spring")).toEqual(words);

    expect(report.ruleset).toBe(1);
    expect(Math.abs(report.people - 400)).toBeLessThanOrEqual(7);
    const tulip = report.decorations.find(({ decoration }) => decoration === "tulip");
    expect(Math.abs((tulip?.gained ?? 0) - expected.gained)).toBeLessThanOrEqual(report.fewerThan.decorations);
    expect(tulip?.groups["platform"]?.map((group) => group.values)).toEqual([["android"], ["ios"]]);
    expect(report.rehearsed).toContainEqual({
      campaign: "bold-spring",
      decoration: "tulip",
      theme: "tulip",
      isDraft: true,
    });
  });

  it("counts exactly what deciding for everybody on every day gives, over a season, in their own zones", async () => {
    const people = await populate(200);
    const season = { from: "2026-12-15", until: "2027-03-15", time: "09:00" };
    const request = { definitions: { campaigns: [bold] }, ...season };
    const tally = await rehearseExactly(request);
    const report = await simulate(await openDesk("marketer"), request);
    const liveRules = load(bundledDefinitions);
    const rules = load({ ...bundledDefinitions, campaigns: [...bundledDefinitions.campaigns, bold] });
    for (const [place, day] of listDays(season.from, season.until).entries()) {
      // Russia has not changed its clocks since 2016, so an offset says it all.
      const instantOf = (zone: string) => Date.parse(`${day}T09:00:00${offsetOf(zone)}`);
      const live = decideForAll(people, liveRules, instantOf);
      const candidate = decideForAll(people, rules, instantOf);
      const pairs = Map.groupBy(live.entries(), ([index, slot]) => JSON.stringify([slot, candidate[index] ?? null]));
      const counted = [...tally.outcomes].flatMap(([before, bySlot]) =>
        [...bySlot].flatMap(([after, byReason]) => {
          const sum = [...byReason.values()].reduce((all, days) => all + (days[place] ?? 0), 0);
          return sum === 0 ? [] : [[JSON.stringify([before, after]), sum] as const];
        }),
      );
      expect(new Map(counted)).toEqual(new Map([...pairs].map(([pair, rows]) => [pair, rows.length])));
    }
    expect([report.days[0]?.firstDay, report.days.at(-1)?.lastDay]).toEqual(["2026-12-15", "2027-03-15"]);
    expect(changesOf(tally.changes.get("tulip")).gained).toBeGreaterThan(40);
  });

  it("streams how far it has come, and then the same result", async () => {
    await populate(60);
    const desk = await openDesk("approver");
    const body = { drafts: [{ kind: "campaign", key: "spring" }], at: "2027-03-06T12:00:00+03:00" };
    const streamed = await desk("POST", "/v1/simulations", body, { Accept: "application/x-ndjson" });
    expect(streamed.headers.get("Content-Type")).toBe("application/x-ndjson");
    const text = new TextDecoder().decode(await streamed.arrayBuffer());
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    const shards = Number(env.SHARDS);
    expect(lines.slice(0, -1)).toHaveLength(shards);
    expect(lines.at(-2)).toEqual({ progress: { shardsDone: shards, shards, subscribersDone: 0 } });
    expect(lines.at(-1)).toEqual({ result: await simulate(desk, body) });
    // What was answered is kept for the day: nobody is counted again.
    const again = await desk("POST", "/v1/simulations", body, { Accept: "application/x-ndjson" });
    expect(
      new TextDecoder()
        .decode(await again.arrayBuffer())
        .trimEnd()
        .split("\n"),
    ).toHaveLength(1);
  });

  it("takes the working copy of a segment in every campaign that uses it, and changes nothing", async () => {
    await populate(200);
    const desk = await openDesk("marketer");
    const stored = await (await desk("GET", "/v1/segments/spring-audience")).json<StoredDefinition>();
    const nobody = { ...(stored.body as object), condition: { birthYear: { $gt: 2090 } }, examples: [] };
    await desk("PUT", "/v1/segments/spring-audience", nobody, { "If-Match": `"r${stored.revision}"` });
    const at = "2027-03-06T12:00:00+03:00";
    const asItIs = await rehearseExactly({ at });
    expect(changesOf(asItIs.changes.get("tulip"))).toMatchObject({ gained: 0, lost: 0 });
    const drafted = await rehearseExactly({ at, drafts: [{ kind: "segment", key: "spring-audience" }] });
    expect(changesOf(drafted.changes.get("tulip")).lost).toBeGreaterThan(20);
    expect(await catalog().listRulesets()).toHaveLength(1);
    expect((await catalog().readAudit({ limit: 10 })).map((entry) => entry.action)).toEqual(["edit", "seed"]);
  });

  it("refuses what could not be published, and says where", async () => {
    const desk = await openDesk("marketer");
    const at = "2027-02-14T12:00:00+03:00";
    const post = (body: object) => desk("POST", "/v1/simulations", body);
    const missing = await expectProblem(
      await post({ at, drafts: [{ kind: "campaign", key: "nope" }] }),
      "refused",
      422,
    );
    expect(missing.issues?.[0]?.path).toBe("$.drafts.0.key");
    const hearts = { ...bundled("valentines"), delivery: "default-on" };
    const sensitive = await expectProblem(await post({ at, definitions: { campaigns: [hearts] } }), "refused", 422);
    expect(sensitive.issues?.[0]?.code).toBe("sensitive-default-on");
    const unknown = await expectProblem(await post({ at, by: ["shoeSize"] }), "refused", 422);
    expect(unknown.issues?.[0]?.path).toBe("$.by.0");
    for (const when of [
      {},
      { at, from: "2027-01-01" },
      { from: "2027-02-01" },
      { from: "2027-02-02", until: "2027-02-01" },
    ]) {
      await expectProblem(await post(when), "invalid-request", 400);
    }
    await expectProblem(await post({ from: "2027-01-01", until: "2028-01-02" }), "invalid-request", 400);
    await expectProblem(await (await openDesk("support"))("POST", "/v1/simulations", { at }), "forbidden", 403);
  });

  it("ends when another ruleset comes while it is under way", async () => {
    const request = {
      drafts: [],
      definitions: { segments: [], decorations: [], campaigns: [] },
      by: [],
      time: "12:00",
      zone: "own",
    };
    const at = Date.parse("2027-03-06T12:00:00Z");
    const act = { actor: "person:anna", now: Date.parse(STARTED_AT) };
    const prepared = await catalog().askAboutPeople("rehearse", { request: { ...request, at }, ...act });
    if (!prepared.ok) throw new Error(prepared.error.detail);
    const shard = shardOf("anybody");
    const { plan } = prepared.value;
    expect(await shard.rehearse({ plan, after: "" })).toMatchObject({ ok: true, value: { next: null } });
    await catalog().setStopped(true, { actor: "boris", now: Date.parse(STARTED_AT) });
    expect(await shard.rehearse({ plan, after: "" })).toMatchObject({ ok: false, error: { type: "conflict" } });
  });
});

describe("counting an audience", () => {
  async function count(body: object) {
    const response = await (await openDesk("viewer"))("POST", "/v1/audiences:count", body);
    expect(response.status).toBe(200);
    return audienceReportSchema.parse(await response.json());
  }

  const factsOf = ({ device, profile }: Person): Facts => ({ ...device, ...profile });

  /** What the shards count, before anything of it is told. */
  async function countExactly(body: object): Promise<{ readonly total: number; readonly matching: number }> {
    const query = queryRequest(bundledDefinitions, audienceRequestSchema.parse(body), Date.parse(STARTED_AT));
    if (!query.ok) throw new Error(query.error.detail);
    const shards = listShardNames().map((name) => env.SHARD.getByName(name));
    const tallies = await Promise.all(shards.map((shard) => shard.countAudiences([query.value])));
    const { people, matching } = tallies.map(([tally]) => tally ?? EMPTY_AUDIENCE).reduce(addAudiences, EMPTY_AUDIENCE);
    return { total: people.people, matching: matching.people };
  }

  /** Told within the noise of a number of people with some attributes. */
  const expectAbout = (told: number | null | undefined, people: number) =>
    expect(Math.abs((told ?? 0) - people)).toBeLessThanOrEqual(7);

  it("is exact inside, and tells about as much of conditions and segments, by groups as well", async () => {
    const people = await populate(300);
    const women = people.filter((person) => factsOf(person)["gender"] === "female");
    const byGender = await count({ condition: { gender: "female" }, by: ["platform", "birthYear"] });
    expect(await countExactly({ condition: { gender: "female" } })).toEqual({ total: 300, matching: women.length });
    expectAbout(byGender.total, 300);
    expectAbout(byGender.matching, women.length);
    for (const { values, total, matching } of byGender.groups["platform"] ?? []) {
      expectAbout(total, people.filter((person) => person.device["platform"] === values[0]).length);
      expectAbout(matching, women.filter((person) => person.device["platform"] === values[0]).length);
    }
    expect(byGender.groups["birthYear"]?.length).toBeGreaterThan(2);

    const iosPeople = await countExactly({ include: ["ios"], exclude: ["machines-and-corporate"] });
    expect(iosPeople.matching).toBe(
      people
        .map(factsOf)
        .filter(({ platform, lineType }) => platform === "ios" && lineType !== "m2m" && lineType !== "corporate")
        .length,
    );
    const draft: Segment = {
      key: "ios",
      label: { ru: "Тарифы", en: "Tariffs" },
      condition: { services: "music", platform: "android" },
      examples: [],
    };
    const inline = await countExactly({ condition: { gender: "female" }, include: ["ios"], segments: [draft] });
    const musical = women.map(factsOf).filter(({ services, platform }) => {
      return platform === "android" && Array.isArray(services) && services.includes("music");
    });
    expect(inline.matching).toBe(musical.length);
  });

  it("tells the same number however the same people are described", async () => {
    await populate(300);
    const { left: _before, ...told } = await count({ condition: { gender: "female" } });
    for (const condition of [
      { gender: { $in: ["female"] } },
      { $and: [{ gender: "female" }, { gender: { $exists: true } }] },
      { $nor: [{ gender: { $ne: "female" } }] },
    ]) {
      const { left: _left, ...other } = await count({ condition });
      expect(other).toEqual(told);
    }
  });

  it("follows every write at once", async () => {
    const people = await populate(100);
    const condition = { platform: "ios" };
    const ios = people.filter((person) => person.device["platform"] === "ios").length;
    expect((await countExactly({ condition })).matching).toBe(ios);
    const [first = ""] = people
      .filter((person) => person.device["platform"] === "android")
      .map((person) => person.subscriberId);
    const at = Date.parse(STARTED_AT);
    // A new phone, a new person who only asked, one of whom only a word is known (so nobody), a new import, one erased.
    const asking = { device: { platform: "ios" }, at, origin: "https://garland.test" };
    await shardFor(first).tray({ ...asking, subscriberId: first });
    await shardFor("newcomer").tray({ ...asking, subscriberId: "newcomer" });
    await shardFor("chooser").choose({
      ...asking,
      device: {},
      subscriberId: "chooser",
      scope: "all",
      value: "out",
      channel: "app",
      actor: "self",
    });
    await shardFor("imported").importProfiles([{ subscriberId: "imported", profile: { region: "RU-MOW" } }]);
    expect(await countExactly({ condition })).toEqual({ total: 102, matching: ios + 2 });
    await shardFor("imported").applyPopulation([{ kind: "delete", subscriberId: "imported" }], 0);
    await shardFor("newcomer").applyPopulation([{ kind: "erase", subscriberId: "newcomer" }], 0);
    expect(await countExactly({ condition })).toEqual({ total: 100, matching: ios + 1 });
  });

  it("goes on rightly when there are more people than a block holds, and some of them change", async () => {
    const row = (index: number, platform: string) => ({
      subscriberId: `p${String(index).padStart(5, "0")}`,
      profile: { lineType: "consumer" },
      device: { platform },
    });
    const shard = shardFor("p00000");
    const rows = Array.from({ length: 3_500 }, (_, index) => row(index, index % 2 === 0 ? "ios" : "android"));
    await shard.importProfiles(rows);
    const condition = { platform: "ios" };
    expect(await countExactly({ condition })).toEqual({ total: 3_500, matching: 1_750 });
    await shard.importProfiles(Array.from({ length: 900 }, (_, index) => row(index * 3, "ios")));
    await shard.importProfiles(Array.from({ length: 1_200 }, (_, index) => row(5_000 + index, "ios")));
    await shard.applyPopulation(
      rows.slice(1_000, 1_600).map(({ subscriberId }) => ({ kind: "delete", subscriberId })),
      0,
    );
    const now = new Map(rows.map(({ subscriberId, device }) => [subscriberId, device.platform]));
    for (let index = 0; index < 900; index++) now.set(row(index * 3, "").subscriberId, "ios");
    for (const { subscriberId } of rows.slice(1_000, 1_600)) now.delete(subscriberId);
    const ios = [...now.values()].filter((platform) => platform === "ios").length + 1_200;
    const twice = [await countExactly({ condition }), await countExactly({ condition })];
    for (const counted of twice) expect(counted).toEqual({ total: now.size + 1_200, matching: ios });
  });

  it("keeps small numbers back, and what would reveal them", async () => {
    await populate(100);
    expectAbout((await count({ condition: { region: { $in: ["RU-NEN"] } } })).total, 100);
    for (const condition of [{ birthYear: 1961 }, { birthYear: { $ne: 1961 } }]) {
      expect(await count({ condition })).toMatchObject({ matching: null, share: null, groups: {} });
    }
    expect(await count({ condition: { birthYear: { $gt: 2090 } } })).toMatchObject({ matching: 0, share: 0 });
  });

  it("says where a condition is wrong", async () => {
    const desk = await openDesk("viewer");
    const post = (body: object) => desk("POST", "/v1/audiences:count", body);
    const typo = await expectProblem(await post({ condition: { plattform: "ios" } }), "refused", 422);
    expect(typo.issues).toEqual([expect.objectContaining({ path: "$.condition.plattform" })]);
    const missing = await expectProblem(await post({ include: ["ios", "nobody-knows"] }), "refused", 422);
    expect(missing.issues?.[0]?.path).toBe("$.include.1");
    await expectProblem(await post({ by: ["region"] }), "invalid-request", 400);
  });

  it("says in Russian where and why it can't count, to whoever reads Russian", async () => {
    const desk = await openDesk("viewer");
    const at = "2027-02-14T12:00:00+03:00";
    for (const [path, body] of [
      ["/v1/audiences:count", { condition: { plattform: "ios" } }],
      ["/v1/audiences:count", { include: ["nobody-knows"] }],
      ["/v1/audiences:count", { condition: {}, by: ["shoeSize"] }],
      ["/v1/audiences:count", {}],
      ["/v1/audiences:count", { condition: {}, by: ["region", "region"] }],
      ["/v1/simulations", { at, by: ["shoeSize"] }],
      ["/v1/simulations", { at, drafts: [{ kind: "campaign", key: "nope" }] }],
      ["/v1/simulations", {}],
      ["/v1/simulations", { from: "2027-02-02", until: "2027-02-01" }],
      ["/v1/simulations", { from: "2027-02-02", until: "2029-02-01" }],
    ] as const) {
      const refused = await desk("POST", path, body, { "Accept-Language": "ru" });
      const { detail, issues } = problemSchema.parse(await refused.json());
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(issues?.length).toBeGreaterThan(0);
      for (const sentence of [detail, ...(issues ?? []).map(({ message }) => message)]) {
        expect(sentence).toMatch(/^[А-ЯЁ]/u);
      }
    }
  });
});

describe("how many people must want a campaign", () => {
  const small: Segment = {
    key: "one-region",
    label: { ru: "Один", en: "One" },
    condition: { region: "RU-CHU" },
    examples: [],
  };

  async function submit(campaign: Campaign): Promise<unknown> {
    const desk = await openDesk("marketer");
    await desk("PUT", "/v1/segments/one-region", small, { "If-None-Match": "*" });
    await desk("PUT", `/v1/campaigns/${campaign.key}`, campaign, { "If-None-Match": "*" });
    const submitted = await (
      await desk("POST", `/v1/campaigns/${campaign.key}:submit`, {})
    ).json<{ campaign: StoredDefinition }>();
    return submitted.campaign.lifecycle?.review.state;
  }

  const toOne: Campaign = { ...bold, key: "chukotka", audience: { include: ["one-region"], exclude: [] } };

  it("is one while it reaches no more than 1 % of people unasked", async () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      subscriberId: `s${index}`,
      profile: { region: index < 2 ? "RU-CHU" : "RU-MOW", lineType: "consumer" },
    }));
    for (const row of rows) await shardFor(row.subscriberId).importProfiles([row]);
    expect(await submit(toOne)).toBe("approved");
    await shardFor("s3").importProfiles([{ subscriberId: "s3", profile: { region: "RU-CHU" } }]);
    expect(await submit({ ...toOne, key: "chukotka-again" })).toBe("submitted");
  });

  it("is two while nobody is known whom it could reach", async () => {
    expect(await submit(toOne)).toBe("submitted");
  });

  it("is one for a festive campaign that only those see who ask, two for a sensitive one", async () => {
    expect(await submit({ ...bold, key: "tulip-on-request", delivery: "opt-in" })).toBe("approved");
    expect(await submit({ ...bundled("valentines"), key: "more-hearts" })).toBe("submitted");
  });
});

const OFFSETS: Readonly<Record<string, string>> = {};

/** Such as `+07:00`. */
function offsetOf(zone: string): string {
  const known = OFFSETS[zone];
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(
    Date.parse("2027-01-15T00:00:00Z"),
  );
  const offset = parts.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "") ?? "";
  return offset === "" ? "Z" : offset;
}
