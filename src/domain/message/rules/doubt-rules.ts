/**
 * What casts a doubt on a wish to switch on or to put back, and what on a wish to switch off: the first that is found is why the person is asked. Each
 * row is a feature that is found by a function of its name (`find-doubt.ts`, `find-off-doubt.ts`).
 */
import type { RuleRow } from "../rule-row.ts";

export const DOUBT_RULE_ROWS = [
  { rule: "quoted", example: { text: "«включите ёлку»" }, nearMiss: { text: "включите «ёлку»" } },
  { rule: "passed-on", example: { text: "пересылаю, включите ёлку" }, nearMiss: { text: "пожалуйста, включите ёлку" } },
  {
    rule: "somebody-spoke",
    example: { text: "Маша: включите тюльпан" },
    nearMiss: { text: "Пожалуйста: включите тюльпан" },
  },
  { rule: "told", example: { text: "включите ёлку, говорит сын" }, nearMiss: { text: "включите ёлку, дети просят" } },
  { rule: "asked", example: { text: "вы включите ёлку?" }, nearMiss: { text: "включите вы ёлку" } },
  { rule: "refused", example: { text: "включите ёлку. шучу" }, nearMiss: { text: "включите ёлку. жду" } },
  { rule: "conditional", example: { text: "верните ёлку или я уйду" }, nearMiss: { text: "верните ёлку, я жду" } },
  {
    rule: "without-or-before",
    example: { text: "верните экран, каким он был до тюльпана" },
    nearMiss: { text: "верните тюльпан" },
  },
  { rule: "somebody-else", example: { text: "хотят ёлку" }, nearMiss: { text: "хотим ёлку" } },
  {
    rule: "slipped-negation",
    example: { text: "н включайте ёлку" },
    nearMiss: { text: "не включайте ёлку", shown: "tree" },
  },
  {
    rule: "about-another-object",
    example: { text: "включите песню про ёлку" },
    nearMiss: { text: "включите ёлку на праздники" },
  },
  {
    rule: "named-aside",
    example: { text: "рядом с тюльпаном пропал значок, верните" },
    nearMiss: { text: "пропал тюльпан, верните" },
  },
  {
    rule: "misspelt-thanks",
    example: { text: "ввключии ёлку, спасибо" },
    nearMiss: { text: "включили ёлку, спасибо" },
  },
  {
    rule: "some-other-time",
    example: { text: "можно включить ёлку потом" },
    nearMiss: { text: "можно включить ёлку сейчас" },
  },
  {
    rule: "names-switching-off",
    example: { text: "включите отключение ёлки", shown: "tree" },
    nearMiss: { text: "включите ёлку" },
  },
  { rule: "about-something-else", example: { text: "верните деньги за ёлку" }, nearMiss: { text: "верните ёлку" } },
  {
    rule: "names-what-to-undo",
    example: { text: "undo the tulip", undoes: { value: "in", scope: "theme:tree" } },
    nearMiss: { text: "undo", undoes: { value: "in", scope: "theme:tree" } },
  },
  {
    rule: "nobodys-words",
    example: { text: "<b>включите ёлку</b>" },
    nearMiss: { text: "включите ёлку" },
  },
  { rule: "negation-parted", example: { text: "не!включайте ёлку" }, nearMiss: { text: "ну!включайте ёлку" } },
  { rule: "not-meant", example: { text: "лишь бы включить ёлку" }, nearMiss: { text: "пора бы включить ёлку" } },
  { rule: "thought-of", example: { text: "вы решили что мне нужна ёлка" }, nearMiss: { text: "мне нужна ёлка" } },
  { rule: "said-before", example: { text: "раньше хотел ёлку" }, nearMiss: { text: "хотел бы ёлку" } },
  { rule: "another-day", example: { text: "включите ёлку завтра" }, nearMiss: { text: "включите ёлку сейчас" } },
  { rule: "away-from-me", example: { text: "включите ёлку себе" }, nearMiss: { text: "включите ёлку мне" } },
  { rule: "with-somebody", example: { text: "хочу тюльпаны от мужа" }, nearMiss: { text: "хочу тюльпаны" } },
  {
    rule: "in-its-place",
    example: { text: "поставьте на место ёлки что было" },
    nearMiss: { text: "поставьте на место ёлку" },
  },
  { rule: "the-thing-itself", example: { text: "хочу живую ёлку" }, nearMiss: { text: "хочу ёлку" } },
  {
    rule: "to-be-changed",
    example: { text: "не могли бы вы сделать мою ёлку красной?" },
    nearMiss: { text: "не могли бы вы сделать мне ёлку?" },
  },
  { rule: "in-the-hand", example: { text: "дайте лист" }, nearMiss: { text: "включите лист" } },
  {
    rule: "told-of-elsewhere",
    example: { text: "у вас в салоне ёлка, включите" },
    nearMiss: { text: "у нас была ёлка, включите" },
  },
  {
    rule: "to-somebody",
    example: { text: "моей учительнице включите тюльпан" },
    nearMiss: { text: "на моей симке включите тюльпан" },
  },
] as const satisfies readonly RuleRow[];

export const OFF_DOUBT_RULE_ROWS = [
  {
    rule: "slipped-negation",
    example: { text: "н убирайте ёлку", shown: "tree" },
    nearMiss: { text: "не убирайте ёлку", shown: "tree" },
  },
  {
    rule: "about-something-else",
    example: { text: "удалите фото ёлки", shown: "tree" },
    nearMiss: { text: "удалите ёлку", shown: "tree" },
  },
  {
    rule: "some-other-time",
    example: { text: "а если захочу, смогу отключить ёлку?", shown: "tree" },
    nearMiss: { text: "смогу ли включить ёлку?" },
  },
  {
    rule: "weighed",
    example: { text: "не знаю, убирать ли ёлку", shown: "tree" },
    nearMiss: { text: "не знаю, как убрать ёлку", shown: "tree" },
  },
  {
    rule: "liked",
    example: { text: "мне ёлка не нужна была раньше, а теперь нравится", shown: "tree" },
    nearMiss: { text: "мне ёлка не нужна", shown: "tree" },
  },
  {
    rule: "now-and-then",
    example: { text: "то отключите ёлку, то подождите", shown: "tree" },
    nearMiss: { text: "отключите ёлку, потом подождите", shown: "tree" },
  },
  {
    rule: "by-itself",
    example: { text: "will the tree turn off by itself?", shown: "tree" },
    nearMiss: { text: "how do i turn off the tree?", shown: "tree" },
  },
  {
    rule: "nobodys-words",
    example: { text: "1. Включить звук 2. Отключить ёлку", shown: "tree" },
    nearMiss: { text: "2. Отключить ёлку", shown: "tree" },
  },
  {
    rule: "negation-parted",
    example: { text: "н.е. убирайте ёлку", shown: "tree" },
    nearMiss: { text: "н. убирайте ёлку", shown: "tree" },
  },
  {
    rule: "kept-after-all",
    example: { text: "я против чтобы ёлку убирали", shown: "tree" },
    nearMiss: { text: "я за то чтобы ёлку убрали", shown: "tree" },
  },
  {
    rule: "not-now",
    example: { text: "убирайте ёлку только после праздников", shown: "tree" },
    nearMiss: { text: "убирайте ёлку, праздники прошли", shown: "tree" },
  },
  {
    rule: "part-of-it",
    example: { text: "уберите звезду с ёлки", shown: "tree" },
    nearMiss: { text: "уберите звезду и ёлку", shown: "tree" },
  },
  {
    rule: "asked-by-signs",
    example: { text: "🎄🚫?", shown: "tree" },
    nearMiss: { text: "🎄🚫", shown: "tree" },
  },
  {
    rule: "yes-to-one",
    example: { text: "да ёлке, нет сердечкам", shown: "tree" },
    nearMiss: { text: "нет ёлке, нет сердечкам", shown: "tree" },
  },
  {
    rule: "on-anothers-phone",
    example: { text: "на телефоне ребёнка отключите ёлку", shown: "tree" },
    nearMiss: { text: "на телефоне отключите ёлку", shown: "tree" },
  },
  {
    rule: "in-a-title",
    example: { text: "удалите пункт «дерево папок»", shown: "tree" },
    nearMiss: { text: "удалите «дерево»", shown: "tree" },
  },
  {
    rule: "out-of-a-list",
    example: { text: "🌹 уберите посредника" },
    nearMiss: { text: "🌹 уберите" },
  },
  {
    rule: "told-of-elsewhere",
    example: { text: "дерево упало на линию, уберите", shown: "tree" },
    nearMiss: { text: "ёлка на экране, уберите", shown: "tree" },
  },
  {
    rule: "on-another-screen",
    example: { text: "баннер с ёлкой уберите", shown: "tree" },
    nearMiss: { text: "значок с ёлкой уберите", shown: "tree" },
  },
  {
    rule: "how-others-do-it",
    example: { text: "как подписчикам отключить ёлку", shown: "tree" },
    nearMiss: { text: "как мне отключить ёлку", shown: "tree" },
  },
  {
    rule: "where-the-switch-is",
    example: { text: "где кнопка отключения ёлки", shown: "tree" },
    nearMiss: { text: "где отключается ёлка", shown: "tree" },
  },
  {
    rule: "what-then",
    example: { text: "если не уберёте ёлку, куда жаловаться?", shown: "tree" },
    nearMiss: { text: "если не уберёте ёлку, уйду", shown: "tree" },
  },
] as const satisfies readonly RuleRow[];
