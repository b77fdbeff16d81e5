import { namePart } from "../../domain/name-part.ts";
import type { Label } from "../../domain/label.ts";
import { readServiceWord, sayServiceWord } from "../../domain/service-word.ts";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface PartWords {
  /** Says such parts as `segment/students` by the names that people gave them. */
  readonly sayParts: (parts: readonly string[]) => string;
  /** What the service wrote into a record, in the reader's language; what people wrote, as it is. */
  readonly sayRecord: (text: string) => string;
}

export function useParts(): PartWords {
  const { say } = useTexts();
  const known = new Map<string, Label | undefined>(
    Object.entries({
      campaign: useBodies("campaigns"),
      segment: useBodies("segments"),
      decoration: useBodies("decorations"),
      theme: useBodies("themes"),
      category: useBodies("categories"),
      attribute: useBodies("attributes"),
      feast: useBodies("feasts"),
    }).flatMap(([kind, bodies]) => bodies.map(({ key, label }) => [`${kind}/${key}`, label] as const)),
  );
  return {
    sayParts: (parts) => parts.map((part) => say(namePart(part, known.get(part)))).join(", "),
    sayRecord(text) {
      const word = readServiceWord(text);
      return word === undefined ? text : say(sayServiceWord(word, (part) => known.get(part)));
    },
  };
}
