import { FEAST_FACTS } from "../../domain/campaign/feast.ts";
import { FEASTS } from "../../domain/campaign/schedule.ts";
import { labelsOf, namePart, type LabelOf } from "../../domain/name-part.ts";
import { regionLabels } from "../../domain/condition/region-labels.ts";
import { readServiceWord, sayServiceWord } from "../../domain/service-word.ts";
import { useBodies } from "../api/bodies.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface PartWords {
  readonly labelOf: LabelOf;
  /** Says such parts as `segment/students` by the names that people gave them. */
  readonly sayParts: (parts: readonly string[]) => string;
  /** What the service wrote into a record, in the reader's language; what people wrote, as it is. */
  readonly sayRecord: (text: string) => string;
}

export function useParts(): PartWords {
  const { say } = useTexts();
  const attributes = useBodies("attributes");
  const feasts = useBodies("feasts");
  const labelOf = labelsOf({
    campaign: useBodies("campaigns"),
    segment: useBodies("segments"),
    decoration: useBodies("decorations"),
    theme: useBodies("themes"),
    category: useBodies("categories"),
    attribute: attributes,
    feast: FEASTS.map((key) => ({
      key,
      label: feasts.find((feast) => feast.key === key)?.label ?? FEAST_FACTS[key].label,
    })),
    region: regionLabels(attributes),
  });
  return {
    labelOf,
    sayParts: (parts) => parts.map((part) => say(namePart(part, labelOf(part)))).join(", "),
    sayRecord(text) {
      const word = readServiceWord(text);
      return word === undefined ? text : say(sayServiceWord(word, labelOf));
    },
  };
}
