/** One thing that somebody of the staff does, and who may be somebody. */
import fc from "fast-check";
import type { Reply } from "../service.ts";
import { HUMANS } from "./authorship.ts";
import { MEANS, type By, type StaffService } from "./staff-service.ts";
import { CAMPAIGNS, type CampaignKey, type StaffWorld } from "./staff-world.ts";

type Play = (world: StaffWorld, service: StaffService) => Promise<void>;

export class StaffAct implements fc.AsyncCommand<StaffWorld, StaffService> {
  readonly #name: string;
  readonly #play: Play;

  constructor(name: string, play: Play) {
    this.#name = name;
    this.#play = play;
  }

  check(): boolean {
    return true;
  }

  async run(world: StaffWorld, service: StaffService): Promise<void> {
    world.begin();
    await this.#play(world, service);
    await service.look(world);
  }

  toString(): string {
    return this.#name;
  }
}

export const REASON = { reason: "as the adversary likes it" };

export const someBy: fc.Arbitrary<By> = fc.record({
  human: fc.constantFrom(...HUMANS),
  means: fc.oneof({ weight: 4, arbitrary: fc.constant("token" as const) }, fc.constantFrom(...MEANS)),
});
export const someKey = fc.constantFrom<CampaignKey>(...CAMPAIGNS, "new-year", "new-year");
export const anyOfThem = fc.nat(7);

const say = ({ human, means }: By): string => (means === "token" ? human : `${human}, by a ${means},`);

/** Tells what is done and how it is answered; the answer if it was done. */
export async function does(
  world: StaffWorld,
  service: StaffService,
  by: By,
  what: string,
  [method, path, body]: readonly [method: string, path: string, body?: unknown],
): Promise<Reply | undefined> {
  world.story.tell(`${say(by)} ${what}.`);
  const reply = await service.call(world, by, method, path, body);
  if (reply.status >= 500) world.diverge(`this is answered ${reply.status}: ${reply.text.slice(0, 400)}`);
  if (reply.status < 300) return reply;
  world.story.add(`(Refused: ${reply.status}.)`);
  return undefined;
}
