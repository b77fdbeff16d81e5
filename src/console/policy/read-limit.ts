import { LIMIT_BOUNDS, type LimitName } from "../../domain/limits.ts";

/** What is wrong with what somebody typed as a limit. */
export type LimitMistake = "no-number" | "not-whole" | "too-small" | "too-great";

/** 0,5 %, 0.5% and 0.5 are one share, half of one in a hundred; people are whole, with or without spaces: 5 000. */
export function readLimit(limit: LimitName, text: string): number | LimitMistake {
  const typed = text.replaceAll(/\s/gu, "").replace(",", ".");
  const [, digits = "", percent] = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/u.exec(typed) ?? [];
  if (digits === "") return "no-number";
  const { least, most } = LIMIT_BOUNDS[limit];
  const isOfPeople = limit === "mostUnstagedPeople";
  if (isOfPeople && percent === "%") return "no-number";
  // Dividing would make 0.07 % a number with fifteen digits.
  const value = isOfPeople ? Number(digits) : Number(`${digits}e-2`);
  if (isOfPeople && !Number.isInteger(value)) return "not-whole";
  if (value < least) return "too-small";
  return value > most ? "too-great" : value;
}
