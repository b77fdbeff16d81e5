import { Refusal } from "./ask-service.ts";
import { ServiceError, UsageError } from "./command.ts";
import type { DefinitionDifference } from "./compare-definitions.ts";
import { describeUndone, findUndone } from "./find-undone.ts";
import {
  isPolicy,
  POLICY_KIND_OF,
  type DefinitionService,
  type ProposalAnswer,
  type WantedChange,
} from "./definition-service.ts";

interface Push {
  readonly service: DefinitionService;
  readonly differences: readonly DefinitionDifference[];
  /** Of what the service holds, by such names as `themes/hearts`. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly isPruning: boolean;
  /** Whether also what others wrote is deleted. */
  readonly prunesOthers: boolean;
  /** Whether what others have changed in policy may be proposed to be as it was before. */
  readonly isUndoing: boolean;
  /** Undefined: nobody said why. */
  readonly why: string | undefined;
}

/** For the audit, of drafts; a proposal is read by people and needs words of theirs. */
const NO_REASON = "garland push";

/** What came of a push, in lines to print. */
interface Pushed {
  readonly done: string[];
  /** What the service refused. */
  readonly left: string[];
  /** The same where it may be only for want of what is proposed. */
  readonly waiting: string[];
}

/**
 * Brings differences to a service: policy as a proposal, everything else as drafts. What is refused holds up nothing else.
 * Throws a ServiceError that says what was done, if anything was refused or it broke off.
 */
export async function pushDefinitions(push: Push): Promise<string> {
  const pushed: Pushed = { done: [], left: [], waiting: [] };
  const wanted = push.differences.flatMap((difference) => toWanted(difference, push.revisions, push.isPruning));
  if (wanted.length > 0) await refuseUnready(push, wanted);
  try {
    await propose(push, wanted, pushed);
    for (const difference of push.differences) {
      if (!isPolicy(difference.plural)) await write(push, difference, pushed);
      else if (difference.kind === "removed" && !push.isPruning) pushed.done.push(describeOutcome(difference, false));
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const words = ["It broke off, and nothing after this was sent; push again to go on:", error.message];
    throw new ServiceError([...sayDone(pushed), ...pushed.left, ...pushed.waiting, ...words].join("\n"), {
      cause: error,
    });
  }
  const { done, left, waiting } = pushed;
  if (left.length + waiting.length > 0) {
    const refused = left.length === 0 ? [] : ["Refused, and left as it was:", ...left];
    const forNow =
      waiting.length === 0
        ? []
        : ["Refused for now; push again once the proposal is carried, if that is what it lacks:", ...waiting];
    throw new ServiceError([...sayDone(pushed), ...refused, ...forNow].join("\n"));
  }
  return done.length === 0 ? "Nothing to do." : done.join("\n");
}

function sayDone({ done }: Pushed): readonly string[] {
  return done.length === 0 ? ["Nothing was stored."] : done;
}

/** Throws, before anything is sent, with all that is in the way of a proposal: first whether there should be one at all. */
async function refuseUnready(push: Push, wanted: readonly WantedChange[]): Promise<void> {
  const undone = push.isUndoing ? [] : await listUndone(push);
  const rows = wanted.map(({ kind, key }) => `${kind}/${key}`).join(", ");
  const reason =
    push.why === undefined
      ? [`Policy would be proposed (${rows}), and whoever carries it reads why: say it with --why.`]
      : [];
  if (undone.length > 0) throw new ServiceError([describeUndone(undone), ...reason, NOTHING_SENT].join("\n"));
  if (reason.length > 0) throw new UsageError([...reason, NOTHING_SENT].join(" "));
}

const NOTHING_SENT = "Nothing was sent.";

/** What others have changed, and this would change back. */
async function listUndone({ service, differences, isPruning }: Push): Promise<ReturnType<typeof findUndone>> {
  const { proposals, caller } = await service.listProposals();
  const sent = differences.filter(({ kind }) => kind !== "removed" || isPruning);
  return findUndone(sent, proposals, caller);
}

/** Whether a refusal names a row that is proposed, and may be for want of it; what is in use, or changed since, is for neither. */
function mayWait({ message, problem }: Refusal, { differences, isPruning }: Push, { done }: Pushed): boolean {
  if (problem !== "/problems/refused" || !done.some((line) => line.startsWith("proposal "))) return false;
  const named = new Set(message.match(/[\p{L}\d_-]+/gu));
  return differences.some(
    ({ plural, key, kind }) => isPolicy(plural) && (kind !== "removed" || isPruning) && named.has(key),
  );
}

/** All policy in one proposal; attributes, which fewer may propose, in none if they are what is refused. */
async function propose(
  { service, why = NO_REASON }: Push,
  wanted: readonly WantedChange[],
  pushed: Pushed,
): Promise<void> {
  const others = wanted.filter(({ kind }) => kind !== "attribute");
  for (const changes of others.length === wanted.length ? [wanted] : [wanted, others]) {
    if (changes.length === 0) return;
    try {
      const proposal = await service.propose(changes, why);
      pushed.done.push(describeProposal(proposal, why));
      if (changes !== wanted) pushed.left.push(`left: ${listAttributes(wanted)}`);
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      pushed.left.push(error.message);
    }
  }
}

function listAttributes(wanted: readonly WantedChange[]): string {
  return wanted.flatMap(({ kind, key }) => (kind === "attribute" ? [`attributes/${key}`] : [])).join(", ");
}

async function write(push: Push, difference: DefinitionDifference, pushed: Pushed) {
  const { service, revisions, isPruning, prunesOthers, why = NO_REASON } = push;
  const { plural, key, kind, body } = difference;
  const revision = revisions.get(`${plural}/${key}`);
  try {
    if (kind !== "removed") await service.write(plural, key, body, revision, why);
    else if (isPruning && revision !== undefined) {
      const whose = await service.remove(plural, key, revision, why, !prunesOthers);
      if (whose !== undefined) {
        pushed.done.push(`kept ${whose} (--prune-of-others deletes it)`);
        return;
      }
    }
    pushed.done.push(describeOutcome(difference, isPruning));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    (mayWait(error, push, pushed) ? pushed.waiting : pushed.left).push(error.message);
  }
}

/** A difference of policy as what is to be proposed. */
function toWanted(
  { plural, key, kind, body }: DefinitionDifference,
  revisions: ReadonlyMap<string, number>,
  isPruning: boolean,
): readonly WantedChange[] {
  if (!isPolicy(plural) || (kind === "removed" && !isPruning)) return [];
  const baseRevision = revisions.get(`${plural}/${key}`) ?? 0;
  return [{ kind: POLICY_KIND_OF[plural], key, body: body ?? null, baseRevision }];
}

function describeProposal(
  { id, direction, sentence, lines, consequences, reason }: ProposalAnswer,
  why: string,
): string {
  const what = [...lines, ...(consequences?.campaigns ?? []).map((each) => each.sentence), sentence].map(
    ({ en }) => en,
  );
  const kept = `It was proposed before, and its reason stays “${reason}”: to change that, withdraw it and push again.`;
  const words = [...what, ...(reason === why ? [] : [kept])].map((line) => `    ${line}`).join("\n");
  return `proposal ${id} (${direction}) waits to be carried, in the console under Policy or by POST /v1/policy/proposals/${id}:carry\n${words}`;
}

function describeOutcome(difference: DefinitionDifference, isPruning: boolean): string {
  const { plural, key, kind } = difference;
  if (kind !== "removed" || isPruning) return `${kind} ${plural}/${key}`;
  return `kept ${plural}/${key}, which the folder does not have (--prune deletes it)`;
}
