import type { Migration } from "../storage/apply-migrations.ts";

/** The history of the catalog's schema: append only. */
export const CATALOG_MIGRATIONS: readonly Migration[] = [
  {
    name: "definitions-and-rulesets",
    statements: `
      CREATE TABLE settings (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- kind: attribute, segment, category, theme, decoration or campaign; body: the definition as JSON. Campaigns
      -- also have their lifecycle and, once started, the snapshot that runs.
      CREATE TABLE definitions (
        kind       TEXT NOT NULL,
        key        TEXT NOT NULL,
        position   INTEGER NOT NULL,
        revision   INTEGER NOT NULL DEFAULT 1,
        body       TEXT NOT NULL,
        changed_at INTEGER NOT NULL,
        changed_by TEXT NOT NULL,
        lifecycle  TEXT,
        snapshot   TEXT,
        PRIMARY KEY (kind, key)
      ) STRICT, WITHOUT ROWID;

      -- Every revision there ever was; a body of NULL is a deletion.
      CREATE TABLE revisions (
        kind       TEXT NOT NULL,
        key        TEXT NOT NULL,
        revision   INTEGER NOT NULL,
        body       TEXT,
        changed_at INTEGER NOT NULL,
        changed_by TEXT NOT NULL,
        PRIMARY KEY (kind, key, revision)
      ) STRICT, WITHOUT ROWID;

      -- live: what was compiled (snapshots and standings), to return to it; body: the ruleset.
      CREATE TABLE rulesets (
        version     INTEGER PRIMARY KEY,
        compiled_at INTEGER NOT NULL,
        cause       TEXT NOT NULL,
        by          TEXT NOT NULL,
        live        TEXT NOT NULL,
        body        TEXT NOT NULL
      ) STRICT;

      -- What each shard has acknowledged, and the last error in reaching it.
      CREATE TABLE installs (
        shard   TEXT PRIMARY KEY,
        version INTEGER NOT NULL DEFAULT 0,
        error   TEXT
      ) STRICT, WITHOUT ROWID;

      -- Each entry's hash covers the entry before it, so none can be changed or removed unseen.
      CREATE TABLE audit (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        at      INTEGER NOT NULL,
        actor   TEXT NOT NULL,
        action  TEXT NOT NULL,
        target  TEXT NOT NULL,
        why     TEXT,
        changes TEXT NOT NULL,
        hash    TEXT NOT NULL
      ) STRICT;
      CREATE INDEX audit_by_target ON audit (target, id);
    `,
  },
  {
    name: "service-keys",
    statements: `
      -- hash: the SHA-256 of the whole key, which itself is nowhere; roles: a JSON list.
      CREATE TABLE service_keys (
        prefix       TEXT PRIMARY KEY,
        hash         BLOB NOT NULL,
        name         TEXT NOT NULL,
        roles        TEXT NOT NULL,
        created_at   INTEGER NOT NULL,
        created_by   TEXT NOT NULL,
        expires_at   INTEGER,
        revoked_at   INTEGER,
        last_used_at INTEGER
      ) STRICT, WITHOUT ROWID;
    `,
  },
];
