import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { APP_VERSIONS, LOCALES, PLATFORMS, TIMEZONES } from "../support/device-strings.ts";
import { call, catalog, importPeople, SHARDS, shardFor, tokenFor, useGarland } from "./client.ts";
import { openSubscriber } from "./subscriber-routes.ts";
import { installIn } from "./install-in.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const FAR_AHEAD = Date.parse("2030-01-01T00:00:00Z");
const AT_ONCE = 8;

/** What trackers, messengers and mailers add to addresses. */
const TRACKERS = {
  fbclid: "IwAR0x",
  gclid: "Cj0K",
  yclid: "123",
  ymclid: "456",
  utm_source: "sms",
  utm_medium: "",
  utm_campaign: "8 марта",
  _openstat: "dGVzdA==",
  from: "telegram",
  tgWebAppStartParam: "x",
  mc_cid: "a",
  mc_eid: "b",
  msclkid: "c",
  ysclid: "d",
  igshid: "e",
  _ga: "2.1",
  vk_ref: "f",
  rb_clickid: "g",
  "amp;lang": "en",
  __proto__x: "h",
  constructor: "i",
};

/** Every text of the tables, put together to phones: as many as the longest table has rows. */
const PHONES = Array.from({ length: Math.max(PLATFORMS.length, APP_VERSIONS.length, LOCALES.length, TIMEZONES.length) })
  .map((_, index) => {
    const row = <Row>(table: readonly Row[]): Row => table[index % table.length]!;
    return { platform: row(PLATFORMS), appVersion: row(APP_VERSIONS), locale: row(LOCALES), timezone: row(TIMEZONES) };
  })
  .map((facts, index) => ({
    name: `phone-${index}`,
    words: Object.fromEntries(Object.entries(facts).map(([fact, [said]]) => [fact, said])),
    read: Object.fromEntries(
      Object.entries(facts).flatMap(([fact, [, read]]) => (read === undefined ? [] : [[fact, read]])),
    ),
  }));

type Phone = (typeof PHONES)[number];

/** Fits the person who has this name, and whose phone was read so: fact by fact, the unknown included. */
function describePhone({ name, read }: Phone) {
  const { platform = null, appVersion, locale = null, timezone = null } = read;
  const version = appVersion === undefined ? null : { $veq: appVersion };
  return { services: name, platform, appVersion: version, locale, timezone };
}

/** Everywhere the only campaign is a tree for those whose phones are read right, all the year round. */
async function showTreeToThoseReadRight(): Promise<void> {
  const ruleset = JSON.parse((await catalog().readRuleset(1)) ?? "") as Ruleset;
  const tree = ruleset.campaigns.find(({ decoration }) => decoration.startsWith("tree"))!;
  const label = { ru: "Прочитаны верно", en: "Read right" };
  const segments = Array.from({ length: Math.ceil(PHONES.length / 50) }, (_, index) => ({
    key: `read-right-${index}`,
    label,
    condition: { $or: PHONES.slice(index * 50, index * 50 + 50).map(describePhone) },
    examples: [],
  }));
  const { rollout: _all, watch: _nobody, ...campaign } = tree;
  const always = [{ from: 0, until: FAR_AHEAD }];
  const body = JSON.stringify({
    ...ruleset,
    version: 2,
    segments,
    campaigns: [
      {
        ...campaign,
        audience: { include: segments.map(({ key }) => key), exclude: [] },
        waves: [{ segments: [], windowSets: [always], setOfGroup: [] }],
        holdoutPercent: 0,
      },
    ],
  } satisfies Ruleset);
  for (const name of listShardNames(SHARDS))
    expect(await installIn(env.SHARD.getByName(name), body)).toBe("acknowledged");
}

describe("what real systems say of a phone", () => {
  beforeEach(async () => {
    await showTreeToThoseReadRight();
    await importPeople(PHONES.map(({ name }) => ({ subscriberId: name, profile: { services: [name] } })));
  });

  it("is taken on every subscriber route and page, with trackers beside it, and decided rightly", async () => {
    expect(PLATFORMS.length + APP_VERSIONS.length + LOCALES.length + TIMEZONES.length).toBeGreaterThan(300);
    for (let first = 0; first < PHONES.length; first += AT_ONCE) {
      await Promise.all(
        PHONES.slice(first, first + AT_ONCE).map(async ({ name, words, read }) => {
          const phone = await openSubscriber(name, { ...words, ...TRACKERS, lang: "xx" }, NEW_YEAR);
          const shown: Record<string, string> = {};
          for (const [way, answer] of Object.entries({ ...phone.ask, ...phone.say })) shown[way] = await answer();
          const ways = Object.keys(shown);
          expect([words, shown]).toEqual([words, Object.fromEntries(ways.map((way) => [way, "show"]))]);
          expect([words, await phone.readPhone()]).toEqual([words, read]);
          expect([words, await phone.readZone()]).toEqual([words, read["timezone"] ?? "Europe/Moscow"]);
          await phone.switchAll();
          await phone.useRest();
        }),
      );
    }
  });

  it("is not decided rightly if it was read otherwise: the test above can fail", async () => {
    for (const [index, { name }] of PHONES.slice(0, 20).entries()) {
      const other = PHONES[index + 20]!;
      const phone = await openSubscriber(name, other.words, NEW_YEAR);
      for (const answer of Object.values(phone.ask)) expect([name, await answer()]).toEqual([name, "none"]);
    }
  });

  it("may stand in an address as it is, with pluses, broken escapes and members said twice", async () => {
    const headers = { Authorization: `Bearer ${await tokenFor("anna")}` };
    const read = async (query: string) => {
      expect((await call(`/v1/tray?${query}`, { headers })).status).toBe(200);
      return (await shardFor("anna").exportPerson("anna")).device;
    };
    expect(await read("platform=ios&timezone=+03:00&appVersion=5.12.0+77&locale=ru_RU")).toEqual({
      platform: "ios",
      appVersion: "5.12.0+77",
      locale: "ru-RU",
      timezone: "Etc/GMT-3",
    });
    expect(await read("platform=android&locale=%E0%A4%A&timezone=%&appVersion=%00&&=&=x")).toEqual({
      platform: "android",
    });
    expect(await read("platform=&platform=ios&locale=*&locale=ru&locale=en&timezone=GMT+05:30")).toEqual({
      platform: "ios",
      locale: "ru",
      timezone: "+05:30",
    });
  });
});

describe("no text whatever", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom("", "%", "%E0%A4%A", "\u0000", "__proto__", "x".repeat(2_000), "[]", "{}", "null", "'--", "<b>"),
  );
  const words = fc.record(
    { platform: texts, appVersion: texts, locale: texts, timezone: texts, lang: texts, fbclid: texts, "": texts },
    { requiredKeys: [] },
  );
  // In development `at` is read, and must be an instant.
  const strange = fc.dictionary(texts, texts, { maxKeys: 3 }).map(({ at: _read, ...others }) => others);

  it("in an address makes a subscriber's route or page refuse", async () => {
    let people = 0;
    await fc.assert(
      fc.asyncProperty(words, strange, async (said, others) => {
        const phone = await openSubscriber(`s-${people++}`, { ...others, ...said }, NEW_YEAR);
        for (const answer of Object.values({ ...phone.ask, ...phone.say })) await answer();
        await phone.useRest();
      }),
      { numRuns: 60 },
    );
  });
});
