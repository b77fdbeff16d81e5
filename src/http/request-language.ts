import type { Context } from "hono";
import type { Language } from "../domain/label.ts";
import { chooseLanguage } from "../pages/language.ts";
import type { AppEnv } from "./services.ts";

/** The reader's language: `?lang` if given, else what the browser prefers, else Russian. Says so in the answer. */
export function answerInLanguage(c: Context<AppEnv>, asked: string | undefined): Language {
  const language = chooseLanguage(asked, c.req.header("Accept-Language"));
  c.header("Content-Language", language);
  c.header("Vary", "Accept-Language");
  return language;
}
