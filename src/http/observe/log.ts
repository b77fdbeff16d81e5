import type { ProblemType } from "../../contract/problem.ts";

/** Writes one line of JSON for machines to read. Never hand it an identifier, a token, a number or a person's words. */
export function writeLog(line: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(line));
}

/**
 * The message may hold what a person sent; only the kind of error, what was answered, the request's id, and which shard it
 * was, if it was one, are logged.
 */
export function logUnexpected(
  error: unknown,
  facts: {
    readonly problem: ProblemType;
    readonly requestId: string;
    readonly shard?: string;
    readonly reason?: string;
  },
): void {
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(JSON.stringify({ event: "unexpected-error", error: kind, ...facts }));
}
