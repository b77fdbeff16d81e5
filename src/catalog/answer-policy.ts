import type { Failure } from "../contract/problem.ts";
import type { PolicyQuestion, PolicyQuestions } from "../contract/rpc/rpc-policy.ts";
import { succeed, type Result } from "../domain/result.ts";
import type { Bringing } from "./bringing.ts";
import type { PolicyDesk } from "./policy.ts";
import type { TellOuts } from "./tell-outs.ts";

/** Each question about policy with how it is answered: what is carried is brought to all shards before the answer. */
type PolicyAnswers = {
  readonly [Name in PolicyQuestion]: (
    question: PolicyQuestions[Name]["takes"],
  ) => Promise<Result<PolicyQuestions[Name]["gives"], Failure>>;
};

export function answerPolicy(
  policy: PolicyDesk,
  bringing: Pick<Bringing, "goOn" | "bringAll">,
  tellOuts: TellOuts,
): PolicyAnswers {
  return {
    list: async (page) => succeed(policy.list(page)),
    limits: async () => succeed(policy.readLimits()),
    read: ({ id, now }) => policy.read(id, (scopes) => tellOuts(scopes, now)),
    async propose(question) {
      const proposed = policy.propose(question);
      if (!proposed.ok) return proposed;
      const read = await policy.read(proposed.value.id, (scopes) => tellOuts(scopes, question.now));
      return read.ok ? succeed({ ...read.value, isNew: proposed.value.isNew }) : read;
    },
    async carry(question) {
      const scopes = policy.scopesOf(question.id);
      if (!scopes.ok) return scopes;
      const carried = policy.carry(question, await tellOuts(scopes.value, question.now));
      return carried.ok ? succeed({ proposal: carried.value, published: await bringing.bringAll() }) : carried;
    },
    close: async (question) => policy.close(question),
    async imports(question) {
      if (policy.noteImport(question)) await bringing.bringAll();
      return succeed(null);
    },
    async lift(question) {
      const lifted = policy.lift(question);
      if (!lifted.ok) return lifted;
      const { campaign, isPublished } = lifted.value;
      if (isPublished) return succeed({ campaign, published: await bringing.bringAll() });
      await bringing.goOn();
      return succeed({ campaign, published: null });
    },
  };
}
