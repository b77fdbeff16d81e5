import type { z } from "zod";
import { problemSchema } from "../contract/problem.ts";
import { ServiceError, UsageError } from "./command.ts";

export const DEFAULT_URL = "http://localhost:8787";

/** Where the service is: `--url`, else `GARLAND_URL`, else this machine. */
export function chooseServiceUrl(option: string | undefined): URL {
  const text = option ?? process.env["GARLAND_URL"] ?? DEFAULT_URL;
  const url = URL.parse(text);
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new UsageError(`"${text}" is not an address; use one such as ${DEFAULT_URL}`);
}

/** Posts JSON, with a credential if there is one, and answers what comes back, checked. */
export async function postJson<Answer>(
  url: URL,
  body: unknown,
  schema: z.ZodType<Answer>,
  credential?: string,
): Promise<Answer> {
  const authorization = credential === undefined ? {} : { Authorization: `Bearer ${credential}` };
  const headers = { "Content-Type": "application/json", ...authorization };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(url, init).catch(() => undefined);
  if (response === undefined) {
    throw new ServiceError(
      `Nothing answers at ${url.origin}. Start the service with npm start, or say where it is: GARLAND_URL, or --url.`,
    );
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ServiceError(explainRefusal(url, response.status, answer));
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ServiceError(`${url.origin} answered something unexpected; is that really Garland?`);
}

function explainRefusal(url: URL, status: number, answer: unknown): string {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return `${url.origin} refused with ${status}; is that really Garland?`;
  const { detail, issues = [] } = problem.data;
  return [detail, ...issues.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
}
