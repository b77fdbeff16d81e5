import type { Label } from "../label.ts";
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
    case "lookalike":
      return {
        ru: `в трее не отличить от украшения «${reason.decoration}» из темы «${reason.theme}», которую без просьбы не показывают`,
        en: `in a tray it can't be told from “${reason.decoration}” of the theme “${reason.theme}”, which isn't shown unasked`,
      };
    case "unknown-reach":
      return { ru: "неизвестно, скольких людей это коснётся", en: "it isn't known how many people it reaches" };
    case "reach":
      return {
        ru: "без просьбы это увидит больше 1 % людей",
        en: "it reaches more than 1 % of people unasked",
      };
  }
}
