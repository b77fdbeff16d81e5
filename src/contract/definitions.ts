import { z } from "zod";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import type { Label, Language } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Segment } from "../domain/condition/segment.ts";
import {
  categoryOfSchedule,
  FEAST_FACTS,
  isSensitiveCategory,
  type FeastDefinition,
} from "../domain/campaign/feast.ts";
import type { Category, Theme } from "../domain/campaign/theme.ts";
import {
  attributesFileSchema,
  campaignSchema,
  decorationSchema,
  segmentSchema,
  themesFileSchema,
} from "./definition-schemas.ts";
import { sayInvalid } from "./say-invalid.ts";
import { checkWritten, type IsWritten, type WrittenCode } from "./check-written.ts";
import { sayInEnglish } from "./rule-texts.ts";

/** Everything that people define, as it is written in `segments/`, `decorations/` and `campaigns/`. */
export interface Definitions {
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
  readonly categories: readonly Category[];
  readonly themes: readonly Theme[];
  /** A feast that is not listed carries what it comes with. */
  readonly feasts: readonly FeastDefinition[];
  readonly decorations: readonly Decoration[];
  readonly campaigns: readonly Campaign[];
}

export type DefinitionCode =
  | "invalid"
  | "duplicate-key"
  | WrittenCode
  | "unknown-category"
  | "unknown-theme"
  | "unknown-decoration"
  | "unknown-segment"
  | "sensitive-default-on";

/** Something wrong in one definition: the file it stands in, where in that file, what, and what to do about it. */
export interface DefinitionProblem {
  readonly code: DefinitionCode;
  readonly file: string;
  /** Such as `audience.include[0]`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** The same in both languages, where it has them. */
  readonly words?: Label;
}

export const definitionsSchema = z
  .strictObject({
    ...attributesFileSchema.shape,
    segments: z.array(segmentSchema).readonly(),
    ...themesFileSchema.shape,
    decorations: z.array(decorationSchema).readonly(),
    campaigns: z.array(campaignSchema).readonly(),
  })
  .readonly() satisfies z.ZodType<Definitions>;

/**
 * Checks a whole set of definitions: each by itself, then how they refer to each other. What conditions say is checked
 * when they are compiled. Every problem is reported, except that references wait until each definition is sound. More is
 * asked of those that are being written, which all of them are unless somebody says otherwise.
 */
export function parseDefinitions(
  input: unknown,
  isWritten: IsWritten = () => true,
): Result<Definitions, readonly DefinitionProblem[]> {
  const parsed = definitionsSchema.safeParse(input, { error: wordIssue });
  if (!parsed.success) {
    return fail(parsed.error.issues.map((issue) => ({ ...locate(input, issue.path), ...invalid(issue) })));
  }
  const problems = checkDefinitions(parsed.data, isWritten);
  return problems.length === 0 ? succeed(parsed.data) : fail(problems);
}

/** Checks the content of one file by the schema of its kind. */
export function parseDefinitionFile<Content>(
  file: string,
  schema: z.ZodType<Content>,
  content: unknown,
): Result<Content, readonly DefinitionProblem[]> {
  const parsed = schema.safeParse(content, { error: wordIssue });
  if (parsed.success) return succeed(parsed.data);
  return fail(parsed.error.issues.map((issue) => ({ file, path: z.core.toDotPath(issue.path), ...invalid(issue) })));
}

function invalid(issue: z.core.$ZodIssue): Pick<DefinitionProblem, "code" | "message" | "words"> {
  const words = sayInvalid(issue);
  return { code: "invalid", message: sayInEnglish(issue.message), ...(words && { words }) };
}

/** Zod's own wording where it is good, plainer words where it is not. */
function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    const fields = issue.keys.map((key) => `“${key}”`).join(", ");
    return `has unknown fields: ${fields}. Remove them, or check the spelling`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined) return `is missing: expected ${issue.expected}`;
  if (issue.code === "invalid_key") return `has a bad name: ${sayInEnglish(issue.issues[0]?.message ?? "")}`;
  return undefined;
}

/** Finds the file in which a part of the definitions is written. */
function locate(input: unknown, path: readonly PropertyKey[]): Pick<DefinitionProblem, "file" | "path"> {
  const [list, index, ...rest] = path;
  if (list === "attributes") return { file: "segments/attributes.json", path: z.core.toDotPath(path) };
  if (list === "categories" || list === "themes" || list === "feasts")
    return { file: "decorations/themes.json", path: z.core.toDotPath(path) };
  if (typeof list !== "string" || index === undefined) return { file: "", path: z.core.toDotPath(path) };
  const key = read(read(read(input, list), index), "key");
  const isArt = list === "decorations" && (rest[0] === "path" || rest[0] === "artHash");
  const name = typeof key === "string" ? key : String(index);
  return { file: `${list}/${name}.${isArt ? "svg" : "json"}`, path: z.core.toDotPath(rest) };
}

function read(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function checkDefinitions(definitions: Definitions, isWritten: IsWritten): readonly DefinitionProblem[] {
  return [
    ...checkDuplicates(definitions),
    ...checkWritten(definitions, isWritten).map(({ code, path, message, words }) => ({
      ...report(definitions, path, code, message),
      ...(words && { words }),
    })),
    ...checkThemes(definitions),
    ...definitions.campaigns.flatMap((campaign) => checkCampaign(campaign, definitions, isWritten)),
  ];
}

function checkDuplicates(definitions: Definitions): readonly DefinitionProblem[] {
  return Object.entries(definitions).flatMap(([list, entries]: [string, readonly { readonly key: string }[]]) =>
    entries.flatMap(({ key }, index) =>
      entries.findIndex((other) => other.key === key) === index
        ? []
        : [report(definitions, [list, index, "key"], "duplicate-key", `“${key}” is already taken; keys are unique`)],
    ),
  );
}

function checkThemes(definitions: Definitions): readonly DefinitionProblem[] {
  const { categories, themes, feasts, decorations } = definitions;
  return [
    ...feasts.flatMap(({ category }, index) =>
      category === null
        ? []
        : checkReference(definitions, ["feasts", index, "category"], "unknown-category", category, categories),
    ),
    ...themes.flatMap(({ category }, index) =>
      checkReference(definitions, ["themes", index, "category"], "unknown-category", category, categories),
    ),
    ...decorations.flatMap(({ theme }, index) =>
      checkReference(definitions, ["decorations", index, "theme"], "unknown-theme", theme, themes),
    ),
  ];
}

function checkCampaign(
  campaign: Campaign,
  definitions: Definitions,
  isWritten: IsWritten,
): readonly DefinitionProblem[] {
  const { segments, decorations } = definitions;
  const at = ["campaigns", definitions.campaigns.indexOf(campaign)];
  const { include, exclude } = campaign.audience;
  const references = [
    ...include.map((key, index) => ({ key, path: ["audience", "include", index] })),
    ...exclude.map((key, index) => ({ key, path: ["audience", "exclude", index] })),
    ...campaign.waves.flatMap((wave, waveIndex) =>
      wave.segments.map((key, index) => ({ key, path: ["waves", waveIndex, "segments", index] })),
    ),
  ];
  return [
    ...checkReference(definitions, [...at, "decoration"], "unknown-decoration", campaign.decoration, decorations),
    ...references.flatMap(({ key, path }) =>
      checkReference(definitions, [...at, ...path], "unknown-segment", key, segments),
    ),
    // Policy may have changed since: what is live is halted then, and what is kept is no reason to refuse something else.
    ...(isWritten("campaigns", campaign.key) ? checkSensitivity(campaign, definitions, at) : []),
  ];
}

/** Invariant 2 (docs/invariants.md): a sensitive theme is for those who ask, so nobody may switch one on for others. */
function checkSensitivity(
  campaign: Campaign,
  definitions: Definitions,
  at: readonly (string | number)[],
): readonly DefinitionProblem[] {
  if (campaign.delivery === "opt-in") return [];
  const category = categoryOf(campaign.decoration, definitions);
  if (category?.sensitive !== true) return checkFeast(campaign, definitions, at);
  const neutral = definitions.decorations.filter(({ key }) => categoryOf(key, definitions)?.sensitive === false);
  const others = (language: Language) => {
    const names = neutral.map(({ label }) => label[language]).join(", ");
    return names === "" ? "" : ` (${names})`;
  };
  const own = definitions.decorations.find(({ key }) => key === campaign.decoration)?.label;
  const words = {
    ru:
      `«${own?.ru ?? campaign.decoration}» относится к чувствительной категории «${category.label.ru}»: её показывают только тем, ` +
      `кто попросит. Поставьте delivery: opt-in или выберите украшение, которое можно показывать без просьбы${others("ru")}`,
    en:
      `“${own?.en ?? campaign.decoration}” belongs to “${category.label.en}”, a sensitive category: it is shown only to people ` +
      `who ask for it. Set delivery to opt-in, or choose a decoration that may be on by default${others("en")}`,
  };
  // Whoever writes files looks for keys.
  const keys = neutral.map(({ key }) => key).join(", ");
  const message =
    `“${campaign.decoration}” belongs to “${category.key}”, a sensitive category: it is shown only to people who ask ` +
    `for it. Set delivery to opt-in, or choose a decoration that may be on by default${keys === "" ? "" : ` (${keys})`}`;
  return [{ ...report(definitions, [...at, "delivery"], "sensitive-default-on", message), words }];
}

/** The same of what its feast adds. */
function checkFeast(
  { schedule }: Campaign,
  definitions: Definitions,
  at: readonly (string | number)[],
): readonly DefinitionProblem[] {
  const category = categoryOfSchedule(schedule, definitions.feasts);
  if (schedule.kind !== "feast" || category === undefined) return [];
  if (!isSensitiveCategory(category, definitions.categories)) return [];
  const feast = FEAST_FACTS[schedule.feast].label;
  const named = definitions.categories.find(({ key }) => key === category)?.label ?? { ru: category, en: category };
  const words = {
    ru:
      `Праздник «${feast.ru}» несёт чувствительную категорию «${named.ru}»: вокруг него показывают только тем, кто попросит ` +
      "об этой категории. Поставьте delivery: opt-in или выберите другой праздник",
    en:
      `“${feast.en}” carries “${named.en}”, a sensitive category: what is shown around it is shown only to people ` +
      "who ask for that category. Set delivery to opt-in, or choose another feast",
  };
  const message =
    `“${schedule.feast}” carries “${category}”, a sensitive category: what is shown around it is shown only to people ` +
    "who ask for that category. Set delivery to opt-in, or choose another feast";
  return [{ ...report(definitions, [...at, "delivery"], "sensitive-default-on", message), words }];
}

function categoryOf(decorationKey: string, definitions: Definitions): Category | undefined {
  const decoration = definitions.decorations.find(({ key }) => key === decorationKey);
  const theme = definitions.themes.find(({ key }) => key === decoration?.theme);
  return definitions.categories.find(({ key }) => key === theme?.category);
}

function checkReference(
  definitions: Definitions,
  path: readonly (string | number)[],
  code: DefinitionCode,
  key: string,
  candidates: readonly { readonly key: string }[],
): readonly DefinitionProblem[] {
  if (candidates.some((candidate) => candidate.key === key)) return [];
  const known = candidates.map((candidate) => candidate.key).join(", ");
  return [report(definitions, path, code, `“${key}” does not exist; there are ${known === "" ? "none" : known}`)];
}

function report(
  definitions: Definitions,
  path: readonly (string | number)[],
  code: DefinitionCode,
  message: string,
): DefinitionProblem {
  return { ...locate(definitions, path), code, message };
}
