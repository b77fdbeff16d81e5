import type { Label } from "../domain/label.ts";

/** What is said of a value that breaks a schema's own rule. */
export const RULES = {
  "address-of-hook": {
    ru: "Это не адрес. Напишите, например, https://hooks.example/garland.",
    en: "must be an address such as https://hooks.example/garland",
  },
  "address-without-login": {
    ru: "В адресе есть имя или пароль. Уберите их: кто обращается, видно по подписи.",
    en: "must not hold a name or password; the signature says who calls",
  },
  "android-resource": {
    ru: "Имя ресурса начинается с ic_deco_, дальше строчные латинские буквы, цифры и _.",
    en: "must be ic_deco_ and lower-case letters, digits or _",
  },
  "app-icon": {
    ru: "Это имя значка в приложении: латинские буквы, цифры, точка, _ и -.",
    en: "must be the name of an icon in the app: letters, digits, dots, _ or -",
  },
  "art-hash": {
    ru: "Нужны первые 12 шестнадцатеричных цифр SHA-256 этого SVG.",
    en: "must be the first 12 hex digits of the SVG's SHA-256",
  },
  "attributes-once": { ru: "Признак назван дважды. Оставьте его один раз.", en: "must name each attribute once" },
  "camel-case": {
    ru: "Ключ признака — от 1 до 63 латинских букв и цифр, первая буква строчная: birthYear.",
    en: "must be camelCase: 1–63 letters or digits, beginning with a lower-case letter",
  },
  colour: { ru: "Цвет пишется заглавными, например #C2417C.", en: "must be a colour such as #C2417C, in capitals" },
  "count-of-whom": {
    ru: "Не сказано, кого считать. Назовите условие или аудитории, из которых считать или которые исключить.",
    en: "needs a condition, or segments to include or exclude",
  },
  day: { ru: "Это не день. Напишите, например, 2027-03-08.", en: "must be a day such as 2027-03-08" },
  "day-of-year": {
    ru: "Это не день года. Напишите, например, --03-08.",
    en: "must be a day of every year such as --03-08",
  },
  "end-after-start": {
    ru: "День один и тот же, поэтому конец должен быть позже начала.",
    en: "must be after the start, as first and last day are the same",
  },
  "gift-id": { ru: "Это не номер подарка. Возьмите его из GET /v1/me.", en: "must be the id of a gift" },
  glyph: {
    ru: "Нужен один знак, который есть в SMS, и за ним U+FE0E, например ♥︎.",
    en: "must be one symbol of the Basic Multilingual Plane followed by U+FE0E (text style), such as ♥︎",
  },
  emoji: { ru: "Нужен один эмодзи.", en: "must be one emoji" },
  "idempotency-key": {
    ru: "Ключ повтора — от 1 до 128 видимых знаков ASCII.",
    en: "must be 1–128 visible ASCII characters",
  },
  identifier: {
    ru: "Идентификатор — от 1 до 64 латинских букв, цифр, точек, дефисов, тильд и подчёркиваний.",
    en: "must be 1–64 letters, digits, dots, dashes, tildes or underscores",
  },
  instant: {
    ru: "Нужен момент с поясом, например 2027-02-14T09:00:00+03:00.",
    en: "must be an instant with offset, such as 2027-02-14T09:00:00+03:00",
  },
  "ios-symbol": {
    ru: "Имя символа начинается с deco., дальше строчные латинские буквы, цифры, точки и дефисы.",
    en: "must be deco. and lower-case letters, digits, dots or dashes",
  },
  key: {
    ru: "Ключ — от 1 до 63 строчных латинских букв, цифр и дефисов, первым не дефис.",
    en: "must be 1–63 lower-case letters, digits or dashes, not beginning with a dash",
  },
  "key-prefix": {
    ru: "Нужны 8 знаков, которые стоят в ключе между glk_ и следующим _.",
    en: "must be the 8 characters between glk_ and the next _",
  },
  "keys-once": { ru: "Что-то выбрано дважды. Уберите лишнее.", en: "must name each key once" },
  "language-tag": { ru: "Это не метка языка. Напишите, например, ru-RU.", en: "must be a language tag such as ru-RU" },
  "listed-id": { ru: "Такого номера в списке быть не может. Возьмите его из списка.", en: "must be an id as listed" },
  "message-or-action": {
    ru: "Нужен текст или кнопка: action с kind и scope.",
    en: "must have a text, or an action with its kind and scope",
  },
  "not-a-phone": {
    ru: "Это похоже на номер телефона. Укажите идентификатор абонента, по которому номер не узнать.",
    en: "looks like a phone number; use an opaque identifier instead",
  },
  "not-below-first-offset": {
    ru: "Последний день раньше первого. Поменяйте сдвиги местами.",
    en: "must not be below firstOffsetDays",
  },
  "not-below-minimum": {
    ru: "Наибольшее значение меньше наименьшего. Поменяйте их местами.",
    en: "must not be below minimum",
  },
  "not-before-first-day": {
    ru: "Последний день раньше первого. Поменяйте их местами.",
    en: "must not be before firstDay",
  },
  "not-before-from": { ru: "Последний день раньше первого. Поменяйте их местами.", en: "must not be before from" },
  "one-line": {
    ru: "Нужна одна строка текста без пробелов по краям.",
    en: "must be one line of text without spaces around it",
  },
  "opt-in-requests": {
    ru: "Показ по просьбе без просьб не увидит никто. Разрешите просить.",
    en: "must be true: an opt-in campaign is seen only by people who ask for it",
  },
  "own-audience": {
    ru: "Не выбрано, кому показывать. Выберите хотя бы одну аудиторию.",
    en: "must name at least one segment: a default-on campaign is seen by its audience",
  },
  "at-or-period": {
    ru: "Нужен либо один момент, либо первый и последний день. Оставьте что-то одно.",
    en: "needs either at, or from and until",
  },
  "period-length": {
    ru: "Срок слишком долгий. Закончите его не позже чем через 366 дней.",
    en: "must be at most 366 days after from",
  },
  "readable-name": {
    ru: "В имени есть знаки, которых не видно или которые меняют направление письма. Наберите его заново.",
    en: "must be readable: no unseen text, and no change of direction",
  },
  "row-key": {
    ru: "Это ключ не той строки, которую меняют. Исправьте его.",
    en: "must be the key that is to be changed",
  },
  "rows-once": { ru: "Одна строка меняется дважды. Оставьте одно изменение.", en: "must change each row once" },
  scope: {
    ru: "Нужно all, gifts, category:ключ или theme:ключ.",
    en: "must be all, gifts, category:<key> or theme:<key>",
  },
  "segment-needed": { ru: "Выберите хотя бы одну аудиторию.", en: "must name at least one segment" },
  "service-key-name": {
    ru: "Имя — от 1 до 64 знаков в одну строку.",
    en: "must be 1–64 characters, without line breaks",
  },
  "shard-name": { ru: "Нужен шард, например shard-7.", en: "must be a shard, such as shard-7" },
  "stage-size": {
    ru: "У шага нужны minimumHours и либо people, либо percent.",
    en: "must have minimumHours and either people or percent",
  },
  "stages-grow": {
    ru: "Шаг охватывает меньше людей, чем предыдущий. Увеличьте его.",
    en: "must not cover fewer than the one before",
  },
  "stages-explained": {
    ru: "Этапы есть, поэтому объяснять, почему их нет, не нужно. Уберите это поле.",
    en: "must be absent: the campaign has stages",
  },
  "time-of-day": { ru: "Это не время. Напишите, например, 09:30.", en: "must be a time of day such as 09:30" },
  "time-zone": {
    ru: "Такого часового пояса нет. Выберите, например, Asia/Novosibirsk.",
    en: "must be an IANA time zone such as Asia/Novosibirsk",
  },
  "time-zone-or-own": {
    ru: "Нужно own (у каждого свой пояс) или пояс, например Europe/Moscow.",
    en: "must be own (each subscriber's own zone) or an IANA time zone such as Europe/Moscow",
  },
  "value-key": {
    ru: "Значение — от 1 до 63 латинских букв, цифр, точек, дефисов и подчёркиваний.",
    en: "must be 1–63 letters, digits, dots, dashes or underscores",
  },
  "values-once": { ru: "Значение названо дважды. Оставьте его один раз.", en: "must name each value once" },
  version: { ru: "Это не номер версии. Напишите, например, 5.12.0.", en: "must be a dotted version such as 5.12.0" },
  words: {
    ru: "Слова пишутся строчными через _, у каждого можно поставить ~ там, где бывают окончания: тюльпан~, день_матери.",
    en: "must be lower-case words joined by _, each with ~ where endings may follow: тюльпан~, день_матери",
  },
  "example-value": {
    ru: "Нужна строка, число, true или false либо список строк.",
    en: "must be a string, a number, a boolean or a list of strings",
  },
} as const satisfies Readonly<Record<string, Label>>;

export type RuleCode = keyof typeof RULES;

/** The rule that a schema's message names; undefined: the message is a sentence. */
export function ruleOf(message: string): RuleCode | undefined {
  // Parsed boundary: the keys of a literal are its own.
  return Object.hasOwn(RULES, message) ? (message as RuleCode) : undefined;
}

/** A schema's message as an English sentence. */
export function sayInEnglish(message: string): string {
  const code = ruleOf(message);
  return code === undefined ? message : RULES[code].en;
}
