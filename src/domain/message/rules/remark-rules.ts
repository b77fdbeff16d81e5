/** What clauses say without a verb of switching. Each row is a feature that is read by a function of its name (`read-remarks.ts`, `nominal-rules.ts`). */
import type { RuleRow } from "../rule-row.ts";

export const REMARK_RULE_ROWS = [
  {
    rule: "does-not-want-it",
    example: { text: "ёлку не надо", shown: "tree" },
    nearMiss: { text: "ёлку убирать не надо", shown: "tree" },
  },
  {
    rule: "nobody-wants-it",
    example: { text: "кому нужна эта ёлка", shown: "tree" },
    nearMiss: { text: "кому включить ёлку", shown: "tree" },
  },
  { rule: "wants-one-too", example: { text: "и жене тоже" }, nearMiss: { text: "и мне тоже" } },
  { rule: "wants-it", example: { text: "хочу ёлку" }, nearMiss: { text: "хочу купить ёлку" } },
  { rule: "me-too", example: { text: "a tree for me please" }, nearMiss: { text: "a tree for my wife please" } },
  {
    rule: "without-it",
    example: { text: "хочу без ёлки", shown: "tree" },
    nearMiss: { text: "без ёлки грустно", shown: "tree" },
  },
  {
    rule: "enough-of-it",
    example: { text: "хватит ёлки", shown: "tree" },
    nearMiss: { text: "хватит ли ёлки?", shown: "tree" },
  },
  { rule: "no-to-it", example: { text: "нет ёлке", shown: "tree" }, nearMiss: { text: "нет", shown: "tree" } },
  {
    rule: "neither-of-them",
    example: { text: "ни ёлки, ни сердец", shown: "tree" },
    nearMiss: { text: "ни ёлки, ни подарка", shown: "tree" },
  },
  {
    rule: "the-switch-for-it",
    example: { text: "отключение ёлки", shown: "tree" },
    nearMiss: { text: "отмените отключение" },
  },
  {
    rule: "either-way",
    example: { text: "turn the hearts off or on, whatever", shown: "hearts" },
    nearMiss: { text: "turn the hearts off", shown: "hearts" },
  },
  {
    rule: "it-is-gone",
    example: { text: "исчезла ёлка", shown: "hearts" },
    nearMiss: { text: "хочу, чтобы ёлка исчезла", shown: "tree" },
  },
  {
    rule: "crossed-out",
    example: { text: "❌ сердечки", shown: "hearts" },
    nearMiss: { text: "❤ сердечки", shown: "hearts" },
  },
  { rule: "have-none", example: { text: "где моя ёлка" }, nearMiss: { text: "где включается ёлка" } },
  {
    rule: "asks-when",
    example: { text: "ёлка когда", shown: "tree" },
    nearMiss: { text: "ёлка красивая", shown: "tree" },
  },
  { rule: "will-it-be", example: { text: "will the tree appear?" }, nearMiss: { text: "will the tree be nice?" } },
  {
    rule: "asks-why",
    example: { text: "откуда ёлка", shown: "tree" },
    nearMiss: { text: "ёлка хорошая", shown: "tree" },
  },
  { rule: "asks-for-help", example: { text: "меню" }, nearMiss: { text: "ёлка" } },
  {
    rule: "asks-to-undo",
    example: { text: "undo the tree", undoes: { value: "in", scope: "theme:tree" } },
    nearMiss: { text: "do the tree", undoes: { value: "in", scope: "theme:tree" } },
  },
  {
    rule: "did-not-mean-it",
    example: { text: "случайно убрала ёлку", shown: "tree" },
    nearMiss: { text: "убрала ёлку", shown: "tree" },
  },
  { rule: "a-thing-asked-for", example: { text: "ёлочку бы" }, nearMiss: { text: "ёлочку" } },
  { rule: "with-it", example: { text: "хочу с ёлкой" }, nearMiss: { text: "отвяжитесь с ёлкой", shown: "tree" } },
  { rule: "let-it-be-there", example: { text: "пусть будет ёлка" }, nearMiss: { text: "пусть висит ёлка" } },
  {
    rule: "away-with-it",
    example: { text: "ёлку прочь", shown: "tree" },
    nearMiss: { text: "ёлка прочь", shown: "tree" },
  },
  { rule: "on-behind-its-name", example: { text: "tree on" }, nearMiss: { text: "tree on?" } },
  { rule: "the-switching-on-of-it", example: { text: "включение ёлки" }, nearMiss: { text: "включение ёлки?" } },
  {
    rule: "parts-with-it",
    example: { text: "ёлка не для меня", shown: "tree" },
    nearMiss: { text: "ёлка не для мужа", shown: "tree" },
  },
  {
    rule: "as-it-was-before-it",
    example: { text: "сделайте как было до ёлки", shown: "tree" },
    nearMiss: { text: "сделайте как было на ёлке", shown: "tree" },
  },
  {
    rule: "done-at-once",
    example: { text: "а ну быстро убрали ёлку", shown: "tree" },
    nearMiss: { text: "а вы быстро убрали ёлку", shown: "tree" },
  },
  {
    rule: "asked-and-still-there",
    example: { text: "вчера попросил убрать ёлку, а она на месте", shown: "tree" },
    nearMiss: { text: "вчера попросил убрать ёлку, и её нет", shown: "tree" },
  },
  {
    rule: "stopped-and-still-there",
    example: { text: "стоп писала, а ёлка на месте", shown: "tree" },
    nearMiss: { text: "стоп писала, и ёлки нет", shown: "tree" },
  },
  {
    rule: "the-plain-name",
    example: { text: "пусть будет просто t2", shown: "tree" },
    nearMiss: { text: "пусть будет просто так", shown: "tree" },
  },
] as const satisfies readonly RuleRow[];
