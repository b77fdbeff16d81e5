import { partsOf } from "../../domain/decision/choice.ts";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  messageAnswerSchema,
  messageBodySchema,
  messageReasonsSchema,
  type MessageAnswer,
  type MessageBody,
  type MessageReasons,
} from "../../contract/message.ts";
import type { Failure } from "../../contract/problem.ts";
import { actorOf, READERS } from "../../contract/role.ts";
import type { HeardMessage, MessageRequest, ReasonCount } from "../../contract/rpc/rpc-messages.ts";
import type { ChoiceTeller } from "../../domain/about.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { enterWord } from "../enter-word.ts";
import { inEvenTime } from "../in-even-time.ts";
import { lookByKey } from "../look-by-key.ts";
import { keepsFacts, whyNoRoom } from "../keep-room.ts";
import { listShards } from "../shards/list-shards.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import { answerProblem } from "../problem.ts";
import { tellToday } from "../tell-today.ts";
import { originOf } from "../request-parts.ts";
import type { AppEnv } from "../services.ts";
import { entryNumbersOf, type EntryNumbers } from "../../tokens/entry-numbers.ts";
import { PRIVATE } from "../private.ts";

/** What people write to the chat bot and by SMS, answered. */
export const messageRoutes = createRoutes();

const MAXIMUM_SHARDS_AT_ONCE = 32;

const postMessage = defineRoute(["channel"], {
  method: "post",
  path: "/v1/messages",
  "x-room": "heeds-outs",
  summary: "Understands what a person wrote about decorations, does it if there is no doubt, and words the reply",
  request: {
    headers: z.object({
      "idempotency-key": z.string().optional().describe("In place of messageId; one of no characters counts as none"),
    }),
    body: { required: true, content: { "application/json": { schema: messageBodySchema } } },
  },
  responses: {
    200: {
      description: "What was understood and done, and the reply to send",
      content: { "application/json": { schema: messageAnswerSchema } },
    },
    400: problemResponse("The request is not as documented"),
    422: problemResponse("There is no such theme or category"),
    429: problemResponse(
      "It switches nothing off, and this person wrote very often within an hour, or so much was switched on in people's names, or read about people, by whoever made the key, which nobody has confirmed; `reply` says to them what to do",
    ),
    503: problemResponse("The first ruleset is being installed"),
  },
});

messageRoutes.openapi(postMessage, async (c) => {
  const { now, settings } = c.get("services");
  const refusal = await whyNoRoom(c, true);
  if (refusal !== undefined) return answerProblem(c, refusal);
  const { subscriberId, channel, text, action, language = "ru", messageId, context } = c.req.valid("json");
  const numbers = entryNumbersOf(settings)(subscriberId);
  const said: MessageRequest["said"] =
    action !== undefined && (text ?? "").trim() === ""
      ? { kind: "button", language, action: toPressed(action, numbers) }
      : { kind: "text", text: text ?? "" };
  const principal = c.get("principal");
  const message: MessageRequest = {
    subscriberId,
    channel,
    said,
    asked: context?.asked,
    isOurs: settings.ownChannels.includes(channel),
    device: {},
    at: now(),
    origin: originOf(c),
    ...((await keepsFacts(c)) ? {} : { keepsOnlyOuts: true }),
    machine: actorOf(principal),
    enteredBy: principal.isConfirmed === true ? undefined : actorOf(principal),
    idempotencyKey: messageId ?? (c.req.valid("header")["idempotency-key"] || undefined),
  };
  const heard = await hear(c, message);
  return heard.ok ? c.json(toAnswer(heard.value, numbers), 200, PRIVATE) : answerProblem(c, heard.error);
});

/**
 * Nobody can say whether a person wrote what a machine hands in. What shows them more is entered without end only by a key that a
 * second person has confirmed; what shows less, and what is said of it, always.
 */
async function hear(c: Context<AppEnv>, message: MessageRequest): Promise<Result<HeardMessage, Failure>> {
  const shard = c.get("services").shardOf(message.subscriberId);
  const principal = c.get("principal");
  if (principal.isConfirmed === true) return shard.hear(message);
  const looked = await lookByKey(c, actorOf(principal), message.subscriberId);
  if (!looked.ok) return hearUnseen(c, message, looked.error);
  const heard = await shard.hear({ ...message, entering: "to-be-asked" });
  if (heard.ok || heard.error.mayBeEntered !== true) return heard;
  const admitted = await enterWord(c, actorOf(principal));
  if (admitted.ok) return shard.hear(message);
  const reheard = await shard.hear({ ...message, entering: "too-many" });
  return reheard.ok || reheard.error.mayBeEntered !== true
    ? reheard
    : fail({ ...admitted.error, ...(reheard.error.reply === undefined ? {} : { reply: reheard.error.reply }) });
}

/** Whoever may read about nobody more just now still switches off, and learns nothing by it. */
async function hearUnseen(
  c: Context<AppEnv>,
  message: MessageRequest,
  refusal: Failure,
): Promise<Result<HeardMessage, Failure>> {
  const shard = c.get("services").shardOf(message.subscriberId);
  const heard = await inEvenTime(shard.hear({ ...message, isUnseen: true }));
  if (heard.ok || heard.error.mayBeEntered !== true) return heard;
  const { reply } = heard.error;
  return fail(reply === undefined ? refusal : { ...refusal, reply });
}

type Pressed = Extract<MessageRequest["said"], { kind: "button" }>["action"];

function toPressed({ kind, scope, entry }: NonNullable<MessageBody["action"]>, { entryOf }: EntryNumbers): Pressed {
  switch (kind) {
    case "undo":
      return { kind, ...(entry !== undefined && { entry: entryOf(entry) }) };
    case "gift": {
      const named = typeof scope === "string" ? partsOf(scope) : undefined;
      return named?.kind === "theme" ? { kind, theme: named.key } : { kind };
    }
    default:
      return { kind: "choose", scope: scope ?? "all", value: kind === "switch-off" ? "out" : "in" };
  }
}

function toAnswer({ reply, evidence, ...heard }: HeardMessage, { numberOf }: EntryNumbers): MessageAnswer {
  return {
    ...heard,
    also: [...heard.also],
    reply: {
      text: reply.text,
      actions: reply.actions.map(({ entry, ...action }) => ({
        ...action,
        scope: action.scope ?? null,
        entry: entry === undefined ? null : numberOf(entry),
      })),
    },
    why: evidence.map(({ rule, words }) => ({ rule, words: [...words] })),
  };
}

const getReasons = defineRoute(READERS, {
  method: "get",
  path: "/v1/message-reasons",
  summary: "Why people were unhappy, about how many by campaign, counted once a day; never who",
  responses: {
    200: {
      description: "The campaigns by key, their reasons with the most people first",
      content: { "application/json": { schema: messageReasonsSchema } },
    },
  },
});

/** What one message is counted for is seldom more than two reasons. */
const NUMBERS_OF_MESSAGE = 2;

messageRoutes.openapi(getReasons, async (c) => {
  const services = c.get("services");
  const told = await tellToday(services, {
    name: "message reasons",
    schema: messageReasonsSchema,
    numbers: NUMBERS_OF_MESSAGE,
    async count(teller, countedAt) {
      const slices = await mapConcurrently(listShards(services), MAXIMUM_SHARDS_AT_ONCE, (shard) =>
        shard.countReasons(),
      );
      const { fewerThan } = teller;
      return succeed({ countedAt, fewerThan, campaigns: tellReasons(slices.flat(), teller) });
    },
  });
  return told.ok ? c.json(told.value, 200, PRIVATE) : answerProblem(c, told.error);
});

/** Only what many gave is named: that anybody at all gave a reason, or minds a campaign, would tell of one. */
function tellReasons(counts: readonly ReasonCount[], { tell }: ChoiceTeller): MessageReasons["campaigns"] {
  const campaigns = [...new Set(counts.map(({ campaign }) => campaign))].toSorted();
  return campaigns.flatMap((campaign) => {
    const sums = new Map<ReasonCount["reason"], number>();
    for (const { reason, people, campaign: key } of counts) {
      if (key === campaign) sums.set(reason, (sums.get(reason) ?? 0) + people);
    }
    const reasons = [...sums]
      .flatMap(([reason, people]) => {
        const told = tell(people, `${campaign}:${reason}`);
        return told === null ? [] : [{ reason, people: told }];
      })
      .toSorted((one, other) => other.people - one.people || (one.reason < other.reason ? -1 : 1));
    return reasons.length === 0 ? [] : [{ campaign, reasons }];
  });
}
