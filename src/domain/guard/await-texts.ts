import type { AwaitCause } from "../campaign/start-word.ts";
import type { Label } from "../label.ts";
import { formatCount } from "./guard-texts.ts";

/** Says why a campaign waits for a second person, and what follows. Undefined: nobody has kept why. */
export function sayAwaited(cause: AwaitCause | undefined): Label {
  const why = sayCause(cause);
  return {
    ru: `${why.ru} Новых людей не добавляем, у остальных украшение остаётся. Чтобы продолжить, её должен подтвердить второй человек, не автор.`,
    en: `${why.en} Nobody new is added, and whoever has it keeps it. A second person, not an author, must confirm it before it goes on.`,
  };
}

function sayCause(cause: AwaitCause | undefined): Label {
  switch (cause?.code) {
    case undefined:
      return {
        ru: "Кампанию запустил один человек, и нужно, чтобы с ней согласился второй.",
        en: "One person alone started this campaign, and a second has to agree with it.",
      };
    case "reach": {
      const share = sayShare(cause.share);
      return {
        ru: `Кампанию запустил один человек, а увидели её уже больше ${share.ru} людей или почти столько.`,
        en: `One person alone started this campaign, and more than ${share.en} of people, or nearly, have seen it.`,
      };
    }
    case "reach-together": {
      const share = sayShare(cause.share);
      const ru = cause.campaigns.map(({ label }) => `«${label.ru}»`).join(", ");
      const en = cause.campaigns.map(({ label }) => `“${label.en}”`).join(", ");
      return {
        ru: `Кампанию запустил один человек. Вместе с другими, которые он показал сам за последние 30 дней (${ru}), её увидели уже больше ${share.ru} людей или почти столько.`,
        en: `One person alone started this campaign. With others that they showed on their own in the last 30 days (${en}), more than ${share.en} of people, or nearly, have seen it.`,
      };
    }
    case "outgrown":
      return {
        ru: `Второй человек согласился, когда в аудитории было не больше ${formatCount(cause.atMost, "ru")} человек, а увидели её уже намного больше.`,
        en: `A second person agreed while its audience was at most ${formatCount(cause.atMost, "en")} people, and many more have seen it.`,
      };
    case "own-people":
      return {
        ru: `Кампанию запустил один человек (${cause.who}), а потом от его имени загрузили абонентов или отозвали их токены: значит, он сам выбирает, сколько их, кто её увидит и кто сможет отказаться.`,
        en: `One person alone (${cause.who}) started this campaign, and then people were imported, or their tokens refused, in their name: so they choose how many there are, who sees it, and who can say no.`,
      };
    case "revealed": {
      const { gone, feast } = cause;
      const past =
        gone === null
          ? { ru: "Всё было остановлено и теперь продолжено", en: "Everything was stopped, and goes on now" }
          : { ru: `«${gone.ru}» больше не показывается`, en: `“${gone.en}” is shown no longer` };
      return {
        ru: `${past.ru}, и эта впервые показалась бы людям в дни праздника «${feast.ru}» или накануне. Второго человека об этом никто не спрашивал.`,
        en: `${past.en}, and people would get this one for the first time on the days of “${feast.en}” or the day before. No second person was asked about that.`,
      };
    }
  }
}

function sayShare(share: number): Label {
  const percent = String(Number((share * 100).toPrecision(4)));
  return { ru: `${percent.replace(".", ",")} %`, en: `${percent} %` };
}
