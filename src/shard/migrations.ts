import type { Migration } from "../storage/apply-migrations.ts";

/** The history of a shard's schema: append only. */
export const SHARD_MIGRATIONS: readonly Migration[] = [
  {
    name: "subscribers-and-choices",
    statements: `
      -- One row read decides: imported facts, what the phone last said of itself (for exact rehearsals), the fold of
      -- all choices, and how often the choices changed.
      CREATE TABLE subscribers (
        subscriber_id TEXT PRIMARY KEY,
        profile       TEXT NOT NULL DEFAULT '{}',
        device        TEXT NOT NULL DEFAULT '{}',
        choices       TEXT NOT NULL DEFAULT '{}',
        revision      INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;

      -- Append-only. A row with retracts takes an earlier row back: the fold is made as if that had not been said.
      CREATE TABLE choices (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        subscriber_id   TEXT NOT NULL,
        scope           TEXT NOT NULL,
        value           TEXT NOT NULL,
        at              INTEGER NOT NULL,
        channel         TEXT NOT NULL,
        actor           TEXT NOT NULL,
        notice          TEXT,
        idempotency_key TEXT,
        retracts        INTEGER
      ) STRICT;
      CREATE INDEX choices_by_subscriber ON choices (subscriber_id, id);
      CREATE UNIQUE INDEX choices_by_idempotency_key ON choices (subscriber_id, idempotency_key)
        WHERE idempotency_key IS NOT NULL;

      -- At most one row: the ruleset this shard decides with.
      CREATE TABLE installed_ruleset (
        only    INTEGER PRIMARY KEY CHECK (only = 1),
        version INTEGER NOT NULL,
        body    TEXT NOT NULL
      ) STRICT;
    `,
  },
];
