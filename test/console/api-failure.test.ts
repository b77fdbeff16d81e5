import { describe, expect, it } from "vitest";
import { failureOf, readRetryAt } from "../../src/console/api/client.ts";
import { PROBLEMS, type ProblemType } from "../../src/contract/problem.ts";
import { sayFailure } from "../../src/console/parts/failure-note.tsx";
import { en } from "../../src/console/texts/en.ts";

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
