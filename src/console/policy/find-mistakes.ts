import { attributeKeySchema } from "../../contract/definition-schemas.ts";
import { keySchema } from "../../contract/identifiers.ts";
import { LIMIT_BOUNDS, LIMIT_NAMES } from "../../domain/limits.ts";
import { sayLimitValue } from "../../domain/policy/policy-texts.ts";
import type { PolicyTexts } from "../texts/policy-en.ts";
import type { Fields, Wish } from "./compose-change.ts";
import { readLimit } from "./read-limit.ts";

export type Mistakes = Partial<Record<keyof Fields, string>>;

/** What is wrong with what was typed, by field; nothing: it can be sent. */
export function findMistakes(wish: Wish, fields: Fields, texts: PolicyTexts): Mistakes {
  if (wish === "set-limit") {
    const mistake = explainLimit(fields, texts);
    return mistake === undefined ? {} : { value: mistake };
  }
  const isNew = wish === "new-category" || wish === "new-theme" || wish === "new-attribute";
  if (!isNew && wish !== "rename") return {};
  const wanted: readonly (keyof Fields)[] =
    wish === "new-attribute" ? ["ru", "en", "purposeRu", "purposeEn"] : ["ru", "en"];
  const empty = wanted.filter((name) => fields[name].trim() === "");
  return {
    ...Object.fromEntries(empty.map((name) => [name, texts.fillIn])),
    ...(isNew ? explainKey(wish, fields.key, texts) : {}),
  };
}

function explainKey(wish: Wish, key: string, texts: PolicyTexts): Mistakes {
  const isAttribute = wish === "new-attribute";
  if ((isAttribute ? attributeKeySchema : keySchema).safeParse(key).success) return {};
  return { key: isAttribute ? texts.attributeKeyWrong : texts.keyWrong };
}

function explainLimit({ key, value }: Fields, texts: PolicyTexts): string | undefined {
  const limit = LIMIT_NAMES.find((name) => name === key);
  if (limit === undefined) return undefined;
  const read = readLimit(limit, value);
  if (typeof read === "number") return undefined;
  const { least, most } = LIMIT_BOUNDS[limit];
  const isOfPeople = limit === "mostUnstagedPeople";
  switch (read) {
    case "no-number":
      return isOfPeople ? texts.noPeople : texts.noShare;
    case "not-whole":
      return texts.noPeople;
    case "too-small":
      return texts.tooSmall(sayLimitValue(limit, least));
    case "too-great":
      return texts.tooGreat(sayLimitValue(limit, most));
  }
}
