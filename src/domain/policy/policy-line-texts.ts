/** Sentences about what a proposal changes. What an earlier release kept has keys instead of names. */
import { FEAST_FACTS } from "../campaign/feast.ts";
import type { Names } from "../campaign/theme.ts";
import type { Label } from "../label.ts";
import { KIND_NAMES } from "../name-part.ts";
import { sayAttributeLine } from "./attribute-line-texts.ts";
import type { Place, PolicyLine } from "./policy-line.ts";
import { sayLimit, sayLimitValue } from "./policy-texts.ts";

type LineOf<Code extends PolicyLine["code"]> = Extract<PolicyLine, { readonly code: Code }>;

export function sayLine(line: PolicyLine): Label {
  switch (line.code) {
    case "added":
      return sayAdded(line);
    case "removed":
      return sayRemoved(line);
    case "reworded": {
      const name = nameWithKey(line.key, line.label);
      return {
        ru: `${capital(KIND_NAMES[line.kind].ru)} ${name.ru}: слова или значения записаны иначе.`,
        en: `The ${KIND_NAMES[line.kind].en} ${name.en}: its words or values are written otherwise.`,
      };
    }
    case "renamed":
      return sayRenamed(line);
    case "words":
      return sayWords(line);
    case "theme-moved":
      return sayMove(line);
    case "feast-carries":
      return sayCarried(line);
    case "category-marked":
      return sayMarked(line);
    case "limit-set": {
      const name = sayLimit(line.limit);
      const [from, to] = [sayLimitValue(line.limit, line.from), sayLimitValue(line.limit, line.to)];
      return {
        ru: `Предел «${name.ru}»: было ${from.ru}, станет ${to.ru}.`,
        en: `The limit “${name.en}” goes from ${from.en} to ${to.en}.`,
      };
    }
    case "doubtful-attribute":
      return {
        ru: `Проверьте «${line.attribute}»: «${line.text}» может говорить о ${line.about.ru}. Такого о людях не хранят.`,
        en: `Look twice at “${line.attribute}”: “${line.text}” may tell of ${line.about.en}. Nothing of that kind is kept.`,
      };
    default:
      return sayAttributeLine(line);
  }
}

function sayAdded({ kind, key, label }: LineOf<"added" | "removed">): Label {
  const name = nameWithKey(key, label);
  return kind === "feast"
    ? { ru: `Правила начинают говорить о празднике ${name.ru}.`, en: `Policy begins to speak of the feast ${name.en}.` }
    : { ru: `Появляется ${KIND_NAMES[kind].ru} ${name.ru}.`, en: `A new ${KIND_NAMES[kind].en}: ${name.en}.` };
}

function sayRemoved({ kind, key, label }: LineOf<"added" | "removed">): Label {
  const name = nameWithKey(key, label);
  return kind === "feast"
    ? {
        ru: `Правила больше не говорят о празднике ${name.ru}: он остаётся таким, каким приходит с Garland.`,
        en: `Policy speaks of the feast ${name.en} no more: it is as it comes with Garland.`,
      }
    : { ru: `Исчезает ${KIND_NAMES[kind].ru} ${name.ru}.`, en: `Removed: the ${KIND_NAMES[kind].en} ${name.en}.` };
}

function sayRenamed({ kind, key, from, to }: LineOf<"renamed">): Label {
  const [ru, en] = [`«${from.ru}» → «${to.ru}»`, `“${from.en}” → “${to.en}”`];
  const words = [...(from.ru === to.ru ? [] : [ru]), ...(from.en === to.en ? [] : [en])];
  return {
    ru: `${capital(KIND_NAMES[kind].ru)} (${key}) называется иначе: ${words.join(", ")}.`,
    en: `The ${KIND_NAMES[kind].en} (${key}) is called otherwise: ${words.toReversed().join(", ")}.`,
  };
}

function sayWords({ key, label, more, less }: LineOf<"words">): Label {
  const name = nameOf(key, label);
  const [added, gone] = [listWords(more), listWords(less)];
  const ru = [...(added === "" ? [] : [`теперь и ${added}`]), ...(gone === "" ? [] : [`больше не ${gone}`])];
  const en = [...(added === "" ? [] : [`also by ${added}`]), ...(gone === "" ? [] : [`no more by ${gone}`])];
  return {
    ru: `Слова, по которым в сообщениях людей узнаётся ${name.ru}: ${ru.join("; ")}.`,
    en: `${name.en} is recognised in people's messages ${en.join(", ")}.`,
  };
}

/** Patterns as they are written: whoever carries them should see just that. */
function listWords({ ru, en, translit, emoji }: Names): string {
  return [...ru, ...en, ...translit, ...emoji].join(", ");
}

function sayMove({ theme, label, from, to }: LineOf<"theme-moved">): Label {
  const name = nameOf(theme, label);
  const [old, next] = [namePlace(from), namePlace(to)];
  if (from.category === to.category) {
    const who = whoSees(to);
    return {
      ru: `Тема ${name.ru} стоит в категории ${next.ru}: ${who.ru}.`,
      en: `${name.en} stands in ${next.en}: ${who.en}.`,
    };
  }
  const isFreed = from.sensitive === true && to.sensitive === false;
  const who = isFreed
    ? {
        ru: "теперь её можно показывать без просьбы, и её увидят те, кто о ней не просил",
        en: "it may now come unasked, to people who never asked for it",
      }
    : whoSees(to);
  return {
    ru: `Тема ${name.ru} уходит из категории ${old.ru} в категорию ${next.ru}: ${who.ru}.`,
    en: `${name.en} leaves ${old.en} for ${next.en}: ${who.en}.`,
  };
}

function whoSees({ sensitive }: Place): Label {
  return sensitive === false
    ? { ru: "её можно показывать без просьбы", en: "it may come unasked" }
    : { ru: "её увидят только те, кто попросит", en: "only people who ask see it" };
}

function sayCarried({ feast, label, from, to }: LineOf<"feast-carries">): Label {
  const name = label ?? FEAST_FACTS[feast].label;
  const [old, next] = [from && namePlace(from), to && namePlace(to)];
  const ofFeast = { ru: `Кампании вокруг праздника «${name.ru}»`, en: `Campaigns around “${name.en}”` };
  const freed = {
    ru: "теперь они могут показываться без просьбы, если и их тема не чувствительная",
    en: "they may now come unasked, unless their theme is sensitive as well",
  };
  if (next === null || to === null) {
    const what =
      from?.sensitive === true
        ? freed
        : { ru: "достаточно того, что сказано об их теме", en: "what people say of their theme suffices" };
    return {
      ru: `${ofFeast.ru} больше не относятся к категории ${old?.ru}: ${what.ru}.`,
      en: `${ofFeast.en} stand in ${old?.en} no more: ${what.en}.`,
    };
  }
  const instead = old === null ? { ru: "", en: "" } : { ru: ` вместо ${old.ru}`, en: ` instead of ${old.en}` };
  const what =
    to.sensitive !== false
      ? { ru: "их увидят только те, кто попросит об этой категории", en: "only people who ask for it see them" }
      : from?.sensitive === true
        ? freed
        : { ru: "кто отказался от этой категории, их не увидит", en: "whoever has said no to it does not see them" };
  return {
    ru: `${ofFeast.ru} относятся и к категории ${next.ru}${instead.ru}: ${what.ru}.`,
    en: `${ofFeast.en} stand in ${next.en}${instead.en}, too: ${what.en}.`,
  };
}

function sayMarked({ category, label, sensitive, isNew }: LineOf<"category-marked">): Label {
  const name = nameOf(category, label);
  if (sensitive)
    return {
      ru: `Категория ${name.ru} ${isNew ? "будет" : "становится"} чувствительной: что в ней стоит, увидят только те, кто попросит.`,
      en: `The category ${name.en} ${isNew ? "is" : "becomes"} sensitive: only people who ask see what stands in it.`,
    };
  return isNew
    ? {
        ru: `Категория ${name.ru} будет обычной: что в ней стоит, можно показывать без просьбы.`,
        en: `The category ${name.en} is ordinary: what stands in it may come unasked.`,
      }
    : {
        ru: `Категория ${name.ru} перестаёт быть чувствительной: что в ней стоит, теперь можно показывать без просьбы.`,
        en: `The category ${name.en} is sensitive no more: what stands in it may now come unasked.`,
      };
}

function namePlace({ category, label, sensitive }: Place): Label {
  const name = nameOf(category, label);
  return sensitive === true ? { ru: `${name.ru} (чувствительная)`, en: `${name.en} (sensitive)` } : name;
}

function nameOf(key: string, label: Label | undefined): Label {
  return { ru: `«${label?.ru ?? key}»`, en: `“${label?.en ?? key}”` };
}

/** Where both matter: a key is for good, and files have it. */
function nameWithKey(key: string, label: Label | undefined): Label {
  const name = nameOf(key, label);
  return label === undefined ? name : { ru: `${name.ru} (${key})`, en: `${name.en} (${key})` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
