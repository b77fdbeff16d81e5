/** Words that turn a wish round. */
export const NEGATIONS = ["не", "без", "нет", "not", "no", "dont"] as const;

/** One letter more, fewer or other, or two that have changed places. */
export function isOneSlip(one: string, other: string): boolean {
  if (one.length > other.length) return isOneSlip(other, one);
  if (other.length - one.length > 1) return false;
  const start = [...one].findIndex((letter, at) => letter !== other[at]);
  const at = start === -1 ? one.length : start;
  if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at];
  return one.slice(at + 1) === other.slice(at + 1) || (isSwapped && one.slice(at + 2) === other.slice(at + 2));
}
