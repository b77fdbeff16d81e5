import { isOneHuman } from "../human-behind.ts";
import { namePart, UNNAMED, type LabelOf } from "../name-part.ts";
import { namePerson } from "../name-person.ts";
import { sayNeeded } from "../needed-person.ts";
import { sayReadAlike } from "../say-read-alike.ts";
import { sayUnclearName } from "../say-unclear-name.ts";
import type { Label } from "../label.ts";
import type { TwoReason } from "./why-two.ts";
import { sayTwoReason } from "./two-reason-texts.ts";
import type { Author, SecondRefusal } from "../campaign/authorship.ts";
import type { LifecycleRefusal } from "../campaign/lifecycle.ts";

/** Says why an action was refused, and what to do. */
export function sayRefusal(refusal: LifecycleRefusal, labelOf: LabelOf = UNNAMED): Label {
  switch (refusal.kind) {
    case "wrong-state":
      return {
        ru: `Кампания сейчас: ${STATES_RU[refusal.state] ?? refusal.state}. Шаг «${STEPS_RU[refusal.action] ?? refusal.action}» возможен, только если она: ${inRussian(refusal.allowed)}.`,
        en: `A campaign that is ${refusal.state} can't take "${refusal.action}"; it must be ${refusal.allowed}.`,
      };
    case "reason-needed":
      return {
        ru: "Эту кампанию остановил страж; в reason напишите, почему её стоит вернуть.",
        en: "The guard halted this campaign; say in reason why it should come back.",
      };
    case "second-awaited":
      return {
        ru: "Кампанию запустил один человек, и её увидели уже больше 1 % людей: возобновить её мало. Её должен подтвердить второй человек, не автор (POST /v1/campaigns/{key}:confirm).",
        en: "One person alone started this campaign, and more than 1 % of people have seen it: resuming is not enough. A second person, not an author, must confirm it (POST /v1/campaigns/{key}:confirm).",
      };
    case "content-changed":
      return {
        ru: "Содержание уже не то, что было отправлено на согласование; посмотрите его ещё раз и отправьте заново.",
        en: "The content is no longer what was submitted; look at it again and submit it anew.",
      };
    case "ended-since":
      return {
        ru: `После согласования это украшение остановили (${refusal.starts.join(", ")}), и тот, кто согласовал, об этом не знал. Верните кампанию автору, и пусть её согласуют ещё раз.`,
        en: `After this was approved, the same decoration was halted or stopped (${refusal.starts.join(", ")}), and whoever approved it did not know. Send it back to its author, and have it approved again.`,
      };
    case "ended-since-start":
      return {
        ru: `После запуска этой кампании то же остановили в другом месте (${refusal.starts.join(", ")}), и те, по чьему слову она идёт, об этом не знали: возобновить её мало. Отправьте её на согласование ещё раз, пусть второй человек утвердит, запустите, а потом возобновите.`,
        en: `After this campaign was started, the same was halted or stopped elsewhere (${refusal.starts.join(", ")}), and those on whose word it runs did not know: resuming is not enough. Submit it again, have a second person approve it, start it, and then resume it.`,
      };
    case "seen-missing":
      return {
        ru: "Скажите, что вы прочитали: в seen передайте метку из GET /v1/campaigns/{key} — tags.review того, что согласуете, tags.live того, что подтверждаете.",
        en: "Say what you have read: in seen, give the tag from GET /v1/campaigns/{key}: tags.review of what you approve, tags.live of what you confirm.",
      };
    case "seen-another":
      return {
        ru: "С тех пор, как вы это прочитали, сменилось содержание или то, зачем нужен второй человек. Прочитайте ещё раз; если согласны, передайте в seen новую метку.",
        en: "Since you read it, the content has changed, or why it takes a second person. Read it again; if you agree, give its new tag in seen.",
      };
    case "reasons-since":
      return {
        ru: "После согласования появились причины, о которых того, кто согласовал, никто не спрашивал. Верните кампанию автору, и пусть её согласуют ещё раз.",
        en: "Since this was approved, reasons for two people have come that whoever approved it was not asked about. Send it back to its author, and have it approved again.",
      };
    case "reasons-since-submission":
      return {
        ru: "С тех пор, как это отправили на согласование, появились причины, которых на странице нет. Верните кампанию автору, и пусть отправит её ещё раз: тогда причины будут видны тому, кто согласует.",
        en: "Since this was submitted, reasons for two people have come that its page does not show. Send it back to its author to be submitted again: then whoever approves it sees them.",
      };
    case "reasons-since-start":
      return {
        ru: "С запуска появились причины, о которых второго человека никто не спрашивал: возобновить кампанию мало. Отправьте её на согласование ещё раз, пусть второй человек согласует, запустите, а потом возобновите.",
        en: "Since this was started, reasons have come that the second person was not asked about: resuming is not enough. Submit it again, have a second person approve it, start it, and then resume it.",
      };
    case "second-needed":
      return {
        ru: "Кампанию запустил один человек, а сейчас один её запустить уже не мог бы: возобновить её мало. Сначала её должен подтвердить второй человек, не автор (POST /v1/campaigns/{key}:confirm).",
        en: "One person alone started this campaign, and could not do so now: resuming is not enough. First a second person, not an author, must confirm it (POST /v1/campaigns/{key}:confirm).",
      };
    default:
      return saySecondRefusal(refusal, labelOf);
  }
}

/** Says why somebody can't be the second person, who the authors are, and who is needed instead. */
export function saySecondRefusal(refusal: SecondRefusal, labelOf: LabelOf = UNNAMED): Label {
  switch (refusal.kind) {
    case "machine":
      return {
        ru: "Программа с сервисным ключом не может согласовывать: посмотреть должен человек.",
        en: "A machine can't approve; a person has to look at it.",
      };
    case "unknown-author": {
      const { who } = refusal.author;
      return {
        ru: `Часть написана с ключом ${who}, а чей он, неизвестно: автором может быть кто угодно. Пусть человек создаст эту часть заново под другим ключом: ${listParts(refusal.author, labelOf).ru}.`,
        en: `A part was written by the key ${who}, and nobody knows whose that is, so its author may be anybody. Have a person write this part anew under another key: ${listParts(refusal.author, labelOf).en}.`,
      };
    }
    case "unclear-name":
      return sayUnclearName(refusal.who, refusal.isSecond);
    case "own-work":
      return sayOwnWork(refusal, labelOf);
  }
}

function sayOwnWork(
  { who, authors, isAuthor }: Extract<SecondRefusal, { readonly kind: "own-work" }>,
  labelOf: LabelOf,
): Label {
  const others = authors.filter((author) => !isOneHuman(author.who, who));
  const name = namePerson(who);
  const ru = isAuthor
    ? `${name} — автор части этого и вторым человеком быть не может`
    : `${name} отправляет это на согласование и вторым человеком быть не может`;
  const en = isAuthor
    ? `${name} wrote a part of this and can't be the second person`
    : `${name} submitted this and can't be the second person as well`;
  const humans: string[] = [];
  for (const one of [who, ...authors.map((author) => author.who)])
    if (!humans.some((known) => isOneHuman(known, one))) humans.push(one);
  const needed = sayNeeded(humans.length);
  const [written, wrote] = [
    authors.map((author) => describe(author, labelOf).ru),
    authors.map((author) => describe(author, labelOf).en),
  ];
  const alike = authors.map((author) => sayReadAlike(who, author.who)).find((said) => said !== undefined);
  const [why, because] = alike === undefined ? ["", ""] : [` ${alike.ru}`, ` ${alike.en}`];
  return {
    ru: `${ru}. ${written.length === 0 ? "" : `Авторы: ${written.join("; ")}. `}Нужен ${needed.ru}${others.length > 0 ? ", не из авторов" : ""}.${why}`,
    en: `${en}. ${wrote.length === 0 ? "" : `Authors: ${wrote.join("; ")}. `}A ${needed.en} is needed${others.length > 0 ? ", who is none of the authors" : ""}.${because}`,
  };
}

/** Why two people are needed, as a sentence; nothing if one may do it alone. */
export function sayWhyTwo(reasons: readonly TwoReason[], labelOf: LabelOf = UNNAMED): Label {
  if (reasons.length === 0) return { ru: "", en: "" };
  const said = reasons.map((reason) => sayTwoReason(reason, labelOf));
  return {
    ru: `Двое нужны, потому что ${said.map(({ ru }) => ru).join("; ")}.`,
    en: `Why two: ${said.map(({ en }) => en).join("; ")}.`,
  };
}

/** “submitted, approved or scheduled”, in Russian. */
function inRussian(allowed: string): string {
  return allowed
    .replace("a campaign that was started", "уже была запущена")
    .replace("live on one person's word", "идёт по слову одного человека")
    .replace(" or ", " или ")
    .replaceAll(/[a-z]+/g, (state) => STATES_RU[state] ?? state);
}

const STATES_RU: Readonly<Record<string, string>> = {
  draft: "черновик",
  submitted: "на согласовании",
  approved: "согласована",
  scheduled: "запланирована",
  running: "идёт",
  holding: "на паузе",
  halted: "прервана",
  stopped: "остановлена",
  completed: "завершена",
};

const STEPS_RU: Readonly<Record<string, string>> = {
  submit: "отправить на согласование",
  approve: "согласовать",
  return: "вернуть автору",
  start: "запустить",
  hold: "приостановить",
  resume: "продолжить",
  confirm: "подтвердить",
  stop: "остановить",
  halt: "прервать",
};

function describe(author: Author, labelOf: LabelOf): Label {
  const name = namePerson(author.who);
  if (author.parts.length === 0) return { ru: name, en: name };
  const parts = listParts(author, labelOf);
  return { ru: `${name} (${parts.ru})`, en: `${name} (${parts.en})` };
}

function listParts({ parts }: Author, labelOf: LabelOf): Label {
  const named = parts.map((part) => namePart(part, labelOf(part)));
  return { ru: named.map(({ ru }) => ru).join(", "), en: named.map(({ en }) => en).join(", ") };
}
