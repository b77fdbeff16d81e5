/** Why something may not come unasked, in sentences for whoever wants it to. */
import { formatCount } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import type { Lookalike } from "./why-two.ts";

export type UnaskedRefusal =
  | { readonly code: "sensitive-default-on"; readonly category: string }
  | { readonly code: "theme-halted"; readonly theme: string; readonly haltedBy: string }
  | ({ readonly code: "looks-halted" | "looks-sensitive"; readonly drawn: string } & Lookalike)
  | { readonly code: "no-stages"; readonly people: number; readonly stages: string };

export function sayUnaskedRefusal(refusal: UnaskedRefusal): Label {
  switch (refusal.code) {
    case "sensitive-default-on":
      return {
        ru: `Категория «${refusal.category}» чувствительная: её показывают только тем, кто попросит. Поставьте delivery: opt-in.`,
        en: `“${refusal.category}” is a sensitive category: it is shown only to people who ask. Set delivery to opt-in.`,
      };
    case "theme-halted": {
      const { theme, haltedBy } = refusal;
      return {
        ru:
          `Тему «${theme}» нельзя показывать без просьбы: людям она мешала, и ${haltedBy} прервана. Сначала согласующий должен ` +
          `разобрать тему и написать причину (POST /v1/themes/${theme}:review); или поставьте delivery: opt-in.`,
        en:
          `“${theme}” can't be on by default: people minded it, and ${haltedBy} was halted. An approver must first ` +
          `review the theme with a written reason (POST /v1/themes/${theme}:review); or set delivery to opt-in.`,
      };
    }
    case "looks-halted": {
      const likeness = sayLikeness(refusal);
      return {
        ru:
          `${likeness.ru}; людям она мешала, и её показ прерван. Сначала согласующий должен разобрать эту тему и написать ` +
          `причину (POST /v1/themes/${refusal.theme}:review); или нарисуйте другое, или поставьте delivery: opt-in.`,
        en:
          `${likeness.en}, which people minded, and which was halted. An approver must first review that theme with a written ` +
          `reason (POST /v1/themes/${refusal.theme}:review); or draw something else, or set delivery to opt-in.`,
      };
    }
    case "looks-sensitive": {
      const likeness = sayLikeness(refusal);
      return {
        ru: `${likeness.ru}; она чувствительная, её видят только те, кто попросит. Нарисуйте другое или поставьте delivery: opt-in, чего должны хотеть двое.`,
        en:
          `${likeness.en}, which is sensitive: people see it only if they ask for it. Draw something else, or set delivery to ` +
          "opt-in, which two people must want.",
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

function sayLikeness({ drawn, decoration, theme }: { readonly drawn: string } & Lookalike): Label {
  return {
    ru: `«${drawn}» нельзя показывать без просьбы: на телефоне оно выглядит как «${decoration}» из темы «${theme}» (тот же рисунок, ресурс, символ, знак или эмодзи)`,
    en: `“${drawn}” can't be on by default: on a phone it looks like “${decoration}” of the theme “${theme}” (the same drawing, resource, symbol, glyph or emoji)`,
  };
}
