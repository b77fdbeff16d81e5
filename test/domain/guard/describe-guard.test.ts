import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeVerdict } from "../../../src/domain/guard/describe-guard.ts";
import { weighEvidence, type Evidence } from "../../../src/domain/guard/guard-evidence.ts";
import { defaultGuardParameters } from "../../../src/domain/guard/guard-parameters.ts";
import { formatCount, formatOdds, pluralRu } from "../../../src/domain/guard/guard-texts.ts";
import type { Verdict } from "../../../src/domain/guard/guard.ts";
import { LANGUAGES, type Language } from "../../../src/domain/label.ts";

const AT = 100;
const CLOCK: Readonly<Record<number, string>> = { 100: "14:05", 50: "13:32", 60: "13:35", 200: "09:00" };
const formatTime = (at: number) => CLOCK[at] ?? String(at);

const evidence = (exposed: number, optedOut: number, complained = 0, changes: Partial<Evidence> = {}): Evidence => ({
  ...weighEvidence(defaultGuardParameters(false), {
    exposed,
    optedOut,
    complained,
    unhappy: Math.max(optedOut, complained),
  }),
  ...changes,
});

const say = (verdict: Verdict, language: Language) =>
  describeVerdict(verdict, { language, formatTime }).replaceAll("\u00a0", " ");

const heard = (shards: number, of: number) => ({
  of,
  missing: Array.from({ length: of - shards }, (_, index) => `shard-${index}`),
});

describe("a verdict in a marketer's words", () => {
  const odds130 = { logOdds: Math.log(130) };

  it.each<[string, Verdict, string, string]>([
    [
      "a halt",
      { action: "halt", at: AT, evidence: evidence(1204, 8, 0, odds130) },
      "8 of 1,204 people who saw it switched it off; about 2 would be normal; odds 130 : 1: stopped at 14:05.",
      "Украшение увидели 1 204 человека, 8 из них отключили его; обычно — около 2; " +
        "шансы 130 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a halt by complaints",
      { action: "halt", at: AT, evidence: evidence(2001, 1, 21, { logOdds: 400 }) },
      "1 of 2,001 people who saw it switched it off; about 4 would be normal; 21 complained, about 1 would be normal; " +
        "odds over 1,000,000 : 1: stopped at 14:05.",
      "Украшение увидел 2 001 человек, 1 из них отключил его; обычно — около 4; " +
        "пожаловался 21 человек, обычно — около 1; шансы больше 1 000 000 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a warning",
      { action: "warn", at: AT, evidence: evidence(112, 5, 2, { logOdds: Math.log(14.9) }) },
      "5 of 112 people who saw it switched it off; fewer than one would be normal; " +
        "2 complained, fewer than one would be normal; odds 14 : 1: warned at 14:05, the next stage waits.",
      "Украшение увидели 112 человек, 5 из них отключили его; обычно — меньше одного; " +
        "пожаловались 2 человека, обычно — меньше одного; " +
        "шансы 14 : 1, что это не случайность: предупреждение в 14:05, следующий этап подождёт.",
    ],
    [
      "a stage within its time",
      {
        action: "continue",
        at: AT,
        evidence: evidence(1, 0),
        waitsFor: [{ kind: "growing" }, { kind: "minimum-time", until: 200 }],
      },
      "None of 1 person who saw it switched it off; fewer than one would be normal; no cause for worry so far, " +
        "still reaching the people of this stage, the next stage can open at 09:00.",
      "Украшение увидел 1 человек, никто из них его не отключил; обычно — меньше одного; пока всё спокойно, " +
        "украшение ещё доходит до людей этого этапа, следующий этап — не раньше 09:00.",
    ],
    [
      "a campaign after all stages",
      { action: "continue", at: AT, evidence: evidence(1_000_000, 1_502), waitsFor: [] },
      "1,502 of 1,000,000 people who saw it switched it off; about 2,000 would be normal; no cause for worry so far.",
      "Украшение увидели 1 000 000 человек, 1 502 из них отключили его; обычно — около 2 000; пока всё спокойно.",
    ],
    [
      "a campaign that nobody has seen",
      { action: "hold", at: AT, evidence: evidence(0, 0), reasons: [{ kind: "inconclusive" }] },
      "Nobody has seen it yet; not enough yet to be sure that all is well: staying at this stage.",
      "Украшение пока никто не увидел; " +
        "данных пока мало, чтобы уверенно сказать, что всё хорошо: остаёмся на этом этапе.",
    ],
    [
      "a shard gone silent",
      {
        action: "hold",
        at: AT,
        evidence: evidence(400, 0),
        reasons: [{ kind: "stale", silent: [{ shard: "shard-3-of-16", lastReportAt: 50 }] }],
      },
      "No fresh numbers: shard-3-of-16 silent since 13:32. Nobody new is added until they come. " +
        "What is known: none of 400 people who saw it switched it off; about 1 would be normal.",
      "Нет свежих данных: shard-3-of-16 молчит с 13:32. Пока данные не придут, новых людей не добавляем. " +
        "Что известно: украшение увидели 400 человек, никто из них его не отключил; обычно — около 1.",
    ],
    [
      "shards silent or never heard, on hold by hand, with a warning beneath",
      {
        action: "hold",
        at: AT,
        evidence: evidence(500, 5, 0, { logOdds: Math.log(21), level: "warn" }),
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
        "5 of 500 people who saw it switched it off; about 1 would be normal; odds 21 : 1.",
      "Нет свежих данных: a и b молчат с 13:32; c, d, e и ещё 2 ни разу не отчитались. Пока данные не придут, " +
        "новых людей не добавляем. Кампания на паузе: новых людей не добавляем, пока её не продолжат вручную. " +
        "Что известно: украшение увидели 500 человек, 5 из них отключили его; обычно — около 1; " +
        "шансы 21 : 1, что это не случайность.",
    ],
    [
      "one shard that never reported",
      {
        action: "hold",
        at: AT,
        evidence: evidence(0, 0),
        reasons: [{ kind: "stale", silent: [{ shard: "a", lastReportAt: undefined }] }],
      },
      "No fresh numbers: a has not reported yet. Nobody new is added until they come. " +
        "What is known: nobody has seen it yet.",
      "Нет свежих данных: a ни разу не отчитался. Пока данные не придут, новых людей не добавляем. " +
        "Что известно: украшение пока никто не увидел.",
    ],
    [
      "the next stage",
      { action: "advance", at: AT, evidence: evidence(4900, 3, 0, { logSafeOdds: Math.log(25.5) }), toStage: 1 },
      "3 of 4,900 people who saw it switched it off; about 10 would be normal; " +
        "odds 25 : 1 that all is well: stage 2 opened at 14:05.",
      "Украшение увидели 4 900 человек, 3 из них отключили его; обычно — около 10; " +
        "шансы 25 : 1, что всё хорошо: с 14:05 идёт этап 2.",
    ],
    [
      "the end of the last stage",
      { action: "complete", at: AT, evidence: evidence(22, 0, 0, { logSafeOdds: Math.log(12_345) }) },
      "None of 22 people who saw it switched it off; fewer than one would be normal; " +
        "odds 12,000 : 1 that all is well: last stage passed at 14:05, the whole audience will see it.",
      "Украшение увидели 22 человека, никто из них его не отключил; обычно — меньше одного; " +
        "шансы 12 000 : 1, что всё хорошо: последний этап пройден в 14:05, украшение увидит вся аудитория.",
    ],
    [
      "numbers of some shards, of which none knows of an opt-out",
      { action: "continue", at: AT, evidence: evidence(400, 0), heard: heard(14, 16), waitsFor: [{ kind: "growing" }] },
      "Fresh numbers from 14 of 16 shards: of 400 people who saw it none is known to have switched it off; about 1 would " +
        "be normal; no cause for worry so far, still reaching the people of this stage.",
      "Свежие данные — от 14 из 16 шардов: украшение увидели 400 человек, об отключениях пока не известно; " +
        "обычно — около 1; пока всё спокойно, украшение ещё доходит до людей этого этапа.",
    ],
    [
      "a campaign that nobody of one shard has seen",
      { action: "continue", at: AT, evidence: evidence(0, 0), heard: heard(1, 21), waitsFor: [] },
      "Fresh numbers from 1 of 21 shards: nobody is known to have seen it yet; no cause for worry so far.",
      "Свежие данные — от 1 из 21 шарда: пока не известно, чтобы украшение кто-нибудь увидел; пока всё спокойно.",
    ],
    [
      "a halt on the numbers of some shards",
      { action: "halt", at: AT, evidence: evidence(1204, 8, 0, odds130), heard: heard(3, 4) },
      "Fresh numbers from 3 of 4 shards: 8 of 1,204 people who saw it switched it off; about 2 would be normal; " +
        "odds 130 : 1: stopped at 14:05.",
      "Свежие данные — от 3 из 4 шардов: украшение увидели 1 204 человека, 8 из них отключили его; обычно — около 2; " +
        "шансы 130 : 1, что это не случайность: остановлено в 14:05.",
    ],
    [
      "a hold without any fresh numbers",
      {
        action: "hold",
        at: AT,
        evidence: evidence(0, 0),
        heard: heard(0, 2),
        reasons: [{ kind: "stale", silent: [{ shard: "a", lastReportAt: 50 }] }],
      },
      "No fresh numbers: a silent since 13:32. Nobody new is added until they come. " +
        "What is known (no fresh numbers from any of 2 shards): nobody is known to have seen it yet.",
      "Нет свежих данных: a молчит с 13:32. Пока данные не придут, новых людей не добавляем. Что известно " +
        "(свежих данных нет ни от одного из 2 шардов): пока не известно, чтобы украшение кто-нибудь увидел.",
    ],
    [
      "all shards as ever",
      { action: "halt", at: AT, evidence: evidence(1204, 8, 0, odds130), heard: heard(16, 16) },
      "8 of 1,204 people who saw it switched it off; about 2 would be normal; odds 130 : 1: stopped at 14:05.",
      "Украшение увидели 1 204 человека, 8 из них отключили его; обычно — около 2; " +
        "шансы 130 : 1, что это не случайность: остановлено в 14:05.",
    ],
  ])("tells of %s", (_what, verdict, english, russian) => {
    expect(say(verdict, "en")).toBe(english);
    expect(say(verdict, "ru")).toBe(russian);
  });

  it("never says of a part of the shards what is true of all only", () => {
    const counts = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(2)).map(([more, off, complained, missing]) => ({
      evidence: evidence(more === 0 ? 0 : more + off + complained, more === 0 ? 0 : off, more === 0 ? 0 : complained),
      heard: heard(3 - missing, 3),
    }));
    const outcome = fc.constantFrom<Partial<Verdict>>(
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
        const verdict = { at: AT, evidence: known, heard: from, ...step } as Verdict;
        const isPart = from.missing.length > 0;
        const count = `${3 - from.missing.length} (?:of|из) 3`;
        for (const language of LANGUAGES) {
          const text = say(verdict, language);
          expect(new RegExp(`${count}|any of 3|ни от одного из 3`).test(text)).toBe(isPart);
          if (isPart) expect(text).not.toMatch(/nobody has seen|never|none of|никто/i);
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

  it.each([
    [Math.exp(Math.log(100)), "100 : 1"],
    [99.6, "99 : 1"],
    [139, "130 : 1"],
    [1999, "1,900 : 1"],
    [0.4, "0 : 1"],
    [0, "0 : 1"],
    [1_000_000, "1,000,000 : 1"],
    [Number.MAX_SAFE_INTEGER, "over 1,000,000 : 1"],
  ])("show odds of %d as %s", (odds, text) => {
    expect(formatOdds(odds, "en")).toBe(text);
  });

  it("never show odds as more than they are", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 999_999, noNaN: true }), (odds) => {
        const shown = Number(formatOdds(odds, "en").replaceAll(",", "").replace(" : 1", ""));
        expect(shown).toBeLessThanOrEqual(odds * (1 + 1e-6) + 1e-6);
        expect(shown).toBeGreaterThanOrEqual(odds * 0.9 - 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
