/** A number of people of a rehearsal; null or undefined: not told, or not there. */
type Told = number | null | undefined;

/** What a review shows of how many people chose what. */
interface Shown {
  readonly figures: readonly (readonly [name: string, people: Told, fewerThan: number])[];
  readonly rows: readonly Row[];
  readonly conflicts: readonly { readonly people: Told }[];
}

interface Row {
  readonly gained: Told;
  readonly lost: Told;
  readonly kept: Told;
}

/** From how many people on a review of which nothing is told would tell its first figure; undefined: something is told. */
export function findUntold({ figures, rows, conflicts }: Shown): number | undefined {
  const numbers = [...figures.map(([, people]) => people), ...conflicts.map(({ people }) => people)];
  if (numbers.some(isTold) || !isUntold(rows)) return undefined;
  return Math.min(...figures.map(([, , fewerThan]) => fewerThan));
}

/** Whether no row of a breakdown tells who gains, loses or keeps it. */
export function isUntold(rows: readonly Row[]): boolean {
  return !rows.some(({ gained, lost, kept }) => [gained, lost, kept].some(isTold));
}

function isTold(people: Told): boolean {
  return typeof people === "number";
}
