import { describe, expect, it } from "vitest";
import { openCatalogDuties } from "../../src/catalog/duties.ts";
import { type Failure, inBoth } from "../../src/contract/problem.ts";
import { UNWATCHED } from "../../src/domain/space-texts.ts";
import { fail, succeed } from "../../src/domain/result.ts";

const FAILURE: Failure = {
  type: "internal",
  ...inBoth({ ru: "Этого больше нет.", en: "It is gone." }),
  issues: [{ path: "campaigns/glitter", message: "is not there" }],
};

/** The duty of starting a campaign, in a catalog where all else is well. */
function openStart(fails: "measuring" | "starting" | "nothing") {
  const brought = { ruleset: 1, acknowledged: 4, total: 4, isLive: true };
  const campaign = { kind: "campaign", key: "glitter", revision: 1, hash: "", body: {}, usedBy: [] } as const;
  const settings = new Map<string, string>();
  const duties = openCatalogDuties({
    settings: { isProduction: false, shardCount: 4 },
    storage: {
      readSetting: (key) => settings.get(key),
      writeSetting: (key, value) => void settings.set(key, value),
      latestCompiledAt: () => undefined,
    },
    publisher: { publish: () => succeed(null), restand: () => succeed(null), countBehind: () => 0 },
    control: {
      listScheduledStarts: () => [
        { at: 1_000, request: { key: "glitter", action: { kind: "start" }, actor: "system", now: 1_000 } },
      ],
      startDue: () =>
        fails === "starting"
          ? fail(FAILURE)
          : succeed({
              campaign: { ...campaign, changedAt: 0, changedBy: "anna" },
              isPublished: false,
              isRevealing: false,
            }),
    },
    guarding: { listUnfollowed: () => [], listComing: () => [], followAudience: () => false },
    webhooks: { announce: () => undefined },
    lanes: { nextAt: () => undefined, sendDue: async () => undefined },
    transact: (change) => change(),
    space: { look: async () => UNWATCHED },
    measureAudience: async () => (fails === "measuring" ? fail(FAILURE) : succeed(undefined)),
    bring: async () => brought,
    ask: async () => undefined,
    restsUntil: () => 0,
  });
  return duties().find(({ name }) => name === "start glitter");
}

describe("a start whose hour has come", () => {
  it.each(["measuring", "starting"] as const)(
    "counts as failed, with every reason, if %s fails and it can't go back to its author",
    async (fails) => {
      expect(await openStart(fails)?.run(1_000)).toBe("It is gone. campaigns/glitter: is not there");
    },
  );

  it("is done when it is made", async () => {
    expect(await openStart("nothing")?.run(1_000)).toBeUndefined();
  });
});
