import { describe, expect, it } from "vitest";
import { inOrder } from "../../src/domain/object-order.ts";
import { describeService, listNeeds, type ServiceHealth } from "../../src/domain/service-texts.ts";
import { describeSpan } from "../../src/domain/span-texts.ts";

const MINUTE = 60_000;
const WELL: ServiceHealth = {
  status: "ready",
  ruleset: 41,
  shards: { total: 16, acknowledged: 16 },
  troubles: [],
  space: { sentence: null },
  failingDuties: [],
};
const lost = { object: "shard-7-of-16", sentence: { ru: "пуст", en: "is empty" } };
const failing = (duty: string, failures: number) => ({
  duty,
  failures,
  since: 0,
  reason: "no such zone",
  nextTryAt: 12 * MINUTE,
});

describe("the sentence of the whole service", () => {
  it.for<[string, ServiceHealth, number | undefined, string, string]>([
    [
      "all is well",
      WELL,
      19,
      "Все объекты (19) в порядке; версия правил 41 действует в 16 из 16 шардов.",
      "All 19 objects are well; ruleset 41 is in force in 16 of 16 shards.",
    ],
    [
      "one is lost",
      { ...WELL, status: "damaged", shards: { total: 21, acknowledged: 20 }, troubles: [lost] },
      21,
      "Не в порядке 1 из 21 объекта; версия правил 41 действует в 20 из 21 шарда.",
      "1 of 21 objects is not well; ruleset 41 is in force in 20 of 21 shards.",
    ],
    [
      "nobody could list them",
      { ...WELL, status: "damaged", ruleset: 0, shards: { total: 0, acknowledged: 0 }, troubles: [lost] },
      undefined,
      "Не в порядке объектов: 1; по какой версии правил решают шарды, спросить не удалось.",
      "1 object is not well; which ruleset the shards decide with could not be asked.",
    ],
    [
      "a duty fails",
      { ...WELL, status: "damaged", failingDuties: [failing("renew windows", 5), failing("tell webhooks", 4)] },
      19,
      "Все объекты (19) в порядке; сервису не удаётся то, что он делает сам (1); версия правил 41 действует в 16 из 16 шардов.",
      "All 19 objects are well; 1 duty fails; ruleset 41 is in force in 16 of 16 shards.",
    ],
  ])("says it in both languages when %s", ([, health, objects, ru, en]) => {
    expect(describeService(health, objects)).toEqual({ ru, en });
  });
});

describe("what needs somebody", () => {
  it("is nothing when all is well, nor when a duty fails that may yet succeed by itself", () => {
    expect(listNeeds({ ...WELL, failingDuties: [failing("tell webhooks", 4)] }, 0)).toEqual([]);
  });

  it("is every troubled object by its own sentence, then duties with why and when they are tried, then what is behind", () => {
    const health: ServiceHealth = {
      ...WELL,
      status: "installing",
      shards: { total: 16, acknowledged: 12 },
      troubles: [lost],
      failingDuties: [failing("start new-year", 7)],
    };
    const needs = listNeeds(health, 10 * MINUTE);
    expect(needs.map(({ about }) => about)).toEqual(["shard-7-of-16", "duty start new-year", "rulesets"]);
    expect(needs.map(({ sentence }) => sentence.en)).toEqual([
      "is empty",
      "The service does not manage to start the campaign new-year when it was due: no such zone. It has failed 7 times in a row, first 10 min ago, and tries again in 2 min. Correct the definition that the reason names.",
      "Ruleset 41 is still being brought to shards: it is in force in 12 of 16. That is done by itself; until then a shard decides with the one before.",
    ]);
    expect(needs[1]?.sentence.ru).toBe(
      "Не удаётся запустить кампанию new-year в назначенное время: no such zone. Неудач подряд: 7, первая — 10 мин назад; следующая попытка через 2 мин. Исправьте определение, на которое указывает причина.",
    );
  });

  it("names a duty that these sentences do not know by what the service calls it", () => {
    const [need] = listNeeds({ ...WELL, failingDuties: [failing("constructor", 5)] }, 20 * MINUTE);
    expect(need?.sentence.en).toContain("do this: constructor: no such zone.");
    expect(need?.sentence.en).toContain("tries again now");
  });
});

describe("a span", () => {
  it.for([
    [-5, "0 s"],
    [119_999, "119 s"],
    [2 * MINUTE, "2 min"],
    [119 * MINUTE, "119 min"],
    [47 * 60 * MINUTE, "47 h"],
    [48 * 60 * MINUTE, "2 days"],
  ] as const)("is said in the largest unit of which there are two: %i", ([milliseconds, words]) => {
    expect(describeSpan(milliseconds).en).toBe(words);
  });
});

describe("the order of objects", () => {
  it("is the catalog, shards by their numbers, then guards", () => {
    const named = (kind: string, ...names: readonly string[]) => names.map((object) => ({ object, kind }));
    const objects = [
      ...named("guard", "tree@10", "tree@9", "1may@1"),
      ...named("shard", "shard-10-of-16", "shard-2-of-16", "shard-0-of-16"),
      ...named("catalog", "catalog"),
    ];
    expect(inOrder(objects).map(({ object }) => object)).toEqual([
      "catalog",
      "shard-0-of-16",
      "shard-2-of-16",
      "shard-10-of-16",
      "1may@1",
      "tree@9",
      "tree@10",
    ]);
  });

  it("begins with the disk if that is short of room, and the sentence on the whole says so", () => {
    const sentence = { ru: "На диске осталось 3 МБ.", en: "The disk has 3 MB left." };
    const health: ServiceHealth = { ...WELL, status: "damaged", space: { sentence } };
    expect(listNeeds(health, 0)).toEqual([{ about: "disk", sentence }]);
    expect(describeService(health, 3).en).toContain("; the disk is short of room; ruleset");
  });
});
