import { namePart } from "../../domain/name-part.ts";
import { canonicalJson } from "../../domain/json-diff.ts";
import type { FieldChange } from "./field.ts";
import { fieldAt, isRecord, type RecordWords } from "./record-fields.ts";
import { sayDefinition } from "./say-definition.ts";

/** One place that is different, as the service names it. */
export interface RecordedChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

const POLICY_ROW = /^(?:attribute|category|theme|feast|limits)\//;
/** The stored side of a definition within a version. */
const WITHIN_VERSION = /^snapshot\.campaign\.?/;

/**
 * What was changed, field by field in the reader's words. What is nothing for people (hashes, counters, when it was last
 * changed) is left out. `target`: what was changed, such as `campaign/spring`.
 */
export function sayChanges(
  target: string,
  changes: readonly RecordedChange[],
  words: RecordWords,
): readonly FieldChange[] {
  const said = changes.flatMap((change) => sayChange(target, change, words));
  const byName = Map.groupBy(said, ({ name }) => name);
  return [...byName].flatMap(([name, parts]) => {
    const before = [...new Set(parts.flatMap((part) => part.before))];
    const after = [...new Set(parts.flatMap((part) => part.after))];
    return canonicalJson(before) === canonicalJson(after) ? [] : [{ name, before, after }];
  });
}

function sayChange(
  target: string,
  { path: full, before, after }: RecordedChange,
  words: RecordWords,
): readonly FieldChange[] {
  const path = full.replace(WITHIN_VERSION, "");
  // What a draft on its way had goes with the state that it had.
  if (path.startsWith("review.") && after === undefined) return [];
  if (POLICY_ROW.test(path)) return [sayRow(path, after, words)];
  const campaign = /^campaigns\/(.+)$/.exec(path)?.[1];
  if (campaign !== undefined) return sayOutcome(campaign, after, words);
  const whole = path === "" ? sayWhole(target, before, after, words) : undefined;
  if (whole !== undefined) return whole;
  const field = path === "" ? undefined : fieldAt(path, words);
  if (field !== undefined) {
    const [was, is] = [before, after].map((value) => (value === undefined ? [] : [field.say(value) ?? []].flat()));
    return [{ name: field.name, before: was ?? [], after: is ?? [] }];
  }
  // A part that has come or gone is said by its own parts.
  const names = new Set([before, after].flatMap((value) => (isRecord(value) ? Object.keys(value) : [])));
  return [...names].flatMap((name) =>
    sayChange(
      target,
      {
        path: path === "" ? name : `${path}.${name}`,
        ...(isRecord(before) && before[name] !== undefined ? { before: before[name] } : {}),
        ...(isRecord(after) && after[name] !== undefined ? { after: after[name] } : {}),
      },
      words,
    ),
  );
}

/** A campaign or an audience that was made or removed, as its own page reads it. */
function sayWhole(
  target: string,
  before: unknown,
  after: unknown,
  words: RecordWords,
): readonly FieldChange[] | undefined {
  const plural = target.startsWith("campaign/") ? "campaigns" : target.startsWith("segment/") ? "segments" : undefined;
  if (plural === undefined) return undefined;
  const fields = sayDefinition(plural, after ?? before, words);
  return fields?.map(({ name, said }) => ({
    name,
    before: after === undefined ? said : [],
    after: after === undefined ? [] : said,
  }));
}

/** What a proposal wants of one row. */
function sayRow(path: string, body: unknown, words: RecordWords): FieldChange {
  const { texts, labelOf, say } = words;
  const fields = body === null ? [] : sayChange(path, { path: "", after: body }, words);
  const after = fields.flatMap(({ name, after: is }) => (is.length === 0 ? [] : [`${name}: ${is.join(", ")}`]));
  return { name: say(namePart(path, labelOf(path))), before: [], after: body === null ? [texts.removed] : after };
}

/** What a rollback made of a campaign; why one is left out is said when it is asked. */
function sayOutcome(campaign: string, outcome: unknown, words: RecordWords): readonly FieldChange[] {
  const { t, labelOf, say } = words;
  const outcomes: Readonly<Record<string, string>> = t.rulesets.outcomes;
  const label = labelOf(`campaign/${campaign}`);
  const said = typeof outcome === "string" && Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : undefined;
  return [
    {
      name: label === undefined ? campaign : say(label),
      before: [],
      after: [said ?? t.rulesets.outcomes["left-out"]],
    },
  ];
}
