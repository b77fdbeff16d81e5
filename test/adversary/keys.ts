/** What follows from a word under an Idempotency-Key. */
import type { Channel, ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import type { Person } from "./people.ts";
import { DAY_MS } from "./seasons.ts";
import type { Reply } from "./service.ts";
import type { World } from "./world.ts";

const KEY_LASTS_MS = 7 * DAY_MS;

export interface Choosing {
  readonly scope: Scope;
  readonly value: ChoiceValue;
  readonly by: string;
  readonly channel: Channel;
}

/** Whether a key is surely remembered: its week is not over, and was not over by a clock that ran ahead for a while. */
export function isRemembered(usedAt: number, { now, latest }: World): boolean {
  return now >= usedAt && latest - usedAt < KEY_LASTS_MS;
}

/**
 * Notes a choice and its answer. A repeated request does nothing more, whatever was said since; one under a key that
 * was used for something else is refused, unless it is an out, which is stored anew.
 */
export function accountForChoice(
  world: World,
  person: Person,
  choosing: Choosing,
  key: string | undefined,
  reply: Reply,
) {
  const { scope, value } = choosing;
  const uses = person.keys.filter((used) => used.key === key);
  const isRepeated = uses.some((used) => used.scope === scope && used.value === value);
  // A key stands for what was stored under it last.
  const stored = uses.findLast(({ isStored }) => isStored);
  const mayBeForgotten = stored === undefined || !isRemembered(stored.at, world);
  const use = (isStored: boolean) => {
    if (key !== undefined) person.keys = [...person.keys, { key, scope, value, at: world.now, isStored }];
  };
  if (uses.length > 0 && value === "in") {
    // Not to be taken under another word's key, and not to be taken twice under its own.
    if (reply.status === 409 || !world.mustTake(reply, value)) return;
    use(true);
    if (mayBeForgotten) world.say(person, choosing, true);
    return;
  }
  if (!world.mustTake(reply, value)) return;
  const { length } = person.history;
  // A repeated out may be taken as said anew: that only ever shows less.
  world.say(person, choosing, isRepeated);
  use(person.history.length > length);
}
