import { describe, expect, it } from "vitest";
import { findObject, isBackupPath, nameObjects, pathOf } from "../../../scripts/backup/object-files.ts";

describe("an object's file", () => {
  it("is found by its name, where workerd keeps it", () => {
    // As workerd 1.20261117.1 has named them.
    expect(pathOf("Shard", "shard-0-of-2")).toBe(
      "objects/Shard/7c3d556739dcb7cbcc9ab2330f2e7bac2398841eef6068f46f7f957b8b530bd7.sqlite",
    );
    expect(pathOf("Catalog", "catalog")).toBe(
      "objects/Catalog/cfb5765765744cc356141155efc4d0cb5fdc1a61a32c34422a0b266d489302a2.sqlite",
    );
  });

  it("is found by what garland repair calls it, and by nothing that is no object", () => {
    const find = (name: string) => findObject(name, 16, ["new-year@3"]);
    expect(find("shard-7")).toEqual(find("shard-7-of-16"));
    expect(find("shard-7")).toEqual({
      name: "shard-7-of-16",
      className: "Shard",
      path: pathOf("Shard", "shard-7-of-16"),
    });
    expect(find("new-year@3")?.className).toBe("Guard");
    expect(find("catalog")?.className).toBe("Catalog");
    for (const name of ["shard-16", "shard-7-of-8", "new-year@4", "../catalog", "", "shard-"]) {
      expect(find(name)).toBeUndefined();
    }
  });

  it("has a path that a backup may hold, each its own", () => {
    const paths = [...nameObjects(64, ["a@1", "b@1"]).keys()];
    expect(new Set(paths).size).toBe(64 + 8 + 2 + 1);
    expect(paths.filter((path) => !isBackupPath(path))).toEqual([]);
  });
});
