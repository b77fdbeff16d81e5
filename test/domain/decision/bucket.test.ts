import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKET_COUNT, bucketOf } from "../../../src/domain/decision/bucket.ts";
import { murmur3 } from "../../../src/domain/murmur3.ts";
import { coverageAt, coveredFrom, isCovered, isHeldOut } from "../../../src/domain/decision/rollout.ts";

describe("murmur3", () => {
  it.each([
    ["", 0],
    ["hello", 0x248bfa47],
    ["hello, world", 0x149bbb7f],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ])("gives the published value for %j", (text, hash) => {
    expect(murmur3(text)).toBe(hash);
  });

  it("hashes the UTF-8 bytes of any text, so other languages get the same buckets", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(murmur3(text)).toBe(referenceMurmur3(bytes));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("bucketOf", () => {
  it.each([
    ["new-year", "demo-000001", 2644372383],
    ["valentines", "demo-000001", 1687930958],
    ["spring", "a", 139349413],
    ["весна", "б", 4113658558],
  ])("keeps the golden number of %s for %s: changing it would move millions of people", (campaign, id, bucket) => {
    expect(bucketOf(campaign, id)).toBe(bucket);
  });

  it("spreads people evenly: each tenth of the range gets a tenth, within four standard deviations", () => {
    const people = 100_000;
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < people; index++) {
      const tenth = Math.floor((bucketOf("new-year", `demo-${index}`) / BUCKET_COUNT) * 10);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    const deviation = Math.sqrt(people * 0.1 * 0.9);
    for (const count of counts) expect(Math.abs(count - people / 10)).toBeLessThan(4 * deviation);
  });
});

const rollouts = fc.record({
  startedAt: fc.integer({ min: 0, max: 2 ** 41 }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  perHour: fc.double({ min: 0, max: 0.02, noNaN: true }),
});
const buckets = fc.integer({ min: 0, max: BUCKET_COUNT - 1 });

describe("a rollout", () => {
  it("covers everybody when there is none", () => {
    expect(coverageAt(undefined, 0)).toBe(1);
    expect(isCovered(undefined, BUCKET_COUNT - 1, 0)).toBe(true);
  });

  it("never takes the decoration from someone who had it: later, or with more coverage, they still have it", () => {
    fc.assert(
      fc.property(
        rollouts,
        buckets,
        fc.nat(2 ** 40),
        fc.nat(2 ** 40),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rollout, bucket, before, elapsed, more) => {
          const at = rollout.startedAt + before;
          fc.pre(isCovered(rollout, bucket, at));
          expect(isCovered(rollout, bucket, at + elapsed)).toBe(true);
          const raised = { ...rollout, from: coverageAt(rollout, at), to: Math.max(rollout.to, more), startedAt: at };
          expect(isCovered(raised, bucket, at + elapsed)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("says exactly from which millisecond it covers a person", () => {
    fc.assert(
      fc.property(rollouts, buckets, (rollout, bucket) => {
        const from = coveredFrom(rollout, bucket);
        if (from === undefined) {
          expect(isCovered(rollout, bucket, rollout.startedAt + 366 * 24 * 3_600_000)).toBe(false);
        } else {
          expect(isCovered(rollout, bucket, from)).toBe(true);
          if (from > rollout.startedAt) expect(isCovered(rollout, bucket, from - 1)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("holds out the top of the range, apart from those whom a rollout reaches first", () => {
    expect(isHeldOut(0, BUCKET_COUNT - 1)).toBe(false);
    expect(isHeldOut(5, BUCKET_COUNT - 1)).toBe(true);
    expect(isHeldOut(5, Math.floor(BUCKET_COUNT * 0.94))).toBe(false);
    expect(isHeldOut(100, 0)).toBe(true);
  });
});

/** The algorithm once more, over bytes through a DataView, to be independent of the one under test. */
function referenceMurmur3(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & 0xffffffffn;
  const multiply = (a: bigint, b: bigint) => (a * b) & 0xffffffffn;
  let hash = 0n;
  const whole = bytes.length - (bytes.length % 4);
  const mix = (block: bigint) => multiply(rotate(multiply(block, 0xcc9e2d51n), 15n), 0x1b873593n);
  for (let offset = 0; offset < whole; offset += 4) {
    hash = (multiply(rotate(hash ^ mix(BigInt(view.getUint32(offset, true))), 13n), 5n) + 0xe6546b64n) & 0xffffffffn;
  }
  const rest = [...bytes.subarray(whole)].reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  if (bytes.length > whole) hash ^= mix(rest);
  hash ^= BigInt(bytes.length);
  hash = multiply(hash ^ (hash >> 16n), 0x85ebca6bn);
  hash = multiply(hash ^ (hash >> 13n), 0xc2b2ae35n);
  return Number(hash ^ (hash >> 16n));
}
