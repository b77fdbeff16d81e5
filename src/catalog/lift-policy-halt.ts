import { sayMissing, sayNeverStarted } from "../domain/missing-texts.ts";
import { type Failure, inBoth, GONE_MEANWHILE } from "../contract/problem.ts";
import type { StoredDefinition } from "../contract/rpc/rpc-control.ts";
import type { PolicyQuestions } from "../contract/rpc/rpc-policy.ts";
import { liftHalt, type LiftRefusal } from "../domain/campaign/policy-halt.ts";
import { whyImpossible } from "../domain/policy/policy-effect.ts";
import { listWanting, whyNotSecond } from "../domain/campaign/authorship.ts";
import { isUnclearName } from "../domain/fold-name.ts";
import { isSecondPerson } from "../domain/human-behind.ts";
import { sayUnclearName } from "../domain/say-unclear-name.ts";
import { saySecondRefusal } from "../domain/review/refusal-texts.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { labelOrKey } from "../domain/name-part.ts";
import { tagAgreements } from "./agreement-tags.ts";
import { namesIn } from "./names-in.ts";
import type { PolicyTools } from "./policy-tools.ts";

/** The campaign as it is then, and whether there is a new ruleset to bring to the shards. */
interface Lifted {
  readonly campaign: StoredDefinition;
  readonly isPublished: boolean;
}

/**
 * Takes a halt by policy off a campaign that policy allows again, by two people. The guard's process goes on from where it was.
 */
export function liftPolicyHalt(
  { storage, proposals, audit, publisher, guarding, control, webhooks, transact, authors }: PolicyTools,
  { campaign: key, actor, now, why, isPerson, mayCarryOut, seen }: PolicyQuestions["lift"]["takes"],
): Result<Lifted, Failure> {
  const row = storage.readDefinition("campaign", key);
  if (row?.lifecycle === undefined || row.snapshot === undefined)
    return fail({
      type: "not-found",
      ...inBoth(row === undefined ? sayMissing("campaign", key) : sayNeverStarted(key)),
    });
  if (!isPerson) return fail({ type: "another-person", ...inBoth(NO_MACHINE) });
  // Nobody could second that word.
  if (isUnclearName(actor)) return fail({ type: "another-person", ...inBoth(sayUnclearName(actor, true)) });
  const lifted = liftHalt(row.lifecycle, actor, now, {
    policyVersion: proposals.countCarried(),
    isSamePerson: (one, other) => !isSecondPerson(other, one, authors.makerOf),
  });
  if (!lifted.ok) return fail(REFUSALS[lifted.error]);
  const { campaign, decoration } = row.snapshot;
  const definitions = storage.readDefinitions();
  const names = namesIn(definitions);
  const category = whyImpossible({ campaign, theme: decoration.theme }, definitions);
  if (category !== undefined)
    return fail({
      type: "conflict",
      ...inBoth(sayStillSensitive(labelOrKey(`category/${category}`, names))),
    });
  const refusal = guarding.whyRefused(campaign, decoration, 0);
  if (refusal !== undefined) return fail({ ...refusal, type: "conflict" });
  const isLifted = lifted.value.live?.state !== "halted";
  if (isLifted && !mayCarryOut) return fail({ type: "forbidden", ...inBoth(APPROVER_NEEDED) });
  const { snapshot } = row;
  // Policy was carried by people of its own; what they said of it makes nobody an author of the campaign.
  const people = authors.ofSnapshot(snapshot, storage.readDefinitions());
  const wanting = listWanting(people.authors);
  const writers = people.authors.filter(({ who }) => wanting.includes(who));
  const notSecond = isLifted ? whyNotSecond(actor, undefined, { ...people, authors: writers }) : undefined;
  if (notSecond !== undefined) return fail({ type: "another-person", ...inBoth(saySecondRefusal(notSecond, names)) });
  // Nobody's word goes for another halt, another policy or another state of things than they have read.
  if (seen === undefined) return fail({ type: "precondition-required", ...inBoth(SEEN_MISSING) });
  if (seen !== tagAgreements(row.lifecycle, proposals.countCarried).lift) {
    return fail({ type: "precondition-failed", ...inBoth(SEEN_ANOTHER) });
  }
  const proposedBy = isLifted ? (row.lifecycle.live?.policyHalt?.liftProposedBy ?? actor) : actor;
  return transact((): Result<Lifted, Failure> => {
    storage.writeLifecycle(key, lifted.value, snapshot);
    const changes = [
      { path: "proposedBy", after: proposedBy },
      ...(isLifted ? [{ path: "live.state", before: "halted", after: lifted.value.live?.state ?? "halted" }] : []),
    ];
    audit.append({ actor, now, why }, isLifted ? "lift" : "propose-lift", `campaign/${key}`, changes);
    const stored = control.readStored("campaign", key);
    if (stored === undefined) return fail(GONE_MEANWHILE);
    if (!isLifted) return succeed({ campaign: stored, isPublished: false });
    guarding.followLives(now, 0);
    webhooks.announce({
      kind: "campaign.resumed",
      at: now,
      facts: { campaign: key, by: actor, proposedBy, reason: why ?? null },
    });
    const published = publisher.publish({ actor, now, why }, `lift ${key}`);
    return published.ok ? succeed({ campaign: stored, isPublished: true }) : published;
  });
}

const sayStillSensitive = (category: Label): Label => ({
  ru: `Категория «${category.ru}» чувствительная: без просьбы её показывать нельзя. Сначала измените правила или запустите кампанию с показом по просьбе.`,
  en: `“${category.en}” is a sensitive category, and can't come unasked. Change policy first, or make the campaign opt-in.`,
});

const NO_MACHINE: Label = {
  ru: "Снять остановку могут только люди, и двое: машине этого нельзя.",
  en: "Only people can lift a halt, and it takes two of them: a machine can't.",
};

const SEEN_MISSING: Label = {
  ru: "Скажите, что вы прочитали: в seen передайте tags.lift из GET /v1/campaigns/{key}.",
  en: "Say what you have read: in seen, give tags.lift from GET /v1/campaigns/{key}.",
};

const SEEN_ANOTHER: Label = {
  ru: "С тех пор, как вы это прочитали, что-то изменилось: правила, кампания, её остановка или то, кто уже предложил её снять. Прочитайте ещё раз; если согласны, передайте в seen новую метку tags.lift.",
  en: "Something has changed since you read this: policy, the campaign, its halt, or who has asked to lift it. Read it again; if you agree, give the new tags.lift in seen.",
};

const APPROVER_NEEDED: Label = {
  ru: "Второе слово говорит согласующий; попросите его сделать это.",
  en: "The second word is an approver's; ask one to do it.",
};

const REFUSALS: Readonly<Record<LiftRefusal, Failure>> = {
  "not-halted-by-policy": {
    type: "conflict",
    ...inBoth({
      ru: "Снять можно только остановку, которую вызвало изменение правил; эта кампания остановлена не им или не остановлена.",
      en: "Only a halt that a change of policy brought can be lifted; this campaign was not halted by one, or is not halted.",
    }),
  },
  "too-late": {
    type: "conflict",
    ...inBoth({
      ru: "С остановки прошло больше суток. Отправьте кампанию на согласование заново и запустите её.",
      en: "It was halted more than 24 hours ago; submit the campaign for approval again, and start it.",
    }),
  },
  "own-proposal": {
    type: "another-person",
    ...inBoth({
      ru: "Вы уже предложили снять остановку; теперь это должен подтвердить другой человек.",
      en: "You have proposed to lift it already; now another person has to confirm it.",
    }),
  },
};
