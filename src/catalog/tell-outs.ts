import type { Settings } from "../contract/settings.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import { tellChoices } from "../domain/about.ts";
import type { Scope } from "../domain/decision/choice.ts";
import { drawNoiseFor } from "../tokens/count-secrets.ts";
import type { Questions } from "./questions.ts";

interface OutsTools {
  readonly settings: Settings;
  openShards(): readonly Pick<ShardRpc, "countOuts">[];
}

/** About how many people have said no at some scopes, in their order, 0: few, or nobody; null: it could not be counted. */
export type TellOuts = (scopes: readonly Scope[], now: number) => Promise<readonly number[] | null>;

/** One person's out at a scope shows in this scope's number alone. */
const NUMBERS_OF_OUT = 1;

/**
 * Counted once a day (UTC) for each scope, when it is first asked for, whatever proposal asks: counted anew at every look, the
 * difference of two looks would be what somebody said between them.
 */
export function openTellOuts(
  questions: Pick<Questions, "nameOfToday" | "recall" | "keep">,
  { settings, openShards }: OutsTools,
): TellOuts {
  const tell = (question: string, people: number) =>
    tellChoices(NUMBERS_OF_OUT, drawNoiseFor(settings, question)).tell(people, "people") ?? 0;
  return async (scopes, now) => {
    const asked = scopes.map((scope) => {
      const question = questions.nameOfToday(`no to ${scope}`, now);
      return { scope, question, known: questions.recall(question) };
    });
    const unknown = asked.filter(({ known }) => known === undefined);
    if (unknown.length > 0) {
      const counts = await countOuts(
        openShards(),
        unknown.map(({ scope }) => scope),
      );
      // A shard that can't be reached only means that the numbers are not known yet.
      if (counts === null) return null;
      for (const [index, { question }] of unknown.entries()) {
        questions.keep(question, String(tell(question, counts[index] ?? 0)));
      }
    }
    return asked.map(({ question, known }) => Number(known ?? questions.recall(question)));
  };
}

async function countOuts(
  shards: readonly Pick<ShardRpc, "countOuts">[],
  scopes: readonly Scope[],
): Promise<readonly number[] | null> {
  try {
    const counts = await Promise.all(shards.map((shard) => shard.countOuts(scopes)));
    return scopes.map((_, index) => counts.reduce((sum, shard) => sum + (shard[index] ?? 0), 0));
  } catch {
    return null;
  }
}
