import { rmSync, truncateSync } from "node:fs";
import {
  countPages,
  destroyHeader,
  destroyPage,
  empty,
  removeDatabase,
  replaceByFolder,
  replaceByLink,
  replaceDatabase,
  runSql,
  settleDatabase,
  swapDatabases,
  writeGarbage,
} from "../support/fault-files.ts";

/** What people are answered: what they were before, nothing (`unsure`), or a refusal (503: a phone keeps what it holds until its end). */
export type People = "as before" | "nothing" | "503";

/** Files that a fault may take in the place of one. */
export interface Files {
  /** The one that is damaged. */
  readonly file: string;
  /** The same of the same installation, before the latest words and a stop. */
  readonly earlier: string;
  /** The same of another installation. */
  readonly foreign: string;
  /** Of the next shard. */
  readonly other: string;
}

/** What is seen of a fault. */
export interface Seen {
  /** Whoever has words in what is damaged, or is guarded by it; of a catalog, everybody. */
  readonly people: People;
  /** What `/healthz` lists; nothing: it answers 200. `*`: of all objects but the catalog. */
  readonly told: readonly string[];
}

export interface Fault {
  readonly fault: string;
  readonly of: "shard" | "guard" | "catalog" | "alarms" | "events";
  damage(files: Files): void;
  /** At the first start on it. */
  readonly started: Seen;
  /** Whether it is in the very file that a running service has open: what is seen then depends on which of its pages it has read. */
  readonly isInPlace?: boolean;
  /** How it heals. */
  readonly heals: "its file is put back" | "by itself" | "it needs nothing";
  /** In `npm test` as well. */
  readonly isShort?: boolean;
}

const AS_BEFORE: Seen = { people: "as before", told: [] };

const pages = (file: string) => Array.from({ length: countPages(file) - 1 }, (_, index) => index + 1);

/** In place, in what a service that was stopped in order has left. */
const inPlace =
  (damage: (file: string) => void) =>
  ({ file }: Files) => {
    settleDatabase(file);
    damage(file);
  };

const cutInHalf = (file: string) => truncateSync(file, Math.floor(countPages(file) / 2) * 4096);
const NEWER = "INSERT INTO _migrations (name) VALUES ('from-the-future')";

/** The catalog of nobody here, or none: whatever there is, is another's to it. */
const ALL_FOREIGN: Seen = { people: "nothing", told: ["* foreign"] };

const lost = (state: string): Seen => ({ people: "nothing", told: [`shard ${state}`] });
const SILENT_SHARD: Seen = { people: "503", told: ["shard silent"] };
const SILENT_GUARD: Seen = { people: "as before", told: ["guard silent"] };
const SILENT_CATALOG: Seen = { people: "503", told: ["catalog silent"] };

const BACK = "its file is put back";

/** Each fault of an object's file, as the tests bring it about and as docs/faults.md tells it. */
export const FAULTS: readonly Fault[] = [
  {
    fault: "deleted",
    of: "shard",
    damage: ({ file }) => removeDatabase(file),
    started: lost("lost"),
    heals: BACK,
    isShort: true,
  },
  { fault: "emptied", of: "shard", isInPlace: true, damage: inPlace(empty), started: lost("lost"), heals: BACK },
  {
    fault: "header destroyed",
    of: "shard",
    isInPlace: true,
    damage: inPlace(destroyHeader),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "all pages but the first destroyed",
    of: "shard",
    isInPlace: true,
    damage: inPlace((file) => pages(file).forEach((page) => destroyPage(file, page))),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "cut off in the middle",
    of: "shard",
    isInPlace: true,
    damage: inPlace(cutInHalf),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "something else under its name",
    of: "shard",
    damage: ({ file }) => (removeDatabase(file), writeGarbage(file)),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "a folder under its name",
    of: "shard",
    damage: ({ file }) => replaceByFolder(file),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "a symbolic link under its name",
    of: "shard",
    isInPlace: true,
    damage: ({ file }) => replaceByLink(file),
    started: SILENT_SHARD,
    heals: BACK,
  },
  {
    fault: "an older copy of itself",
    of: "shard",
    damage: ({ file, earlier }) => replaceDatabase(file, earlier),
    started: lost("older"),
    heals: BACK,
  },
  {
    fault: "its log (-wal) deleted",
    of: "shard",
    damage: ({ file }) => rmSync(`${file}-wal`),
    started: lost("older"),
    heals: BACK,
    isShort: true,
  },
  {
    fault: "its log destroyed",
    of: "shard",
    isInPlace: true,
    damage: ({ file }) => writeGarbage(`${file}-wal`),
    started: lost("older"),
    heals: BACK,
  },
  {
    fault: "its log cut off",
    of: "shard",
    isInPlace: true,
    damage: ({ file }) => truncateSync(`${file}-wal`, 100),
    started: lost("older"),
    heals: BACK,
  },
  {
    fault: "its shared memory (-shm) deleted",
    of: "shard",
    damage: ({ file }) => rmSync(`${file}-shm`),
    started: AS_BEFORE,
    heals: "it needs nothing",
  },
  {
    fault: "another installation's file",
    of: "shard",
    damage: ({ file, foreign }) => replaceDatabase(file, foreign),
    started: lost("foreign"),
    heals: BACK,
  },
  {
    fault: "swapped with the next shard's",
    of: "shard",
    damage: ({ file, other }) => swapDatabases(file, other),
    started: { people: "nothing", told: ["shard foreign", "next shard foreign"] },
    heals: BACK,
    isShort: true,
  },
  {
    fault: "a newer schema",
    of: "shard",
    damage: ({ file }) => runSql(file, NEWER),
    started: SILENT_SHARD,
    heals: BACK,
  },

  {
    fault: "deleted",
    of: "guard",
    damage: ({ file }) => removeDatabase(file),
    started: { people: "as before", told: ["guard lost"] },
    heals: BACK,
  },
  {
    fault: "header destroyed",
    of: "guard",
    isInPlace: true,
    damage: inPlace(destroyHeader),
    started: SILENT_GUARD,
    heals: BACK,
  },
  {
    fault: "another installation's file",
    of: "guard",
    damage: ({ file, foreign }) => replaceDatabase(file, foreign),
    started: { people: "as before", told: ["guard foreign"] },
    heals: BACK,
  },
  {
    fault: "an older copy of itself",
    of: "guard",
    damage: ({ file, earlier }) => replaceDatabase(file, earlier),
    started: AS_BEFORE,
    heals: "by itself",
  },

  { fault: "deleted", of: "catalog", damage: ({ file }) => removeDatabase(file), started: ALL_FOREIGN, heals: BACK },
  {
    fault: "emptied",
    of: "catalog",
    isInPlace: true,
    damage: inPlace(empty),
    started: ALL_FOREIGN,
    heals: BACK,
  },
  {
    fault: "header destroyed",
    of: "catalog",
    isInPlace: true,
    damage: inPlace(destroyHeader),
    started: SILENT_CATALOG,
    heals: BACK,
  },
  {
    fault: "an older copy of itself",
    of: "catalog",
    damage: ({ file, earlier }) => replaceDatabase(file, earlier),
    started: AS_BEFORE,
    heals: "by itself",
    isShort: true,
  },
  {
    fault: "another installation's file",
    of: "catalog",
    damage: ({ file, foreign }) => replaceDatabase(file, foreign),
    started: ALL_FOREIGN,
    heals: BACK,
  },
  {
    fault: "a newer schema",
    of: "catalog",
    damage: ({ file }) => runSql(file, NEWER),
    started: SILENT_CATALOG,
    heals: BACK,
  },

  {
    fault: "deleted",
    of: "events",
    damage: ({ file }) => removeDatabase(file),
    started: AS_BEFORE,
    heals: "by itself",
  },
  {
    fault: "header destroyed",
    of: "events",
    isInPlace: true,
    damage: inPlace(destroyHeader),
    started: AS_BEFORE,
    heals: BACK,
  },

  {
    fault: "deleted",
    of: "alarms",
    damage: ({ file }) => removeDatabase(file),
    started: AS_BEFORE,
    heals: "by itself",
  },
  {
    fault: "header destroyed",
    of: "alarms",
    isInPlace: true,
    damage: inPlace(destroyHeader),
    started: AS_BEFORE,
    heals: "by itself",
  },
  {
    fault: "an older copy of itself",
    of: "alarms",
    damage: ({ file, earlier }) => replaceDatabase(file, earlier),
    started: AS_BEFORE,
    heals: "by itself",
  },
];
