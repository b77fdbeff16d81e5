/** Sentences about what a proposal changes, and what follows from it. */
import { FEAST_FACTS } from "../campaign/feast.ts";
import type { Feast } from "../campaign/schedule.ts";
import { formatCount } from "../guard/guard-texts.ts";
import type { Label } from "../label.ts";
import type { LimitName } from "../limits.ts";
import type { Direction, PolicyKind } from "./policy-change.ts";
import type { Concerned, SaidNo } from "./policy-effect.ts";
import type { Place, PolicyLine } from "./policy-line.ts";

const KIND_NAMES: Readonly<Record<PolicyKind, Label>> = {
  attribute: { ru: "признак", en: "the attribute" },
  category: { ru: "категория", en: "the category" },
  theme: { ru: "тема", en: "the theme" },
  feast: { ru: "праздник", en: "the feast" },
  limits: { ru: "пределы", en: "the limits" },
};

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

export function sayLine(line: PolicyLine): Label {
  switch (line.code) {
    case "added":
      if (line.kind === "feast")
        return {
          ru: `Правила начинают говорить о празднике «${line.key}».`,
          en: `Policy begins to speak of the feast “${line.key}”.`,
        };
      return {
        ru: `Появляется ${KIND_NAMES[line.kind].ru} «${line.key}».`,
        en: `A new row: ${KIND_NAMES[line.kind].en} “${line.key}”.`,
      };
    case "removed":
      if (line.kind === "feast")
        return {
          ru: `Правила больше не говорят о празднике «${line.key}»: он остаётся таким, каким приходит с Garland.`,
          en: `Policy speaks of the feast “${line.key}” no more: it is as it comes with Garland.`,
        };
      return {
        ru: `Исчезает ${KIND_NAMES[line.kind].ru} «${line.key}».`,
        en: `Removed: ${KIND_NAMES[line.kind].en} “${line.key}”.`,
      };
    case "reworded":
      if (line.kind === "feast")
        return { ru: `Праздник «${line.key}» называется иначе.`, en: `The feast “${line.key}” is called otherwise.` };
      return line.kind === "attribute"
        ? { ru: `Признак «${line.key}» описан иначе.`, en: `The attribute “${line.key}” is described otherwise.` }
        : {
            ru: `У «${line.key}» другие названия: по ним понимаются сообщения людей.`,
            en: `“${line.key}” has other names: people's messages are understood by them.`,
          };
    case "doubtful-attribute":
      return {
        ru: `Проверьте «${line.attribute}»: «${line.text}» может говорить о ${line.about.ru}. Такого о людях не хранят.`,
        en: `Look twice at “${line.attribute}”: “${line.text}” may tell of ${line.about.en}. Nothing of that kind is kept.`,
      };
    case "purpose-stated":
      return {
        ru: `Зачем нужен признак «${line.attribute}»: ${line.purpose.ru}.`,
        en: `What the attribute “${line.attribute}” is for: ${line.purpose.en}.`,
      };
    case "theme-moved":
      return sayMove(line.theme, line.from, line.to);
    case "feast-carries":
      return sayCarried(line.feast, line.from, line.to);
    case "category-marked":
      return line.sensitive
        ? {
            ru: `Категория «${line.category}» становится чувствительной: её увидят только те, кто попросит.`,
            en: `The category “${line.category}” becomes sensitive: only people who ask see what stands in it.`,
          }
        : {
            ru: `Категория «${line.category}» перестаёт быть чувствительной: все в аудитории увидят её без просьбы.`,
            en: `The category “${line.category}” is sensitive no more: everybody in the audience sees what stands in it unasked.`,
          };
    case "limit-set": {
      const name = sayLimit(line.limit);
      const [from, to] = [sayLimitValue(line.limit, line.from), sayLimitValue(line.limit, line.to)];
      return {
        ru: `Предел «${name.ru}»: было ${from.ru}, станет ${to.ru}.`,
        en: `The limit “${name.en}” goes from ${from.en} to ${to.en}.`,
      };
    }
  }
}

function sayCarried(feast: Feast, from: Place | null, to: Place | null): Label {
  const { label } = FEAST_FACTS[feast];
  const ofFeast = {
    ru: `Кампании вокруг праздника «${label.ru}» (${feast})`,
    en: `Campaigns around “${label.en}” (${feast})`,
  };
  if (to === null)
    return {
      ru: `${ofFeast.ru} больше не относятся к категории «${from?.category}»: достаточно того, что сказано об их теме.`,
      en: `${ofFeast.en} stand in “${from?.category}” no more: what people say of their theme suffices.`,
    };
  const instead =
    from === null ? { ru: "", en: "" } : { ru: ` вместо «${from.category}»`, en: ` instead of “${from.category}”` };
  return to.sensitive === true
    ? {
        ru: `${ofFeast.ru} относятся и к чувствительной категории «${to.category}»${instead.ru}: их увидят только те, кто попросит о ней.`,
        en: `${ofFeast.en} stand in the sensitive category “${to.category}”${instead.en}, too: only people who ask for it see them.`,
      }
    : {
        ru: `${ofFeast.ru} относятся и к категории «${to.category}»${instead.ru}: кто отказался от неё, их не увидит.`,
        en: `${ofFeast.en} stand in “${to.category}”${instead.en}, too: whoever has said no to it does not see them.`,
      };
}

function sayMove(theme: string, from: Place, to: Place): Label {
  const ru = (place: Place) => `«${place.category}»${place.sensitive === true ? " (чувствительная)" : ""}`;
  const en = (place: Place) => `“${place.category}”${place.sensitive === true ? " (sensitive)" : ""}`;
  const whoRu = to.sensitive === true ? "её увидят только те, кто попросит" : "все в аудитории увидят её без просьбы";
  const whoEn = to.sensitive === true ? "only people who ask see it" : "everybody in the audience sees it unasked";
  if (from.category === to.category)
    return { ru: `Тема «${theme}» стоит в ${ru(to)}: ${whoRu}.`, en: `“${theme}” stands in ${en(to)}: ${whoEn}.` };
  return {
    ru: `Тема «${theme}» уходит из ${ru(from)} в ${ru(to)}: ${whoRu}.`,
    en: `“${theme}” leaves ${en(from)} for ${en(to)}: ${whoEn}.`,
  };
}

export function sayDirection(direction: Direction): Label {
  return direction === "tightens"
    ? {
        ru: "Это ужесточает: достаточно одного утверждающего, и действует сразу.",
        en: "This tightens: one approver suffices, and it is live at once.",
      }
    : {
        ru: "Это не только ужесточает: провести должен второй человек, не автор и не машина.",
        en: "This does not only tighten: a second person must carry it, no author of it and no machine.",
      };
}

export function saySaidNo({ scope, atLeast }: SaidNo): Label {
  if (atLeast === null)
    return {
      ru: `Сколько людей отказались от «${scope}», неизвестно: не все шарды ответили.`,
      en: `It isn't known how many people have said no to ${scope}: not every shard answered.`,
    };
  if (atLeast === 0)
    return {
      ru: `От «${scope}» отказались меньше 20 человек.`,
      en: `Fewer than 20 people have said no to ${scope}.`,
    };
  return {
    ru: `От «${scope}» отказались не меньше ${formatCount(atLeast, "ru")} человек. Их отказ действует и дальше.`,
    en: `At least ${formatCount(atLeast, "en")} people have said no to ${scope}. Their word holds on.`,
  };
}

export function sayConcerned({ campaign, becomes }: Concerned): Label {
  switch (becomes) {
    case "halted":
      return {
        ru: `Кампания «${campaign}» останется только у тех, кто просил: такую категорию нельзя показывать без просьбы. Двое могут снять это в течение суток.`,
        en: `The campaign “${campaign}” stays only with people who asked: what is sensitive can't come unasked. Two people may lift this within 24 hours.`,
      };
    case "changed":
      return {
        ru: `Кампанию «${campaign}» увидят другие люди.`,
        en: `Other people see the campaign “${campaign}”.`,
      };
    case "unapproved":
      return {
        ru: `Черновик «${campaign}» придётся отдать на утверждение заново.`,
        en: `The draft of “${campaign}” has to be submitted anew.`,
      };
  }
}
