import { describe, expect, it } from "vitest";
import { mergeDefinitions } from "../../src/console/changes/merge-definitions.ts";

const base = {
  key: "k",
  label: { ru: "р", en: "e" },
  audience: { include: ["a"], exclude: [] },
  priority: 1,
  stages: [1],
};

describe("two people's changes of one definition", () => {
  it("are both kept where they changed different parts, also of names and audiences", () => {
    const mine = { ...base, label: { ru: "моё", en: "e" }, audience: { include: ["a", "m"], exclude: [] } };
    const theirs = {
      ...base,
      label: { ru: "р", en: "their" },
      audience: { include: ["a"], exclude: ["t"] },
      priority: 2,
    };
    expect(mergeDefinitions(base, mine, theirs)).toEqual({
      ...base,
      label: { ru: "моё", en: "their" },
      audience: { include: ["a", "m"], exclude: ["t"] },
      priority: 2,
    });
  });

  it("are mine where both changed the same part, which is never mixed", () => {
    const mine = { ...base, stages: [1, 2] };
    const theirs = { ...base, stages: [3, 4] };
    expect(mergeDefinitions(base, mine, theirs)).toEqual(mine);
  });

  it("keep what either has added, and not what either has taken away", () => {
    const { stages: _stages, ...without } = base;
    expect(mergeDefinitions(base, { ...base, note: "n" }, without)).toEqual({ ...without, note: "n" });
    expect(mergeDefinitions(base, without, { ...base, priority: 2 })).toEqual({ ...without, priority: 2 });
  });
});
