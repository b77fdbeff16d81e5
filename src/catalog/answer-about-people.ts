import { inBoth, type Failure } from "../contract/problem.ts";
import type { PeopleQuestion, PeopleQuestions } from "../contract/rpc/rpc-simulation.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { Settings } from "../contract/settings.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { openEnteredWords, type EnteredWordsTools } from "./entered-words.ts";
import { spellAlike } from "../domain/condition/spell-alike.ts";
import { toJson } from "../domain/to-json.ts";
import { canonicalJson } from "../domain/json-diff.ts";
import { countAudience, queryRequest } from "./measure-audience.ts";
import { openQuestions } from "./questions.ts";
import { openTellOuts, type TellOuts } from "./tell-outs.ts";
import { openCensus } from "./take-census.ts";
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

interface AboutPeople {
  readonly answers: PeopleAnswers;
  readonly takeCensus: ReturnType<typeof openCensus>;
  readonly tellOuts: TellOuts;
}

const ONLY_CONFIRMED_FOLLOW: Label = {
  ru: "Кто и когда что-то выбрал, читает только ключ, который подтвердил второй человек: страница «Ключи и роли» или POST /v1/service-keys/{prefix}:confirm.",
  en: "Who chose something, and when, is told only to a key that a second person has confirmed: the page “Keys and roles”, or POST /v1/service-keys/{prefix}:confirm.",
};

export function answerAboutPeople(durable: DurableObjectStorage, tools: Tools): AboutPeople {
  const { settings, openShards, serviceKeys } = tools;
  const questions = openQuestions(durable, serviceKeys.makerOf);
  const enteredWords = openEnteredWords(durable, tools);
  const answers: PeopleAnswers = {
    async count({ request, ...act }) {
      // What can't be counted costs nothing.
      const query = queryRequest(tools.storage.readDefinitions(), request, act.now);
      if (!query.ok) return query;
      const text = canonicalJson(spellAlike(toJson(request)));
      const admitted = questions.admit({ kind: "count", text, request: JSON.stringify(request), ...act });
      if (!admitted.ok) return admitted;
      return succeed({ ...(await countAudience(openShards(), settings, query.value)), left: admitted.value.left });
    },

    async rehearse({ request, ...act }) {
      const asked = { kind: "rehearsal", request: JSON.stringify(request), ...act } as const;
      const allowed = questions.mayAsk(asked);
      if (!allowed.ok) return allowed;
      const prepared = prepareRehearsal(tools, request);
      if (!prepared.ok) return prepared;
      const { plan, frame } = prepared.value;
      const text = JSON.stringify([plan, frame]);
      const admitted = questions.admit({ ...asked, text });
      if (!admitted.ok) return admitted;
      const { name, left } = admitted.value;
      return succeed({ ...prepared.value, question: name, left, answer: questions.recall(name) ?? null });
    },

    async today({ subject, now }) {
      const question = questions.nameOfToday(subject, now);
      return succeed({ question, answer: questions.recall(question) ?? null });
    },
    keep: async ({ question, answer }) => succeed(questions.keep(question, answer)),
    enter: (act) => enteredWords.take(act),
    async deskAct(act) {
      if (act.kind !== "key-look") return questions.takeDeskAct(act);
      if (serviceKeys.isConfirmed(act.actor)) return succeed(null);
      const taken = questions.takeDeskAct(act);
      if (!taken.ok) serviceKeys.noteRefused(act.actor, act.now);
      return taken;
    },
    async follow({ actor, now }) {
      if (serviceKeys.isConfirmed(actor)) return succeed(null);
      serviceKeys.noteRefused(actor, now);
      return fail({ type: "another-person", ...inBoth(ONLY_CONFIRMED_FOLLOW) });
    },
    async notFound(act) {
      questions.noteNotFound(act);
      return succeed(null);
    },
    list: async (query) => succeed(questions.list(query)),
  };
  return { answers, takeCensus: openCensus(questions, tools), tellOuts: openTellOuts(questions, tools) };
}
