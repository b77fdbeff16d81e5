import type { Definitions } from "../contract/definitions.ts";
import type { DefinitionKind } from "../contract/rpc/rpc-control.ts";
import type { ApprovedParts, Writing } from "../domain/campaign/authorship.ts";
import type { Approval, Knowledge, Lifecycle, LiveState } from "../domain/campaign/lifecycle.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { lookOf, type Look } from "../domain/campaign/look.ts";
import type { PartName } from "../domain/campaign/parts.ts";
import type { Rollout, Watch } from "../domain/decision/ruleset.ts";
import type { Json } from "../domain/json.ts";
import { applyMigrations } from "../storage/apply-migrations.ts";
import { openKeptHalts } from "./kept-halts.ts";
import { CATALOG_MIGRATIONS } from "./migrations.ts";
import type { EarlierStanding } from "./compile-ruleset.ts";
import type { Snapshot } from "./snapshot.ts";

/** Each list of definitions by the kind under which its members are stored. */
export const KIND_OF_LIST = {
  attributes: "attribute",
  segments: "segment",
  categories: "category",
  themes: "theme",
  feasts: "feast",
  decorations: "decoration",
  campaigns: "campaign",
} as const satisfies Record<keyof Definitions, DefinitionKind>;

export interface DefinitionRow {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly revision: number;
  readonly body: Json;
  readonly changedAt: number;
  readonly changedBy: string;
  readonly lifecycle?: Lifecycle;
  readonly snapshot?: Snapshot;
}

/** One campaign of a ruleset, before compiling. */
export interface LiveCampaign {
  readonly snapshot: Snapshot;
  readonly state: LiveState;
  readonly rollout?: Rollout;
  readonly watch?: Watch;
  /** On whose word it was started; absent in what an earlier release stored. */
  readonly approval?: Approval;
  /** What those knew. */
  readonly known?: Knowledge;
  readonly isClosed?: true;
  readonly isToldAhead?: true;
  /** How its earlier audiences stand. Missing: it has none. */
  readonly earlier?: readonly EarlierStanding[];
  readonly keptBefore?: number;
}

/** All that a ruleset is compiled from, besides the shared definitions. */
export interface LiveWorld {
  readonly stopped: boolean;
  readonly campaigns: readonly LiveCampaign[];
}

export interface RulesetRow {
  readonly version: number;
  /** For when its windows were compiled: one that only stands otherwise has taken them over. */
  readonly compiledAt: number;
  /** From when on it was the latest. */
  readonly inForceFrom: number;
  readonly cause: string;
  readonly by: string;
  readonly live: LiveWorld;
}

/** How far one shard has come. */
export interface InstallRow {
  readonly shard: string;
  readonly version: number;
  readonly error: string | null;
}

type StoredRow = {
  kind: DefinitionKind;
  key: string;
  revision: number;
  body: string;
  changed_at: number;
  changed_by: string;
  lifecycle: string | null;
  snapshot: string | null;
};

/** The catalog's SQL. Every read is complete before it returns. */
export function openCatalogStorage(storage: DurableObjectStorage) {
  applyMigrations(storage, CATALOG_MIGRATIONS);
  const { sql } = storage;
  const keptHalts = openKeptHalts(sql);

  return {
    listKeptHalts: keptHalts.list,

    readSetting(key: string): string | undefined {
      return sql.exec<{ value: string }>("SELECT value FROM settings WHERE key = ?", key).toArray()[0]?.value;
    },

    writeSetting(key: string, value: string): void {
      sql.exec("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", key, value);
    },

    listDefinitions(kind: DefinitionKind): readonly DefinitionRow[] {
      return sql
        .exec<StoredRow>("SELECT * FROM definitions WHERE kind = ? ORDER BY position, key", kind)
        .toArray()
        .map(readRow);
    },

    readDefinition(kind: DefinitionKind, key: string): DefinitionRow | undefined {
      return sql
        .exec<StoredRow>("SELECT * FROM definitions WHERE kind = ? AND key = ?", kind, key)
        .toArray()
        .map(readRow)[0];
    },

    /** A key that was deleted and made again goes on counting its revisions. */
    lastRevision(kind: DefinitionKind, key: string): number {
      return sql
        .exec<{ last: number }>(
          "SELECT coalesce(max(revision), 0) AS last FROM revisions WHERE kind = ? AND key = ?",
          kind,
          key,
        )
        .one().last;
    },

    /** Every revision of some parts that there ever was; deleting something is not writing it. */
    listWritings(parts: readonly PartName[]): readonly Writing[] {
      return sql
        .exec<{ part: PartName; revision: number; by: string }>(
          `SELECT part.value AS part, revision, changed_by AS by FROM json_each(?) AS part
             JOIN revisions ON kind = substr(part.value, 1, instr(part.value, '/') - 1)
               AND revisions.key = substr(part.value, instr(part.value, '/') + 1)
             WHERE body IS NOT NULL ORDER BY kind, revisions.key, revision`,
          JSON.stringify(parts),
        )
        .toArray();
    },

    /** The revisions at which some parts stand. */
    readRevisions(parts: readonly PartName[]): ApprovedParts {
      const standing = sql
        .exec<{ part: PartName; revision: number }>(
          `SELECT part.value AS part, revision FROM json_each(?) AS part
             JOIN definitions ON kind = substr(part.value, 1, instr(part.value, '/') - 1)
               AND definitions.key = substr(part.value, instr(part.value, '/') + 1)`,
          JSON.stringify(parts),
        )
        .toArray();
      return Object.fromEntries(standing.map(({ part, revision }) => [part, revision]));
    },

    readRevision(kind: DefinitionKind, key: string, revision: number): Json | undefined {
      const row = sql
        .exec<{ body: string | null }>(
          "SELECT body FROM revisions WHERE kind = ? AND key = ? AND revision = ?",
          kind,
          key,
          revision,
        )
        .toArray()[0];
      return row?.body ? (JSON.parse(row.body) as Json) : undefined;
    },

    /** Who wrote or deleted it last. */
    lastWriter(kind: DefinitionKind, key: string): string | undefined {
      return sql
        .exec<{ writer: string }>(
          "SELECT changed_by AS writer FROM revisions WHERE kind = ? AND key = ? ORDER BY revision DESC LIMIT 1",
          kind,
          key,
        )
        .toArray()[0]?.writer;
    },

    /** Whoever wrote it, ever. */
    listWriters(kind: DefinitionKind, key: string): readonly string[] {
      return sql
        .exec<{ writer: string }>(
          "SELECT DISTINCT changed_by AS writer FROM revisions WHERE kind = ? AND key = ?",
          kind,
          key,
        )
        .toArray()
        .map(({ writer }) => writer);
    },

    /** How every decoration was ever stored, whether or not anybody saw it. */
    listFormerLooks(): readonly Look[] {
      return (
        sql
          .exec<{ body: string }>(
            "SELECT DISTINCT body FROM revisions WHERE kind = 'decoration' AND body IS NOT NULL ORDER BY key, revision",
          )
          .toArray()
          // Parsed boundary: this module has written it.
          .map(({ body }) => lookOf(JSON.parse(body) as Decoration))
      );
    },

    writeDefinition(row: DefinitionRow): void {
      const { kind, key, revision, changedAt, changedBy } = row;
      const body = JSON.stringify(row.body);
      sql.exec(
        `INSERT INTO definitions (kind, key, position, revision, body, changed_at, changed_by, lifecycle, snapshot)
           VALUES (?1, ?2, (SELECT count(*) FROM definitions WHERE kind = ?1), ?3, ?4, ?5, ?6, ?7, ?8)
           ON CONFLICT (kind, key) DO UPDATE SET revision = ?3, body = ?4, changed_at = ?5, changed_by = ?6,
             lifecycle = ?7, snapshot = ?8`,
        kind,
        key,
        revision,
        body,
        changedAt,
        changedBy,
        row.lifecycle === undefined ? null : JSON.stringify(row.lifecycle),
        row.snapshot === undefined ? null : JSON.stringify(row.snapshot),
      );
      sql.exec(
        `INSERT OR IGNORE INTO revisions (kind, key, revision, body, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)`,
        kind,
        key,
        revision,
        body,
        changedAt,
        changedBy,
      );
    },

    deleteDefinition({ kind, key, revision, lifecycle }: DefinitionRow, changedAt: number, changedBy: string): void {
      if (kind === "campaign" && lifecycle !== undefined) keptHalts.keep(key, lifecycle);
      sql.exec("DELETE FROM definitions WHERE kind = ? AND key = ?", kind, key);
      sql.exec(
        "INSERT INTO revisions (kind, key, revision, body, changed_at, changed_by) VALUES (?, ?, ?, NULL, ?, ?)",
        kind,
        key,
        revision + 1,
        changedAt,
        changedBy,
      );
    },

    writeLifecycle(key: string, lifecycle: Lifecycle, snapshot: Snapshot | undefined): void {
      sql.exec(
        "UPDATE definitions SET lifecycle = ?, snapshot = ? WHERE kind = 'campaign' AND key = ?",
        JSON.stringify(lifecycle),
        snapshot === undefined ? null : JSON.stringify(snapshot),
        key,
      );
    },

    /** All definitions in their working state. */
    readDefinitions(): Definitions {
      const entries = Object.entries(KIND_OF_LIST).map(
        ([list, kind]) => [list, this.listDefinitions(kind).map((row) => row.body)] as const,
      );
      // Parsed boundary: only checked definitions are ever stored.
      return Object.fromEntries(entries) as unknown as Definitions;
    },

    latestVersion(): number {
      return sql.exec<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM rulesets").one().version;
    },

    /** For when the windows of the latest ruleset were compiled, if there is one. */
    latestCompiledAt(): number | undefined {
      return sql
        .exec<{ at: number }>("SELECT compiled_at AS at FROM rulesets ORDER BY version DESC LIMIT 1")
        .toArray()[0]?.at;
    },

    listRulesets(): readonly RulesetRow[] {
      return sql
        .exec<
          Omit<RulesetRow, "live" | "compiledAt" | "inForceFrom"> & {
            live: string;
            compiled_at: number;
            in_force_from: number;
          } & Record<string, SqlStorageValue>
        >("SELECT version, compiled_at, in_force_from, cause, by, live FROM rulesets ORDER BY version DESC")
        .toArray()
        .map(({ version, compiled_at: compiledAt, in_force_from: inForceFrom, cause, by, live }) => ({
          version,
          compiledAt,
          inForceFrom,
          cause,
          by,
          live: JSON.parse(live) as LiveWorld,
        }));
    },

    readRulesetBody(version: number): string | undefined {
      return sql.exec<{ body: string }>("SELECT body FROM rulesets WHERE version = ?", version).toArray()[0]?.body;
    },

    /** The ruleset that was in force at an instant, if any was. */
    readRulesetAt(at: number): { readonly version: number; readonly body: string } | undefined {
      return sql
        .exec<{ version: number; body: string }>(
          "SELECT version, body FROM rulesets WHERE in_force_from <= ? ORDER BY version DESC LIMIT 1",
          at,
        )
        .toArray()[0];
    },

    writeRuleset({ version, compiledAt, inForceFrom, cause, by, live }: RulesetRow, body: string): void {
      sql.exec(
        "INSERT INTO rulesets (version, compiled_at, cause, by, live, body, in_force_from) VALUES (?, ?, ?, ?, ?, ?, ?)",
        version,
        compiledAt,
        cause,
        by,
        JSON.stringify(live),
        body,
        inForceFrom,
      );
    },

    addShards(shards: readonly string[]): void {
      for (const shard of shards) sql.exec("INSERT INTO installs (shard) VALUES (?)", shard);
    },

    hasShard(shard: string): boolean {
      return sql.exec("SELECT 1 FROM installs WHERE shard = ?", shard).toArray().length > 0;
    },

    countShards(): number {
      return sql.exec<{ number: number }>("SELECT count(*) AS number FROM installs").one().number;
    },

    readInstalls(): readonly InstallRow[] {
      return sql
        .exec<InstallRow & Record<string, SqlStorageValue>>("SELECT shard, version, error FROM installs ORDER BY shard")
        .toArray();
    },

    writeInstalled(shard: string, version: number): void {
      sql.exec("UPDATE installs SET version = max(version, ?), error = NULL WHERE shard = ?", version, shard);
    },

    /** What a shard has acknowledged; 0: nothing. */
    readInstalled(shard: string): number {
      const [row] = sql.exec<{ version: number }>("SELECT version FROM installs WHERE shard = ?", shard).toArray();
      return row?.version ?? 0;
    },

    /** What a shard has acknowledged counts no more: it may hold nothing, or something else. */
    forgetInstalled(shard: string): void {
      sql.exec("UPDATE installs SET version = 0, error = NULL WHERE shard = ?", shard);
    },

    writeInstallError(shard: string, error: string): void {
      sql.exec("UPDATE installs SET error = ? WHERE shard = ?", error, shard);
    },
  };
}

export type CatalogStorage = ReturnType<typeof openCatalogStorage>;

function readRow(row: StoredRow): DefinitionRow {
  const { kind, key, revision } = row;
  return {
    kind,
    key,
    revision,
    // Parsed boundary: only checked definitions are ever stored.
    body: JSON.parse(row.body) as Json,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    ...(row.lifecycle === null ? {} : { lifecycle: JSON.parse(row.lifecycle) as Lifecycle }),
    ...(row.snapshot === null ? {} : { snapshot: JSON.parse(row.snapshot) as Snapshot }),
  };
}
