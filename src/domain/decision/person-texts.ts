import type { Channel, ChoiceValue } from "./choice.ts";
import type { Reason } from "./decision.ts";
import type { Language } from "../label.ts";

/** What a scope is about, by its first word. */
export type ScopeKind = "all" | "gifts" | "category" | "theme";

/** Sentences about one person, for themselves and for whoever helps them. `name` and `when` are in the language. */
interface PersonTexts {
  readonly shown: (name: string, when: string) => string;
  readonly why: Readonly<Record<Reason, string>>;
  /** Why it is shown where somebody asked for it on the person's behalf; `how` is one of `channels`. */
  readonly askedFor: (how: string) => string;
  readonly coming: (name: string, when: string) => string;
  readonly showing: (name: string, when: string) => string;
  readonly noted: (name: string) => string;
  readonly notPlanned: (name: string) => string;
  readonly gift: (name: string, until: string) => string;
  readonly said: Readonly<Record<ChoiceValue, (name: string) => string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  /** The same where an agent made the link. */
  readonly agentsLinks: Readonly<Record<"web" | "link", string>>;
  /** What a scope names, after “switch off”: neither word nor ending depends on the name. */
  readonly things: Readonly<Record<ScopeKind, (name: string) => string>>;
  readonly retracted: string;
  /** What keeps a decoration off; `thing` is one of `things`. */
  readonly staysOff: (thing: string, channel: string, day: string) => string;
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
    askedFor: (how) => `Его включили для вас ${how}.`,
    coming: (name, when) => `Покажем украшение «${name}»: ${when}.`,
    showing: (name, when) => `Уже показываем украшение «${name}»: ${when}.`,
    noted: (name) => `Украшение «${name}» записали. Точной даты для вас пока нет.`,
    notPlanned: (name) => `Украшение «${name}» записали, но показывать его пока не планируем.`,
    gift: (name, until) => `Кто-то, кто знает ваш номер, дарит вам украшение «${name}». Ответить можно до ${until}.`,
    said: { in: (name) => `включено — ${name}.`, out: (name) => `отключено — ${name}.` },
    channels: {
      app: "в приложении",
      web: "на странице настроек",
      link: "по ссылке из сообщения",
      bot: "в чате",
      sms: "по SMS",
      agent: "через поддержку",
      import: "по данным оператора",
      gift: "с подарком",
    },
    agentsLinks: { web: "на странице, которую прислала поддержка", link: "по ссылке, которую прислала поддержка" },
    things: {
      all: () => "все украшения",
      gifts: () => "подарки от других людей",
      category: (name) => `категорию «${name}»`,
      theme: (name) => `украшение «${name}»`,
    },
    retracted: "Отменено.",
    staysOff: (thing, channel, day) => `Остаётся выключенным: ${day} ${channel} вы отключили ${thing}.`,
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
    askedFor: (how) => `It was switched on for you ${how}.`,
    coming: (name, when) => `Coming: “${name}”, ${when}.`,
    showing: (name, when) => `Shown already: “${name}”, ${when}.`,
    noted: (name) => `“${name}”: noted. There is no date for you yet.`,
    notPlanned: (name) => `“${name}”: noted, but it is not planned so far.`,
    gift: (name, until) => `Somebody who knows your number gives you “${name}”. You can answer until ${until}.`,
    said: { in: (name) => `switched on: ${name}.`, out: (name) => `switched off: ${name}.` },
    channels: {
      app: "in the app",
      web: "on the settings page",
      link: "by the link in a message",
      bot: "in the chat",
      sms: "by SMS",
      agent: "through support",
      import: "by the operator’s records",
      gift: "with a gift",
    },
    agentsLinks: { web: "on the page that support sent", link: "by the link that support sent" },
    things: {
      all: () => "everything",
      gifts: () => "gifts from other people",
      category: (name) => `all of “${name}”`,
      theme: (name) => `“${name}”`,
    },
    retracted: "Taken back.",
    staysOff: (thing, channel, day) => `It stays off: you switched ${thing} off ${channel} on ${day}.`,
  },
};
