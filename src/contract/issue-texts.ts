import type { ConditionIssueCode } from "../domain/condition/condition-issue.ts";
import type { DefinitionCode } from "./definitions.ts";
import type { ProblemIssue } from "./problem.ts";

/** What is wrong in one place, in Russian: by the service's own words where these say more than its code; undefined: there are no words for it. */
export function sayIssueInRussian({ code = "", message }: ProblemIssue): string | undefined {
  const exact = TEXTS.get(message);
  if (exact !== undefined) return exact;
  const general = TEXTS.get(code);
  // The value that it is about is in no language.
  const [, value] = /[“"]([^“”"]{1,80})[”"]/.exec(message) ?? [];
  return general === undefined || value === undefined ? general : `${general.replace(/\.$/, "")} (речь о «${value}»).`;
}

/** By code, or by the service's own words. */
export const ISSUES_IN_RUSSIAN = {
  invalid: "Заполнено не так, как нужно. Исправьте это поле.",
  "duplicate-key": "Такой ключ уже занят. Выберите другой.",
  "forbidden-attribute": "О людях такое хранить нельзя. Уберите этот признак.",
  "forbidden-segment": "Людей по такому делить нельзя. Уберите эту аудиторию.",
  "no-purpose": "Не сказано, зачем нужен признак. Напишите это по-русски и по-английски.",
  "unreadable-text":
    "В тексте есть знаки, которых не видно или которые меняют направление письма. Наберите его заново, не копируя.",
  "unknown-category": "Такой категории нет. Выберите из имеющихся.",
  "unknown-theme": "Такой темы нет. Выберите из имеющихся.",
  "unknown-decoration": "Такого украшения нет. Выберите из имеющихся.",
  "unknown-segment": "Такой аудитории нет. Выберите из имеющихся.",
  "sensitive-default-on":
    "Это украшение из чувствительной категории: его видят только те, кто сам о нём попросил. Выберите показ по просьбе или другое украшение.",
  "unknown-operator": "Такого сравнения нет. Выберите из имеющихся.",
  "unknown-attribute": "Такого признака нет. Выберите из имеющихся.",
  "household-attribute":
    "Этот признак только показывает, кто с кем связан, и в правилах не участвует. Выберите другой.",
  "unknown-value": "Такого значения у признака нет. Выберите из имеющихся.",
  "wrong-type": "Сравнение не подходит к этому признаку. Выберите другое сравнение или другое значение.",
  "out-of-range": "Число вне допустимых границ. Исправьте его.",
  "bad-pattern": "Шаблон составлен с ошибкой или слишком сложен. Упростите его.",
  "bad-version": "Это не номер версии. Напишите, например, 5.12.0.",
  empty: "Здесь пусто. Добавьте хотя бы одно условие или значение.",
  "too-deep": "Слишком много вложенных групп. Вынесите часть в отдельную аудиторию.",
  "too-large": "Слишком много условий. Вынесите часть в отдельную аудиторию.",
  "segment-cycle": "Аудитории ссылаются друг на друга по кругу. Разорвите круг.",
  "duplicate-segment": "Аудитория с таким ключом уже есть. Выберите другой ключ.",
  "bad-day": "Это не день. Выберите дату.",
  "bad-month-day": "Такого дня в году нет. Выберите другой.",
  "bad-offset": "Сдвиг — целое число дней, не больше 180 до или после праздника.",
  "bad-time": "Это не время. Напишите часы и минуты, от 00:00 до 23:59.",
  "unknown-zone": "Такого часового пояса нет. Выберите из списка.",
  "ends-before-start": "Конец раньше начала. Поменяйте их местами.",
  "too-long": "Показ слишком долгий. Закончите его раньше.",
  "feast-not-covered": "На этот год дата праздника ещё не внесена в таблицу. Укажите даты сами.",
  "bad-range": "Начало промежутка позже его конца.",
  "bad-delay": "Отставание волны — целое число дней. Исправьте его.",
  "example-fails": "Пример проверку не прошёл. Исправьте пример или правило.",
  "looks like a phone number; use an opaque identifier instead":
    "Это похоже на номер телефона. Укажите идентификатор абонента, по которому номер не узнать.",
  "must be one line of text without spaces around it": "Нужна одна строка текста без пробелов по краям.",
  "must name each key once": "Что-то выбрано дважды. Уберите лишнее.",
  "must not be before firstDay": "Последний день раньше первого. Поменяйте их местами.",
  "must not be below firstOffsetDays": "Последний день раньше первого. Поменяйте сдвиги местами.",
  "must be after the start, as first and last day are the same":
    "День один и тот же, поэтому конец должен быть позже начала.",
  "must not cover fewer than the one before": "Шаг охватывает меньше людей, чем предыдущий. Увеличьте его.",
  "must name each attribute once": "Признак назван дважды. Оставьте его один раз.",
  "needs either at, or from and until": "Нужен либо один момент, либо первый и последний день. Оставьте что-то одно.",
  "must not be before from": "Последний день раньше первого. Поменяйте их местами.",
  "must be at most 366 days after from": "Срок слишком долгий. Закончите его не позже чем через 366 дней.",
  "needs a condition, or segments to include or exclude":
    "Не сказано, кого считать. Назовите условие или аудитории, из которых считать или которые исключить.",
  "must name at least one segment": "Выберите хотя бы одну аудиторию.",
  "must be true: an opt-in campaign is seen only by people who ask for it":
    "Показ по просьбе без просьб не увидит никто. Разрешите просить.",
  "must name at least one segment: a default-on campaign is seen by its audience":
    "Не выбрано, кому показывать. Выберите хотя бы одну аудиторию.",
} satisfies Readonly<Record<DefinitionCode | ConditionIssueCode, string>> & Readonly<Record<string, string>>;

const TEXTS: ReadonlyMap<string, string> = new Map(Object.entries(ISSUES_IN_RUSSIAN));
