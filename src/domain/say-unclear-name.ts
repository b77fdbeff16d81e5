import type { Label } from "./label.ts";
import { namePerson } from "./name-person.ts";

/** Says that somebody can't be told from others by their name, and what to do. */
export function sayUnclearName(who: string, isSecond: boolean): Label {
  const name = namePerson(who);
  return isSecond
    ? {
        ru: `Имя «${name}» можно прочесть как чужое, поэтому вторым человеком ${name} быть не может. Пусть в системе входа (sub) дадут другое имя: ${PLAIN.ru}.`,
        en: `The name “${name}” can be read as somebody else's, so ${name} can't be the second person. Have the identity provider give another name (sub): ${PLAIN.en}.`,
      }
    : {
        ru: `Имя «${name}» можно прочесть как чужое: автором может быть кто угодно, и второго человека здесь быть не может. Пусть в системе входа (sub) дадут другое имя (${PLAIN.ru}), и под ним сделайте это заново.`,
        en: `The name “${name}” can be read as somebody else's, so its bearer may be anybody and nobody can be the second person. Have the identity provider give another name (sub), ${PLAIN.en}, and do this anew under it.`,
      };
}

const PLAIN: Label = {
  ru: "буквами одной письменности — латиницей, кириллицей, армянскими или грузинскими",
  en: "with the letters of one script: Latin, Cyrillic, Armenian or Georgian",
};
