import type { Language } from "../domain/label.ts";

/** The words of the off pages. `what` is a theme's or category's name, already in the language. */
export interface OffTexts {
  readonly title: string;
  readonly nowShown: (what: string) => string;
  readonly nothingShown: string;
  readonly promise: string;
  readonly switchOff: (what: string) => string;
  readonly switchOffAll: string;
  readonly alreadyOff: (what: string) => string;
  readonly doneTitle: string;
  readonly done: (what: string) => string;
  readonly doneAll: string;
  readonly undo: string;
  readonly undoHint: string;
  readonly undoneTitle: string;
  readonly undone: string;
  readonly takenBack: string;
  readonly tooLateTitle: string;
  readonly tooLate: string;
}

export const OFF_TEXTS: Readonly<Record<Language, OffTexts>> = {
  ru: {
    title: "Украшение возле имени оператора",
    nowShown: (what) => `Сейчас возле имени оператора — «${what}».`,
    nothingShown: "Сейчас возле имени оператора ничего нет.",
    promise: "Отключение действует сразу и насовсем: в следующем году напоминать не будем.",
    switchOff: (what) => `Отключить «${what}»`,
    switchOffAll: "Отключить все украшения",
    alreadyOff: (what) => `«${what}» у вас уже отключены.`,
    doneTitle: "Готово, отключили",
    done: (what) =>
      `«${what}» больше не появится — ни сейчас, ни в следующем году. Значок исчезнет, как только телефон обновит экран.`,
    doneAll:
      "Украшений больше не будет — ни сейчас, ни в следующем году. Значок исчезнет, как только телефон обновит экран.",
    undo: "Вернуть как было",
    undoHint: "Нажали случайно?",
    undoneTitle: "Вернули как было",
    undone: "Всё осталось так, как было до отключения.",
    takenBack: "То, что вы сейчас нажали, мы отменили.",
    tooLateTitle: "Вернуть уже нельзя",
    tooLate: "С тех пор что-то изменилось. Включить украшение снова можно в приложении оператора.",
  },
  en: {
    title: "The decoration beside your operator’s name",
    nowShown: (what) => `Right now “${what}” stands beside the operator’s name.`,
    nothingShown: "Right now nothing stands beside the operator’s name.",
    promise: "Switching off works at once and for good: it will not come back next year.",
    switchOff: (what) => `Switch off “${what}”`,
    switchOffAll: "Switch off all decorations",
    alreadyOff: (what) => `“${what}” is switched off for you already.`,
    doneTitle: "Done, it is off",
    done: (what) =>
      `“${what}” will not appear again, neither now nor next year. The mark goes as soon as your phone refreshes its screen.`,
    doneAll:
      "No decorations will appear again, neither now nor next year. The mark goes as soon as your phone refreshes its screen.",
    undo: "Put it back as it was",
    undoHint: "Pressed by accident?",
    undoneTitle: "Put back",
    undone: "Everything is as it was before you switched it off.",
    takenBack: "What you have just pressed is taken back.",
    tooLateTitle: "It can’t be put back any more",
    tooLate: "Something was changed since. You can switch the decoration on again in the operator’s app.",
  },
};
