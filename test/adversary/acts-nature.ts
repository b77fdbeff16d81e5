/** What nobody does: time and clocks, objects that are put away or killed, and other phones. */
import fc from "fast-check";
import { Act, somebody, type ActSource } from "./act.ts";
import { lookEverywhere } from "./look-everywhere.ts";
import { PHONE_COUNT } from "./people.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./seasons.ts";
import { BEGINS_AT } from "./world.ts";

/** Beyond this nothing would be compiled. */
const LONGEST_RUN_MS = 300 * DAY_MS;

const waiting = fc.constantFrom(MINUTE_MS, 11 * MINUTE_MS, 3 * HOUR_MS, 25 * HOUR_MS, 8 * DAY_MS, 40 * DAY_MS).map(
  (ms) =>
    new Act(
      "wait",
      async (world) => {
        world.clock += ms;
        world.story.tell(`${sayDuration(ms)} pass.`);
      },
      ({ clock }) => clock + ms < BEGINS_AT + LONGEST_RUN_MS,
    ),
);

const skewing = fc.constantFrom(0, 0, 5 * MINUTE_MS, DAY_MS, 200 * DAY_MS, -HOUR_MS, -DAY_MS).map(
  (skew) =>
    new Act("clock", async (world) => {
      world.skew = skew;
      const by = `${sayDuration(Math.abs(skew))} ${skew > 0 ? "ahead" : "behind"}`;
      world.story.tell(skew === 0 ? "The server's clock is right again." : `The server's clock is now ${by}.`);
    }),
);

const evicting = fc
  .record({
    who: somebody,
    what: fc.constantFrom("shard" as const, "catalog" as const, "all" as const, "kill" as const),
  })
  .map(
    ({ who, what }) =>
      new Act("eviction", async (world, service) => {
        const person = world.person(who);
        world.touched.add(person);
        switch (what) {
          case "shard":
            world.story.tell(`${person.name}'s shard is evicted.`);
            return service.evictShardOf(person.subscriberId);
          case "catalog":
            world.story.tell("The catalog is evicted.");
            return service.evictCatalog();
          case "all":
            world.touchEverybody();
            world.story.tell("Every object is evicted.");
            return service.evictAll();
          case "kill":
            world.touchEverybody();
            world.story.tell("The server is killed and started again.");
            return service.kill();
        }
      }),
  );

const changingPhone = fc.record({ who: somebody, which: fc.nat(PHONE_COUNT - 1) }).map(
  ({ who, which }) =>
    new Act("phone", async (world) => {
      const person = world.person(who);
      person.phone = person.phones[which] ?? person.phone;
      world.story.tell(`${person.name} now has ${person.phone.name}.`);
      world.touched.add(person);
    }),
);

const asking = somebody.map(
  (who) =>
    new Act("ask", async (world, service) => {
      const person = world.person(who);
      world.story.tell(`${person.name} is asked about on every channel.`);
      await lookEverywhere(world, service, person);
    }),
);

function sayDuration(ms: number): string {
  if (ms >= DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  return ms >= HOUR_MS ? `${Math.round(ms / HOUR_MS)} hours` : `${Math.round(ms / MINUTE_MS)} minutes`;
}

export const NATURE_ACTS: readonly ActSource[] = [
  { kind: "wait", weight: 5, arbitrary: waiting },
  { kind: "clock", weight: 4, arbitrary: skewing },
  { kind: "eviction", weight: 2, arbitrary: evicting },
  { kind: "phone", weight: 2, arbitrary: changingPhone },
  { kind: "ask", weight: 3, arbitrary: asking },
];
