import type { Language } from "../label.ts";
import { FEWER_THAN, type ToldCount } from "./tell-count.ts";

/** The guard's words. Numbers of people are told ones, which say “about”; they come plain, instants as text that can follow "at", such as "14:05". */
export interface GuardTexts {
  /** Fewer have seen it than is told, or nobody. `isPart`: as far as is known. */
  readonly fewSaw: (isPart: boolean) => string;
  /** Of how many shards the numbers are fresh, where it is not all of them. */
  readonly heardFrom: (heard: number, of: number) => string;
  /** About how many saw it and switched it off, and how many would be normal. Null: fewer than is told. */
  readonly optOuts: (exposed: number, optedOut: ToldCount, expected: number, isPart: boolean) => string;
  readonly complaints: (complained: number, expected: number) => string;
  /** A limit that the odds have passed. */
  readonly odds: (limit: number) => string;
  readonly halted: (at: string) => string;
  readonly warned: (at: string) => string;
  readonly notHalted: string;
  readonly inconclusive: string;
  readonly heldByHand: string;
  /** It runs on one person's word, and has reached more than that is good for. */
  readonly stale: (silences: readonly string[]) => string;
  readonly silent: (shards: readonly string[], since: string) => string;
  readonly neverReported: (shards: readonly string[]) => string;
  /** Leads in the last known numbers, with what they are from if not from all shards. */
  readonly lastKnown: (source: string | undefined) => string;
  readonly calm: string;
  readonly growing: string;
  readonly notBefore: (until: string) => string;
  readonly allIsWell: (limit: number) => string;
  readonly advanced: (stageNumber: number, at: string) => string;
  readonly completed: (at: string) => string;
}

const SHARDS_NAMED = 3;
const NO_BREAK_SPACE = "\u00a0";
const THOUSANDS_SEPARATORS: Readonly<Record<Language, string>> = { ru: NO_BREAK_SPACE, en: "," };

/** A whole number, rounded, with thousands apart: "1,204" in English, "1 204" with no-break spaces in Russian. */
export function formatCount(count: number, language: Language): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/gu, THOUSANDS_SEPARATORS[language]);
}

/** Odds that are a limit, as "125 : 1". */
function formatOdds(odds: number, language: Language): string {
  return `${formatCount(odds, language)} : 1`;
}

/** The form of a Russian word that goes with a whole number: 1 человек, 2 человека, 5 человек, 21 человек. */
export function pluralRu(count: number, one: string, few: string, many: string): string {
  const lastTwo = count % 100;
  const last = count % 10;
  if (lastTwo >= 11 && lastTwo <= 14) return many;
  if (last === 1) return one;
  return last >= 2 && last <= 4 ? few : many;
}

export const GUARD_TEXTS: Readonly<Record<Language, GuardTexts>> = {
  ru: {
    fewSaw: (isPart) =>
      `${isPart ? "По имеющимся данным украшение увидели" : "Украшение увидели"} меньше ${ru(FEWER_THAN.exposed)} человек`,
    heardFrom: (heard, of) =>
      heard === 0
        ? `Свежих данных нет ни от одного из ${ru(of)} ${shardsRu(of)}`
        : `Свежие данные — от ${ru(heard)} из ${ru(of)} ${shardsRu(of)}`,
    optOuts: (exposed, optedOut, expected, isPart) => {
      const people = optedOut === null ? `меньше ${ru(FEWER_THAN.optedOut)}` : `около ${ru(optedOut)}`;
      const off = `${people} из них отключили его`;
      return `Украшение увидели около ${ru(exposed)} человек, ${isPart ? `по имеющимся данным ${off}` : off}; ${normalRu(expected)}`;
    },
    complaints: (complained, expected) => `пожаловались около ${ru(complained)} человек, ${normalRu(expected)}`,
    odds: (limit) => `шансы больше ${formatOdds(limit, "ru")}, что это не случайность`,
    halted: (at) => `остановлено в ${at}`,
    warned: (at) => `предупреждение в ${at}, следующий этап подождёт`,
    notHalted:
      "сама кампания не остановлена: много слов за людей внесли немногие сотрудники или программы. Проверьте их и решите, остановить ли её",
    inconclusive: "данных пока мало, чтобы уверенно сказать, что всё хорошо: остаёмся на этом этапе",
    heldByHand: "Кампания на паузе: новых людей не добавляем, пока её не продолжат вручную.",
    stale: (silences) => `Нет свежих данных: ${silences.join("; ")}. Пока данные не придут, новых людей не добавляем.`,
    silent: (shards, since) => `${nameSomeRu(shards)} ${shards.length === 1 ? "молчит" : "молчат"} с ${since}`,
    neverReported: (shards) => `${nameSomeRu(shards)} ни разу не ${shards.length === 1 ? "отчитался" : "отчитались"}`,
    lastKnown: (source) => (source === undefined ? "Что известно:" : `Что известно (${source}):`),
    calm: "пока всё спокойно",
    growing: "украшение ещё доходит до людей этого этапа",
    notBefore: (until) => `следующий этап — не раньше ${until}`,
    allIsWell: (limit) => `шансы больше ${formatOdds(limit, "ru")}, что всё хорошо`,
    advanced: (stageNumber, at) => `с ${at} идёт этап ${stageNumber}`,
    completed: (at) => `последний этап пройден в ${at}, украшение увидит вся аудитория`,
  },
  en: {
    fewSaw: (isPart) =>
      isPart
        ? `Fewer than ${en(FEWER_THAN.exposed)} people are known to have seen it`
        : `Fewer than ${en(FEWER_THAN.exposed)} people have seen it`,
    heardFrom: (heard, of) =>
      `${heard === 0 ? "No fresh numbers from any" : `Fresh numbers from ${en(heard)}`} of ${en(of)} shards`,
    optOuts: (exposed, optedOut, expected, isPart) => {
      const who = optedOut === null ? `Fewer than ${en(FEWER_THAN.optedOut)}` : `About ${en(optedOut)}`;
      const did = isPart ? "are known to have switched it off" : "switched it off";
      return `${who} of about ${en(exposed)} people who saw it ${did}; ${normalEn(expected)}`;
    },
    complaints: (complained, expected) => `about ${en(complained)} complained, ${normalEn(expected)}`,
    odds: (limit) => `odds more than ${formatOdds(limit, "en")}`,
    halted: (at) => `stopped at ${at}`,
    warned: (at) => `warned at ${at}, the next stage waits`,
    notHalted:
      "it was not stopped, as few members of staff or machines entered many of these people's words. Look at these, and decide whether to stop it",
    inconclusive: "not enough yet to be sure that all is well: staying at this stage",
    heldByHand: "The campaign is on hold: nobody new is added until somebody resumes it.",
    stale: (silences) => `No fresh numbers: ${silences.join("; ")}. Nobody new is added until they come.`,
    silent: (shards, since) => `${nameSomeEn(shards)} silent since ${since}`,
    neverReported: (shards) => `${nameSomeEn(shards)} ${shards.length === 1 ? "has" : "have"} not reported yet`,
    lastKnown: (source) => (source === undefined ? "What is known:" : `What is known (${source}):`),
    calm: "no cause for worry so far",
    growing: "still reaching the people of this stage",
    notBefore: (until) => `the next stage can open at ${until}`,
    allIsWell: (limit) => `odds more than ${formatOdds(limit, "en")} that all is well`,
    advanced: (stageNumber, at) => `stage ${stageNumber} opened at ${at}`,
    completed: (at) => `last stage passed at ${at}, the whole audience will see it`,
  },
};

function ru(count: number): string {
  return formatCount(count, "ru");
}

function en(count: number): string {
  return formatCount(count, "en");
}

/** After "from … of". */
function shardsRu(count: number): string {
  return pluralRu(count, "шарда", "шардов", "шардов");
}

function normalRu(expected: number): string {
  return Math.round(expected) === 0 ? "обычно — меньше одного" : `обычно — около ${ru(expected)}`;
}

function normalEn(expected: number): string {
  return Math.round(expected) === 0 ? "fewer than one would be normal" : `about ${en(expected)} would be normal`;
}

function nameSomeRu(shards: readonly string[]): string {
  return joinNames(shards, "и", (rest) => `ещё ${rest}`);
}

function nameSomeEn(shards: readonly string[]): string {
  return joinNames(shards, "and", (rest) => `${rest} more`);
}

/** A few names, then how many more: "a, b, c and 4 more". */
function joinNames(names: readonly string[], and: string, more: (rest: number) => string): string {
  const rest = names.length - SHARDS_NAMED;
  const parts = rest > 0 ? [...names.slice(0, SHARDS_NAMED), more(rest)] : names;
  const last = parts.slice(-1).join("");
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${and} ${last}` : last;
}
