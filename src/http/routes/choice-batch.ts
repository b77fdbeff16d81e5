import { idempotencyKeySchema } from "../../contract/identifiers.ts";
import { z } from "@hono/zod-openapi";
import { TOKEN_REFUSED, type Failure } from "../../contract/problem.ts";
import type { Settings } from "../../contract/settings.ts";
import { onceForEach } from "../../domain/once-for-each.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { createMarks } from "../../tokens/marks.ts";
import { createRoutes, defineRoute, problemResponse } from "../define-route.ts";
import { whyNoRoom } from "../keep-room.ts";
import { answerLines, lineAnswersSchema, linesSchema, readLines, type Line } from "../phone-lines.ts";
import { answerProblem } from "../problem.ts";
import { originOf } from "../request-parts.ts";
import { choiceBodySchema } from "./choices.ts";

export const choiceBatchRoutes = createRoutes();

const postBatch = defineRoute("anyone", {
  method: "post",
  path: "/v1/me/choices/batch",
  "x-room": "heeds-outs",
  summary: "Says the same for every line of one phone with one tap; each brings its own token and gets its own answer",
  request: {
    headers: z.object({ "idempotency-key": idempotencyKeySchema.optional() }),
    body: {
      required: true,
      content: { "application/json": { schema: choiceBodySchema.extend({ lines: linesSchema }) } },
    },
  },
  responses: {
    200: {
      description: "One answer a line, in the order of the lines: where it is kept, the tray as it is now",
      content: { "application/json": { schema: lineAnswersSchema } },
    },
    400: problemResponse("The request is not as documented"),
  },
});

choiceBatchRoutes.openapi(postBatch, async (c) => {
  const { settings, shardOf, now } = c.get("services");
  const { lines: written, ...choice } = c.req.valid("json");
  const refusal = await whyNoRoom(c, choice.value === "out");
  if (refusal !== undefined) return answerProblem(c, refusal);
  const idempotencyKey = c.req.valid("header")["idempotency-key"];
  const lines = await readLines(c, written);
  const admits = onceForEach(({ subscriberId, issuedAt }: Line) =>
    shardOf(subscriberId).admits(subscriberId, issuedAt),
  );
  const pressMarks = listPressMarks(settings, await listAdmitted(lines, admits));
  return answerLines(c, lines, {
    isWord: true,
    async ask(line) {
      if (!(await admits(line))) return fail(TOKEN_REFUSED);
      const { subscriberId, device } = line;
      const reply = await shardOf(subscriberId).choose({
        subscriberId,
        device,
        at: now(),
        origin: originOf(c),
        ...choice,
        idempotencyKey,
        channel: "app",
        actor: "self",
        pressMarks,
      });
      return reply.ok ? succeed(reply.value.tray.text) : reply;
    },
  });
});

/** Whose tokens are good: one that is void speaks for nobody, so it doesn't say either who belongs together. */
async function listAdmitted(
  lines: readonly Result<Line, Failure>[],
  admits: (line: Line) => Promise<boolean>,
): Promise<readonly string[]> {
  const good = lines.flatMap((line) => (line.ok ? [line.value] : []));
  const answers = await Promise.allSettled(good.map(admits));
  const admitted = good.filter((_, index) => {
    const answer = answers[index];
    return answer?.status === "fulfilled" && answer.value;
  });
  return [...new Set(admitted.map(({ subscriberId }) => subscriberId))];
}

const marksOf = onceForEach(({ linkKeys }: Settings) => createMarks(linkKeys, "presses"));

/** The marks of all for whom the press is: whoever shares one belongs together, also with those of an earlier press. */
function listPressMarks(settings: Settings, people: readonly string[]): readonly string[] {
  return people.length < 2 ? [] : people.flatMap((subscriberId) => marksOf(settings).everyOf(subscriberId));
}
