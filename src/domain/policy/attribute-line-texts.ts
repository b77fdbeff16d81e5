import type { AttributeOption, AttributeSource, AttributeType } from "../condition/attribute.ts";
import type { Label } from "../label.ts";
import type { AttributeFact, AttributeLine } from "./attribute-line.ts";

const FACT_NAMES: Readonly<Record<AttributeFact, Label>> = {
  type: { ru: "тип значения", en: "type of value" },
  source: { ru: "откуда", en: "where it comes from" },
  minimum: { ru: "не меньше", en: "at least" },
  maximum: { ru: "не больше", en: "at most" },
  household: { ru: "связывает людей в одно домохозяйство", en: "ties people into one household" },
};

const TYPE_NAMES: Readonly<Record<AttributeType, Label>> = {
  string: { ru: "строка", en: "text" },
  enum: { ru: "одно из перечисленных", en: "one of a list" },
  number: { ru: "число", en: "number" },
  boolean: { ru: "да или нет", en: "yes or no" },
  version: { ru: "номер версии", en: "version" },
  strings: { ru: "несколько строк", en: "several texts" },
};

const SOURCE_NAMES: Readonly<Record<AttributeSource, Label>> = {
  profile: { ru: "загружает оператор", en: "the operator imports it" },
  device: { ru: "сообщает телефон", en: "the phone tells it" },
};

/** What a proposal changes of an attribute. */
export function sayAttributeLine(line: AttributeLine): Label {
  const { attribute, label } = line;
  const [ru, en] = [`Признак «${label?.ru ?? attribute}»`, `The attribute “${label?.en ?? attribute}”`];
  switch (line.code) {
    case "purpose-stated": {
      const { purpose, from } = line;
      const before = from === undefined ? { ru: "", en: "" } : { ru: ` (было: ${from.ru})`, en: ` (was: ${from.en})` };
      return purpose === null
        ? {
            ru: `${ru}: больше не сказано, зачем он нужен${before.ru}.`,
            en: `${en} is for nothing that is said${before.en}.`,
          }
        : {
            ru: `${ru} нужен для этого: ${purpose.ru}${before.ru}.`,
            en: `${en} is for this: ${purpose.en}${before.en}.`,
          };
    }
    case "attribute-fact": {
      const name = FACT_NAMES[line.fact];
      const [from, to] = [sayFact(line.from), sayFact(line.to)];
      const before = line.from === null ? { ru: "", en: "" } : { ru: `${from.ru} → `, en: `${from.en} → ` };
      return { ru: `${ru}: ${name.ru} — ${before.ru}${to.ru}.`, en: `${en}: ${name.en}: ${before.en}${to.en}.` };
    }
    case "attribute-values": {
      const { more, less } = line;
      const parts: readonly Label[] = [
        ...(more.length === 0
          ? []
          : [{ ru: `значения ${listOptions(more, "ru")}`, en: `values ${listOptions(more, "en")}` }]),
        ...(less.length === 0
          ? []
          : [{ ru: `больше нет ${listOptions(less, "ru")}`, en: `no more ${listOptions(less, "en")}` }]),
      ];
      return {
        ru: `${ru}: ${parts.map((part) => part.ru).join("; ")}.`,
        en: `${en}: ${parts.map((part) => part.en).join("; ")}.`,
      };
    }
    case "value-changed": {
      const [old, next] = [line.from, line.to].map(showOption);
      return { ru: `${ru}: значение ${old?.ru} → ${next?.ru}.`, en: `${en}: the value ${old?.en} → ${next?.en}.` };
    }
  }
}

function sayFact(value: string | number | boolean | null): Label {
  if (value === null) return { ru: "не сказано", en: "not said" };
  if (typeof value === "boolean") return value ? { ru: "да", en: "yes" } : { ru: "нет", en: "no" };
  const known = Object.entries({ ...TYPE_NAMES, ...SOURCE_NAMES }).find(([name]) => name === value)?.[1];
  return known ?? { ru: String(value), en: String(value) };
}

function listOptions(options: readonly AttributeOption[], language: keyof Label): string {
  return options.map((option) => showOption(option)[language]).join(", ");
}

function showOption({ value, label, zone }: AttributeOption): Label {
  const more = zone === undefined ? value : `${value}, ${zone}`;
  return { ru: `«${label.ru}» (${more})`, en: `“${label.en}” (${more})` };
}
