/** A bulk evaluation over OFREP, against flagd-core behind a bare route. */
import { fetchToken, reportCosts, takeTurns } from "./fetch.ts";
import { listPeople } from "./sample-people.ts";
import { startWorkerd } from "../scripts/start-workerd.ts";

const ASKERS = 400;

/**
 * Garland knows who asks, reads their row and choices, and tags its answer; flagd-core evaluates what the request says
 * of itself. So this compares products, and what a request costs in each, not two ways of doing the same.
 */
export async function measure(): Promise<string> {
  const variables = { ENVIRONMENT: "development", SHARDS: "16" };
  const bare = await startWorkerd({ config: "bench/worker/bare-answers.toml", objects: { STORE: "Store" }, variables });
  const garland = await startWorkerd({
    config: "bench/worker/rehearsal.toml",
    objects: { SHARD: "Shard", CATALOG: "Catalog", EVENTS: "Events", GUARD: "Guard" },
    variables,
  });
  try {
    await fetch(`${garland.origin}/bench/fill?from=0&count=20000`);
    const people = listPeople(ASKERS);
    const json = { "Content-Type": "application/json" };
    const toGarland = await Promise.all(
      people.map(async ({ subscriberId, device }) => ({
        path: "/ofrep/v1/evaluate/flags",
        headers: { ...json, Authorization: `Bearer ${await fetchToken(garland, subscriberId)}` },
        body: JSON.stringify({ context: device }),
      })),
    );
    const toFlagd = people.map(({ subscriberId, facts }) => ({
      path: "/flagd",
      headers: json,
      body: JSON.stringify({ context: { targetingKey: subscriberId, ...facts } }),
    }));
    const costs = await takeTurns([
      ["flagd-core, 3 flags, bare route", bare, toFlagd, 200],
      ["Garland, 4 flags, /ofrep/v1/evaluate/flags", garland, toGarland, 200],
    ]);
    return reportCosts(costs, 0);
  } finally {
    await Promise.all([bare.stop(), garland.stop()]);
  }
}
