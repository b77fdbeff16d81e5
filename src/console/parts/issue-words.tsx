import { Text } from "@mantine/core";
import type { ProblemIssue } from "../../contract/problem.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What is wrong in one place: in the reader's language where there are words for it, with the service's own beside. */
export function IssueWords({ issue: { code = "", message } }: { readonly issue: ProblemIssue }) {
  const { t } = useTexts();
  const words = t.issues[message] ?? t.issues[code];
  if (words === undefined) return <span lang="en">{message}</span>;
  return (
    <>
      {words}{" "}
      <Text span size="xs" lang="en">
        ({message})
      </Text>
    </>
  );
}
