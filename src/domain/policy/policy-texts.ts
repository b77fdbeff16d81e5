/** Sentences about limits, and about what follows from a proposal. */
import { partsOf } from "../decision/choice.ts";
import { FEWEST_SAYING_NO } from "./policy-effect.ts";
import { formatCount } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import type { LimitName } from "../limits.ts";
import type { Direction } from "./policy-change.ts";
import type { SaidNo } from "./policy-effect.ts";

const LIMIT_TEXTS: Readonly<Record<LimitName, Label>> = {
  ordinaryP0: {
    ru: "доля отключений, обычная для обычной категории",
    en: "the share of people whose switching off is normal in an ordinary category",
  },
  sensitiveP0: {
    ru: "доля отключений, обычная для чувствительной категории",
    en: "the share of people whose switching off is normal in a sensitive category",
  },
  mostLearntP0: {
    ru: "наибольшая доля отключений, которую можно счесть обычной по опыту",
    en: "the greatest share of switching off that experience can make normal",
  },
  mostUnstagedPeople: {
    ru: "наибольшее число людей, которым можно показать без этапов",
    en: "the most people that may be reached without stages",
  },
  rampPerHour: {
    ru: "доля аудитории, которую этап добавляет за час",
    en: "the share of the audience that a stage adds in an hour",
  },
  oneWordShare: {
    ru: "доля людей, которых можно охватить без просьбы по слову одного человека",
    en: "the share of people that may be reached unasked on one person's word",
  },
};

export function sayLimit(limit: LimitName): Label {
  return LIMIT_TEXTS[limit];
}

/** A limit's number as people write it. */
export function sayLimitValue(limit: LimitName, value: number): Label {
  if (limit === "mostUnstagedPeople") return { ru: formatCount(value, "ru"), en: formatCount(value, "en") };
  const percent = String(Number((value * 100).toPrecision(4)));
  return { ru: `${percent.replace(".", ",")} %`, en: `${percent} %` };
}

export function sayDirection(direction: Direction): Label {
  return direction === "tightens"
    ? {
        ru: "Это ужесточает: достаточно одного согласующего, и действует сразу. Отклонить могут только двое, оба не авторы; отозвать — только автор.",
        en: "This tightens: one approver suffices, and it is live at once. It takes two people, neither its author, to decline it; only its author can withdraw it.",
      }
    : {
        ru: "Это не только ужесточает: провести должен второй человек, не автор и не машина.",
        en: "This does not only tighten: a second person must carry it, no author of it and no machine.",
      };
}

/** What people have said no to, in the genitive, as people call it. */
function nameScope({ scope, label }: SaidNo): Label {
  const { kind, key = "" } = partsOf(scope);
  const [ru, en] = [label?.ru ?? key, label?.en ?? key];
  return kind === "theme"
    ? { ru: `темы «${ru}»`, en: `the theme “${en}”` }
    : { ru: `категории «${ru}»`, en: `the category “${en}”` };
}

export function saySaidNo(said: SaidNo): Label {
  const { people } = said;
  const name = nameScope(said);
  if (people === null)
    return {
      ru: `Сколько людей отказались от ${name.ru}, неизвестно: ответили не все части базы.`,
      en: `It isn't known how many people have said no to ${name.en}: not every shard answered.`,
    };
  if (people === 0)
    return {
      ru: `От ${name.ru} отказались меньше ${formatCount(FEWEST_SAYING_NO, "ru")} человек.`,
      en: `Fewer than ${formatCount(FEWEST_SAYING_NO, "en")} people have said no to ${name.en}.`,
    };
  return {
    ru: `От ${name.ru} отказались около ${formatCount(people, "ru")} человек. Их отказ действует и дальше.`,
    en: `About ${formatCount(people, "en")} people have said no to ${name.en}. Their word holds on.`,
  };
}
