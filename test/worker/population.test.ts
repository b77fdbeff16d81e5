import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookUpPhone } from "../../src/contract/phone-index.ts";
import { importReportSchema, populationCountSchema, type ImportReport } from "../../src/contract/population.ts";
import type { ShardRpc } from "../../src/contract/rpc.ts";
import { listShardNames } from "../../src/contract/shard-name.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { foldChoices, wordOn, type Scope } from "../../src/domain/choice.ts";
import { samplePerson } from "../../src/domain/sample-population.ts";
import { openEnvironment } from "../../src/env.ts";
import { importPopulation, IMPORT_LIMITS } from "../../src/http/import-population.ts";
import { MAXIMUM_BATCHES_IN_FLIGHT } from "../../src/http/store-population.ts";
import { call, expectProblem, openPhone, ORIGIN, shardFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];
const encoder = new TextEncoder();
const NO_REPORT: ImportReport = {
  lines: 0,
  imported: 0,
  deleted: 0,
  erased: 0,
  unchanged: 0,
  refused: 0,
  errorCount: 0,
  errors: [],
};

async function staffToken(...roles: string[]): Promise<string> {
  const response = await call("/dev/staff-tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "importer", roles }),
  });
  return (await response.json<{ token: string }>()).token;
}

async function asAdmin(): Promise<{ Authorization: string }> {
  return { Authorization: `Bearer ${await staffToken("admin")}` };
}

async function postImport(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return call("/v1/subscribers:import", {
    method: "POST",
    headers: { ...(await asAdmin()), "Content-Type": "application/x-ndjson", ...headers },
    body,
  });
}

/** Imports lines, objects or text, and answers the checked report. */
async function importLines(lines: readonly unknown[], headers: Record<string, string> = {}): Promise<ImportReport> {
  const response = await postImport(toNdjson(lines), headers);
  expect(response.status).toBe(200);
  return importReportSchema.parse(await response.json());
}

const toNdjson = (lines: readonly unknown[]) =>
  lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => samplePerson(from + index, 7, regions));

const person = (subscriberId: string, more: object = {}) => ({ subscriberId, attributes: { region: "RU-MOW" }, ...more });

async function exportAll(): Promise<string> {
  const response = await call("/v1/subscribers:export", { headers: await asAdmin() });
  expect(response.status).toBe(200);
  return new TextDecoder().decode(await response.arrayBuffer());
}

async function countAll() {
  const response = await call("/v1/subscribers:count", { headers: await asAdmin() });
  return populationCountSchema.parse(await response.json());
}

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
    const report = await importLines([reordered, person("b", { attributes: { region: "RU-SPE" } }), person("c", { test: true })]);
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
    expect(report).toMatchObject({ lines: 3, imported: 2, refused: 1, errors: [{ line: 2, path: "$", code: "too-long" }] });
  });

  it("is for administrators only", async () => {
    for (const path of ["/v1/subscribers:export", "/v1/subscribers:count"]) {
      await expectProblem(await call(path), "unauthenticated", 401);
      const headers = { Authorization: `Bearer ${await staffToken("viewer", "marketer", "approver", "support", "channel")}` };
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

describe("an import with an Idempotency-Key", () => {
  const key = { "Idempotency-Key": "season-2025" };

  /** Sends a text in chunks, then the connection is lost. */
  async function importBroken(text: string, chunkBytes = 10_000) {
    const bytes = encoder.encode(text);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length) return controller.error(new Error("connection lost"));
        controller.enqueue(bytes.slice(sent, sent + chunkBytes));
        sent += chunkBytes;
      },
    });
    const report = await importPopulation({ ...openEnvironment(env), now: Date.now }, body, key["Idempotency-Key"]);
    return report.ok ? undefined : report.error;
  }

  it("goes on where it broke off, and reports all of it", async () => {
    const lines: unknown[] = people(20_000);
    lines[5_000] = "broken";
    lines[15_000] = "broken";
    const text = toNdjson(lines);
    expect(await importBroken(text.slice(0, text.length * 0.7))).toMatchObject({
      type: "invalid-request",
      detail: expect.stringContaining(`line ${IMPORT_LIMITS.blockLines} is stored`),
    });
    expect((await countAll()).subscribers).toBe(IMPORT_LIMITS.blockLines - 1);

    const resumed = await importLines(lines, key);

    expect(resumed).toMatchObject({
      lines: 20_000,
      imported: 19_998,
      unchanged: 0,
      refused: 2,
      resumedFromLine: IMPORT_LIMITS.blockLines + 1,
    });
    expect(resumed.errors.map((error) => error.line)).toEqual([5_001, 15_001]);
    expect((await countAll()).subscribers).toBe(19_998);
  });

  it("answers the same report when it is repeated after its end, and does nothing", async () => {
    const lines = [person("a"), "broken", person("b")];
    const first = await importLines(lines, key);
    await importLines([{ subscriberId: "a", delete: true }]);
    expect(await importLines(lines, key)).toEqual(first);
    expect(await exportAll()).not.toContain('"a"');
  });

  it("is refused for another body: longer, shorter or different", async () => {
    const lines = [person("a"), person("b")];
    await importLines(lines, key);
    for (const other of [[...lines, person("c")], [person("a")], [], [person("b"), person("a")]]) {
      await expectProblem(await postImport(toNdjson(other), key), "conflict", 409);
    }
    expect((await countAll()).subscribers).toBe(2);
  });

  it("is refused for a body that began otherwise before it broke off", async () => {
    const text = toNdjson(people(10_000));
    await importBroken(text);
    await expectProblem(await postImport(toNdjson(people(10_000, 1)), key), "conflict", 409);
    await expectProblem(await postImport(toNdjson(people(100)), key), "conflict", 409);
    expect(await importLines(people(10_000), key)).toMatchObject({ imported: 10_000 });
  });

  it("is one import whether it comes packed or not, with LF or CRLF", async () => {
    const text = toNdjson(people(100));
    const first = await (await postImport(text, key)).json();
    const gzip = new Blob([text.replaceAll("\n", "\r\n")]).stream().pipeThrough(new CompressionStream("gzip"));
    expect(await (await postImport(gzip, { ...key, "Content-Encoding": "gzip" })).json()).toEqual(first);
  });

  it("is left to the later of two requests", async () => {
    const text = toNdjson(people(20_000));
    let sendRest: (() => void) | undefined;
    const hasRest = new Promise<void>((resolve) => {
      sendRest = resolve;
    });
    const early = postImport(
      new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(encoder.encode(text.slice(0, text.length / 2)));
          await hasRest;
          controller.enqueue(encoder.encode(text.slice(text.length / 2)));
          controller.close();
        },
      }),
      key,
    );
    const ledger = shardFor("import:season-2025");
    const runs = async () =>
      runInDurableObject(ledger, (_, state) => state.storage.sql.exec<{ run: number }>("SELECT run FROM imports").toArray());
    while ((await runs()).length === 0);
    expect(await importLines(people(20_000), key)).toMatchObject({ lines: 20_000, refused: 0 });
    sendRest?.();
    await expectProblem(await early, "conflict", 409);
    expect(await importLines(people(20_000), key)).toMatchObject({ lines: 20_000, refused: 0 });
  });

  it("never holds more than two blocks, nor calls more shards at once than it may", async () => {
    let [pulled, stored, underWay] = [0, 0, 0];
    let [mostAhead, mostUnderWay] = [0, 0];
    const services = openEnvironment(env);
    const countingShardOf = (subscriberId: string): ShardRpc =>
      new Proxy(services.shardOf(subscriberId), {
        get(shard, name) {
          if (name !== "applyPopulation") return (...values: unknown[]) => Reflect.get(shard, name)(...values);
          return async (rows: Parameters<ShardRpc["applyPopulation"]>[0]) => {
            underWay += 1;
            mostUnderWay = Math.max(mostUnderWay, underWay);
            const outcome = await shard.applyPopulation(rows);
            underWay -= 1;
            stored += rows.length;
            return outcome;
          };
        },
      });
    const chunks = people(40_000).map((line) => encoder.encode(toNdjson([line])));
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = chunks[pulled];
          if (chunk === undefined) return controller.close();
          mostAhead = Math.max(mostAhead, pulled - stored);
          pulled += 1;
          controller.enqueue(chunk);
        },
      },
      { highWaterMark: 0 },
    );
    const report = await importPopulation({ ...services, shardOf: countingShardOf, now: () => 0 }, body);
    expect(report).toMatchObject({ ok: true, value: { imported: 40_000 } });
    expect(mostAhead).toBeLessThanOrEqual(2 * IMPORT_LIMITS.blockLines);
    expect(mostAhead).toBeGreaterThan(IMPORT_LIMITS.blockLines);
    expect(mostUnderWay).toBeLessThanOrEqual(MAXIMUM_BATCHES_IN_FLIGHT);
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

const SCOPES = ["all", "gifts", "category:festive", "category:romance", "theme:tree", "theme:tulip", "theme:hearts"] as const;

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
    expect((await rowsAbout("anna"))["subscribers"]).toMatchObject([{ profile: "{}", device: '{"platform":"ios"}', imported: 0 }]);
    await importLines([{ subscriberId: "anna", delete: true }]);
    expect((await rowsAbout("anna"))["subscribers"]).toMatchObject([{ profile: "{}", device: "{}" }]);
  });

  it("by erasure keeps nothing but the outs", async () => {
    await importLines([person("anna", { phone: "+79161234567" })]);
    const phone = await openPhone("anna", { platform: "android", locale: "tt-RU" });
    await phone.choose("theme:hearts", "out", "2025-02-14T12:00:00Z");
    const before = await phone.choose("theme:tulip", "in", "2025-02-15T12:00:00Z");
    expect(await importLines([{ subscriberId: "anna", erase: true }])).toMatchObject({ erased: 1 });
    expect(await importLines([{ subscriberId: "anna", erase: true }])).toMatchObject({ erased: 0, unchanged: 1 });
    const rows = await rowsAbout("anna");
    expect(rows).toEqual({
      subscribers: [
        {
          subscriber_id: "anna",
          profile: "{}",
          device: "{}",
          choices: `{"theme:hearts":{"outAt":${Date.parse("2025-02-14T12:00:00Z")}}}`,
          revision: 3,
          exposures: "{}",
          imported: 0,
          test: 0,
        },
      ],
      choices: [expect.objectContaining({ scope: "theme:hearts", value: "out", notice: null, idempotency_key: null })],
    });
    expect((await phone.trayAt("2025-02-16T12:00:00Z")).epoch).toBeGreaterThan(before.epoch);
  });

  it("leaves nothing at all of a person who never chose", async () => {
    await importLines([person("a", { phone: "+79161234567" }), person("b", { phone: "+79161234568" })]);
    await importLines([
      { subscriberId: "a", delete: true },
      { subscriberId: "b", erase: true },
    ]);
    expect([await rowsAbout("a"), await rowsAbout("b")]).toEqual([{}, {}]);
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
          if (chosen.ok && isRetracted) await shard.retract({ ...request, choiceId: chosen.value.choiceId, at: index });
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
      { numRuns: 150 },
    );
  });
});

/** All rows of all tables of an object. */
function dumpTables(stub: DurableObjectStub<undefined>): Promise<Record<string, Record<string, unknown>[]>> {
  return runInDurableObject(stub, (_, { storage: { sql } }) => {
    const tables = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'")
      .toArray();
    return Object.fromEntries(tables.map(({ name }) => [name, sql.exec(`SELECT * FROM "${name}"`).toArray()]));
  });
}

async function dumpEverything(): Promise<string> {
  const shards = listShardNames(Number(env.SHARDS)).map((name) => env.SHARD.getByName(name));
  const dumps = await Promise.all([...shards, env.CATALOG.getByName("catalog")].map((stub) => dumpTables(stub as never)));
  return JSON.stringify(dumps.map(({ installed_ruleset: _, rulesets: __, definitions: ___, ...tables }) => tables));
}

async function rowsAbout(subscriberId: string): Promise<Record<string, unknown[]>> {
  const tables = await dumpTables(shardFor(subscriberId) as never);
  const about = Object.entries(tables).map(([name, rows]) => [name, rows.filter((row) => row["subscriber_id"] === subscriberId)]);
  return Object.fromEntries(about.filter(([, rows]) => rows?.length)) as Record<string, unknown[]>;
}

const PHONES = Array.from({ length: 300 }, (_, index) => `+7916${String(1_000_000 + index * 7_919).slice(0, 7)}`);

const secretOf = (letter: string) => letter.repeat(43);

function servicesWithKeys(keys: string) {
  return { ...openEnvironment({ ...env, PHONE_KEYS: keys } as unknown as Env), now: () => 0 };
}

async function importWithKeys(keys: string, lines: readonly unknown[]): Promise<ImportReport> {
  const report = await importPopulation(servicesWithKeys(keys), new Blob([toNdjson(lines)]).stream());
  expect(report.ok).toBe(true);
  return report.ok ? report.value : NO_REPORT;
}

async function ownersOf(keys: string, phones: readonly string[]): Promise<(string | undefined)[]> {
  const services = servicesWithKeys(keys);
  return Promise.all(phones.map((phone) => lookUpPhone(services, phone)));
}

describe("phone numbers", () => {
  const [OLD, NEW] = [`1:${secretOf("o")}`, `2:${secretOf("n")}`];

  it("find their subscriber however they are written, and are nowhere to be read", async () => {
    const lines = PHONES.map((phone, index) => person(`s-${index}`, { phone }));
    const response = await postImport(toNdjson([...lines, person("bad", { phone: "+7916123456789012" }), `{"phone":"${PHONES[0]}"`]));
    const answer = await response.text();
    expect(JSON.parse(answer)).toMatchObject({ imported: 300, refused: 2 });
    const services = { ...openEnvironment(env), now: () => 0 };
    expect(await lookUpPhone(services, PHONES[5]!.replace("+7", "8"))).toBe("s-5");
    expect(await lookUpPhone(services, "+79990000000")).toBeUndefined();
    expect(await lookUpPhone(services, "tulip")).toBeUndefined();
    const everything = (await dumpEverything()) + answer + (await exportAll()) + JSON.stringify(await countAll());
    expect(everything).toContain("s-5");
    for (const phone of PHONES) expect(everything).not.toContain(phone.slice(2));
    expect((await countAll()).phones).toEqual({ 0: 300 });
  });

  it("all find their subscriber after the key has rotated, before and after the old key is gone", async () => {
    await importWithKeys(OLD, PHONES.map((phone, index) => person(`s-${index}`, { phone })));
    const everybody = PHONES.map((_, index) => `s-${index}`);
    expect(await ownersOf(NEW, PHONES.slice(0, 3))).toEqual([undefined, undefined, undefined]);
    expect(await ownersOf(`${NEW},${OLD}`, PHONES)).toEqual(everybody);
    expect((await countAll()).phones).toEqual({ 2: 300 });
    expect(await ownersOf(NEW, PHONES)).toEqual(everybody);
    await importLines(everybody.map((subscriberId) => ({ subscriberId, erase: true })));
    expect((await countAll()).phones).toEqual({});
  });

  it("move to the new key when they are imported again", async () => {
    const lines = PHONES.map((phone, index) => person(`s-${index}`, { phone }));
    await importWithKeys(OLD, lines);
    expect(await importWithKeys(`${NEW},${OLD}`, lines)).toMatchObject({ imported: 300 });
    expect(await importWithKeys(`${NEW},${OLD}`, lines)).toMatchObject({ unchanged: 300 });
    expect((await countAll()).phones).toEqual({ 2: 300 });
  });

  it("given to another subscriber take none of the first one's choices along", async () => {
    const [phone = ""] = PHONES;
    await importWithKeys(OLD, [person("first", { phone })]);
    await (await openPhone("first")).choose("all", "out", "2025-01-01T00:00:00Z");
    await importWithKeys(`${NEW},${OLD}`, [person("second", { phone })]);
    expect(await ownersOf(`${NEW},${OLD}`, [phone])).toEqual(["second"]);
    expect(await shardFor("second").history("second")).toEqual([]);
    expect(await shardFor("first").history("first")).toHaveLength(1);
    await importWithKeys(`${NEW},${OLD}`, [{ subscriberId: "first", erase: true }]);
    expect(await ownersOf(`${NEW},${OLD}`, [phone])).toEqual(["second"]);
    await importWithKeys(`${NEW},${OLD}`, [{ subscriberId: "second", erase: true }]);
    expect(await ownersOf(`${NEW},${OLD}`, [phone])).toEqual([undefined]);
    expect((await countAll()).phones).toEqual({});
  });

  it("belong to their last owner whatever a sequence of imports does, and to nobody who is gone", async () => {
    const [first = "", second = ""] = PHONES;
    const step = fc.record({
      who: fc.constantFrom("a", "b", "c"),
      what: fc.constantFrom<object>({ phone: first }, { phone: second }, { phone: null }, {}, { delete: true }, { erase: true }),
      keys: fc.constantFrom(`${OLD},${NEW}`, `${NEW},${OLD}`),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean(), async (steps, isOneBody) => {
        run += 1;
        const id = (who: string) => `${who}-${run}`;
        const owners = new Map<string, string>();
        const lines = steps.map(({ who, what }) => {
          const isGone = "delete" in what || "erase" in what;
          if ("phone" in what || isGone) {
            for (const [phone, owner] of owners) if (owner === who) owners.delete(phone);
          }
          if ("phone" in what && typeof what.phone === "string") owners.set(what.phone, who);
          return isGone ? { subscriberId: id(who), ...what } : person(id(who), what);
        });
        await importLines(["a", "b", "c"].map((who) => ({ subscriberId: `${who}-${run - 1}`, erase: true })));
        if (isOneBody) await importWithKeys(`${NEW},${OLD}`, lines);
        else for (const [index, line] of lines.entries()) await importWithKeys(steps[index]?.keys ?? OLD, [line]);
        const expected = [first, second].map((phone) => (owners.has(phone) ? id(owners.get(phone) ?? "") : undefined));
        expect(await ownersOf(`${NEW},${OLD}`, [first, second])).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("are refused, line by line and with the reason, where there is no key for them", async () => {
    const services = openEnvironment(env);
    const withoutKeys = { ...services, settings: { ...services.settings, phoneKeys: [] }, now: () => 0 };
    const body = toNdjson([person("a", { phone: PHONES[0] }), person("b")]);
    const report = await importPopulation(withoutKeys, new Blob([body]).stream());
    expect(report).toMatchObject({ ok: true, value: { imported: 1, refused: 1, errors: [{ line: 1, code: "phones-not-accepted" }] } });
    expect(await lookUpPhone(withoutKeys, PHONES[0] ?? "")).toBeUndefined();
  });
});
