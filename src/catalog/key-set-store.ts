import { KEPT_MS, type KeySetStore } from "./issuer-keys.ts";

/** The SQL of the key sets of issuers. */
export function openKeySetStore({ sql }: DurableObjectStorage): KeySetStore {
  return {
    read(url) {
      return sql
        .exec<{ jwks: string; fetchedAt: number }>(
          "SELECT jwks, fetched_at AS fetchedAt FROM issuer_keys WHERE url = ?",
          url,
        )
        .toArray()[0];
    },

    /** Sets that nobody could believe any more, such as those of a former issuer, go. */
    write(url, { jwks, fetchedAt }) {
      sql.exec("DELETE FROM issuer_keys WHERE fetched_at <= ?", fetchedAt - KEPT_MS);
      sql.exec("INSERT OR REPLACE INTO issuer_keys (url, jwks, fetched_at) VALUES (?, ?, ?)", url, jwks, fetchedAt);
    },
  };
}
