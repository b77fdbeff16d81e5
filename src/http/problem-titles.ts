import { PROBLEMS, type ProblemType } from "../contract/problem.ts";
import type { Language } from "../domain/label.ts";

const IN_RUSSIAN: Readonly<Record<ProblemType, string>> = {
  "malformed-json": "Тело запроса — не JSON",
  "invalid-request": "Запрос составлен не так, как описано",
  "instant-not-allowed": "Другой момент времени здесь не принимается",
  unauthenticated: "Нужно подтвердить, кто вы",
  forbidden: "Ваша роль этого не позволяет",
  "another-person": "Нужен другой человек",
  "not-found": "Здесь ничего нет",
  "method-not-allowed": "Этот адрес такого метода не принимает",
  conflict: "Сейчас это невозможно",
  "precondition-failed": "Это успел изменить кто-то другой",
  "too-large": "Тело запроса слишком велико",
  "unsupported-media-type": "Такой тип тела здесь не принимается",
  refused: "Содержание нарушает правило",
  "precondition-required": "Скажите, что именно вы меняете",
  "too-many-requests": "Слишком много запросов",
  internal: "На нашей стороне что-то сломалось",
  "not-ready": "Ещё не готово",
  unavailable: "Сейчас это недоступно",
  unsure: "Узнать, что выбрал человек, сейчас нельзя",
  "not-kept": "Сохранить это не удалось",
  "no-room": "Места хватает только для отключений и остановок",
};

export function titleOf(type: ProblemType, language: Language): string {
  return language === "ru" ? IN_RUSSIAN[type] : PROBLEMS[type].title;
}
