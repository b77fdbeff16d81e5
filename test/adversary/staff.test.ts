import fc from "fast-check";
import { reset } from "cloudflare:test";
import { afterAll, describe, expect, inject, it } from "vitest";
import type {} from "../../scripts/adversary-orders.ts";
import { bodyOf, step, write, writeSegment } from "./staff/acts-campaigns.ts";
import { FEW, startAlone } from "./staff/schemes.ts";
import { someStaffAct } from "./staff/staff-acts.ts";
import { StaffService } from "./staff/staff-service.ts";
import { StaffWorld } from "./staff/staff-world.ts";
import { Divergence } from "./story.ts";

/** Making a story shorter ends after so many acts: each try begins with an installation of its own. */
const MOST_ACTS_TO_SHORTEN = 1_000;

const { seeds, runs, longest, fault } = inject("adversary");

afterAll(() => reset());

/** Plays acts, each time in a new world, and keeps the last story that diverged. */
class Stage {
  readonly #service = new StaffService();
  acts = 0;
  actsToFault = 0;
  fault: Divergence | undefined;

  async play(
    acts: Iterable<fc.AsyncCommand<StaffWorld, StaffService>>,
    kind: "first day" | "upgraded" | "usual",
  ): Promise<Divergence | undefined> {
    const world = new StaffWorld();
    const open = async () => {
      await this.#service.open(world, kind === "first day", kind === "upgraded");
      return { model: world, real: this.#service };
    };
    try {
      await fc.asyncModelRun(open, acts);
      return undefined;
    } catch (error) {
      if (this.fault === undefined) this.actsToFault = this.acts + world.acts;
      this.fault = error instanceof Divergence ? error : new Divergence(world.story, String(error));
      return this.fault;
    } finally {
      this.acts += world.acts;
    }
  }

  hasSpent(acts: number): boolean {
    return this.fault !== undefined && this.acts - this.actsToFault >= acts;
  }
}

it("one person may start alone what reaches nobody, so whatever takes two takes them for its own sake", async () => {
  const world = new StaffWorld();
  const service = new StaffService();
  await service.open(world, false);
  world.begin();
  // Whoever has imported people may start nothing alone.
  const pavel = { human: "pavel", means: "token" } as const;
  const small = { key: "small", segment: "few", content: { decoration: "star", label: "A" } };
  await writeSegment(world, service, pavel, small.segment, FEW);
  await startAlone(world, service, pavel, small);
  await service.look(world);
  expect(world.live.map(({ key, state }) => `${key} ${state}`)).toContain("small running");
});

it("two people may show everybody what one may not, so approvals are not refused whatever they are of", async () => {
  const world = new StaffWorld();
  const service = new StaffService();
  await service.open(world, false);
  world.begin();
  const [mara, pavel] = [
    { human: "mara", means: "token" },
    { human: "pavel", means: "token" },
  ] as const;
  const content = {
    delivery: "default-on",
    include: "everyone",
    decoration: "tree",
    label: "A",
    atChristmas: false,
    inStages: false,
  } as const;
  await write(world, service, mara, bodyOf("big", content));
  await step(world, service, mara, "big", "submit");
  await step(world, service, pavel, "big", "approve");
  await step(world, service, mara, "big", "start");
  await service.look(world);
  expect(world.live.map(({ key, state }) => `${key} ${state}`)).toContain("big running");
});

describe("nothing big, sensitive or taken back is shown on one human's word, whatever roles and keys they hold", () => {
  it.each(seeds)("with seed %i", async (seed) => {
    const stage = new Stage();
    // What is halted, stopped or drawn like something else takes two from then on, so one person alone can do something in young worlds only.
    // Of a planted fault it is known how it comes about.
    const isKnown = fault !== undefined;
    const someActs = fc.commands([someStaffAct], { maxCommands: Math.ceil(longest / 3), size: "max" });
    const someKind = fc.constantFrom("first day", "first day", "upgraded", "usual", "usual", "usual", "usual", "usual");
    const property = fc.asyncProperty(someActs, someKind, async (acts, kind) => {
      const fault = stage.hasSpent(isKnown ? 0 : MOST_ACTS_TO_SHORTEN) ? undefined : await stage.play(acts, kind);
      if (fault !== undefined) throw fault;
    });
    await fc.check(property, { seed, numRuns: Math.ceil(runs / 3) });
    console.log(`seed ${seed}: ${stage.acts} acts of staff`);
    if (stage.fault === undefined) return;
    console.log(`seed ${seed} diverges after ${stage.actsToFault} acts:\n${stage.fault.message}`);
    expect.fail(`seed ${seed} diverges: ${stage.fault.fault}`);
  });
});
