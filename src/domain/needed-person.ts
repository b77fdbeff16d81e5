import type { Label } from "./label.ts";

const ORDINALS: readonly Label[] = [
  { ru: "другой человек", en: "second person" },
  { ru: "второй человек", en: "second person" },
  { ru: "третий человек", en: "third person" },
  { ru: "четвёртый человек", en: "fourth person" },
  { ru: "пятый человек", en: "fifth person" },
];

/** Who is needed beside so many people whose word it is already. */
export function sayNeeded(people: number): Label {
  return ORDINALS[people] ?? { ru: "ещё один человек", en: "further person" };
}
