import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { PolicyQuestions, ProposalState } from "../contract/rpc/rpc-policy.ts";
import { humanBehind, isOneHuman } from "../domain/human-behind.ts";
import type { Label } from "../domain/label.ts";
import { weighDecline, type DeclineRefusal } from "../domain/policy/weigh-decline.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { sayUnclearName } from "../domain/say-unclear-name.ts";
import type { PolicyTools } from "./policy-tools.ts";
import type { ProposalRow, ShownProposal } from "./proposals.ts";

interface ClosingTools extends Pick<PolicyTools, "proposals" | "audit" | "transact" | "authors"> {
  /** What a proposal does to policy as it is now. */
  show(changes: ProposalRow["changes"]): ShownProposal;
}

/** How proposals end without being carried. */
export function openClosing({ proposals, audit, transact, authors, show }: ClosingTools) {
  function close(row: ProposalRow, state: Exclude<ProposalState, "open">, { actor, now, why }: Act): void {
    proposals.close(row.id, state, row.shown ?? show(row.changes), actor, now, why ?? null);
  }

  function isSameHuman(one: string, other: string): boolean {
    const human = humanBehind(one, authors.makerOf);
    const another = humanBehind(other, authors.makerOf);
    return one === other || (human !== undefined && another !== undefined && isOneHuman(human, another));
  }

  function withdraw(row: ProposalRow, act: Act): Result<null, Failure> {
    if (!isSameHuman(row.proposedBy, act.actor)) return fail({ type: "another-person", ...inBoth(NOT_YOURS) });
    return transact(() => {
      close(row, "withdrawn", act);
      audit.append(act, "withdraw", `proposal/${row.id}`, []);
      return succeed(null);
    });
  }

  function decline(row: ProposalRow, act: Act, isPerson: boolean): Result<null, Failure> {
    const { actor, now, why } = act;
    const { proposedBy, declines } = row;
    const { direction } = show(row.changes);
    const weighed = weighDecline(actor, { direction, proposedBy, declines, isPerson, makerOf: authors.makerOf });
    if (!weighed.ok) return fail({ type: "another-person", ...inBoth(sayRefusal(weighed.error, actor)) });
    return transact(() => {
      if (direction === "tightens") proposals.decline(row.id, { by: actor, at: now, why: why ?? null });
      if (weighed.value === "ends") close(row, "declined", act);
      audit.append(act, weighed.value === "ends" ? "decline" : "decline-word", `proposal/${row.id}`, []);
      return succeed(null);
    });
  }

  return {
    close,

    /** Withdraws or declines what is open. What tightens one decline does not end. */
    answer: (row: ProposalRow, { as, actor, now, why, isPerson }: PolicyQuestions["close"]["takes"]) =>
      as === "withdrawn" ? withdraw(row, { actor, now, why }) : decline(row, { actor, now, why }, isPerson),
  };
}

const NOT_YOURS: Label = {
  ru: "Отозвать предложение может только его автор; другие могут его отклонить, указав причину.",
  en: "Only who proposed it can withdraw it; others may decline it, with a reason.",
};

function sayRefusal(refusal: DeclineRefusal, actor: string): Label {
  return refusal === "unclear-name" ? sayUnclearName(actor, true) : REFUSALS[refusal];
}

const REFUSALS: Readonly<Record<Exclude<DeclineRefusal, "unclear-name">, Label>> = {
  "by-machine": {
    ru: "Это предложение ужесточает правила. Отклонить его могут только люди, и двое: машине этого нельзя.",
    en: "This proposal tightens policy. Only people can decline it, and it takes two of them: a machine can't.",
  },
  "own-proposal": {
    ru: "Это ваше предложение: отклонить его нельзя, но его можно отозвать (POST /v1/policy/proposals/{id}:withdraw).",
    en: "This proposal is yours: you can't decline it, but you can withdraw it (POST /v1/policy/proposals/{id}:withdraw).",
  },
  "said-before": {
    ru: "Вы его уже отклонили. Оно ужесточает правила, поэтому остаётся открытым, пока его не отклонит ещё один человек или не отзовёт автор.",
    en: "You have declined it already. It tightens policy, so it stays open until another person declines it or its author withdraws it.",
  },
};
