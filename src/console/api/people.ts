import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { foundSchema, supportChoicePageSchema, supportLinksSchema, supportViewSchema } from "../../contract/support.ts";
import { traySchema } from "../../contract/tray.ts";
import type { Language } from "../../domain/label.ts";
import { call } from "./client.ts";

export type Person = z.infer<typeof supportViewSchema>;

const BASE = "/v1/support/subscribers";

/** What somebody sees, or saw, at an instant; undefined: now. Each call is on record. */
export function personQuery(id: string, at: string | undefined, lang: Language) {
  const query = new URLSearchParams({ lang, ...(at === undefined ? {} : { at }) });
  return queryOptions({
    queryKey: ["person", id, at ?? "now", lang],
    queryFn: ({ signal }) => call(`${BASE}/${encodeURIComponent(id)}?${query}`, supportViewSchema, { signal }),
    placeholderData: (before) => (before?.subscriberId === id ? before : undefined),
    staleTime: 60_000,
  });
}

/** What somebody said, page after page, from before an entry on. Each call is on record. */
export function olderChoicesQuery(id: string, before: number, lang: Language) {
  return infiniteQueryOptions({
    queryKey: ["person", id, "choices", before, lang],
    initialPageParam: before,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ lang, before: String(pageParam) });
      return call(`${BASE}/${encodeURIComponent(id)}/choices?${query}`, supportChoicePageSchema, { signal });
    },
    getNextPageParam: ({ olderChoices }) => olderChoices,
    enabled: false,
  });
}

/** Whose phone number it is; the number goes into no address and no log. */
export async function findByPhone(phone: string): Promise<string> {
  const found = await call(`${BASE}/find`, foundSchema, { method: "POST", body: { phone } });
  return found.subscriberId;
}

/**
 * Switches something on or off at the person's request; sent twice it is done once. Null: it is done, and what the person sees
 * can't be looked at any more in this hour.
 */
export function chooseFor(id: string, scope: string, value: "in" | "out", idempotencyKey: string) {
  return call(`${BASE}/${encodeURIComponent(id)}/choices`, traySchema.nullable(), {
    method: "POST",
    body: { scope, value },
    headers: { "Idempotency-Key": idempotencyKey },
  });
}

/** Takes back what I entered by mistake. */
export function takeBack(id: string, choice: number) {
  return call(`${BASE}/${encodeURIComponent(id)}/choices/${choice}`, traySchema, { method: "DELETE" });
}

/** Links for the person: the off link, and their own page for a day. */
export function makeLinks(id: string) {
  return call(`${BASE}/${encodeURIComponent(id)}/links`, supportLinksSchema, { method: "POST" });
}

/** Counts a complaint; what was said is not kept. */
export function noteComplaint(id: string, scope: string): Promise<null> {
  return call(`${BASE}/${encodeURIComponent(id)}/complaints`, z.null(), { method: "POST", body: { scope } });
}
