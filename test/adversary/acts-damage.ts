/** What becomes of disks: files that are lost, damaged, doubled, and copies from earlier that are put back. */
import fc from "fast-check";
import { traySchema } from "../../src/contract/tray.ts";
import { Act, JSON_BODY, somebody, type ActSource } from "./act.ts";
import { queryOf, type Person } from "./people.ts";
import type { Service } from "./service.ts";
import { readState } from "./staff-steps.ts";
import type { LiveState, Started, World } from "./world.ts";

const STRICTNESS: readonly LiveState[] = ["running", "holding", "halted", "stopped"];

const copying = fc.constant(
  new Act("copy", async (world, service) => {
    world.story.tell("Somebody makes a copy of everything.");
    await service.takeCopies();
    world.noteCopy();
  }),
);

/**
 * A catalog from earlier is put back. What was stopped or halted since stays so; what was started since is over; and all else
 * that staff have done since is forgotten.
 */
const forgetting = fc.constantFrom("restart", "kill", "at once").map(
  (how) =>
    new Act(
      "older-catalog",
      async (world, service) => {
        const { copied } = world;
        if (copied === undefined) return;
        world.story.tell(`The catalog is put back as it was copied (${how}).`);
        await service.putCatalogBack();
        if (how === "kill") await service.kill();
        // Otherwise the first that asks wakes it: a shard, or a member of staff.
        if (how === "restart") await service.catalog.start(world.now);
        const started = new Map(
          Array.from(copied.started, ([key, then]): [string, Started] => {
            const now = world.started.get(key);
            const isOver = now === undefined || now.starts !== then.starts;
            return [
              key,
              { ...then, state: isOver ? stricter(then.state, "stopped") : stricter(then.state, now.state) },
            ];
          }),
        );
        world.forget(started);
        service.noteChange();
        await service.settle(world);
        // Whose guard has had a later order may have been held since.
        for (const [key, { state }] of world.started) {
          if (state === "running" && (await readState(service, key)) === "holding")
            world.setStarted(key, { state: "holding" });
        }
        await service.learnRuleset(world);
        world.touchEverybody();
      },
      ({ copied }) => copied !== undefined,
    ),
);

function stricter(one: LiveState, other: LiveState): LiveState {
  return STRICTNESS.indexOf(one) < STRICTNESS.indexOf(other) ? other : one;
}

/** A shard's copy from earlier is put back in which nobody has said or been given anything since: nothing of theirs is lost. */
const returning = somebody.map(
  (who) =>
    new Act(
      "older-shard",
      async (world, service) => {
        const person = world.person(who);
        if (!neighboursOf(world, service, person).every((each) => world.isAsCopied(each))) return;
        world.story.tell(`${person.name}'s shard is put back as it was copied.`);
        await service.putShardBack(person.subscriberId, world.now);
        for (const each of neighboursOf(world, service, person)) world.touched.add(each);
      },
      ({ copied }) => copied !== undefined,
    ),
);

/** A shard's file is gone, or another's: its people are shown nothing and no word is taken, until the file is back. */
const losing = fc.record({ who: somebody, what: fc.constantFrom("emptied" as const, "foreign" as const) }).map(
  ({ who, what }) =>
    new Act("damage", async (world, service) => {
      const person = world.person(who);
      const people = neighboursOf(world, service, person);
      world.story.tell(
        `The file of ${person.name}'s shard is ${what === "emptied" ? "gone" : "another's"}; later it is back.`,
      );
      const repair = await service.damageShardOf(person.subscriberId, what);
      for (const each of people) {
        await expectNothing(world, service, each);
        await expectRefusal(world, service, each);
      }
      await repair();
      for (const each of people) world.touched.add(each);
    }),
);

/** Two shards' files have changed places: neither knows its people, so neither says anything of anybody. */
const swapping = fc.tuple(somebody, somebody).map(
  ([one, other]) =>
    new Act("swap", async (world, service) => {
      const [first, second] = [world.person(one), world.person(other)];
      if (service.isTogether(first.subscriberId, second.subscriberId)) return;
      world.story.tell(
        `The files of ${first.name}'s and ${second.name}'s shards change places; later they are right again.`,
      );
      const repair = await service.swapShards(first.subscriberId, second.subscriberId);
      const people = [...neighboursOf(world, service, first), ...neighboursOf(world, service, second)];
      for (const each of people) {
        await expectNothing(world, service, each);
        await expectRefusal(world, service, each);
      }
      await repair();
      for (const each of people) world.touched.add(each);
    }),
);

/** Whoever's words lie in the same file. */
function neighboursOf({ people }: World, service: Service, { subscriberId }: Person): readonly Person[] {
  return people.filter((each) => service.isTogether(each.subscriberId, subscriberId));
}

async function expectNothing(world: World, service: Service, person: Person): Promise<void> {
  const headers = await service.asSubscriber(world, person.subscriberId);
  const { status, text } = await service.call(world, "GET", `/v1/tray?${queryOf(person)}`, { headers });
  if (status === 503) return;
  const tray = status === 200 ? traySchema.parse(JSON.parse(text)) : undefined;
  if (tray?.decision === "none" && tray.upcoming.length === 0) return;
  world.diverge(
    `${person.name}'s words are not there, and ${person.name} is answered ${status}: ${text.slice(0, 300)}`,
  );
}

async function expectRefusal(world: World, service: Service, person: Person): Promise<void> {
  const headers = { ...(await service.asSubscriber(world, person.subscriberId)), ...JSON_BODY };
  const body = JSON.stringify({ scope: "all", value: "out" });
  const { status, text } = await service.call(world, "POST", "/v1/me/choices", { headers, body });
  if (status === 503) return;
  world.diverge(`a word to a shard that is not there is answered ${status}, not 503: ${text.slice(0, 300)}`);
}

export const DAMAGE_ACTS: readonly ActSource[] = [
  { kind: "copy", weight: 2, arbitrary: copying },
  { kind: "older-catalog", weight: 2, arbitrary: forgetting },
  { kind: "older-shard", weight: 2, arbitrary: returning },
  { kind: "damage", weight: 1, arbitrary: losing },
  { kind: "swap", weight: 1, arbitrary: swapping },
];
