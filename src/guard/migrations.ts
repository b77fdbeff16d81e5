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
  {
    name: "people-tied-together",
    statements: `
      -- Who belongs together, by what they were counted as: people whose marks lead to one unit. Marks lead to nobody.
      CREATE TABLE tied_marks (
        act  TEXT NOT NULL,
        mark TEXT NOT NULL,
        unit INTEGER NOT NULL,
        PRIMARY KEY (act, mark)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tied_marks_by_unit ON tied_marks (act, unit);

      -- How many of the counted belong to a unit that was counted before.
      CREATE TABLE repeated_counts (
        act    TEXT PRIMARY KEY,
        people INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- How far each shard's tied people have been taken in.
      CREATE TABLE tied_positions (
        shard TEXT PRIMARY KEY,
        entry INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "people-with-their-marks",
    statements: `
      -- Who shares a mark, rather than only which marks are one unit: a mark that too many share can be let go. Whoever
      -- was one unit until now is one member. Member 0 stands for too many.
      CREATE TABLE tied_members (
        act    TEXT NOT NULL,
        mark   TEXT NOT NULL,
        member INTEGER NOT NULL,
        PRIMARY KEY (act, mark, member)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tied_members_by_member ON tied_members (act, member);
      INSERT INTO tied_members (act, mark, member) SELECT act, mark, unit FROM tied_marks;
      DROP TABLE tied_marks;
    `,
  },
  {
    name: "entered-voices",
    statements: `
      -- How many voices each of those has entered who enter words for others: a member of staff, or all machines.
      CREATE TABLE entered_voices (
        act    TEXT NOT NULL,
        who    TEXT NOT NULL,
        voices INTEGER NOT NULL,
        PRIMARY KEY (act, who)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
