import { bundledDefinitions } from "../src/definitions.generated.ts";
import type { AttributeValue } from "../src/domain/condition/attribute.ts";
import { sampleDevice, samplePerson, type SampleDevice } from "../src/domain/rehearsal/sample-population.ts";

const SEED = 2025;

export const regions = bundledDefinitions.attributes.find((attribute) => attribute.key === "region")?.values ?? [];

export interface Person {
  readonly subscriberId: string;
  readonly profile: Readonly<Record<string, AttributeValue>>;
  readonly device: Readonly<Record<keyof SampleDevice, string>>;
  /** Profile and device, as libraries take it that know no difference. */
  readonly facts: Readonly<Record<string, AttributeValue>>;
}

/** People of the made-up population, all that is known of them included. */
export function listPeople(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => {
    const { subscriberId, attributes } = samplePerson(index, SEED, regions);
    const device = { ...sampleDevice(index, SEED, regions) };
    return { subscriberId, profile: attributes, device, facts: { ...device, ...attributes } };
  });
}
