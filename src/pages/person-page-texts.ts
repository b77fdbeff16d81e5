import type { GiftAnswer } from "../domain/decision/gift.ts";
import type { Language } from "../domain/label.ts";

/** The words of a person's own page. `name` and `when` are already in the language. */
export interface PersonPageTexts {
  readonly title: string;
  readonly nowHeading: string;
  readonly switchesHeading: string;
  readonly switchesNote: string;
  readonly everything: string;
  readonly everythingHint: string;
  readonly everythingOffHint: string;
  readonly gifts: string;
  readonly giftsHint: string;
  readonly hints: {
    readonly showing: (when: string) => string;
    readonly scheduled: (when: string) => string;
    readonly notComing: string;
    readonly off: string;
    readonly offComing: (when: string) => string;
    readonly onlyIfAsked: string;
    readonly onlyIfAskedComing: (when: string) => string;
  };
  readonly sensitiveCategory: string;
  readonly upcomingHeading: string;
  readonly nothingUpcoming: string;
  readonly wishesHeading: string;
  readonly wishesNote: string;
  readonly nothingToAsk: string;
  readonly myWishes: string;
  readonly ask: string;
  readonly askFor: (name: string) => string;
  readonly ifAsked: {
    readonly showing: string;
    readonly scheduled: (when: string) => string;
    readonly unknown: string;
  };
  readonly historyHeading: string;
  readonly historyNote: string;
  readonly nothingSaid: string;
  readonly changed: {
    readonly off: (name: string) => string;
    readonly everythingOff: string;
    readonly giftsOff: string;
    readonly on: (name: string) => string;
    readonly categoryOn: (name: string) => string;
    readonly everythingOn: string;
    readonly giftsOn: string;
    readonly gift: Readonly<Record<GiftAnswer, string>>;
    readonly undone: string;
    readonly tooLate: string;
    /** The same press came once more, and does not hold as it was. */
    readonly overtaken: string;
  };
  readonly waitingGifts: string;
  readonly giftAnswers: Readonly<Record<GiftAnswer, string>>;
  readonly undo: string;
  readonly entranceTitle: string;
  readonly entrance: string;
  readonly offByLink: string;
  readonly offBySms: (number: string) => string;
}

export const PERSON_PAGE_TEXTS: Readonly<Record<Language, PersonPageTexts>> = {
  ru: {
    title: "Украшения возле имени оператора",
    nowHeading: "Сегодня",
    switchesHeading: "Что показывать",
    switchesNote: "Всё меняется сразу и запоминается насовсем, на следующий год тоже.",
    everything: "Все украшения",
    everythingHint: "Выключите, и возле имени оператора больше ничего не появится.",
    everythingOffHint: "Выключено. Появится только то, что вы попросите сами.",
    gifts: "Подарки от других людей",
    giftsHint: "Вам могут предложить украшение. Без вашего согласия оно не появится.",
    hints: {
      showing: (when) => `Показываем: ${when}`,
      scheduled: (when) => `Появится: ${when}`,
      notComing: "Пока вам не показываем",
      off: "Отключено насовсем",
      offComing: (when) => `Отключено. Если включить: ${when}`,
      onlyIfAsked: "Только если попросите",
      onlyIfAskedComing: (when) => `Только если попросите: ${when}`,
    },
    sensitiveCategory: "Показываем только тем, кто сам попросил.",
    upcomingHeading: "Что дальше",
    nothingUpcoming: "В ближайшее время ничего не появится.",
    wishesHeading: "Включите, пожалуйста",
    wishesNote: "Попросите, и мы включим это вам, как только придёт время.",
    nothingToAsk: "Вы уже попросили всё, что у нас есть.",
    myWishes: "Вы попросили",
    ask: "Попросить",
    askFor: (name) => `Попросить: ${name}`,
    ifAsked: {
      showing: "Появится сразу",
      scheduled: (when) => `Появится: ${when}`,
      unknown: "Даты пока нет, но пожелание запишем",
    },
    historyHeading: "Что вы выбирали",
    historyNote: "Скачать или стереть всё, что о вас хранится, можно в приложении оператора.",
    nothingSaid: "Вы пока ничего не меняли.",
    changed: {
      off: (name) => `Отключили: ${name}. Больше не покажем ни сейчас, ни в следующем году.`,
      everythingOff: "Отключили все украшения. Больше не покажем ни сейчас, ни в следующем году.",
      giftsOff: "Готово: подарки вам больше не предложат.",
      on: (name) => `Включили: ${name}.`,
      categoryOn: (name) => `Включили: ${name}. Что вы отключали по отдельности, осталось отключённым.`,
      everythingOn: "Снова показываем украшения. Что вы отключали по отдельности, осталось отключённым.",
      giftsOn: "Готово: вам снова могут предложить подарок.",
      gift: {
        show: "Готово: подарок принят, украшение появится в свои дни.",
        decline: "Готово: подарок отклонён. Отправитель об этом не узнает.",
        never: "Готово: подарки вам больше не предложат.",
      },
      undone: "Вернули как было.",
      overtaken: "Это нажатие мы уже учли раньше. С тех пор выбор изменился, и мы его не трогали: ниже всё, как есть.",
      tooLate: "С тех пор вы меняли что-то ещё, поэтому вернуть это уже нельзя. Выберите ниже, что показывать.",
    },
    waitingGifts: "Вам подарок",
    giftAnswers: { show: "Показать", decline: "Нет, спасибо", never: "Больше никаких подарков" },
    undo: "Вернуть как было",
    entranceTitle: "Откройте страницу из приложения",
    entrance:
      "Здесь каждый видит и меняет только свои украшения, поэтому страница открывается из приложения оператора.",
    offByLink: "Отключить украшение можно и без приложения: нажмите на ссылку в сообщении о нём.",
    offBySms: (number) =>
      `Отключить украшение можно и без приложения: отправьте СТОП на номер ${number} или нажмите на ссылку в сообщении.`,
  },
  en: {
    title: "Decorations beside the operator’s name",
    nowHeading: "Today",
    switchesHeading: "What to show",
    switchesNote: "Every change works at once and is remembered for good, next year too.",
    everything: "All decorations",
    everythingHint: "Switch this off, and nothing stands beside the operator’s name any more.",
    everythingOffHint: "Off. Only what you ask for yourself will appear.",
    gifts: "Gifts from other people",
    giftsHint: "Others may offer you a decoration. It never appears unless you accept.",
    hints: {
      showing: (when) => `Shown: ${when}`,
      scheduled: (when) => `Comes: ${when}`,
      notComing: "Not shown to you so far",
      off: "Off for good",
      offComing: (when) => `Off. If you switch it on: ${when}`,
      onlyIfAsked: "Only if you ask",
      onlyIfAskedComing: (when) => `Only if you ask: ${when}`,
    },
    sensitiveCategory: "Shown only to those who ask.",
    upcomingHeading: "What comes next",
    nothingUpcoming: "Nothing comes in the near future.",
    wishesHeading: "Please switch it on",
    wishesNote: "Ask, and we switch it on for you as soon as its time comes.",
    nothingToAsk: "You have asked for everything we have.",
    myWishes: "You asked for",
    ask: "Ask for it",
    askFor: (name) => `Ask for it: ${name}`,
    ifAsked: {
      showing: "Appears at once",
      scheduled: (when) => `Comes: ${when}`,
      unknown: "No date yet, but we note your wish",
    },
    historyHeading: "What you chose",
    historyNote: "You can download or erase everything that is held about you in the operator’s app.",
    nothingSaid: "You have changed nothing so far.",
    changed: {
      off: (name) => `Switched off: ${name}. It will not come back, neither now nor next year.`,
      everythingOff: "Switched off all decorations. They will not come back, neither now nor next year.",
      giftsOff: "Done: nobody can offer you gifts any more.",
      on: (name) => `Switched on: ${name}.`,
      categoryOn: (name) => `Switched on: ${name}. What you switched off by name stays off.`,
      everythingOn: "Decorations are shown again. What you switched off by name stays off.",
      giftsOn: "Done: people can offer you gifts again.",
      gift: {
        show: "Done: you have accepted it, and it appears on its days.",
        decline: "Done: you have declined it. The sender will not learn of it.",
        never: "Done: nobody can offer you gifts any more.",
      },
      undone: "Put back as it was.",
      overtaken:
        "This press was counted before. The choice was changed since, and we left it alone: below is how things stand.",
      tooLate: "You have changed something else since, so this can’t be put back any more. Choose below what to show.",
    },
    waitingGifts: "A gift for you",
    giftAnswers: { show: "Show it", decline: "No, thanks", never: "No gifts ever" },
    undo: "Put it back as it was",
    entranceTitle: "Open this page from the app",
    entrance: "Everybody sees and changes only their own decorations here, so the page opens from the operator’s app.",
    offByLink: "You can switch a decoration off without the app: press the link in the message about it.",
    offBySms: (number) =>
      `You can switch a decoration off without the app: send STOP to ${number}, or press the link in a message.`,
  },
};
