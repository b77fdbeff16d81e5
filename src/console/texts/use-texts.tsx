import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Label, Language } from "../../domain/label.ts";
import { en, type Texts } from "./en.ts";
import { ru } from "./ru.ts";
import { dateFormat } from "../parts/date-format.ts";

const TEXTS: Readonly<Record<Language, Texts>> = { ru, en };
const STORAGE_KEY = "garland.language";

/** The reader's language, and everything in it. */
export interface Speech {
  readonly language: Language;
  readonly t: Texts;
  setLanguage(language: Language): void;
  /** The label in the reader's language. */
  say(label: Label): string;
}

const SpeechContext = createContext<Speech>({ language: "en", t: en, setLanguage: () => {}, say: (label) => label.en });

function readLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "ru" || stored === "en") return stored;
  return navigator.language.startsWith("ru") ? "ru" : "en";
}

/** Lets everything inside speak the reader's language, which is remembered. */
export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(STORAGE_KEY, language);
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({ language, t: TEXTS[language], setLanguage, say: (label) => label[language] }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useTexts(): Speech {
  return useContext(SpeechContext);
}

/** The texts of a page that come with it, and not with the first one. */
export function usePageTexts<PageTexts>(texts: Readonly<Record<Language, PageTexts>>): PageTexts {
  return texts[useTexts().language];
}

/** A moment as people read it, in the reader's own zone. */
export function formatMoment(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}
