import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiFailure } from "../api/client.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { FailureNote } from "./failure-note.tsx";

interface AnswerProps<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly isError: boolean;
    readonly error: unknown;
    refetch(): Promise<unknown>;
  };
  /** Lines of the skeleton that stands in while loading. */
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Shows an answer; a skeleton until it is there, and what to do if it does not come. */
export function Answer<Data>({ query, lines = 5, children }: AnswerProps<Data>) {
  const { t } = useTexts();
  if (query.data !== undefined) return children(query.data);
  // Whoever has to log in first sees the page take shape behind the dialog, not a row of failures.
  const isLoginNeeded = query.error instanceof ApiFailure && query.error.kind === "login";
  if (query.isError && !isLoginNeeded) return <FailureNote error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Stack gap="sm" role="status" aria-label={t.common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={36} radius="md" />
      ))}
    </Stack>
  );
}
