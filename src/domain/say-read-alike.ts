import { isOneHuman } from "./human-behind.ts";
import type { Label } from "./label.ts";
import { namePerson } from "./name-person.ts";

/** Says that two names count as one human's though they are written otherwise, for who may be two people; undefined: they don't. */
export function sayReadAlike(one: string, other: string): Label | undefined {
  if (one.toLowerCase() === other.toLowerCase() || !isOneHuman(one, other)) return undefined;
  const [name, another] = [namePerson(one), namePerson(other)];
  return {
    ru: `Имена «${name}» и «${another}» читаются одинаково, поэтому считаются именем одного человека. Если это двое, пусть в системе входа (sub) одному дадут другое имя.`,
    en: `The names “${name}” and “${another}” read alike, so they count as one person's. If these are two people, have the identity provider give one of them another name (sub).`,
  };
}
