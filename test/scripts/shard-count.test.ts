import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseShardCount, writeShardCount } from "../../scripts/shard-count.ts";

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "garland-shards-"));
});
afterEach(() => rmSync(data, { recursive: true }));

const writeShards = (text: string) => writeFileSync(join(data, "shards"), text);

function writeObject(className: string, name: string, statements = ""): void {
  const folder = join(data, "objects", className);
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, `${name}.sqlite`));
  database.exec(`PRAGMA journal_mode = WAL; ${statements}`);
  database.close();
}

const writeCatalog = (count: number) => {
  // Every class has a file of workerd's beside its objects'.
  writeObject("Catalog", "metadata");
  const statements = `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO settings VALUES ('shardCount', '${count}');`;
  writeObject("Catalog", "a", statements);
};

describe("the number of shards", () => {
  it("of a new installation is the wanted one, or what carries one machine, and nothing is written to find out", () => {
    expect(chooseShardCount(data, undefined)).toBe("16");
    expect(chooseShardCount(data, "256")).toBe("256");
    expect(chooseShardCount(join(data, "none"), "many")).toBe("many");
    expect(readdirSync(data)).toEqual([]);
  });

  it.each([undefined, "", "16", "garbage"])("is what the catalog says, whatever the file says: %s", (text) => {
    if (text !== undefined) writeShards(text);
    writeCatalog(3);
    expect(chooseShardCount(data, undefined)).toBe("3");
    expect(chooseShardCount(data, "03")).toBe("3");
    expect(() => chooseShardCount(data, "16")).toThrow("started with SHARDS=3; it can't be 16 now.");
  });

  it.each([
    ["lost", () => undefined],
    ["empty", () => writeObject("Catalog", "a")],
    ["new", () => writeObject("Catalog", "a", "CREATE TABLE settings (key TEXT, value TEXT)")],
    [
      "damaged",
      () => {
        writeCatalog(3);
        writeFileSync(join(data, "objects/Catalog/a.sqlite"), "x".repeat(4096));
      },
    ],
  ])("is what the file says if the catalog is %s", (_state, damage) => {
    damage();
    writeShards("5\n");
    expect(chooseShardCount(data, undefined)).toBe("5");
    expect(() => chooseShardCount(data, "16")).toThrow("started with SHARDS=5");
  });

  it("is not guessed, nor less than there are shards, where nothing says it", () => {
    writeShards("");
    writeObject("Shard", "metadata");
    for (const name of ["a", "b", "c"]) writeObject("Shard", name);
    expect(() => chooseShardCount(data, undefined)).toThrow("has 3 shards, but neither");
    expect(() => chooseShardCount(data, "2")).toThrow("SHARDS=2 is not what");
    expect(chooseShardCount(data, "4")).toBe("4");
  });

  it("is written as a whole", async () => {
    writeShards("garbage");
    await writeShardCount(data, "7");
    expect(readFileSync(join(data, "shards"), "utf8")).toBe("7");
    expect(readdirSync(data)).toEqual(["shards"]);
  });
});
