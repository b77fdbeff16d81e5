import { humanBehind } from "../../domain/human-behind.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import type { Texts } from "../texts/en.ts";
import type { QuestionTexts } from "../texts/questions-en.ts";

/** What is needed of a machine's key to say whose it is. */
export interface NamedKey {
  readonly prefix: string;
  readonly name: string;
  readonly createdBy: string;
}

const KEY = "service:";

/** Who asked, as people call them; of a key its name, and who is behind it. */
export function sayAsker(actor: string, keys: readonly NamedKey[], t: Texts, texts: QuestionTexts): string {
  if (!actor.startsWith(KEY)) return nameOfActor(actor, t);
  const keyOf = (machine: string) => keys.find(({ prefix }) => machine === KEY + prefix);
  const human = humanBehind(actor, (machine) => keyOf(machine)?.createdBy);
  const name = keyOf(actor)?.name;
  return name === undefined || human === undefined
    ? texts.byUnknownKey(name ?? actor.slice(KEY.length))
    : texts.byKey(name, nameOfActor(human, t));
}
