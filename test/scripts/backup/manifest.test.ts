import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../../scripts/backup/manifest.ts";

const FILE = "/backup/manifest.json";

const file = (path: string, changes: object = {}) => ({
  path,
  bytes: 1,
  sha256: "0".repeat(64),
  object: null,
  at: "2026-11-30T01:00:00.000Z",
  ...changes,
});

const body = (changes: object = {}) => ({
  format: 1,
  garland: "0.1.0",
  madeAt: "2026-11-30T01:00:00.000Z",
  installation: "one",
  environment: "production",
  shards: 2,
  audit: null,
  missing: [],
  files: [file("shards")],
  ...changes,
});

/** As whoever makes one up would seal it, too. */
function write(changes: object = {}): string {
  const manifest = body(changes);
  return JSON.stringify({ ...manifest, seal: createHash("sha256").update(JSON.stringify(manifest)).digest("hex") });
}

const read = (text: string) => parseManifest(text, FILE);

describe("a manifest", () => {
  it("is read as it was written", () => {
    expect(read(write())).toEqual(body());
  });

  it("is refused after any change, however small", () => {
    const text = write();
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`;
      expect(() => read(changed)).toThrow(FILE);
    }
    for (const broken of ["", "{", "null", "[]", text.slice(0, -1)]) {
      expect(() => read(broken)).toThrow(`${FILE} is not as it was written. Use another copy of this backup.`);
    }
  });

  it("of a newer format is refused, and told apart from damage", () => {
    expect(() => read(JSON.stringify({ format: 2, seal: "of another kind" }))).toThrow(
      `${FILE} has format 2, and this Garland reads 1. Restore it with the Garland that made it, or a newer one.`,
    );
  });

  it("names nothing outside of a backup, however it is sealed", () => {
    const hex = "0".repeat(64);
    for (const path of [
      "../shards",
      "/etc/passwd",
      `objects/Shard/../../${hex}.sqlite`,
      `objects/Shard/${hex}.sqlite/x`,
      `objects/shard/${hex}.sqlite`,
      `objects/Shard/${hex}.sqlite-wal`,
      `objects\\Shard\\${hex}.sqlite`,
      `objects/Shard/${hex}.sqlite\n`,
      `objects/Other/${hex}.sqlite`,
      "holder.json",
      "manifest.json",
      "",
      ".",
    ]) {
      expect(() => read(write({ files: [file(path)] }))).toThrow("which is no file of a backup");
    }
    expect(
      read(write({ files: [file(`objects/Guard/${hex}.sqlite`), file("objects/Shard/metadata.sqlite")] })),
    ).toBeDefined();
  });

  it("that names a file twice, or what is unknown, is refused", () => {
    expect(() => read(write({ files: [file("shards"), file("shards")] }))).toThrow("names shards twice");
    expect(() => read(write({ files: [file("shards", { bytes: -1 })] }))).toThrow("can't be read at files.0.bytes");
    expect(() => read(write({ more: true }))).toThrow("can't be read");
  });
});
