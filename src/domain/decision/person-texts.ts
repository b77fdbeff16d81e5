import type { Channel, ChoiceValue } from "./choice.ts";
import type { Reason } from "./decision.ts";
import type { Language } from "../label.ts";

/** Sentences about one person, for themselves and for whoever helps them. `name` and `when` are in the language. */
interface PersonTexts {
  readonly shown: (name: string, when: string) => string;
  readonly why: Readonly<Record<Reason, string>>;
  readonly coming: (name: string, when: string) => string;
  readonly showing: (name: string, when: string) => string;
  readonly noted: (name: string) => string;
  readonly notPlanned: (name: string) => string;
  readonly gift: (name: string, until: string) => string;
  readonly said: Readonly<Record<ChoiceValue, (name: string) => string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly retracted: string;
  /** What keeps a decoration off; `name` is undefined for everything. */
  readonly staysOff: (name: string | undefined, channel: string, day: string) => string;
}

export const PERSON_TEXTS: Readonly<Record<Language, PersonTexts>> = {
  ru: {
    shown: (name, when) => `Возле имени оператора сейчас «${name}»: ${when}.`,
    why: {
      segment: "Это праздничное украшение оператор показывает и тем, кто не просил. Его можно отключить насовсем.",
      asked: "Вы сами попросили его включить.",
      gift: "Это подарок, который вы приняли.",
      "no-campaign": "Сейчас возле имени оператора ничего нет: украшений пока не планируем.",
      "outside-window": "Сейчас возле имени оператора ничего нет: до праздника ещё далеко.",
      stopped: "Сейчас возле имени оператора ничего нет: показ остановлен у всех.",
      halted:
        "Сейчас возле имени оператора ничего нет: украшение понравилось не всем, и мы оставили его только тем, кто сам попросил.",
      "not-in-audience":
        "Сейчас возле имени оператора ничего нет. Украшение показываем не всем, но его можно попросить.",
      excluded: "Сейчас возле имени оператора ничего нет. Украшение показываем не всем, но его можно попросить.",
      "sensitive-not-asked":
        "Сейчас возле имени оператора ничего нет: такие украшения показываем только тем, кто сам попросил.",
      holdout:
        "Сейчас возле имени оператора ничего нет: небольшой части абонентов украшение не показываем, чтобы сравнить. Его можно попросить.",
      "not-yet-rolled-out":
        "Сейчас возле имени оператора ничего нет: украшение включаем постепенно, до вас очередь ещё не дошла.",
      "opted-out": "Вы это отключили, поэтому возле имени оператора ничего нет.",
      outranked: "Сейчас показываем другое украшение.",
      unsure:
        "Сейчас возле имени оператора ничего нет: мы не можем узнать, что вы выбрали, и потому ничего не показываем.",
    },
    coming: (name, when) => `Покажем «${name}»: ${when}.`,
    showing: (name, when) => `Уже показываем «${name}»: ${when}.`,
    noted: (name) => `«${name}»: записали. Точной даты для вас пока нет.`,
    notPlanned: (name) => `«${name}»: записали, но показывать это пока не планируем.`,
    gift: (name, until) => `Кто-то, кто знает ваш номер, дарит вам украшение «${name}». Ответить можно до ${until}.`,
    said: { in: (name) => `включено — ${name}.`, out: (name) => `отключено — ${name}.` },
    channels: {
      app: "в приложении",
      web: "на странице настроек",
      bot: "в чате",
      sms: "по SMS",
      agent: "через поддержку",
      import: "по данным оператора",
      gift: "с подарком",
    },
    retracted: "Отменено.",
    staysOff: (name, channel, day) =>
      `Остаётся выключенным: ${day} ${channel} вы отключили ${name === undefined ? "всё" : `«${name}»`}.`,
  },
  en: {
    shown: (name, when) => `“${name}” stands beside the operator’s name: ${when}.`,
    why: {
      segment: "It is a festive decoration that the operator also shows unasked. You can switch it off for good.",
      asked: "You asked for it yourself.",
      gift: "It is a gift that you accepted.",
      "no-campaign": "Nothing stands beside the operator’s name now: no decorations are planned so far.",
      "outside-window": "Nothing stands beside the operator’s name now: the next holiday is still to come.",
      stopped: "Nothing stands beside the operator’s name now: it was stopped for everybody.",
      halted:
        "Nothing stands beside the operator’s name now: not everybody liked the decoration, so we keep it only for those who asked.",
      "not-in-audience":
        "Nothing stands beside the operator’s name now. Not everybody gets the decoration, but you can ask for it.",
      excluded:
        "Nothing stands beside the operator’s name now. Not everybody gets the decoration, but you can ask for it.",
      "sensitive-not-asked":
        "Nothing stands beside the operator’s name now: such decorations are shown only to those who ask.",
      holdout:
        "Nothing stands beside the operator’s name now: we leave a few people without the decoration to compare. You can ask for it.",
      "not-yet-rolled-out":
        "Nothing stands beside the operator’s name now: the decoration comes step by step, and it is not your turn yet.",
      "opted-out": "You switched it off, so nothing stands beside the operator’s name.",
      outranked: "Another decoration is shown now.",
      unsure: "Nothing stands beside the operator’s name now: we can’t look up what you chose, so we show nothing.",
    },
    coming: (name, when) => `Coming: “${name}”, ${when}.`,
    showing: (name, when) => `Shown already: “${name}”, ${when}.`,
    noted: (name) => `“${name}”: noted. There is no date for you yet.`,
    notPlanned: (name) => `“${name}”: noted, but it is not planned so far.`,
    gift: (name, until) => `Somebody who knows your number gives you “${name}”. You can answer until ${until}.`,
    said: { in: (name) => `switched on: ${name}.`, out: (name) => `switched off: ${name}.` },
    channels: {
      app: "in the app",
      web: "on the settings page",
      bot: "in the chat",
      sms: "by SMS",
      agent: "through support",
      import: "by the operator’s records",
      gift: "with a gift",
    },
    retracted: "Taken back.",
    staysOff: (name, channel, day) =>
      `It stays off: you switched ${name === undefined ? "everything" : `“${name}”`} off ${channel} on ${day}.`,
  },
};
