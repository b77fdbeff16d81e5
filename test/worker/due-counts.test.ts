/** Each hour the catalog counts whom campaigns may come to. */
import { describe, expect, it } from "vitest";
import { openCatalogDuties } from "../../src/catalog/duties.ts";
import { UNWATCHED } from "../../src/domain/space-texts.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import { inBoth } from "../../src/contract/problem.ts";

const HOUR_MS = 3_600_000;

function openCounting(campaigns: readonly string[]) {
  const told: string[] = [];
  const duties = openCatalogDuties({
    settings: { isProduction: false, shardCount: 4 },
    storage: { readSetting: () => undefined, writeSetting: () => undefined, latestCompiledAt: () => undefined },
    publisher: {
      publish: () => succeed(null),
      restand: () => {
        told.push("a new ruleset");
        return succeed(null);
      },
      countBehind: () => 0,
    },
    control: {
      listScheduledStarts: () => [],
      startDue: () => fail({ type: "conflict", ...inBoth({ ru: "", en: "" }) }),
    },
    guarding: {
      listUnfollowed: () => [],
      listComing: () => campaigns,
      followAudience: (key, people) => {
        told.push(`${key}: ${people}`);
        return key === "grown";
      },
    },
    webhooks: { announce: () => undefined },
    lanes: { nextAt: () => undefined, sendDue: async () => undefined },
    transact: (change) => change(),
    space: { look: async () => UNWATCHED },
    measureAudience: async ({ key }) =>
      key === "silent"
        ? fail({
            type: "not-ready",
            ...inBoth({ ru: "Не все шарды ответили.", en: "Not every shard could be reached." }),
          })
        : succeed({ hash: "", matching: 400, people: 1_000, unknown: 0 }),
    bring: async () => {
      told.push("brought");
      return { ruleset: 1, acknowledged: 4, total: 4, isLive: true };
    },
    ask: async () => undefined,
    restsUntil: () => 0,
  });
  return { told, duty: () => duties().find(({ name }) => name === "count audiences anew") };
}

describe("the hourly count of audiences", () => {
  it("is told to every campaign's guard, and brings a new ruleset only where a stage is another share since", async () => {
    const { told, duty } = openCounting(["grown", "as-it-was"]);
    expect(await duty()?.run(1_000)).toBeUndefined();
    expect(told).toEqual(["grown: 400", "a new ruleset", "brought", "as-it-was: 400"]);
  });

  it("goes on with the others where one can't be counted, and says which", async () => {
    const { told, duty } = openCounting(["silent", "as-it-was"]);
    expect(await duty()?.run(1_000)).toBe("silent: Not every shard could be reached.");
    expect(told).toEqual(["as-it-was: 400"]);
  });

  it("comes an hour after the last, and never where nothing comes unasked", async () => {
    expect(openCounting([]).duty()?.nextAt(5)).toBeUndefined();
    const { duty } = openCounting(["as-it-was"]);
    const counting = duty();
    expect(counting?.nextAt(5)).toBe(5 + HOUR_MS);
    await counting?.run(1_000);
    expect(counting?.nextAt(1_001)).toBe(1_000 + HOUR_MS);
  });
});
