import { Alert, Button, Code, List, Text } from "@mantine/core";
import { ApiFailure } from "../api/client.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface FailureNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong and what to do about it, in the service's own words where it had any. */
export function FailureNote({ error, onRetry }: FailureNoteProps) {
  const { t } = useTexts();
  const failure = error instanceof ApiFailure ? error : new ApiFailure("broken");
  const { problem } = failure;
  return (
    <Alert color={failure.kind === "offline" ? "yellow" : "red"} title={t.failure[failure.kind]} role="alert">
      {problem === undefined ? null : <Text size="sm">{problem.detail}</Text>}
      {problem?.issues === undefined ? null : (
        <List size="sm" mt="xs">
          {problem.issues.map(({ path, message }) => (
            <List.Item key={path + message}>
              <Code>{path}</Code> {message}
            </List.Item>
          ))}
        </List>
      )}
      {failure.kind === "broken" && problem !== undefined ? (
        <Text size="xs">{t.failure.requestId(problem.requestId)}</Text>
      ) : null}
      {onRetry === undefined ? null : (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          {t.common.retry}
        </Button>
      )}
    </Alert>
  );
}
