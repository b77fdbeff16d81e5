import type { Label } from "../label.ts";
import type { LeftOutCode } from "./roll-back.ts";

/** Says why a campaign does not come back, and what to do if it should. */
export function sayLeftOut(code: LeftOutCode): Label {
  return SENTENCES[code];
}

/** Says that a rollback would change nothing, and of each campaign that stays away why. */
export function sayNothingToDo(leftOut: readonly { readonly campaign: Label; readonly sentence: Label }[]): Label {
  const [ru, en] = [
    leftOut.map(({ campaign, sentence }) => ` Кампания «${campaign.ru}» не возвращается. ${sentence.ru}`),
    leftOut.map(({ campaign, sentence }) => ` “${campaign.en}” does not come back. ${sentence.en}`),
  ];
  return {
    ru: `Откат ничего бы не изменил: всё, что могло вернуться, уже действует.${ru.join("")}`,
    en: `The rollback would change nothing: all that may come back is live already.${en.join("")}`,
  };
}

const SENTENCES: Readonly<Record<LeftOutCode, Label>> = {
  halted: {
    ru: "Её прервал страж; откат не возвращает прерванное. Отправьте её на согласование с объяснением.",
    en: "The guard halted it, and a rollback revives nothing. Submit it with a reason.",
  },
  "halted-by-policy": {
    ru: "Её прервали правила; откат не возвращает прерванное. В течение суток двое могут снять остановку на её странице, если правила это снова позволят; позже отправьте её на согласование.",
    en: "Policy halted it, and a rollback revives nothing. Within 24 hours two people may lift that on its page, if policy allows it again; later submit it for approval.",
  },
  stopped: {
    ru: "Её остановил человек; откат не возвращает остановленное. Отправьте её на согласование.",
    en: "A person stopped it, and a rollback revives nothing. Submit it for approval.",
  },
  holding: {
    ru: "Она приостановлена, и откат её не продолжит. Продолжите её сами, если пора.",
    en: "It is held, and a rollback lets nothing go on. Resume it yourself if it is time.",
  },
  over: {
    ru: "Её сезон закончился. Запустите её заново, если она нужна ещё раз.",
    en: "Its season is over. Start it anew if it should come again.",
  },
  deleted: {
    ru: "Её удалили. Создайте её заново и отправьте на согласование.",
    en: "It was deleted. Make it anew and submit it for approval.",
  },
  sensitive: {
    ru: "Её категория теперь чувствительная, и без просьбы такое не показывают. Сделайте её показ только по просьбе и отправьте на согласование.",
    en: "Its category is sensitive now, and what is sensitive never comes unasked. Set its delivery to opt-in and submit it.",
  },
  "theme-review": {
    ru: "Её тема ждёт разбора после остановки. Сначала разберите тему, потом отправьте кампанию на согласование.",
    en: "Its theme awaits a review after a halt. Review the theme first, then submit the campaign.",
  },
  "no-stages": {
    ru: "Сейчас её увидели бы сразу слишком многие, а этапов у неё нет. Добавьте этапы и отправьте на согласование.",
    en: "Too many people would see it at once now, and it has no stages. Add stages and submit it.",
  },
  "breaks-a-rule": {
    ru: "Её прежнее содержание нарушает сегодняшние правила или ссылается на то, чего больше нет. Исправьте её и отправьте на согласование.",
    en: "Its earlier content breaks a rule of today, or names what is gone. Mend it and submit it for approval.",
  },
  "needs-two": {
    ru: "Сейчас для неё нужны двое, а согласия двоих на прежнее содержание нет или оно больше не действует. Отправьте его на согласование.",
    en: "It takes two people now, and no approval by two of its earlier content holds any more. Submit that for approval.",
  },
  "own-work": {
    ru: "Её прежнее содержание писали вы, а показать его снова могут только двое. Пусть откат сделает кто-то другой.",
    en: "You wrote a part of its earlier content, and it takes two people to show it again. Have somebody else roll back.",
  },
};
