import type { ObjectKind } from "../contract/rpc/rpc-identity.ts";
import type { Expected, Identity } from "../domain/identity.ts";
import type { CatalogStorage } from "./storage.ts";

const INSTALLATION = "installation";

/** What is expected of one object, and how it was when it was last looked at. */
export interface RegisteredObject {
  readonly name: string;
  readonly kind: ObjectKind;
  readonly birth: number;
  readonly born: number;
  readonly state: "known" | "lost" | "older" | "foreign" | "ahead";
  readonly since: number;
  /** How far its words are known to have come. */
  readonly words: number;
  /** The ruleset that it must hold at least, since it was found to hold less than it had acknowledged; 0: any. */
  readonly atLeast: number;
  readonly proposedBy: string | null;
}

type ObjectRow = Omit<RegisteredObject, "proposedBy" | "atLeast"> & { at_least: number; proposed_by: string | null };

const COLUMNS = "name, kind, birth, born, state, since, words, at_least, proposed_by";

/** The SQL of what the catalog expects in every object. Nothing here asks an object. */
export function openRegistry({ sql }: DurableObjectStorage, settings: CatalogStorage) {
  /** Made once, and kept for good. */
  function installation(): string {
    const known = settings.readSetting(INSTALLATION);
    if (known !== undefined) return known;
    const made = crypto.randomUUID();
    settings.writeSetting(INSTALLATION, made);
    return made;
  }

  function read(kind: ObjectKind, name: string): RegisteredObject {
    const [row] = sql.exec<ObjectRow>(`SELECT ${COLUMNS} FROM objects WHERE name = ?`, name).toArray();
    if (row !== undefined) return toObject(row);
    return { name, kind, birth: 1, born: 0, state: "known", since: 0, words: 0, atLeast: 0, proposedBy: null };
  }

  return {
    read,

    identityOf(kind: ObjectKind, name: string): Identity {
      return { installation: installation(), name, birth: read(kind, name).birth };
    },

    expect({ name, birth, born, state, words, atLeast }: RegisteredObject, acknowledged: number): Expected {
      const version = Math.max(acknowledged, atLeast);
      const isMissed = state === "lost" || state === "foreign";
      return { identity: { installation: installation(), name, birth }, born, version, words, isMissed };
    },

    /** Writes what is expected; a proposal falls with the state that it was made in. */
    write({ name, kind, birth, born, state, since, words, atLeast }: RegisteredObject): void {
      sql.exec(
        `INSERT INTO objects (name, kind, birth, born, state, since, words, at_least) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
           ON CONFLICT (name) DO UPDATE SET birth = ?3, born = ?4,
             proposed_by = iif(state = ?5, proposed_by, NULL), state = ?5, since = ?6, words = ?7, at_least = ?8`,
        name,
        kind,
        birth,
        born,
        state,
        since,
        words,
        atLeast,
      );
    },

    propose(name: string, by: string): void {
      sql.exec("UPDATE objects SET proposed_by = ? WHERE name = ?", by, name);
    },

    /** Shards that hold another installation's data, or another object's. */
    countForeign(): number {
      return sql
        .exec<{ number: number }>("SELECT count(*) AS number FROM objects WHERE kind = 'shard' AND state = 'foreign'")
        .one().number;
    },

    listTroubled(): readonly RegisteredObject[] {
      return sql
        .exec<ObjectRow>(`SELECT ${COLUMNS} FROM objects WHERE state <> 'known' ORDER BY kind DESC, name`)
        .toArray()
        .map(toObject);
    },
  };
}

export type Registry = ReturnType<typeof openRegistry>;

function toObject({ proposed_by: proposedBy, at_least: atLeast, ...row }: ObjectRow): RegisteredObject {
  return { ...row, atLeast, proposedBy };
}
