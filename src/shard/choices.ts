import { type Failure, inBoth, NOT_READY, refuseForNow } from "../contract/problem.ts";
import type { ChooseRequest, RetractRequest } from "../contract/rpc/rpc-tray.ts";
import type { WishRequest } from "../contract/rpc/rpc-care.ts";
import type { BudgetKind } from "../domain/decision/budget.ts";
import { partsOf, type Scope } from "../domain/decision/choice.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AudienceIndex } from "./audience-index.ts";
import type { Budgets, Speaker } from "./budgets.ts";
import type { ExposureLedger } from "./exposure-ledger.ts";
import type { History, HistoryRow } from "./history.ts";
import type { Subscribers } from "./subscribers.ts";
import type { UsedKeys } from "./used-keys.ts";

interface ChoiceTools {
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly keys: UsedKeys;
  readonly budgets: Budgets;
  readonly exposures: ExposureLedger;
  readonly audiences: AudienceIndex;
  readonly transact: <Done>(work: () => Done) => Done;
}

/**
 * The entry that holds a word, and whether this very request added it, now or when it came first: only then is there
 * something to take back.
 */
export interface Said {
  readonly choiceId: number;
  readonly isNew: boolean;
}

const NOTHING_OF_YOURS: Failure = {
  type: "not-found",
  ...inBoth({
    ru: "Такой записи вы не вносили, возвращать нечего.",
    en: "You entered no such choice, so there is nothing to take back.",
  }),
};
const NOT_YOURS: Failure = {
  type: "refused",
  ...inBoth({
    ru: "Вернуть можно только то, что внесли вы сами.",
    en: "You may take back only what you entered yourself.",
  }),
};

/** Keeps people's own words. */
export function openChoices({ subscribers, history, keys, budgets, exposures, audiences, transact }: ChoiceTools) {
  /** Adds a word, and holds an out against the campaigns that the person saw unasked: both or neither. */
  function add(request: ChooseRequest): Said {
    return transact(() => {
      const { subscriberId, scope, value, channel, actor, at, idempotencyKey, pressMarks } = request;
      const { enteredBy = actor } = request;
      const choiceId = history.add(request);
      if (idempotencyKey !== undefined) keys.keep(subscriberId, actor, idempotencyKey, choiceId, at);
      audiences.forget(subscriberId);
      // What the operator imports in bulk says nothing of the campaign.
      if (value === "out" && channel !== "import") {
        exposures.noteWord(subscriberId, scope, { kind: "opted-out", at }, { pressMarks, enteredBy });
      }
      return { choiceId, isNew: true };
    });
  }

  /** The speaker's own latest word, if it is this out and nobody has switched anything on since: it stands as it is. */
  function findStandingOut({ subscriberId, scope, actor, channel }: ChooseRequest): HistoryRow | undefined {
    const last = history.lastBy(subscriberId, actor, channel);
    if (last === undefined || last.scope !== scope || last.value !== "out") return undefined;
    const { choices } = subscribers.read(subscriberId);
    const ins = Object.values(choices).map((stand) => Math.max(stand?.in ?? 0, stand?.importedIn ?? 0));
    return Math.max(0, ...ins) < last.id ? last : undefined;
  }

  /** What was said under the request's key, by the same speaker within a week; "erased": it is not known any more. */
  function findEarlier({ subscriberId, actor, at, idempotencyKey }: ChooseRequest): HistoryRow | "erased" | undefined {
    const entry = idempotencyKey === undefined ? undefined : keys.find(subscriberId, actor, idempotencyKey, at);
    return entry === undefined ? undefined : (history.find(subscriberId, entry) ?? "erased");
  }

  /**
   * The same request again does nothing more, as long as what it said stands. Otherwise an out is never refused for what
   * was said before, under whatever key: it stands already, or it is added.
   */
  function switchOff(request: ChooseRequest): Said {
    const earlier = findEarlier(request);
    if (isSame(earlier, request) && !earlier.isRetracted) {
      return { choiceId: earlier.id, isNew: isUndoable(request.subscriberId, earlier) };
    }
    const standing = findStandingOut(request);
    if (standing === undefined) return add(request);
    history.sayAgain(standing);
    return { choiceId: standing.id, isNew: false };
  }

  function switchOn(request: ChooseRequest): Result<Said, Failure> {
    const earlier = findEarlier(request);
    if (isSame(earlier, request)) {
      return succeed({ choiceId: earlier.id, isNew: isUndoable(request.subscriberId, earlier) });
    }
    if (earlier !== undefined) {
      return fail({
        type: "conflict",
        ...inBoth({
          ru: "С этим Idempotency-Key уже приходил другой выбор. Возьмите новый ключ.",
          en: "This Idempotency-Key was used for another choice; use a new key.",
        }),
      });
    }
    const refusal = spend(request, "in");
    return refusal === undefined ? succeed(add(request)) : fail(refusal);
  }

  /** Whether nothing was said since an entry, not even the same again. */
  function isUndoable(subscriberId: string, row: HistoryRow): boolean {
    return !row.isRetracted && !row.isSaidAgain && !row.isErasedUpTo && history.last(subscriberId)?.id === row.id;
  }

  function spend(speaker: Speaker, kind: BudgetKind): Failure | undefined {
    const retryAt = budgets.spend(speaker, kind);
    return retryAt === undefined ? undefined : refuseForNow(retryAt);
  }

  function hasOutAt({ subscriberId, scope }: ChooseRequest): boolean {
    const stand = subscribers.read(subscriberId).choices[scope];
    return stand?.out !== undefined || stand?.importedOut !== undefined;
  }

  function choose(rules: LoadedRuleset | undefined, request: ChooseRequest): Result<Said, Failure> {
    if (rules === undefined) return fail(NOT_READY);
    const isOut = request.value === "out";
    // Where nothing stands any more something may still be switched off, and lifted that was.
    const mayBeRetired = isOut || hasOutAt(request);
    if (!isKnownScope(rules, request.scope) && !(mayBeRetired && rules.ruleset.retired?.includes(request.scope))) {
      return fail({
        type: "refused",
        ...inBoth({
          ru: `${request.scope} нет; что есть, называет GET /v1/tray.`,
          en: `There is no ${request.scope}; GET /v1/tray names the scopes.`,
        }),
      });
    }
    return isOut ? succeed(switchOff(request)) : switchOn(request);
  }

  return {
    choose,
    spend,

    /** An `in` for a theme, by its name. */
    wish(rules: LoadedRuleset | undefined, { theme, ...request }: WishRequest): Result<Said, Failure> {
      return choose(rules, { ...request, scope: `theme:${theme}`, value: "in" });
    },

    /**
     * Takes a word back, once. Nobody takes back what another speaker entered; and an out only while nothing was said
     * since, as whoever said something may have relied on it. Somebody who speaks for the person may take back an `in` of
     * theirs at any time: that never shows more.
     */
    retract(rules: LoadedRuleset | undefined, request: RetractRequest): Result<Said, Failure> {
      if (rules === undefined) return fail(NOT_READY);
      const { subscriberId, at, channel, choiceId, actor, givenOn } = request;
      const target = history.find(subscriberId, choiceId);
      if (target === undefined || target.retracts !== null) return fail(NOTHING_OF_YOURS);
      if (target.actor !== actor || (givenOn !== undefined && target.channel !== givenOn)) {
        // To others, who else has said anything is not told.
        return actor === "self" ? fail(NOT_YOURS) : fail(NOTHING_OF_YOURS);
      }
      if (target.isRetracted) return succeed({ choiceId, isNew: false });
      const isLast = history.last(subscriberId)?.id === choiceId && !target.isErasedUpTo;
      // Whoever said the same after that relies on it; in a conversation "put it back" is the same person's.
      const isReliedOn = channel !== "sms" && channel !== "bot" && target.isSaidAgain;
      if ((!isLast || isReliedOn) && (actor === "self" || target.value === "out")) {
        const words = {
          ru: "С тех пор выбрали что-то ещё, и вернуть это уже нельзя. Выберите то, что нужно.",
          en: "Something was said since, so this can't be taken back any more; say what you want instead.",
        };
        return fail({ type: "conflict", ...inBoth(words) });
      }
      const refusal = target.value === "out" ? spend(request, "in") : undefined;
      if (refusal !== undefined) return fail(refusal);
      history.retract(target, { subscriberId, at, channel, actor });
      audiences.forget(subscriberId);
      return succeed({ choiceId, isNew: true });
    },
  };
}

export type Choices = ReturnType<typeof openChoices>;

function isSame(earlier: HistoryRow | "erased" | undefined, { scope, value }: ChooseRequest): earlier is HistoryRow {
  return typeof earlier === "object" && earlier.scope === scope && earlier.value === value;
}

function isKnownScope(rules: LoadedRuleset, scope: Scope): boolean {
  if (scope === "all" || scope === "gifts") return true;
  const { kind, key = "" } = partsOf(scope);
  return kind === "theme" ? rules.themes.has(key) : rules.ruleset.categories.some((category) => category.key === key);
}
