/** One person may not keep policy as loose as it is: what tightens it ends by two who decline it, or by its author. */
import { isUnclearName } from "../fold-name.ts";
import { isOneHuman, isSecondPerson, nameOfHuman, type MakerOf } from "../human-behind.ts";
import { fail, succeed, type Result } from "../result.ts";
import type { Direction } from "./policy-change.ts";

/** Somebody's word that a proposal should not be carried. */
export interface Decline {
  readonly by: string;
  readonly at: number;
  readonly why: string | null;
}

export type DeclineRefusal = "by-machine" | "unclear-name" | "own-proposal" | "said-before";

interface DeclineSituation {
  readonly direction: Direction;
  readonly proposedBy: string;
  /** What others have said of it already. */
  readonly declines: readonly Pick<Decline, "by">[];
  /** Whether whoever declines is a person, and no machine. */
  readonly isPerson: boolean;
  readonly makerOf: MakerOf;
}

/** Whether somebody's decline ends a proposal; if not, it is kept as a word, and the proposal stays open to whoever may carry it. */
export function weighDecline(
  actor: string,
  { direction, proposedBy, declines, isPerson, makerOf }: DeclineSituation,
): Result<"ends" | "is-kept", DeclineRefusal> {
  if (direction === "loosens") return succeed("ends");
  if (!isPerson) return fail("by-machine");
  if (isUnclearName(actor)) return fail("unclear-name");
  if (nameOfHuman(proposedBy, makerOf) === nameOfHuman(actor, makerOf)) return fail("own-proposal");
  if (declines.some(({ by }) => isOneHuman(by, actor))) return fail("said-before");
  return succeed(declines.some(({ by }) => isSecondPerson(actor, by, makerOf)) ? "ends" : "is-kept");
}
