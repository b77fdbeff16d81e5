import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readDevice, type Device } from "../contract/device.ts";
import { problemSchema, PROBLEMS, type Failure } from "../contract/problem.ts";
import { traySchema } from "../contract/tray.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { describeInvalid } from "./define-route.ts";
import { composeProblem, startService } from "./problem.ts";
import { reportUnexpected } from "./report-unexpected.ts";
import { PHONE_QUERY } from "./request-parts.ts";
import type { AppEnv, Bearer } from "./services.ts";
import type { Label } from "../domain/label.ts";

const MAXIMUM_LINES = 4;

const lineSchema = z.looseObject({ token: z.string().max(8_192).describe("The subscriber token of this SIM") });

/** Any line at all: one that can't be read is answered by itself. */
const anyLineSchema = z.unknown().openapi({
  type: "object",
  required: ["token"],
  properties: Object.fromEntries(
    Object.entries({ ...lineSchema.shape, ...PHONE_QUERY }).map(([name, { description }]) => [
      name,
      { type: "string", ...(description && { description }) },
    ]),
  ),
});

/** The lines of one phone, as a request lists them. */
export const linesSchema = z.array(anyLineSchema).min(1).max(MAXIMUM_LINES);

const lineAnswerSchema = z.union([
  z.strictObject({ status: z.literal(200), tray: traySchema }),
  z.strictObject({ status: z.int().min(400), problem: problemSchema }),
]);

/** What `answerLines` answers. */
export const lineAnswersSchema = z.strictObject({ lines: z.array(lineAnswerSchema) });

/** A line whose token is good. */
export interface Line extends Bearer {
  readonly device: Device;
}

/** Reads each line by itself: whatever is wrong with one is no reason to refuse another. */
export function readLines(c: Context<AppEnv>, written: readonly unknown[]): Promise<readonly Result<Line, Failure>[]> {
  return Promise.all(written.map((line, index) => readLine(c, line, index)));
}

const LINE_NOT_AS_DOCUMENTED: Label = {
  ru: "Эта линия не такая, как в описании (/docs); на остальные ответ есть.",
  en: "This line is not as documented; see issues, and /docs. The others are answered.",
};

async function readLine(c: Context<AppEnv>, written: unknown, index: number): Promise<Result<Line, Failure>> {
  const line = lineSchema.safeParse(written);
  if (!line.success) {
    return fail(describeInvalid(line.error, LINE_NOT_AS_DOCUMENTED, ["lines", index]));
  }
  const { token, ...said } = line.data;
  const { verifySubscriber, now } = c.get("services");
  const bearer = await verifySubscriber(token, now());
  return bearer.ok ? succeed({ ...bearer.value, device: readDevice(said) }) : bearer;
}

/** Answers each line with its tray, as JSON text, or with what is wrong with it. Whatever goes wrong with one stays with it. */
export async function answerLines(
  c: Context<AppEnv>,
  lines: readonly Result<Line, Failure>[],
  asked: { readonly isWord: boolean; ask(line: Line): Promise<Result<string, Failure>> },
): Promise<Response> {
  const answers = await Promise.all(lines.map((line) => (line.ok ? askFor(c, line.value, asked) : line)));
  if (answers.some((answer) => !answer.ok && answer.error.isStarting === true)) startService(c);
  c.set(
    "decided",
    answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
  );
  const texts = answers.map((answer) =>
    answer.ok
      ? `{"status":200,"tray":${answer.value}}`
      : JSON.stringify({ status: PROBLEMS[answer.error.type].status, problem: composeProblem(c, answer.error) }),
  );
  return c.body(`{"lines":[${texts.join(",")}]}`, 200, {
    "Content-Type": "application/json",
    "Cache-Control": "private, no-store",
  });
}

async function askFor(
  c: Context<AppEnv>,
  line: Line,
  { ask, isWord }: Parameters<typeof answerLines>[2],
): Promise<Result<string, Failure>> {
  try {
    return await ask(line);
  } catch (error) {
    return fail(reportUnexpected(c, error, isWord));
  }
}
