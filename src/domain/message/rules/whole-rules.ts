/** Messages that are read as a whole: words to stop, gifts, refusals, bare answers, and wishes in the languages beside Russian. */
import type { RuleRow, WholeRule } from "../rule-row.ts";
import type { Tongue } from "../tongue.ts";

export const WHOLE_RULE_ROWS = [
  { rule: "stop-all", example: { text: "стоп всё", shown: "tree" }, nearMiss: { text: "стоп", shown: "tree" } },
  {
    rule: "stop-word",
    example: { text: "revoke", shown: "tree" },
    nearMiss: { text: "revoke my card", shown: "tree" },
  },
  { rule: "stop-sign", example: { text: "🛑", shown: "tree" }, nearMiss: { text: "🎄", shown: "tree" } },
  { rule: "stop-alone", example: { text: "отпишись", shown: "tree" }, nearMiss: { text: "подпишись", shown: "tree" } },
  { rule: "about-gifts", example: { text: "отключите подарки" }, nearMiss: { text: "люблю подарки" } },
  {
    rule: "plain-refusal",
    example: { text: "я против ёлки", shown: "tree" },
    nearMiss: { text: "я за ёлку", shown: "tree" },
  },
  {
    rule: "yes-and-no",
    example: { text: "сердечки нет, ёлка да", shown: "hearts" },
    nearMiss: { text: "сердечки нет, ёлка есть", shown: "hearts" },
  },
  { rule: "put-back", example: { text: "откатите" }, nearMiss: { text: "откатите заказ" } },
  {
    rule: "puts-back-its-own",
    example: { text: "не ту кнопку нажал, откатите последнее" },
    nearMiss: { text: "не тот товар прислали, откатите последнее" },
  },
  {
    rule: "answers-no",
    example: { text: "не интересно", shown: "tree", asked: "keep" },
    nearMiss: { text: "интересно", shown: "tree", asked: "keep" },
  },
  {
    rule: "answers-yes",
    example: { text: "да", shown: "tree", asked: "off" },
    nearMiss: { text: "да", shown: "tree" },
  },
  {
    rule: "answers-which",
    example: { text: "сердечки", shown: "tree", asked: "off" },
    nearMiss: { text: "красивые сердечки", shown: "tree", asked: "off" },
  },
] as const satisfies readonly (RuleRow & { readonly rule: WholeRule })[];

export const TONGUE_RULE_ROWS = [
  {
    rule: "uk",
    example: { text: "вимкніть ялинку", shown: "tree" },
    nearMiss: { text: "вимкніть інтернет", shown: "tree" },
  },
  {
    rule: "be",
    example: { text: "адключыце ялінку", shown: "tree" },
    nearMiss: { text: "адключыце інтэрнэт", shown: "tree" },
  },
  {
    rule: "kk",
    example: { text: "шыршаны өшіріңіз", shown: "tree" },
    nearMiss: { text: "интернетті өшіріңіз", shown: "tree" },
  },
  {
    rule: "tt",
    example: { text: "чыршыны алыгыз", shown: "tree" },
    nearMiss: { text: "чыршы кая", shown: "tree" },
  },
  {
    rule: "ba",
    example: { text: "шыршыны алығыҙ", shown: "tree" },
    nearMiss: { text: "шыршы ҡайҙа", shown: "tree" },
  },
  {
    rule: "uz",
    example: { text: "archani o'chiring", shown: "tree" },
    nearMiss: { text: "internetni o'chiring", shown: "tree" },
  },
  {
    rule: "tg",
    example: { text: "арчаро хомӯш кунед", shown: "tree" },
    nearMiss: { text: "интернетро хомӯш кунед", shown: "tree" },
  },
  {
    rule: "ky",
    example: { text: "балатыны өчүрүңүз", shown: "tree" },
    nearMiss: { text: "интернетти өчүрүңүз", shown: "tree" },
  },
] as const satisfies readonly (RuleRow & { readonly rule: Tongue })[];
