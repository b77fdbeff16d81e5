import type { ProblemIssue } from "../../contract/problem.ts";

/** What is wrong in one place, in the reader's language: the service was asked in it. */
export function IssueWords({ issue: { message } }: { readonly issue: ProblemIssue }) {
  return <span>{message}</span>;
}
