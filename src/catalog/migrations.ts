import type { Migration } from "../storage/apply-migrations.ts";
import { EARLIER_MIGRATIONS } from "./earlier-migrations.ts";

/** The history of the catalog's schema: append only. */
export const CATALOG_MIGRATIONS: readonly Migration[] = [
  ...EARLIER_MIGRATIONS,
  {
    name: "policy-proposals",
    statements: `
      -- What somebody wants changed in policy; changes: JSON (ProposedChange[]). shown: what was said of it when it ended.
      CREATE TABLE proposals (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,
        changes     TEXT NOT NULL,
        reason      TEXT NOT NULL,
        proposed_by TEXT NOT NULL,
        proposed_at INTEGER NOT NULL,
        state       TEXT NOT NULL DEFAULT 'open',
        shown       TEXT,
        closed_by   TEXT,
        closed_at   INTEGER,
        closed_why  TEXT
      ) STRICT;
      CREATE INDEX proposals_by_state ON proposals (state, id);
    `,
  },
  {
    name: "drawings",
    statements: `
      -- Append-only: how every decoration was ever drawn while it was live under a theme.
      CREATE TABLE drawings (
        decoration TEXT NOT NULL,
        theme      TEXT NOT NULL,
        path       TEXT NOT NULL,
        PRIMARY KEY (decoration, theme, path)
      ) STRICT, WITHOUT ROWID;

      -- What the rulesets so far tell. Several versions of a decoration have names such as tree@1f3a9c0d.
      INSERT OR IGNORE INTO drawings (decoration, theme, path)
        SELECT iif(instr(decorations.value ->> 'key', '@') = 0, decorations.value ->> 'key',
            substr(decorations.value ->> 'key', 1, instr(decorations.value ->> 'key', '@') - 1)),
          decorations.value ->> 'theme', decorations.value ->> 'path'
          FROM rulesets, json_each(rulesets.body, '$.decorations') AS decorations;
    `,
  },
  {
    name: "feast-places",
    statements: `
      -- Append-only: which categories the feasts of a campaign carried when it was live.
      CREATE TABLE feast_places (
        campaign TEXT NOT NULL,
        feast    TEXT NOT NULL,
        category TEXT NOT NULL,
        PRIMARY KEY (campaign, feast, category)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "importers",
    statements: `
      -- Who has imported people, by the human behind, and when last.
      CREATE TABLE importers (
        human   TEXT PRIMARY KEY,
        last_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "theme-halts",
    statements: `
      -- The guards of all that was halted of a theme since its review before: halted_themes names the latest only.
      CREATE TABLE theme_halts (
        theme TEXT NOT NULL,
        guard TEXT NOT NULL,
        PRIMARY KEY (theme, guard)
      ) STRICT, WITHOUT ROWID;
      INSERT OR IGNORE INTO theme_halts (theme, guard) SELECT theme, halted_by FROM halted_themes;

      -- Which halts an earlier review was about was not kept: all that there were count.
      INSERT OR IGNORE INTO theme_halts (theme, guard)
        SELECT theme, guard FROM halted_themes JOIN guards ON plan ->> '$.theme' = theme
          WHERE standing ->> '$.end.kind' = 'halted' AND plan ->> '$.delivery' <> 'opt-in' AND reviewed_by IS NULL;
    `,
  },
  {
    name: "reach-of-guards",
    statements: `
      -- To how many people what a guard watches has come unasked, as it told last; it only rises. Of what had ended before
      -- this was kept, everybody who was counted in its audience may have seen it.
      ALTER TABLE guards ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
      UPDATE guards SET reached = coalesce(plan ->> '$.audienceSize', 0) WHERE is_open = 0;
    `,
  },
  {
    name: "kept-halts",
    statements: `
      -- What was halted, by policy or its guard, of a campaign that was deleted, unless it was started again since.
      CREATE TABLE kept_halts (
        campaign TEXT NOT NULL,
        kind     TEXT NOT NULL,
        start    TEXT NOT NULL,
        at       INTEGER NOT NULL,
        PRIMARY KEY (campaign, kind)
      ) STRICT, WITHOUT ROWID;

      -- Of what was deleted before, nobody knows whether two people had agreed to it since: all that was halted counts.
      INSERT INTO kept_halts (campaign, kind, start, at)
        SELECT campaign, 'halted', guard, max(coalesce(standing ->> '$.end.at', 0)) FROM guards
          WHERE standing ->> '$.end.kind' = 'halted' AND campaign NOT IN (SELECT key FROM definitions
            WHERE definitions.kind = 'campaign' AND lifecycle ->> '$.live' IS NOT NULL)
          GROUP BY campaign;
      INSERT INTO kept_halts (campaign, kind, start, at)
        SELECT substr(target, 10), 'halted-by-policy', coalesce((SELECT guard FROM guards
            WHERE campaign = substr(target, 10) AND coalesce(plan ->> '$.startedAt', 0) <= halts.at
            ORDER BY version DESC LIMIT 1), substr(target, 10) || '@0'), max(at)
          FROM audit AS halts
          WHERE action = 'halt-by-policy' AND substr(target, 10) NOT IN (SELECT key FROM definitions
            WHERE definitions.kind = 'campaign' AND lifecycle ->> '$.live' IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM audit AS lifts
              WHERE lifts.target = halts.target AND lifts.action = 'lift' AND lifts.id > halts.id)
          GROUP BY target;
    `,
  },
  {
    name: "questions",
    statements: `
      -- What staff asks about people, by the human behind: each different question of a day (since 1970, UTC) once.
      CREATE TABLE questions (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        day      INTEGER NOT NULL,
        human    TEXT NOT NULL,
        kind     TEXT NOT NULL,
        digest   TEXT NOT NULL,
        actor    TEXT NOT NULL,
        asked_at INTEGER NOT NULL,
        request  TEXT NOT NULL,
        UNIQUE (day, human, kind, digest)
      ) STRICT;

      -- How often a human at the support desk did what has a budget, in the hour (since 1970) in which they did it last.
      CREATE TABLE desk_acts (
        human TEXT NOT NULL,
        kind  TEXT NOT NULL,
        hour  INTEGER NOT NULL,
        used  INTEGER NOT NULL,
        PRIMARY KEY (human, kind)
      ) STRICT, WITHOUT ROWID;

      -- What was answered today, by question, so that asking again tells nothing new.
      CREATE TABLE answers (
        name TEXT PRIMARY KEY,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "confirmed-keys",
    statements: `
      -- Who confirmed, as a second person, that a key speaks for people; NULL: nobody. refused_at: when it entered no more.
      ALTER TABLE service_keys ADD COLUMN confirmed_by TEXT;
      ALTER TABLE service_keys ADD COLUMN refused_at INTEGER;

      -- How many words that show more a human entered in people's names, by whatever keys, in an hour (since 1970); refused: whether
      -- more was refused in it.
      CREATE TABLE entered_words (
        human   TEXT NOT NULL,
        hour    INTEGER NOT NULL,
        words   INTEGER NOT NULL,
        refused INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (human, hour)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO entered_words (human, hour, words) SELECT human, hour, used FROM desk_acts WHERE kind = 'switch-on';
      DELETE FROM desk_acts WHERE kind = 'switch-on';
    `,
  },
  {
    name: "question-words",
    statements: `
      -- The digest of the words in which a question was first asked; NULL: asked before this was kept.
      ALTER TABLE questions ADD COLUMN words TEXT;
    `,
  },
  {
    name: "proposal-declines",
    statements: `
      -- Who declined a proposal that tightens policy, which ends by two such words.
      CREATE TABLE proposal_declines (
        entry       INTEGER PRIMARY KEY AUTOINCREMENT,
        proposal    INTEGER NOT NULL,
        declined_by TEXT NOT NULL,
        declined_at INTEGER NOT NULL,
        why         TEXT
      ) STRICT;
      CREATE INDEX proposal_declines_by_proposal ON proposal_declines (proposal);
    `,
  },
];
