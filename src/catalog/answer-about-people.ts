import type { Failure } from "../contract/problem.ts";
import type { PeopleQuestion, PeopleQuestions } from "../contract/rpc/rpc-simulation.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { Settings } from "../contract/settings.ts";
import { succeed, type Result } from "../domain/result.ts";
import { openEnteredWords, type EnteredWordsTools } from "./entered-words.ts";
import { countAudience } from "./measure-audience.ts";
import { openQuestions } from "./questions.ts";
import { prepareRehearsal, type SimulationTools } from "./simulation.ts";

interface Tools extends SimulationTools, EnteredWordsTools {
  readonly settings: Settings;
  openShards(): readonly ShardRpc[];
}

/** Each question about people with how it is answered. What can be asked at all is admitted, and on record, before anybody is counted. */
type PeopleAnswers = {
  readonly [Name in PeopleQuestion]: (
    question: PeopleQuestions[Name]["takes"],
  ) => Promise<Result<PeopleQuestions[Name]["gives"], Failure>>;
};

export function answerAboutPeople(durable: DurableObjectStorage, tools: Tools): PeopleAnswers {
  const { settings, openShards } = tools;
  const questions = openQuestions(durable, tools.serviceKeys.makerOf);
  const enteredWords = openEnteredWords(durable, tools);
  return {
    async count({ request, ...act }) {
      const text = JSON.stringify(request);
      const admitted = questions.admit({ kind: "count", text, request: text, ...act });
      if (!admitted.ok) return admitted;
      const counted = await countAudience(openShards(), tools.storage.readDefinitions(), settings, {
        request,
        now: act.now,
      });
      return counted.ok ? succeed({ ...counted.value, left: admitted.value.left }) : counted;
    },

    async rehearse({ request, ...act }) {
      const prepared = prepareRehearsal(tools, request);
      if (!prepared.ok) return prepared;
      const { plan, frame } = prepared.value;
      const text = JSON.stringify([plan, frame]);
      const admitted = questions.admit({ kind: "rehearsal", text, request: JSON.stringify(request), ...act });
      if (!admitted.ok) return admitted;
      const { name, left } = admitted.value;
      return succeed({ ...prepared.value, question: name, left, answer: questions.recall(name) ?? null });
    },

    keep: async ({ question, answer }) => succeed(questions.keep(question, answer)),
    enter: (act) => enteredWords.take(act),
    deskAct: async (act) => questions.takeDeskAct(act),
    async notFound(act) {
      questions.noteNotFound(act);
      return succeed(null);
    },
    list: async (query) => succeed(questions.list(query)),
  };
}
