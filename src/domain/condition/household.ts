import type { AttributeDefinition, Facts } from "./attribute.ts";

/** What other systems write where nothing is known: bare of all but letters and digits, in small letters. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    "na nan nil null none no undefined unknown notknown unspecified notspecified notset notavailable notapplicable",
    "missing empty blank default tbd test",
    "nodata unassigned unset xxx",
    "нет нд нетданных бн бездоговора неизвестно неизвестен неуказан неуказано незадан незадано неопределено отсутствует пусто",
  ].flatMap((line) => line.split(" ")),
);

/** A person's account, household and the like, where they are known, as texts that differ between any two of them. */
export function listHouseholds(attributes: readonly AttributeDefinition[], profile: Facts): readonly string[] {
  return attributes.flatMap(({ household, key }) => {
    const value = household === true ? profile[key] : undefined;
    return value === undefined || !isKnown(String(value)) ? [] : [`${key}=${String(value)}`];
  });
}

/**
 * Whether a value says anything. White space, signs that can't be seen, dashes and zeros don't, nor does a word for "not
 * known": whoever took one for an account would make one household of everybody whose account nobody knows.
 */
function isKnown(value: string): boolean {
  const bare = value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}|[^\p{L}\p{N}]/gu, "");
  return /[^0]/u.test(bare) && !PLACEHOLDERS.has(bare);
}
