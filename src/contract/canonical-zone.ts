const canonicalZones = new Map<string, string | undefined>();
const MAXIMUM_REMEMBERED_ZONES = 1_000;

/**
 * The name under which windows are compiled, e.g. for an older alias; undefined for an unknown zone. Offsets such as
 * +03:00 are refused: they do not know about clock changes. Answers are remembered, as Intl takes milliseconds.
 */
export function canonicalZone(zone: string): string | undefined {
  if (canonicalZones.has(zone)) return canonicalZones.get(zone);
  const canonical = /^[A-Za-z]/.test(zone) ? lookUpZone(zone) : undefined;
  if (canonicalZones.size < MAXIMUM_REMEMBERED_ZONES) canonicalZones.set(zone, canonical);
  return canonical;
}

function lookUpZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
