import type { Texts } from "../texts/en.ts";

const MOST_NAMED = 3;

/** Several values that are counted together, such as "Tomsk Oblast, Yakutia and 4 more". */
export function sayGroup(names: readonly string[], t: Texts): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  const named = names.slice(0, MOST_NAMED - 1);
  return t.common.andMore(named.join(", "), names.length - named.length);
}
