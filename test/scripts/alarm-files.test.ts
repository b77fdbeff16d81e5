import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { putDamagedAlarmsAside } from "../../scripts/alarm-files.ts";
import {
  destroyHeader,
  destroyPage,
  removeDatabase,
  replaceByFolder,
  runSql,
  writeGarbage,
} from "../support/fault-files.ts";

let data: string;
let file: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "garland-alarms-"));
  mkdirSync(join(data, "objects/Shard"), { recursive: true });
  file = join(data, "objects/Shard/metadata.sqlite");
  runSql(file, "PRAGMA journal_mode = WAL; CREATE TABLE alarms (id, at); INSERT INTO alarms VALUES ('a', 1)");
});
afterEach(() => rmSync(data, { recursive: true }));

function look(): readonly string[] {
  const said: string[] = [];
  putDamagedAlarmsAside(data, (line) => void said.push(line));
  return said;
}

describe("a file of alarms", () => {
  it("that can be read stays, and so does a folder without one", () => {
    expect(look()).toEqual([]);
    expect(existsSync(file)).toBe(true);
    removeDatabase(file);
    expect(look()).toEqual([]);
    expect(existsSync(join(data, "aside"))).toBe(false);
  });

  it.each([
    ["whose header is destroyed", destroyHeader],
    ["with a page that is destroyed", (path: string) => destroyPage(path, 1)],
    ["that is no database", writeGarbage],
    ["that is a folder", replaceByFolder],
  ])("%s is put aside, and where it is now is said", (_, damage) => {
    damage(file);
    const [line = "", ...others] = look();
    expect(others).toEqual([]);
    expect(line).toContain(`${file} could not be read (`);
    expect(existsSync(file)).toBe(false);
    const [aside = ""] = readdirSync(join(data, "aside"));
    expect(readdirSync(join(data, "aside", aside))).toContain("metadata.sqlite");
    expect(look()).toEqual([]);
  });
});
