import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import { REPLY_TEXTS } from "../../../src/domain/message/reply-texts.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import type { MessageScope } from "../../../src/domain/message/understanding.ts";
import { actOf, hear, type Example } from "../../support/hear.ts";

/** Parsed boundary: a file of this folder. */
const { doubtful, plain } = JSON.parse(readFileSync(new URL("plain.json", import.meta.url), "utf8")) as {
  readonly doubtful: readonly string[];
  readonly plain: readonly Pick<Example, "text" | "act">[];
};

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);

/** To somebody who has switched everything off, and writes where nobody but Garland is written to. */
const hearOver = (text: string) =>
  understandMessage(text, {
    lexicon,
    mustBePlain: () => true,
    undoes: { value: "out", scope: "all" },
    isOurs: true,
  });

describe("a message that would lift an out", () => {
  it.each(plain)("is carried out if every word is accounted for: $text → $act", ({ text, act }) => {
    expect(actOf(hearOver(text))).toBe(act);
  });

  it.each(doubtful)("is asked about otherwise: %s", (text) => {
    expect(actOf(hearOver(text))).not.toMatch(/^(?:on |undo)/);
  });

  it("is asked about whatever strange word or sign stands in it, and wherever", () => {
    const strange = fc.constantFrom(
      ..."не no без минус фильтр защиту сосед wife never away mode 2 ? # ~ — … 👎 🚫 💔 > ( * _ если вдруг anti через".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...plain), strange, fc.nat(), ({ text }, word, place) => {
        const words = text.split(" ");
        const at = place % (words.length + 1);
        const written = [...words.slice(0, at), word, ...words.slice(at)].join(" ");
        expect(actOf(hearOver(written))).not.toMatch(/^(?:on |undo)/);
      }),
      { numRuns: 600 },
    );
  });

  it("is asked about though what stands beside it would be cut away as somebody else's", () => {
    expect(actOf(hearOver("верните всё как было, > пожалуйста"))).toBe("none");
  });

  it("says in its evidence that a word is not accounted for", () => {
    expect(hearOver("включите ёлку через раз").evidence[0]).toEqual({ rule: "not-every-word", words: [] });
    expect(hearOver("отмените сообщения").evidence[0]).toEqual({ rule: "not-every-word", words: [] });
  });

  it("may be the label of any button that a reply has", () => {
    for (const language of ["ru", "en"] as const) {
      const texts = REPLY_TEXTS[language];
      for (const [kind, entries] of [
        ["theme", bundledDefinitions.themes],
        ["category", bundledDefinitions.categories],
      ] as const) {
        for (const { key, label } of entries) {
          expect(actOf(hearOver(texts.switchOn(texts.quote(label[language]))))).toBe(`on ${kind}:${key}`);
          expect(actOf(hearOver(texts.switchOn(label[language])))).toBe(`on ${kind}:${key}`);
        }
      }
      expect(actOf(hearOver(texts.switchOnAll))).toBe("on all");
      expect(actOf(hearOver(texts.undo))).toBe("undo");
      expect(actOf(hearOver(texts.switchOn(texts.gifts.what)))).toBe("on gifts");
    }
  });
});

describe("a name that is only near", () => {
  it.each(["хочу снижение", "покажите снимки", "верните церковь", "включите свечку"])(
    "of something that isn't meant switches nothing on, whatever was said before: %s",
    (text) => {
      expect(actOf(hear(text, null))).toBe("none");
    },
  );

  it("switches nothing sensitive on, and nothing that was switched off; a festive thing is meant by a name that only it is near", () => {
    const isSensitive = (scope: MessageScope) => "key" in scope && scope.key === "hearts";
    expect(actOf(understandMessage("включите сирдечки", { lexicon, isSensitive }))).toBe("none");
    expect(actOf(hearOver("включите снежинкк"))).toBe("none");
    expect(actOf(understandMessage("включите снежинкк", { lexicon, isSensitive }))).toBe("on theme:snowflake");
  });

  it.each([
    ["уберите сирдечки", "off theme:hearts"],
    ["отключите церковные праздники", "off category:religion"],
  ])("switches off all the same: %s", (text, act) => {
    expect(actOf(hear(text, null))).toBe(act);
  });
});
