import { describe, expect, it } from "vitest";
import { actOf, hear } from "../../support/hear.ts";

describe("a standard word of networks", () => {
  it.each(["END", "Quit.", "UNSUBSCRIBE", "OPTOUT", "OPT OUT", "opt-out", "REVOKE", "🛑", "STOP"])(
    "switches off what is shown, and everything while nothing is: %s",
    (text) => {
      expect(actOf(hear(text, "hearts"))).toBe("off theme:hearts");
      expect(actOf(hear(text, null))).toBe("off all");
    },
  );

  it.each(["STOPALL", "stop all"])("that says “all” switches off everything: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("off all");
  });

  it.each(["when does it end", "end of story", "revoke my last payment"])("inside a sentence is none: %s", (text) => {
    expect(actOf(hear(text, "hearts"))).toBe("none");
  });
});

describe("a plain refusal", () => {
  it.each([
    ["я отказываюсь от украшений", "off theme:hearts"],
    ["в топку ёлку", "off theme:tree"],
    ["ёлка - нет", "off theme:tree"],
    ["без украшений", "off theme:hearts"],
    ["без этой дурацкой ёлки", "off theme:tree"],
    ["отстаньте от меня", "off theme:hearts"],
    ["я против ёлки", "off theme:tree"],
    ["против всех украшений", "off all"],
    ["I refuse the tree", "off theme:tree"],
  ])("switches off: %s → %s", (text, act) => {
    expect(actOf(hear(text, "hearts"))).toBe(act);
  });

  it.each([
    "я не против ёлки",
    "без ёлки грустно",
    "ничего против ёлки не имею",
    "нет",
    "ёлки нет",
    "без звука",
    "кто против ёлки?",
    "против ёлки и сердечек",
  ])("is none if anything else stands in it, or it isn't clear what is refused: %s", (text) => {
    expect(actOf(hear(text, null))).toBe(text === "нет" ? actOf(hear("нет", null)) : "none");
  });
});

describe("a plain refusal that names nothing", () => {
  it.each(["запрещаю показывать", "я отказываюсь", "запрещаю"])(
    "switches off where nobody but Garland is written to, and is asked about elsewhere: %s",
    (text) => {
      expect(actOf(hear(text, "hearts", true))).toBe("off theme:hearts");
      expect(actOf(hear(text, "hearts"))).toBe("none");
    },
  );
});

describe("a wish about gifts", () => {
  it.each([
    "отключите подарки",
    "не присылайте подарки",
    "больше никаких подарков",
    "стоп подарки",
    "turn off gifts",
    "no more gifts",
    "Turn gifts off, please",
  ])("stops gifts and nothing else: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("off gifts");
    expect(actOf(hear(text, "tree"))).toBe("off gifts");
  });

  it.each(["включите подарки", "верните подарки", "turn on gifts", "allow gifts"])("allows them again: %s", (text) => {
    expect(actOf(hear(text, "tree"))).toBe("on gifts");
  });

  it.each(["хочу подарки", "верните подарок", "где мои подарки", "включите подарки мужу", "не включите подарки"])(
    "is none if it may mean anything else: %s",
    (text) => {
      expect(actOf(hear(text, null))).not.toMatch(/gifts/);
    },
  );
});

describe("a wish to switch off several things", () => {
  it.each([
    "уберите ёлку и всё остальное",
    "уберите ёлку. и вообще всё",
    "уберите ёлку. и все остальные тоже",
    "remove the tree and stop all",
    "remove the tree. everything else too",
  ])("switches off everything if it says so: %s", (text) => {
    expect(actOf(hear(text, null))).toBe("off all");
    expect(actOf(hear(text, "tree"))).toBe("off all");
  });

  it.each([
    ["уберите ёлку, сердечки, тюльпан", "off theme:tree, off theme:hearts, off theme:tulip"],
    ["отключите романтику, ёлку", "off category:romance, off theme:tree"],
    ["удалите ёлку навсегда и романтику", "off theme:tree, off category:romance"],
    ["remove the tree. and hearts", "off theme:tree, off theme:hearts"],
    ["turn off festive and romance", "off category:festive, off category:romance"],
    ["отключите ёлку и снежинку", "off theme:tree, off theme:snowflake"],
  ])("does each of them: %s → %s", (text, act) => {
    for (const shown of [null, "tree"]) expect(actOf(hear(text, shown))).toBe(act);
  });

  it.each([
    "уберите ёлку или снежинку",
    "уберите ёлку и не снежинку",
    "уберите только ёлку и снежинку",
    "уберите ёлку кроме снежинки",
  ])("is asked about if it leaves open which: %s", (text) => {
    for (const shown of [null, "tree"]) expect(actOf(hear(text, shown))).toBe("none");
  });

  it.each([
    ["уберите ёлку, а тюльпан включите", "off theme:tree, on theme:tulip"],
    ["уберите ёлку, сердечки оставьте", "off theme:tree"],
    ["ёлочку оставьте, а сердечки уберите", "off theme:hearts"],
    ["turn off the hearts but keep the tree", "off theme:hearts"],
    ["turn off the hearts and turn on the tree", "off theme:hearts, on theme:tree"],
  ])("is done clause by clause if it asks for more as well: %s → %s", (text, act) => {
    for (const shown of [null, "hearts"]) expect(actOf(hear(text, shown))).toBe(act);
  });

  it.each([
    ["уберите ёлку, всё остальное нравится", "off theme:tree"],
    ["уберите ёлку, и всё", "off theme:tree"],
    ["уберите романтические сердечки", "off theme:hearts"],
    ["уберите ёлку и всё остальное не трогайте", "off theme:tree"],
  ])("is not one that speaks of others: %s → %s", (text, act) => {
    expect(actOf(hear(text, null))).toBe(act);
  });
});
