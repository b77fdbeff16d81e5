import { describe, expect, it } from "vitest";
import { failureOf, readRetryAt } from "../../src/console/api/client.ts";
import { PROBLEMS, type ProblemType } from "../../src/contract/problem.ts";
import { sayFailure } from "../../src/console/parts/failure-note.tsx";
import { en } from "../../src/console/texts/en.ts";
import { ru } from "../../src/console/texts/ru.ts";

const NOW = Date.UTC(2026, 10, 30, 12);

// Parsed boundary: the keys of a literal are its own.
const TYPES = Object.keys(PROBLEMS) as ProblemType[];
const ofStatus = (isWanted: (status: number) => boolean) => TYPES.filter((type) => isWanted(PROBLEMS[type].status));

function fail(type: ProblemType) {
  const { status, title } = PROBLEMS[type];
  return failureOf({ type: `/problems/${type}`, title, status, detail: `It is ${type}.`, requestId: "r" });
}

describe("a request that the service refuses", () => {
  it.each(ofStatus((status) => status < 500 && status !== 401))("is told in the service's own sentence: %s", (type) => {
    expect(fail(type).kind).not.toBe("broken");
    expect(sayFailure(fail(type), en)).toBe(`It is ${type}.`);
  });

  it("is no fault of ours by a status that no problem has", () => {
    const odd = { type: "/problems/odd", title: "Odd", status: 418, detail: "It is a teapot.", requestId: "r" };
    expect(failureOf(odd).kind).toBe("refused");
    expect(sayFailure(failureOf(odd), en)).toBe("It is a teapot.");
  });

  it("for now may be asked again when the service says", () => {
    expect(readRetryAt("90", NOW)).toBe(NOW + 90_000);
    expect(["soon", "", "-1", null].map((header) => readRetryAt(header, NOW))).toEqual(Array(4).fill(undefined));
  });
});

describe("what breaks on our side", () => {
  it.each(ofStatus((status) => status >= 500))("is told as that: %s", (type) => {
    expect(fail(type).kind).toBe("broken");
    expect(sayFailure(fail(type), en)).toBe(en.failure.broken);
  });
});

describe("about how many people", () => {
  it.each([
    [1, "из 1 человека"],
    [2, "из 2 человек"],
    [5, "из 5 человек"],
    [11, "из 11 человек"],
    [21, "из 21 человека"],
    [401, "из 401 человека"],
  ])("is said in the case that Russian wants: %i", (people, said) => {
    expect(ru.common.ofPeople(people)).toBe(said);
    expect(ru.common.about(people)).toBe(said.replace("из", "около"));
  });

  it("is said of what a campaign's audience has, and of its share", () => {
    expect(
      ru.campaign
        .audienceSize(ru.common.about(321), ru.percent(0.4), ru.common.ofPeople(401))
        .replaceAll("\u00A0", " "),
    ).toBe("около 321 человека, примерно 40 % из 401 человека");
    expect(en.campaign.audienceSize(en.common.about(321), en.percent(0.4), en.common.ofPeople(1))).toBe(
      "about 321 people, about 40% of 1 person",
    );
  });
});
