import type { Language } from "../label.ts";
import type { NothingToUndo, OutcomeKind } from "./reply.ts";
import type { Intent, MessageReason } from "./understanding.ts";

/** What a text may speak of. `what` is a name in quotation marks, or words for everything or for what is shown. */
export interface ReplyFacts {
  readonly what: string;
  readonly span: string;
  readonly why: string;
}

type Line = (facts: ReplyFacts) => string;

/** The text of an outcome, and other texts for intents that deserve their own; where a text speaks of a button, one without it for SMS. */
type Lines = Readonly<{ usual: Line } & Partial<Record<Intent | "somebody-else" | "sms" | "somebody-else-sms", Line>>>;

interface ReplyTexts {
  readonly lines: Readonly<Record<OutcomeKind, Lines>>;
  /** The first words to somebody who gave such a reason. */
  readonly sorry: Readonly<Partial<Record<MessageReason, string>>>;
  readonly quote: (name: string) => string;
  readonly everything: string;
  readonly shown: string;
  readonly switchOff: (what: string) => string;
  readonly switchOffAll: string;
  readonly switchOn: (what: string) => string;
  readonly switchOnAll: string;
  readonly undo: string;
  readonly gift: string;
  /** When what is given will be shown; or that nobody knows. */
  readonly giftComes: (span: string) => string;
  readonly giftUnplanned: string;
  /** Words to send instead of pressing a button. */
  readonly answerWith: (words: string) => string;
  readonly ifDisliked: string;
  readonly keepsOff: string;
  /** Of whether other people may offer decorations. */
  readonly gifts: Readonly<Record<"off-done" | "off-already" | "on-done" | "on-needs-nothing" | "what", string>>;
  readonly nothingToUndo: Readonly<Record<NothingToUndo, string>>;
  /** To somebody who has written too much within an hour. */
  readonly tooOften: string;
  /** To somebody whose message can't be dealt with while only what switches off is kept. */
  readonly onlyOuts: string;
  /** To somebody whose wish the channel may not enter just now. */
  readonly onlyInApp: string;
}

export const REPLY_TEXTS: Readonly<Record<Language, ReplyTexts>> = {
  ru: {
    lines: {
      "off-done": {
        usual: ({ what }) =>
          `Готово, отключили: ${what}. Больше не покажем — ни сейчас, ни в следующем году. Значок исчезнет, как только телефон обновит экран.`,
      },
      "off-already": {
        usual: ({ what }) =>
          `Уже отключено: ${what}. Если значок ещё виден, он исчезнет, как только телефон обновит экран.`,
      },
      "on-done": {
        usual: ({ what, why }) => `Включили: ${what}. Появится, как только телефон обновит экран. ${why}`.trim(),
      },
      "on-needs-nothing": {
        usual: ({ what }) => `Уже включено: ${what}. Ничего делать не нужно.`,
        praise: () => "Хорошо, ничего не отключаем: всё остаётся как есть.",
      },
      scheduled: {
        usual: ({ what, span, why }) => why || `${what} — ${span}.`,
        "switch-on": ({ what, span }) => `Записали! ${what} — ${span}, покажем и вам.`,
      },
      "not-planned": {
        usual: ({ what, why }) =>
          `${why || `${what}: пока не планируем.`} Нажмите кнопку, и мы запишем ваше пожелание.`,
        sms: ({ what, why }) =>
          why
            ? `${why} Можем записать ваше пожелание.`
            : `${what}: пока не планируем, но можем записать ваше пожелание.`,
        "switch-on": ({ what }) => `${what}: пока не планируем, но пожелание ваше записали.`,
      },
      noted: {
        usual: ({ what, why }) => `Записали: вы ждёте ${what}. Когда будем показывать, покажем и вам. ${why}`.trim(),
      },
      "offered-buttons": {
        usual: () => "Боимся понять вас неправильно. Выберите, что сделать:",
        "switch-off": () => "Что отключить? Выберите, и мы уберём сразу и насовсем.",
        "switch-on": () => "Что включить? Выберите:",
        undo: () => "Вернуть то, что было до вашей последней просьбы, или отключить украшение?",
        "somebody-else": () =>
          "Отключить украшение может только сам хозяин номера: пусть напишет нам СТОП. А если вы о своём телефоне, нажмите кнопку.",
        "somebody-else-sms": () =>
          "Отключить украшение может только сам хозяин номера: пусть напишет нам СТОП. А если вы о своём телефоне, просто ответьте.",
      },
      "complaint-noted": {
        usual: () => "Спасибо, что написали, мы это учтём. Отключить украшение можно прямо здесь, насовсем.",
      },
      "why-explained": { usual: ({ why }) => why },
      "gift-how-to": {
        usual: ({ why }) =>
          `Хорошая мысль! Нажмите «Подарить» и укажите номер. Человек получит предложение и сам решит, показывать ли украшение. ${why}`.trim(),
        sms: ({ why }) => `Хорошая мысль! Подарить украшение можно в приложении или в чате с нами. ${why}`.trim(),
      },
      undone: { usual: ({ why }) => `Вернули как было. ${why}`.trim() },
      "nothing-to-undo": { usual: ({ why }) => `Отменять здесь нечего. ${why}`.trim() },
      help: {
        usual: () =>
          "Я включаю и отключаю украшения возле имени оператора. Напишите, например: «уберите значок», «включите тюльпан», «когда появится ёлка». Слово СТОП отключает то, что показано сейчас, а если не показано ничего — то, что вы видели последним, или всё.",
        other: () =>
          "Я отвечаю только за украшения возле имени оператора. Напишите «уберите значок», «включите тюльпан» или «когда появится ёлка».",
      },
      thanks: {
        usual: () => "Спасибо, что написали!",
        praise: () => "Спасибо! Очень рады, что вам нравится.",
      },
    },
    sorry: {
      offensive: "Простите, мы не хотели вас задеть.",
      hurtful: "Простите, мы не хотели сделать вам больно.",
      leaving: "Жаль, что из-за нас вы думаете об уходе.",
      unasked: "Вы правы, стоило сначала спросить.",
      privacy: "Понимаем: ваш телефон — ваше дело.",
      annoying: "Простите, что мешаем.",
      obscures: "Простите, что мешаем.",
      outdated: "Вы правы, праздник уже прошёл.",
      cost: "Украшение бесплатное, денег за него не берём.",
    },
    quote: (name) => `«${name}»`,
    everything: "все украшения",
    shown: "украшение",
    switchOff: (what) => `Отключить ${what}`,
    switchOffAll: "Отключить все украшения",
    switchOn: (what) => `Включить ${what}`,
    switchOnAll: "Включить все украшения",
    undo: "Вернуть как было",
    gift: "Подарить",
    giftComes: (span) => `Покажем его в своё время: ${span}.`,
    giftUnplanned: "Показывать его пока не планируем, но согласие запомним.",
    answerWith: (words) => `Можно ответить: ${words}.`,
    ifDisliked: "Если не нравится, отключите прямо здесь, насовсем.",
    keepsOff: "То, что вы отключили по названию, остаётся отключённым.",
    gifts: {
      "off-done": "Готово, отключили подарки: больше никто не сможет предложить вам украшение.",
      "off-already": "Подарки уже отключены: никто не может предложить вам украшение.",
      "on-done": "Включили подарки: другие люди снова могут предложить вам украшение. Показывать ли его, решаете вы.",
      "on-needs-nothing": "Подарки уже включены. Ничего делать не нужно.",
      what: "подарки",
    },
    nothingToUndo: {
      "nothing-said": "Ваших просьб у нас не записано.",
      "button-expired": "Эта кнопка больше не действует. Напишите, что включить или отключить.",
      "taken-back": "Последнюю вашу просьбу уже отменили. Напишите, что включить или отключить.",
      "said-by-others": "Последнее изменение внесли не вы сами. Напишите, что включить или отключить.",
      erased: "С тех пор ваши данные удалены. Напишите, что включить или отключить.",
      "long-ago": "После последней вашей просьбы прошло больше недели. Напишите, что включить или отключить.",
    },
    tooOften:
      "За последний час от вас пришло слишком много сообщений. Попробуйте позже. Отключить украшение можно в любой момент: напишите СТОП.",
    onlyOuts:
      "Сейчас мы можем только отключать украшения: для этого напишите СТОП. С остальным напишите, пожалуйста, позже.",
    onlyInApp:
      "Сейчас по сообщению украшение не включить. Включите его в приложении. Отключить украшение можно в любой момент: напишите СТОП.",
  },
  en: {
    lines: {
      "off-done": {
        usual: ({ what }) =>
          `Done: ${what} switched off. It will not come back, neither now nor next year. The mark goes as soon as your phone refreshes its screen.`,
      },
      "off-already": {
        usual: ({ what }) =>
          `Already switched off: ${what}. If you still see the mark, it goes as soon as your phone refreshes its screen.`,
      },
      "on-done": {
        usual: ({ what, why }) =>
          `Switched on: ${what}. You will see it as soon as your phone refreshes its screen. ${why}`.trim(),
      },
      "on-needs-nothing": {
        usual: ({ what }) => `Already on: ${what}. There is nothing you need to do.`,
        praise: () => "All right, we leave everything as it is.",
      },
      scheduled: {
        usual: ({ what, span, why }) => why || `${what}: ${span}.`,
        "switch-on": ({ what, span }) => `Noted! ${what}: ${span}, and you will see it too.`,
      },
      "not-planned": {
        usual: ({ what, why }) =>
          `${why || `${what}: not planned so far.`} Press the button and we will note your wish.`,
        sms: ({ what, why }) =>
          why ? `${why} We can note your wish.` : `${what}: not planned so far, but we can note your wish.`,
        "switch-on": ({ what }) => `${what}: not planned so far, but we have noted your wish.`,
      },
      noted: {
        usual: ({ what, why }) => `Noted: you would like ${what}. When it is shown, you will see it too. ${why}`.trim(),
      },
      "offered-buttons": {
        usual: () => "We would rather not get you wrong. What shall we do?",
        "switch-off": () => "What shall we switch off? Choose, and it goes at once and for good.",
        "switch-on": () => "What shall we switch on? Choose:",
        undo: () => "Shall we undo your last request, or switch the decoration off?",
        "somebody-else": () =>
          "Only the owner of a number can switch its decoration off: ask them to send us STOP. If you mean your own phone, press the button.",
        "somebody-else-sms": () =>
          "Only the owner of a number can switch its decoration off: ask them to send us STOP. If you mean your own phone, just reply.",
      },
      "complaint-noted": {
        usual: () =>
          "Thank you for telling us, we take it seriously. You can switch the decoration off right here, for good.",
      },
      "why-explained": { usual: ({ why }) => why },
      "gift-how-to": {
        usual: ({ why }) =>
          `Lovely idea! Press “Give as a gift” and enter the number. They will get an offer and decide for themselves whether to show it. ${why}`.trim(),
        sms: ({ why }) => `Lovely idea! You can give it in the app or in the chat with us. ${why}`.trim(),
      },
      undone: { usual: ({ why }) => `Put back as it was. ${why}`.trim() },
      "nothing-to-undo": { usual: ({ why }) => `There is nothing to undo here. ${why}`.trim() },
      help: {
        usual: () =>
          "I switch the decorations beside the operator’s name on and off. Try “remove the icon”, “turn on the tulip” or “when does the tree come”. STOP switches off what is shown now; if nothing is, what you saw last, or everything.",
        other: () =>
          "I only look after the decorations beside the operator’s name. Try “remove the icon”, “turn on the tulip” or “when does the tree come”.",
      },
      thanks: {
        usual: () => "Thank you for writing!",
        praise: () => "Thank you! We are so glad you like it.",
      },
    },
    sorry: {
      offensive: "We are sorry, we did not mean to offend you.",
      hurtful: "We are sorry, we did not mean to hurt you.",
      leaving: "We would be sorry to see you go.",
      unasked: "You are right, we should have asked first.",
      privacy: "We understand: it is your phone.",
      annoying: "Sorry for the bother.",
      obscures: "Sorry for the bother.",
      outdated: "You are right, the holiday is over.",
      cost: "The decoration is free, we charge nothing for it.",
    },
    quote: (name) => `“${name}”`,
    everything: "all decorations",
    shown: "the decoration",
    switchOff: (what) => `Turn off ${what}`,
    switchOffAll: "Turn off all decorations",
    switchOn: (what) => `Turn on ${what}`,
    switchOnAll: "Turn on all decorations",
    undo: "Put it back as it was",
    gift: "Give as a gift",
    giftComes: (span) => `It is shown in its time: ${span}.`,
    giftUnplanned: "It is not planned so far, but their yes is kept.",
    answerWith: (words) => `You can reply: ${words}.`,
    ifDisliked: "If you do not like it, switch it off right here, for good.",
    keepsOff: "What you switched off by name stays off.",
    gifts: {
      "off-done": "Done: gifts are switched off. Nobody can offer you a decoration any more.",
      "off-already": "Gifts are switched off already: nobody can offer you a decoration.",
      "on-done":
        "Gifts are switched on: other people can offer you decorations again, and you decide whether to show them.",
      "on-needs-nothing": "Gifts are on already. There is nothing you need to do.",
      what: "gifts",
    },
    nothingToUndo: {
      "nothing-said": "We have no request of yours on record.",
      "button-expired": "This button has expired. Write what to turn on or off.",
      "taken-back": "Your last request has been undone already. Write what to turn on or off.",
      "said-by-others": "The last change was not made by you. Write what to turn on or off.",
      erased: "Your data have been erased since. Write what to turn on or off.",
      "long-ago": "Your last request was more than a week ago. Write what to turn on or off.",
    },
    tooOften:
      "You have sent too many messages within an hour. Try again later. You can switch a decoration off at any time: send STOP.",
    onlyOuts:
      "Just now we can only switch decorations off: send STOP for that. Please write again later about anything else.",
    onlyInApp:
      "Just now we can't switch a decoration on by message; please do so in the app. You can switch one off at any time: send STOP.",
  },
};
