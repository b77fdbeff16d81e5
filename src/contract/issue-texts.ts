import type { ConditionIssueCode } from "../domain/condition/condition-issue.ts";
import type { DefinitionCode } from "./definitions.ts";
import type { ProblemIssue } from "./problem.ts";

/** What is wrong in one place, in Russian, by its code; undefined: there are no words for it. */
export function sayIssueInRussian({ code = "", message }: ProblemIssue): string | undefined {
  const general = TEXTS.get(code);
  // The value that it is about is in no language.
  const [, value] = /[“"]([^“”"]{1,80})[”"]/.exec(message) ?? [];
  return general === undefined || value === undefined ? general : `${general.replace(/\.$/, "")} (речь о «${value}»).`;
}

/** By code; what breaks a schema's own rule is in `rule-texts.ts`. */
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
} satisfies Readonly<Record<DefinitionCode | ConditionIssueCode, string>> & Readonly<Record<string, string>>;

const TEXTS: ReadonlyMap<string, string> = new Map(Object.entries(ISSUES_IN_RUSSIAN));
