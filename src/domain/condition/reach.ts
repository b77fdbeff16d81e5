/** How many people a shard knows of: whom the operator has imported, and whose phones have said what they are. Many are both. */
export interface PeopleTally {
  readonly imported: number;
  readonly seen: number;
}

/** Whom an audience may reach. Plain data, so that shards can send it. Exact; not to be shown as it is. */
export interface ReachTally extends PeopleTally {
  /** They fit, whatever their missing facts turn out to be. */
  readonly certain: number;
  /** These and all others who may fit. */
  readonly possible: number;
}

/** An audience as it is weighed before anybody knows everybody. */
export interface Reach {
  /** The population. */
  readonly people: number;
  /** At most so many of them fit. */
  readonly matching: number;
  /** Of these, how many are not known to. */
  readonly unknown: number;
}

export const NO_REACH: ReachTally = { imported: 0, seen: 0, certain: 0, possible: 0 };

export function addReaches(one: ReachTally, other: ReachTally): ReachTally {
  return {
    imported: one.imported + other.imported,
    seen: one.seen + other.seen,
    certain: one.certain + other.certain,
    possible: one.possible + other.possible,
  };
}

/**
 * The larger group stands for everybody: before the season few phones have asked, and an operator may import few people
 * first. Not the two together, of whom nobody knows that they are other people: a larger population makes a share smaller.
 */
export function populationOf({ imported, seen }: PeopleTally): number {
  return Math.max(imported, seen);
}

export function reachOf(tally: ReachTally): Reach {
  const people = populationOf(tally);
  const matching = Math.min(people, tally.possible);
  return { people, matching, unknown: Math.max(0, matching - tally.certain) };
}

/** Above this share of all people, a campaign that is on by default needs a second person's approval. */
export const MOST_ON_ONE_WORD = 0.01;

/** Whether so many of all people are more than one person may reach by their own word. */
export function isBeyondOneWord(reached: number, people: number, share = MOST_ON_ONE_WORD): boolean {
  return reached > share * people;
}
