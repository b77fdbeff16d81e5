import type { Language } from "../domain/label.ts";

/** The words of the off pages. `name` is a theme's or category's label, already in the language. */
export interface OffTexts {
  readonly title: string;
  readonly nowShown: (name: string) => string;
  readonly nothingShown: string;
  readonly promise: string;
  /** `thing`: see `nameThing`. */
  readonly switchOff: (thing: string) => string;
  readonly switchOffAll: string;
  readonly alreadyOff: Readonly<Record<OffThing, (name: string) => string>>;
  readonly doneTitle: string;
  readonly done: Readonly<Record<OffThing, (name: string) => string>>;
  /** Where a phone may still show what has just been switched off. */
  readonly goesSoon: string;
  readonly undo: string;
  readonly undoHint: string;
  readonly undoneTitle: string;
  readonly undone: string;
  readonly takenBack: string;
  readonly takenBackIfLast: string;
  readonly tooLateTitle: string;
  readonly tooLate: string;
}

/** What a link can switch off. Verbs agree with these words, and with no name. */
export type OffThing = "all" | "category" | "theme";

export const OFF_TEXTS: Readonly<Record<Language, OffTexts>> = {
  ru: {
    title: "Украшение возле имени оператора",
    nowShown: (name) => `Сейчас возле имени оператора — «${name}».`,
    nothingShown: "Сейчас возле имени оператора ничего нет.",
    promise: "Отключение действует сразу и насовсем: в следующем году напоминать не будем.",
    switchOff: (thing) => `Отключить ${thing}`,
    switchOffAll: "Отключить все украшения",
    alreadyOff: {
      all: () => "Все украшения у вас уже отключены.",
      category: (name) => `Все украшения категории «${name}» у вас уже отключены.`,
      theme: (name) => `Украшение «${name}» у вас уже отключено.`,
    },
    doneTitle: "Готово, отключили",
    done: {
      all: () => "Украшений больше не будет — ни сейчас, ни в следующем году.",
      category: (name) => `Украшений категории «${name}» больше не будет — ни сейчас, ни в следующем году.`,
      theme: (name) => `Украшение «${name}» больше не появится — ни сейчас, ни в следующем году.`,
    },
    goesSoon: "Если значок ещё виден, он исчезнет, как только телефон обновит экран.",
    undo: "Вернуть как было",
    undoHint: "Нажали случайно?",
    undoneTitle: "Вернули как было",
    undone: "Всё осталось так, как было до отключения.",
    takenBack: "То, что вы сейчас нажали, мы отменили.",
    takenBackIfLast: "То, что вы здесь нажали, отменено, если с тех пор ничего не менялось.",
    tooLateTitle: "Вернуть уже нельзя",
    tooLate: "С тех пор что-то изменилось. Включить украшение снова можно в приложении оператора.",
  },
  en: {
    title: "The decoration beside your operator’s name",
    nowShown: (name) => `Right now “${name}” stands beside the operator’s name.`,
    nothingShown: "Right now nothing stands beside the operator’s name.",
    promise: "Switching off works at once and for good: it will not come back next year.",
    switchOff: (thing) => `Switch off ${thing}`,
    switchOffAll: "Switch off all decorations",
    alreadyOff: {
      all: () => "All decorations are switched off for you already.",
      category: (name) => `All of “${name}” is switched off for you already.`,
      theme: (name) => `“${name}” is switched off for you already.`,
    },
    doneTitle: "Done, it is off",
    done: {
      all: () => "No decorations will appear again, neither now nor next year.",
      category: (name) => `Nothing of “${name}” will appear again, neither now nor next year.`,
      theme: (name) => `“${name}” will not appear again, neither now nor next year.`,
    },
    goesSoon: "If you still see the mark, it goes as soon as your phone refreshes its screen.",
    undo: "Put it back as it was",
    undoHint: "Pressed by accident?",
    undoneTitle: "Put back",
    undone: "Everything is as it was before you switched it off.",
    takenBack: "What you have just pressed is taken back.",
    takenBackIfLast: "What you pressed here has been taken back, unless something has changed since.",
    tooLateTitle: "It can’t be put back any more",
    tooLate: "Something was changed since. You can switch the decoration on again in the operator’s app.",
  },
};
