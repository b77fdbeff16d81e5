import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  createServiceKey,
  hashServiceKey,
  isServiceKey,
  prefixOfServiceKey,
  serviceKeyPrefixSchema,
} from "../../src/contract/service-key.ts";

describe("a new service key", () => {
  it("is well formed, with a prefix that identifies it", () => {
    for (let count = 0; count < 200; count++) {
      const { key, prefix } = createServiceKey();
      expect(key).toMatch(/^glk_[0-9a-z]{8}_[\w-]{43}$/);
      expect(isServiceKey(key)).toBe(true);
      expect(prefixOfServiceKey(key)).toBe(prefix);
      expect(serviceKeyPrefixSchema.parse(prefix)).toBe(prefix);
    }
  });

  it("carries 32 bytes of secret, never the same twice", () => {
    const keys = Array.from({ length: 1_000 }, () => createServiceKey());
    expect(new Set(keys.map(({ key }) => key.slice(-43))).size).toBe(keys.length);
    expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(keys.length);
    for (const { key } of keys) expect(Buffer.from(key.slice(-43), "base64url")).toHaveLength(32);
  });

  it("uses every character that a prefix may have, and no letter that looks like a digit", () => {
    const used = new Set(Array.from({ length: 1_000 }, () => createServiceKey().prefix).join(""));
    expect([...used].toSorted().join("")).toBe("0123456789abcdefghjkmnpqrstvwxyz");
  });
});

describe("reading a service key", () => {
  const { key, prefix } = createServiceKey();

  it.each([
    ["a shorter one", key.slice(0, -1)],
    ["a longer one", `${key}A`],
    ["another mark", `gls${key.slice(3)}`],
    ["capitals in the prefix", key.replace(prefix, "ABCDEFGH")],
    ["letters that prefixes leave out", key.replace(prefix, "iloulilo")],
    ["a line break", `${key}\n`],
    ["padding", `${key.slice(0, -1)}=`],
    ["nothing", ""],
  ])("takes no notice of %s", (_, text) => {
    expect(prefixOfServiceKey(text)).toBeUndefined();
  });

  it("is stored as the SHA-256 of all its characters", async () => {
    const expected = createHash("sha256").update(key).digest("hex");
    expect(Buffer.from(await hashServiceKey(key)).toString("hex")).toBe(expected);
  });
});
