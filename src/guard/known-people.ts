import type { ShardSimulationRpc } from "../contract/rpc/rpc-simulation.ts";
import { populationOf, type PeopleTally } from "../domain/condition/reach.ts";

/** How many people each shard had when it was last asked. */
export interface KnownPeople {
  readonly askedAt: number;
  readonly shards: Readonly<Record<string, PeopleTally>>;
}

/** People are imported by the day, and a count of all of them costs something. */
const ASK_EVERY_MS = 3_600_000;

export function isOld(known: KnownPeople | undefined, now: number, afterMs = ASK_EVERY_MS): boolean {
  return known === undefined || Math.abs(now - known.askedAt) >= afterMs;
}

/** Undefined: no shard has ever said. */
export function populationIn(known: KnownPeople | undefined): number | undefined {
  const tallies = Object.values(known?.shards ?? {});
  return tallies.length === 0
    ? undefined
    : populationOf({
        imported: tallies.reduce((sum, { imported }) => sum + imported, 0),
        seen: tallies.reduce((sum, { seen }) => sum + seen, 0),
      });
}

/**
 * Asks every shard anew. Of one that does not answer, what it said last counts, and nobody if it never said anything: the
 * population is never taken for larger than what is known.
 */
export async function askPeople(
  names: readonly string[],
  open: (shard: string) => Pick<ShardSimulationRpc, "countPeople">,
  known: KnownPeople | undefined,
  now: number,
): Promise<KnownPeople> {
  const asked = await Promise.allSettled(names.map((name) => open(name).countPeople()));
  const answered = names.flatMap((name, index) => {
    const reply = asked[index];
    return reply?.status === "fulfilled" ? [[name, reply.value] as const] : [];
  });
  return { askedAt: now, shards: { ...known?.shards, ...Object.fromEntries(answered) } };
}
