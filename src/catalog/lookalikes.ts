import { compareDrawings, LOOKALIKE_FROM } from "../art/lookalike.ts";
import type { Definitions } from "../contract/definitions.ts";
import type { Failure } from "../contract/problem.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { lookOf, type Look } from "../domain/campaign/look.ts";
import type { Lookalike } from "../domain/review/why-two.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Places } from "./places.ts";
import { refuseUnasked } from "./refuse-unasked.ts";
import type { CatalogStorage } from "./storage.ts";

interface LookalikeTools {
  readonly storage: CatalogStorage;
  readonly records: GuardRecords;
  readonly places: Places;
}

/** What looks like something else; `isSure`: people know the other drawing, or it stands there today. */
export interface FoundLookalike extends Lookalike {
  readonly why: "halted" | "sensitive";
  readonly isSure: boolean;
}

/**
 * Finds decorations that are drawn like what may not be shown unasked: whoever has switched hearts off does not care under
 * which name they come. A theme's drawings are those that stand under it and those that were ever live under it, edited or
 * deleted since or not; those that were only ever stored there, perhaps by mistake, are a weaker reason.
 */
export function openLookalikes({ storage, records, places }: LookalikeTools) {
  const { overlap } = compareDrawings();

  /** Of a theme that is not the decoration's own. */
  function findAmong(decoration: Decoration, looks: readonly Look[]): Look | undefined {
    const others = looks.filter(({ theme }) => theme !== decoration.theme);
    const { signs } = lookOf(decoration);
    return (
      others.find((other) => other.signs.some((sign) => signs.includes(sign))) ??
      others.find(({ path }) => overlap(decoration.path, path) >= LOOKALIKE_FROM)
    );
  }

  function listKnown({ decorations }: Definitions): readonly Look[] {
    return [...decorations.map(lookOf), ...places.listDrawings().map((drawing) => ({ ...drawing, signs: [] }))];
  }

  function findHalted(decoration: Decoration, definitions: Definitions): FoundLookalike | undefined {
    const due = new Set(records.listThemes().flatMap(({ theme, review }) => (review === null ? [theme] : [])));
    if (due.size === 0) return undefined;
    const found = findAmong(
      decoration,
      listKnown(definitions).filter(({ theme }) => due.has(theme)),
    );
    return found && { why: "halted", isSure: true, decoration: found.decoration, theme: found.theme };
  }

  function findSensitive(decoration: Decoration, definitions: Definitions): FoundLookalike | undefined {
    const { themes, categories } = definitions;
    const ownCategory = themes.find(({ key }) => key === decoration.theme)?.category;
    const past = Map.groupBy(places.listCategories(), ({ theme }) => theme);
    type Placed = { readonly category: string };
    const isAnySensitive = (stands: readonly Placed[]) => {
      // While a theme was gone it stood in no category: that says nothing, unless nothing else is known.
      const named = stands.filter(({ category }) => category !== "");
      return (named.length > 0 ? named : stands).some(
        ({ category }) =>
          category !== ownCategory && categories.find(({ key }) => key === category)?.sensitive !== false,
      );
    };
    const nowOf = (theme: string) => themes.filter(({ key }) => key === theme);
    const pastOf = (theme: string) => past.get(theme) ?? [];
    const isSensitive = (theme: string) => {
      const now = nowOf(theme);
      return isAnySensitive(now.length > 0 ? now : pastOf(theme));
    };
    /** Somebody's no or somebody's hurt may still be about a category that a theme has left. Two people have moved it. */
    const wasSensitive = (theme: string) => isAnySensitive([...nowOf(theme), ...pastOf(theme)]);
    const known = listKnown(definitions);
    const sure = findAmong(
      decoration,
      known.filter(({ theme }) => isSensitive(theme)),
    );
    const found =
      sure ??
      findAmong(
        decoration,
        [...known, ...storage.listFormerLooks()].filter(({ theme }) => wasSensitive(theme)),
      );
    return found && { why: "sensitive", isSure: sure !== undefined, decoration: found.decoration, theme: found.theme };
  }

  /** The gravest first. */
  function find(decoration: Decoration | undefined, definitions: Definitions): FoundLookalike | undefined {
    if (decoration === undefined) return undefined;
    return findHalted(decoration, definitions) ?? findSensitive(decoration, definitions);
  }

  return {
    find,

    /** What a campaign's decoration looks like. */
    findOf(campaign: string, definitions: Definitions): FoundLookalike | undefined {
      const key = definitions.campaigns.find((candidate) => candidate.key === campaign)?.decoration;
      return find(
        definitions.decorations.find((decoration) => decoration.key === key),
        definitions,
      );
    },

    /** Whether it may not be shown unasked because people know what it looks like as sensitive. */
    isLikeSensitive(decoration: Decoration, definitions: Definitions): boolean {
      return findSensitive(decoration, definitions)?.isSure === true;
    },

    /** Whether it looks like anything of another theme. */
    isLikeTheme(decoration: Decoration, theme: string): boolean {
      const known = listKnown(storage.readDefinitions()).filter((look) => look.theme === theme);
      return findAmong(decoration, known) !== undefined;
    },

    isLikeHalted(decoration: Decoration): boolean {
      return findHalted(decoration, storage.readDefinitions()) !== undefined;
    },

    /** What forbids showing a decoration unasked because of what it looks like; undefined if nothing does. */
    whyRefused(decoration: Decoration): Failure | undefined {
      const definitions = storage.readDefinitions();
      const found = find(decoration, definitions);
      if (found === undefined || !found.isSure) return undefined;
      const { why, decoration: like, theme } = found;
      const code = why === "halted" ? "looks-halted" : "looks-sensitive";
      return refuseUnasked("decoration", { code, drawn: decoration.key, decoration: like, theme }, definitions);
    },
  };
}

export type LookalikeFinder = ReturnType<typeof openLookalikes>;
