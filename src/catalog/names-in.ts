import type { Definitions } from "../contract/definitions.ts";
import { FEAST_FACTS } from "../domain/campaign/feast.ts";
import { FEASTS } from "../domain/campaign/schedule.ts";
import { regionLabels } from "../domain/condition/region-labels.ts";
import { labelsOf, type LabelOf } from "../domain/name-part.ts";

/** What people call the parts of these definitions. */
export function namesIn(definitions: Definitions): LabelOf {
  const { campaigns, segments, decorations, themes, categories, attributes, feasts } = definitions;
  return labelsOf({
    campaign: campaigns,
    segment: segments,
    decoration: decorations,
    theme: themes,
    category: categories,
    attribute: attributes,
    feast: FEASTS.map((key) => ({
      key,
      label: feasts.find((feast) => feast.key === key)?.label ?? FEAST_FACTS[key].label,
    })),
    region: regionLabels(attributes),
  });
}
