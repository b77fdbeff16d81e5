import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { composeReply } from "../../../src/domain/message/compose-reply.ts";
import { lexiconOf } from "../../../src/domain/message/lexicon.ts";
import type { MessageContext } from "../../../src/domain/message/message-context.ts";
import { SWITCHED_OFF } from "../../../src/domain/message/neighbour-texts.ts";
import { TONGUES, type Tongue } from "../../../src/domain/message/tongue.ts";
import { understandMessage } from "../../../src/domain/message/understand-message.ts";
import { NEIGHBOURS } from "../../../src/domain/message/words/neighbours/neighbours.ts";
import { actOf, hear } from "../../support/hear.ts";

interface Row {
  readonly tongue: Tongue;
  readonly text: string;
  /** An act; "none"; "why", which asks whether it is off; or "other", which is no business of ours. */
  readonly act: string;
  readonly shown: string | null;
}

/** Parsed boundary: a file of this folder. Nobody who speaks the languages has reviewed it. */
const rows = JSON.parse(readFileSync(new URL("neighbours.json", import.meta.url), "utf8")) as readonly Row[];

const lexicon = lexiconOf(bundledDefinitions.themes, bundledDefinitions.categories);

const read = (text: string, shown: string | null, more: Partial<MessageContext> = {}) =>
  understandMessage(text, {
    lexicon,
    ...(shown !== null && { shownTheme: shown }),
    isSensitive: (scope) => "key" in scope && scope.key === "hearts",
    undoes: { value: "out", scope: "all" },
    ...more,
  });

const of = (...kinds: readonly string[]): readonly Row[] =>
  rows.filter(({ act }) => kinds.some((kind) => act.startsWith(kind)));

describe("a message in a language spoken beside Russian", () => {
  it.each(of("off ", "on ", "undo"))("is done as meant: $tongue, $text", ({ text, act, shown }) => {
    expect(actOf(read(text, shown))).toBe(act);
  });

  it.each(of("none"))("is left alone where it wants nothing done now: $tongue, $text", ({ text, shown }) => {
    expect(actOf(read(text, shown))).toBe("none");
  });

  it.each(of("why"))("may ask whether it is off, which switches nothing: $tongue, $text", ({ text, shown, tongue }) => {
    expect(read(text, shown)).toMatchObject({ intent: "why", tongue });
  });

  it.each(of("other"))("is the operator's where it is about other business: $tongue, $text", ({ text, shown }) => {
    const heard = read(text, shown);
    expect(heard.intent).toBe("other");
    expect(actOf(heard)).toBe("none");
  });

  it.each(of("on "))("shows nothing that has to be certain for less than that: $text", ({ text }) => {
    expect(actOf(read(text, null, { isSensitive: () => true }))).toBe("none");
  });

  it.each([
    ["uk", "вимкніть сердечки будь ласка"],
    ["be", "адключыце сэрцайкі, калі ласка"],
    ["kk", "сердечки өшіріңіз"],
    ["tt", "йөрәкләрне сүндерегез"],
    ["ba", "йөрәкте һүндерегеҙ"],
    ["uz", "yurakchani o‘chiring iltimos"],
    ["tg", "дилчаро хомӯш кунед"],
    ["ky", "жүрөктү өчүрүп коюңуз"],
  ] as const)("is answered in it first once it is off: %s, %s", (tongue, text) => {
    const heard = hear(text, "hearts");
    expect(heard.tongue).toBe(tongue);
    const labels = { themes: { hearts: { ru: "Сердечки", en: "Hearts" } }, categories: {} };
    const { text: reply } = composeReply(heard, { kind: "off-done", scope: "theme:hearts" }, labels);
    expect(reply.startsWith(SWITCHED_OFF[tongue]("«Сердечки»"))).toBe(true);
  });

  it.each(["сердечки не хочу", "забери ёлку", "убирите серца", "uberi nafig serdca", "прибери елку"])(
    "is none if all of it is Russian: %s",
    (text) => {
      expect(hear(text, "hearts").tongue).toBeUndefined();
    },
  );

  it.each([
    ["keep", "ні, заберіть", "off theme:tree"],
    ["keep", "ні, дякую", "off theme:tree"],
    ["keep", "жоқ, рахмет", "off theme:tree"],
    ["off", "ялинку", "off theme:tree"],
    ["off", "әйе, зинһар", "off theme:tree"],
    ["on", "ні, дякую", "none"],
    [undefined, "ні, заберіть", "none"],
  ] as const)("answers what we asked: %s, %s", (asked, text, act) => {
    expect(actOf(read(text, "tree", { asked }))).toBe(act);
  });

  it("is read the same in the letters of a Russian keyboard", () => {
    for (const [text, plain] of [
      ["жүрекшені өшіріп тастаңызшы", "журекшени оширип тастанызшы"],
      ["балатыны өчүрүп коюңуз", "балатыны очуруп коюнуз"],
      ["арчаро хомӯш кунед", "арчаро хомуш кунед"],
      ["archani o'chirib qo'ying", "archani ochirib qoying"],
    ] as const)
      expect(actOf(read(plain, "tree"))).toBe(actOf(read(text, "tree")));
  });

  it("switches nothing off where the verb is negated, by a tail, a prefix or a word", () => {
    for (const text of [
      "не вимикайте сердечка",
      "не адключайце сэрцайкі",
      "жүректерді өшірмеңіз",
      "йөрәкләрне сүндермәгез",
      "йөрәктәрҙе һүндермәгеҙ",
      "yuraklarni o'chirmang",
      "дилчаҳоро хомӯш накунед",
      "жүрөктөрдү өчүрбөңүз",
    ])
      expect(actOf(read(text, "hearts"))).toBe("none");
  });

  it("shows nothing in words that only take away, in whatever order and number they stand", () => {
    const words = fc.constantFrom(
      ..."вимкніть өшіріңіз сүндерегез ochiring сердечки ёлку шыршаны не керек емес будь ласка маған прибрати".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
        expect(actOf(read(parts.join(" "), null))).not.toMatch(/^on /u);
      }),
      { numRuns: 500 },
    );
  });

  it("has a sentence of its own in each, and a name for the same things", () => {
    expect(new Set(TONGUES.map((tongue) => SWITCHED_OFF[tongue]("X"))).size).toBe(TONGUES.length);
    for (const { names } of Object.values(NEIGHBOURS))
      for (const patterns of Object.values(names)) expect(patterns.trim()).not.toBe("");
  });
});
