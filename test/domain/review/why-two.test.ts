import { describe, expect, it } from "vitest";
import type { Live, StartKind } from "../../../src/domain/campaign/lifecycle.ts";
import type { StartWord } from "../../../src/domain/campaign/start-word.ts";
import { extendsOneWord } from "../../../src/domain/guard/succession.ts";
import { sayTwoReason } from "../../../src/domain/review/two-reason-texts.ts";
import { listEnds, listTwoReasons, type EndedSame, type TwoSituation } from "../../../src/domain/review/why-two.ts";

const label = { ru: "Праздники", en: "Festive" };
const harmless: TwoSituation = {
  delivery: "opt-in",
  category: { key: "festive", sensitive: false, label },
  lookalike: undefined,
  reach: { matching: 1, people: 1_000, unknown: 0 },
  earlyEnds: [],
  oneWordShare: 0.01,
};

const live = (word?: StartWord): Live => ({
  state: "running",
  version: 3,
  hash: "",
  startedAt: 0,
  changedAt: 0,
  ...(word && { word }),
});
const alone: StartWord = { kind: "one", of: ["anna"] };

describe("a second person", () => {
  it.each<[string, Live | undefined, StartKind | undefined, boolean]>([
    ["is needed for another audience of what one person started", live(alone), { kind: "redirect" }, true],
    ["is needed to go back to an earlier audience", live(alone), { kind: "amend", version: 2, startedAt: 0 }, true],
    ["is needed where nobody kept whose word it was", live(), { kind: "redirect" }, true],
    ["is not needed for other words of it", live(alone), { kind: "amend", version: 3, startedAt: 0 }, false],
    ["is not needed for what begins anew", live(alone), { kind: "anew" }, false],
    ["is not needed for that alone where two had wanted it", live({ kind: "two" }), { kind: "redirect" }, false],
    ["is not needed for that alone before any start", undefined, { kind: "anew" }, false],
  ])("%s", (_, before, how, expected) => {
    const isExtended = extendsOneWord(before, how);
    expect(isExtended).toBe(expected);
    const reasons = listTwoReasons({ ...harmless, extendsOneWord: isExtended });
    expect(reasons.map(({ code }) => code)).toEqual(expected ? ["another-audience"] : []);
  });

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

  it("is told once of a stop, by the latest of what it ended, and knows of all", () => {
    const earlyEnds = ["za@1", "za@2", "za@3"].map(
      (start) => ({ start, kind: "stopped", same: "campaign", at: 0 }) as const,
    );
    const reasons = listTwoReasons({ ...harmless, earlyEnds });
    expect(reasons).toMatchObject([{ code: "after-stop", start: "za@3" }]);
    expect(listEnds(reasons)).toEqual(["za@1", "za@2", "za@3"]);
  });

  it("is told of other campaigns by name, and of earlier starts of this one as such", () => {
    const reason = { code: "reach-together", share: 0.01 } as const;
    expect(sayTwoReason({ ...reason, campaigns: ["za"] }).ru).toContain("(«za»)");
    const own = sayTwoReason({ ...reason, campaigns: [] });
    expect(own.ru).toContain("с прежними её запусками");
    expect(own.en).toContain("earlier starts");
  });

  it("is told whose halt it was, and when", () => {
    const end = { start: "za@3", same: "campaign", at: Date.UTC(2026, 10, 2, 9, 30) } as const;
    const [byGuard, byPolicy] = (["halted", "halted-by-policy"] as const).map((kind) =>
      listTwoReasons({ ...harmless, earlyEnds: [{ ...end, kind }] }).map((reason) => sayTwoReason(reason)),
    );
    expect(byGuard).toEqual([
      {
        ru: "эту же кампанию остановил страж (za@3, 2 ноября 2026, 09:30 UTC)",
        en: "the guard halted this campaign (za@3, 2 November 2026, 09:30 UTC)",
      },
    ]);
    expect(byPolicy).toEqual([
      {
        ru: "эту же кампанию остановило изменение правил (za@3, 2 ноября 2026, 09:30 UTC), и эту остановку никто не снял",
        en: "a change of policy halted this campaign (za@3, 2 November 2026, 09:30 UTC), and nobody has lifted that",
      },
    ]);
  });

  it.each<[EndedSame | undefined, string]>([
    ["decoration", "это же украшение"],
    ["theme", "этой же темы"],
    ["drawing", "выглядит так же"],
    ["campaign", "эту же кампанию"],
    [undefined, "этой же темы"],
  ])("is told what of it was stopped, and no more than is known: %s", (same, words) => {
    const said = sayTwoReason({ code: "after-stop", start: "za@3", ...(same && { same }) });
    expect(said.ru).toContain(words);
    expect(said.ru.includes("это же украшение")).toBe(same === "decoration");
  });

  it.each([
    [{}, "остановил человек (za@3)", "a person stopped"],
    [{ by: "person:nina" }, "это nina", "nina stopped"],
    [{ by: "person:nina", rollback: 42 }, "откат к версии 42 (za@3; откат — nina)", "nina went back to version 42"],
  ])("is told who stopped it, where anybody knows", (who, ru, en) => {
    const said = sayTwoReason({ code: "after-stop", start: "za@3", ...who });
    expect(said.ru).toContain(ru);
    expect(said.en).toContain(en);
  });
});
