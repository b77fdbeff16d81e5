import type { enGuardPanel } from "./guard-panel-en.ts";
import { count, number } from "./ru-numbers.ts";

/** The Russian of `guard-panel-en.ts`. */
export const ruGuardPanel: typeof enGuardPanel = {
  guardPanel: {
    verdicts: {
      halt: "Страж остановил кампанию",
      warn: "Недовольных больше обычного",
      hold: "Ждём чисел",
      complete: "Всё хорошо",
      continue: "Пока всё хорошо",
      advance: "Пока всё хорошо",
    },
    policyHalted: "Прервана правилами",
    policyHaltedMeans:
      "Без просьбы её не видит никто; у тех, кто просил, она остаётся. Страж ждёт и ничего не считает, пока двое не снимут остановку.",
    notAllHeard: "Отчитались не все шарды",
    afterHalt: "Без просьбы её больше никто не получит; у тех, кто просил, она остаётся.",
    afterHaltUnproven:
      "Без просьбы её больше никто получать не должен, у тех, кто просил, она остаётся. Подтвердили это ещё не все шарды.",
    asOf: (when) => `Так это видел страж: ${when}.`,
    stageOf: (index, total) => `Этап ${number.format(index)} из ${number.format(total)}`,
    allStages: "Все этапы пройдены",
    coverage: (share) => `охвачено ${share} аудитории`,
    evidenceHint: (warn, halt) =>
      `При ${number.format(warn)} к 1 страж предупреждает и никого не добавляет, при ${number.format(halt)} к 1 — останавливает кампанию.`,
    noStages: "Без этапов",
    nextStage: (index) => `Этап ${number.format(index)} откроется`,
    nextEverybody: "Для всех откроется",
    warnLine: "внимание",
    haltLine: "стоп",
    now: (odds) => `Сейчас ${odds}`,
    noHistory: "Страж ещё не смотрел; кривая начнётся с первого взгляда.",
    liftThere: "Прервана правилами; можно ли это снять — на странице кампании",
    confirmThere: "Подтвердить на странице кампании",
    waitsFor: "ждёт",
    waits: {
      "minimum-time": "своего времени",
      growing: "пока этап дойдёт до своих людей",
      stale: "свежих чисел",
      "held-by-hand": "пока человек снимет паузу",
      "one-word": "пока второй человек подтвердит",
      inconclusive: "свидетельств, что всё хорошо",
      warning: "пока пройдёт предупреждение",
    },
    notBefore: (when) => `не раньше ${when}`,
    probe: (isStillShown) =>
      isStillShown
        ? "После остановки проверили, что получают люди: некоторые всё ещё получают её по умолчанию."
        : "После остановки проверили, что получают люди: по умолчанию её не получает никто из проверенных.",
    probeUnreachable: (shards) =>
      `Не удалось спросить ${count(shards, "шард", "шарда", "шардов")}; попытки продолжаются.`,
    guardMissing: "Стража у этой кампании нет: она только по просьбе — или первых чисел ещё не было.",
    earlier: "Аудитории до изменения",
    earlierHint:
      "У кого украшение появилось тогда, у тех оно осталось, и за ними страж следит дальше; остановить кампанию может любая из этих аудиторий.",
    earlierCoverage: (version, share) => `Версия ${number.format(version)}, охватившая ${share} своей аудитории:`,
  },
};
