/** Why something may not come unasked, in sentences for whoever wants it to. */
import { formatCount } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import { labelOrKey, nameStart, UNNAMED, type LabelOf } from "../name-part.ts";
import type { Lookalike } from "./why-two.ts";

export type UnaskedRefusal =
  | { readonly code: "sensitive-default-on"; readonly category: string }
  | { readonly code: "theme-halted"; readonly theme: string; readonly haltedBy: string }
  | ({ readonly code: "looks-halted" | "looks-sensitive"; readonly drawn: string } & Lookalike)
  | { readonly code: "no-stages"; readonly people: number; readonly stages: string };

/** By their keys what `labelOf` does not know. */
export function sayUnaskedRefusal(refusal: UnaskedRefusal, labelOf: LabelOf = UNNAMED): Label {
  const name = (part: string) => labelOrKey(part, labelOf);
  switch (refusal.code) {
    case "sensitive-default-on": {
      const category = name(`category/${refusal.category}`);
      return {
        ru: `Категория «${category.ru}» чувствительная: её показывают только тем, кто попросит. Выберите показ ${OPT_IN.ru}.`,
        en: `“${category.en}” is a sensitive category: it is shown only to people who ask. Choose ${OPT_IN.en}.`,
      };
    }
    case "theme-halted": {
      const theme = name(`theme/${refusal.theme}`);
      const halted = nameStart(refusal.haltedBy, labelOf);
      return {
        ru: `Тему «${theme.ru}» нельзя показывать без просьбы: людям она мешала, и ${halted.ru} прервана. ${sayReview(refusal.theme).ru}; или выберите показ ${OPT_IN.ru}.`,
        en: `“${theme.en}” can't be on by default: people minded it, and ${halted.en} was halted. ${sayReview(refusal.theme).en}; or choose ${OPT_IN.en}.`,
      };
    }
    case "looks-halted": {
      const likeness = sayLikeness(refusal, name);
      return {
        ru: `${likeness.ru}; людям эта тема мешала, и её показ прерван. ${sayReview(refusal.theme).ru}; или нарисуйте другое, или выберите показ ${OPT_IN.ru}.`,
        en: `${likeness.en}, which people minded, and which was halted. ${sayReview(refusal.theme).en}; or draw something else, or choose ${OPT_IN.en}.`,
      };
    }
    case "looks-sensitive": {
      const likeness = sayLikeness(refusal, name);
      return {
        ru: `${likeness.ru}; эта тема чувствительная, её видят только те, кто попросит. Нарисуйте другое или выберите показ ${OPT_IN.ru}, который согласуют двое.`,
        en: `${likeness.en}, which is sensitive: people see it only if they ask for it. Draw something else, or choose ${OPT_IN.en}, which two people must want.`,
      };
    }
    case "no-stages": {
      const { people, stages } = refusal;
      return {
        ru:
          `В аудитории ${formatCount(people, "ru")} человек, и без этапов все увидят это разом. Добавьте этапы, например ` +
          `${stages}, или напишите в unstagedBecause, почему без них.`,
        en:
          `The audience has ${people} people, and without stages all of them would see it at once. Add stages, such ` +
          `as ${stages}, or say in unstagedBecause why it must go without.`,
      };
    }
  }
}

/** The delivery as the console and the API call it. */
const OPT_IN: Label = {
  ru: "«Только те, кто попросил» (delivery: opt-in)",
  en: "“Only people who ask for it” (delivery: opt-in)",
};

function sayReview(theme: string): Label {
  return {
    ru: `Сначала согласующий должен разобрать эту тему на странице «Выводы» и написать причину (POST /v1/themes/${theme}:review)`,
    en: `An approver must first review that theme, on the page Lessons, with a written reason (POST /v1/themes/${theme}:review)`,
  };
}

function sayLikeness(
  { drawn, decoration, theme }: { readonly drawn: string } & Lookalike,
  name: (part: string) => Label,
): Label {
  const [own, other, of] = [name(`decoration/${drawn}`), name(`decoration/${decoration}`), name(`theme/${theme}`)];
  return {
    ru: `«${own.ru}» нельзя показывать без просьбы: на телефоне оно выглядит как «${other.ru}» из темы «${of.ru}» (тот же рисунок, ресурс, символ, знак или эмодзи)`,
    en: `“${own.en}” can't be on by default: on a phone it looks like “${other.en}” of the theme “${of.en}” (the same drawing, resource, symbol, glyph or emoji)`,
  };
}
