import { NOT_READY, type Failure } from "../contract/problem.ts";
import type { ChooseRequest, RetractRequest, StoredChoice } from "../contract/rpc/rpc-tray.ts";
import type { WishRequest } from "../contract/rpc/rpc-care.ts";
import type { Scope } from "../domain/decision/choice.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { listWishes } from "../domain/decision/wish.ts";
import type { AudienceIndex } from "./audience-index.ts";
import type { ExposureLedger } from "./exposure-ledger.ts";
import type { History } from "./history.ts";
import type { Subscribers } from "./subscribers.ts";

interface ChoiceTools {
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly exposures: ExposureLedger;
  readonly audiences: AudienceIndex;
  readonly transact: <Done>(work: () => Done) => Done;
}

/** Keeps people's own words. Each answers the id of the choice that now stands. */
export function openChoices({ subscribers, history, exposures, audiences, transact }: ChoiceTools) {
  /** Adds a choice, and holds an out against the campaigns that the person saw unasked: both or neither. */
  function add(request: ChooseRequest): number {
    return transact(() => {
      const choiceId = history.add(request);
      const { subscriberId, scope, value, channel, at } = request;
      audiences.forget(subscriberId);
      // What the operator imports in bulk says nothing of the campaign.
      if (value === "out" && channel !== "import") {
        exposures.noteWord(subscriberId, scope, { kind: "opted-out", at });
      }
      return choiceId;
    });
  }

  function choose(rules: LoadedRuleset | undefined, request: ChooseRequest): Result<number, Failure> {
    if (rules === undefined) return fail(NOT_READY);
    if (!isKnownScope(rules, request.scope)) {
      return fail({ type: "refused", detail: `There is no ${request.scope}; GET /v1/tray names the scopes.` });
    }
    const said = history.read(request.subscriberId);
    const { idempotencyKey } = request;
    const earlier = idempotencyKey && said.find((entry) => entry.idempotencyKey === idempotencyKey);
    if (earlier && (earlier.scope !== request.scope || earlier.value !== request.value)) {
      return fail({ type: "conflict", detail: "This Idempotency-Key was used for another choice; use a new key." });
    }
    // Saying the same thing again adds nothing to the history.
    const last = said.at(-1);
    const isRepetition =
      last !== undefined && last.retracts === null && last.scope === request.scope && last.value === request.value;
    const repeated = earlier || (isRepetition ? last : undefined);
    return succeed(repeated ? repeated.id : add(request));
  }

  return {
    choose,

    /** Stores an `in` for a theme, unless the person's wish for it stands already. */
    wish(rules: LoadedRuleset | undefined, { theme, ...request }: WishRequest): Result<number, Failure> {
      const scope = `theme:${theme}` as const;
      const { choices } = subscribers.read(request.subscriberId);
      const standing = listWishes(choices, rules?.ruleset.themes ?? []).find((wish) => wish.theme === theme);
      const said = history
        .read(request.subscriberId)
        .findLast((entry) => entry.scope === scope && entry.value === "in" && entry.at === standing?.since);
      return said === undefined ? choose(rules, { ...request, scope, value: "in" }) : succeed(said.id);
    },

    /** Takes a choice back, once. */
    retract(rules: LoadedRuleset | undefined, request: RetractRequest): Result<number, Failure> {
      if (rules === undefined) return fail(NOT_READY);
      const { subscriberId, at, channel, choiceId, actor = "self" } = request;
      const target = history.read(subscriberId).find((entry) => entry.id === choiceId);
      if (target === undefined || target.retracts !== null) {
        return fail({ type: "not-found", detail: "There is no such choice to take back." });
      }
      if (actor !== "self" && target.actor !== actor) {
        return fail({ type: "refused", detail: "You may take back only what you entered yourself." });
      }
      if (!target.isRetracted) {
        const { scope, value } = target;
        history.add({ subscriberId, scope, value, at, channel, actor, retracts: choiceId });
        audiences.forget(subscriberId);
      }
      return succeed(choiceId);
    },

    /** What the person said, oldest first; what was taken back is marked. */
    history(subscriberId: string): readonly StoredChoice[] {
      return history
        .read(subscriberId)
        .filter((entry) => entry.retracts === null)
        .map(({ id, scope, value, at, channel, actor, isRetracted }) => ({
          id,
          scope,
          value,
          at,
          channel,
          actor,
          isRetracted,
        }));
    },
  };
}

export type Choices = ReturnType<typeof openChoices>;

function isKnownScope(rules: LoadedRuleset, scope: Scope): boolean {
  if (scope === "all" || scope === "gifts") return true;
  const [kind, key = ""] = scope.split(":");
  return kind === "theme" ? rules.themes.has(key) : rules.ruleset.categories.some((category) => category.key === key);
}
