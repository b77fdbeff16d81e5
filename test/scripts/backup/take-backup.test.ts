import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest } from "../../../scripts/backup/manifest.ts";
import { CATALOG_PATH } from "../../../scripts/backup/object-files.ts";
import { takeBackup } from "../../../scripts/backup/take-backup.ts";
import { inventData, SHARD_PATHS } from "./invent-backup.ts";

let folder: string;
const [FIRST = "", SECOND = ""] = SHARD_PATHS;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "garland-backups-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a backup", () => {
  it("says in its manifest whose it is and what every file holds", async () => {
    const [data, target] = [join(folder, "data"), join(folder, "target")];
    inventData(data, { birth: 3 });
    expect(await takeBackup(data, target)).toMatchObject({ isWhole: true });
    const manifest = readManifest(target);
    expect(manifest).toMatchObject({ installation: "one", environment: "production", shards: 2, missing: [] });
    expect(manifest?.files.find(({ path }) => path === SECOND)).toMatchObject({
      object: "shard-1-of-2",
      birth: 3,
      people: 1,
      words: 1,
    });
    expect(existsSync(join(target, "manifest.unfinished"))).toBe(false);
    await expect(takeBackup(data, target)).rejects.toThrow("is there already");
  });

  it("has everything else when one object can't be read or is not there, and names it", async () => {
    const [data, target] = [join(folder, "damaged"), join(folder, "damaged-target")];
    inventData(data);
    writeFileSync(join(data, FIRST), "no database".repeat(1_000));
    rmSync(join(data, SECOND));
    const { isWhole, lines } = await takeBackup(data, target);
    expect([isWhole, lines]).toEqual([
      false,
      [
        expect.stringMatching(/^shard-0-of-2 can't be read \(file is not a database\) in /),
        expect.stringMatching(/^shard-1-of-2 has no file in /),
        expect.stringContaining("2 files of"),
      ],
    ]);
    expect(readManifest(target)?.missing).toEqual(["shard-0-of-2", "shard-1-of-2"]);
  });

  it("of a service that has lost a shard says that it has not got what was lost either", async () => {
    const [data, target] = [join(folder, "lost"), join(folder, "lost-target")];
    inventData(data);
    const catalog = new DatabaseSync(join(data, CATALOG_PATH));
    catalog.exec("UPDATE objects SET state = 'lost' WHERE name = 'shard-1-of-2'");
    catalog.close();
    const { isWhole, lines } = await takeBackup(data, target);
    expect([isWhole, lines[0]]).toEqual([false, expect.stringMatching(/^shard-1-of-2 has lost what it held/)]);
  });

  it("that has no catalog to copy stays half a backup, and says so", async () => {
    const [data, target] = [join(folder, "no-catalog"), join(folder, "no-catalog-target")];
    inventData(data);
    writeFileSync(join(data, CATALOG_PATH), "no database".repeat(1_000));
    await expect(takeBackup(data, target)).rejects.toThrow("is half a backup: remove it, mend the catalog");
    expect(() => readManifest(target)).toThrow("is half a backup");
  });
});
