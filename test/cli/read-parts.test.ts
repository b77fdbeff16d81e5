import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, readParts, type Part } from "../../src/cli/read-parts.ts";

async function readAll(chunks: readonly Uint8Array[], partBytes: number): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of readParts(streamOf(chunks), partBytes)) parts.push(part);
  return parts;
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const textOf = ({ bytes }: Part) => Buffer.from(bytes).toString();

describe("readParts", () => {
  it("cuts the same whole lines wherever the input is cut, loses none and counts them", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "ё", "🌷"), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        line,
        fc.array(fc.nat()),
        fc.integer({ min: 24, max: 60 }),
        async (lines, last, places, partBytes) => {
          const text = lines.map((content) => `${content}\n`).join("") + last;
          const bytes = Buffer.from(text);
          const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
          const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
          const parts = await readAll(chunks, partBytes);
          expect(parts).toEqual(await readAll([bytes], partBytes));
          expect(parts.map(textOf).join("")).toBe(text);
          let firstLine = 1;
          for (const [index, part] of parts.entries()) {
            const isLast = index === parts.length - 1;
            expect(part).toMatchObject({ index, firstLine });
            expect(part.lines).toBe(textOf(part).replace(/\n$/, "").split("\n").length);
            expect(isLast || textOf(part).endsWith("\n")).toBe(true);
            expect(isLast || part.bytes.length >= partBytes).toBe(true);
            firstLine += part.lines;
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("gives up on input without line breaks instead of filling the memory", async () => {
    const endless = Array.from({ length: 100 }, () => new Uint8Array(10).fill(0x61));
    await expect(readAll(endless, 100)).rejects.toThrow(InputError);
  });
});
