import { enLessons } from "./lessons-en.ts";
import { ruLessons } from "./lessons-ru.ts";

/** They come with the pages of lessons. */
export const LESSON_TEXTS = { ru: ruLessons, en: enLessons } as const;
