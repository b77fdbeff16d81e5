import type { Language } from "../label.ts";

/** The guard's words. Numbers come plain, instants as text that can follow "at", such as "14:05". */
export interface GuardTexts {
  readonly nobodySaw: string;
  /** The same, where not all shards have been heard. */
  readonly nobodyKnown: string;
  /** Of how many shards the numbers are fresh, where it is not all of them. */
  readonly heardFrom: (heard: number, of: number) => string;
  /** How many saw it and switched it off, and how many would be normal. `isPart`: as far as is known. */
  readonly optOuts: (exposed: number, optedOut: number, expected: number, isPart: boolean) => string;
  readonly complaints: (complained: number, expected: number) => string;
  readonly odds: (odds: number) => string;
  readonly halted: (at: string) => string;
  readonly warned: (at: string) => string;
  readonly notHalted: (voices: number) => string;
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
  readonly allIsWell: (odds: number) => string;
  readonly advanced: (stageNumber: number, at: string) => string;
  readonly completed: (at: string) => string;
}

const SHARDS_NAMED = 3;
const MOST_ODDS_SHOWN = 1_000_000;
/** Odds come through a logarithm: exactly 100 may arrive as a hair less. */
const ROUNDING_SLACK = 1e-9;
const NO_BREAK_SPACE = "\u00a0";
const OVER: Readonly<Record<Language, string>> = { ru: "больше", en: "over" };
const THOUSANDS_SEPARATORS: Readonly<Record<Language, string>> = { ru: NO_BREAK_SPACE, en: "," };

/** A whole number, rounded, with thousands apart: "1,204" in English, "1 204" with no-break spaces in Russian. */
export function formatCount(count: number, language: Language): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/gu, THOUSANDS_SEPARATORS[language]);
}

/** Odds as "130 : 1", cut to two significant digits, so that a limit is never shown as reached before it is. */
export function formatOdds(odds: number, language: Language): string {
  const shown = Math.min(odds, MOST_ODDS_SHOWN);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(shown)) - 1);
  const text = `${formatCount(Math.floor(shown / step + ROUNDING_SLACK) * step, language)} : 1`;
  return odds > MOST_ODDS_SHOWN ? `${OVER[language]} ${text}` : text;
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
    nobodySaw: "Украшение пока никто не увидел",
    nobodyKnown: "Пока не известно, чтобы украшение кто-нибудь увидел",
    heardFrom: (heard, of) =>
      heard === 0
        ? `Свежих данных нет ни от одного из ${ru(of)} ${shardsRu(of)}`
        : `Свежие данные — от ${ru(heard)} из ${ru(of)} ${shardsRu(of)}`,
    optOuts: (exposed, optedOut, expected, isPart) => {
      const saw = verbRu(exposed, "увидел", "увидели");
      const off = `${ru(optedOut)} из них ${verbRu(optedOut, "отключил", "отключили")} его`;
      const none = isPart ? "об отключениях пока не известно" : "никто из них его не отключил";
      const outcome = optedOut === 0 ? none : off;
      return `Украшение ${saw} ${peopleRu(exposed)}, ${outcome}; ${normalRu(expected)}`;
    },
    complaints: (complained, expected) => {
      const verb = verbRu(complained, "пожаловался", "пожаловались");
      return `${verb} ${peopleRu(complained)}, ${normalRu(expected)}`;
    },
    odds: (odds) => `шансы ${formatOdds(odds, "ru")}, что это не случайность`,
    halted: (at) => `остановлено в ${at}`,
    warned: (at) => `предупреждение в ${at}, следующий этап подождёт`,
    notHalted: (voices) =>
      `сама кампания не остановлена: слова ${formatCount(voices, "ru")} ${pluralRu(voices, "человека", "человек", "человек")} внесли за них немногие сотрудники или программы. Проверьте их и решите, остановить ли её`,
    inconclusive: "данных пока мало, чтобы уверенно сказать, что всё хорошо: остаёмся на этом этапе",
    heldByHand: "Кампания на паузе: новых людей не добавляем, пока её не продолжат вручную.",
    stale: (silences) => `Нет свежих данных: ${silences.join("; ")}. Пока данные не придут, новых людей не добавляем.`,
    silent: (shards, since) => `${nameSomeRu(shards)} ${shards.length === 1 ? "молчит" : "молчат"} с ${since}`,
    neverReported: (shards) => `${nameSomeRu(shards)} ни разу не ${shards.length === 1 ? "отчитался" : "отчитались"}`,
    lastKnown: (source) => (source === undefined ? "Что известно:" : `Что известно (${source}):`),
    calm: "пока всё спокойно",
    growing: "украшение ещё доходит до людей этого этапа",
    notBefore: (until) => `следующий этап — не раньше ${until}`,
    allIsWell: (odds) => `шансы ${formatOdds(odds, "ru")}, что всё хорошо`,
    advanced: (stageNumber, at) => `с ${at} идёт этап ${stageNumber}`,
    completed: (at) => `последний этап пройден в ${at}, украшение увидит вся аудитория`,
  },
  en: {
    nobodySaw: "Nobody has seen it yet",
    nobodyKnown: "Nobody is known to have seen it yet",
    heardFrom: (heard, of) =>
      `${heard === 0 ? "No fresh numbers from any" : `Fresh numbers from ${en(heard)}`} of ${en(of)} shards`,
    optOuts: (exposed, optedOut, expected, isPart) => {
      const who = optedOut === 0 ? "None" : en(optedOut);
      const people = exposed === 1 ? "person" : "people";
      if (isPart && optedOut === 0) {
        return `Of ${en(exposed)} ${people} who saw it none is known to have switched it off; ${normalEn(expected)}`;
      }
      return `${who} of ${en(exposed)} ${people} who saw it switched it off; ${normalEn(expected)}`;
    },
    complaints: (complained, expected) => `${en(complained)} complained, ${normalEn(expected)}`,
    odds: (odds) => `odds ${formatOdds(odds, "en")}`,
    halted: (at) => `stopped at ${at}`,
    warned: (at) => `warned at ${at}, the next stage waits`,
    notHalted: (voices) =>
      `it was not stopped, as few members of staff or machines entered the words of ${formatCount(voices, "en")} ${voices === 1 ? "person" : "people"}. Look at these, and decide whether to stop it`,
    inconclusive: "not enough yet to be sure that all is well: staying at this stage",
    heldByHand: "The campaign is on hold: nobody new is added until somebody resumes it.",
    stale: (silences) => `No fresh numbers: ${silences.join("; ")}. Nobody new is added until they come.`,
    silent: (shards, since) => `${nameSomeEn(shards)} silent since ${since}`,
    neverReported: (shards) => `${nameSomeEn(shards)} ${shards.length === 1 ? "has" : "have"} not reported yet`,
    lastKnown: (source) => (source === undefined ? "What is known:" : `What is known (${source}):`),
    calm: "no cause for worry so far",
    growing: "still reaching the people of this stage",
    notBefore: (until) => `the next stage can open at ${until}`,
    allIsWell: (odds) => `odds ${formatOdds(odds, "en")} that all is well`,
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

function peopleRu(count: number): string {
  return `${ru(count)} ${pluralRu(count, "человек", "человека", "человек")}`;
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

/** A past verb that goes with a number of people. */
function verbRu(count: number, singular: string, plural: string): string {
  return pluralRu(count, singular, plural, plural);
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
