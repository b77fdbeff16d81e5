import type { Definitions } from "../contract/definitions.ts";
import { type Failure, inBoth } from "../contract/problem.ts";
import type { DefinitionKind } from "../contract/rpc/rpc-control.ts";
import type { ProposedChange } from "../contract/rpc/rpc-policy.ts";
import { haltByPolicy } from "../domain/campaign/policy-halt.ts";
import { isAwaited } from "../domain/campaign/start-word.ts";
import { stateOf } from "../domain/campaign/lifecycle.ts";
import type { Json } from "../domain/json.ts";
import { diffJson, type JsonChange } from "../domain/json-diff.ts";
import type { PolicyChange } from "../domain/policy/policy-change.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { whyImpossible, type LiveContentFacts } from "../domain/policy/policy-effect.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { fail, type Result } from "../domain/result.ts";
import { askAfterHalts } from "./ask-where-revealed.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import { checkDefinitionSet, findUsers, withChange } from "./check-change.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Webhooks } from "./webhooks.ts";

/** The definitions as they would be with all changes made, or what is wrong with them. */
export function applyChanges(
  definitions: Definitions,
  changes: readonly ProposedChange[],
): Result<Definitions, Failure> {
  let candidate: Definitions = definitions;
  for (const { kind, key, body } of changes) {
    // Parsed boundary: the set is checked below.
    candidate = withChange(candidate, kind, key, body ?? undefined) as unknown as Definitions;
  }
  const checked = checkDefinitionSet(candidate, changes);
  if (!checked.ok) return checked;
  // Users are looked for where everything else has changed already: what moves in the same proposal is no user.
  const issues = changes.flatMap(({ kind, key, body }) =>
    body === null
      ? findUsers(checked.value, kind, key).map((user) => ({ path: user, message: `uses ${kind}/${key}` }))
      : [],
  );
  if (issues.length === 0) return checked;
  const words = {
    ru: "То, что удаляется, используется: сначала уберите из того, что названо в issues.",
    en: "What would go is in use; first take it out of what is listed in issues.",
  };
  return fail({ type: "conflict", ...inBoth(words), issues });
}

/** The changes as the domain knows them. */
export function toPolicyChanges(
  changes: readonly (ProposedChange & { readonly before: Json | null })[],
): PolicyChange[] {
  return changes.map(({ kind, key, before, body }) => {
    // Parsed boundary: bodies were checked by the schema of their kind.
    return { kind, key, before: before ?? undefined, after: body ?? undefined } as unknown as PolicyChange;
  });
}

/** What is live, as far as policy is concerned with it. */
export function listLives(
  storage: Pick<CatalogStorage, "listDefinitions">,
  looksSensitive: (decoration: Decoration) => boolean,
): readonly LiveContentFacts[] {
  return storage.listDefinitions("campaign").flatMap(({ lifecycle, snapshot }): LiveContentFacts[] => {
    const state = lifecycle?.live?.state;
    if (state === undefined || snapshot === undefined) return [];
    const { campaign, decoration } = snapshot;
    const { word } = lifecycle?.live ?? {};
    const isOnOneWord = word?.kind === "one" && !isAwaited(word);
    return [{ campaign, theme: decoration.theme, state, looksSensitive: looksSensitive(decoration), isOnOneWord }];
  });
}

/** Writes one row of policy; says what differs. */
export function writePolicyRow(
  storage: CatalogStorage,
  { kind, key, body }: Pick<ProposedChange, "kind" | "key" | "body">,
  changedAt: number,
  changedBy: string,
): readonly JsonChange[] {
  const current = storage.readDefinition(kind, key);
  const changes = diffJson(current?.body, body ?? undefined);
  if (body === null) {
    if (current !== undefined) storage.deleteDefinition(current, changedAt, changedBy);
    return changes;
  }
  const revision = Math.max(current?.revision ?? 0, storage.lastRevision(kind, key)) + 1;
  storage.writeDefinition({ kind, key, revision, body, changedAt, changedBy });
  return changes;
}

const WHY_HALTED = writeServiceWord({ code: "made-sensitive" });

interface HaltingTools {
  readonly storage: CatalogStorage;
  readonly audit: AuditLog;
  /** What can't be told from what is sensitive is no more possible than that. */
  readonly guarding: { isLikeSensitive(decoration: Decoration, definitions: Definitions): boolean };
  readonly webhooks: Webhooks;
  readonly authors: Pick<Authors, "makerOf">;
}

/** Halts what policy, as it stands now, does not let come unasked. Says what it halted. `proposal`: what has just been carried. */
export function haltImpossible(tools: HaltingTools, now: number, proposal?: number): readonly string[] {
  const { storage, audit, guarding } = tools;
  const standing = storage.readDefinitions();
  const halted = storage.listDefinitions("campaign").flatMap(({ key, lifecycle, snapshot }) => {
    if (lifecycle === undefined || snapshot === undefined) return [];
    const { campaign, decoration } = snapshot;
    const category = whyImpossible({ campaign, theme: decoration.theme }, standing);
    const isUnasked = campaign.delivery === "default-on";
    const isImpossible = category !== undefined || (isUnasked && guarding.isLikeSensitive(decoration, standing));
    const next = isImpossible ? haltByPolicy(lifecycle, WHY_HALTED, now, proposal) : undefined;
    if (next === undefined) return [];
    storage.writeLifecycle(key, next, snapshot);
    const changes = [
      { path: "live.state", before: lifecycle.live?.state ?? stateOf(lifecycle), after: "halted" },
      ...(category === undefined ? [] : [{ path: "category", after: category }]),
    ];
    audit.append({ actor: "system", now, why: WHY_HALTED }, "halt-by-policy", `campaign/${key}`, changes);
    return [key];
  });
  askAfterHalts(tools, halted, now);
  return halted;
}

export function nameOf({ kind, key }: { readonly kind: DefinitionKind; readonly key: string }): string {
  return `${kind}/${key}`;
}
