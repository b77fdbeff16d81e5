import { enKeys } from "./keys-en.ts";
import { ruKeys } from "./keys-ru.ts";

/** They come with the page of keys and roles. */
export const KEYS_TEXTS = { ru: ruKeys, en: enKeys } as const;
