import { isLasting, type FailingDuty } from "./failing-duty.ts";
import { sayKeyWaits } from "./key-texts.ts";
import type { Label } from "./label.ts";
import { describeSpan } from "./span-texts.ts";

/** How the whole service is, as it says itself. */
export interface ServiceHealth {
  readonly status: "ready" | "installing" | "damaged";
  /** The latest one. */
  readonly ruleset: number;
  /** Nobody could be asked where there are none. */
  readonly shards: { readonly total: number; readonly acknowledged: number };
  /** What is not as it should be, with what to do. */
  readonly troubles: readonly { readonly object: string; readonly sentence: Label }[];
  readonly failingDuties: readonly FailingDuty[];
  /** Keys that wait for a second person. Absent: that is not for everybody to know. */
  readonly keysToConfirm?: readonly { readonly prefix: string; readonly name: string; readonly createdBy: string }[];
  /** What is wrong with the disk, if anything is. */
  readonly space: { readonly sentence: Label | null };
}

/** Something that is not as it should be, and what to do. */
export interface Need {
  /** Stays the same while it is about the same thing. */
  readonly about: string;
  readonly sentence: Label;
  /** Somebody is to decide something; nothing is broken. */
  readonly isNotice?: true;
}

/** The whole in one sentence. `objects`: how many there are; undefined where nobody could say. */
export function describeService(health: ServiceHealth, objects: number | undefined): Label {
  const { ruleset, shards } = health;
  const whole = describeObjects(health.troubles.length, objects);
  const duties = describeDuties(health.failingDuties.filter(isLasting).length);
  const disk = health.space.sentence === null ? NOTHING : SHORT_OF_ROOM;
  if (shards.total === 0) {
    return {
      ru: `${whole.ru}${duties.ru}${disk.ru}; по какой версии правил решают шарды, спросить не удалось.`,
      en: `${whole.en}${duties.en}${disk.en}; which ruleset the shards decide with could not be asked.`,
    };
  }
  const { acknowledged, total } = shards;
  return {
    ru: `${whole.ru}${duties.ru}${disk.ru}; версия правил ${ruleset} действует в ${acknowledged} из ${total} ${isOne(total) ? "шарда" : "шардов"}.`,
    en: `${whole.en}${duties.en}${disk.en}; ruleset ${ruleset} is in force in ${acknowledged} of ${total} shards.`,
  };
}

/** What is not as it should be, the worst first. `now`: when the service said so, by its own clock. */
export function listNeeds(health: ServiceHealth, now: number): readonly Need[] {
  const { shards, status, ruleset, troubles, failingDuties, space, keysToConfirm = [] } = health;
  return [
    ...(space.sentence === null ? [] : [{ about: "disk", sentence: space.sentence }]),
    ...troubles.map(({ object, sentence }) => ({ about: object, sentence })),
    ...failingDuties
      .filter(isLasting)
      .map((failing) => ({ about: `duty ${failing.duty}`, sentence: describeDuty(failing, now) })),
    ...(status === "installing" ? [{ about: "rulesets", sentence: describeBehind(ruleset, shards) }] : []),
    ...keysToConfirm.map((key) => ({
      about: `key ${key.prefix}`,
      sentence: sayKeyWaits(key),
      isNotice: true as const,
    })),
  ];
}

const NOTHING: Label = { ru: "", en: "" };
const SHORT_OF_ROOM: Label = { ru: "; на диске мало места", en: "; the disk is short of room" };

function describeObjects(troubled: number, objects: number | undefined): Label {
  if (troubled === 0) {
    return objects === undefined
      ? { ru: "Все объекты в порядке", en: "All objects are well" }
      : { ru: `Все объекты (${objects}) в порядке`, en: `All ${objects} objects are well` };
  }
  const en = troubled === 1 ? "is" : "are";
  return objects === undefined
    ? {
        ru: `Не в порядке объектов: ${troubled}`,
        en: `${troubled} ${troubled === 1 ? "object is" : "objects are"} not well`,
      }
    : {
        ru: `Не в порядке ${troubled} из ${objects} ${isOne(objects) ? "объекта" : "объектов"}`,
        en: `${troubled} of ${objects} objects ${en} not well`,
      };
}

function describeDuties(failing: number): Label {
  if (failing === 0) return NOTHING;
  return {
    ru: `; сервису не удаётся то, что он делает сам (${failing})`,
    en: failing === 1 ? "; 1 duty fails" : `; ${failing} duties fail`,
  };
}

/** Says what the service does not manage to do by itself, why, and what to do. */
function describeDuty({ duty, failures, since, reason, nextTryAt }: FailingDuty, now: number): Label {
  const { task, advice } = describeTask(duty);
  const first = describeSpan(now - since);
  const next = describeSpan(nextTryAt - now);
  const isDue = nextTryAt <= now;
  return {
    ru: `Не удаётся ${task.ru}: ${endWithStop(reason)} Неудач подряд: ${failures}, первая — ${first.ru} назад; следующая попытка ${isDue ? "сейчас" : `через ${next.ru}`}. ${advice.ru}`,
    en: `The service does not manage to ${task.en}: ${endWithStop(reason)} It has failed ${failures} times in a row, first ${first.en} ago, and tries again ${isDue ? "now" : `in ${next.en}`}. ${advice.en}`,
  };
}

interface Task {
  readonly task: Label;
  readonly advice: Label;
}

const LOOK_AT_LOG: Label = {
  ru: "Если это не проходит, посмотрите журнал сервиса (duty-failed).",
  en: "If that lasts, look at the log (duty-failed).",
};

const CORRECT_DEFINITION: Label = {
  ru: "Исправьте определение, на которое указывает причина.",
  en: "Correct the definition that the reason names.",
};

/** By the duty's name; see `catalog/duties.ts`. */
const TASKS: Readonly<Record<string, Task>> = {
  "renew windows": {
    task: { ru: "продлить расписания кампаний", en: "renew the campaigns' windows" },
    advice: CORRECT_DEFINITION,
  },
  "warn of windows that end": {
    task: {
      ru: "предупредить, что расписания заканчиваются",
      en: "warn of windows that end",
    },
    advice: LOOK_AT_LOG,
  },
  "bring rulesets": {
    task: { ru: "доставить правила шардам и стражам", en: "bring rulesets to shards and guards" },
    advice: {
      ru: "Верните в строй объекты, названные выше; если таких нет, посмотрите журнал сервиса.",
      en: "Mend the objects that are named above; if there are none, look at the log.",
    },
  },
  "tell webhooks": {
    task: { ru: "отправить уведомления", en: "tell webhooks" },
    advice: {
      ru: "Что с каждым уведомлением, видно в консоли на странице «Ключи и роли».",
      en: "“Keys and roles” in the console says what became of each notice.",
    },
  },
  "watch the disk": {
    task: { ru: "следить за местом на диске", en: "watch the disk" },
    advice: LOOK_AT_LOG,
  },
  "ask objects what they are": {
    task: { ru: "опросить объекты", en: "ask the objects what they are" },
    advice: LOOK_AT_LOG,
  },
};

function describeTask(duty: string): Task {
  const known = Object.hasOwn(TASKS, duty) ? TASKS[duty] : undefined;
  if (known !== undefined) return known;
  const [, campaign] = /^start (.+)$/u.exec(duty) ?? [];
  if (campaign === undefined)
    return { task: { ru: `выполнить «${duty}»`, en: `do this: ${duty}` }, advice: LOOK_AT_LOG };
  return {
    task: {
      ru: `запустить кампанию ${campaign} в назначенное время`,
      en: `start the campaign ${campaign} when it was due`,
    },
    advice: CORRECT_DEFINITION,
  };
}

function describeBehind(ruleset: number, { total, acknowledged }: ServiceHealth["shards"]): Label {
  return {
    ru: `Версия правил ${ruleset} ещё доставляется: действует в ${acknowledged} из ${total}. Это делается само; пока шард её не получил, он решает по прежней.`,
    en: `Ruleset ${ruleset} is still being brought to shards: it is in force in ${acknowledged} of ${total}. That is done by itself; until then a shard decides with the one before.`,
  };
}

function endWithStop(reason: string): string {
  return /[.!?]$/u.test(reason) ? reason : `${reason}.`;
}

/** 1, 21, 101: the numbers that ask for the singular in Russian. */
function isOne(amount: number): boolean {
  return amount % 10 === 1 && amount % 100 !== 11;
}
