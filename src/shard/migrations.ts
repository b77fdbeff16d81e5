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
  {
    name: "population",
    statements: `
      -- imported: the operator lists this person; test: one of the operator's own lines for trying things out.
      ALTER TABLE subscribers ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE subscribers ADD COLUMN test INTEGER NOT NULL DEFAULT 0;
      UPDATE subscribers SET imported = 1 WHERE profile <> '{}';

      -- Whose number an index is. The number itself is nowhere: idx is an HMAC of it under the key kid.
      CREATE TABLE phone_index (
        kid           INTEGER NOT NULL,
        idx           TEXT NOT NULL,
        subscriber_id TEXT NOT NULL,
        PRIMARY KEY (kid, idx)
      ) STRICT, WITHOUT ROWID;

      -- Every entry of the index, in whichever shard, that may name a subscriber of this one.
      CREATE TABLE subscriber_phones (
        subscriber_id TEXT NOT NULL,
        kid           INTEGER NOT NULL,
        idx           TEXT NOT NULL,
        leaving       INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (subscriber_id, kid, idx)
      ) STRICT, WITHOUT ROWID;

      -- How far imports with an Idempotency-Key have come; report: JSON.
      CREATE TABLE imports (
        key         TEXT PRIMARY KEY,
        run         INTEGER NOT NULL,
        last_line   INTEGER NOT NULL,
        digest      TEXT NOT NULL,
        is_finished INTEGER NOT NULL,
        changed_at  INTEGER NOT NULL,
        report      TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "exposures",
    statements: `
      -- What the person saw first when, and then did, by guard: JSON (Exposures).
      ALTER TABLE subscribers ADD COLUMN exposures TEXT NOT NULL DEFAULT '{}';

      -- The campaigns that are counted for a guard. counts: JSON (ExposureCounts); sequence rises with every change and
      -- every report, acknowledged is the latest one that the guard has.
      CREATE TABLE watched_campaigns (
        guard        TEXT PRIMARY KEY,
        campaign     TEXT NOT NULL,
        theme        TEXT NOT NULL,
        category     TEXT NOT NULL,
        opens_at     INTEGER NOT NULL,
        closes_at    INTEGER NOT NULL,
        counts       TEXT NOT NULL,
        sequence     INTEGER NOT NULL DEFAULT 0,
        acknowledged INTEGER NOT NULL DEFAULT 0,
        reported_at  INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "staff-acts",
    statements: `
      -- Who of the staff looked at a person, or acted for them: never what was said. Nothing updates or deletes a row;
      -- an erasure only takes out whom it concerned.
      CREATE TABLE staff_acts (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        subscriber_id TEXT,
        actor         TEXT NOT NULL,
        action        TEXT NOT NULL,
        at            INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX staff_acts_by_subscriber ON staff_acts (subscriber_id, id) WHERE subscriber_id IS NOT NULL;
      CREATE INDEX staff_acts_by_actor ON staff_acts (actor, id);
    `,
  },
  {
    name: "message-reasons",
    statements: `
      -- How many people gave a reason when they complained or switched off. Nothing here leads to a person.
      CREATE TABLE message_reasons (
        campaign TEXT NOT NULL,
        reason   TEXT NOT NULL,
        people   INTEGER NOT NULL,
        PRIMARY KEY (campaign, reason)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "gifts",
    statements: `
      -- What people of this shard have sent. recipient: the index of the number under the newest key, kept for the
      -- quota of a season; refs: JSON (PhoneRef[]), until the gift has been delivered or nobody was found.
      CREATE TABLE outgoing_gifts (
        gift_id   TEXT PRIMARY KEY,
        sender_id TEXT NOT NULL,
        recipient TEXT NOT NULL,
        theme     TEXT NOT NULL,
        refs      TEXT,
        at        INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX outgoing_gifts_by_sender ON outgoing_gifts (sender_id, at);
      CREATE INDEX outgoing_gifts_waiting ON outgoing_gifts (at) WHERE refs IS NOT NULL;

      -- What people of this shard were offered. sender_mark tells senders to one person apart, and leads to nobody.
      CREATE TABLE gifts (
        subscriber_id TEXT NOT NULL,
        gift_id       TEXT NOT NULL,
        sender_mark   TEXT NOT NULL,
        theme         TEXT NOT NULL,
        state         TEXT NOT NULL,
        offered_at    INTEGER NOT NULL,
        PRIMARY KEY (subscriber_id, gift_id)
      ) STRICT, WITHOUT ROWID;

      -- Senders from whom a person takes nothing any more; as lasting as an out.
      CREATE TABLE gift_blocks (
        subscriber_id TEXT NOT NULL,
        sender_mark   TEXT NOT NULL,
        PRIMARY KEY (subscriber_id, sender_mark)
      ) STRICT, WITHOUT ROWID;

      -- At most one row: answers since ever, and how many of them the catalog knows.
      CREATE TABLE gift_counts (
        only     INTEGER PRIMARY KEY CHECK (only = 1),
        answered INTEGER NOT NULL,
        declined INTEGER NOT NULL,
        reported INTEGER NOT NULL DEFAULT 0
      ) STRICT;
    `,
  },
  {
    name: "words-in-order",
    statements: `
      -- A word that was taken back is marked, so that the latest standing ones are found by an index.
      ALTER TABLE choices ADD COLUMN is_retracted INTEGER NOT NULL DEFAULT 0;
      UPDATE choices SET is_retracted = 1 WHERE id IN (SELECT retracts FROM choices WHERE retracts IS NOT NULL);
      CREATE INDEX choices_by_scope ON choices (subscriber_id, scope, value, (channel = 'import'), id)
        WHERE is_retracted = 0 AND retracts IS NULL;
      CREATE INDEX choices_by_speaker ON choices (subscriber_id, actor, channel, id)
        WHERE is_retracted = 0 AND retracts IS NULL;
      CREATE INDEX choices_by_age ON choices (subscriber_id, at);
      CREATE INDEX choices_by_retracted ON choices (subscriber_id, retracts) WHERE retracts IS NOT NULL;

      -- Keys of repeatable requests are forgotten after a week, the words are not. What was kept so far is long done.
      DROP INDEX choices_by_idempotency_key;
      UPDATE choices SET idempotency_key = NULL WHERE idempotency_key IS NOT NULL;
      ALTER TABLE choices DROP COLUMN idempotency_key;
      CREATE TABLE used_keys (
        subscriber_id TEXT NOT NULL,
        actor         TEXT NOT NULL,
        digest        TEXT NOT NULL,
        choice_id     INTEGER NOT NULL,
        kept_until    INTEGER NOT NULL,
        PRIMARY KEY (subscriber_id, actor, digest)
      ) STRICT, WITHOUT ROWID;

      -- Of whom old words have been forgotten: up to this entry the history is no longer whole.
      CREATE TABLE history_floors (
        subscriber_id TEXT PRIMARY KEY,
        known_after   INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- What was heard, by a keyed hash of it: the text is nowhere. outcome: JSON (HeardBefore); last_entry: the person's
      -- latest entry after it was dealt with.
      CREATE TABLE heard_messages (
        subscriber_id TEXT NOT NULL,
        mark          TEXT NOT NULL,
        heard_at      INTEGER NOT NULL,
        last_entry    INTEGER NOT NULL,
        outcome       TEXT NOT NULL,
        PRIMARY KEY (subscriber_id, mark)
      ) STRICT, WITHOUT ROWID;

      -- Of a watched campaign: the scopes under which its theme, or what is shown, was live before. JSON.
      ALTER TABLE watched_campaigns ADD COLUMN former TEXT NOT NULL DEFAULT '[]';

      -- Who of the counted belongs together with others, until the guard knows. counted: JSON (CountedAct[]); marks: JSON.
      CREATE TABLE tied_people (
        entry   INTEGER PRIMARY KEY AUTOINCREMENT,
        guard   TEXT NOT NULL,
        counted TEXT NOT NULL,
        marks   TEXT NOT NULL
      ) STRICT;
      CREATE INDEX tied_people_by_guard ON tied_people (guard, entry);

      -- What was used of an hourly budget; kind: a BudgetKind.
      CREATE TABLE budgets (
        subscriber_id TEXT NOT NULL,
        kind          TEXT NOT NULL,
        opened_at     INTEGER NOT NULL,
        used          INTEGER NOT NULL,
        PRIMARY KEY (subscriber_id, kind)
      ) STRICT, WITHOUT ROWID;

      -- Folds held instants, and a clock that was wrong once decided what was later. They are made anew from the order of
      -- the entries (Stand in domain/decision/choice.ts); json_patch drops what is null.
      UPDATE subscribers SET choices = coalesce((
        SELECT json_group_object(scope, json_patch(
            json_patch('{}', json_object(
              'in', last_in, 'inAt', (SELECT at FROM choices WHERE id = last_in),
              'out', last_out, 'outAt', (SELECT at FROM choices WHERE id = last_out),
              'importedIn', imported_in, 'importedOut', imported_out)),
            iif((SELECT channel FROM choices WHERE id = last_in) = 'gift', '{"gift":true}', '{}')))
          FROM (
            SELECT scope,
                max(iif(value = 'in' AND channel <> 'import', id, NULL)) AS last_in,
                max(iif(value = 'out' AND channel <> 'import', id, NULL)) AS last_out,
                max(iif(value = 'in' AND channel = 'import', id, NULL)) AS imported_in,
                max(iif(value = 'out' AND channel = 'import', id, NULL)) AS imported_out
              FROM choices WHERE choices.subscriber_id = subscribers.subscriber_id
                AND is_retracted = 0 AND retracts IS NULL GROUP BY scope)), '{}')
        WHERE choices <> '{}' OR subscriber_id IN (SELECT subscriber_id FROM choices);
    `,
  },
  {
    name: "refused-tokens",
    statements: `
      -- Tokens of the line that were issued before this instant are void; 0: none are.
      ALTER TABLE subscribers ADD COLUMN refuses_tokens_before INTEGER NOT NULL DEFAULT 0;
    `,
  },
  {
    name: "keyed-gift-marks",
    statements: `
      -- Marks of senders are keyed hashes from here on, which no statement can make: the shard makes them when it opens.
      -- These find those that it has not made yet: usually none.
      CREATE INDEX gifts_without_key ON gifts (subscriber_id) WHERE length(sender_mark) = 32;
      CREATE INDEX gift_blocks_without_key ON gift_blocks (subscriber_id) WHERE length(sender_mark) = 32;
    `,
  },
  {
    name: "words-outlive-erasure",
    statements: `
      -- The same speaker has said the same on the same channel since; the person has been erased since.
      ALTER TABLE choices ADD COLUMN said_again INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE choices ADD COLUMN erased_up_to INTEGER NOT NULL DEFAULT 0;
      -- When the person was last erased: what held from then on is known. NULL: never.
      ALTER TABLE history_floors ADD COLUMN erased_at INTEGER;

      -- What is kept for a while is forgotten by its age, once a day, whosever it is.
      CREATE INDEX used_keys_by_age ON used_keys (kept_until);
      CREATE INDEX heard_messages_by_age ON heard_messages (heard_at);
      CREATE INDEX budgets_by_age ON budgets (opened_at);
      CREATE TABLE upkeep (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        swept_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: "counted-over-an-erasure",
    statements: `
      -- That a line was counted for a campaign, when all else about it was erased: a keyed hash of campaign, line and count.
      CREATE TABLE counted_marks (
        guard TEXT NOT NULL,
        mark  TEXT NOT NULL,
        PRIMARY KEY (guard, mark)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: "gifts-over-an-erasure",
    statements: `
      -- How often whom a person declined: it bears as long as a block does, so it is kept as one. With two it is one.
      ALTER TABLE gift_blocks RENAME TO gift_declines;
      ALTER TABLE gift_declines ADD COLUMN declines INTEGER NOT NULL DEFAULT 2;
      INSERT OR IGNORE INTO gift_declines (subscriber_id, sender_mark, declines)
        SELECT subscriber_id, sender_mark, count(*) FROM gifts WHERE state = 'declined'
          GROUP BY subscriber_id, sender_mark;

      -- What people gave before they had everything erased, for the quotas of a season: keyed hashes of the sender, and of
      -- sender, number and theme, unless it had not been delivered.
      CREATE TABLE given_before (
        id          INTEGER PRIMARY KEY,
        sender_mark TEXT NOT NULL,
        gift_mark   TEXT,
        at          INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX given_before_by_sender ON given_before (sender_mark);

      -- Of which sender and recipient an answer was counted; the same mark as in gifts.
      CREATE TABLE counted_pairs (
        pair_mark TEXT PRIMARY KEY,
        at        INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      INSERT INTO counted_pairs (pair_mark, at)
        SELECT sender_mark, max(offered_at) FROM gifts WHERE state <> 'offered' GROUP BY sender_mark;
    `,
  },
  {
    name: "erasures-are-told",
    statements: `
      -- Who last had everything erased, and when, for channels to follow. id: its place among the words, from their sequence.
      CREATE TABLE erasures (
        subscriber_id TEXT PRIMARY KEY,
        id            INTEGER NOT NULL UNIQUE,
        at            INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX erasures_by_age ON erasures (at);
    `,
  },
  {
    name: "words-entered-by-others",
    statements: `
      -- When staff or a machine last entered a word in the person's name, or took one back; NULL: never.
      ALTER TABLE subscribers ADD COLUMN entered_at INTEGER;
      UPDATE subscribers SET entered_at = (
          SELECT max(at) FROM choices WHERE choices.subscriber_id = subscribers.subscriber_id
            AND channel <> 'import' AND (actor <> 'self' OR channel IN ('bot', 'sms')))
        WHERE choices <> '{}' OR subscriber_id IN (SELECT subscriber_id FROM choices);
    `,
  },
  {
    name: "entered-evidence",
    statements: `
      -- Who entered it for them; NULL: they said it themselves.
      ALTER TABLE tied_people ADD COLUMN entered_by TEXT;
    `,
  },
  {
    name: "words-entered-behind-links",
    statements: `
      -- Machines are given such links, too.
      UPDATE subscribers SET entered_at = max(coalesce(entered_at, 0), (
          SELECT max(at) FROM choices WHERE choices.subscriber_id = subscribers.subscriber_id AND channel = 'link'))
        WHERE subscriber_id IN (SELECT subscriber_id FROM choices WHERE channel = 'link');
    `,
  },
];
