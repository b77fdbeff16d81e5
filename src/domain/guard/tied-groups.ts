/** More people than these share no household: what they share is a company, a placeholder, or a mistake. */
export const MOST_PEOPLE_TIED = 12;

/** Into how many groups people fall of whom those who share a mark belong together, also by way of others. */
export function countGroups(people: readonly (readonly string[])[]): number {
  /** Of a mark: another one of its group, up to one that has none. */
  const above = new Map<string, string>();
  function topOf(mark: string): string {
    let top = mark;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    return top;
  }
  for (const [first, ...others] of people) {
    if (first === undefined) continue;
    for (const other of others) {
      const [one, two] = [topOf(first), topOf(other)];
      if (one !== two) above.set(two, one);
    }
  }
  const tops = new Set(people.flatMap(([first]) => (first === undefined ? [] : [topOf(first)])));
  return tops.size + people.filter((marks) => marks.length === 0).length;
}
