import type { Definitions } from "../contract/definitions.ts";
import { inBoth, issueInBoth, type Failure, type FailureIssue, type ProblemIssue } from "../contract/problem.ts";
import type { AudienceQuery } from "../contract/rpc/rpc-simulation.ts";
import type { Settings } from "../contract/settings.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { AudienceRequest } from "../contract/simulation.ts";
import {
  addAudiences,
  EMPTY_AUDIENCE,
  reportAudience,
  type AudienceReport,
  type AudienceTally,
} from "../domain/condition/audience.ts";
import { addReaches, NO_REACH, reachOf, type Reach } from "../domain/condition/reach.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { compileSegments, type SegmentIssue } from "../domain/condition/compile-segments.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Condition, Segment } from "../domain/condition/segment.ts";
import { closeOverReferences } from "../domain/condition/segment-references.ts";
import { compileLinearPattern } from "../regex/linear-regex.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import { segmentKeysOf } from "../domain/campaign/parts.ts";

/** Asks every shard at once, and adds up, for each query. */
export async function measureAudiences(
  shards: readonly ShardRpc[],
  queries: readonly AudienceQuery[],
): Promise<readonly AudienceTally[]> {
  const answers = await Promise.all(shards.map((shard) => shard.countAudiences(queries)));
  return queries.map((_, index) =>
    answers.reduce((sum, tallies) => addAudiences(sum, tallies[index] ?? EMPTY_AUDIENCE), EMPTY_AUDIENCE),
  );
}

/** About how many people fit what somebody is typing, over all shards. */
export async function countAudience(
  shards: readonly ShardRpc[],
  settings: Settings,
  query: AudienceQuery,
): Promise<AudienceReport> {
  const [tally = EMPTY_AUDIENCE] = await measureAudiences(shards, [query]);
  return reportAudience(tally, noiseSecretOf(settings));
}

/** Whom a campaign's content of that hash may reach: before anybody's phone has asked, whoever's phone may fit. */
export interface MeasuredAudience extends Reach {
  readonly hash: string;
}

/** Weighs an audience over all shards, or says why it can't be done to whoever wants a campaign to start. */
export async function tryToMeasure(
  shards: readonly ShardRpc[],
  { hash, query }: { readonly hash: string; readonly query: AudienceQuery },
): Promise<Result<MeasuredAudience, Failure>> {
  try {
    const tallies = await Promise.all(shards.map((shard) => shard.weighAudience(query)));
    return succeed({ hash, ...reachOf(tallies.reduce(addReaches, NO_REACH)) });
  } catch {
    return fail({ type: "not-ready", ...inBoth(NOT_ALL_REACHED) });
  }
}

const NOT_ALL_REACHED: Label = {
  ru: "Не все шарды доступны, поэтому неизвестно, скольких людей это касается. Попробуйте ещё раз.",
  en: "Not every shard could be reached, so it isn't known how many people this concerns; try again.",
};

/** The audience of a campaign as it would be delivered by default, whoever has opted out. */
export function queryCampaign(campaign: Campaign, { attributes, segments }: Definitions): AudienceQuery {
  return {
    attributes,
    segments: closeOverReferences(segmentKeysOf(campaign), segments),
    audience: campaign.audience,
    by: [],
    year: 0,
  };
}

/** No definition can have these keys. */
const CONDITION = "@condition";
const WHOLE = "@audience";

/** Turns what somebody is typing into a query, or says what is wrong with it. */
export function queryRequest(
  { attributes, segments: stored }: Definitions,
  { condition = {}, include = [], exclude = [], segments: inline, by }: AudienceRequest,
  now: number,
): Result<AudienceQuery, Failure> {
  const segments = [...inline, ...stored.filter(({ key }) => !inline.some((segment) => segment.key === key))];
  const unknown = [
    ...findUnknown("include", include, segments),
    ...findUnknown("exclude", exclude, segments),
    ...findUnknown("by", by, attributes),
  ];
  if (unknown.length > 0) return fail(refuse(unknown));
  const whole = {
    $inSegment: CONDITION,
    ...(include.length === 0 ? {} : { $and: [{ $inSegment: include }] }),
    ...(exclude.length === 0 ? {} : { $notInSegment: exclude }),
  };
  const used = closeOverReferences([WHOLE], [...segments, invent(CONDITION, condition), invent(WHOLE, whole)]);
  const dictionary = new Map(attributes.map((attribute) => [attribute.key, attribute]));
  const newKeys = new Set([CONDITION, ...inline.map(({ key }) => key)]);
  const compiled = compileSegments(used, dictionary, compileLinearPattern, newKeys);
  if (!compiled.ok) return fail(refuse(compiled.error.map((issue) => toIssue(issue, inline))));
  return succeed({
    attributes,
    segments: used,
    audience: { include: [WHOLE], exclude: [] },
    by,
    year: new Date(now).getUTCFullYear(),
  });
}

function invent(key: string, condition: Condition): Segment {
  return { key, label: { ru: key, en: key }, condition, examples: [] };
}

/** What is named in each member of a request, and is not there. */
const NOT_KNOWN = {
  include: sayNoAudience,
  exclude: sayNoAudience,
  by: sayNoAttribute,
} as const;

function sayNoAudience(key: string): Label {
  return {
    ru: `Аудитории «${key}» нет. Все аудитории перечисляет GET /v1/segments.`,
    en: `there is no audience "${key}"; GET /v1/segments lists them`,
  };
}

/** Also for rehearsals, which are counted by attributes as well. */
export function sayNoAttribute(key: string): Label {
  return {
    ru: `Признака «${key}» нет. Все признаки перечисляет GET /v1/attributes.`,
    en: `there is no attribute "${key}"; GET /v1/attributes lists them`,
  };
}

function findUnknown(
  field: keyof typeof NOT_KNOWN,
  keys: readonly string[],
  known: readonly { readonly key: string }[],
): readonly FailureIssue[] {
  return keys.flatMap((key, index) =>
    known.some((candidate) => candidate.key === key) ? [] : [issueInBoth(`$.${field}.${index}`, NOT_KNOWN[field](key))],
  );
}

/** Says where in the request it is wrong; in what is stored, in which segment. */
function toIssue({ segment, path, message, code }: SegmentIssue, inline: readonly Segment[]): ProblemIssue {
  const place = inline.findIndex(({ key }) => key === segment);
  const owner =
    segment === CONDITION || segment === WHOLE
      ? "$.condition"
      : place < 0
        ? `segments/${segment}.condition`
        : `$.segments.${place}.condition`;
  return { path: owner + path.slice(1), message, code };
}

const NOT_COUNTED: Label = {
  ru: "Посчитать эту аудиторию нельзя. Исправьте то, что названо в issues: там сказано, где ошибка и какая.",
  en: "This audience can't be counted. Mend what issues names: it tells where the mistake is, and which.",
};

function refuse(issues: readonly FailureIssue[]): Failure {
  return { type: "refused", ...inBoth(NOT_COUNTED), issues };
}
