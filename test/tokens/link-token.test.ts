import { describe, expect, it } from "vitest";
import { createLinkTokens, type LinkGrant } from "../../src/tokens/link-token.ts";

const keyOf = (id: number) => ({ id, secret: new Uint8Array(32).fill(id) });

/** Sealed by version 0.1 under key 7: links in e-mails and text messages. */
const OF_BEFORE: readonly (readonly [string, LinkGrant])[] = [
  ["B4D0KEbfhxbNkZyjmW-QsZXmQa71zFWqRkEFMmHmuuMRwAYwmpY", { kind: "off", subscriberId: "anna", scope: "theme:hearts" }],
  [
    "B_6dtS4A9bbSc3gS7p4nymPOPzgMmrMgO5voo0q4pVNIpC_uXqAji2062TPmgfEAHw",
    { kind: "off", subscriberId: "anna", scope: "all", by: "person:Нина\nК." },
  ],
  ["B71Tf9AR-5B1XVDEdL__MG-MFfbYM_hd_yZASQ", { kind: "listen", subscriberId: "anna" }],
  [
    "B_URhRK-Lq6hcMToeV80wsiHOgDf10a9XUBldAJFiqbo7O_i446jygd0KKAfiU6DSRC4EFuO",
    { kind: "page", subscriberId: "anna", expiresAt: 1796083200000, issuedAt: 1796000000000 },
  ],
  [
    "B7dACDkgwa4lhnYHXfMrc27qrbByfrdGH-XLTT33Ll9IxPzTYUyPqheIS92T1_8lCtyElD5MhhUvP2lROeOkrRZF",
    { kind: "page", subscriberId: "anna", expiresAt: 1796083200000, issuedAt: 1796000000000, by: "person:nina" },
  ],
  [
    "B5xSDpoC4c1uESk7q5VbdiXCinpp39iPJcFyEl7OO2EwiC-F_ffWJgl8Js4X5NKPSAsndj_EuRnBodikmLQXcyw-gsh0",
    { kind: "undo", subscriberId: "anna", choiceId: 12345, expiresAt: 1796083200000, of: "abcdefghijklmnopqrstuv" },
  ],
  [
    "B_QSbDFSTkQYaqoJVJzjuQv7Byhw_QmYqN_HGtf65U7jJn_myDYG0LnD1uhFst1n-tB9YGnba-ni7HOpcfS8xMm7q6eYev53rZqxe0SGNQWC6ZrPZahNKsyq360fxauRgYE7xlSayRJhvrUUEDBkJuRUonkuu3EMw54ZsQSqgpObKvN3bc_0wIfluKckDKWAjBol08YDdqj3GMM4Djoh86znqF6dWuAADB4VV2XOLGow7lPsA0nhZr0J26hLm36F-1MAp9oem-ym1xc8sqSHltbvOnBOPawZwcyqOJmKAKp5tvZ3Bdds2ig1LNKDcOc-uae9yV0QqdAsUca4jHd3ARR0",
    { kind: "off", subscriberId: `${"ж".repeat(60)}${"x".repeat(100)}`, scope: "category:romance" },
  ],
];

/** The same under key 2, whose number is that of the present version. */
const AS_A_VERSION = "AuhYpSkxLX0mX7OioVe4zZNsu-5yd_7oM0pZA2oPmLw";

describe("links that were minted by version 0.1", () => {
  it.each(OF_BEFORE)("open as ever: %s", (token, grant) => {
    expect(createLinkTokens([keyOf(7)]).open(token)).toEqual(grant);
    expect(createLinkTokens([keyOf(9), keyOf(7)]).open(token)).toEqual(grant);
    expect(createLinkTokens([keyOf(9)]).open(token)).toBeUndefined();
  });

  it("open under a key whose number is that of a version", () => {
    const grant = { kind: "off", subscriberId: "boris", scope: "gifts" };
    expect(createLinkTokens([keyOf(2)]).open(AS_A_VERSION)).toEqual(grant);
  });

  it("do not open when a character was changed", () => {
    const [[token = ""] = []] = OF_BEFORE;
    const tokens = createLinkTokens([keyOf(7)]);
    for (let index = 0; index < token.length; index++) {
      const changed = `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
      expect(tokens.open(changed)).toBeUndefined();
    }
  });
});

describe("a token", () => {
  it("names its version and its key, and none of the earlier form is made", () => {
    const token = createLinkTokens([keyOf(7)]).seal({ kind: "off", subscriberId: "anna", scope: "all" });
    expect([...Buffer.from(token, "base64url").subarray(0, 2)]).toEqual([2, 7]);
  });

  it("does not open under another key's number, which is authenticated", () => {
    const same = new Uint8Array(32).fill(1);
    const token = createLinkTokens([{ id: 7, secret: same }]).seal({ kind: "listen", subscriberId: "anna" });
    const bytes = Buffer.from(token, "base64url");
    bytes[1] = 8;
    expect(createLinkTokens([{ id: 8, secret: same }]).open(bytes.toString("base64url"))).toBeUndefined();
  });
});
