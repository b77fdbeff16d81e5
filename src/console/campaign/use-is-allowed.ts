import { whyImpossible } from "../../domain/policy/policy-effect.ts";
import { readBody, useBodies } from "../api/bodies.ts";
import type { Stored } from "../api/queries.ts";

/** Whether policy, as it stands now, lets a campaign come unasked. In doubt it does not. */
export function useIsAllowed({ body }: Pick<Stored, "body">): boolean {
  const decorations = useBodies("decorations");
  const standing = {
    categories: useBodies("categories"),
    themes: useBodies("themes"),
    feasts: useBodies("feasts"),
  };
  const campaign = readBody("campaigns", body);
  const theme = decorations.find(({ key }) => key === campaign?.decoration)?.theme;
  if (campaign === undefined || theme === undefined || standing.categories.length === 0) return false;
  return whyImpossible({ campaign, theme }, standing) === undefined;
}
