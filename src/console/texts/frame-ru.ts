import type { enFrame } from "./frame-en.ts";
import { count } from "./ru-numbers.ts";

/** What the console says in Russian around its pages: what is in the way, and what to do. */
export const ruFrame: typeof enFrame = {
  frame: {
    loggedIn: "Вы снова вошли. Ничего не потеряно: нажмите ещё раз.",
    lost: "Связь с сервисом прервалась. Показанное могло устареть, набранное сохранено. Попробуем сами ещё раз.",
    resumeAsked: (who, until) =>
      `Продолжить предлагает ${who}. До ${until} то же может сказать на странице «Эфир» другой согласующий, и всё пойдёт дальше.`,
    keyWaits: (name, maker) => `Ключу «${name}» отказывают, пока его не подтвердит второй человек, не ${maker}:`,
    who: (name, roles) => `${name}: ${roles}`,
    entries: (amount) => count(amount, "поле", "поля", "полей"),
  },
};
