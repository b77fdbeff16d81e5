import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "vite";
import { describe, expect, it } from "vitest";
import { tablesOf } from "../support/tables-of.ts";

const src = join(import.meta.dirname, "../../src");
const OBJECTS = ["shard", "catalog", "guard"];

/** Texts of files by their paths in `src`. */
type Files = ReadonlyMap<string, string>;

function readFolder(folder: string): Files {
  const entries = readdirSync(join(src, folder), { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(src.length + 1), readFileSync(file, "utf8")]),
  );
}

/** What stands for a value that is put into a text. */
const HOLE = "\u0000";
const STATEMENT = /\b(select|insert|update|delete|replace|create|alter|drop|pragma|from|join|into|table)\b/i;
const TOKEN = /"[^"]*"|`[^`]*`|\[[^\]]*\]|'(?:[^']|'')*'|[\w$]+|\S/g;
const TABLE_FOLLOWS = new Set(["from", "join", "into", "update", "table", "references"]);
const BEFORE_ITS_NAME = new Set(["or", "ignore", "replace", "rollback", "abort", "fail", "if", "not", "exists"]);
const LIST_ENDS = new Set([
  "where",
  "group",
  "order",
  "limit",
  "having",
  "union",
  "except",
  "intersect",
  "set",
  "values",
]);

/** Every text of a file that reads as SQL, or as a piece of it. What is called `table` in an object is the name of one. */
function listSql(path: string, text: string): readonly string[] {
  const found: string[] = [];
  new Visitor({
    Property: ({ kind, key, value }) => {
      if (kind !== "init" || key.type !== "Identifier" || key.name !== "table" || value.type === "Identifier") return;
      found.push(`TABLE ${value.type === "Literal" ? String(value.value) : HOLE}`);
    },
    Literal: ({ value }) => void (typeof value === "string" && found.push(value)),
    TemplateLiteral: ({ quasis }) => void found.push(quasis.map(({ value }) => value.cooked ?? "").join(HOLE)),
  }).visit(parseSync(path, text).program);
  return found
    .filter((each) => STATEMENT.test(each))
    .map((sql) => sql.replace(/--.*$/gm, "").replace(/\/\*.*?\*\//gs, ""));
}

/** The names that stand where a table does, bare or in any of SQLite's quotes, in small letters; "?" for one that can't be seen. */
function listTables(sql: string): ReadonlySet<string> {
  const tables = new Set<string>();
  const tokens = [...(sql.match(TOKEN) ?? []), ";"].map((token) =>
    token.replace(/^["`[](.*)["`\]]$/, "$1").toLowerCase(),
  );
  const isPragma = tokens[0] === "pragma";
  /** For each bracket that is open, whether commas part tables there. */
  const lists = [false];
  let isExpected = false;
  for (const [index, token] of tokens.entries()) {
    if (isExpected && BEFORE_ITS_NAME.has(token)) continue;
    if (token === "(") lists.push(false);
    if (token === ")") lists.pop();
    if (LIST_ENDS.has(token)) lists[lists.length - 1] = false;
    const isName = /^[\w$]+$/.test(token) && token !== "set" && token !== "select";
    if (isPragma || (isExpected && isName)) tables.add(token);
    if (isExpected && (token === HOLE || token === ";")) tables.add("?");
    const isSchema: boolean = isExpected && tokens[index + 1] === ".";
    isExpected =
      isSchema || (isExpected && token === ".") || TABLE_FOLLOWS.has(token) || (token === "," && lists.at(-1) === true);
    if (token === "from" || token === "join") lists[lists.length - 1] = true;
  }
  return tables;
}

/** A long history stands in two files. */
const historyOf = (object: string, files: Files): readonly string[] =>
  ["earlier-migrations.ts", "migrations.ts"].map((name) => `${object}/${name}`).filter((path) => files.has(path));

/** What is against the rule that each table of an object has one file that names it; its history does not count. */
function findFaults(object: string, files: Files): readonly string[] {
  const history = historyOf(object, files);
  const sqlOf = new Map(
    [...files].filter(([path]) => !history.includes(path)).map(([path, text]) => [path, listSql(path, text)]),
  );
  const namedIn = (path: string) => new Set((sqlOf.get(path) ?? []).flatMap((sql) => [...listTables(sql)]));
  const named = new Map([...sqlOf.keys()].map((path) => [path, namedIn(path)]));
  const statements = history.map((path) => files.get(path) ?? "").join("\n");
  const owned = tablesOf(statements).flatMap((table) => {
    const owners = [...named].filter(([, tables]) => tables.has(table.toLowerCase())).map(([path]) => path);
    if (owners.length === 1 && owners[0]?.startsWith(`${object}/`) === true) return [];
    return [`${table} is named in ${owners.join(" and ") || "no file"}`];
  });
  const changes = /\b(create|alter|drop)\s+(table|index|view|trigger)\b/i;
  const hidden = [...sqlOf].flatMap(([path, texts]) => [
    // What is for every object takes the name from whoever calls it.
    ...(named.get(path)?.has("?") === true && path.startsWith(`${object}/`)
      ? [`${path} hides the name of a table`]
      : []),
    ...(path.startsWith(`${object}/`) && texts.some((sql) => changes.test(sql))
      ? [`${path} changes the schema; ${object}/migrations.ts does that`]
      : []),
  ]);
  return [...owned, ...hidden];
}

const filesOf = (object: string) => new Map([...readFolder(object), ...readFolder("storage")]);

describe.each(OBJECTS)("in the %s", (object) => {
  it("each table has one owner, whom everybody else asks", () => {
    const files = filesOf(object);
    const history = historyOf(object, files).map((path) => files.get(path) ?? "");
    expect(tablesOf(history.join("\n")).length).toBeGreaterThan(1);
    expect(findFaults(object, filesOf(object))).toEqual([]);
  });
});

describe("the rule that each table has one owner", () => {
  it("holds for every object with tables", () => {
    const objects = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith("/migrations.ts"),
    );
    expect(objects.filter((file) => !file.startsWith("storage/")).sort()).toEqual(
      OBJECTS.map((object) => `${object}/migrations.ts`).sort(),
    );
  });

  const HISTORY = 'export const M = [`CREATE TABLE words (id TEXT) STRICT; CREATE TABLE "people" (id TEXT)`];';
  const owners = [
    ["shard/migrations.ts", HISTORY],
    ["shard/words.ts", 'export const a = "SELECT * FROM words";'],
    ["shard/people.ts", 'export const a = "SELECT id FROM people WHERE words_of = ?1";'],
  ] as const;

  it.each([
    ["another's read", "`SELECT * FROM words`"],
    ["lower case", "`select id from words`"],
    ["upper case", "`SELECT ID FROM WORDS`"],
    ["a comma for a join", "`SELECT * FROM ages, words WHERE 1`"],
    ["quotes", '`SELECT * FROM "words"`'],
    ["brackets", "`SELECT * FROM [words]`"],
    ["back quotes", '"SELECT * FROM `words`"'],
    ["the schema's name before it", "`SELECT * FROM main.words`"],
    ["an update that may fail", "`UPDATE OR IGNORE words SET id = 1`"],
    ["an insertion that may replace", "`INSERT OR REPLACE INTO words VALUES (1)`"],
    ["a replacement", "`REPLACE INTO words VALUES (1)`"],
    ["a deletion", "`DELETE FROM words`"],
    ["a question in a question", "`SELECT (SELECT max(id) FROM words)`"],
    ["a line of its own", "`SELECT id\n  FROM\n    words`"],
    ["a piece that is put in", "` JOIN words USING (id)`"],
    ["the end of the table", "`DROP TABLE words`"],
    ["a change of the table", "`ALTER TABLE words ADD COLUMN a`"],
    ["a name that is handed on", '({ table: "words" })'],
    ["a description of the table", "`PRAGMA table_info(words)`"],
  ])("sees %s", (_what, sql) => {
    const planted = new Map([...owners, ["shard/deep/other.ts", `export const b = ${sql};`]]);
    expect(findFaults("shard", planted)).toContainEqual(
      expect.stringMatching(/^words is named in .*shard\/deep\/other\.ts/),
    );
  });

  it("sees a name that is put in, a table of an object in src/storage, and a schema that is changed elsewhere", () => {
    const planted = (path: string, sql: string) =>
      findFaults("shard", new Map([...owners, [path, `export const b = ${sql};`]]));
    expect(planted("shard/a.ts", "(t: string) => `SELECT * FROM ${t}`")).toEqual([
      "shard/a.ts hides the name of a table",
    ]);
    expect(planted("shard/a.ts", '(t: string) => `UPDATE OR IGNORE "${t}" SET a = 1`')).toEqual([
      "shard/a.ts hides the name of a table",
    ]);
    expect(planted("shard/a.ts", "(t: string) => overwrite({ table: t + 1 })")).toEqual([
      "shard/a.ts hides the name of a table",
    ]);
    expect(planted("storage/a.ts", "(table: string) => `DELETE FROM ${table}`")).toEqual([]);
    expect(planted("storage/a.ts", '"DELETE FROM words"')).toEqual([
      "words is named in shard/words.ts and storage/a.ts",
    ]);
    expect(planted("shard/a.ts", '"create table more (id)"')).toEqual([
      "shard/a.ts changes the schema; shard/migrations.ts does that",
    ]);
  });

  it("lets be what only sounds like it", () => {
    const planted = new Map([
      ...owners,
      [
        "shard/a.ts",
        'export const words = "its words"; // SELECT * FROM words\nexport const b = "SELECT :words, count(words) AS words, my_words FROM other WHERE words > 1";',
      ],
    ]);
    expect(findFaults("shard", planted)).toEqual([]);
  });

  it("follows a table that is renamed or dropped", () => {
    expect(
      tablesOf("CREATE TABLE a (x); ALTER TABLE a RENAME TO b; create table if not exists c (x); DROP TABLE c"),
    ).toEqual(["b"]);
  });
});
