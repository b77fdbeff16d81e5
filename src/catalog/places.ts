import { openFeastPlaces } from "./feast-places.ts";
import { scopesOf, type CategoryScope, type Scope } from "../domain/decision/choice.ts";
import { baseKey } from "../domain/campaign/decoration.ts";
import type { LiveDecoration, LiveTheme, Ruleset } from "../domain/decision/ruleset.ts";

/** Where a theme, or a decoration by way of its theme, stood in a ruleset that was stored. */
type PlaceRow = { decoration: string; theme: string; category: string };

/** What a decoration showed under a theme: the `d` of its path. */
export type Drawing = { decoration: string; theme: string; path: string };

/** Instead of a decoration's key: no decoration was live, but people could speak of the theme. */
const NO_DECORATION = "";

/**
 * Under which theme and category everything was ever live. Nothing takes a row out: whoever said no to a category has said
 * no to what stood in it then, wherever it is moved, and whatever the category is called today.
 */
export function openPlaces(storage: DurableObjectStorage) {
  const { sql } = storage;
  const feastPlaces = openFeastPlaces(storage);

  function list(): readonly PlaceRow[] {
    return sql
      .exec<PlaceRow>("SELECT decoration, theme, category FROM places ORDER BY decoration, theme, category")
      .toArray();
  }

  return {
    /** To be called in the transaction that stores the ruleset. */
    note(ruleset: Ruleset): void {
      const { themes, decorations } = ruleset;
      feastPlaces.note(ruleset);
      const categoryOf = new Map(themes.map(({ key, category }) => [key, category]));
      const rows = [
        ...themes.map(({ key, category }) => [NO_DECORATION, key, category]),
        ...decorations.map(({ key, theme }) => [baseKey(key), theme, categoryOf.get(theme) ?? ""]),
      ];
      sql.exec(
        `INSERT OR IGNORE INTO places (decoration, theme, category)
           SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
        JSON.stringify(rows),
      );
      sql.exec(
        `INSERT OR IGNORE INTO drawings (decoration, theme, path)
           SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
        JSON.stringify(decorations.map(({ key, theme, path }) => [baseKey(key), theme, path])),
      );
      // What is shown under a theme takes the theme's own past along, wherever it is moved to later.
      sql.exec(
        `INSERT OR IGNORE INTO places (decoration, theme, category)
           SELECT shown.decoration, shown.theme, past.category
             FROM places AS shown JOIN places AS past ON past.theme = shown.theme AND past.decoration = ?1
             WHERE shown.decoration <> ?1`,
        NO_DECORATION,
      );
    },

    /** Every theme under which a decoration was ever live. */
    themesOf(decoration: string): readonly string[] {
      return sql
        .exec<{ theme: string }>("SELECT DISTINCT theme FROM places WHERE decoration = ?", baseKey(decoration))
        .toArray()
        .map(({ theme }) => theme);
    },

    /** Everything that was ever live, as it was drawn then. */
    listDrawings(): readonly Drawing[] {
      return sql
        .exec<Drawing>("SELECT decoration, theme, path FROM drawings ORDER BY theme, decoration, path")
        .toArray();
    },

    /** Every category that a theme was ever live under. */
    listCategories(): readonly { readonly theme: string; readonly category: string }[] {
      return list();
    },

    /** The ruleset with everything's former places. */
    addTo(ruleset: Ruleset): Ruleset {
      const rows = list();
      const themes = ruleset.themes.map((theme): LiveTheme => {
        const former = rows
          .filter((row) => row.theme === theme.key && row.category !== theme.category)
          .map((row): CategoryScope => `category:${row.category}`);
        return withFormer(theme, [...new Set(former)]);
      });
      const decorations = ruleset.decorations.map((decoration): LiveDecoration => {
        const former = rows
          .filter((row) => row.decoration === baseKey(decoration.key) && row.theme !== decoration.theme)
          .flatMap((row): Scope[] => [`theme:${row.theme}`, `category:${row.category}`]);
        return withFormer(decoration, [...new Set(former)]);
      });
      const present = new Set<Scope>([
        ...ruleset.themes.map((theme) => scopesOf(theme).theme),
        ...ruleset.categories.map(({ key }): Scope => `category:${key}`),
      ]);
      const known = rows.flatMap((row): Scope[] => [`theme:${row.theme}`, `category:${row.category}`]);
      const retired = [...new Set(known)].filter((scope) => !present.has(scope));
      return feastPlaces.addTo({ ...ruleset, themes, decorations, retired });
    },
  };
}

export type Places = ReturnType<typeof openPlaces>;

function withFormer<Placed extends { readonly former?: unknown }, Former>(
  { former: _before, ...rest }: Placed,
  former: readonly Former[],
): Omit<Placed, "former"> & { readonly former?: readonly Former[] } {
  return former.length === 0 ? rest : { ...rest, former };
}
