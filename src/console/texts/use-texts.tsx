import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Label, Language } from "../../domain/label.ts";
import { replaceUtcMinutes } from "../../domain/say-utc-minute.ts";
import type { Texts } from "./en.ts";
import { dateFormat } from "../parts/date-format.ts";

/** Only the reader's language is loaded: nobody reads both, and the first page waits for its scripts. */
const LOADS: Readonly<Record<Language, () => Promise<Texts>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
};
const STORAGE_KEY = "garland.language";

/** A language with the texts in it. */
interface Spoken {
  readonly language: Language;
  readonly t: Texts;
}

/** The reader's language, and everything in it. */
export interface Speech extends Spoken {
  setLanguage(language: Language): void;
  /** The label in the reader's language. */
  say(label: Label): string;
}

const SpeechContext = createContext<Speech | null>(null);

/** The language that the reader chose before, else the browser's, with its texts. */
export async function loadSpoken(): Promise<Spoken> {
  const language = readLanguage();
  return { language, t: await LOADS[language]() };
}

function readLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "ru" || stored === "en") return stored;
  return navigator.language.startsWith("ru") ? "ru" : "en";
}

/** Lets everything inside speak the reader's language, which is remembered. */
export function SpeechProvider({ first, children }: { readonly first: Spoken; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
    localStorage.setItem(STORAGE_KEY, spoken.language);
  }, [spoken]);
  const speech = useMemo<Speech>(() => {
    const setLanguage = async (language: Language) => {
      setSpoken({ language, t: await LOADS[language]() });
    };
    return {
      ...spoken,
      // Without a connection the page goes on in the language that it has; the page's frame says that there is none.
      setLanguage: (language) => void setLanguage(language).catch(() => {}),
      say: (label) => tellHere(label[spoken.language], spoken.t.locale),
    };
  }, [spoken]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useTexts(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error("useTexts outside of a SpeechProvider");
  return speech;
}

/** The texts of a page that come with it, and not with the first one. */
export function usePageTexts<PageTexts>(texts: Readonly<Record<Language, PageTexts>>): PageTexts {
  return texts[useTexts().language];
}

/** A sentence of the service with its moments by the reader's own clock. */
export function tellHere(sentence: string, locale: string): string {
  return replaceUtcMinutes(sentence, (at) => formatMomentHere(at, locale));
}

/** A moment in a sentence: with how far the reader's clock is from UTC, as others may read it elsewhere. */
export function formatMomentHere(at: number, locale: string): string {
  const parts = dateFormat("en", { timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${formatMoment(at, locale)} (${offset.replace("GMT", "UTC")})`;
}

/** A moment as people read it, in the reader's own zone. */
export function formatMoment(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}
