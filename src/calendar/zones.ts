/**
 * Zones that were renamed, as [former, present] name. Phones, browsers and operators' databases send either, and a
 * runtime lists only one of them.
 */
const RENAMED_ZONES = [
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Macao", "Asia/Macau"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Asia/Ulan_Bator", "Asia/Ulaanbaatar"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Etc/UTC", "UTC"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
] as const;

/** `Etc/GMT-14` to `Etc/GMT+12`: real zones that no runtime lists. Their sign is reversed: `Etc/GMT-3` is UTC+3. */
const FIXED_OFFSET_ZONES = Array.from({ length: 27 }, (_, index) => index - 14)
  .filter((hours) => hours !== 0)
  .map((hours) => `Etc/GMT${hours < 0 ? "" : "+"}${hours}`);

const LISTED_ZONES: readonly string[] = [
  ...new Set(["GMT", ...Intl.supportedValuesOf("timeZone"), ...RENAMED_ZONES.flat(), ...FIXED_OFFSET_ZONES]),
].sort();

const LISTED_BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(
  LISTED_ZONES.map((zone) => [zone.toLowerCase(), zone]),
);

/** The longest real name has 32 characters (`America/Argentina/ComodRivadavia`). */
const LONGEST_NAME = 32;

/** Abbreviations name several places (CST is Chicago, Shanghai and Havana), yet some runtimes pick one. */
const ABBREVIATION = /^[a-z]{3}$/i;

/** Every zone Garland knows, by name: the runtime's, both names of renamed ones, and the fixed offsets. */
export function listZones(): readonly string[] {
  return LISTED_ZONES;
}

/**
 * The name under which `listZones` has a zone, whatever the case; other old names (`US/Eastern`, `W-SU`) lead to
 * their zone. Undefined for what is not a zone, for UTC offsets such as `+03:00`, and for abbreviations.
 */
export function canonicalZone(name: string): string | undefined {
  const listed = LISTED_BY_LOWER_CASE.get(name.toLowerCase());
  if (listed !== undefined || name.length > LONGEST_NAME || ABBREVIATION.test(name)) return listed;
  return LISTED_BY_LOWER_CASE.get(resolveZone(name)?.toLowerCase() ?? "");
}

function resolveZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
