import type { PhoneEntry, PhoneRef, PopulationRow } from "../contract/rpc/rpc-population.ts";

type Upsert = Extract<PopulationRow, { kind: "upsert" }>;

/**
 * The SQL of the phone index. `phone_index` says whose number an index is; `subscriber_phones` lists, for this shard's
 * own subscribers, every entry (in whichever shard) that may name them. A listed entry that is `leaving` no longer
 * counts, and is forgotten once it has been removed: nothing that breaks off half-way leaves an entry behind.
 */
export function openPhoneIndex({ sql }: DurableObjectStorage) {
  function isListed({ subscriberId, kid, idx }: PhoneEntry): boolean {
    const query = "SELECT 1 FROM subscriber_phones WHERE subscriber_id = ? AND kid = ? AND idx = ? AND leaving = 0";
    return sql.exec(query, subscriberId, kid, idx).toArray().length > 0;
  }

  return {
    find({ kid, idx }: PhoneRef): string | null {
      const query = "SELECT subscriber_id AS id FROM phone_index WHERE kid = ? AND idx = ?";
      return sql.exec<{ id: string }>(query, kid, idx).toArray()[0]?.id ?? null;
    },

    put(entries: readonly PhoneEntry[]): void {
      sql.exec(
        `INSERT INTO phone_index (kid, idx, subscriber_id)
           SELECT value ->> 'kid', value ->> 'idx', value ->> 'subscriberId' FROM json_each(?) WHERE true
           ON CONFLICT (kid, idx) DO UPDATE SET subscriber_id = excluded.subscriber_id
             WHERE subscriber_id <> excluded.subscriber_id`,
        JSON.stringify(entries),
      );
    },

    add({ kid, idx, subscriberId }: PhoneEntry): void {
      sql.exec("INSERT OR IGNORE INTO phone_index (kid, idx, subscriber_id) VALUES (?, ?, ?)", kid, idx, subscriberId);
    },

    drop(entries: readonly (PhoneRef & Partial<PhoneEntry>)[]): void {
      const text = JSON.stringify(entries);
      sql.exec(
        `DELETE FROM phone_index WHERE (kid, idx) IN (
           SELECT value ->> 'kid', value ->> 'idx' FROM json_each(?) WHERE value ->> 'subscriberId' IS NULL)`,
        text,
      );
      sql.exec(
        `DELETE FROM phone_index WHERE (kid, idx, subscriber_id) IN (
           SELECT value ->> 'kid', value ->> 'idx', value ->> 'subscriberId' FROM json_each(?))`,
        text,
      );
    },

    /** Lists the rows' numbers in place of earlier ones; answers the subscribers for whom that changed anything. */
    list(rows: readonly Upsert[]): readonly string[] {
      const numbered = rows.flatMap(({ subscriberId, phone }) =>
        phone === undefined ? [] : [{ subscriberId, phone }],
      );
      if (numbered.length === 0) return [];
      const listed = sql.exec<{ id: string }>(
        `INSERT INTO subscriber_phones (subscriber_id, kid, idx)
           SELECT value ->> '$.subscriberId', value ->> '$.phone.kid', value ->> '$.phone.idx' FROM json_each(?)
             WHERE value ->> '$.phone.idx' IS NOT NULL
           ON CONFLICT (subscriber_id, kid, idx) DO UPDATE SET leaving = 0 WHERE leaving = 1
           RETURNING subscriber_id AS id`,
        JSON.stringify(numbered),
      );
      const listedIds = listed.toArray().map((row) => row.id);
      const latest = new Map(numbered.map(({ subscriberId, phone }) => [subscriberId, phone]));
      const replaced = sql.exec<{ id: string }>(
        `UPDATE subscriber_phones SET leaving = 1 FROM json_each(?) AS latest
           WHERE subscriber_id = latest.value ->> 0 AND leaving = 0
             AND (kid IS NOT latest.value ->> 1 OR idx IS NOT latest.value ->> 2)
           RETURNING subscriber_id AS id`,
        JSON.stringify(Array.from(latest, ([id, phone]) => [id, phone?.kid ?? null, phone?.idx ?? null])),
      );
      return [...listedIds, ...replaced.toArray().map((row) => row.id)];
    },

    /** Says whether any number was listed. */
    unlist(subscriberId: string): boolean {
      const query = "UPDATE subscriber_phones SET leaving = 1 WHERE subscriber_id = ? AND leaving = 0 RETURNING 1";
      return sql.exec(query, subscriberId).toArray().length > 0;
    },

    /** What is to be removed from the index after these rows. */
    listLeaving(rows: readonly PopulationRow[]): readonly PhoneEntry[] {
      const concerned = rows.filter((row) => row.kind !== "upsert" || row.phone !== undefined);
      if (concerned.length === 0) return [];
      return sql
        .exec<{ kid: number; idx: string; subscriberId: string }>(
          `SELECT kid, idx, subscriber_id AS subscriberId FROM subscriber_phones
             WHERE leaving = 1 AND subscriber_id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(concerned.map((row) => row.subscriberId)),
        )
        .toArray();
    },

    claim(from: PhoneEntry, to: PhoneEntry): boolean {
      if (!isListed(from)) return false;
      const statement = "INSERT OR IGNORE INTO subscriber_phones (subscriber_id, kid, idx) VALUES (?, ?, ?)";
      sql.exec(statement, to.subscriberId, to.kid, to.idx);
      return isListed(to);
    },

    confirm(from: PhoneEntry, to: PhoneEntry): boolean {
      const statement = "DELETE FROM subscriber_phones WHERE subscriber_id = ? AND kid = ? AND idx = ?";
      sql.exec(statement, from.subscriberId, from.kid, from.idx);
      return isListed(to);
    },

    forget(entries: readonly PhoneEntry[]): void {
      sql.exec(
        `DELETE FROM subscriber_phones WHERE leaving = 1 AND (subscriber_id, kid, idx) IN (
           SELECT value ->> 'subscriberId', value ->> 'kid', value ->> 'idx' FROM json_each(?))`,
        JSON.stringify(entries),
      );
    },

    /** How many entries, in whichever shard, may name a subscriber of this one. */
    countListed(subscriberId: string): number {
      const query = "SELECT count(*) AS entries FROM subscriber_phones WHERE subscriber_id = ?";
      return sql.exec<{ entries: number }>(query, subscriberId).one().entries;
    },

    /** Entries of this shard by the id of their key. */
    countByKey(): Readonly<Record<string, number>> {
      const rows = sql.exec<{ kid: number; total: number }>(
        "SELECT kid, count(*) AS total FROM phone_index GROUP BY kid",
      );
      return Object.fromEntries(rows.toArray().map(({ kid, total }) => [kid, total]));
    },
  };
}

export type PhoneIndex = ReturnType<typeof openPhoneIndex>;
