import type { z } from "zod";
import { askService, readAnswer } from "./ask-service.ts";
import { UsageError } from "./command.ts";

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
  return readAnswer(url, await askService(url, { method: "POST", headers, body: JSON.stringify(body) }), schema);
}
