import type { Failure } from "../contract/problem.ts";
import { pickRoles } from "../contract/role.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { AddServiceKeyRequest, CheckServiceKeyRequest, ServiceKeyRecord } from "../contract/rpc/rpc-keys.ts";
import { diffJson } from "../domain/json-diff.ts";
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
}

/** The service keys on record: hashes, never keys. Giving out and revoking is audited, in the same transaction. */
export function openServiceKeys(storage: DurableObjectStorage, audit: AuditLog) {
  const { sql } = storage;

  function read(prefix: string): ServiceKeyRow | undefined {
    return sql.exec<ServiceKeyRow>("SELECT * FROM service_keys WHERE prefix = ?", prefix).toArray()[0];
  }

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
      return { prefix, name, roles, createdAt: now, createdBy: actor, expiresAt, revokedAt: null, lastUsedAt: null };
    },

    list(): readonly ServiceKeyRecord[] {
      return sql
        .exec<ServiceKeyRow>("SELECT * FROM service_keys ORDER BY created_at DESC, prefix")
        .toArray()
        .map(toRecord);
    },

    /** Who made the key of a machine, revoked or not. */
    makerOf(machine: string): string | undefined {
      return machine.startsWith("service:") ? read(machine.slice("service:".length))?.created_by : undefined;
    },

    check({ prefix, hash, now }: CheckServiceKeyRequest): Result<ServiceKeyRecord, Failure> {
      const row = read(prefix);
      if (row === undefined || !crypto.subtle.timingSafeEqual(row.hash, hash)) {
        return fail(unauthenticated("This service key is not known here."));
      }
      if (row.revoked_at !== null)
        return fail(unauthenticated("This service key was revoked; ask an admin for another."));
      if (row.expires_at !== null && row.expires_at <= now) {
        return fail(unauthenticated("This service key has expired; ask an admin for another."));
      }
      if (row.last_used_at === null || now - row.last_used_at >= USE_NOTED_EVERY_MS) {
        sql.exec("UPDATE service_keys SET last_used_at = ? WHERE prefix = ?", now, prefix);
      }
      return succeed(toRecord(row));
    },

    revoke(prefix: string, act: Act): Result<null, Failure> {
      const row = read(prefix);
      if (row === undefined) return fail({ type: "not-found", detail: `There is no service key "${prefix}".` });
      if (row.revoked_at !== null) return succeed(null);
      storage.transactionSync(() => {
        sql.exec("UPDATE service_keys SET revoked_at = ? WHERE prefix = ?", act.now, prefix);
        audit.append(act, "revoke", `service-key/${prefix}`, diffJson({ revoked: false }, { revoked: true }));
      });
      return succeed(null);
    },
  };
}

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
  };
}

function unauthenticated(detail: string): Failure {
  return { type: "unauthenticated", detail };
}

export type ServiceKeys = ReturnType<typeof openServiceKeys>;
