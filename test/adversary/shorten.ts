import type { Act } from "./act.ts";
import type { Divergence } from "./story.ts";

/** Leaves out acts, many at once and then one at a time, as long as what is left still diverges. */
export async function shorten(
  acts: readonly Act[],
  play: (acts: readonly Act[]) => Promise<Divergence | undefined>,
): Promise<void> {
  let left = acts;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < left.length;) {
      const fewer = left.toSpliced(start, size);
      if ((await play(fewer)) === undefined) start += size;
      else left = fewer;
    }
  }
}
