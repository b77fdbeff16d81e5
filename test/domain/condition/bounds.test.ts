import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts } from "../../../src/domain/condition/attribute.ts";
import { anyCondition, compile, someFacts } from "./condition-arbitraries.ts";

const ios = { platform: "ios" };
const moscow = { region: "RU-MOW" };

/** `yes`, `no`, or `?` where it depends on what is not known. */
function weigh(condition: unknown, facts: Facts): string {
  const { may, must } = compile(condition).bounds();
  return must(facts) ? "yes" : may(facts) ? "?" : "no";
}

describe("a condition over facts of which some are not known yet", () => {
  it.each<[condition: unknown, facts: Facts, outcome: string, why: string]>([
    [{}, {}, "yes", "nothing is asked"],
    [ios, {}, "?", "the phone has not said"],
    [{ $not: ios }, {}, "?", "nor what it is not"],
    [{ platform: { $exists: true } }, {}, "?", "not even whether it will say"],
    [{ platform: { $exists: false } }, {}, "?", "nor that it will not"],
    [{ platform: null }, {}, "?", "null asks for the same"],
    [{ platform: { $exists: true } }, ios, "yes", "it has said"],
    [{ ...ios, ...moscow }, moscow, "?", "the known part fits"],
    [{ ...ios, ...moscow }, { region: "RU-SPE" }, "no", "the known part does not, whatever the other is"],
    [{ $or: [ios, moscow] }, moscow, "yes", "one part is enough"],
    [{ $or: [ios, moscow] }, { region: "RU-SPE" }, "?", "the other may fit"],
    [{ $nor: [ios, moscow] }, moscow, "no", "one part is too much"],
    [{ $nor: [ios, moscow] }, { region: "RU-SPE" }, "?", "the other may be too much"],
    [{ $not: { $nor: [{ $not: ios }, moscow] } }, {}, "?", "however deep it stands"],
    [{ $inSegment: "moscow" }, {}, "?", "in a segment"],
    [{ $notInSegment: "moscow" }, {}, "?", "and outside one"],
    [{ $notInSegment: "moscow" }, moscow, "no", "the segment is known to fit"],
    [{ $inSegment: "young-listeners" }, { birthYear: 1950 }, "no", "a segment in a segment is known not to"],
    [{ $inSegment: "listeners" }, { services: ["music"] }, "?", "a segment that says “not”"],
    [{ $or: [ios, { $not: ios }] }, {}, "?", "that one of two must be true is not seen"],
    [{ constructor: { $exists: true } }, {}, "?", "a name that every object has is not known either"],
    [{ appVersion: { $vgte: "6.0.0" } }, {}, "?", "a version"],
    [{ services: { $size: { $gte: 1 } } }, {}, "?", "a list"],
    [{ services: { $size: { $gte: 1 } } }, { services: [] }, "no", "an empty list is known"],
  ])("%j of %j is %s: %s", (condition, facts, outcome) => {
    expect(weigh(condition, facts)).toBe(outcome);
  });

  it("is `no` only if no completion fits, and `yes` only if every one does", () => {
    fc.assert(
      fc.property(
        anyCondition,
        someFacts,
        fc.array(someFacts, { minLength: 1, maxLength: 12 }),
        (written, known, fillers) => {
          const condition = compile(written);
          const { may, must } = condition.bounds();
          // What is not known may stay so, and may become anything; what is known stays.
          const completions = [known, ...fillers.map((filler) => ({ ...filler, ...known }))];
          if (must(known)) expect(may(known)).toBe(true);
          for (const completion of completions) {
            const fits = condition.test(completion);
            if (must(known)) expect(fits).toBe(true);
            if (!may(known)) expect(fits).toBe(false);
          }
        },
      ),
      { numRuns: 4_000 },
    );
  });

  it("is never less certain once more is known", () => {
    fc.assert(
      fc.property(anyCondition, someFacts, someFacts, (written, known, filler) => {
        const { may, must } = compile(written).bounds();
        const more = { ...filler, ...known };
        if (must(known)) expect(must(more)).toBe(true);
        if (!may(known)) expect(may(more)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is what the language says when everything that it reads is known", () => {
    fc.assert(
      fc.property(anyCondition, someFacts, (written, facts) => {
        const condition = compile(written);
        fc.pre([...condition.attributes].every((attribute) => Object.hasOwn(facts, attribute)));
        const { may, must } = condition.bounds();
        expect([may(facts), must(facts)]).toEqual([condition.test(facts), condition.test(facts)]);
      }),
      { numRuns: 2_000 },
    );
  });
});
