import type { Definitions } from "../contract/definitions.ts";
import { createLineReader } from "../contract/population.ts";
import { type Failure, inBoth, type ProblemIssue } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { WritePersonaRequest } from "../contract/rpc/rpc-simulation.ts";
import type { Persona, PersonaDecision, PersonaDecisionRequest, StoredPersona } from "../contract/simulation.ts";
import { whyUnreadable } from "../contract/unreadable-text.ts";
import { foldChoices, type Scope } from "../domain/decision/choice.ts";
import { explain } from "../domain/decision/explain.ts";
import { diffJson } from "../domain/json-diff.ts";
import { loadRuleset } from "../domain/decision/load-ruleset.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Json } from "../domain/json.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import type { AuditLog } from "./audit-log.ts";
import { compileWorlds, type SimulationTools } from "./simulation.ts";

type PersonaRow = { key: string; body: string; changed_at: number; changed_by: string };

const NONE: Failure = {
  type: "not-found",
  ...inBoth({
    ru: "Такого образа нет; все образы перечисляет GET /v1/personas.",
    en: "There is no such persona; GET /v1/personas lists them.",
  }),
};

/** The personas on record. Writing is audited, in the same transaction. */
export function openPersonas(storage: DurableObjectStorage, audit: AuditLog) {
  const { sql } = storage;

  function read(key: string): StoredPersona | undefined {
    return sql.exec<PersonaRow>("SELECT * FROM personas WHERE key = ?", key).toArray().map(toStored)[0];
  }

  return {
    read,

    list(): readonly StoredPersona[] {
      return sql.exec<PersonaRow>("SELECT * FROM personas ORDER BY key").toArray().map(toStored);
    },

    write(request: WritePersonaRequest, definitions: Definitions): Result<StoredPersona, Failure> {
      const { key, persona, actor, now } = request;
      const issues = checkPersona(persona, definitions);
      if (issues.length > 0) {
        return fail({
          type: "refused",
          ...inBoth({
            ru: "Такого абонента быть не может: почему, сказано в issues.",
            en: "There can't be such a subscriber; see issues for why.",
          }),
          issues,
        });
      }
      const before = read(key);
      storage.transactionSync(() => {
        sql.exec(
          "INSERT OR REPLACE INTO personas (key, body, changed_at, changed_by) VALUES (?, ?, ?, ?)",
          key,
          JSON.stringify(persona),
          now,
          actor,
        );
        const changes = diffJson(before && contentOf(before), contentOf(persona));
        audit.append(request, before === undefined ? "create" : "edit", `persona/${key}`, changes);
      });
      return succeed({ ...persona, key, changedAt: now, changedBy: actor });
    },

    remove(key: string, act: Act): Result<null, Failure> {
      const before = read(key);
      if (before === undefined) return fail(NONE);
      storage.transactionSync(() => {
        sql.exec("DELETE FROM personas WHERE key = ?", key);
        audit.append(act, "delete", `persona/${key}`, diffJson(contentOf(before), undefined));
      });
      return succeed(null);
    },
  };
}

export type Personas = ReturnType<typeof openPersonas>;

/** Decides for personas as a shard would, under what is live and with the changes, with everything that led to it. */
export function decidePersonas(
  personas: readonly StoredPersona[],
  tools: SimulationTools,
  request: PersonaDecisionRequest,
): Result<readonly PersonaDecision[], Failure> {
  const { at, personas: wanted } = request;
  const missing = wanted?.findIndex((key) => !personas.some((persona) => persona.key === key)) ?? -1;
  if (missing >= 0) {
    const issues = [{ path: `$.personas.${missing}`, message: "does not exist" }];
    return fail({ ...NONE, issues });
  }
  const worlds = compileWorlds(tools, request, { from: at, until: at + 1 });
  if (!worlds.ok) return worlds;
  const live = loadRuleset(worlds.value.live, compileLinearPattern);
  const candidate = loadRuleset(worlds.value.candidate, compileLinearPattern);
  return succeed(
    personas
      .filter(({ key }) => wanted === undefined || wanted.includes(key))
      .map((persona) => ({
        persona: persona.key,
        label: persona.label,
        live: explainPersona(live, persona, at),
        candidate: explainPersona(candidate, persona, at),
      })),
  );
}

function explainPersona(rules: LoadedRuleset, { key, attributes, device, choices }: StoredPersona, at: number) {
  const subscriber = {
    subscriberId: `persona:${key}`,
    profile: attributes,
    // One after another, long ago.
    choices: foldChoices(
      choices.map((choice, index) => ({ ...choice, id: index + 1, at: 0, channel: "app" as const })),
    ),
  };
  return explain(rules, viewerOf(rules, subscriber, device), at);
}

/** A persona is held to what an operator may import and a subscriber may choose. */
function checkPersona({ label, attributes, choices }: Persona, definitions: Definitions): readonly ProblemIssue[] {
  const unreadable = whyUnreadable(label);
  const line = createLineReader(definitions.attributes)(JSON.stringify({ subscriberId: "persona", attributes }));
  return [
    ...(unreadable === undefined ? [] : [{ path: "$.label", message: unreadable, code: "unreadable-text" }]),
    ...(line.ok ? [] : line.error.map(({ path, message, code }) => ({ path, message, code }))),
    ...choices.flatMap(({ scope }, index) =>
      isKnownScope(scope, definitions)
        ? []
        : [{ path: `$.choices.${index}.scope`, message: `there is no ${scope}; name a theme or category that exists` }],
    ),
  ];
}

function isKnownScope(scope: Scope, { themes, categories }: Definitions): boolean {
  if (scope === "all" || scope === "gifts") return true;
  return [
    ...themes.map((theme) => `theme:${theme.key}`),
    ...categories.map((category) => `category:${category.key}`),
  ].includes(scope);
}

function toStored({ key, body, changed_at: changedAt, changed_by: changedBy }: PersonaRow): StoredPersona {
  // Parsed boundary: only checked personas are ever stored.
  return { ...(JSON.parse(body) as Persona), key, changedAt, changedBy };
}

/** What differences are made of. */
function contentOf({ label, attributes, device, choices }: Persona): Json {
  // Parsed boundary: a persona is plain JSON.
  return JSON.parse(JSON.stringify({ label, attributes, device, choices })) as Json;
}
