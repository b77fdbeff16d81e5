import type { Label } from "../label.ts";
import { sayLimitValue } from "../policy/policy-texts.ts";
import type { TwoReason } from "./why-two.ts";

/** Says in a clause why a second person is needed. */
export function sayTwoReason(reason: TwoReason): Label {
  switch (reason.code) {
    case "sensitive":
      return {
        ru: `категория «${reason.category}» чувствительная`,
        en: `the category “${reason.category}” is sensitive`,
      };
    case "no-category":
      return {
        ru: "у того, что показывается, нет темы или категории",
        en: "what is shown has no theme or no category",
      };
    case "unknown-reach":
      return { ru: "неизвестно, скольких людей это коснётся", en: "it isn't known how many people it reaches" };
    case "reach": {
      const share = sayLimitValue("oneWordShare", reason.share);
      return {
        ru: `без просьбы это увидит больше ${share.ru} людей`,
        en: `it reaches more than ${share.en} of people unasked`,
      };
    }
    case "after-halt":
      return {
        ru: `то же украшение остановил страж (${reason.start})`,
        en: `the guard halted the same decoration (${reason.start})`,
      };
    case "after-stop":
      return {
        ru: `то же украшение остановил человек (${reason.start}), а его сезон не закончился`,
        en: `a person stopped the same decoration (${reason.start}), and its season is not over`,
      };
  }
}
