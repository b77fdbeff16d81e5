import type { NoneReason } from "./decision.ts";
import type { Language } from "../label.ts";

/** Why a person doesn't see one decoration; `name` is its label in the language. */
interface WhyNotTexts {
  readonly why: Readonly<Record<NoneReason, (name: string) => string>>;
  /** What asking for it would bring: at once, or in a span. */
  readonly askNow: string;
  readonly askFor: (when: string) => string;
}

export const WHY_NOT_TEXTS: Readonly<Record<Language, WhyNotTexts>> = {
  ru: {
    why: {
      "no-campaign": (name) => `Украшение «${name}» показывать пока не планируем.`,
      "outside-window": (name) => `Время украшения «${name}» ещё не пришло.`,
      stopped: (name) => `Показ украшения «${name}» остановлен у всех.`,
      halted: (name) => `Украшение «${name}» понравилось не всем, и мы оставили его только тем, кто сам попросил.`,
      "not-in-audience": (name) => `Украшение «${name}» показываем не всем.`,
      excluded: (name) => `Украшение «${name}» показываем не всем.`,
      "sensitive-not-asked": (name) => `Украшение «${name}» показываем только тем, кто сам попросил.`,
      holdout: (name) => `Небольшой части абонентов украшение «${name}» не показываем, чтобы сравнить.`,
      "not-yet-rolled-out": (name) => `Украшение «${name}» включаем постепенно, до вас очередь ещё не дошла.`,
      "opted-out": (name) => `Украшение «${name}» у вас отключено.`,
      outranked: (name) => `Вместо украшения «${name}» сейчас показываем другое.`,
      unsure: () => "Мы не можем узнать, что вы выбрали, и потому ничего не показываем.",
    },
    askNow: "Попросите, и покажем сразу.",
    askFor: (when) => `Попросите, и покажем: ${when}.`,
  },
  en: {
    why: {
      "no-campaign": (name) => `“${name}” is not planned so far.`,
      "outside-window": (name) => `It is not yet the time for “${name}”.`,
      stopped: (name) => `“${name}” was stopped for everybody.`,
      halted: (name) => `Not everybody liked “${name}”, so we keep it only for those who asked.`,
      "not-in-audience": (name) => `Not everybody gets “${name}”.`,
      excluded: (name) => `Not everybody gets “${name}”.`,
      "sensitive-not-asked": (name) => `“${name}” is shown only to those who ask.`,
      holdout: (name) => `We leave a few people without “${name}” to compare.`,
      "not-yet-rolled-out": (name) => `“${name}” comes step by step, and it is not your turn yet.`,
      "opted-out": (name) => `“${name}” is switched off for you.`,
      outranked: (name) => `Another decoration is shown now in place of “${name}”.`,
      unsure: () => "We can’t look up what you chose, so we show nothing.",
    },
    askNow: "Ask for it, and it is shown at once.",
    askFor: (when) => `Ask for it, and you will see it: ${when}.`,
  },
};
