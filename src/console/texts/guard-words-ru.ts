import type { enGuardWords } from "./guard-words-en.ts";
import { count, number } from "./ru-numbers.ts";

const about = new Intl.NumberFormat("ru", { maximumFractionDigits: 0 });
const aboutFew = new Intl.NumberFormat("ru", { maximumFractionDigits: 1 });

const between = (least: number, most: number | null) =>
  most === null
    ? count(least, "человек", "человека", "человек")
    : `от ${number.format(least)} до ${count(most, "человека", "человек", "человек")}`;

/** The Russian of `guard-words-en.ts`. */
export const ruGuardWords: typeof enGuardWords = {
  guardWords: {
    title: "Когда страж её остановит",
    optIn:
      "Её видят только те, кто попросил, поэтому сама она не останавливается. Остановить вручную можно в любой момент, одним нажатием.",
    nobody: "Пороги стража станут известны, когда в аудитории будет хотя бы 20 человек.",
    normal: (rate, people, expected, isStaged) =>
      `${isStaged ? "На первом этапе её увидят" : "Её сразу увидят"} ${people}; обычно из них выключают около ${expected < 10 ? aboutFew.format(expected) : about.format(expected)} (${rate}).`,
    halts: (least, most, warn) =>
      `Если её ${most === null ? "выключит хотя бы" : "выключат"} ${between(least, most)}, страж остановит кампанию сам (точное число он не сообщает, чтобы по нему нельзя было узнать о ком-то одном)${warn === null ? "" : `; уже при ${number.format(warn)} может предупредить вас`}.`,
    never: (least) =>
      `Её увидит так мало людей, что страж не вмешается: нужно хотя бы ${count(least, "недовольный", "недовольных", "недовольных")}.`,
    early: (people, least, most) =>
      `Конца этапа он не ждёт: пока её увидели ${people}, хватит ${most === null ? `и ${number.format(least)}` : `от ${number.format(least)} до ${number.format(most)}`}.`,
    opens: (most, people) =>
      `Следующий этап откроется сам, только если из этих ${number.format(people)} её выключат не больше чем ${number.format(most)}.`,
    neverOpens: (people) =>
      `Этого слишком мало, чтобы доказать, что всё хорошо (${people}): после этого этапа страж придержит кампанию, а решите вы.`,
    always: "Жалобы тоже считаются. Кто просил сам, у того украшение останется, даже если страж остановит кампанию.",
    agreed: "Что считать обычным, договорились заранее.",
    learnt: (guard) => `Что считать обычным, узнали из ${guard}.`,
    takeStages: (hours) => `Поставить этапы по ${hours} ч`,
  },
};
