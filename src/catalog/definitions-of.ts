import type { Definitions } from "../contract/definitions.ts";
import { joinSnapshots, withEarlier, type Snapshot } from "./snapshot.ts";
import type { CatalogStorage } from "./storage.ts";

/** What was started, for the audience by which new people come, among the policy of now. */
export function definitionsOf(started: Snapshot, storage: Pick<CatalogStorage, "readDefinitions">): Definitions {
  const { attributes, categories, themes, feasts } = storage.readDefinitions();
  const { earlier: _none, ...definitions } = joinSnapshots([withEarlier(started, [])], {
    attributes,
    categories,
    themes,
    feasts,
  });
  return definitions;
}
