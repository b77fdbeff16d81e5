import type { PopulationOutcome, PopulationRow, ProfilePage } from "../contract/rpc-population.ts";
import { foldChoices, type Choice } from "../domain/choice.ts";
import type { PhoneIndex } from "./phone-index.ts";

type Upsert = Extract<PopulationRow, { kind: "upsert" }>;

/** The SQL of importing, exporting and erasing subscribers. Every read is complete before it returns. */
export function openPopulation(storage: DurableObjectStorage, phones: PhoneIndex) {
  const { sql } = storage;

  /** The subscribers that are new or have changed. */
  function upsert(rows: readonly Upsert[]): ReadonlySet<string> {
    const changed = sql
      .exec<{ id: string }>(
        `INSERT INTO subscribers (subscriber_id, profile, test, device, imported)
           SELECT value ->> 0, value ->> 1, value ->> 2, coalesce(value ->> 3, '{}'), 1 FROM json_each(?) WHERE true
           ON CONFLICT (subscriber_id) DO UPDATE SET
             profile = excluded.profile,
             test = excluded.test,
             device = iif(excluded.device = '{}', device, excluded.device),
             imported = 1
           WHERE profile <> excluded.profile OR test <> excluded.test OR imported = 0
             OR excluded.device NOT IN ('{}', device)
           RETURNING subscriber_id AS id`,
        JSON.stringify(
          rows.map(({ subscriberId, profile, test, device }) => [subscriberId, profile, test ? 1 : 0, device ?? null]),
        ),
      )
      .toArray();
    return new Set([...changed.map((row) => row.id), ...phones.list(rows)]);
  }

  /** What the operator and the phone said goes, the person's own word stays. Says whether there was anything. */
  function remove(subscriberId: string): boolean {
    const facts = sql.exec(
      `UPDATE subscribers SET profile = '{}', device = '{}', test = 0, imported = 0
         WHERE subscriber_id = ? AND (imported = 1 OR device <> '{}') RETURNING 1`,
      subscriberId,
    );
    const hadFacts = facts.toArray().length > 0;
    // Phones drop answers whose epoch falls, so whoever has chosen anything keeps the count of it; and whoever comes
    // back must not be counted as exposed once more.
    sql.exec(
      "DELETE FROM subscribers WHERE subscriber_id = ? AND imported = 0 AND revision = 0 AND exposures = '{}'",
      subscriberId,
    );
    return phones.unlist(subscriberId) || hadFacts;
  }

  /** Everything goes but the outs. Says whether there was anything. */
  function erase(subscriberId: string): boolean {
    const exposures = sql.exec(
      "UPDATE subscribers SET exposures = '{}' WHERE subscriber_id = ? AND exposures <> '{}' RETURNING 1",
      subscriberId,
    );
    const hadExposures = exposures.toArray().length > 0;
    const wasKnown = remove(subscriberId) || hadExposures;
    const spoken = sql.exec(
      `DELETE FROM choices WHERE subscriber_id = ?1 AND (value <> 'out' OR retracts IS NOT NULL
         OR id IN (SELECT retracts FROM choices WHERE subscriber_id = ?1 AND retracts IS NOT NULL)) RETURNING 1`,
      subscriberId,
    );
    const hadSpoken = spoken.toArray().length > 0;
    const details = sql.exec(
      `UPDATE choices SET notice = NULL, idempotency_key = NULL
         WHERE subscriber_id = ? AND (notice IS NOT NULL OR idempotency_key IS NOT NULL) RETURNING 1`,
      subscriberId,
    );
    const hadDetails = details.toArray().length > 0;
    if (hadSpoken) {
      const outs = sql
        .exec<Record<string, SqlStorageValue>>(
          "SELECT scope, value, at, channel FROM choices WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      sql.exec(
        "UPDATE subscribers SET choices = ?, revision = revision + 1 WHERE subscriber_id = ?",
        // Parsed boundary: only checked choices are ever stored.
        JSON.stringify(foldChoices(outs as unknown as Choice[])),
        subscriberId,
      );
    }
    return wasKnown || hadSpoken || hadDetails;
  }

  return {
    apply(rows: readonly PopulationRow[]): PopulationOutcome {
      return storage.transactionSync(() => {
        const tally = { imported: 0, deleted: 0, erased: 0, unchanged: 0 };
        for (const row of joinUpserts(rows)) {
          if (Array.isArray(row)) {
            const changed = upsert(row);
            const imported = row.filter(({ subscriberId }) => changed.has(subscriberId)).length;
            tally.imported += imported;
            tally.unchanged += row.length - imported;
          } else if (row.kind === "delete") {
            tally[remove(row.subscriberId) ? "deleted" : "unchanged"] += 1;
          } else {
            tally[erase(row.subscriberId) ? "erased" : "unchanged"] += 1;
          }
        }
        return { ...tally, leavingPhones: phones.listLeaving(rows) };
      });
    },

    exportPage(after: string, limit: number): ProfilePage {
      const rows = sql
        .exec<{ id: string; profile: string; test: number }>(
          `SELECT subscriber_id AS id, profile, test FROM subscribers
             WHERE subscriber_id > ? AND imported = 1 ORDER BY subscriber_id LIMIT ?`,
          after,
          limit,
        )
        .toArray();
      const lines = rows.map(
        ({ id, profile, test }) =>
          `{"subscriberId":"${id}","attributes":${profile}${test === 1 ? ',"test":true' : ""}}\n`,
      );
      return { ndjson: lines.join(""), last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
    },

    countImported(): number {
      return sql.exec<{ total: number }>("SELECT count(*) AS total FROM subscribers WHERE imported = 1").one().total;
    },
  };
}

export type Population = ReturnType<typeof openPopulation>;

/** Joins neighbouring upserts, which are stored together; the order stays. */
function joinUpserts(rows: readonly PopulationRow[]) {
  const joined: (Upsert[] | Exclude<PopulationRow, Upsert>)[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (row.kind !== "upsert") joined.push(row);
    else if (Array.isArray(last)) last.push(row);
    else joined.push([row]);
  }
  return joined;
}
