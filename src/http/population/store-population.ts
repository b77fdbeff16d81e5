import type { PhoneEntry, PhoneRef, PopulationRow, PopulationTally } from "../../contract/rpc/rpc-population.ts";
import type { ShardRpc } from "../../contract/rpc/rpc.ts";
import { mapConcurrently } from "../../domain/map-concurrently.ts";
import type { Services } from "../services.ts";

/** Batches on their way to shards at once: enough to keep them busy, few enough to keep memory small. */
export const MAXIMUM_BATCHES_IN_FLIGHT = 16;

type Shards = Pick<Services, "shardOf" | "shardNameOf">;
type Store = Shards & Pick<Services, "now">;

/** What is to be stored together; `superseded` are entries of the index that give way to the rows' own. */
export interface PopulationBatch {
  readonly rows: readonly PopulationRow[];
  readonly superseded: readonly PhoneRef[];
  /** Who of the staff has it done, as the audit names them. */
  readonly by?: string;
}

/**
 * Stores rows in the shards of their subscribers, one batch a shard, then makes the phone index follow. Rows of one
 * subscriber keep their order. Repeating it, also after it broke off anywhere, leads to the same state.
 */
export async function storePopulation(
  services: Store,
  { rows, superseded, by }: PopulationBatch,
): Promise<PopulationTally> {
  const outcomes = await callShards(services, rows, subscriberOf, (shard, batch) =>
    shard.applyPopulation(batch, services.now(), by),
  );
  const entries = rows.flatMap((row): PhoneEntry[] =>
    row.kind === "upsert" && row.phone ? [{ ...row.phone, subscriberId: row.subscriberId }] : [],
  );
  const leaving = outcomes.flatMap((outcome) => outcome.leavingPhones);
  await callShards(services, entries, indexOf, (shard, batch) => shard.putPhones(batch));
  await callShards(services, [...superseded, ...leaving], indexOf, (shard, batch) => shard.dropPhones(batch));
  await callShards(services, leaving, subscriberOf, (shard, batch) => shard.forgetPhones(batch));
  return addTallies(outcomes);
}

const subscriberOf = (row: { readonly subscriberId: string }) => row.subscriberId;
const indexOf = (ref: PhoneRef) => ref.idx;

/** Calls each shard once with everything that is its own. */
function callShards<Item, Answer>(
  { shardOf, shardNameOf }: Shards,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  call: (shard: ShardRpc, batch: readonly Item[]) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const batches = new Map<string, { readonly shard: ShardRpc; readonly items: Item[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = shardNameOf(key);
    const batch = batches.get(name);
    if (batch === undefined) batches.set(name, { shard: shardOf(key), items: [item] });
    else batch.items.push(item);
  }
  return mapConcurrently([...batches.values()], MAXIMUM_BATCHES_IN_FLIGHT, (batch) => call(batch.shard, batch.items));
}

function addTallies(tallies: readonly PopulationTally[]): PopulationTally {
  const sum = { imported: 0, deleted: 0, erased: 0, voided: 0, unchanged: 0 };
  for (const tally of tallies) {
    sum.imported += tally.imported;
    sum.deleted += tally.deleted;
    sum.erased += tally.erased;
    sum.voided += tally.voided;
    sum.unchanged += tally.unchanged;
  }
  return sum;
}
