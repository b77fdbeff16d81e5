import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiFailure } from "../api/client.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { FailureNote, type WayBack } from "./failure-note.tsx";
import { PageTitle } from "./page-title.tsx";

interface AnswerProps<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly isError: boolean;
    readonly error: unknown;
    refetch(): Promise<unknown>;
  };
  /** Lines of the skeleton that stands in while loading. */
  readonly lines?: number;
  /** The list to which the page belongs, where the page is all about this answer. */
  readonly list?: WayBack;
  readonly children: (data: Data) => ReactNode;
}

/** Shows an answer; a skeleton until it is there, and what to do if it does not come. */
export function Answer<Data>({ query, lines = 5, list, children }: AnswerProps<Data>) {
  const { t } = useTexts();
  if (query.data !== undefined) return children(query.data);
  // Whoever has to log in first sees the page take shape behind the dialog, not a row of failures.
  const isLoginNeeded = query.error instanceof ApiFailure && query.error.kind === "login";
  if (query.isError && !isLoginNeeded) {
    // A key that no page could have is nothing that was typed into one.
    const isNoKey = list !== undefined && query.error instanceof ApiFailure && query.error.kind === "refused";
    const error = isNoKey ? new ApiFailure("missing") : query.error;
    const note = <FailureNote error={error} onRetry={() => void query.refetch()} back={list} />;
    return list === undefined ? (
      note
    ) : (
      <>
        <PageTitle title={list.title} />
        {note}
      </>
    );
  }
  return (
    <Stack gap="sm" role="status" aria-label={t.common.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={36} radius="md" />
      ))}
    </Stack>
  );
}
