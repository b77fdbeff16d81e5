import { namePart } from "../../domain/campaign/name-part.ts";
import type { Label } from "../../domain/label.ts";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Says such parts as `segment/students` by the names that people gave them. */
export function useParts(): (parts: readonly string[]) => string {
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
  return (parts) => parts.map((part) => say(namePart(part, known.get(part)))).join(", ");
}
