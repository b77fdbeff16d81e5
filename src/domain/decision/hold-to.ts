import { stricterOf, type StopState } from "../stop-state.ts";
import type { CompiledCampaign, Ruleset } from "./ruleset.ts";

/** One start of a campaign; the next start of the same campaign may show something else. */
export function startOf({ key, watch }: Pick<CompiledCampaign, "key" | "watch">): string {
  return watch?.guard ?? key;
}

/** What a ruleset lets be seen no more. What holds of a campaign holds of every start of it that people still have. */
export function stopStateOf({ version, stopped, campaigns }: Ruleset): StopState {
  const states = campaigns.flatMap((campaign) =>
    [startOf(campaign), ...(campaign.kept ?? []).map(({ watch }) => watch.guard)].map(
      (start) => [start, campaign.state] as const,
    ),
  );
  const closed = campaigns.filter(({ isClosed }) => isClosed === true).map(startOf);
  return { version, stopped, campaigns: Object.fromEntries(states), ...(closed.length > 0 && { closed }) };
}

/**
 * A ruleset that shows nothing which a later one has stopped. It gives nothing back: what is stopped in it stays stopped. It
 * has the later number, so that a phone drops what was decided before. Undefined: nothing in it has to change.
 */
export function holdTo(ruleset: Ruleset, { version, stopped, campaigns, closed = [] }: StopState): Ruleset | undefined {
  if (version <= ruleset.version) return undefined;
  const held = ruleset.campaigns.map((campaign) => {
    const state = stricterOf(campaign.state, campaigns[startOf(campaign)] ?? "stopped");
    const closes = campaign.isClosed !== true && closed.includes(startOf(campaign));
    if (state === campaign.state && !closes) return campaign;
    return { ...campaign, state, ...(closes && { isClosed: true as const }) };
  });
  const isSame = (ruleset.stopped || !stopped) && held.every((each, index) => each === ruleset.campaigns[index]);
  return isSame ? undefined : { ...ruleset, version, stopped: ruleset.stopped || stopped, campaigns: held };
}
