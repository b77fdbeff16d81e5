/** What happens meanwhile: guards learn and count, people move, phones ask, and time passes. */
import fc from "fast-check";
import { DAY_MS, HOUR_MS } from "../seasons.ts";
import { pick } from "../world.ts";
import { OWNERS } from "./crowd.ts";
import { anyOfThem, someKey, StaffAct } from "./staff-act.ts";
import type { StaffService } from "./staff-service.ts";
import type { StaffWorld } from "./staff-world.ts";

/** The season of everything here is over on 15 January. */
const LATEST = Date.parse("2035-01-10T00:00:00Z");

export async function halt(world: StaffWorld, service: StaffService, key: string, which: number): Promise<void> {
  world.story.tell(`A guard of ${key} learns that far too many have switched it off.`);
  if (!(await service.tellMany(world, key, which))) return;
  const live = world.live.find((one) => one.key === key);
  if (live === undefined || live.state === "stopped") return;
  const lifecycle = (await service.catalog.readDefinition("campaign", key))?.lifecycle?.live;
  if (lifecycle?.state !== "halted" || lifecycle.haltedBy !== undefined)
    world.diverge(`a guard of ${key} has learnt that people mind it, and it goes on (8)`);
  world.noteEnded(key);
  if (live.isDefaultOn) world.noteHalted(live);
}

const halting = fc
  .tuple(someKey, anyOfThem)
  .map(([key, which]) => new StaffAct("halt", async (world, service) => halt(world, service, key, which)));

export async function count(world: StaffWorld, service: StaffService, key: string): Promise<void> {
  const counted = await service.count(world, key);
  if (counted === undefined) return;
  world.story.tell(`The guards of ${key} count the ${counted} people who have seen it.`);
  const live = world.live.find((one) => one.key === key);
  if (live?.state === "running") world.noteCounted(live, counted);
}

const counting = someKey.map((key) => new StaffAct("count", async (world, service) => count(world, service, key)));

export async function move(world: StaffWorld, service: StaffService, which: number, region: string): Promise<void> {
  const id = pick(OWNERS, which)?.id;
  if (id === undefined) return;
  // What was started before was right or wrong by whom there was then.
  await service.look(world);
  world.story.tell(`${id} moves to ${region}.`);
  await service.importPeople(world, [id], region);
}

const moving = fc
  .tuple(anyOfThem, fc.constantFrom("RU-PRI", "RU-PRI", "RU-MOW"))
  .map(([which, region]) => new StaffAct("move", async (world, service) => move(world, service, which, region)));

export async function askAll(world: StaffWorld, service: StaffService): Promise<void> {
  if (world.crowd.hasAsked) return;
  await service.look(world);
  world.story.tell("All phones ask.");
  await service.ask(world);
}

const asking = fc.constant(new StaffAct("ask", async (world, service) => askAll(world, service)));

const waiting = fc.constantFrom(HOUR_MS, 6 * HOUR_MS, DAY_MS).map(
  (span) =>
    new StaffAct("wait", async (world) => {
      if (world.now + span > LATEST) return;
      world.now += span;
      world.story.tell(`${span / HOUR_MS} hours pass.`);
    }),
);

export const someActOfOthers: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 3, arbitrary: halting },
  { weight: 2, arbitrary: counting },
  { weight: 2, arbitrary: moving },
  { weight: 1, arbitrary: asking },
  { weight: 2, arbitrary: waiting },
);
