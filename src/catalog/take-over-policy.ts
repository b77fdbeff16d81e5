import { categoryOfFeast, isSensitiveCategory, type FeastDefinition } from "../domain/campaign/feast.ts";
import type { Category, Theme } from "../domain/campaign/theme.ts";
import type { Ruleset } from "../domain/decision/ruleset.ts";
import type { JsonChange } from "../domain/json-diff.ts";
import type { Json } from "../domain/json.ts";
import { isSensitive } from "../domain/policy/policy-change.ts";
import { LIMIT_NAMES, strictestLimits, type Limits } from "../domain/limits.ts";
import { limitsOf } from "./limits-of.ts";
import { writePolicyRow } from "./policy-rows.ts";
import type { CatalogStorage } from "./storage.ts";

/**
 * Takes over whatever needs asking by newer rulesets and does not here: what was made strict since an older copy stays so. What
 * was loosened since is not known any more, and has to be carried again. Of feasts, rulesets know what campaigns were live around.
 */
export function takeOverPolicy(storage: CatalogStorage, newer: readonly Ruleset[], now: number): readonly JsonChange[] {
  const write = (kind: "category" | "theme" | "feast" | "limits", row: Category | Theme | FeastDefinition | Limits) => {
    // Parsed boundary: rows are plain JSON.
    const body = JSON.parse(JSON.stringify(row)) as Json;
    const changes = writePolicyRow(storage, { kind, key: row.key, body }, now, "system");
    return changes.map((change) => ({ ...change, path: `${kind}/${row.key}${change.path && `.${change.path}`}` }));
  };
  const writeStricter = (limits: Limits) => {
    const own = limitsOf(storage);
    const strictest = strictestLimits(own, limits);
    return LIMIT_NAMES.every((name) => own[name] === strictest[name]) ? [] : write("limits", strictest);
  };
  const before = storage.readDefinitions();
  return newer.flatMap((there) => [
    ...(there.limits === undefined ? [] : writeStricter(there.limits)),
    ...there.categories.flatMap((category) => {
      if (!category.sensitive) return [];
      const own = storage.readDefinitions().categories.find(({ key }) => key === category.key);
      return own?.sensitive === true
        ? []
        : write("category", own === undefined ? category : { ...own, sensitive: true });
    }),
    ...there.themes.flatMap(({ key, category }) => {
      const own = storage.readDefinitions().themes.find((theme) => theme.key === key);
      // What needed asking before this heal goes to no other place: that could be looser for whoever has asked there.
      if (own === undefined || own.category === category || isSensitive(own.category, before) === true) return [];
      return isSensitive(category, there) === true ? write("theme", { ...own, category }) : [];
    }),
    ...there.campaigns.flatMap(({ feast }) => {
      if (feast?.key === undefined || feast.category === undefined) return [];
      const { key, category } = feast;
      const { feasts } = storage.readDefinitions();
      const carried = categoryOfFeast(key, feasts);
      if (carried === category || (carried !== null && isSensitiveCategory(carried, before.categories))) return [];
      if (isSensitive(category, there) !== true) return [];
      return write("feast", { ...feasts.find((own) => own.key === key), key, category });
    }),
  ]);
}
