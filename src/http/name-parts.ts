import { attributeSchema, campaignSchema, segmentSchema } from "../contract/definition-schemas.ts";
import type { DefinitionKind } from "../contract/rpc/rpc-control.ts";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { ConditionTrace } from "../domain/condition/condition-explain.ts";
import type { Explanation } from "../domain/decision/decision.ts";
import type { Label } from "../domain/label.ts";
import { nameOfValue } from "../domain/name-part.ts";
import type { Services } from "./services.ts";

type Facts = Readonly<Record<string, unknown>>;

/**
 * What people call the campaigns, audiences, attributes and values that somebody's view names, so that support, who may
 * not read definitions, reads no keys. As they are called today; what was deleted since has no name.
 */
export async function nameParts(
  { catalog }: Pick<Services, "catalog">,
  explanation: Explanation,
  facts: readonly Facts[],
): Promise<Readonly<Record<string, Label>>> {
  const bodiesOf = async (kind: DefinitionKind) => (await catalog.listDefinitions(kind)).map(({ body }) => body);
  const [campaigns, segments, attributes] = await Promise.all([
    bodiesOf("campaign"),
    bodiesOf("segment"),
    bodiesOf("attribute"),
  ]);
  const named = new Set(facts.flatMap((each) => Object.entries(each).flatMap(([key, value]) => partsOf(key, value))));
  for (const { campaign, segments: tried } of explanation.campaigns) {
    named.add(`campaign/${campaign}`);
    for (const { key, trace } of tried) {
      named.add(`segment/${key}`);
      for (const part of partsIn(trace)) named.add(part);
    }
  }
  const known: readonly (readonly [string, Label])[] = [
    ...campaigns.flatMap((body) => labelIn("campaign", campaignSchema.safeParse(body).data)),
    ...segments.flatMap((body) => labelIn("segment", segmentSchema.safeParse(body).data)),
    ...attributes.flatMap((body) => labelsOfAttribute(attributeSchema.safeParse(body).data)),
  ];
  return Object.fromEntries(known.filter(([part]) => named.has(part)));
}

function labelIn(
  kind: DefinitionKind,
  body: { readonly key: string; readonly label: Label } | undefined,
): readonly (readonly [string, Label])[] {
  return body === undefined ? [] : [[`${kind}/${body.key}`, body.label]];
}

function labelsOfAttribute(attribute: AttributeDefinition | undefined): readonly (readonly [string, Label])[] {
  if (attribute === undefined) return [];
  const values = (attribute.values ?? []).map(
    ({ value, label }) => [nameOfValue(attribute.key, value), label] as const,
  );
  return [...labelIn("attribute", attribute), ...values];
}

/** An attribute, and each value that is said of it. */
function partsOf(attribute: string, ...values: readonly unknown[]): readonly string[] {
  return [`attribute/${attribute}`, ...values.flat().map((value) => nameOfValue(attribute, value))];
}

function partsIn(trace: ConditionTrace): readonly string[] {
  if (trace.kind === "leaf") return partsOf(trace.attribute, trace.expected, trace.actual);
  const own = trace.kind === "segment" ? [`segment/${trace.segment}`] : [];
  return [...own, ...trace.children.flatMap(partsIn)];
}
