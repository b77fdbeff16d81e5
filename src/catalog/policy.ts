import { sayMissing } from "../domain/missing-texts.ts";
import { type Failure, inBoth, issueInBoth, GONE_MEANWHILE } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type {
  Proposal,
  ProposalPage,
  ProposedChange,
  PolicyQuestions,
  WeighedProposal,
} from "../contract/rpc/rpc-policy.ts";
import type { Scope } from "../domain/decision/choice.ts";
import { canonicalJson } from "../domain/json-diff.ts";
import { addEditors } from "../domain/campaign/authorship.ts";
import { findUnclear, humanOrSelf, isSecondPerson, nameOfHuman } from "../domain/human-behind.ts";
import type { Label } from "../domain/label.ts";
import { LIMITS_KEY } from "../domain/limits.ts";
import { directionOf, type Direction } from "../domain/policy/policy-change.ts";
import {
  findConcerned,
  findHeldBeyond,
  groupAuthors,
  isNewScope,
  listRewritten,
  nameOfScope,
  scopesOfChanges,
  type Concerned,
  type FutureAuthors,
  type PolicyEffect,
  type SaidNo,
} from "../domain/policy/policy-effect.ts";
import { sayLine } from "../domain/policy/policy-line-texts.ts";
import { sayFutureAuthors } from "../domain/policy/future-author-texts.ts";
import { sayCampaigns } from "../domain/policy/concerned-texts.ts";
import { saySaidNo } from "../domain/policy/policy-texts.ts";
import { sayOvertaken } from "../domain/policy/overtaken.ts";
import { listRedefined } from "../domain/policy/list-redefined.ts";
import { listLines } from "../domain/policy/policy-line.ts";
import { sayReadAlike } from "../domain/say-read-alike.ts";
import { sayUnclearName } from "../domain/say-unclear-name.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { openClosing } from "./close-proposal.ts";
import { explainLiveUses } from "./explain-live-uses.ts";
import { explainOvertaken } from "./explain-overtaken.ts";
import { holdUnpublished } from "./hold-unpublished.ts";
import { toJson } from "../domain/to-json.ts";
import { listDoubts } from "./list-doubts.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { namesIn } from "./names-in.ts";
import { limitsOf } from "./limits-of.ts";
import { applyChanges, haltImpossible, listLives, nameOf, toPolicyChanges, writePolicyRow } from "./policy-rows.ts";
import type { ProposalRow, ShownProposal } from "./proposals.ts";
import { noteImport } from "./note-import.ts";
import { liftPolicyHalt } from "./lift-policy-halt.ts";
import type { PolicyTools } from "./policy-tools.ts";
import type { TellOuts } from "./tell-outs.ts";
import { voidLiftWords } from "./void-lift-words.ts";
import { hashJson } from "./snapshot.ts";

/** So many of one direction may one human have open at once, by whatever keys: colleagues read all of them. */
const MOST_OPEN = 20;

/** About how many people have said no at some scopes, as staff is told it today. */
type ReadOuts = (scopes: readonly Scope[]) => ReturnType<TellOuts>;

/** Policy changes by proposals, and by nothing else: what is carried is in force at once. No await in what writes. */
export function openPolicy(tools: PolicyTools) {
  const { storage, proposals, audit, publisher, guarding, control, webhooks, transact, authors } = tools;
  // Before anything can be published, by whatever comes first.
  holdUnpublished(tools, Date.now());

  function withBefore(changes: readonly ProposedChange[]): Proposal["changes"] {
    return changes.map((change) => {
      const { kind, key, baseRevision } = change;
      const present = storage.readDefinition(kind, key);
      // What came before revisions were kept has only what there is.
      const first = present?.revision === baseRevision ? present.body : null;
      return { ...change, before: storage.readRevision(kind, key, baseRevision) ?? first };
    });
  }

  /** What a proposal does to policy as it is now. */
  function show(changes: readonly ProposedChange[]): ShownProposal {
    const before = storage.readDefinitions();
    const applied = applyChanges(before, changes);
    const after = applied.ok ? applied.value : before;
    const known = toPolicyChanges(withBefore(changes));
    return {
      direction: directionOf(known, before, after),
      lines: [...listLines(known, before, after), ...listDoubts(known)],
    };
  }

  function toProposal(row: ProposalRow): Proposal {
    const { direction, lines } = row.shown ?? show(row.changes);
    const { id, state, reason, proposedBy, proposedAt, declines, closed } = row;
    const overtaken = row.shown?.outdatedBy ?? null;
    const changes = withBefore(row.changes);
    return { id, state, reason, proposedBy, proposedAt, changes, direction, lines, declines, closed, overtaken };
  }

  function findConcernedCampaigns(changes: readonly ProposedChange[]): readonly Concerned[] {
    const before = storage.readDefinitions();
    const applied = applyChanges(before, changes);
    if (!applied.ok) return [];
    const fallen = control
      .listFallen(applied.value, listRedefined(toPolicyChanges(withBefore(changes))))
      .map(({ key }): Concerned => {
        const label = before.campaigns.find((campaign) => campaign.key === key)?.label;
        return { campaign: key, becomes: "unapproved", ...(label === undefined ? {} : { label }) };
      });
    const lives = listLives(storage, (decoration) => guarding.isLikeSensitive(decoration, applied.value));
    const concerned = findConcerned(lives, before, applied.value);
    const beyond = findHeldBeyond(lives, toPolicyChanges(withBefore(changes)));
    const isHalted = (key: string) => concerned.some((one) => one.campaign === key && one.becomes === "halted");
    return [...concerned, ...beyond.filter(({ campaign }) => !isHalted(campaign)), ...fallen];
  }

  /** Whoever has ever written a row that is proposed, with who proposes it: none of them can approve what is made with it anew. */
  function findAuthors({ changes, proposedBy }: ProposalRow): readonly FutureAuthors[] {
    const rewritten = listRewritten(toPolicyChanges(withBefore(changes)));
    return groupAuthors(
      rewritten.map((named) => {
        const { authors: all } = addEditors(authors.ofParts([named.part]), [proposedBy]);
        return { ...named, people: all.map(({ who }) => who).toSorted() };
      }),
    );
  }

  function weigh(row: ProposalRow, told: readonly number[] | null): WeighedProposal {
    const proposal = toProposal(row);
    if (row.state !== "open") return { ...proposal, effect: null, tag: null };
    const changes = toPolicyChanges(proposal.changes);
    const before = storage.readDefinitions();
    const applied = applyChanges(before, row.changes);
    const standings = applied.ok ? [before, applied.value] : [before];
    const saidNo = scopesOfChanges(changes).flatMap((scope, index): SaidNo[] => {
      const people = told?.[index] ?? null;
      // Of what was there before, and is there again, somebody may have said no.
      if (people === 0 && isNewScope(scope, changes)) return [];
      return [{ scope, people, ...nameOfScope(scope, standings) }];
    });
    const effect: PolicyEffect = {
      saidNo,
      campaigns: findConcernedCampaigns(row.changes),
      authors: findAuthors(row),
    };
    const { direction, lines } = proposal;
    // A draft's new name changes nothing that was read.
    const campaigns = effect.campaigns.map(({ label: _name, ...each }) => each);
    const read = [row.id, row.changes, direction, lines, { saidNo, campaigns, authors: effect.authors }];
    return { ...proposal, effect, tag: hashJson(read).slice(0, 16) };
  }

  const liveUses = (failure: Failure) =>
    explainLiveUses(failure, publisher.readLive(), namesIn(storage.readDefinitions()));

  /** Why what is proposed can't be done, as things are now. */
  function whyNot(changes: readonly ProposedChange[], now: number): Failure | undefined {
    for (const { kind, key, baseRevision } of changes) {
      const conflict = control.explainConflict(storage.readDefinition(kind, key), baseRevision, kind, key);
      if (conflict !== undefined) return conflict;
    }
    const applied = applyChanges(storage.readDefinitions(), changes);
    if (!applied.ok) return applied.error;
    const tried = transact((): Result<never, Failure | null> => {
      for (const change of changes) writePolicyRow(storage, change, now, "system");
      const compiled = publisher.compile(publisher.readLive(), now);
      // Whatever comes of it, nothing of this stays.
      return fail(compiled.ok ? null : liveUses(compiled.error));
    });
    return tried.ok ? undefined : (tried.error ?? undefined);
  }

  const closing = openClosing({ proposals, audit, transact, authors, show });

  /** Proposals whose base is no more what their authors saw. In the transaction that changes it. */
  function outdate(act: Act, except?: number): void {
    for (const row of proposals.listOpen()) {
      if (row.id === except) continue;
      const changed = row.changes.find(
        ({ kind, key, baseRevision }) => (storage.readDefinition(kind, key)?.revision ?? 0) !== baseRevision,
      );
      if (changed === undefined) continue;
      const proposedBy = except === undefined ? undefined : proposals.read(except)?.proposedBy;
      const outdatedBy = explainOvertaken(storage, changed, act.actor, proposedBy);
      const why = writeServiceWord({ code: "overtaken" });
      const overtaken = { ...row, shown: { ...(row.shown ?? show(row.changes)), outdatedBy } };
      closing.close(overtaken, "outdated", { actor: "system", now: act.now, why });
      audit.append({ actor: "system", now: act.now, why }, "outdate", `proposal/${row.id}`, []);
    }
  }

  /** Who may carry it; undefined: this one may. */
  function whyMayNotCarry({ direction, proposedBy }: Proposal, actor: string, isPerson: boolean): Failure | undefined {
    if (direction === "tightens") return undefined;
    if (isPerson && isSecondPerson(actor, proposedBy, authors.makerOf)) return undefined;
    const unclear = isPerson ? findUnclear([actor, proposedBy], authors.makerOf) : undefined;
    if (unclear !== undefined) return { type: "another-person", ...inBoth(sayUnclearName(unclear, unclear === actor)) };
    const alike = sayReadAlike(actor, humanOrSelf(proposedBy, authors.makerOf)) ?? { ru: "", en: "" };
    const { ru, en } = SECOND_PERSON;
    return { type: "another-person", ...inBoth({ ru: `${ru} ${alike.ru}`.trim(), en: `${en} ${alike.en}`.trim() }) };
  }

  function findRow(id: number): Result<ProposalRow, Failure> {
    const row = proposals.read(id);
    if (row === undefined) return fail({ type: "not-found", ...inBoth(sayMissing("proposal", id)) });
    return succeed(row);
  }

  /** What loosens and what tightens counts apart: whoever has proposed much can still tighten at once. */
  function countOpen(actor: string, direction: Direction): number {
    const human = nameOfHuman(actor, authors.makerOf);
    return proposals
      .listOpen()
      .filter(({ proposedBy }) => nameOfHuman(proposedBy, authors.makerOf) === human)
      .filter(({ changes }) => show(changes).direction === direction).length;
  }

  /** Where people may have said no to what it changes. */
  function scopesOf(id: number): Result<readonly Scope[], Failure> {
    const found = findRow(id);
    return found.ok ? succeed(scopesOfChanges(toPolicyChanges(withBefore(found.value.changes)))) : found;
  }

  /** An open proposal, or why it is open no more. */
  function findOpen(id: number): Result<ProposalRow, Failure> {
    const found = findRow(id);
    if (!found.ok || found.value.state === "open") return found;
    const { state, closed, shown } = found.value;
    const outdatedBy = shown?.outdatedBy;
    const why = outdatedBy === undefined ? closed?.why : sayOvertaken(outdatedBy);
    return fail({ type: "conflict", ...inBoth(sayOver(id, state, why)) });
  }

  function carryOut(row: ProposalRow, { actor, now, why }: Act): Result<Proposal, Failure> {
    const target = `proposal/${row.id}`;
    return transact((): Result<Proposal, Failure> => {
      const shown = show(row.changes);
      const redefined = listRedefined(toPolicyChanges(withBefore(row.changes)));
      for (const change of row.changes) {
        const changes = writePolicyRow(storage, change, now, row.proposedBy);
        const act = { actor, now, why: row.reason };
        audit.append(act, "change-policy", nameOf(change), [
          { path: "proposal", after: row.id },
          { path: "proposedBy", after: row.proposedBy },
          ...changes,
        ]);
      }
      proposals.close(row.id, "carried", shown, actor, now, why ?? null);
      audit.append({ actor, now, why }, "carry", target, [
        { path: "proposedBy", after: row.proposedBy },
        { path: "direction", after: shown.direction },
      ]);
      control.dropApprovals(storage.readDefinitions(), row.changes.map(nameOf), { actor, now }, redefined);
      voidLiftWords(tools, { actor, now, why: row.reason });
      const halted = haltImpossible(tools, now, row.id);
      guarding.followLives(now, 0);
      outdate({ actor, now }, row.id);
      webhooks.announce({
        kind: "policy.changed",
        at: now,
        facts: {
          proposal: row.id,
          changed: row.changes.map(nameOf),
          direction: shown.direction,
          halted: [...halted],
          by: actor,
          proposedBy: row.proposedBy,
          reason: row.reason,
        },
      });
      const published = publisher.publish({ actor, now, why }, writeServiceWord({ code: "proposal", id: row.id }));
      if (!published.ok) return fail(liveUses(published.error));
      const carried = proposals.read(row.id);
      return carried === undefined ? fail(GONE_MEANWHILE) : succeed(toProposal(carried));
    });
  }

  return {
    outdate,
    lift: (question: PolicyQuestions["lift"]["takes"]) => liftPolicyHalt(tools, question),
    noteImport: (question: PolicyQuestions["imports"]["takes"]) => noteImport(tools, question),

    /** On the first page all that are open, as nobody's proposals may hide another's. */
    list(page: ProposalPage): readonly Proposal[] {
      const open = page.before === undefined ? proposals.listOpen().toReversed() : [];
      return [...open, ...proposals.listClosed(page)].map(toProposal);
    },

    readLimits: (): PolicyQuestions["limits"]["gives"] => ({
      limits: limitsOf(storage),
      revision: storage.readDefinition("limits", LIMITS_KEY)?.revision ?? 0,
    }),

    scopesOf,

    async read(id: number, readOuts: ReadOuts): Promise<Result<WeighedProposal, Failure>> {
      const scopes = scopesOf(id);
      if (!scopes.ok) return scopes;
      const told = await readOuts(scopes.value);
      // It may have ended while people were counted.
      const row = findRow(id);
      return row.ok ? succeed(weigh(row.value, told)) : row;
    },

    /** Notes what somebody wants; the same that is wanted already is answered instead. */
    propose({
      changes,
      actor,
      now,
      why,
    }: PolicyQuestions["propose"]["takes"]): Result<{ id: number; isNew: boolean }, Failure> {
      const unclear = findUnclear([actor], authors.makerOf);
      if (unclear !== undefined) return fail({ type: "another-person", ...inBoth(sayUnclearName(unclear, false)) });
      const sorted = sortChanges(changes);
      const text = canonicalJson(toJson(sorted));
      const known = proposals.listOpen().find((row) => canonicalJson(toJson(row.changes)) === text);
      if (known !== undefined) return succeed({ id: known.id, isNew: false });
      const refusal = whyNot(sorted, now);
      if (refusal !== undefined) return fail(refusal);
      const shown = show(sorted);
      if (shown.lines.length === 0) return fail({ type: "conflict", ...inBoth(NOTHING_CHANGES) });
      if (countOpen(actor, shown.direction) >= MOST_OPEN) {
        return fail({ type: "conflict", ...inBoth(TOO_MANY_OPEN[shown.direction]) });
      }
      return transact(() => {
        const id = proposals.add(sorted, why ?? "", actor, now);
        audit.append({ actor, now, why }, "propose", `proposal/${id}`, [
          { path: "direction", after: shown.direction },
          ...sorted.map((change) => ({ path: nameOf(change), after: change.body })),
        ]);
        return succeed({ id, isNew: true });
      });
    },

    /** Carries it, if whoever asks has seen what it does now. `told` is of the scopes of its changes. */
    carry(
      { id, tag, actor, now, why, isPerson }: PolicyQuestions["carry"]["takes"],
      told: readonly number[] | null,
    ): Result<Proposal, Failure> {
      const found = findOpen(id);
      if (!found.ok) return found;
      const row = found.value;
      const refusal = whyMayNotCarry(toProposal(row), actor, isPerson) ?? whyNot(row.changes, now);
      if (refusal !== undefined) return fail(refusal);
      const weighed = weigh(row, told);
      if (weighed.tag !== tag) return fail(showEffect(weighed, tag));
      return carryOut(row, { actor, now, why });
    },

    close(question: PolicyQuestions["close"]["takes"]): Result<Proposal, Failure> {
      const found = findOpen(question.id);
      if (!found.ok) return found;
      const answered = closing.answer(found.value, question);
      if (!answered.ok) return answered;
      const row = proposals.read(question.id);
      return row === undefined ? fail(GONE) : succeed(toProposal(row));
    },
  };
}

export type PolicyDesk = ReturnType<typeof openPolicy>;

/** The same rows in whatever order are the same proposal. */
function sortChanges(changes: readonly ProposedChange[]): readonly ProposedChange[] {
  return changes.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Says what follows from a proposal, to whoever has not seen it so. */
function showEffect({ lines, effect }: WeighedProposal, seen: string | undefined): Failure {
  const sentences = [
    ...lines.map((line) => issueInBoth("lines", sayLine(line))),
    ...(effect?.saidNo ?? []).map((said) => issueInBoth("effect.saidNo", saySaidNo(said))),
    ...sayCampaigns(effect?.campaigns ?? []).map((said) => issueInBoth("effect.campaigns", said)),
    ...(effect?.authors ?? []).map((each) => issueInBoth("effect.authors", sayFutureAuthors(each))),
  ];
  return seen === undefined
    ? { type: "precondition-required", ...inBoth(LOOK_FIRST), issues: sentences }
    : { type: "precondition-failed", ...inBoth(LOOK_AGAIN), issues: sentences };
}

const GONE: Failure = { ...GONE_MEANWHILE, type: "not-found" };

const SECOND_PERSON: Label = {
  ru: "Это ослабляет правила, поэтому проводит второй человек: не тот, кто предложил, не машина и не автор ключа, которым предложено.",
  en: "This loosens policy, so a second person carries it: not who proposed it, no machine, and not who made the key by which it was proposed.",
};

const NOTHING_CHANGES: Label = {
  ru: "Это предложение ничего не меняет: всё уже так. Предлагать нечего.",
  en: "This proposal changes nothing: all is so already. There is nothing to propose.",
};

const TOO_MANY_OPEN: Readonly<Record<Direction, Label>> = {
  loosens: {
    ru: `У вас открыто ${MOST_OPEN} предложений, которые ослабляют правила, и больше одному человеку нельзя. Отозвите ненужное (POST /v1/policy/proposals/{id}:withdraw) или дождитесь, пока другие решат, и предложите снова. Ужесточить правила можно и сейчас.`,
    en: `You have ${MOST_OPEN} open proposals that loosen policy, and one person may have no more. First withdraw one that is not needed (POST /v1/policy/proposals/{id}:withdraw) or wait until others decide, then propose again. What tightens policy can be proposed now as well.`,
  },
  tightens: {
    ru: `У вас открыто ${MOST_OPEN} предложений, которые ужесточают правила, и больше одному человеку нельзя. Введите одно в действие (его может провести один согласующий) или отозвите ненужное (POST /v1/policy/proposals/{id}:withdraw), и предложите снова.`,
    en: `You have ${MOST_OPEN} open proposals that tighten policy, and one person may have no more. First put one in force, which one approver can do alone, or withdraw one that is not needed (POST /v1/policy/proposals/{id}:withdraw), then propose again.`,
  },
};

const LOOK_FIRST: Label = {
  ru: "Прочтите, что из этого следует (issues), и повторите запрос с effect из GET этого предложения.",
  en: "Read what follows from this (see issues), then send it again with the effect that GET of this proposal tells.",
};

const LOOK_AGAIN: Label = {
  ru: "С тех пор, как вы смотрели, следствия изменились. Прочтите их снова (issues) и повторите с новым effect.",
  en: "What follows from this has changed since you looked; read it again (see issues), then send the new effect.",
};

const STATES_RU: Readonly<Record<Proposal["state"], string>> = {
  open: "открыто",
  carried: "введено в действие",
  withdrawn: "отозвано",
  declined: "отклонено",
  outdated: "устарело",
};

function sayOver(id: number, state: Proposal["state"], why: string | Label | null | undefined): Label {
  const [ru, en] = [`Предложение ${id} ${STATES_RU[state]}`, `Proposal ${id} is ${state}`];
  if (typeof why === "object" && why !== null) return { ru: `${ru}. ${why.ru}`, en: `${en}. ${why.en}` };
  const because = why ? `: ${why}` : "";
  return {
    ru: `${ru}${because}. Посмотрите на него и, если ещё нужно, предложите заново.`,
    en: `${en}${because}. Look at it, and propose anew if you still want it.`,
  };
}
