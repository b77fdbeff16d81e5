import { useQuery } from "@tanstack/react-query";
import {
  attributeSchema,
  campaignSchema,
  categorySchema,
  decorationSchema,
  feastSchema,
  segmentSchema,
  themeSchema,
} from "../../contract/definition-schemas.ts";
import type { AttributeDefinition } from "../../domain/condition/attribute.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Decoration } from "../../domain/campaign/decoration.ts";
import type { FeastDefinition } from "../../domain/campaign/feast.ts";
import type { Segment } from "../../domain/condition/segment.ts";
import type { Category, Theme } from "../../domain/campaign/theme.ts";
import { listQuery, type Plural, type Stored } from "./queries.ts";

interface BodyByPlural {
  readonly attributes: AttributeDefinition;
  readonly segments: Segment;
  readonly categories: Category;
  readonly themes: Theme;
  readonly feasts: FeastDefinition;
  readonly decorations: Decoration;
  readonly campaigns: Campaign;
}

/** The kinds that this console edits as drafts. */
export type EditablePlural = "segments" | "campaigns";

const SCHEMAS = {
  attributes: attributeSchema,
  segments: segmentSchema,
  categories: categorySchema,
  themes: themeSchema,
  feasts: feastSchema,
  decorations: decorationSchema,
  campaigns: campaignSchema,
};

/** A definition's body as what it is; undefined if it breaks the rules of this version of the console. */
export function readBody<Kind extends Plural>(plural: Kind, body: unknown): BodyByPlural[Kind] | undefined {
  const parsed = SCHEMAS[plural].safeParse(body);
  // Parsed boundary: the schema of a kind yields that kind; the compiler does not follow the lookup.
  return parsed.success ? (parsed.data as unknown as BodyByPlural[Kind]) : undefined;
}

/** All bodies of a kind; empty while they load. */
export function useBodies<Kind extends Plural>(plural: Kind): readonly BodyByPlural[Kind][] {
  const select = (items: Stored[]) => items.flatMap(({ body }) => readBody(plural, body) ?? []);
  return useQuery({ ...listQuery(plural), select }).data ?? [];
}
