import type { LimitName, Limits } from "../../domain/limits.ts";
import { readLimit } from "./read-limit.ts";

/** What the form can ask for. */
export const WISHES = [
  "move-theme",
  "mark-category",
  "mark-feast",
  "set-limit",
  "rename",
  "new-category",
  "new-theme",
  "new-attribute",
] as const;

export type Wish = (typeof WISHES)[number];

/** No category can be called so. */
export const NOTHING = "-";

/** What is typed and chosen. */
export interface Fields {
  /** Of the row; of a renamed one with its kind, such as `theme/hearts`. */
  readonly key: string;
  readonly value: string;
  readonly ru: string;
  readonly en: string;
  readonly purposeRu: string;
  readonly purposeEn: string;
}

/** A row as it is stored. */
export interface StoredRow {
  readonly key: string;
  readonly revision: number;
  readonly body: unknown;
}

export interface KnownRows {
  readonly themes: readonly StoredRow[];
  readonly categories: readonly StoredRow[];
  readonly feasts: readonly StoredRow[];
  readonly limits: { readonly limits: Limits; readonly revision: number } | undefined;
}

/** One change as the service takes it; the service says what is wrong with it. */
export function composeChange(wish: Wish, fields: Fields, known: KnownRows): object {
  const { key, value } = fields;
  const label = { ru: fields.ru.trim(), en: fields.en.trim() };
  const changed = (kind: string, rows: readonly StoredRow[], name: string, part: object) => {
    const row = rows.find((each) => each.key === name);
    return { kind, key: name, body: { ...bodyOf(row), key: name, ...part }, baseRevision: row?.revision ?? 0 };
  };
  const added = (kind: string, part: object) => ({ kind, key, body: { key, label, ...part }, baseRevision: 0 });
  switch (wish) {
    case "move-theme":
      return changed("theme", known.themes, key, { category: value });
    case "mark-category":
      return changed("category", known.categories, key, { sensitive: value === "yes" });
    case "mark-feast":
      return changed("feast", known.feasts, key, { category: value === NOTHING ? null : value });
    case "rename": {
      const [kind = "", name = ""] = key.split("/");
      return changed(kind, kind === "theme" ? known.themes : known.categories, name, { label });
    }
    case "new-category":
      return added("category", { sensitive: value === "yes" });
    case "new-theme":
      return added("theme", { category: value });
    case "new-attribute": {
      const purpose = { ru: fields.purposeRu.trim(), en: fields.purposeEn.trim() };
      return added("attribute", { source: "profile", type: value, purpose });
    }
    case "set-limit": {
      // Parsed boundary: the form offers names of limits only.
      const number = readLimit(key as LimitName, value);
      return {
        kind: "limits",
        key: "limits",
        body: { ...known.limits?.limits, [key]: number },
        baseRevision: known.limits?.revision ?? 0,
      };
    }
  }
}

function bodyOf(row: StoredRow | undefined): object {
  return typeof row?.body === "object" && row.body !== null ? row.body : {};
}
