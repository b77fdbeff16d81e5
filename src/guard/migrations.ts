import type { Migration } from "../storage/apply-migrations.ts";

/** The history of a guard's schema: append only. */
export const GUARD_MIGRATIONS: readonly Migration[] = [
  {
    name: "guard",
    statements: `
      -- What the guard knows of its campaign and of its own doings, as JSON: see GuardNotes.
      CREATE TABLE notes (
        name TEXT PRIMARY KEY,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The latest report of every shard.
      CREATE TABLE reports (
        shard    TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL,
        body     TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Points of a chart. Turns, where the verdict changed, are kept; of the others every second one goes when there
      -- are too many.
      CREATE TABLE history (
        at      INTEGER PRIMARY KEY,
        is_turn INTEGER NOT NULL,
        body    TEXT NOT NULL
      ) STRICT;
    `,
  },
];
