import type { z } from "zod";
import {
  attributesFileSchema,
  campaignFileSchema,
  decorationFileSchema,
  segmentFileSchema,
  themesFileSchema,
} from "./definition-schemas.ts";

/** Every kind of file that defines something, by the name of its JSON Schema. */
export const DEFINITION_FILES = {
  segment: segmentFileSchema,
  attributes: attributesFileSchema,
  decoration: decorationFileSchema,
  themes: themesFileSchema,
  campaign: campaignFileSchema,
} as const satisfies Record<string, z.ZodType<object>>;

export type DefinitionFile = keyof typeof DEFINITION_FILES;

/** What a file may say of itself so that editors complete and check it; it means nothing to Garland. */
export const SCHEMA_MEMBER = "$schema";

/** Where a file in one of the three folders finds its JSON Schema. */
export function schemaPathOf(kind: DefinitionFile): string {
  return `../public/schemas/${kind}.v1.json`;
}
