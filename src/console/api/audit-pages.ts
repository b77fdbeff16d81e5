import { infiniteQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { auditEntrySchema } from "../../contract/control.ts";
import { call } from "./client.ts";
import type { AuditEntry, AuditFilter } from "./queries.ts";

const PAGE_ENTRIES = 50;
const EXPORT_ENTRIES = 1_000;

const pageSchema = z.strictObject({ items: z.array(auditEntrySchema) });

interface PageRequest extends AuditFilter {
  /** Only entries before this id; undefined: the newest. */
  readonly before: number | undefined;
  readonly limit: number;
}

async function readPage({ actor, target, before, limit }: PageRequest, signal: AbortSignal): Promise<AuditEntry[]> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (actor) query.set("actor", actor);
  if (target) query.set("target", target);
  if (before !== undefined) query.set("before", String(before));
  return (await call(`/v1/audit?${query}`, pageSchema, { signal })).items;
}

/** The record, page by page, newest first. */
export function auditPagesQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", "pages", filter],
    queryFn: ({ signal, pageParam }) => readPage({ ...filter, before: pageParam, limit: PAGE_ENTRIES }, signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => (page.length < PAGE_ENTRIES ? undefined : page.at(-1)?.id),
  });
}

function firstPage(): number | undefined {
  return undefined;
}

/** Every entry that fits, oldest last; `onProgress` is told how many there are so far. */
export async function readWholeAudit(
  filter: AuditFilter,
  onProgress: (entries: number) => void,
  signal: AbortSignal,
): Promise<readonly AuditEntry[]> {
  const all: AuditEntry[] = [];
  let page: readonly AuditEntry[];
  do {
    // Each page begins where the one before ended.
    page = await readPage({ ...filter, before: all.at(-1)?.id, limit: EXPORT_ENTRIES }, signal);
    all.push(...page);
    onProgress(all.length);
  } while (page.length === EXPORT_ENTRIES);
  return all;
}
