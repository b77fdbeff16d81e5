import type { HealthTexts } from "./health-en.ts";
import { number } from "./ru-numbers.ts";

/** What the console says in Russian about the service itself. */
export const ruHealth: HealthTexts = {
  title: "Состояние",
  intro: "Всё ли в порядке с каждой частью сервиса и что делать, если нет. Обновляется само каждые 10 с.",
  needs: "Что требует внимания",
  objects: "Все объекты",
  objectsHint:
    "Шард хранит данные части абонентов и решает, что им показывать. В каталоге — кампании, версии и журнал действий. Страж следит за одним запуском кампании.",
  object: "Объект",
  state: "Состояние",
  version: "Версия",
  size: "Размер",
  heard: "Последний ответ",
  file: "Файл в GARLAND_DATA",
  states: {
    known: "в порядке",
    lost: "потерян",
    older: "хранит меньше, чем прежде",
    foreign: "чужие данные",
    ahead: "новее каталога",
    silent: "не отвечает",
    failing: "запросы не удаются",
  },
  megabytes: (bytes) => `${number.format(Math.round(bytes / 100_000) / 10)} МБ`,
  ago: (span) => `${span} назад`,
  notHeard: "ещё не было",
  unknown: "неизвестно",
  notListed: "Список объектов получить не удалось. Вот что сервис говорит о себе без каталога.",
  stale: (when) => `Так было ${when}. С тех пор сервис не ответил; спрашиваем снова сами.`,
};
