import { Button } from "@mantine/core";
import { FailureNote } from "./failure-note.tsx";

interface LoadOlderProps {
  readonly pages: {
    readonly isError: boolean;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): Promise<unknown>;
  };
  readonly label: string;
}

/** Below a list that comes page by page: the next page, or why it did not come. */
export function LoadOlder({ pages, label }: LoadOlderProps) {
  const load = () => void pages.fetchNextPage();
  return (
    <>
      {pages.isError ? <FailureNote error={pages.error} onRetry={load} /> : null}
      {pages.hasNextPage ? (
        <Button variant="default" onClick={load} loading={pages.isFetchingNextPage} className="more">
          {label}
        </Button>
      ) : null}
    </>
  );
}
