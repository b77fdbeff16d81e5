import { enPeople } from "./people-en.ts";
import { ruPeople } from "./people-ru.ts";

/** They come with the pages of people. */
export const PEOPLE_TEXTS = { ru: ruPeople, en: enPeople } as const;
