/** What the Worker asks of the catalog about service keys. The keys themselves never cross: only their hashes do. */
import type { Result } from "../../domain/result.ts";
import type { Failure } from "../problem.ts";
import type { Role } from "../role.ts";
import type { Act } from "./rpc-control.ts";

/** A key as it is on record; instants in epoch milliseconds. */
export interface ServiceKeyRecord {
  readonly prefix: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** The second person who agrees that it speaks for people, however many. */
  readonly confirmedBy: string | null;
  /** When a word that it entered was last refused, as nobody has confirmed it. */
  readonly refusedAt: number | null;
  /** At most a minute behind. */
  readonly lastUsedAt: number | null;
}

export interface AddServiceKeyRequest extends Act {
  readonly prefix: string;
  readonly hash: ArrayBuffer;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt: number | null;
}

/** A presented key: its prefix, to find it, and its hash, to compare. */
export interface CheckServiceKeyRequest {
  readonly prefix: string;
  readonly hash: ArrayBuffer;
  readonly now: number;
}

/** A key that a second person has confirmed. */
export interface ConfirmedKey {
  readonly record: ServiceKeyRecord;
  /** Just now; else somebody had before, and nothing has changed. */
  readonly isNew: boolean;
}

export interface ServiceKeyRpc {
  /** Throws if the prefix is taken, which 40 random bits make all but impossible. */
  addServiceKey(request: AddServiceKeyRequest): Promise<ServiceKeyRecord>;
  /** All keys there ever were, newest first. */
  listServiceKeys(): Promise<readonly ServiceKeyRecord[]>;
  /** Whose key it is, if it is known, not revoked and not expired; notes its use. */
  checkServiceKey(request: CheckServiceKeyRequest): Promise<Result<ServiceKeyRecord, Failure>>;
  /** Revokes for good; a key that is revoked already stays as it is. */
  revokeServiceKey(prefix: string, act: Act): Promise<Result<null, Failure>>;
  /** A second person agrees that a key speaks for people. */
  confirmServiceKey(prefix: string, act: Act): Promise<Result<ConfirmedKey, Failure>>;
}
