import type { QuestionTexts } from "./questions-en.ts";
import { count, number } from "./ru-numbers.ts";

/** The Russian of `questions-en.ts`. */
export const ruQuestions: QuestionTexts = {
  intro: (days, counts, rehearsals) =>
    `Кто спрашивал, сколько людей подходит под условие и кто что увидит. Хранится ${count(days, "день", "дня", "дней")}, отдельно от журнала. За сутки (UTC) один человек, какими бы ключами он ни пользовался, может посчитать ${number.format(counts)} разных аудиторий и провести ${number.format(rehearsals)} разных репетиций; повтор в тот же день не считается и второй раз не записывается.`,
  kinds: { count: "Счёт", rehearsal: "Репетиция", "number-not-found": "Никого не нашли" },
  byKey: (name, maker) => `ключ «${name}», сделал(а) ${maker}`,
  byUnknownKey: (prefix) => `ключ ${prefix}; кто его сделал, неизвестно`,
  notFound: "Искали номер, которого ни у кого нет. Сам номер не записан.",
  tooLong: "Записано только то, что спрашивали: текст был слишком длинным.",
  unreadable: "Для этого вопроса у страницы нет слов; дословно он есть у сервиса (GET /v1/questions).",
  countOf: "Сколько людей подходит",
  checkOf: (campaign) => `Сколько людей подходит: проверка кампании ${campaign}`,
  rehearsalOf: "Кто что увидит и что изменится",
  within: (audiences) => `входят хотя бы в одну из аудиторий: ${audiences}`,
  without: (audiences) => `не входят ни в одну из аудиторий: ${audiences}`,
  waves: (audiences) => `волны: ${audiences}`,
  raw: (condition) => `правило ${condition}`,
  written: (what) => `как если бы это было сохранено: ${what}`,
  drafts: (parts) => `как если бы черновики вышли в эфир: ${parts}`,
  noDrafts: "как сейчас в эфире, без черновиков",
  atMoment: (moment) => `в один момент: ${moment}`,
  onDays: (first, last, time, zone) => `каждый день с ${first} по ${last}, в ${time}, ${zone}`,
  ownZone: "у каждого по его часам",
  by: (attributes) => `с разбивкой: ${attributes}`,
  older: "Показать более ранние вопросы",
  empty: "Пока никто ничего не спрашивал.",
  hiddenNumber: "номер телефона",
};
