import type { z } from "zod";
import en from "zod/v4/locales/en.js";
import ru from "zod/v4/locales/ru.js";
import type { Label } from "../domain/label.ts";
import { ruleOf, RULES } from "./rule-texts.ts";

const ENGLISH = en().localeError;
const RUSSIAN = ru().localeError;

/** What a schema finds wrong, in both languages; undefined: the words are made of what was sent. */
export function sayInvalid(issue: z.core.$ZodIssue): Label | undefined {
  const { message } = issue;
  const broken = ruleOf(message);
  if (broken !== undefined) return RULES[broken];
  if (issue.code === "invalid_type" && message.startsWith("Invalid input: expected")) {
    const wanted = TYPES[issue.expected] ?? issue.expected;
    const isMissing = message.endsWith("received undefined");
    return { ru: isMissing ? `Не указано, а нужно: ${wanted}` : `Не то, что нужно. Нужно: ${wanted}`, en: message };
  }
  // Parsed boundary: a raw issue is a finished one with its input, of which a locale tells only the type.
  const raw = issue as z.core.$ZodRawIssue;
  return textOf(ENGLISH(raw)) === message ? { ru: textOf(RUSSIAN(raw)) ?? message, en: message } : undefined;
}

function textOf(said: ReturnType<typeof ENGLISH>): string | undefined {
  return typeof said === "string" ? said : said?.message;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "строка",
  number: "число",
  int: "целое число",
  boolean: "true или false",
  array: "список",
  object: "объект",
  record: "объект",
  null: "null",
};
