import { enGuardWords } from "./guard-words-en.ts";
import { ruGuardWords } from "./guard-words-ru.ts";

/** They come with the form of a campaign. */
export const GUARD_WORDS_TEXTS = { ru: ruGuardWords, en: enGuardWords } as const;
