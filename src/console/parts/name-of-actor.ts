import type { Texts } from "../texts/en.ts";

/** Who did it, as people call them: `person:anna` is anna, `guard` the guard. */
export function nameOfActor(actor: string, t: Texts): string {
  return t.audit.actors[actor] ?? actor.replace(/^(?:person|agent|service):/, "");
}
