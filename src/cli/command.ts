/** One command of `garland`. Each is a file in `commands/`, listed in `garland.ts`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** How to call it, with its options. */
  readonly usage: string;
  /**
   * Answers what to print, or, having printed everything itself, the exit code. Throws a UsageError for a wrong call and
   * a ServiceError when the service says no.
   */
  run(args: readonly string[]): Promise<string | number>;
}

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {}

/** The service refused or could not be reached; the message says what to do. */
export class ServiceError extends Error {}

/** What pipelines decide by; `refusedLines`: an import stored the others; `unknown`: nobody could be asked. */
export const EXIT_CODES = { success: 0, service: 1, usage: 2, refusedLines: 3, unknown: 3 } as const;
