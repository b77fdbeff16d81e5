export const number = new Intl.NumberFormat("ru");
const listing = new Intl.ListFormat("ru");

export const list = (names: readonly string[]) => listing.format(names);

const plural = new Intl.PluralRules("ru");

/** A number with its noun in the form that it asks for: 1 день, 2 дня, 5 дней. */
export function count(amount: number, one: string, few: string, many: string): string {
  const rule = plural.select(amount);
  return `${number.format(amount)} ${rule === "one" ? one : rule === "few" || rule === "other" ? few : many}`;
}
