import { describe, expect, it } from "vitest";
import { actOf, hear } from "../../support/hear.ts";

describe("a common word that is a slip away from one that matters", () => {
  it.each(["отключите меня везде", "интернет везде отключите", "i leave your network", "деревня без связи, отключите"])(
    "is no name of a decoration: %s",
    (text) => {
      expect(actOf(hear(text, "tree"))).toBe("none");
    },
  );

  it("leaves what stands beside it to be done", () => {
    expect(actOf(hear("отключите ёлку везде", "tree"))).toBe("off theme:tree");
    expect(actOf(hear("меня мужики на смене засмеяли, уберите сердечки", "hearts"))).toBe("off theme:hearts");
  });
});

describe("who wants a decoration to be left in peace", () => {
  it.each(["отстаньте от ёлки", "отвяжитесь от ёлки", "плохой день, а тут ёлка! спасибо", "что плохого в ёлке"])(
    "neither complains of it nor loses it: %s",
    (text) => {
      const heard = hear(text, "tree");
      expect(actOf(heard)).toBe("none");
      expect(heard.intent === "complaint" && heard.certainty === "sure").toBe(false);
    },
  );
});
