import { inBoth, type Failure } from "../contract/problem.ts";
import type { DraftKind } from "../contract/rpc/rpc-control.ts";
import { humanOrSelf, isOneHuman } from "../domain/human-behind.ts";
import { namePerson } from "../domain/name-person.ts";
import type { Authors } from "./authors.ts";

/** Why something isn't all of somebody's own making, by whatever keys of theirs, and whose it is; undefined: it is. */
export function whyNotOwn(
  authors: Pick<Authors, "ofParts" | "makerOf">,
  kind: DraftKind,
  key: string,
  actor: string,
): Failure | undefined {
  const human = humanOrSelf(actor, authors.makerOf);
  const writers = authors.ofParts([`${kind}/${key}`]).authors.map(({ who }) => who);
  const others = writers.filter((who) => !isOneHuman(who, human));
  if (writers.length > 0 && others.length === 0) return undefined;
  const names = others.map(namePerson).join(", ");
  return {
    type: "another-person",
    ...inBoth(
      others.length === 0
        ? {
            ru: "Это пришло вместе с установкой, а не от вас.",
            en: "It came with the installation; you did not write it.",
          }
        : { ru: `Это писали не только вы: ${names}.`, en: `It was written by ${names}, and not by you alone.` },
    ),
  };
}
