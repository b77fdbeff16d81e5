import { describe, expect, it } from "vitest";
import { simulationRequestSchema } from "../../src/contract/simulation.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Scope } from "../../src/domain/decision/choice.ts";
import type { Tally } from "../../src/domain/rehearsal/tally.ts";
import { setApart, weighTallies } from "../support/rehearsed-people.ts";
import { catalog, shardFor, useGarland } from "./client.ts";
import { bold } from "./simulating.ts";

const STARTED_AT = "2026-12-01T00:00:00Z";
useGarland(STARTED_AT);

/** What Vera says, one after another. */
const WORDS: readonly (readonly [Scope, "in" | "out"])[] = [
  ["theme:hearts", "in"],
  ["theme:tulip", "out"],
  ["theme:tulip", "in"],
  ["category:festive", "out"],
  ["theme:tree", "in"],
  ["category:romance", "in"],
  ["all", "out"],
  ["all", "in"],
];

/** A draft for everybody of each festive decoration, one above the other. */
const festive = new Set(
  bundledDefinitions.themes.filter(({ category }) => category === "festive").map(({ key }) => key),
);
const drafts = bundledDefinitions.decorations
  .filter(({ theme }) => festive.has(theme))
  .map(({ key }, index) => ({ ...bold, key: `draft-${key}`, decoration: key, priority: 900 - index }));

describe("a rehearsal as it is compiled", () => {
  it.each([
    ["at an instant", { at: "2027-03-06T12:00:00+03:00" }],
    ["over a season", { from: "2026-12-15", until: "2027-03-15" }],
    ["without drafts", { from: "2026-12-15", until: "2027-03-15", definitions: {} }],
  ])("%s tells no more of one person's words than one number with a deviation of 40", async (_when, when) => {
    const request = simulationRequestSchema.parse({ definitions: { campaigns: drafts }, ...when });
    const act = { actor: "person:nobody", now: Date.parse(STARTED_AT) };
    const prepared = await catalog().askAboutPeople("rehearse", { request, ...act });
    if (!prepared.ok) throw new Error(prepared.error.detail);
    const { plan, frame } = prepared.value;
    const shard = shardFor("vera");
    await shard.importProfiles([{ subscriberId: "vera", profile: { birthYear: 1990, gender: "female" } }]);
    const tallies: Tally[] = [];
    const count = async () => {
      const slice = await shard.rehearse({ plan, after: "" });
      if (!slice.ok || slice.value.next !== null) throw new Error("Vera was not counted");
      tallies.push(slice.value.tally);
    };
    await count();
    for (const [scope, value] of WORDS) {
      const said = { subscriberId: "vera", scope, value, channel: "app", actor: "self" } as const;
      await shard.choose({ ...said, device: {}, origin: "https://garland.test", at: Date.parse(STARTED_AT) });
      await count();
    }
    const apart = tallies.flatMap((one, index) =>
      tallies.slice(index + 1).map((other) => setApart(weighTallies(frame, tallies, [one, other]))),
    );
    expect(Math.max(...apart)).toBeLessThanOrEqual((1 + 1e-6) / 40);
    // They do differ: a deviation without an end would hide everybody, too.
    expect(Math.max(...apart)).toBeGreaterThan(1 / 400);
  });
});
