import fc from "fast-check";
import { reset } from "cloudflare:test";
import { afterAll, describe, expect, inject, it } from "vitest";
import type {} from "../../scripts/adversary-orders.ts";
import { someStaffAct } from "./staff/staff-acts.ts";
import { StaffService } from "./staff/staff-service.ts";
import { StaffWorld } from "./staff/staff-world.ts";
import { Divergence } from "./story.ts";

const { seeds, runs, longest } = inject("adversary");

afterAll(() => reset());

describe("nothing big, sensitive or taken back is shown on one human's word, whatever roles and keys they hold", () => {
  it.each(seeds)("with seed %i", async (seed) => {
    const service = new StaffService();
    let acts = 0;
    const property = fc.asyncProperty(
      fc.commands([someStaffAct], { maxCommands: longest, size: "max" }),
      async (some) => {
        const world = new StaffWorld();
        const open = async () => {
          await service.open(world);
          return { model: world, real: service };
        };
        try {
          await fc.asyncModelRun(open, some);
        } catch (error) {
          throw error instanceof Divergence ? error : new Divergence(world.story, String(error));
        } finally {
          acts += world.acts;
        }
      },
    );
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns: Math.ceil(runs / 3) });
    console.log(`seed ${seed}: ${acts} acts of staff`);
    if (!failed) return;
    const fault = errorInstance instanceof Divergence ? errorInstance : undefined;
    console.log(`seed ${seed} diverges:\n${fault?.message ?? String(errorInstance)}`);
    expect.fail(`seed ${seed} diverges: ${fault?.fault ?? "see above"}`);
  });
});
