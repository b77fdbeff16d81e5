import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gunzip, GzipError } from "../../src/gzip/gunzip.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** Bytes as they come from a network or a disk, in pieces of some size. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 7): Promise<{ text: string; error?: unknown }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of gunzip(inPieces(bytes, size))) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString() };
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), error };
  }
}

const [one, other, empty] = ["one\n", "other\n", ""].map((text) => gzipSync(text));
const first = one!;
const second = other!;

describe("a gzip", () => {
  it("is read whole, however many members it has, wherever pieces end, with zeros behind it or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 500 }),
        fc.nat(600),
        async (texts, size, zeros) => {
          const bytes = join(...texts.map((text) => gzipSync(text)), new Uint8Array(zeros));
          expect(await read(bytes, size)).toEqual({ text: texts.join("") });
        },
      ),
      { numRuns: 100 },
    );
    expect(await read(empty!)).toEqual({ text: "" });
    const large = "x".repeat(3_000_000);
    expect((await read(join(gzipSync(large), gzipSync(large)), 100_000)).text).toHaveLength(6_000_000);
  });

  it("that is cut off anywhere is an error that says after which byte, and never silently short", async () => {
    const whole = join(first, second);
    for (let length = 1; length < whole.length; length++) {
      // Where a member ends, nobody can tell that another was to follow.
      if (length === first.length) continue;
      const { error } = await read(whole.slice(0, length), 5);
      expect(error).toEqual(new GzipError("cut-off", length));
    }
    expect((await read(new Uint8Array())).error).toEqual(new GzipError("cut-off", 0));
  });

  it.each([
    ["something else behind it", join(first, bytesOf("garbage")), "damaged"],
    ["another member behind zeros", join(first, new Uint8Array(9), second), "followed"],
    ["a byte changed", join(first.map((byte, at) => (at === first.length - 6 ? byte ^ 1 : byte))), "damaged"],
    ["no gzip in it", bytesOf("{}"), "damaged"],
  ])("with %s is an error that says about where", async (_what, bytes, kind) => {
    for (const size of [1, 5, 1_000]) {
      const { error } = await read(bytes, size);
      expect(error).toBeInstanceOf(GzipError);
      expect(error).toMatchObject({ kind, byte: expect.any(Number) });
    }
  });

  it("tells a body that breaks off from a gzip that does", async () => {
    async function* breaking(): AsyncGenerator<Uint8Array, void> {
      yield first.subarray(0, 9);
      throw new Error("the network");
    }
    const reading = (async () => {
      for await (const _piece of gunzip(breaking()));
    })();
    await expect(reading).rejects.toThrow("the network");
  });

  it("lets go of what it reads from when nobody wants the rest", async () => {
    let hasLetGo = false;
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) yield gzipSync("y".repeat(10_000));
      } finally {
        hasLetGo = true;
      }
    }
    for await (const _piece of gunzip(endless())) break;
    await expect.poll(() => hasLetGo).toBe(true);
  });
});
