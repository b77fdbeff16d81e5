/** Days by which decorations are called: "к 8 марта" beside the name of one says which, and not when. */
import { OCCASIONS } from "./words/answer-words.ts";

const DAYS = Object.values(OCCASIONS)
  .map(({ source }) => source)
  .join("|");
const BY_DAY = new RegExp(
  `(?<!\\p{L})(?:на|к|ко|в|for|on|by)\\s+(?:сам\\p{L}+\\s+)?(?:${DAYS})|(?<!\\p{L})(?:(?:на|к|ко)\\s+)?(?:14|8|9|23)(?:-?(?:е|го|му)|(?:-?\\p{L}{1,3})?\\s+числ\\p{L}+)(?!\\p{L})`,
  "giu",
);

export const withoutOccasions = (text: string): string => text.replace(BY_DAY, " ");
