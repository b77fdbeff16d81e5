/** Fewer are told as so many. */
const FEWEST_TOLD = 20;
const GRAIN = 10;
const SHARES = 1_000;

/**
 * How many people a campaign is for, as staff is told: nobody as nobody, and others about, in tens. Whoever composes audiences would
 * else read from one what single people are.
 */
export function tellAudience(people: number): number {
  return people === 0 ? 0 : Math.max(FEWEST_TOLD, Math.round(people / GRAIN) * GRAIN);
}

/** A share of an audience, in [0, 1], in thousandths: exactly, it would tell how many the audience has. */
export function tellShare(share: number): number {
  return Math.round(share * SHARES) / SHARES;
}
