import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { overwriteTexts } from "../../src/storage/overwrite-texts.ts";

/** So few that they share a page: rows that had to move to another one would leave copies behind. */
const PEOPLE = Array.from({ length: 10 }, (_, index) => `person-${index}`);
/** Has a story over several pages, with little of it in the one that is shared. */
const TALKER = "person-5";

const secretOf = (who: string, thing: string) => `a ${thing} of ${who}, привет 🎄.`;
const storyOf = (who: string) => secretOf(who, "story") + "x".repeat(who === TALKER ? 16_850 : 0);

let folder: string;
let database: DatabaseSync;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-overwrite-"));
  database = new DatabaseSync(join(folder, "test.sqlite"));
  // As in a Durable Object.
  database.exec("PRAGMA journal_mode = WAL");
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

const sql = {
  exec: (statement: string, ...bindings: readonly string[]) => database.prepare(statement).run(...bindings),
};

/** Which of somebody's secrets can be read in the file, once everything is in it. */
async function findSecrets(who: string): Promise<readonly string[]> {
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const bytes = await readFile(join(folder, "test.sqlite"));
  return ["notice", "story"].filter((thing) => bytes.includes(secretOf(who, thing)));
}

describe.each([
  ["a table with row ids", "id INTEGER PRIMARY KEY, who TEXT NOT NULL", "STRICT"],
  ["a table without row ids", "who TEXT PRIMARY KEY", "STRICT, WITHOUT ROWID"],
])("texts in %s", (_, keys, kind) => {
  beforeEach(() => {
    database.exec(`CREATE TABLE words (${keys}, notice TEXT, story TEXT) ${kind}`);
    const insert = database.prepare("INSERT INTO words (who, notice, story) VALUES (?, ?, ?)");
    for (const who of PEOPLE) insert.run(who, secretOf(who, "notice"), storyOf(who));
  });

  const removals = ["DELETE FROM words WHERE who = ?", "UPDATE words SET notice = NULL, story = '' WHERE who = ?"];

  it.each(removals)("can be read in the file after %s, but not if they were overwritten before", async (removal) => {
    sql.exec(removal, "person-3");
    expect(await findSecrets("person-3")).not.toEqual([]);
    for (const who of ["person-4", TALKER, "person-6"]) {
      expect(await findSecrets(who)).toEqual(["notice", "story"]);
      database.exec("BEGIN");
      overwriteTexts(sql, { table: "words", columns: ["notice", "story"], where: "who = ?" }, who);
      sql.exec(removal, who);
      database.exec("COMMIT");
      expect(await findSecrets(who)).toEqual([]);
    }
  });

  it("of others, and other columns, stay as they are; what is null stays null", () => {
    sql.exec("UPDATE words SET notice = NULL WHERE who = ?", "person-1");
    overwriteTexts(sql, { table: "words", columns: ["notice"], where: "who IN (?, ?)" }, "person-1", "person-2");
    const zeros = "0".repeat(new TextEncoder().encode(secretOf("person-2", "notice")).length);
    const notices = new Map([
      ["person-1", null],
      ["person-2", zeros],
    ]);
    expect(database.prepare("SELECT who, notice, story FROM words ORDER BY who").all()).toEqual(
      PEOPLE.map((who) => ({
        who,
        notice: notices.has(who) ? notices.get(who) : secretOf(who, "notice"),
        story: storyOf(who),
      })),
    );
  });
});
