import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { Glossary } from "./say-definition.ts";

/** All names that are needed to say a definition in words. */
export function useGlossary(): Glossary {
  const { t, language } = useTexts();
  return {
    t,
    language,
    attributes: useBodies("attributes"),
    segments: useBodies("segments"),
    decorations: useBodies("decorations"),
  };
}
