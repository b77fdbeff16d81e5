import { Alert, Button, Code, List, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { ApiFailure, onLoggedIn } from "../api/client.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface FailureNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong and what to do about it, in the service's own words where it had any. */
export function FailureNote({ error, onRetry }: FailureNoteProps) {
  const { t } = useTexts();
  const failure = error instanceof ApiFailure ? error : new ApiFailure("broken");
  if (failure.kind === "login") return <LoginNote failure={failure} {...(onRetry === undefined ? {} : { onRetry })} />;
  const { problem } = failure;
  // What the whole says needs no saying of its only part.
  const issues = (problem?.issues ?? []).filter(({ message }) => message !== problem?.detail);
  return (
    <Alert color={failure.kind === "offline" ? "yellow" : "red"} title={t.failure[failure.kind]} role="alert">
      {problem === undefined ? null : <Text size="sm">{problem.detail}</Text>}
      {issues.length === 0 ? null : (
        <List size="sm" mt="xs">
          {issues.map((issue) => (
            <List.Item key={issue.path + issue.message}>
              {isWithinRule(issue.path) ? <Code>{issue.path.replace(/^.*: /, "")}</Code> : null}{" "}
              <span>{issue.message}</span>
            </List.Item>
          ))}
        </List>
      )}
      {failure.kind === "broken" && problem !== undefined ? (
        <Text size="xs">{t.failure.requestId(problem.requestId)}</Text>
      ) : null}
      <Retry {...(onRetry === undefined ? {} : { onRetry })} />
    </Alert>
  );
}

/** Places in files and requests say nothing to whoever fills in a form; those in a rule do, which is written as JSON. */
function isWithinRule(path: string): boolean {
  return path.includes("condition");
}

/** The dialog asks for the login; this says how to go on after it. */
function LoginNote({ failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry?: () => void }) {
  const { t } = useTexts();
  const [returned, setReturned] = useState<ApiFailure>();
  useEffect(() => onLoggedIn(() => setReturned(failure)), [failure]);
  const isBack = returned === failure;
  return (
    <Alert color={isBack ? "green" : "yellow"} title={isBack ? t.frame.loggedIn : t.failure.login} role="alert">
      {isBack ? <Retry {...(onRetry === undefined ? {} : { onRetry })} /> : null}
    </Alert>
  );
}

function Retry({ onRetry }: Pick<FailureNoteProps, "onRetry">) {
  const { t } = useTexts();
  if (onRetry === undefined) return null;
  return (
    <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
      {t.common.retry}
    </Button>
  );
}
