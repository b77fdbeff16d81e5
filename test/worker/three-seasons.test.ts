/**
 * New Year, Valentine's and 8 March, three years running, on the product as it is: with the staff's mistakes, what people
 * said of them, and what each year learns from the one before. How many minded comes from shards' reports; who is shown
 * what is asked of real shards.
 */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openGuardRecords } from "../../src/catalog/guard-records.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, importPeople, ORIGIN, SHARDS, useGarland } from "./client.ts";
import {
  DAY,
  guardFor,
  HOUR,
  readOrder,
  reportOf,
  shardNames,
  shardOf,
  startCampaign,
  step,
  switchOff,
  trayOf,
  writeCampaign,
} from "./guarded-campaign.ts";

useGarland("2024-12-01T00:00:00Z");

const bundled = (key: string): Campaign => {
  const found = bundledDefinitions.campaigns.find((campaign) => campaign.key === key);
  if (found === undefined) throw new Error(`there is no ${key}`);
  return found;
};

const christmas: Campaign = {
  ...bundled("valentines"),
  key: "christmas",
  label: { ru: "Рождество", en: "Christmas" },
  decoration: "star",
  schedule: {
    kind: "feast",
    feast: "orthodox-christmas",
    zone: "Europe/Moscow",
    firstOffsetDays: 0,
    lastOffsetDays: 0,
  },
  priority: 500,
};

const noon = (day: string) => Date.parse(`${day}T12:00:00+03:00`);

/** Reports are numbered above all that the shards send by themselves. */
let sequence = 1_000_000;

/** All shards report what they have counted for a guard since it began. */
async function report(guard: string, now: number, exposed: number, optedOut: number): Promise<void> {
  sequence += 1;
  for (const [index, shard] of shardNames.entries()) {
    const outs = index === 0 ? optedOut : 0;
    await guardFor(guard).report(reportOf(shard, sequence, now, Math.ceil(exposed / SHARDS), outs), now);
  }
}

/** How many people have seen what a guard watches. */
const exposedTo = new Map<string, number>();

/** A season, report by report: more people each time, and some of those who see it mind. */
async function live(
  key: string,
  [first, last]: readonly [first: string, last: string],
  { people, rate, every = DAY / 2 }: { readonly people: number; readonly rate: number; readonly every?: number },
) {
  for (let now = noon(first); now <= noon(last); now += every) {
    const { plan, standing } = await readOrder(key);
    if (standing.end !== null) break;
    const exposed = (exposedTo.get(plan.guard) ?? 0) + people;
    exposedTo.set(plan.guard, exposed);
    await report(plan.guard, now, exposed, Math.floor(exposed * rate));
  }
  return (await readOrder(key)).standing.end;
}

const sees = async (id: string, at: number) => {
  const { decision, decoration, reason } = await trayOf(id, at);
  return decision === "show" ? `${decoration?.key}, ${reason}` : reason;
};

async function ask(subscriberId: string, scope: "all" | `theme:${string}` | `category:${string}`, at: number) {
  const request = { subscriberId, device: {}, at, origin: ORIGIN, scope, value: "in" } as const;
  expect(await shardOf(subscriberId).choose({ ...request, channel: "app", actor: "self" })).toMatchObject({ ok: true });
}

/** What there is to learn of the runs of a campaign, exactly, as the catalog keeps it. */
async function lookBackAt(key: string): Promise<readonly string[]> {
  const all = await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) =>
    openGuardRecords(storage).listRetrospectives("campaign", key),
  );
  return all
    .filter(({ isFinal }) => isFinal)
    .map(({ guard, outcome, p0, totals }) => `${guard}: ${outcome}, ${totals.optedOut} of ${totals.exposed}, p0 ${p0}`)
    .toSorted();
}

/** Everybody has had their say of what a guard watched. */
const close = (guard: string, day: string) => guardFor(guard).look(noon(day) + 9 * DAY);

const carry = (sensitive: boolean, now: number, carrier: string) => {
  const romance = bundledDefinitions.categories.find(({ key }) => key === "romance");
  const row = { kind: "category" as const, key: "romance", body: { ...romance, sensitive } };
  return carryPolicy(catalog(), [row], now, { proposer: "person:ada", carrier });
};

const review = (theme: string, actor: string, now: number) =>
  catalog().reviewTheme(theme, "we have asked people", { actor, now });

/** A long season, looked at once a day. */
const daily = { people: 2_000, every: DAY } as const;

const refused = (code: string) => ({ ok: false, error: { issues: [{ code }] } });

describe("three seasons, three years running", () => {
  it("lets what is loved run to its end, halts what is hated, and brings that back by a review and two people only", async () => {
    exposedTo.clear();
    const women = ["asya", "bella", "carla"];
    await importPeople([
      ...women.map((subscriberId) => ({ subscriberId, profile: { region: "RU-MOW", gender: "female" } })),
      ...["dan", "egor"].map((subscriberId) => ({ subscriberId, profile: { region: "RU-MOW", gender: "male" } })),
    ]);

    // On a developer's machine they run without stages.
    for (const key of ["new-year", "spring"]) await startCampaign(bundled(key), noon("2024-12-02"));

    // New Year 2024: loved. Its label is mended on the way, and nothing else happens.
    expect(await live("new-year", ["2024-12-20", "2024-12-23"], { ...daily, rate: 0.0004 })).toBeNull();
    expect(await sees("asya", noon("2024-12-23"))).toBe("tree, segment");
    const before = await readOrder("new-year");
    const mended: Campaign = { ...bundled("new-year"), label: { ru: "С Новым годом!", en: "Happy New Year!" } };
    const { words: _before, ...standing } = before.standing;
    expect(await startCampaign(mended, noon("2024-12-23"))).toMatchObject({ plan: before.plan, standing });
    expect(await sees("asya", noon("2024-12-23"))).toBe("tree, segment");
    expect(await live("new-year", ["2024-12-24", "2025-01-14"], { ...daily, rate: 0.0004 })).toBeNull();
    expect((await readOrder("new-year")).standing.stage).toBe(mended.stages.length);
    await close("new-year@1", "2025-01-14");

    // Christmas is a feast of the Church: the star is for those who ask for what is religious, every year.
    await startCampaign(christmas, noon("2024-12-24"));
    await ask("dan", "theme:star", noon("2025-01-02"));
    await ask("egor", "category:religion", noon("2025-01-02"));
    const atChristmas = async (year: number) => {
      expect(await sees("dan", noon(`${year}-01-07`))).not.toContain("star");
      expect(await sees("egor", noon(`${year}-01-07`))).toBe("star, asked");
    };
    await atChristmas(2025);

    // Valentine's 2025: two people believe that hearts hurt nobody.
    const unasked: Campaign = { ...bundled("valentines"), delivery: "default-on", stages: mended.stages };
    const tried = { kind: "campaign", key: "valentines", expectedRevision: "any", actor: "anna" } as const;
    const body = JSON.parse(JSON.stringify(unasked));
    expect(await catalog().writeDefinition({ ...tried, body, now: noon("2025-02-01") })).toMatchObject(
      refused("sensitive-default-on"),
    );
    expect(await carry(false, noon("2025-02-01"), "person:ada")).toMatchObject({ ok: false });
    expect(await carry(false, noon("2025-02-01"), "person:boris")).toMatchObject({ ok: true });
    const { plan: hated } = await startCampaign(unasked, noon("2025-02-02"));
    await ask("carla", "theme:hearts", noon("2025-02-10"));
    const valentines = noon("2025-02-14");
    await switchOff("bella", valentines - HOUR, "theme:hearts");
    const ended = await live("valentines", ["2025-02-14", "2025-02-15"], { people: 2_000, rate: 0.02 });
    expect(ended).toEqual({ kind: "halted", at: valentines });
    expect(await sees("carla", valentines)).toBe("hearts, asked");
    expect([await sees("asya", valentines), await sees("bella", valentines)]).toEqual(["halted", "opted-out"]);
    expect(await step("valentines", { kind: "submit" }, "anna", valentines, "again")).toMatchObject(
      refused("theme-halted"),
    );
    await writeCampaign({ ...unasked, key: "love" }, valentines);
    expect(await step("love", { kind: "submit" }, "anna", valentines, "again")).toMatchObject(refused("theme-halted"));
    // One person puts policy right, and it holds at once; a review does not make hearts harmless.
    expect(await carry(true, valentines, "person:ada")).toMatchObject({ ok: true });
    expect(await review("hearts", "person:vera", valentines)).toMatchObject({ ok: true });
    expect(await step("valentines", { kind: "submit" }, "anna", valentines, "again")).toMatchObject({ ok: false });
    await startCampaign({ ...unasked, delivery: "opt-in", stages: [] }, valentines + HOUR, "for those who ask");
    expect(await sees("carla", valentines + 2 * HOUR)).toBe("hearts, asked");
    expect(await sees("asya", valentines + 2 * HOUR)).toBe("sensitive-not-asked");
    await close(hated.guard, "2025-02-14");
    await close("valentines@3", "2025-02-14");

    // 8 March 2025: loved, and given to more people on the way. Whoever has it keeps it.
    expect(await live("spring", ["2025-03-04", "2025-03-05"], { people: 2_000, rate: 0.0004 })).toBeNull();
    const wider: Campaign = {
      ...bundled("spring"),
      audience: { include: ["spring-audience", "central"], exclude: [] },
    };
    const had = await sees("asya", noon("2025-03-05"));
    await startCampaign(wider, noon("2025-03-05"));
    expect([had, await sees("asya", noon("2025-03-05"))]).toEqual(["tulip, segment", "tulip, segment"]);
    expect(await sees("dan", noon("2025-03-05"))).toBe("not-yet-rolled-out");
    expect((await catalog().readOrders("spring")).map(({ plan }) => plan.guard)).toEqual(["spring@2", "spring@1"]);
    expect(await live("spring", ["2025-03-06", "2025-03-08"], { people: 3_000, rate: 0.0004 })).toBeNull();
    await close("spring@1", "2025-03-08");
    await close("spring@2", "2025-03-08");

    // A year later everything that was loved has come again, in stages and with a guard of its own that has learnt.
    const second = await readOrder("new-year");
    expect(second.plan).toMatchObject({ guard: "new-year@2", parameters: { haltOdds: 125 } });
    expect(await live("new-year", ["2025-12-20", "2026-01-14"], { ...daily, rate: 0.0003 })).toBeNull();
    await close("new-year@2", "2026-01-14");
    await atChristmas(2026);
    expect(await sees("carla", noon("2026-02-14"))).toBe("hearts, asked");
    await ask("bella", "all", noon("2026-02-14"));
    expect([await sees("asya", noon("2026-02-14")), await sees("bella", noon("2026-02-14"))]).toEqual([
      "sensitive-not-asked",
      "opted-out",
    ]);
    await close("valentines@4", "2026-02-14");

    // 8 March 2026 is hated: it ends on its first day, and does not come again by itself.
    expect((await catalog().readOrders("spring")).map(({ plan }) => plan.guard)).toEqual(["spring@3"]);
    const hatedNow = await live("spring", ["2026-03-04", "2026-03-08"], { people: 2_000, rate: 0.03 });
    expect(hatedNow).toEqual({ kind: "halted", at: noon("2026-03-04") });
    expect(await sees("asya", noon("2026-03-05"))).toBe("halted");
    await close("spring@3", "2026-03-08");

    // The third year: what was halted is brought back by a reason, a review, and two people, in this order.
    expect(await live("new-year", ["2026-12-20", "2027-01-14"], { ...daily, rate: 0.0005 })).toBeNull();
    await close("new-year@3", "2027-01-14");
    const march = noon("2027-03-01");
    expect(await sees("asya", noon("2027-03-05"))).not.toContain("tulip");
    await writeCampaign(bundled("spring"), march);
    expect(await step("spring", { kind: "submit" }, "anna", march)).toMatchObject({ ok: false });
    expect(await step("spring", { kind: "submit" }, "anna", march, "a new picture")).toMatchObject(
      refused("theme-halted"),
    );
    expect(await review("tulip", "person:vera", march)).toMatchObject({ ok: true });
    expect(await step("spring", { kind: "submit" }, "anna", march, "a new picture")).toMatchObject({ ok: true });
    expect(await step("spring", { kind: "start" }, "anna", march)).toMatchObject({ ok: false });
    expect(await step("spring", { kind: "approve" }, "anna", march)).toMatchObject({ ok: false });
    expect(await step("spring", { kind: "approve" }, "boris", march)).toMatchObject({ ok: true });
    expect(await step("spring", { kind: "start" }, "anna", march)).toMatchObject({ ok: true });
    expect(await live("spring", ["2027-03-04", "2027-03-08"], { people: 3_000, rate: 0.0004 })).toBeNull();
    expect(await sees("asya", noon("2027-03-08"))).toBe("tulip, segment");
    await close("spring@4", "2027-03-08");

    expect({
      newYear: await lookBackAt("new-year"),
      valentines: await lookBackAt("valentines"),
      spring: await lookBackAt("spring"),
    }).toEqual({
      newYear: [
        "new-year@1: completed, 20 of 52000, p0 0.002",
        "new-year@2: completed, 15 of 52000, p0 0.001",
        "new-year@3: completed, 26 of 52000, p0 0.001",
      ],
      valentines: [
        "valentines@2: halted, 40 of 2000, p0 0.002",
        "valentines@3: completed, 0 of 0, p0 0.001",
        "valentines@4: completed, 0 of 0, p0 0.001",
      ],
      spring: [
        "spring@1: completed, 2 of 6000, p0 0.002",
        "spring@2: completed, 6 of 15000, p0 0.001",
        "spring@3: halted, 60 of 2000, p0 0.002",
        "spring@4: completed, 10 of 27000, p0 0.001",
      ],
    });
  });
});
