import { type Failure, inBoth } from "../../src/contract/problem.ts";
import type { CatalogRpc } from "../../src/contract/rpc/rpc.ts";
import type { Proposal } from "../../src/contract/rpc/rpc-policy.ts";
import type { Json } from "../../src/domain/json.ts";
import type { PolicyKind } from "../../src/domain/policy/policy-change.ts";
import { fail, type Result } from "../../src/domain/result.ts";
import type { Desk } from "./desk.ts";

/** A row of policy as it shall be; null: it goes. */
interface WantedRow {
  readonly kind: PolicyKind;
  readonly key: string;
  readonly body: object | null;
}

async function onWhatThereIs(catalog: CatalogRpc, { kind, key, body }: WantedRow) {
  const stored = await catalog.readDefinition(kind, key);
  // Parsed boundary: a definition is plain JSON.
  const plain = JSON.parse(JSON.stringify(body)) as Json;
  return { kind, key, body: plain, baseRevision: stored?.revision ?? 0 };
}

/** Has Ada propose changes of policy and Boris carry them, by the catalog's own interface. */
export async function carryPolicy(
  catalog: CatalogRpc,
  rows: readonly WantedRow[],
  now: number,
  { proposer, carrier } = { proposer: "person:ada", carrier: "person:boris" },
): Promise<Result<{ readonly proposal: Proposal }, Failure>> {
  const changes = await Promise.all(rows.map((row) => onWhatThereIs(catalog, row)));
  const proposed = await catalog.askPolicy("propose", { changes, actor: proposer, now, why: "a test" });
  if (!proposed.ok) return proposed;
  const { id, tag } = proposed.value;
  if (tag === null) return fail({ type: "internal", ...inBoth({ ru: "Оно не открыто.", en: "It is not open." }) });
  return catalog.askPolicy("carry", { id, tag, actor: carrier, isPerson: true, now });
}

/** The same over HTTP: one proposes, another carries; the answer to whatever is refused first, or to the carrying. */
export async function proposeAndCarry(
  proposer: Desk,
  carrier: Desk,
  changes: readonly (WantedRow & { readonly baseRevision: number })[],
): Promise<Response> {
  const proposed = await proposer("POST", "/v1/policy/proposals", { changes, reason: "a test" });
  if (proposed.status !== 201) return proposed;
  const { id, effect } = await proposed.json<{ id: number; effect: string }>();
  return carrier("POST", `/v1/policy/proposals/${id}:carry`, { effect });
}
