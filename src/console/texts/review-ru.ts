import { count, number } from "./ru-numbers.ts";

/** The Russian of `review-en.ts`. */
export const ruReview = {
  lift: {
    halted: (until: string) =>
      `По правилам её больше нельзя показывать без просьбы; у тех, кто просил, она остаётся. Двое могут снять остановку до ${until}, если правила это снова позволят; позже её согласуют заново.`,
    asked: (who: string) => `Снять остановку предлагает ${who}; теперь это должен сказать другой человек, согласующий.`,
    mine: "Вы это уже предложили; теперь очередь другого человека.",
  },
  review: {
    tab: "Проверка",
    title: "Что изменится для людей",
    hint: "По каждому абоненту решаем дважды: как сейчас и как будет с этой кампанией, на год вперёд от сегодняшнего дня. Каждый человек посчитан один раз.",
    saveFirst: "Репетиция берёт сохранённое. Сначала сохраните изменения.",
    start: "Прорепетировать на всех",
    again: "Повторить репетицию",
    progress: (done: number, shards: number, people: number) =>
      `Шардов: ${number.format(done)} из ${number.format(shards)}, пока ${count(people, "человек", "человека", "человек")}`,
    gained: "Получат",
    lost: "Потеряют",
    kept: "Без изменений",
    off: "Выключили и не увидят",
    asked: "Просили сами",
    few: "меньше 20",
    by: "По признаку:",
    region: "регион",
    platform: "платформа",
    unknown: "неизвестно",
    conflicts: "Другие кампании, которые хотят место у тех же людей",
    noConflicts: "Других кампаний на место у этих людей нет.",
    conflict: (winner: string, loser: string, people: string) => `«${winner}» важнее, чем «${loser}»; людей: ${people}`,
    content: "Что изменилось в содержании",
    audienceChanged: (audience: string) => `Аудитория «${audience}» тоже изменилась`,
    rehearsedAt: (when: string, people: string) => `Репетиция ${when}, на всех: ${people}.`,
  },
};
