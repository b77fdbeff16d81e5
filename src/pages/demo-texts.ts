import type { Reason } from "../domain/decision/decision.ts";
import type { Language } from "../domain/label.ts";

/** The words of the phone page that its script puts in; `{…}` marks what it fills in. */
export interface DemoScriptTexts {
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly nothing: string;
  readonly summary: string;
  readonly today: string;
  readonly season: string;
  readonly days: Readonly<Record<DemoDay, string>>;
  readonly span: string;
  readonly upcoming: string;
  readonly nothingUpcoming: string;
  readonly askAgain: string;
  readonly ownPhone: string;
  readonly years: Readonly<Record<"one" | "few" | "many" | "other", string>>;
  readonly regionUnknown: string;
  readonly unknownAge: string;
  readonly askFor: string;
  readonly switchOff: string;
  readonly saidIn: string;
  readonly saidOut: string;
  readonly saidInAll: string;
  readonly saidOutAll: string;
  readonly earlierThanWord: string;
  readonly noSuchPerson: string;
  readonly notReady: string;
  readonly unauthenticated: string;
  readonly unreachable: string;
  readonly refused: string;
}

/** Days worth a look, as MM-DD. */
export const DEMO_DAYS = ["12-20", "12-27", "12-31", "02-01", "02-14", "03-04", "03-08"] as const;

export type DemoDay = (typeof DEMO_DAYS)[number];

/** The words of the phone page. */
export interface DemoTexts {
  readonly title: string;
  readonly intro: string;
  readonly scriptNeeded: string;
  readonly light: string;
  readonly dark: string;
  readonly when: string;
  readonly seasons: string;
  readonly slider: string;
  readonly exactly: string;
  readonly who: string;
  readonly searchLabel: string;
  readonly search: string;
  readonly another: string;
  readonly word: string;
  readonly wordHint: string;
  readonly everything: string;
  readonly everythingOff: string;
  readonly everythingIn: string;
  readonly linkOpen: string;
  readonly linkHint: string;
  readonly saidTitle: string;
  readonly why: string;
  readonly next: string;
  readonly raw: string;
  readonly script: DemoScriptTexts;
}

export const DEMO_TEXTS: Readonly<Record<Language, DemoTexts>> = {
  ru: {
    title: "Телефон абонента",
    intro:
      "Выберите человека и день и посмотрите, что стоит возле имени оператора. Абоненты придуманы, а ответы настоящие: страница спрашивает то же, что и приложение.",
    scriptNeeded: "Этой странице нужен JavaScript. Страницы, которые видят сами абоненты, обходятся без него.",
    light: "светлая тема",
    dark: "тёмная тема",
    when: "Когда",
    seasons: "Сезон",
    slider: "День",
    exactly: "Точное время у абонента",
    who: "Кто",
    searchLabel: "Номер в демо, например 42",
    search: "Найти",
    another: "Кто-нибудь ещё",
    word: "Слово абонента",
    wordHint: "Действует сразу, в каждом канале и насовсем.",
    everything: "Все украшения",
    everythingOff: "Отключить всё",
    everythingIn: "Снова разрешить",
    linkOpen: "Открыть ссылку для отключения",
    linkHint: "Такая ссылка приходит в СМС и в чат. Работает без входа и без скриптов.",
    saidTitle: "Что уже сказано здесь",
    why: "Почему так",
    next: "Что дальше",
    raw: "Ответ целиком",
    script: {
      reasons: {
        segment: "Идёт кампания «{campaign}», и она для таких абонентов, как этот.",
        asked: "Абонент сам попросил включить.",
        gift: "Это подарок от близкого человека, и абонент его принял.",
        "no-campaign": "Ни одна кампания не запущена.",
        "outside-window": "Обычный день: на этом телефоне сейчас ничего не запланировано.",
        stopped: "Показ остановлен вручную.",
        halted: "Защита остановила кампанию «{campaign}»: её слишком часто отключали.",
        "not-in-audience": "Кампания «{campaign}» рассчитана на других абонентов. Но этот может попросить.",
        excluded: "Кампания «{campaign}» идёт, но не для таких номеров: устройствам и компаниям украшения ни к чему.",
        "sensitive-not-asked": "Тема чувствительная. «{campaign}» — только для тех, кто сам попросил.",
        holdout: "Абонент в контрольной группе: с ней сравнивают, как приняли кампанию «{campaign}».",
        "not-yet-rolled-out": "Кампания «{campaign}» включается постепенно и до этого абонента ещё не дошла.",
        "opted-out": "Абонент это отключил. Вернуть может только он сам.",
        outranked: "Место занято другой кампанией, поважнее.",
        unsure: "Узнать, что выбрал человек, нельзя, поэтому ничего не показываем.",
      },
      nothing: "Ничего",
      summary: "{when}. iPhone: {ios}. Android: {android}.",
      today: "сегодня",
      season: "Сезон {years}",
      days: {
        "12-20": "ёлка на iPhone",
        "12-27": "и на Android",
        "12-31": "новогодняя ночь",
        "02-01": "обычный день",
        "02-14": "День влюблённых",
        "03-04": "первый тюльпан",
        "03-08": "Женский день",
      },
      span: "С {from} до {until} по времени абонента.",
      upcoming: "«{what}»: {from} — {until}",
      nothingUpcoming: "В ближайшие полтора года ничего.",
      askAgain: "Телефон переключится сам и спросит снова примерно через {hours} ч.",
      ownPhone: "его телефон",
      years: { one: "{n} год", few: "{n} года", many: "{n} лет", other: "{n} года" },
      regionUnknown: "регион неизвестен",
      unknownAge: "возраст неизвестен",
      askFor: "Включите мне",
      switchOff: "Отключить",
      saidIn: "попросили включить «{what}»",
      saidOut: "отключили «{what}»",
      saidInAll: "снова разрешили украшения",
      saidOutAll: "отключили всё",
      earlierThanWord: "Вы смотрите день раньше последнего слова абонента. Спорные слова решает то, что сказано позже.",
      noSuchPerson: "Введите номер от 0 до 19999 или идентификатор вида demo-000042.",
      notReady: "Garland ещё раскладывает правила по шардам. Спросим снова через секунду.",
      unauthenticated: "Пропуск абонента больше не действует. Обновите страницу: она получит новый.",
      unreachable: "Garland не отвечает. Проверьте, что npm start работает, и обновите страницу.",
      refused: "Garland отказал: {detail}",
    },
  },
  en: {
    title: "The subscriber’s phone",
    intro:
      "Choose a person and a day, and see what stands beside the operator’s name. The people are invented, the answers are real: this page asks exactly what the app asks.",
    scriptNeeded: "This page needs JavaScript. The pages that subscribers see do without.",
    light: "light theme",
    dark: "dark theme",
    when: "When",
    seasons: "Season",
    slider: "Day",
    exactly: "Exact time where the subscriber is",
    who: "Who",
    searchLabel: "Number in the demo, such as 42",
    search: "Find",
    another: "Somebody else",
    word: "The subscriber’s word",
    wordHint: "It counts at once, in every channel, and for good.",
    everything: "All decorations",
    everythingOff: "Switch everything off",
    everythingIn: "Allow again",
    linkOpen: "Open the off link",
    linkHint: "Such a link comes by text message or chat. It needs no login and no script.",
    saidTitle: "What has been said here",
    why: "Why",
    next: "What comes next",
    raw: "The whole answer",
    script: {
      reasons: {
        segment: "“{campaign}” is on, and this subscriber is one of those it is for.",
        asked: "The subscriber asked for it.",
        gift: "It is a gift from somebody close, and the subscriber accepted it.",
        "no-campaign": "No campaign is live.",
        "outside-window": "An ordinary day: nothing is planned for this phone right now.",
        stopped: "Showing was stopped by hand.",
        halted: "The guard halted “{campaign}”: too many people were switching it off.",
        "not-in-audience": "“{campaign}” is meant for other subscribers. This one may still ask for it.",
        excluded: "“{campaign}” is on, but not for lines like this: machines and companies need no decorations.",
        "sensitive-not-asked": "A sensitive theme. “{campaign}” is only for people who ask for it.",
        holdout: "The subscriber is in the comparison group of “{campaign}”.",
        "not-yet-rolled-out": "“{campaign}” is being switched on step by step and has not reached this subscriber yet.",
        "opted-out": "The subscriber switched it off. Nobody else can bring it back.",
        outranked: "Another campaign, of higher priority, has the place.",
        unsure: "What the person chose can’t be looked up, so nothing is shown.",
      },
      nothing: "Nothing",
      summary: "{when}. iPhone: {ios}. Android: {android}.",
      today: "today",
      season: "Season {years}",
      days: {
        "12-20": "the tree, on iPhone",
        "12-27": "and on Android",
        "12-31": "New Year’s Eve",
        "02-01": "an ordinary day",
        "02-14": "Valentine’s Day",
        "03-04": "the first tulip",
        "03-08": "Women’s Day",
      },
      span: "From {from} until {until}, in the subscriber’s time.",
      upcoming: "“{what}”: {from} – {until}",
      nothingUpcoming: "Nothing in the next year and a half.",
      askAgain: "The phone flips by itself and asks again in about {hours} h.",
      ownPhone: "their phone",
      years: { one: "{n} year old", few: "{n} years old", many: "{n} years old", other: "{n} years old" },
      regionUnknown: "region unknown",
      unknownAge: "age unknown",
      askFor: "Switch on",
      switchOff: "Switch off",
      saidIn: "asked for “{what}”",
      saidOut: "switched “{what}” off",
      saidInAll: "allowed decorations again",
      saidOutAll: "switched everything off",
      earlierThanWord: "This day is before the subscriber’s last word. Where words disagree, the later one counts.",
      noSuchPerson: "Enter a number from 0 to 19999, or an identifier such as demo-000042.",
      notReady: "Garland is still installing its rules in the shards. We will ask again in a second.",
      unauthenticated: "The subscriber’s token is no longer good. Reload the page to get a new one.",
      unreachable: "Garland does not answer. See that npm start is running, then reload the page.",
      refused: "Garland refused: {detail}",
    },
  },
};
