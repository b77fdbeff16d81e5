import type { LessonTexts } from "./lessons-en.ts";
import { count, number } from "./ru-numbers.ts";

/** What the console says in Russian where it looks back. */
export const ruLessons: LessonTexts = {
  title: "Выводы",
  intro: "Чему научила каждая кампания и что из этого следует для новых.",
  runs: "Кампании, на которые оглянулись",
  gathering: (done, total) => `Прочитано кампаний: ${number.format(done)} из ${number.format(total)}.`,
  empty: "Ещё ни одна кампания не закончилась. Когда закончится, здесь появится, чему она научила.",
  outcome: "Чем кончилась",
  ended: "Когда",
  provisional: "ещё могут возразить",
  provisionalLong: "Это не окончательно: ещё семь дней после конца люди могут возразить.",
  start: (version) => `Запуск ${number.format(version)}`,
  policy: "Что считается обычным",
  policyHint: "Столько людей выключают украшение, когда всё в порядке. Спокойные кампании снижают эту долю.",
  category: "Категория",
  normal: "Обычно выключают",
  rate: (share) => `${share} увидевших`,
  learntFrom: "Откуда известно",
  notLearnt: "осторожное начало: спокойных кампаний ещё не было",
  reviews: "Темы, которые были остановлены",
  reviewsHint: "Их видят только те, кто попросил, пока согласующий не разберётся и не напишет, почему это безопасно.",
  haltedAt: (when) => `остановлена ${when}.`,
  reviewReason: "Почему её снова можно показывать по умолчанию?",
  reviewNeeds: "Сначала напишите почему.",
  review: "Отметить: разобрались",
  reviewed: (reason, when) => `Разобрались ${when}: «${reason}»`,
  of: (name) => `Выводы: ${name}`,
  ofIntro: "Каждый запуск кампании отдельно, новые сверху.",
  toCampaign: "К кампании",
  all: "Все выводы",
  none: "Ни один её запуск ещё не закончился: оглядываться пока не на что.",
  nobodySaw: "Её никто не увидел.",
  sentence: (share, normal) => `Выключили ${share} увидевших; обычно выключают ${normal}.`,
  audience: "Аудитория",
  byStage: "По этапам",
  byRegion: "По регионам",
  byPlatform: "По платформам",
  legend: "Увидели · выключили. Группы меньше 20 человек не различаются.",
  minded: (exposed, optedOut, complained) =>
    `увидели ${number.format(exposed)}, выключили ${number.format(optedOut)}, пожаловались ${number.format(complained)}`,
  others: (values, exposed, optedOut) =>
    `${count(values, "малая группа", "малые группы", "малых групп")} вместе: ${number.format(exposed)} · ${number.format(optedOut)}`,
  othersTooFew: (values) =>
    `${count(values, "группа слишком мала", "группы слишком малы", "групп слишком малы")}, чтобы их показать.`,
};
