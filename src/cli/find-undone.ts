import { canonicalJson, diffJson, type JsonChange } from "../domain/json-diff.ts";
import type { Json } from "../domain/json.ts";
import type { DefinitionDifference } from "./compare-definitions.ts";
import { isPolicy, POLICY_KIND_OF, type PastProposal } from "./definition-service.ts";

/** A carried change of policy that a folder would take back: mostly it is older than the change. */
interface Undone {
  /** Such as `themes/hearts`. */
  readonly row: string;
  /** What changed the row last, where the folder has what was there before. */
  readonly last: PastProposal;
}

/**
 * Which rows would become again what others have changed since, one proposal each. A folder does not say of when it is:
 * what it has where a carried proposal found the same is all that tells. `own`: whose proposals are none of others.
 */
export function findUndone(
  differences: readonly DefinitionDifference[],
  proposals: readonly PastProposal[],
  own: string,
): readonly Undone[] {
  const carried = proposals
    .filter(({ state }) => state === "carried")
    .toSorted((one, other) => (other.closed?.at ?? 0) - (one.closed?.at ?? 0) || other.id - one.id);
  return differences.flatMap(({ plural, key, changes }) => {
    if (!isPolicy(plural)) return [];
    const history = carried.flatMap((proposal) =>
      proposal.changes
        .filter((change) => change.kind === POLICY_KIND_OF[plural] && change.key === key)
        .flatMap(({ before, body }) => diffJson(toJson(before), toJson(body)))
        .map((change): Step => ({ change, proposal })),
    );
    const [last] = changes
      .flatMap((wanted) => findSteps(wanted, history).filter(({ proposal }) => proposal.proposedBy !== own))
      .map(({ proposal }) => proposal)
      .toSorted((one, other) => carried.indexOf(one) - carried.indexOf(other));
    return last === undefined ? [] : [{ row: `${plural}/${key}`, last }];
  });
}

/** Says it to whoever pushes, with the two ways on. */
export function describeUndone(undone: readonly Undone[]): string {
  const rows = undone.map(({ row, last: { id, proposedBy, closed, reason } }) => {
    const at = closed === null ? "" : ` on ${new Date(closed.at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
    return `  ${row}: changed by ${proposedBy}, carried by ${closed?.by ?? "nobody"}${at} (proposal ${id}, “${reason}”)`;
  });
  return [
    "The folder would change policy back to what it was before others changed it:",
    ...rows,
    "If it is only older, take these over first (garland pull writes all that the service has); to propose them back, say --undo.",
  ].join("\n");
}

interface Step {
  readonly change: JsonChange;
  readonly proposal: PastProposal;
}

/** From the latest back to the one that found what is wanted; none if none did. */
function findSteps({ path, after }: JsonChange, history: readonly Step[]): readonly Step[] {
  const steps = history.filter(({ change }) => change.path === path);
  const found = steps.findIndex(({ change }) => {
    const isRemoval = path === "" && change.after === undefined;
    return isRemoval || isSame(change.before, after);
  });
  return steps.slice(0, found + 1);
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function toJson(body: Record<string, unknown> | null): Json | undefined {
  // Parsed boundary: bodies came as JSON.
  return body === null ? undefined : (JSON.parse(JSON.stringify(body)) as Json);
}
