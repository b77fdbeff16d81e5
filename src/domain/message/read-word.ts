import type { Hit, Spelled } from "./vocabulary.ts";
import type { Word } from "./word.ts";

/** A word with the ways it may have been meant, for comparison with phrases. */
export interface ReadWord extends Word {
  readonly kind: "word";
  readonly spellings: readonly Spelled[];
  readonly match: Hit["match"] | "none";
}
