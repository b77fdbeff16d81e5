import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBlocks, type BlockLimits, type Line } from "../../../src/http/population/ndjson.ts";

const LIMITS: BlockLimits = { lineBytes: 64, blockLines: 3, blockCharacters: 100 };
const encoder = new TextEncoder();

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
}

async function readAll(chunks: readonly Uint8Array[], limits = LIMITS): Promise<(readonly Line[])[]> {
  const blocks: (readonly Line[])[] = [];
  for await (const block of readBlocks(streamOf(chunks), limits)) blocks.push(block);
  return blocks;
}

const textsOf = (blocks: readonly (readonly Line[])[]) =>
  blocks.flat().map((line) => ("text" in line ? line.text : line.problem));

describe("readBlocks", () => {
  it("reads the same lines and blocks wherever the body is cut, inside characters and line breaks too", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "ё", "ⅷ", "🌷", " "), maxLength: 12 });
    const lines = fc.array(fc.tuple(text, fc.constantFrom("\n", "\r\n")), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(lines, text, fc.array(fc.nat()), async (ended, last, places) => {
        const bytes = encoder.encode(ended.map(([line, end]) => line + end).join("") + last);
        const expected = [...ended.map(([line]) => line), ...(last === "" ? [] : [last])];
        const blocks = await readAll(cut(bytes, places));
        expect(textsOf(blocks)).toEqual(expected);
        expect(blocks.flat().map((line) => line.number)).toEqual(expected.map((_, index) => index + 1));
        expect(blocks).toEqual(await readAll([bytes]));
      }),
      { numRuns: 1_000 },
    );
  });

  it("ends a block when it has enough lines or enough characters, and not before", async () => {
    const long = "x".repeat(60);
    const blocks = await readAll([encoder.encode(["1", "2", "3", long, long, "4"].join("\n"))]);
    expect(blocks.map((block) => block.length)).toEqual([3, 2, 1]);
  });

  it("takes a line of exactly the limit, and reports a longer one without losing the next", async () => {
    const [fits, tooLong] = ["x".repeat(64), "y".repeat(65)];
    const bytes = encoder.encode(`${fits}\n${tooLong}\nz\n${"y".repeat(1_000)}`);
    for (const places of [[], [1], [70, 100, 129], Array.from(bytes, (_, index) => index)]) {
      expect(textsOf(await readAll(cut(bytes, places)))).toEqual([fits, "too-long", "z", "too-long"]);
    }
  });

  it("counts bytes, not characters, against the limit", async () => {
    expect(textsOf(await readAll([encoder.encode("ё".repeat(33))]))).toEqual(["too-long"]);
  });

  it("reports a line that is not UTF-8 and reads on", async () => {
    expect(textsOf(await readAll([new Uint8Array([0x61, 0x0a, 0xff, 0xfe, 0x0a, 0x62])]))).toEqual([
      "a",
      "malformed-utf8",
      "b",
    ]);
  });

  it("passes over a byte order mark, and finds nothing in an empty body", async () => {
    expect(textsOf(await readAll([encoder.encode("\uFEFFa\n")]))).toEqual(["a"]);
    expect(await readAll([])).toEqual([]);
  });

  it("reads no further than the block that was asked for, and cancels the body when it is left", async () => {
    let chunks = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          chunks += 1;
          controller.enqueue(encoder.encode("line\n"));
        },
        cancel: () => {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const blocks = readBlocks(body, LIMITS);
    await blocks.next();
    expect(chunks).toBe(3);
    await blocks.return();
    expect(isCancelled).toBe(true);
  });
});
