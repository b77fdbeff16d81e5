import type { Terminal } from "./progress.ts";

const { stderr } = process;

/** Progress goes to standard error, so that standard output stays what the command answers. */
export const STANDARD_ERROR: Terminal = {
  isInteractive: stderr.isTTY,
  columns: stderr.columns ?? 80,
  write: (text) => void stderr.write(text),
  now: () => performance.now(),
};
