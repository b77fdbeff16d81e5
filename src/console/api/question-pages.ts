import { infiniteQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askedQuestionSchema, type AskedQuestion } from "../../contract/question.ts";
import { call } from "./client.ts";

const PAGE_QUESTIONS = 50;

const pageSchema = z.strictObject({ items: z.array(askedQuestionSchema) });

/** What staff asked about people, page by page, newest first. */
export const questionPagesQuery = infiniteQueryOptions({
  queryKey: ["questions", "pages"],
  queryFn: ({ signal, pageParam }) => readPage(pageParam, signal),
  initialPageParam: firstPage(),
  getNextPageParam: (page) => (page.length < PAGE_QUESTIONS ? undefined : page.at(-1)?.id),
});

async function readPage(before: number | undefined, signal: AbortSignal): Promise<AskedQuestion[]> {
  const query = new URLSearchParams({ limit: String(PAGE_QUESTIONS) });
  if (before !== undefined) query.set("before", String(before));
  return (await call(`/v1/questions?${query}`, pageSchema, { signal })).items;
}

function firstPage(): number | undefined {
  return undefined;
}
