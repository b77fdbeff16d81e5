import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importReportSchema } from "../../src/contract/population.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { foldChoices, wordOn, type Scope } from "../../src/domain/decision/choice.ts";
import { call, expectProblem, openPhone, ORIGIN, shardFor, useGarland } from "./client.ts";
import {
  countAll,
  exportAll,
  importLines,
  NO_REPORT,
  people,
  person,
  postImport,
  rowsAbout,
  staffHeaders,
  toNdjson,
} from "./population-client.ts";

useGarland("2024-12-01T00:00:00Z");

describe("an import", () => {
  it("stores 9,993 of 10,000 lines and says of the other seven where and why", async () => {
    const lines: unknown[] = people(10_000);
    lines[9] = "{not json";
    lines[99] = { subscriberId: "+79161234567", attributes: {} };
    lines[999] = person("s-1", { attributes: { region: "RU-XXX" } });
    lines[1_999] = person("s-2", { attributes: { birthYear: 1812 } });
    lines[4_999] = person("s-3", { attributes: { platform: "ios" } });
    lines[8_999] = person("s-4", { attributes: { faith: "…" } });
    lines[9_999] = person("s-5", { phone: "not a number" });

    const { errors, ...counts } = await importLines(lines);

    expect(counts).toEqual({
      lines: 10_000,
      imported: 9_993,
      deleted: 0,
      erased: 0,
      voided: 0,
      unchanged: 0,
      refused: 7,
      errorCount: 7,
    });
    expect(errors.map(({ line, path, code }) => [line, path, code])).toEqual([
      [10, "$", "malformed-json"],
      [100, "$.subscriberId", "invalid-subscriber-id"],
      [1_000, "$.attributes.region", "invalid-value"],
      [2_000, "$.attributes.birthYear", "invalid-value"],
      [5_000, "$.attributes.platform", "device-attribute"],
      [9_000, "$.attributes.faith", "unknown-attribute"],
      [10_000, "$.phone", "invalid-phone"],
    ]);
    expect(await countAll()).toEqual({ subscribers: 9_993, shards: Number(env.SHARDS), phones: {} });
  });

  it("stores what a decision then uses", async () => {
    await importLines([{ subscriberId: "sonya", attributes: { region: "RU-MOW", lineType: "consumer" } }]);
    const phone = await openPhone("sonya", { platform: "ios" });
    expect(await phone.trayAt("2024-12-31T12:00:00+03:00")).toMatchObject({ decision: "show", reason: "segment" });
    await importLines([{ subscriberId: "sonya", attributes: { region: "RU-MOW", lineType: "m2m" } }]);
    expect(await phone.trayAt("2024-12-31T12:00:00+03:00")).toMatchObject({ decision: "none" });
  });

  it("counts what it found as it was, and changes only what changed", async () => {
    await importLines([person("a"), person("b"), person("c")]);
    const reordered = '{"attributes":{"region":"RU-MOW"},"subscriberId":"a"}';
    const report = await importLines([
      reordered,
      person("b", { attributes: { region: "RU-SPE" } }),
      person("c", { test: true }),
    ]);
    expect(report).toEqual({ ...NO_REPORT, lines: 3, imported: 2, unchanged: 1 });
  });

  it("lets the last of several lines about one subscriber count", async () => {
    await importLines([
      person("a", { attributes: { region: "RU-SPE" } }),
      person("a"),
      person("b"),
      { subscriberId: "b", delete: true },
      person("c"),
      { subscriberId: "c", erase: true },
      person("c", { attributes: { birthYear: 1990 } }),
    ]);
    expect((await exportAll()).split("\n").filter(Boolean).sort()).toEqual([
      '{"subscriberId":"a","attributes":{"region":"RU-MOW"}}',
      '{"subscriberId":"c","attributes":{"birthYear":1990}}',
    ]);
  });

  const gzipOf = async (text: string) =>
    new Uint8Array(
      await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
    );

  it("takes gzips one after another, empty ones, and zeros behind them, as files are joined and padded", async () => {
    const some = people(20_000);
    const parts = [toNdjson(some.slice(0, 5)), "", `\uFEFF${toNdjson(some.slice(5))}`];
    const members = await Promise.all(parts.map(gzipOf));
    const body = new Blob([...members, new Uint8Array(512)]);
    const response = await postImport(body, { "Content-Encoding": "gzip" });
    expect(await response.json()).toMatchObject({ lines: 20_000, imported: 20_000, refused: 0 });
  });

  it.each([
    ["breaks off in its last member", -9, [], /^The gzip breaks off after byte \d+; send the whole file\. Everything/],
    ["is followed by something else", undefined, ["garbage"], /^The gzip is damaged at about byte \d+/],
    ["is followed by more behind zeros", undefined, [new Uint8Array(9), "x"], /^The gzip ends at byte \d+, and behind/],
  ])("says of a gzip that %s how far it was read and what is stored", async (_what, end, behind, words) => {
    const some = people(10_000);
    const [one, other] = await Promise.all([
      gzipOf(toNdjson(some.slice(0, 9_000))),
      gzipOf(toNdjson(some.slice(9_000))),
    ]);
    const body = new Blob([one, other.slice(0, end), ...behind]);
    const response = await postImport(body, { "Content-Encoding": "gzip" });
    const { detail } = await expectProblem(response, "invalid-request", 400);
    expect(detail).toMatch(words);
    expect(detail).toMatch(/Everything up to line 8192 is stored\.$/);
    expect((await countAll()).subscribers).toBe(8_192);
  });

  it("says of a whole body what it is, not of each line that it is none", async () => {
    const utf16 = new Uint8Array(new Uint16Array(Array.from("\uFEFF{}\n", (sign) => sign.charCodeAt(0))).buffer);
    const { detail } = await expectProblem(await postImport(utf16), "invalid-request", 400);
    expect(detail).toBe("The body is in UTF-16; save the file as UTF-8. Nothing of it is stored.");
    const unsaid = await expectProblem(await postImport(await gzipOf("{}\n")), "invalid-request", 400);
    expect(unsaid.detail).toContain("add Content-Encoding: gzip");
  });

  it("takes gzip, CRLF and blank lines, and lists no more than a thousand errors", async () => {
    const text = `\uFEFF${toNdjson(people(100)).replaceAll("\n", "\r\n")}\r\n  \n${"{}\n".repeat(600)}`;
    const gzip = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
    const response = await postImport(gzip, { "Content-Encoding": "gzip" });
    const { errors, ...counts } = importReportSchema.parse(await response.json());
    expect(counts).toMatchObject({ lines: 700, imported: 100, refused: 600, errorCount: 1_200 });
    expect(errors).toHaveLength(1_000);
    expect(errors[0]).toMatchObject({ line: 103 });
  });

  it("reports a line that is too long and goes on", async () => {
    const report = await importLines([person("a"), person("b", { note: "x".repeat(70_000) }), person("c")]);
    expect(report).toMatchObject({
      lines: 3,
      imported: 2,
      refused: 1,
      errors: [{ line: 2, path: "$", code: "too-long" }],
    });
  });

  it("is for administrators only", async () => {
    for (const path of ["/v1/subscribers:export", "/v1/subscribers:count"]) {
      await expectProblem(await call(path), "unauthenticated", 401);
      const headers = await staffHeaders("viewer", "marketer", "approver", "support", "channel");
      await expectProblem(await call(path, { headers }), "forbidden", 403);
    }
    await expectProblem(await call("/v1/subscribers:import", { method: "POST", body: "" }), "unauthenticated", 401);
  });

  it("refuses what is not NDJSON, or is packed in another way", async () => {
    await expectProblem(await postImport("{}", { "Content-Type": "text/csv" }), "unsupported-media-type", 415);
    await expectProblem(await postImport("{}", { "Content-Encoding": "br" }), "unsupported-media-type", 415);
    await expectProblem(await postImport("{}", { "Content-Encoding": "gzip" }), "invalid-request", 400);
    await expectProblem(await postImport("{}", { "Idempotency-Key": "a b" }), "invalid-request", 400);
  });
});

describe("an export", () => {
  it("imported again, exports the same", async () => {
    const lines = [...people(3_000), person("quiet", { attributes: {} }), person("tester", { test: true })];
    await importLines(lines);
    const exported = await exportAll();
    expect(exported.split("\n").filter(Boolean)).toHaveLength(3_002);
    expect(await importLines([exported.trimEnd()])).toMatchObject({ lines: 3_002, unchanged: 3_002 });
    expect(await exportAll()).toBe(exported);

    await importLines(lines.map(({ subscriberId }) => ({ subscriberId, delete: true })));
    expect(await exportAll()).toBe("");
    await importLines([exported.trimEnd()]);
    expect(await exportAll()).toBe(exported);
  });

  it("does not name people who only chose, nor those who were taken away", async () => {
    await (await openPhone("visitor")).choose("theme:hearts", "out", "2025-02-14T12:00:00Z");
    await importLines([person("gone"), { subscriberId: "gone", delete: true }, person("here")]);
    expect(await exportAll()).toBe('{"subscriberId":"here","attributes":{"region":"RU-MOW"}}\n');
    expect((await countAll()).subscribers).toBe(1);
  });
});

const SCOPES = [
  "all",
  "gifts",
  "category:festive",
  "category:romance",
  "theme:tree",
  "theme:tulip",
  "theme:hearts",
] as const;

describe("taking somebody out", () => {
  it("by deletion removes the operator's word and leaves the person's own", async () => {
    await importLines([person("anna", { phone: "+79161234567" })]);
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:hearts", "out", "2025-02-14T12:00:00Z");
    const before = await phone.choose("theme:tulip", "in", "2025-02-15T12:00:00Z");
    expect(await importLines([{ subscriberId: "anna", delete: true }])).toMatchObject({ deleted: 1 });
    expect(await importLines([{ subscriberId: "anna", delete: true }])).toMatchObject({ deleted: 0, unchanged: 1 });
    expect((await shardFor("anna").history("anna")).map(({ scope, value }) => `${value} ${scope}`)).toEqual([
      "out theme:hearts",
      "in theme:tulip",
    ]);
    const after = await phone.trayAt("2025-02-16T12:00:00Z");
    expect(after.epoch).toBeGreaterThanOrEqual(before.epoch);
    expect((await rowsAbout("anna"))["subscribers"]).toMatchObject([
      { profile: "{}", device: '{"platform":"ios"}', imported: 0 },
    ]);
    await importLines([{ subscriberId: "anna", delete: true }]);
    expect((await rowsAbout("anna"))["subscribers"]).toMatchObject([{ profile: "{}", device: "{}" }]);
  });

  it("by erasure keeps nothing but the outs, that there was more, when it was, and an hour's budget", async () => {
    await importLines([person("anna", { phone: "+79161234567" })]);
    const phone = await openPhone("anna", { platform: "android", locale: "tt-RU" });
    await phone.choose("theme:hearts", "out", "2025-02-14T12:00:00Z");
    const before = await phone.choose("theme:tulip", "in", "2025-02-15T12:00:00Z");
    expect(await importLines([{ subscriberId: "anna", erase: true }])).toMatchObject({ erased: 1 });
    expect(await importLines([{ subscriberId: "anna", erase: true }])).toMatchObject({ erased: 1, unchanged: 0 });
    const rows = await rowsAbout("anna");
    expect(rows).toEqual({
      subscribers: [
        {
          subscriber_id: "anna",
          profile: "{}",
          device: "{}",
          choices: expect.stringMatching(/^\{"theme:hearts":\{"out":\d+,"outAt":1739534400000\}\}$/),
          revision: 3,
          exposures: "{}",
          entered_at: null,
          refuses_tokens_before: 0,
          imported: 0,
          test: 0,
        },
      ],
      choices: [expect.objectContaining({ scope: "theme:hearts", value: "out", notice: null })],
      history_floors: [{ subscriber_id: "anna", known_after: expect.any(Number), erased_at: expect.any(Number) }],
      budgets: [expect.objectContaining({ kind: "in self app" })],
      erasures: [{ subscriber_id: "anna", id: expect.any(Number), at: expect.any(Number) }],
    });
    expect((await phone.trayAt("2025-02-16T12:00:00Z")).epoch).toBeGreaterThan(before.epoch);
  });

  it("leaves nothing of a person who never chose, but that they were erased, for channels to follow", async () => {
    await importLines([person("a", { phone: "+79161234567" }), person("b", { phone: "+79161234568" })]);
    await importLines([
      { subscriberId: "a", delete: true },
      { subscriberId: "b", erase: true },
    ]);
    const erasures = [{ subscriber_id: "b", id: expect.any(Number), at: expect.any(Number) }];
    expect([await rowsAbout("a"), await rowsAbout("b")]).toEqual([{}, { erasures }]);
    expect((await countAll()).phones).toEqual({});
  });

  it("by erasure never turns anything on, and keeps every out that was not taken back", async () => {
    const choice = fc.record({
      scope: fc.constantFrom<Scope>(...SCOPES),
      value: fc.constantFrom("in" as const, "out" as const),
      isRetracted: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { maxLength: 8 }), async (choices) => {
        const subscriberId = `erased-${run++}`;
        const shard = shardFor(subscriberId);
        const request = { subscriberId, device: {}, origin: ORIGIN, channel: "app" } as const;
        for (const [index, { scope, value, isRetracted }] of choices.entries()) {
          const chosen = await shard.choose({ ...request, scope, value, at: index, actor: "self" });
          if (!chosen.ok || !isRetracted) continue;
          await shard.retract({ ...request, choiceId: chosen.value.choiceId, at: index, actor: "self" });
        }
        const before = (await shard.history(subscriberId)).filter((entry) => !entry.isRetracted);
        await importLines([{ subscriberId, erase: true }]);
        const after = await shard.history(subscriberId);
        expect(after).toEqual(before.filter((entry) => entry.value === "out"));
        for (const theme of bundledDefinitions.themes) {
          const isOff = wordOn(foldChoices(before), theme) === "off";
          if (isOff) expect(wordOn(foldChoices(after), theme)).toBe("off");
          expect(["off", "silent"]).toContain(wordOn(foldChoices(after), theme));
        }
      }),
      { numRuns: 60 },
    );
  });
});
