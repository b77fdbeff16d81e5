import type { Definitions } from "../contract/definitions.ts";
import type { ProposedChange } from "../contract/rpc/rpc-policy.ts";
import type { Ruleset } from "../domain/decision/ruleset.ts";
import { canonicalJson } from "../domain/json-diff.ts";
import type { Json } from "../domain/json.ts";
import { holdToPublished, keepStrict } from "../domain/policy/hold-to-published.ts";
import { listRedefined } from "../domain/policy/list-redefined.ts";
import type { PolicyChange, Standing } from "../domain/policy/policy-change.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { checkDefinitionSet, withChange } from "./check-change.ts";
import { haltImpossible, nameOf, writePolicyRow } from "./policy-rows.ts";
import type { PolicyTools } from "./policy-tools.ts";
import type { CatalogStorage } from "./storage.ts";
import { isSettled, markSettled, type Uncarried } from "./uncarried.ts";

const WHY = writeServiceWord({ code: "never-in-force" });

/** Proposals have one reason for all readers. */
const REASON =
  "Записано до того, как правила стали менять вдвоём, и в силу не вступало. / Written before policy took two people, and never in force.";

/** A row that is not as the latest ruleset has it, and who wrote it so. */
interface Unpublished {
  readonly change: PolicyChange;
  readonly by: string;
}

/**
 * Holds what an earlier release stored of policy and never published to what is in force, once: there it would have ridden
 * along with the next campaign's start. What was wanted becomes a proposal of whoever wrote it. What was to be stricter is so.
 * Says whether there is a new ruleset, which the next alarm brings.
 */
export function holdUnpublished(tools: PolicyTools, now: number): boolean {
  const { storage, audit, publisher, guarding, control, transact } = tools;
  if (isSettled(storage)) return false;
  const body = storage.readRulesetBody(storage.latestVersion());
  if (body === undefined) return false;
  // Parsed boundary: only `Publisher.store` writes rulesets.
  const ruleset = JSON.parse(body) as Ruleset;
  const held = transact((): Result<boolean, never> => {
    const unpublished = listUnpublished(storage, ruleset);
    if (unpublished.length === 0) {
      markSettled(storage);
      return succeed(false);
    }
    const act = { actor: "system", now, why: WHY };
    const { replaced, kept } = findHold(storage.readDefinitions(), ruleset, unpublished);
    for (const { change, target } of [...replaced, ...kept]) {
      const { kind, key } = change;
      const changes = writePolicyRow(storage, { kind, key, body: toJson(target) }, now, "system");
      if (changes.length > 0) audit.append(act, "hold-policy", nameOf(change), changes);
    }
    markSettled(
      storage,
      kept.flatMap(({ change }) => uncarriedOf(storage, change)),
    );
    propose(tools, unpublished, now);
    const redefined = listRedefined(
      // Parsed boundary: a row of the same kind, the other way round.
      [...replaced, ...kept].map(
        ({ change, target }) => ({ ...change, before: change.after, after: target }) as PolicyChange,
      ),
    );
    control.dropApprovals(
      storage.readDefinitions(),
      unpublished.map(({ change }) => nameOf(change)),
      act,
      redefined,
    );
    const isStricter = [...replaced, ...kept].some(({ change, target }) => !isSame(change.before, target));
    if (!isStricter) return succeed(false);
    haltImpossible(tools, now);
    guarding.followLives(now, 0);
    const stood = publisher.restand(act, writeServiceWord({ code: "stricter-policy" }), 0, storage.readDefinitions());
    return stood.ok ? succeed(true) : stood;
  });
  return held.ok && held.value;
}

function uncarriedOf(storage: CatalogStorage, { kind, key }: PolicyChange): readonly Uncarried[] {
  // A category that stays is a sensitive one, which takes two people by itself.
  if (kind !== "theme" && kind !== "attribute") return [];
  return [{ part: `${kind}/${key}`, revision: storage.readDefinition(kind, key)?.revision ?? 0 }];
}

function listUnpublished(storage: CatalogStorage, ruleset: Ruleset): readonly Unpublished[] {
  const published = {
    attribute: ruleset.attributes,
    category: ruleset.categories,
    theme: ruleset.themes.map(({ former: _former, ...theme }) => theme),
  };
  return (["attribute", "category", "theme"] as const).flatMap((kind) => {
    const stored = new Map(storage.listDefinitions(kind).map((row) => [row.key, row]));
    const inForce = new Map<string, object>(published[kind].map((row) => [row.key, row]));
    return [...new Set([...stored.keys(), ...inForce.keys()])].flatMap((key): Unpublished[] => {
      const [before, row] = [inForce.get(key), stored.get(key)];
      const by = row === undefined ? storage.lastWriter(kind, key) : row.changedBy;
      // What came with the installation or was healed is nobody's wish.
      if (isSame(before, row?.body) || by === undefined || by === "system") return [];
      // Parsed boundary: only checked definitions are ever stored or compiled.
      return [{ by, change: { kind, key, before, after: row?.body } as unknown as PolicyChange }];
    });
  });
}

interface Target {
  readonly change: PolicyChange;
  readonly target: PolicyChange["after"];
}

/** Which rows can be held, all stored definitions staying sound, and which must stay. */
function findHold(
  stored: Definitions,
  ruleset: Ruleset,
  unpublished: readonly Unpublished[],
): { readonly replaced: readonly Target[]; readonly kept: readonly Target[] } {
  const published: Standing = { categories: ruleset.categories, themes: ruleset.themes, feasts: stored.feasts };
  const isSound = (set: unknown) => checkDefinitionSet(set, []).ok;
  // Where something is damaged already, nothing that is refused is refused for this.
  const wasSound = isSound(stored);
  const replaced: Target[] = [];
  let candidate = stored;
  let waiting = unpublished.map(({ change }) => ({ change, target: holdToPublished(change, published, stored) }));
  // One may become possible by another: a category comes back before the theme that stood in it.
  for (let before = -1; before !== waiting.length;) {
    before = waiting.length;
    waiting = waiting.filter((each) => {
      const next = withChange(candidate, each.change.kind, each.change.key, toJson(each.target) ?? undefined);
      if (wasSound && !isSound(next)) return true;
      // Parsed boundary: the set is sound, or was no sounder before.
      candidate = next as unknown as Definitions;
      replaced.push(each);
      return false;
    });
  }
  return { replaced, kept: waiting.map(({ change }) => ({ change, target: keepStrict(change) })) };
}

/** What each person had wanted, on what there is now. */
function propose({ storage, proposals, audit }: PolicyTools, unpublished: readonly Unpublished[], now: number): void {
  for (const [by, rows] of Map.groupBy(unpublished, (row) => row.by)) {
    const changes = rows
      .flatMap(({ change: { kind, key, after } }): ProposedChange[] => {
        const row = storage.readDefinition(kind, key);
        return isSame(row?.body, after) ? [] : [{ kind, key, body: toJson(after), baseRevision: row?.revision ?? 0 }];
      })
      .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
    if (changes.length === 0) continue;
    const id = proposals.add(changes, REASON, by, now);
    audit.append({ actor: "system", now, why: WHY }, "propose", `proposal/${id}`, [
      { path: "proposedBy", after: by },
      ...changes.map((change) => ({ path: nameOf(change), after: change.body })),
    ]);
  }
}

function isSame(one: unknown, other: unknown): boolean {
  const [left, right] = [one, other].map((row) => (row === undefined ? undefined : canonicalJson(toJson(row))));
  return left === right;
}

function toJson(row: unknown): Json {
  // Parsed boundary: definitions are plain JSON.
  return row === undefined ? null : (JSON.parse(JSON.stringify(row)) as Json);
}
