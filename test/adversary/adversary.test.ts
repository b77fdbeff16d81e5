import fc from "fast-check";
import { reset } from "cloudflare:test";
import { afterAll, describe, expect, inject, it } from "vitest";
import type {} from "../../scripts/adversary-orders.ts";
import type { Act } from "./act.ts";
import { someAct } from "./acts.ts";
import { lookAfter } from "./look-after.ts";
import { Service } from "./service.ts";
import { shorten } from "./shorten.ts";
import { Divergence } from "./story.ts";
import { World } from "./world.ts";

/** Making a story shorter ends after so many acts, first by fast-check and then by leaving acts out. */
const MOST_ACTS_TO_SHORTEN = [2_000, 6_000] as const;

const { seeds, runs, longest, without } = inject("adversary");

afterAll(() => reset());

/** Plays acts, each time in a new world, and keeps the last story that diverged. */
class Stage {
  readonly #service = new Service();
  acts = 0;
  runs = 0;
  actsToFault = 0;
  fault: Divergence | undefined;
  /** What was played in the world that diverged. */
  played: readonly Act[] = [];

  /** Returns what went wrong, if anything did. */
  async play(acts: Iterable<fc.AsyncCommand<World, Service>>): Promise<Divergence | undefined> {
    const world = new World((this.runs += 1));
    const open = async () => {
      await this.#service.open(world);
      return { model: world, real: this.#service };
    };
    try {
      await fc.asyncModelRun(open, acts);
      await lookAfter(world, this.#service, true);
      return undefined;
    } catch (error) {
      if (this.fault === undefined) this.actsToFault = this.acts + world.acts;
      this.fault = error instanceof Divergence ? error : new Divergence(world.story, String(error));
      this.played = world.played;
      return this.fault;
    } finally {
      this.acts += world.acts;
    }
  }

  hasSpent(acts: number): boolean {
    return this.fault !== undefined && this.acts - this.actsToFault > acts;
  }
}

describe("a person's word holds, whoever presses what, twice, late, or by a wrong clock", () => {
  it.each(seeds)("with seed %i", async (seed) => {
    const stage = new Stage();
    const startedAt = performance.now();
    const [atFirst, atMost] = MOST_ACTS_TO_SHORTEN;
    const someActs = fc.commands([someAct(without)], { maxCommands: longest, size: "max" });
    const property = fc.asyncProperty(someActs, async (acts) => {
      const fault = stage.hasSpent(atFirst) ? undefined : await stage.play(acts);
      if (fault !== undefined) throw fault;
    });
    await fc.check(property, { seed, numRuns: runs });
    if (stage.fault !== undefined) {
      await shorten(stage.played, async (acts) => (stage.hasSpent(atMost) ? undefined : stage.play(acts)));
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(`seed ${seed}: ${stage.acts} acts in ${stage.runs} runs, ${Math.round(stage.acts / seconds)} acts/s`);
    if (stage.fault === undefined) return;
    console.log(`seed ${seed} diverges after ${stage.actsToFault} acts:\n${stage.fault.message}`);
    expect.fail(`seed ${seed} diverges: ${stage.fault.fault}`);
  });
});
