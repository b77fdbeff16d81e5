import type { AttributeDefinition } from "../domain/condition/attribute.ts";

/** A zone for each of the clocks that people in Russia have. */
const RUSSIAN_ZONES = [
  "Europe/Kaliningrad",
  "Europe/Moscow",
  "Europe/Samara",
  "Asia/Yekaterinburg",
  "Asia/Omsk",
  "Asia/Krasnoyarsk",
  "Asia/Irkutsk",
  "Asia/Yakutsk",
  "Asia/Vladivostok",
  "Asia/Magadan",
  "Asia/Kamchatka",
];

/** Zones besides that of the capital, which the dictionary has. */
const MORE_ZONES: ReadonlyMap<unknown, readonly string[]> = new Map([["RU-SA", ["Asia/Vladivostok", "Asia/Magadan"]]]);

/** The zones in which people of some regions live; undefined: of any. */
export function zonesOfRegions(
  regions: ReadonlySet<unknown> | undefined,
  attributes: readonly AttributeDefinition[],
): readonly string[] {
  const values = attributes.find(({ key }) => key === "region")?.values ?? [];
  const zones = new Map(values.flatMap(({ value, zone }) => (zone === undefined ? [] : [[value, zone] as const])));
  const everywhere = [...new Set([...RUSSIAN_ZONES, ...zones.values()])];
  if (regions === undefined) return everywhere;
  const those = [...regions].flatMap((region) => {
    const zone = typeof region === "string" ? zones.get(region) : undefined;
    return zone === undefined ? everywhere : [zone, ...(MORE_ZONES.get(region) ?? [])];
  });
  return [...new Set(those)];
}
