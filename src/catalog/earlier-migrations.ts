import type { Migration } from "../storage/apply-migrations.ts";

/** The first of the catalog's migrations, in order; the others follow in `migrations.ts`. */
export const EARLIER_MIGRATIONS: readonly Migration[] = [
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
  {
    name: "guards-and-webhooks",
    statements: `
      -- One guard for every start of a campaign; plan, standing: JSON (GuardPlan, GuardStanding). revision rises with
      -- every change of standing, followed is the one that the guard has, answered its latest request.
      CREATE TABLE guards (
        guard    TEXT PRIMARY KEY,
        campaign TEXT NOT NULL,
        version  INTEGER NOT NULL,
        plan     TEXT NOT NULL,
        standing TEXT NOT NULL,
        is_open  INTEGER NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1,
        followed INTEGER NOT NULL DEFAULT 0,
        answered INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE UNIQUE INDEX guards_by_campaign ON guards (campaign, version);

      -- What there was to learn; body: JSON (Retrospective).
      CREATE TABLE retrospectives (
        guard    TEXT PRIMARY KEY,
        campaign TEXT NOT NULL,
        category TEXT NOT NULL,
        ended_at INTEGER NOT NULL,
        body     TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Themes whose campaign was halted; without a review they can't be on by default.
      CREATE TABLE halted_themes (
        theme       TEXT PRIMARY KEY,
        halted_by   TEXT NOT NULL,
        halted_at   INTEGER NOT NULL,
        reviewed_by TEXT,
        reviewed_at INTEGER,
        reason      TEXT
      ) STRICT, WITHOUT ROWID;

      -- Addresses that are told of notices; kinds: a JSON list, or NULL for all.
      CREATE TABLE webhooks (
        id         TEXT PRIMARY KEY,
        url        TEXT NOT NULL,
        kinds      TEXT,
        secret     TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        created_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What is told; body: JSON, as it is sent.
      CREATE TABLE notices (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id    TEXT NOT NULL UNIQUE,
        kind  TEXT NOT NULL,
        at    INTEGER NOT NULL,
        body  TEXT NOT NULL
      ) STRICT;

      -- One notice on its way to one address.
      CREATE TABLE deliveries (
        id              TEXT PRIMARY KEY,
        webhook         TEXT NOT NULL,
        notice          TEXT NOT NULL,
        state       TEXT NOT NULL,
        attempts        INTEGER NOT NULL DEFAULT 0,
        next_attempt_at INTEGER NOT NULL,
        last_answer     TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX deliveries_by_due ON deliveries (state, next_attempt_at);
    `,
  },
  {
    name: "personas",
    statements: `
      -- Invented people to try campaigns on; body: JSON (Persona).
      CREATE TABLE personas (
        key        TEXT PRIMARY KEY,
        body       TEXT NOT NULL,
        changed_at INTEGER NOT NULL,
        changed_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "rulesets-in-force",
    statements: `
      -- From when on a ruleset was the latest one: after a stop that is later than when its windows were compiled.
      ALTER TABLE rulesets ADD COLUMN in_force_from INTEGER NOT NULL DEFAULT 0;
      UPDATE rulesets SET in_force_from = compiled_at;
    `,
  },
  {
    name: "gift-counts",
    statements: `
      -- How gifts were answered since ever, by shard.
      CREATE TABLE gift_counts (
        shard    TEXT PRIMARY KEY,
        answered INTEGER NOT NULL,
        declined INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "places",
    statements: `
      -- Append-only: where every theme (decoration: '') and every decoration was ever live.
      CREATE TABLE places (
        decoration TEXT NOT NULL,
        theme      TEXT NOT NULL,
        category   TEXT NOT NULL,
        PRIMARY KEY (decoration, theme, category)
      ) STRICT, WITHOUT ROWID;

      -- What the rulesets so far tell. Several versions of a decoration have names such as tree@1f3a9c0d.
      INSERT OR IGNORE INTO places (decoration, theme, category)
        SELECT '', themes.value ->> 'key', themes.value ->> 'category'
          FROM rulesets, json_each(rulesets.body, '$.themes') AS themes;
      INSERT OR IGNORE INTO places (decoration, theme, category)
        SELECT iif(instr(decorations.value ->> 'key', '@') = 0, decorations.value ->> 'key',
            substr(decorations.value ->> 'key', 1, instr(decorations.value ->> 'key', '@') - 1)),
          decorations.value ->> 'theme', themes.value ->> 'category'
          FROM rulesets, json_each(rulesets.body, '$.decorations') AS decorations,
            json_each(rulesets.body, '$.themes') AS themes
          WHERE themes.value ->> 'key' = decorations.value ->> 'theme';
    `,
  },
  {
    name: "issuer-keys",
    statements: `
      -- The public keys of those who issue tokens, as they were last fetched; jwks: JSON.
      CREATE TABLE issuer_keys (
        url        TEXT PRIMARY KEY,
        jwks       TEXT NOT NULL,
        fetched_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "objects-have-identities",
    statements: `
      -- What is expected in every shard, guard and events object. birth: what it gets if it is taken in now; born: the
      -- latest birth by which it is known to have kept something, 0: nothing is expected there. since: of a state that is
      -- not 'known'; proposed_by: who would go on without what it held.
      CREATE TABLE objects (
        name        TEXT PRIMARY KEY,
        kind        TEXT NOT NULL,
        birth       INTEGER NOT NULL DEFAULT 1,
        born        INTEGER NOT NULL DEFAULT 0,
        state       TEXT NOT NULL DEFAULT 'known',
        since       INTEGER NOT NULL DEFAULT 0,
        proposed_by TEXT
      ) STRICT, WITHOUT ROWID;

      -- Whoever has acknowledged something has held it. In a backup all acknowledgements are gone, though, and nobody
      -- published twice to shards that were not there.
      INSERT INTO objects (name, kind, born)
        SELECT shard, 'shard', iif(version > 0 OR ((SELECT max(version) FROM installs) = 0
            AND (SELECT coalesce(max(version), 0) FROM rulesets) > 1), 1, 0) FROM installs;
      INSERT INTO objects (name, kind, born) SELECT guard, 'guard', 1 FROM guards WHERE followed > 0;

      -- An installation of before gets an id that every copy of its catalog gets, too.
      INSERT OR IGNORE INTO settings (key, value) SELECT 'installation', substr(hash, 1, 32) FROM audit WHERE id = 1;
    `,
  },
  {
    name: "lanes",
    statements: `
      -- An address that does not take what it is sent: how often in a row, until when it is left alone, and until when it
      -- asked to be left alone itself.
      CREATE TABLE lanes (
        webhook     TEXT PRIMARY KEY,
        failures    INTEGER NOT NULL,
        rests_until INTEGER NOT NULL,
        asked_until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- is_urgent: overtakes the others; waits_since: since when it has been on its way, to know when to give it up.
      ALTER TABLE deliveries ADD COLUMN is_urgent INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE deliveries ADD COLUMN waits_since INTEGER NOT NULL DEFAULT 0;
      UPDATE deliveries SET waits_since = next_attempt_at;
      UPDATE deliveries SET is_urgent = 1 WHERE notice IN (SELECT id FROM notices
        WHERE kind IN ('everything.stopped', 'everything.resumed', 'guard.still-shown', 'guard.halted', 'webhook.test'));
      CREATE INDEX deliveries_by_lane ON deliveries (webhook, state, next_attempt_at);
    `,
  },
  {
    name: "words-of-objects",
    statements: `
      -- How far the words in an object are known to have come: one that has fewer is a copy from earlier.
      ALTER TABLE objects ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
    `,
  },
  {
    name: "older-objects",
    statements: `
      -- The ruleset that an object must hold at least, since it was found to hold less than it had acknowledged; 0: any.
      ALTER TABLE objects ADD COLUMN at_least INTEGER NOT NULL DEFAULT 0;
    `,
  },
];
