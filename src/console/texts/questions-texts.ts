import { enQuestions } from "./questions-en.ts";
import { ruQuestions } from "./questions-ru.ts";

/** They come with the page of questions about people. */
export const QUESTIONS_TEXTS = { ru: ruQuestions, en: enQuestions } as const;
