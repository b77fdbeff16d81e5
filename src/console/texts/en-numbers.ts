export const number = new Intl.NumberFormat("en");
const listing = new Intl.ListFormat("en-GB");

export const list = (names: readonly string[]) => listing.format(names);

export function count(amount: number, one: string, many: string): string {
  return `${number.format(amount)} ${amount === 1 ? one : many}`;
}
