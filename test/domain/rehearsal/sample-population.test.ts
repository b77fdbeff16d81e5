import { describe, expect, test } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { AttributeValue } from "../../../src/domain/condition/attribute.ts";
import { sampleDevice, samplePerson } from "../../../src/domain/rehearsal/sample-population.ts";

const SEED = 2025;
const SIZE = 20_000;
const regions = bundledDefinitions.attributes.find(({ key }) => key === "region")?.values ?? [];
const people = Array.from({ length: SIZE }, (_, index) => samplePerson(index, SEED, regions));
const devices = Array.from({ length: SIZE }, (_, index) => sampleDevice(index, SEED, regions));

const shareOf = (count: number) => count / SIZE;
const shareOfPeople = (name: string, value: unknown) =>
  shareOf(people.filter(({ attributes }) => attributes[name] === value).length);

describe("the sample population", () => {
  test("is the same for ever, person by person", () => {
    expect(samplePerson(42, SEED, regions)).toEqual(people[42]);
    expect(sampleDevice(42, SEED, regions)).toEqual(devices[42]);
    expect(people[0]).toMatchInlineSnapshot(`
      {
        "attributes": {
          "birthYear": 1967,
          "gender": "male",
          "lineType": "consumer",
          "region": "RU-ORE",
          "services": [
            "smart-home",
          ],
          "tariff": "breeze",
          "tenure": "over-10-years",
        },
        "subscriberId": "demo-000000",
      }
    `);
    expect(devices[0]).toMatchInlineSnapshot(`
      {
        "appVersion": "4.18.2",
        "locale": "ru-RU",
        "platform": "android",
        "timezone": "Asia/Yekaterinburg",
      }
    `);
  });

  test("is another one for another seed, under the same names", () => {
    const others = Array.from({ length: 100 }, (_, index) => samplePerson(index, SEED + 1, regions));
    expect(others.map(({ subscriberId }) => subscriberId)).toEqual(
      people.slice(0, 100).map(({ subscriberId }) => subscriberId),
    );
    expect(others).not.toEqual(people.slice(0, 100));
  });

  test("has identifiers that are opaque, unique and in order", () => {
    expect(people[42]?.subscriberId).toBe("demo-000042");
    expect(new Set(people.map(({ subscriberId }) => subscriberId)).size).toBe(SIZE);
  });

  test("uses declared profile attributes only, with permitted values", () => {
    const declared = new Map(bundledDefinitions.attributes.map((attribute) => [attribute.key, attribute]));
    const isPermitted = (name: string, value: AttributeValue) => {
      const { source, values, minimum = -Infinity, maximum = Infinity } = declared.get(name) ?? {};
      if (source !== "profile") return false;
      if (typeof value === "number") return value >= minimum && value <= maximum;
      return values === undefined || values.some((option) => option.value === value);
    };
    const facts = people.flatMap(({ attributes }) => Object.entries(attributes));
    expect(facts.filter(([name, value]) => !isPermitted(name, value))).toEqual([]);
  });

  test("lives in every region, about in proportion to its inhabitants", () => {
    const inhabited = new Set(people.map(({ attributes }) => attributes.region));
    expect(regions.filter(({ value }) => !inhabited.has(value))).toEqual([]);
    expect(shareOfPeople("region", "RU-MOW")).toBeCloseTo(0.09, 1);
    expect(shareOfPeople("region", "RU-KDA")).toBeGreaterThan(shareOfPeople("region", "RU-KGD"));
    expect(shareOfPeople("region", undefined)).toBeGreaterThan(0.005);
    expect(shareOfPeople("region", undefined)).toBeLessThan(0.02);
  });

  test("has machines, companies and children among its lines", () => {
    expect(Math.abs(shareOfPeople("lineType", "m2m") - 0.04)).toBeLessThan(0.01);
    expect(Math.abs(shareOfPeople("lineType", "corporate") - 0.06)).toBeLessThan(0.01);
    expect(Math.abs(shareOfPeople("lineType", "child") - 0.03)).toBeLessThan(0.01);
  });

  test("knows neither age nor gender of machines and companies, and of persons not always", () => {
    const personal = people.filter(({ attributes }) => /consumer|child/.test(String(attributes.lineType)));
    const impersonal = people.filter((person) => !personal.includes(person));
    expect(impersonal.every(({ attributes }) => !("gender" in attributes || "birthYear" in attributes))).toBe(true);
    const unknown = personal.filter(({ attributes }) => attributes.gender === undefined).length / personal.length;
    expect(Math.abs(unknown - 0.05)).toBeLessThan(0.01);
  });

  test("has children on children's lines, adults on the others, and more old women than old men", () => {
    const born = (lineType: string) =>
      people
        .filter(({ attributes }) => attributes.lineType === lineType)
        .flatMap(({ attributes }) => (typeof attributes.birthYear === "number" ? [attributes.birthYear] : []));
    expect(Math.min(...born("child"))).toBeGreaterThan(Math.max(...born("consumer")));
    const old = people.filter(
      ({ attributes }) => typeof attributes.birthYear === "number" && attributes.birthYear < 1950,
    );
    const women = old.filter(({ attributes }) => attributes.gender === "female").length;
    const men = old.filter(({ attributes }) => attributes.gender === "male").length;
    expect(women).toBeGreaterThan(1.5 * men);
  });

  test("carries phones that are mostly in the zone of their owner's region", () => {
    const zoneOf = new Map(regions.map(({ value, zone }) => [value, zone]));
    const known = people.flatMap(({ attributes }, index) =>
      typeof attributes.region === "string"
        ? [{ home: zoneOf.get(attributes.region), phone: devices[index]?.timezone }]
        : [],
    );
    const atHome = known.filter(({ home, phone }) => home === phone).length / known.length;
    expect(atHome).toBeGreaterThan(0.96);
    expect(atHome).toBeLessThan(1);
  });

  test("carries both kinds of phone, with old and new apps", () => {
    expect(Math.abs(shareOf(devices.filter(({ platform }) => platform === "ios").length) - 0.32)).toBeLessThan(0.02);
    expect(new Set(devices.map(({ appVersion }) => appVersion)).size).toBeGreaterThan(3);
  });

  test("can do without regions, and with regions it has never heard of", () => {
    expect(samplePerson(1, SEED, []).attributes).not.toHaveProperty("region");
    expect(sampleDevice(1, SEED, []).timezone).toBe("Europe/Moscow");
    const elsewhere = [{ value: "KZ-75", label: { ru: "Алматы", en: "Almaty" }, zone: "Asia/Almaty" }];
    expect(samplePerson(1, SEED, elsewhere).attributes.region).toBe("KZ-75");
    expect(sampleDevice(1, SEED, elsewhere).timezone).toBe("Asia/Almaty");
  });
});
