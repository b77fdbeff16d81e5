import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whatIsMissing } from "../../../scripts/backup/backup-files.ts";
import { birthAtRestore } from "../../../scripts/backup/catalog-copy.ts";
import { readManifest } from "../../../scripts/backup/manifest.ts";
import { CATALOG_PATH } from "../../../scripts/backup/object-files.ts";
import { proveBackup } from "../../../scripts/backup/prove-backup.ts";
import { restoreAll } from "../../../scripts/backup/restore-all.ts";
import { restoreOne } from "../../../scripts/backup/restore-one.ts";
import { numbersFrom } from "../../../src/domain/identity.ts";
import { inventBackup, inventData, SHARD_PATHS } from "./invent-backup.ts";

let folder: string;
let made = 0;
const GOES_ON = new AbortController().signal;
const [FIRST = "", SECOND = ""] = SHARD_PATHS;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "garland-backups-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const name = () => join(folder, String(made++));

async function makeBackup(
  ...parameters: Parameters<typeof inventBackup> extends [string, ...infer Rest] ? Rest : never
) {
  const backup = name();
  await inventBackup(backup, ...parameters);
  return backup;
}

function makeData(...parameters: Parameters<typeof inventData> extends [string, ...infer Rest] ? Rest : never) {
  const data = name();
  inventData(data, ...parameters);
  return data;
}

/** Everything in a folder but what a lock leaves. */
const listFiles = (data: string) =>
  existsSync(data)
    ? readdirSync(data, { recursive: true })
        .map(String)
        .filter((each) => each !== "holder.json")
        .toSorted()
    : [];

const readFiles = (data: string) =>
  listFiles(data)
    .filter((each) => /\.sqlite$|shards$/.test(each))
    .map((each) => [each, readFileSync(join(data, each), "base64")]);

const readObjects = (data: string) => {
  const catalog = new DatabaseSync(join(data, CATALOG_PATH));
  const rows = catalog
    .prepare("SELECT name, birth, born, version FROM objects JOIN installs ON shard = name ORDER BY name")
    .all();
  catalog.close();
  return rows.map((row) => ({ ...row }));
};

const one = (backup: string, data: string, object = "shard-0", acceptsOlder = false) =>
  restoreOne({ backup, data, object, acceptsOlder, stop: GOES_ON });

/** Ways in which a backup is damaged, and what is said of each. */
const DAMAGES: readonly (readonly [string, (backup: string) => void, RegExp])[] = [
  [
    "a missing file",
    (backup) => rmSync(join(backup, FIRST)),
    /^shard-0-of-2 \(objects\/Shard\/\w+\.sqlite\) is missing\. Use another copy/,
  ],
  [
    "a truncated file",
    (backup) => truncateSync(join(backup, FIRST), 4096),
    /^shard-0-of-2 \(.*\) was cut off: it has 4,096 bytes instead of/,
  ],
  ["a file that has grown", (backup) => appendFileSync(join(backup, FIRST), "x"), /^shard-0-of-2 \(.*\) has grown/],
  ["a flipped bit", flipBit, /^shard-0-of-2 \(.*\) was changed: its SHA-256 is not the manifest's/],
  ["two files that changed places", changePlaces, /^shard-0-of-2 \(.*\) was changed/],
  ["a link in the place of a file", (backup) => putLink(backup), /^shard-0-of-2 \(.*\) is not a file, but a link/],
  ["a linked folder", linkFolder, /^shard-0-of-2 \(.*\) is missing/],
];

function flipBit(backup: string): void {
  const bytes = readFileSync(join(backup, FIRST));
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  writeFileSync(join(backup, FIRST), bytes);
}

function changePlaces(backup: string): void {
  renameSync(join(backup, FIRST), join(backup, "x"));
  renameSync(join(backup, SECOND), join(backup, FIRST));
  renameSync(join(backup, "x"), join(backup, SECOND));
}

function putLink(backup: string): void {
  const outside = name();
  renameSync(join(backup, FIRST), outside);
  symlinkSync(outside, join(backup, FIRST));
}

function linkFolder(backup: string): void {
  const outside = name();
  renameSync(join(backup, "objects"), outside);
  symlinkSync(outside, join(backup, "objects"));
}

describe("a damaged backup", () => {
  it.each(DAMAGES)("with %s is told by name, and nothing is restored from it", async (_, damage, said) => {
    const backup = await makeBackup();
    damage(backup);
    const { verdict, lines } = await proveBackup(backup, GOES_ON);
    expect([verdict, lines[0]]).toEqual(["broken", expect.stringMatching(said)]);

    const empty = name();
    await expect(restoreAll(backup, empty, GOES_ON)).rejects.toThrow("Nothing was restored.");
    expect(listFiles(empty)).toEqual([]);
    const data = makeData();
    const before = readFiles(data);
    await expect(one(backup, data)).rejects.toThrow(said);
    expect(readFiles(data)).toEqual(before);
  });

  it("tells everything that is wrong at once, also what was added", async () => {
    const backup = await makeBackup();
    rmSync(join(backup, FIRST));
    truncateSync(join(backup, SECOND), 0);
    writeFileSync(join(backup, "objects/Shard/more.sqlite"), "");
    mkdirSync(join(backup, "build"));
    const { lines } = await proveBackup(backup, GOES_ON);
    expect(lines).toEqual([
      expect.stringContaining("is missing"),
      expect.stringContaining("was cut off"),
      expect.stringContaining("build was added"),
      expect.stringContaining("objects/Shard/more.sqlite was added"),
      "Not whole: 4 things are wrong.",
    ]);
  });

  it("can still give back an object whose own file is whole", async () => {
    const backup = await makeBackup();
    rmSync(join(backup, SECOND));
    expect(await one(backup, makeData())).toContain("shard-0-of-2 is as it was");
  });

  it("that is another installation's, or whose shards are each other's, is told although every hash is right", async () => {
    const foreign = name();
    inventData(foreign, { installation: "another" });
    const mixed = name();
    inventData(mixed);
    cpSync(join(foreign, FIRST), join(mixed, FIRST));
    expect((await proveBackup(mixed, GOES_ON)).lines[0]).toMatch(
      /^shard-0-of-2 .* is another installation's \(another instead of one\)/,
    );
    const confused = name();
    inventData(confused);
    cpSync(join(confused, SECOND), join(confused, FIRST));
    expect((await proveBackup(confused, GOES_ON)).lines[0]).toMatch(
      /^shard-0-of-2 .* holds people of shard-1-of-2: it is another shard's file/,
    );
  });

  it("that holds fewer people than it says is told", async () => {
    const backup = await makeBackup();
    const { files } = readManifest(backup) ?? { files: [] };
    const boasting = await makeBackup({
      changes: { files: files.map((file) => (file.path === FIRST ? { ...file, people: 7 } : file)) },
    });
    cpSync(join(backup, "objects"), join(boasting, "objects"), { recursive: true });
    expect((await proveBackup(boasting, GOES_ON)).lines[0]).toContain(
      "holds 1 person, 1 word instead of 7 people, 1 word.",
    );
  });
});

describe("half a backup", () => {
  it("is refused, and an older one without a manifest is not taken for it", async () => {
    const backup = await makeBackup();
    rmSync(join(backup, "manifest.json"));
    expect(readManifest(backup)).toBeNull();
    writeFileSync(join(backup, "manifest.unfinished"), "");
    await expect(restoreAll(backup, name(), GOES_ON)).rejects.toThrow(`${backup} is half a backup`);
    rmSync(join(backup, "manifest.unfinished"));
    rmSync(join(backup, "shards"));
    await expect(proveBackup(backup, GOES_ON)).rejects.toThrow(`${backup} is no backup, or half of one`);
  });
});

describe("a whole restore", () => {
  it("puts everything in place, with births later than any there was", async () => {
    const backup = await makeBackup();
    const data = name();
    expect(await restoreAll(backup, data, GOES_ON)).toMatch(
      /is as it was at 2026-11-30 01:00:00 UTC: 2 people, 2 words in 2 shards\./,
    );
    expect(listFiles(data)).toEqual(listFiles(backup).filter((each) => !each.startsWith("manifest")));
    const [{ birth, born, version } = {}] = readObjects(data);
    expect([Number(birth) > 1, born, version]).toEqual([true, 1, 0]);
    const later = Date.parse("2026-12-01T00:00:00Z");
    expect(birthAtRestore(later + 1_000)).toBe(birthAtRestore(later) + 1);
    expect(numbersFrom(birthAtRestore(Date.parse("2200-01-01T00:00:00Z")) + 1)).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it("leaves a folder alone in which there is anything, but for what a start or a restore left", async () => {
    const backup = await makeBackup();
    for (const left of ["objects/Shard/x.sqlite", "shards", "notes"]) {
      const data = name();
      mkdirSync(join(data, left, ".."), { recursive: true });
      writeFileSync(join(data, left), "");
      const before = listFiles(data);
      await expect(restoreAll(backup, data, GOES_ON)).rejects.toThrow(`${data} is not empty (${left.split("/")[0]})`);
      expect(listFiles(data)).toEqual(before);
    }
    const started = name();
    for (const left of ["objects", "build", "restoring/objects", "lost+found"])
      mkdirSync(join(started, left), { recursive: true });
    expect(await restoreAll(backup, started, GOES_ON)).toContain("2 people");
    expect(existsSync(join(started, "restoring"))).toBe(false);
  });

  it("of an older backup warns, and takes the log beside a copied file along", async () => {
    const copied = makeData();
    const running = new DatabaseSync(join(copied, FIRST));
    running.exec("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; INSERT INTO choices VALUES (2)");
    const backup = name();
    cpSync(copied, backup, { recursive: true });
    running.close();
    const data = name();
    const said = await restoreAll(backup, data, GOES_ON);
    expect(said).toMatch(/^Warning: .* has no manifest\.json/);
    expect(said).toContain("2 people, 3 words");
  });

  it("asks for room before it touches anything", async () => {
    expect(whatIsMissing([{ bytes: 1_000 }], 10 ** 9)).toBe(0);
    expect(whatIsMissing([{ bytes: 10 ** 9 }], 10 ** 9)).toBeGreaterThan(0);
    const backup = await makeBackup();
    const { files } = readManifest(backup) ?? { files: [] };
    const huge = 2 ** 40;
    const large = await makeBackup({
      changes: { files: files.map((file) => (file.path === FIRST ? { ...file, bytes: huge } : file)) },
    });
    truncateSync(join(large, FIRST), huge);
    const data = name();
    await expect(restoreAll(large, data, GOES_ON)).rejects.toThrow(
      /^The disk of .* is too full: [\d,]+ MiB more are needed/,
    );
    expect(listFiles(data)).toEqual([]);
    const live = makeData();
    const before = readFiles(live);
    await expect(one(large, live)).rejects.toThrow("is too full");
    expect(readFiles(live)).toEqual(before);
  });
});

describe("one object's restore", () => {
  it("keeps what was there under a name that says when, and has the catalog take the copy in, also for a second time", async () => {
    const backup = await makeBackup();
    const data = makeData({ birth: 4 });
    writeFileSync(join(data, FIRST), "no database");
    writeFileSync(join(data, `${FIRST}-wal`), "its log");
    for (const birth of [5, 6]) {
      const said = await one(backup, data);
      expect(said).toMatch(
        /^shard-0-of-2 is as it was at 2026-11-30 01:00:00 UTC, with 1 person, 1 word\.\nWhat its people said from 2026-11-30 01:00:00 UTC/,
      );
      expect(readObjects(data)).toEqual([
        { name: "shard-0-of-2", birth, born: 1, version: 0 },
        { name: "shard-1-of-2", birth: 4, born: 4, version: 5 },
      ]);
    }
    const asides = readdirSync(join(data, "aside")).toSorted();
    expect(asides).toEqual([
      expect.stringMatching(/^shard-0-of-2\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/),
      expect.stringMatching(/^shard-0-of-2\./),
    ]);
    const kept = readdirSync(join(data, "aside", asides[0] ?? ""));
    expect(kept).toHaveLength(2);
    expect(existsSync(join(data, `${FIRST}-wal`))).toBe(false);
    expect(readFileSync(join(data, FIRST))).toEqual(readFileSync(join(backup, FIRST)));
  });

  it("refuses another installation's backup, an object that nobody knows, and one that the backup lacks", async () => {
    const data = makeData();
    const before = readFiles(data);
    const foreign = await makeBackup({ installation: "another" });
    await expect(one(foreign, data)).rejects.toThrow(
      `${foreign} is of another installation (another) than ${data} (one). Nothing was touched`,
    );
    await expect(one(foreign, data, "catalog", true)).rejects.toThrow("is of another installation");
    const unnamed = makeData({ installation: "another" });
    await expect(one(unnamed, data)).rejects.toThrow("is another installation's (another instead of one)");
    await expect(one(unnamed, data, "catalog", true)).rejects.toThrow("is of another installation");
    await expect(one(await makeBackup(), data, "shard-2")).rejects.toThrow("has no object shard-2");
    await expect(one(await makeBackup(), data, "events-0", true)).rejects.toThrow("has no file of events-0");
    await expect(one(await makeBackup({ changes: { shards: 3 } }), data)).rejects.toThrow("has 3 shards, and");
    expect(readFiles(data)).toEqual(before);
  });

  it("of the catalog warns first of what will be gone, and is done when that is accepted, even if there is none any more", async () => {
    const backup = await makeBackup();
    const data = makeData();
    rmSync(join(data, CATALOG_PATH));
    await expect(one(backup, data)).rejects.toThrow("Restore it first: --only catalog.");
    await expect(one(backup, data, "catalog")).rejects.toThrow(
      /The catalog would be as it was at 2026-11-30 01:00:00 UTC\. .* heals: .* revoked is valid again.* say --accept-older\./,
    );
    expect(existsSync(join(data, CATALOG_PATH))).toBe(false);
    expect(await one(backup, data, "catalog", true)).toContain("There was no file to put aside.");
    expect(await one(backup, data)).toContain("shard-0-of-2 is as it was");
  });

  it("is refused in one line while somebody has the folder", async () => {
    const backup = await makeBackup();
    const data = makeData();
    const before = readFiles(data);
    const holder = spawn("flock", ["-n", data, "sh", "-c", "echo has it; read _"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    await expect(one(backup, data)).rejects.toThrow(/^\S+ is served by another process.*$/);
    holder.stdin.end("\n");
    expect(readFiles(data)).toEqual(before);
  });
});

describe("npm run restore", () => {
  it("refuses an option that npm has kept for itself, as it would do something else without it", () => {
    const env = { ...process.env, npm_lifecycle_event: "restore", npm_config_check: "true", GARLAND_DATA: name() };
    const program = join(import.meta.dirname, "../../../scripts/garland.ts");
    expect(() => execFileSync(process.execPath, [program, "restore", "/backup"], { env, stdio: "pipe" })).toThrow(
      "npm has kept --check for itself",
    );
  });
});
