/** Longer than storing a word takes on a disk that is well. */
const EVEN_MS = 50;

/**
 * Waits for work, and in any case so long that how long it took tells nothing: a word that stands already is heard faster than a
 * new one. For replies to whoever may not learn what a person has chosen.
 */
export async function inEvenTime<Done>(work: Promise<Done>): Promise<Done> {
  const evenly = new Promise((resolve) => setTimeout(resolve, EVEN_MS));
  const [done] = await Promise.all([work, evenly]);
  return done;
}
