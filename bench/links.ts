/**
 * `npm run bench:links`: what it costs to seal and to open the token of an off link, and to open one of version 0.1, as a ratio to
 * one HMAC-SHA-256 (`@noble/hashes`) of the same text, in the same run.
 */
import { cpus, loadavg } from "node:os";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { createLinkTokens, type LinkGrant } from "../src/tokens/link-token.ts";
import { compareSpeeds } from "./compare-speeds.ts";

const PEOPLE = 1_000;
const secret = new Uint8Array(32).fill(7);
const tokens = createLinkTokens([{ id: 7, secret }]);
/** Sealed by version 0.1 under the same key. */
const EARLIER = "B4D0KEbfhxbNkZyjmW-QsZXmQa71zFWqRkEFMmHmuuMRwAYwmpY";
const encoder = new TextEncoder();

const people = Array.from({ length: PEOPLE }, (_, index) => {
  const grant: LinkGrant = {
    kind: "off",
    subscriberId: `s-${index.toString(16).padStart(12, "0")}`,
    scope: "theme:hearts",
  };
  return { grant, token: tokens.seal(grant), text: encoder.encode(`off\ntheme:hearts\n${grant.subscriberId}`) };
});

const speeds = compareSpeeds(people, {
  "one HMAC": ({ text }) => hmac(sha256, secret, text)[0],
  seal: ({ grant }) => tokens.seal(grant).length,
  open: ({ token }) => tokens.open(token)?.kind,
  "open one of 0.1": () => tokens.open(EARLIER)?.kind,
});

console.log(`${cpus().length} × ${cpus()[0]?.model}, load average ${loadavg()[0]?.toFixed(1)}, ${PEOPLE} people\n`);
console.log("| work | µs | ratio |");
console.log("| --- | ---: | ---: |");
for (const [name, nanoseconds] of Object.entries(speeds)) {
  console.log(`| ${name} | ${(nanoseconds / 1e3).toFixed(1)} | ${(nanoseconds / speeds["one HMAC"]).toFixed(1)} |`);
}
