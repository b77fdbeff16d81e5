import { campaignSchema } from "../contract/definition-schemas.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import type { Showing } from "./showings.ts";
import { takeSnapshot } from "./snapshot.ts";
import type { CatalogStorage } from "./storage.ts";

/** All that people may be shown of the other campaigns, as far as it was handed in. */
export function listShowings(
  storage: Pick<CatalogStorage, "listDefinitions" | "readDefinitions">,
  except: string,
): readonly Showing[] {
  const definitions = storage.readDefinitions();
  return storage.listDefinitions("campaign").flatMap(({ key, lifecycle, snapshot }): readonly Showing[] => {
    if (key === except || lifecycle === undefined) return [];
    const draft =
      lifecycle.review.state === "draft" ? undefined : definitions.campaigns.find((campaign) => campaign.key === key);
    // What is damaged in storage can't start, and must hold up no other campaign.
    const next = draft && campaignSchema.safeParse(draft).success ? takeSnapshot(draft, definitions) : undefined;
    const isByTwo = lifecycle.live?.word?.kind === "two";
    return [...(isThere(lifecycle.live) && snapshot ? [{ ...snapshot, isByTwo }] : []), ...(next ? [next] : [])];
  });
}

/** A halt by policy may be lifted. */
function isThere(live: Lifecycle["live"]): boolean {
  return live?.state === "running" || live?.state === "holding" || live?.haltedBy === "policy";
}
