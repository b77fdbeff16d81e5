import type { z } from "@hono/zod-openapi";
import { tellChoices, type ChoiceTeller } from "../domain/about.ts";
import type { Failure } from "../contract/problem.ts";
import { succeed, type Result } from "../domain/result.ts";
import { drawNoiseFor } from "../tokens/count-secrets.ts";
import type { Services } from "./services.ts";

/** Something that is told of what everybody chose. */
interface Subject<Told> {
  /** No two may have the same. */
  readonly name: string;
  readonly schema: z.ZodType<Told>;
  /** In how many of its numbers one person's choice shows. */
  readonly numbers: number;
  /** Counts in all shards. What fails is not kept: it is counted when it is asked for next. */
  count(teller: ChoiceTeller, countedAt: string): Promise<Result<Told, Failure>>;
}

/**
 * What everybody chose, counted once a day (UTC) when it is first asked for: told anew at every look, the difference of two looks
 * would be what somebody did between them.
 */
export async function tellToday<Told>(
  { catalog, settings, now }: Pick<Services, "catalog" | "settings" | "now">,
  { name, schema, numbers, count }: Subject<Told>,
): Promise<Result<Told, Failure>> {
  const at = now();
  const asked = await catalog.askAboutPeople("today", { subject: name, now: at });
  if (!asked.ok) return asked;
  const { question, answer } = asked.value;
  if (answer !== null) return succeed(schema.parse(JSON.parse(answer)));
  const teller = tellChoices(numbers, drawNoiseFor(settings, question));
  const told = await count(teller, new Date(at).toISOString());
  if (!told.ok) return told;
  const kept = await catalog.askAboutPeople("keep", { question, answer: JSON.stringify(told.value) });
  return kept.ok ? succeed(schema.parse(JSON.parse(kept.value))) : kept;
}
