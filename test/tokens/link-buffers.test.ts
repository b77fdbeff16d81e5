import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestBriefly, encodeBriefly } from "../../src/tokens/link-token.ts";

const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 200 }),
  // Around the room that is reused, and beyond it.
  fc.integer({ min: 1_300, max: 5_000 }).map((length) => "ж".repeat(length)),
);

describe("texts and digests in buffers that are used again", () => {
  it("are what TextEncoder and WebCrypto make of the same text, whatever was asked before", async () => {
    const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
    const digest = digestBriefly(sha256.create());
    const authenticate = digestBriefly(hmac.create(sha256, secret));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(Uint8Array.from(encodeBriefly(text))).toEqual(bytes);
        const expectedDigest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        expect(digest(encodeBriefly(text))).toEqual(expectedDigest);
        const expectedMac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
        expect(authenticate(encodeBriefly(text))).toEqual(expectedMac);
      }),
      { numRuns: 300 },
    );
  });
});
