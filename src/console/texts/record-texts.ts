import { enRecord } from "./record-en.ts";
import { ruRecord } from "./record-ru.ts";

/** They come with the pages that show what was changed. */
export const RECORD_TEXTS = { ru: ruRecord, en: enRecord } as const;
