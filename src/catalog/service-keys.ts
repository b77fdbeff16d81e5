import { sayMissing } from "../domain/missing-texts.ts";
import { type Failure, inBoth } from "../contract/problem.ts";
import { entersWords, pickRoles } from "../contract/role.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type {
  AddServiceKeyRequest,
  CheckServiceKeyRequest,
  ConfirmedKey,
  ServiceKeyRecord,
} from "../contract/rpc/rpc-keys.ts";
import { diffJson } from "../domain/json-diff.ts";
import { whyNotConfirm } from "../domain/key-texts.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";

const USE_NOTED_EVERY_MS = 60_000;

interface ServiceKeyRow extends Record<string, SqlStorageValue> {
  prefix: string;
  hash: ArrayBuffer;
  name: string;
  roles: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
  confirmed_by: string | null;
  refused_at: number | null;
}

/** The service keys on record: hashes, never keys. Giving out and revoking is audited, in the same transaction. */
export function openServiceKeys(storage: DurableObjectStorage, audit: AuditLog) {
  const { sql } = storage;

  function read(prefix: string): ServiceKeyRow | undefined {
    return sql.exec<ServiceKeyRow>("SELECT * FROM service_keys WHERE prefix = ?", prefix).toArray()[0];
  }

  function readMachine(machine: string): ServiceKeyRow | undefined {
    return machine.startsWith("service:") ? read(machine.slice("service:".length)) : undefined;
  }

  /** Who made the key of a machine, revoked or not. */
  const makerOf = (machine: string): string | undefined => readMachine(machine)?.created_by;

  return {
    add(request: AddServiceKeyRequest): ServiceKeyRecord {
      const { prefix, hash, name, roles, actor, now, expiresAt } = request;
      storage.transactionSync(() => {
        sql.exec(
          `INSERT INTO service_keys (prefix, hash, name, roles, created_at, created_by, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)`,
          prefix,
          hash,
          name,
          JSON.stringify(roles),
          now,
          actor,
          expiresAt,
        );
        audit.append(request, "create", `service-key/${prefix}`, diffJson(undefined, { name, roles, expiresAt }));
      });
      const isNew = { revokedAt: null, lastUsedAt: null, confirmedBy: null, refusedAt: null };
      return { prefix, name, roles, createdAt: now, createdBy: actor, expiresAt, ...isNew };
    },

    list(): readonly ServiceKeyRecord[] {
      return sql
        .exec<ServiceKeyRow>("SELECT * FROM service_keys ORDER BY created_at DESC, prefix")
        .toArray()
        .map(toRecord);
    },

    makerOf,

    /** Whether a second person has confirmed the key of a machine. */
    isConfirmed: (machine: string): boolean => (readMachine(machine)?.confirmed_by ?? null) !== null,

    /**
     * A second person agrees that a key speaks for people, however many. Nobody's machine can, nor the human behind it, also where keys
     * made one another. Again it changes nothing.
     */
    confirm(prefix: string, act: Act): Result<ConfirmedKey, Failure> {
      const row = read(prefix);
      if (row === undefined) return fail({ type: "not-found", ...inBoth(sayMissing("service-key", prefix)) });
      if (row.confirmed_by !== null) return succeed({ record: toRecord(row), isNew: false });
      if (row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= act.now)) {
        return fail({ type: "conflict", ...inBoth(IS_OVER) });
      }
      if (!entersWords(toRecord(row).roles)) {
        return fail({ type: "conflict", ...inBoth(ENTERS_NOTHING) });
      }
      const whyNot = whyNotConfirm(act.actor, prefix, makerOf);
      if (whyNot !== undefined) return fail({ type: "another-person", ...inBoth(whyNot) });
      storage.transactionSync(() => {
        sql.exec("UPDATE service_keys SET confirmed_by = ?, refused_at = NULL WHERE prefix = ?", act.actor, prefix);
        audit.append(act, "confirm", `service-key/${prefix}`, diffJson({ confirmed: false }, { confirmed: true }));
      });
      return succeed({ record: toRecord({ ...row, confirmed_by: act.actor, refused_at: null }), isNew: true });
    },

    /** A word that a machine entered was refused. */
    noteRefused(machine: string, now: number): void {
      const prefix = readMachine(machine)?.prefix;
      if (prefix !== undefined) sql.exec("UPDATE service_keys SET refused_at = ? WHERE prefix = ?", now, prefix);
    },

    /** Keys that could enter no more, still work, and wait for a second person. */
    listToConfirm(now: number): readonly ServiceKeyRecord[] {
      return sql
        .exec<ServiceKeyRow>(
          `SELECT * FROM service_keys WHERE refused_at IS NOT NULL AND revoked_at IS NULL AND confirmed_by IS NULL
             AND (expires_at IS NULL OR expires_at > ?) ORDER BY created_at, prefix`,
          now,
        )
        .toArray()
        .map(toRecord);
    },

    check({ prefix, hash, now }: CheckServiceKeyRequest): Result<ServiceKeyRecord, Failure> {
      const row = read(prefix);
      if (row === undefined || !crypto.subtle.timingSafeEqual(row.hash, hash)) {
        return fail(unauthenticated({ ru: "Такого ключа здесь не знают.", en: "This service key is not known here." }));
      }
      if (row.revoked_at !== null)
        return fail(
          unauthenticated({
            ru: "Этот ключ отозван. Попросите у администратора другой.",
            en: "This service key was revoked; ask an admin for another.",
          }),
        );
      if (row.expires_at !== null && row.expires_at <= now) {
        return fail(
          unauthenticated({
            ru: "Срок этого ключа вышел. Попросите у администратора другой.",
            en: "This service key has expired; ask an admin for another.",
          }),
        );
      }
      if (row.last_used_at === null || now - row.last_used_at >= USE_NOTED_EVERY_MS) {
        sql.exec("UPDATE service_keys SET last_used_at = ? WHERE prefix = ?", now, prefix);
      }
      return succeed(toRecord(row));
    },

    revoke(prefix: string, act: Act): Result<null, Failure> {
      const row = read(prefix);
      if (row === undefined) return fail({ type: "not-found", ...inBoth(sayMissing("service-key", prefix)) });
      if (row.revoked_at !== null) return succeed(null);
      storage.transactionSync(() => {
        sql.exec("UPDATE service_keys SET revoked_at = ? WHERE prefix = ?", act.now, prefix);
        audit.append(act, "revoke", `service-key/${prefix}`, diffJson({ revoked: false }, { revoked: true }));
      });
      return succeed(null);
    },
  };
}

const IS_OVER: Label = {
  ru: "Этот ключ больше не действует, подтверждать нечего; сделайте новый.",
  en: "This key works no more, so there is nothing to confirm; make another.",
};

const ENTERS_NOTHING: Label = {
  ru: "С ролями этого ключа никто ничего не вносит за людей, подтверждать нечего.",
  en: "By the roles of this key nothing is entered for people, so there is nothing to confirm.",
};

function toRecord(row: ServiceKeyRow): ServiceKeyRecord {
  const names: unknown = JSON.parse(row.roles);
  return {
    prefix: row.prefix,
    name: row.name,
    roles: Array.isArray(names) ? pickRoles(names) : [],
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    confirmedBy: row.confirmed_by,
    refusedAt: row.refused_at,
  };
}

function unauthenticated(words: Label): Failure {
  return { type: "unauthenticated", ...inBoth(words) };
}

export type ServiceKeys = ReturnType<typeof openServiceKeys>;
