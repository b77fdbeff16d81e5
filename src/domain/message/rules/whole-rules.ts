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
  { rule: "put-back", example: { text: "откатите" }, nearMiss: { text: "откатите заказ" } },
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
    rule: "told-slip",
    example: { text: "блин, не ту команду послал, откатите" },
    nearMiss: { text: "блин, не ту песню послал, откатите" },
  },
  {
    rule: "answers-by-name",
    example: { text: "сердечки и звезду", shown: "hearts", asked: "off" },
    nearMiss: { text: "сердечки или звезду", shown: "hearts", asked: "off" },
  },
] as const satisfies readonly (RuleRow & { readonly rule: WholeRule })[];

export const TONGUE_RULE_ROWS = [
  {
    rule: "uk",
    example: { text: "вимкніть ялинку", shown: "tree" },
    nearMiss: { text: "яка гарна ялинка", shown: "tree" },
  },
  {
    rule: "be",
    example: { text: "адключыце ялінку", shown: "tree" },
    nearMiss: { text: "прыгожая ялінка", shown: "tree" },
  },
  {
    rule: "kk",
    example: { text: "шыршаны өшіріңіз", shown: "tree" },
    nearMiss: { text: "шырша әдемі", shown: "tree" },
  },
  { rule: "tt", example: { text: "чыршыны алыгыз", shown: "tree" }, nearMiss: { text: "чыршы матур", shown: "tree" } },
  { rule: "ba", example: { text: "шыршыны алығыҙ", shown: "tree" }, nearMiss: { text: "шыршы матур", shown: "tree" } },
  {
    rule: "uz",
    example: { text: "archani o'chiring", shown: "tree" },
    nearMiss: { text: "archa chiroyli", shown: "tree" },
  },
  {
    rule: "tg",
    example: { text: "арчаро хомӯш кунед", shown: "tree" },
    nearMiss: { text: "арча зебо", shown: "tree" },
  },
  {
    rule: "ky",
    example: { text: "балатыны өчүрүңүз", shown: "tree" },
    nearMiss: { text: "балаты сулуу", shown: "tree" },
  },
] as const satisfies readonly (RuleRow & { readonly rule: Tongue })[];
