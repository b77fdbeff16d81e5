import type { ProfilePage, PopulationRow } from "../contract/rpc/rpc-population.ts";
import type { Facts } from "../domain/condition/attribute.ts";
import { overwriteTexts } from "../storage/overwrite-texts.ts";
import { NO_CHOICES, type ChoiceFold } from "../domain/decision/choice.ts";
import type { Subscriber } from "../domain/decision/loaded-ruleset.ts";
import type { Exposures } from "../domain/guard/exposure.ts";
import type { ExposureCell } from "../domain/guard/retrospective.ts";

/** A subscriber with all else that stands in their row. */
export interface StoredSubscriber extends Subscriber {
  /** How often their choices have changed. */
  readonly revision: number;
  readonly exposuresText: string;
  /** What their phone last said of itself: JSON text. */
  readonly deviceText: string;
  /** Tokens that were issued before this instant are void; 0 if none are. */
  readonly refusesTokensBefore: number;
}

/** One of many who are read in a row. */
export interface ScannedSubscriber {
  readonly subscriber: Subscriber;
  /** What their phone last said of itself. */
  readonly device: Facts;
  readonly isImported: boolean;
}

const REFUSES_NONE = 0;

/** Of one shard; a few hundred lines of an operator come to a few in each of many shards. */
const MOST_TEST_LINES = 20;

/** After every subscriber's id. */
export const LAST_ID = "\u{10FFFF}";

/** The SQL of the people: one row each, which holds all that a decision needs. Every read is complete before it returns. */
export function openSubscribers({ sql }: DurableObjectStorage) {
  /** Undefined: they have not been counted since somebody was imported or deleted. */
  let testLines: number | undefined;
  return {
    /** A person who was never imported and never chose has no row: nothing is known, nothing was said. */
    read(subscriberId: string): StoredSubscriber {
      const row = sql
        .exec<{
          profile: string;
          choices: string;
          revision: number;
          device: string;
          exposures: string;
          refused: number;
          entered: number | null;
        }>(
          `SELECT profile, choices, revision, device, exposures, refuses_tokens_before AS refused, entered_at AS entered
             FROM subscribers WHERE subscriber_id = ?`,
          subscriberId,
        )
        .toArray()[0];
      if (row === undefined) return strangerOf(subscriberId);
      return {
        subscriberId,
        profile: JSON.parse(row.profile) as Facts,
        choices: parseFold(row.choices),
        revision: row.revision,
        deviceText: row.device,
        exposuresText: row.exposures,
        refusesTokensBefore: row.refused,
        ...(row.entered !== null && { enteredAt: row.entered }),
      };
    },

    /** Whether there is a row, whether the operator lists the person, and whether it is one of the operator's test lines. */
    describe(subscriberId: string): {
      readonly isKnown: boolean;
      readonly isImported: boolean;
      readonly isTest: boolean;
    } {
      const [row] = sql
        .exec<{ imported: number; test: number }>(
          "SELECT imported, test FROM subscribers WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      return { isKnown: row !== undefined, isImported: row?.imported === 1, isTest: row?.test === 1 };
    },

    /**
     * Whether guards leave the person out: a test line, of which an operator has few. Where there are many in a shard, none is
     * left out, or one import could make everybody a test line and so a guard blind.
     */
    isLeftOut(subscriberId: string): boolean {
      if (!this.describe(subscriberId).isTest) return false;
      testLines ??= sql.exec<{ lines: number }>("SELECT count(*) AS lines FROM subscribers WHERE test = 1").one().lines;
      return testLines <= MOST_TEST_LINES;
    },

    /**
     * The next subscribers in order of their ids, with what their phones last said of themselves: whom the operator has imported, or
     * whose phone has asked. Of others only a word is known, which a machine may have made up. To be read to the end, or left,
     * before any await.
     */
    *scan(after: string, limit: number, upTo = LAST_ID): Generator<ScannedSubscriber> {
      const rows = sql.exec<{
        id: string;
        profile: string;
        device: string;
        choices: string;
        seen: string;
        imported: number;
        entered: number | null;
      }>(
        `SELECT subscriber_id AS id, profile, device, choices, exposures AS seen, imported, entered_at AS entered
           FROM subscribers
           WHERE subscriber_id > ? AND subscriber_id <= ? AND (imported = 1 OR device <> '{}')
           ORDER BY subscriber_id LIMIT ?`,
        after,
        upTo,
        limit,
      );
      for (const { id, profile, device, choices, seen, imported, entered } of rows) {
        // Parsed boundary: only checked facts and choices are ever stored.
        yield {
          subscriber: {
            subscriberId: id,
            profile: JSON.parse(profile) as Facts,
            choices: parseFold(choices),
            exposuresText: seen,
            ...(entered !== null && { enteredAt: entered }),
          },
          device: JSON.parse(device) as Facts,
          isImported: imported === 1,
        };
      }
    },

    /** Some people after the given one, with their folds; null where nothing was ever said, or it is a test line. */
    scanFolds(after: string, rows: number): readonly { readonly id: string; readonly choices: ChoiceFold | null }[] {
      return sql
        .exec<{ id: string; choices: string | null }>(
          `SELECT subscriber_id AS id, iif(test = 1 OR choices = '{}', NULL, choices) AS choices FROM subscribers
             WHERE subscriber_id > ? ORDER BY subscriber_id LIMIT ?`,
          after,
          rows,
        )
        .toArray()
        .map(({ id, choices }) => ({ id, choices: choices === null ? null : parseFold(choices) }));
    },

    /** The folds of those of the people who are no test lines. */
    listFolds(subscriberIds: readonly string[]): readonly ChoiceFold[] {
      return sql
        .exec<{ choices: string }>(
          "SELECT choices FROM subscribers WHERE test = 0 AND subscriber_id IN (SELECT value FROM json_each(?))",
          JSON.stringify(subscriberIds),
        )
        .toArray()
        .map(({ choices }) => parseFold(choices));
    },

    count(): number {
      return sql.exec<{ total: number }>("SELECT count(*) AS total FROM subscribers").one().total;
    },

    countImported(): number {
      return sql.exec<{ total: number }>("SELECT count(*) AS total FROM subscribers WHERE imported = 1").one().total;
    },

    /** The profiles that the operator lists, and whose tokens are void, in order of their ids: as lines of an import. */
    exportPage(after: string, limit: number): ProfilePage {
      const rows = sql
        .exec<{ id: string; profile: string; test: number; imported: number; refused: number }>(
          `SELECT subscriber_id AS id, profile, test, imported, refuses_tokens_before AS refused FROM subscribers
             WHERE subscriber_id > ? AND (imported = 1 OR refuses_tokens_before > 0) ORDER BY subscriber_id LIMIT ?`,
          after,
          limit,
        )
        .toArray();
      const lines = rows.flatMap(({ id, profile, test, imported, refused }) => [
        imported === 1 ? `{"subscriberId":"${id}","attributes":${profile}${test === 1 ? ',"test":true' : ""}}\n` : "",
        refused === REFUSES_NONE
          ? ""
          : `{"subscriberId":"${id}","refuseTokensIssuedBefore":"${new Date(refused).toISOString()}"}\n`,
      ]);
      return { ndjson: lines.join(""), last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
    },

    /** Stores what the operator says of people; returns those who are new or have changed. */
    upsert(rows: readonly Extract<PopulationRow, { kind: "upsert" }>[]): readonly string[] {
      testLines = undefined;
      return sql
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
            rows.map(({ subscriberId, profile, test, device }) => [
              subscriberId,
              profile,
              test ? 1 : 0,
              device ?? null,
            ]),
          ),
        )
        .toArray()
        .map(({ id }) => id);
    },

    writeDevice(subscriberId: string, deviceText: string): void {
      sql.exec(
        `INSERT INTO subscribers (subscriber_id, device) VALUES (?1, ?2)
           ON CONFLICT (subscriber_id) DO UPDATE SET device = ?2`,
        subscriberId,
        deviceText,
      );
    },

    /** The instant before which a person's tokens are void; 0 if none are. */
    readTokensRefused(subscriberId: string): number {
      const [row] = sql
        .exec<{ refused: number }>(
          "SELECT refuses_tokens_before AS refused FROM subscribers WHERE subscriber_id = ?",
          subscriberId,
        )
        .toArray();
      return row?.refused ?? REFUSES_NONE;
    },

    /** Refuses tokens that were issued before an instant. An earlier one than was said already changes nothing; says whether it did. */
    refuseTokens(subscriberId: string, issuedBefore: number): boolean {
      if (issuedBefore <= REFUSES_NONE) return false;
      const changed = sql.exec(
        `INSERT INTO subscribers (subscriber_id, refuses_tokens_before) VALUES (?1, ?2)
           ON CONFLICT (subscriber_id) DO UPDATE SET refuses_tokens_before = ?2 WHERE refuses_tokens_before < ?2
           RETURNING 1`,
        subscriberId,
        issuedBefore,
      );
      return changed.toArray().length > 0;
    },

    /** Renews the fold of all choices, and counts that it changed. */
    writeFold(subscriberId: string, fold: ChoiceFold): void {
      sql.exec(
        `INSERT INTO subscribers (subscriber_id, choices, revision) VALUES (?1, ?2, 1)
           ON CONFLICT (subscriber_id) DO UPDATE SET choices = ?2, revision = revision + 1`,
        subscriberId,
        JSON.stringify(fold),
      );
    },

    /** Somebody else has spoken for a person who has a row. A clock that is behind takes nothing back. */
    noteEntered(subscriberId: string, at: number): void {
      sql.exec(
        "UPDATE subscribers SET entered_at = max(coalesce(entered_at, ?1), ?1) WHERE subscriber_id = ?2",
        at,
        subscriberId,
      );
    },

    writeExposures(subscriberId: string, exposures: Exposures): void {
      sql.exec(
        `INSERT INTO subscribers (subscriber_id, exposures) VALUES (?1, ?2)
           ON CONFLICT (subscriber_id) DO UPDATE SET exposures = ?2`,
        subscriberId,
        JSON.stringify(exposures),
      );
    },

    /** Some of the people who have seen a guard's campaign by default, always the same ones. */
    sampleExposed(guard: string, atMost: number): readonly string[] {
      return sql
        .exec<{ id: string }>(
          `SELECT subscriber_id AS id FROM subscribers
             WHERE exposures <> '{}' AND exposures ->> ? IS NOT NULL ORDER BY subscriber_id LIMIT ?`,
          pathTo(guard, "seenAt"),
          atMost,
        )
        .toArray()
        .map(({ id }) => id);
    },

    /** Everybody who has seen a guard's campaign, by region and platform. */
    summarizeExposures(guard: string): readonly ExposureCell[] {
      return sql
        .exec<ExposureCell & Record<string, SqlStorageValue>>(
          `SELECT profile ->> 'region' AS region, device ->> 'platform' AS platform,
               count(coalesce(exposures ->> ?1, exposures ->> ?2, exposures ->> ?3)) AS exposed, count(exposures ->> ?2) AS optedOut,
               count(exposures ->> ?3) AS complained, count(exposures ->> ?4) AS gifts
             FROM subscribers WHERE exposures <> '{}' AND exposures -> ?5 IS NOT NULL
             GROUP BY region, platform ORDER BY region, platform`,
          pathTo(guard, "seenAt"),
          pathTo(guard, "optedOutAt"),
          pathTo(guard, "complainedAt"),
          pathTo(guard, "isGift"),
          pathTo(guard),
        )
        .toArray();
    },

    /** Says whether there was anything. */
    forgetExposures(subscriberId: string): boolean {
      const where = "subscriber_id = ? AND exposures <> '{}'";
      overwriteTexts(sql, { table: "subscribers", columns: ["exposures"], where }, subscriberId);
      const forgotten = sql.exec(`UPDATE subscribers SET exposures = '{}' WHERE ${where} RETURNING 1`, subscriberId);
      return forgotten.toArray().length > 0;
    },

    /** Forgets what the operator and the phone said, not what the person said. Says whether there was anything. */
    forgetFacts(subscriberId: string): boolean {
      const where = "subscriber_id = ? AND (imported = 1 OR device <> '{}')";
      testLines = undefined;
      overwriteTexts(sql, { table: "subscribers", columns: ["profile", "device"], where }, subscriberId);
      const forgotten = sql.exec(
        `UPDATE subscribers SET profile = '{}', device = '{}', test = 0, imported = 0 WHERE ${where} RETURNING 1`,
        subscriberId,
      );
      const hadFacts = forgotten.toArray().length > 0;
      // Phones drop answers whose epoch falls, so whoever has chosen anything keeps the count of it; and whoever comes
      // back must not be counted as exposed once more. What was void stays void.
      sql.exec(
        `DELETE FROM subscribers WHERE subscriber_id = ? AND imported = 0 AND revision = 0 AND exposures = '{}'
           AND refuses_tokens_before = 0`,
        subscriberId,
      );
      return hadFacts;
    },
  };
}

export type Subscribers = ReturnType<typeof openSubscribers>;

/**
 * The phone that asks, with what it said of itself earlier and does not say now; who asks without one is answered for the
 * phone that was last seen. Another platform is another phone, of which nothing is known but what it says.
 */
export function deviceOf(subscriber: StoredSubscriber, device: Facts): Facts {
  const last = parseDevice(subscriber);
  const { platform } = device;
  const isAnother = platform !== undefined && last["platform"] !== undefined && platform !== last["platform"];
  return isAnother ? device : { ...last, ...device };
}

/** Somebody of whom nothing is known and who has said nothing. */
export function strangerOf(subscriberId: string): StoredSubscriber {
  return {
    subscriberId,
    profile: {},
    choices: {},
    revision: 0,
    deviceText: "{}",
    exposuresText: "{}",
    refusesTokensBefore: REFUSES_NONE,
  };
}

/** What the person's phone last said of itself. */
export function parseDevice({ deviceText }: StoredSubscriber): Facts {
  // Parsed boundary: a checked device is all that is ever stored.
  return JSON.parse(deviceText) as Facts;
}

/** Parsed boundary: only `writeExposures` writes this column. */
export function parseExposures(text: string): Exposures {
  return text === "{}" ? NO_EXPOSURES : (JSON.parse(text) as Exposures);
}

const NO_EXPOSURES: Exposures = {};

/** Parsed boundary: only `writeFold` writes this column. */
function parseFold(text: string): ChoiceFold {
  return text === "{}" ? NO_CHOICES : (JSON.parse(text) as ChoiceFold);
}

function pathTo(guard: string, ...members: readonly string[]): string {
  return ["$", ...[guard, ...members].map((member) => JSON.stringify(member))].join(".");
}
