import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeVerdict } from "../../../src/domain/guard/describe-guard.ts";
import type { AlarmLevel } from "../../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import { formatCount, pluralRu } from "../../../src/domain/guard/guard-texts.ts";
import type { ToldCount } from "../../../src/domain/guard/tell-count.ts";
import { tellEvidence, type ToldEvidence, type ToldVerdict } from "../../../src/domain/guard/tell-guard.ts";
import { LANGUAGES, type Language } from "../../../src/domain/label.ts";

const AT = 100;
const CLOCK: Readonly<Record<number, string>> = { 100: "14:05", 50: "13:32", 60: "13:35", 200: "09:00" };
const formatTime = (at: number) => CLOCK[at] ?? String(at);

const parameters = defaultGuardParameters(false);

const evidence = (
  exposed: ToldCount,
  optedOut: ToldCount = null,
  complained: ToldCount = null,
  level: AlarmLevel = "calm",
): ToldEvidence => tellEvidence(parameters, { exposed, optedOut, complained, asked: null, gifts: null }, level);

const say = (verdict: ToldVerdict, language: Language) =>
  describeVerdict(verdict, { language, formatTime }).replaceAll("\u00a0", " ");

const heard = (shards: number, of: number) => ({
  of,
  missing: Array.from({ length: of - shards }, (_, index) => `shard-${index}`),
});

describe("a verdict in a marketer's words", () => {
  it.each<[string, ToldVerdict, string, string]>([
    [
      "a halt",
      { action: "halt", at: AT, evidence: evidence(1_200, 90, null, "halt") },
      "About 90 of about 1,200 people who saw it switched it off; about 2 would be normal; odds more than 125 : 1: stopped at 14:05.",
      "Украшение увидели около 1 200 человек, около 90 из них отключили его; обычно — около 2; " +
        "шансы больше 125 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a halt after few had seen it",
      { action: "halt", at: AT, evidence: evidence(null, null, null, "halt") },
      "Fewer than 400 people have seen it; odds more than 125 : 1: stopped at 14:05.",
      "Украшение увидели меньше 400 человек; шансы больше 125 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a halt by complaints",
      { action: "halt", at: AT, evidence: evidence(2_000, null, 90, "halt") },
      "Fewer than 180 of about 2,000 people who saw it switched it off; about 4 would be normal; about 90 complained, " +
        "about 1 would be normal; odds more than 125 : 1: stopped at 14:05.",
      "Украшение увидели около 2 000 человек, меньше 180 из них отключили его; обычно — около 4; " +
        "пожаловались около 90 человек, обычно — около 1; шансы больше 125 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a halt for another audience of the campaign",
      { action: "halt", at: AT, evidence: evidence(1_200) },
      "Fewer than 180 of about 1,200 people who saw it switched it off; about 2 would be normal: stopped at 14:05.",
      "Украшение увидели около 1 200 человек, меньше 180 из них отключили его; обычно — около 2: остановлено в 14:05.",
    ],
    [
      "a warning",
      { action: "warn", at: AT, evidence: evidence(240, null, null, "warn") },
      "Fewer than 180 of about 240 people who saw it switched it off; fewer than one would be normal; " +
        "odds more than 10 : 1: warned at 14:05, the next stage waits.",
      "Украшение увидели около 240 человек, меньше 180 из них отключили его; обычно — меньше одного; " +
        "шансы больше 10 : 1, что это не случайность: предупреждение в 14:05, следующий этап подождёт.",
    ],
    [
      "a stage within its time",
      {
        action: "continue",
        at: AT,
        evidence: evidence(240),
        waitsFor: [{ kind: "growing" }, { kind: "minimum-time", until: 200 }],
      },
      "Fewer than 180 of about 240 people who saw it switched it off; fewer than one would be normal; no cause for worry so far, " +
        "still reaching the people of this stage, the next stage can open at 09:00.",
      "Украшение увидели около 240 человек, меньше 180 из них отключили его; обычно — меньше одного; пока всё спокойно, " +
        "украшение ещё доходит до людей этого этапа, следующий этап — не раньше 09:00.",
    ],
    [
      "a campaign after all stages",
      { action: "continue", at: AT, evidence: evidence(1_000_000, 1_500), waitsFor: [] },
      "About 1,500 of about 1,000,000 people who saw it switched it off; about 2,000 would be normal; no cause for worry so far.",
      "Украшение увидели около 1 000 000 человек, около 1 500 из них отключили его; обычно — около 2 000; пока всё спокойно.",
    ],
    [
      "a campaign that few have seen, or nobody",
      { action: "hold", at: AT, evidence: evidence(null), reasons: [{ kind: "inconclusive" }] },
      "Fewer than 400 people have seen it; not enough yet to be sure that all is well: staying at this stage.",
      "Украшение увидели меньше 400 человек; " +
        "данных пока мало, чтобы уверенно сказать, что всё хорошо: остаёмся на этом этапе.",
    ],
    [
      "a shard gone silent",
      {
        action: "hold",
        at: AT,
        evidence: evidence(400),
        reasons: [{ kind: "stale", silent: [{ shard: "shard-3-of-16", lastReportAt: 50 }] }],
      },
      "No fresh numbers: shard-3-of-16 silent since 13:32. Nobody new is added until they come. " +
        "What is known: fewer than 180 of about 400 people who saw it switched it off; about 1 would be normal.",
      "Нет свежих данных: shard-3-of-16 молчит с 13:32. Пока данные не придут, новых людей не добавляем. " +
        "Что известно: украшение увидели около 400 человек, меньше 180 из них отключили его; обычно — около 1.",
    ],
    [
      "shards silent or never heard, on hold by hand, with a warning beneath",
      {
        action: "hold",
        at: AT,
        evidence: evidence(500, null, null, "warn"),
        reasons: [
          {
            kind: "stale",
            silent: [
              { shard: "a", lastReportAt: 60 },
              { shard: "b", lastReportAt: 50 },
              { shard: "c", lastReportAt: undefined },
              { shard: "d", lastReportAt: undefined },
              { shard: "e", lastReportAt: undefined },
              { shard: "f", lastReportAt: undefined },
              { shard: "g", lastReportAt: undefined },
            ],
          },
          { kind: "held-by-hand" },
        ],
      },
      "No fresh numbers: a and b silent since 13:32; c, d, e and 2 more have not reported yet. Nobody new is added " +
        "until they come. The campaign is on hold: nobody new is added until somebody resumes it. What is known: " +
        "fewer than 180 of about 500 people who saw it switched it off; about 1 would be normal; odds more than 10 : 1.",
      "Нет свежих данных: a и b молчат с 13:32; c, d, e и ещё 2 ни разу не отчитались. Пока данные не придут, " +
        "новых людей не добавляем. Кампания на паузе: новых людей не добавляем, пока её не продолжат вручную. " +
        "Что известно: украшение увидели около 500 человек, меньше 180 из них отключили его; обычно — около 1; " +
        "шансы больше 10 : 1, что это не случайность.",
    ],
    [
      "one shard that never reported",
      {
        action: "hold",
        at: AT,
        evidence: evidence(null),
        reasons: [{ kind: "stale", silent: [{ shard: "a", lastReportAt: undefined }] }],
      },
      "No fresh numbers: a has not reported yet. Nobody new is added until they come. " +
        "What is known: fewer than 400 people have seen it.",
      "Нет свежих данных: a ни разу не отчитался. Пока данные не придут, новых людей не добавляем. " +
        "Что известно: украшение увидели меньше 400 человек.",
    ],
    [
      "the next stage",
      { action: "advance", at: AT, evidence: evidence(4_900), toStage: 1 },
      "Fewer than 180 of about 4,900 people who saw it switched it off; about 10 would be normal; " +
        "odds more than 10 : 1 that all is well: stage 2 opened at 14:05.",
      "Украшение увидели около 4 900 человек, меньше 180 из них отключили его; обычно — около 10; " +
        "шансы больше 10 : 1, что всё хорошо: с 14:05 идёт этап 2.",
    ],
    [
      "the end of the last stage",
      { action: "complete", at: AT, evidence: evidence(220) },
      "Fewer than 180 of about 220 people who saw it switched it off; fewer than one would be normal; " +
        "odds more than 10 : 1 that all is well: last stage passed at 14:05, the whole audience will see it.",
      "Украшение увидели около 220 человек, меньше 180 из них отключили его; обычно — меньше одного; " +
        "шансы больше 10 : 1, что всё хорошо: последний этап пройден в 14:05, украшение увидит вся аудитория.",
    ],
    [
      "numbers of some shards",
      { action: "continue", at: AT, evidence: evidence(400), heard: heard(14, 16), waitsFor: [{ kind: "growing" }] },
      "Fresh numbers from 14 of 16 shards: fewer than 180 of about 400 people who saw it are known to have switched it off; " +
        "about 1 would be normal; no cause for worry so far, still reaching the people of this stage.",
      "Свежие данные — от 14 из 16 шардов: украшение увидели около 400 человек, по имеющимся данным меньше 180 из них " +
        "отключили его; обычно — около 1; пока всё спокойно, украшение ещё доходит до людей этого этапа.",
    ],
    [
      "a campaign that few of one shard have seen",
      { action: "continue", at: AT, evidence: evidence(null), heard: heard(1, 21), waitsFor: [] },
      "Fresh numbers from 1 of 21 shards: fewer than 400 people are known to have seen it; no cause for worry so far.",
      "Свежие данные — от 1 из 21 шарда: по имеющимся данным украшение увидели меньше 400 человек; пока всё спокойно.",
    ],
    [
      "a halt on the numbers of some shards",
      { action: "halt", at: AT, evidence: evidence(1_200, 90, null, "halt"), heard: heard(3, 4) },
      "Fresh numbers from 3 of 4 shards: about 90 of about 1,200 people who saw it are known to have switched it off; " +
        "about 2 would be normal; odds more than 125 : 1: stopped at 14:05.",
      "Свежие данные — от 3 из 4 шардов: украшение увидели около 1 200 человек, по имеющимся данным около 90 из них " +
        "отключили его; обычно — около 2; шансы больше 125 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a hold without any fresh numbers",
      {
        action: "hold",
        at: AT,
        evidence: evidence(null),
        heard: heard(0, 2),
        reasons: [{ kind: "stale", silent: [{ shard: "a", lastReportAt: 50 }] }],
      },
      "No fresh numbers: a silent since 13:32. Nobody new is added until they come. " +
        "What is known (no fresh numbers from any of 2 shards): fewer than 400 people are known to have seen it.",
      "Нет свежих данных: a молчит с 13:32. Пока данные не придут, новых людей не добавляем. Что известно " +
        "(свежих данных нет ни от одного из 2 шардов): по имеющимся данным украшение увидели меньше 400 человек.",
    ],
    [
      "all shards as ever",
      { action: "halt", at: AT, evidence: evidence(1_200, 90, null, "halt"), heard: heard(16, 16) },
      "About 90 of about 1,200 people who saw it switched it off; about 2 would be normal; odds more than 125 : 1: stopped at 14:05.",
      "Украшение увидели около 1 200 человек, около 90 из них отключили его; обычно — около 2; " +
        "шансы больше 125 : 1, что это не случайность: остановлено в 14:05.",
    ],
  ])("tells of %s", (_what, verdict, english, russian) => {
    expect(say(verdict, "en")).toBe(english);
    expect(say(verdict, "ru")).toBe(russian);
  });

  it("never says of a part of the shards what is true of all only", () => {
    const told = (least: number) => fc.option(fc.integer({ min: least, max: 1_000 }), { nil: null });
    const counts = fc.tuple(told(1_000), told(60), told(60), fc.nat(2)).map(([seen, off, complained, missing]) => ({
      evidence: evidence(seen, off, complained),
      heard: heard(3 - missing, 3),
    }));
    const outcome = fc.constantFrom<Partial<ToldVerdict>>(
      { action: "halt" },
      { action: "warn" },
      { action: "complete" },
      { action: "continue", waitsFor: [] },
      { action: "advance", toStage: 1 },
      { action: "hold", reasons: [{ kind: "held-by-hand" }] },
      { action: "hold", reasons: [{ kind: "inconclusive" }] },
    );
    fc.assert(
      fc.property(counts, outcome, ({ evidence: known, heard: from }, step) => {
        // Parsed boundary: each step has all that its kind of verdict needs.
        const verdict = { at: AT, evidence: known, heard: from, ...step } as ToldVerdict;
        const isPart = from.missing.length > 0;
        const count = `${3 - from.missing.length} (?:of|из) 3`;
        for (const language of LANGUAGES) {
          const text = say(verdict, language);
          expect(new RegExp(`${count}|any of 3|ни от одного из 3`).test(text)).toBe(isPart);
          expect(/known to have|имеющимся данным/.test(text)).toBe(isPart);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("numbers in words", () => {
  it("have their thousands apart as in the reader's language", () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.constantFrom(...LANGUAGES), (count, language) => {
        expect(formatCount(count, language)).toBe(new Intl.NumberFormat(language).format(count));
      }),
      { numRuns: 1_000 },
    );
    expect(formatCount(1203.6, "en")).toBe("1,204");
  });

  it("take the Russian form that the number asks for", () => {
    const forms = { one: "one", few: "few", many: "many", other: "many", two: "few", zero: "many" } as const;
    const rules = new Intl.PluralRules("ru");
    fc.assert(
      fc.property(fc.nat(100_000), (count) => {
        expect(pluralRu(count, "one", "few", "many")).toBe(forms[rules.select(count)]);
      }),
      { numRuns: 2_000 },
    );
  });
});
