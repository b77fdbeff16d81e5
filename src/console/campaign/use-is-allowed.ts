import { useQuery } from "@tanstack/react-query";
import { whyImpossible } from "../../domain/policy/policy-effect.ts";
import { useBodies } from "../api/bodies.ts";
import { liveContentQuery, type Stored } from "../api/queries.ts";

/** Whether policy, as it stands now, lets what was started of a campaign come unasked; undefined: not known yet. */
export function useIsAllowed({ key, lifecycle }: Pick<Stored, "key" | "lifecycle">): boolean | undefined {
  const standing = {
    categories: useBodies("categories"),
    themes: useBodies("themes"),
    feasts: useBodies("feasts"),
  };
  const live = useQuery(liveContentQuery(key, lifecycle?.live?.version ?? 0)).data;
  if (!live || standing.categories.length === 0 || standing.themes.length === 0) return undefined;
  return whyImpossible({ campaign: live.campaign, theme: live.decoration.theme }, standing) === undefined;
}
