import { lookAt } from "./look.ts";
import { lookEverywhere } from "./look-everywhere.ts";
import type { Service } from "./service.ts";
import type { World } from "./world.ts";

/** Everybody is looked at once in so many acts, and asked about everywhere. */
const EVERYBODY_EVERY = 50;

/** After an act: the trays of whom it touched; now and then, and at the end, everybody's, on every channel. */
export async function lookAfter(world: World, service: Service, isTheEnd = false): Promise<void> {
  const isTheirTurn = isTheEnd || world.acts % EVERYBODY_EVERY === 0;
  const people = isTheirTurn ? world.people : [...world.touched];
  await Promise.all(people.map((person) => lookAt(world, service, person, isTheirTurn)));
  if (isTheirTurn) for (const person of world.people) await lookEverywhere(world, service, person);
}
