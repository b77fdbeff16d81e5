import { describe, expect, it } from "vitest";
import { sayTwoReason } from "../../../src/domain/review/two-reason-texts.ts";
import { listTwoReasons, type TwoSituation } from "../../../src/domain/review/why-two.ts";

const label = { ru: "Праздники", en: "Festive" };
const harmless: TwoSituation = {
  delivery: "opt-in",
  category: { key: "festive", sensitive: false, label },
  lookalike: undefined,
  reach: { matching: 1, people: 1_000, unknown: 0 },
  earlyEnds: [],
  oneWordShare: 0.01,
};

describe("a second person", () => {
  it("is not needed for what is harmless", () => {
    expect(listTwoReasons(harmless)).toEqual([]);
  });

  it("is needed for a lookalike, and is told of what", () => {
    const lookalike = { decoration: "hearts", theme: "valentine" };
    const [reason] = listTwoReasons({ ...harmless, lookalike });
    expect(reason).toEqual({ code: "lookalike", ...lookalike });
    for (const sentence of Object.values(reason ? sayTwoReason(reason) : {})) {
      expect(sentence).toContain("hearts");
      expect(sentence).toContain("valentine");
    }
  });
});
