import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookUpPhone } from "../../src/tokens/phone-index.ts";
import type { ImportReport } from "../../src/contract/population.ts";
import { openEnvironment } from "../../src/env.ts";
import { importPopulation } from "../../src/http/population/import-population.ts";
import { openPhone, shardFor, useGarland } from "./client.ts";
import {
  countAll,
  dumpEverything,
  exportAll,
  importLines,
  NO_REPORT,
  person,
  postImport,
  rowsAbout,
  toNdjson,
} from "./population-client.ts";

useGarland("2024-12-01T00:00:00Z");

const PHONES = Array.from({ length: 300 }, (_, index) => `+7916${String(1_000_000 + index * 7_919).slice(0, 7)}`);

const secretOf = (letter: string) => letter.repeat(43);

function servicesWithKeys(keys: string) {
  return { ...openEnvironment({ ...env, PHONE_KEYS: keys } as unknown as Env), now: () => 0 };
}

async function importWithKeys(keys: string, lines: readonly unknown[]): Promise<ImportReport> {
  const report = await importPopulation(servicesWithKeys(keys), new Blob([toNdjson(lines)]).stream(), {
    by: "person:ada",
  });
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
    const response = await postImport(
      toNdjson([...lines, person("bad", { phone: "+7916123456789012" }), `{"phone":"${PHONES[0]}"`]),
    );
    const answer = await response.text();
    expect(JSON.parse(answer)).toMatchObject({ imported: 300, refused: 2 });
    const services = { ...openEnvironment(env), now: () => 0 };
    expect(await lookUpPhone(services, PHONES[5]!.replace("+7", "8"))).toBe("s-5");
    expect(await lookUpPhone(services, "+79990000000")).toBeUndefined();
    expect(await lookUpPhone(services, "tulip")).toBeUndefined();
    const everything = (await dumpEverything()) + answer + (await exportAll()) + JSON.stringify(await countAll());
    expect(everything).toContain("s-5");
    expect(PHONES.filter((phone) => everything.includes(phone.slice(2)))).toEqual([]);
    expect((await countAll()).phones).toEqual({ 0: 300 });
  });

  it("all find their subscriber after the key has rotated, before and after the old key is gone", async () => {
    await importWithKeys(
      OLD,
      PHONES.map((phone, index) => person(`s-${index}`, { phone })),
    );
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

  it("leave nothing behind but that it was so if their subscriber is erased while they move to the new key", async () => {
    const [phone = ""] = PHONES;
    const services = servicesWithKeys(`${NEW},${OLD}`);
    const CALLS_OF_A_MOVE = 6;
    for (let moment = 0; moment <= CALLS_OF_A_MOVE; moment++) {
      const subscriberId = `moved-${moment}`;
      await importWithKeys(OLD, [person(subscriberId, { phone })]);
      let calls = 0;
      const shardOf = (key: string) =>
        new Proxy(services.shardOf(key), {
          get:
            (shard, name) =>
            async (...values: unknown[]) => {
              if (calls++ === moment) await importLines([{ subscriberId, erase: true }]);
              return Reflect.get(shard, name)(...values);
            },
        });
      await lookUpPhone({ ...services, shardOf }, phone);
      if (moment === CALLS_OF_A_MOVE) await importLines([{ subscriberId, erase: true }]);
      expect({ moment, calls: calls >= 2, phones: (await countAll()).phones }).toEqual({
        moment,
        calls: true,
        phones: {},
      });
      expect(Object.keys(await rowsAbout(subscriberId))).toEqual(["erasures"]);
    }
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
      what: fc.constantFrom<object>(
        { phone: first },
        { phone: second },
        { phone: null },
        {},
        { delete: true },
        { erase: true },
      ),
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
      { numRuns: 60 },
    );
  });

  it("are refused, line by line and with the reason, where there is no key for them", async () => {
    const services = openEnvironment(env);
    const withoutKeys = { ...services, settings: { ...services.settings, phoneKeys: [] }, now: () => 0 };
    const body = toNdjson([person("a", { phone: PHONES[0] }), person("b")]);
    const report = await importPopulation(withoutKeys, new Blob([body]).stream(), { by: "person:ada" });
    expect(report).toMatchObject({
      ok: true,
      value: { imported: 1, refused: 1, errors: [{ line: 1, code: "phones-not-accepted" }] },
    });
    expect(await lookUpPhone(withoutKeys, PHONES[0] ?? "")).toBeUndefined();
  });
});
