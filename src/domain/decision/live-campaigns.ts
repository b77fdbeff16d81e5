import type { AttributeValue } from "../condition/attribute.ts";
import { NO_CHOICES } from "./choice.ts";
import { ownFact } from "../condition/condition-logic.ts";
import { sharedPins, type Pins } from "../condition/condition-pins.ts";
import { nearness, type NoneReason } from "./decision.ts";
import type { LoadedCampaign } from "./loaded-campaign.ts";
import { isShowReason, OUTSIDE_AUDIENCE, settleByWord } from "./decide.ts";
import type { LiveCampaigns, Season } from "./loaded-ruleset.ts";

export function cutSeason(campaigns: readonly LoadedCampaign[], zoneGroup: number): Season {
  const windows = campaigns.map((campaign) =>
    [campaign, ...campaign.kept].flatMap(({ waves }) => waves.flatMap((wave) => wave.windowsOf(zoneGroup))),
  );
  const instants = new Set(windows.flat().flatMap((window) => [window.from, window.until]));
  const boundaries = [...instants].sort((a, b) => a - b);
  const live = [-Infinity, ...boundaries].map((start) =>
    liveCampaigns(
      campaigns.filter((_, index) => windows[index]?.some((window) => window.from <= start && start < window.until)),
      ({ waves: [first] }) =>
        first?.segments.length === 0 &&
        first.windowsOf(zoneGroup).some((window) => window.from <= start && start < window.until),
    ),
  );
  return { boundaries, live };
}

/** `isOpen` tells campaigns that have a window for everybody. */
function liveCampaigns(all: readonly LoadedCampaign[], isOpen: (campaign: LoadedCampaign) => boolean): LiveCampaigns {
  let index: Index | undefined;
  return {
    all,
    narrowedTo({ choices, facts }) {
      if (choices !== NO_CHOICES) return all;
      index ??= indexCampaigns(all, isOpen);
      const value = ownFact(facts, index.attribute);
      return typeof value === "object" ? all : index.campaignsFor(value);
    },
  };
}

/** Campaigns for people who never said a word, by their value of one attribute. */
interface Index {
  readonly attribute: string;
  campaignsFor(value: AttributeValue | undefined): readonly LoadedCampaign[];
}

function indexCampaigns(all: readonly LoadedCampaign[], isOpen: (campaign: LoadedCampaign) => boolean): Index {
  const pins = new Map(all.map((campaign) => [campaign, audiencePins(campaign)]));
  const attribute = mostPinned([...pins.values()]);
  const values = new Set([...pins.values()].flatMap((some) => [...(some.get(attribute) ?? [])]));
  const narrow = (value?: AttributeValue) =>
    withNearestMiss(all, (campaign) => {
      if (!isOpen(campaign)) return undefined;
      const settled = settleByWord(campaign, "silent");
      if (settled !== undefined) return isShowReason(settled) ? undefined : settled;
      const wanted = pins.get(campaign)?.get(attribute);
      return wanted === undefined || (value !== undefined && wanted.has(value)) ? undefined : OUTSIDE_AUDIENCE;
    });
  const elsewhere = narrow();
  const known = new Map<AttributeValue | undefined, readonly LoadedCampaign[]>();
  return {
    attribute,
    campaignsFor(value) {
      const found = known.get(value);
      if (found !== undefined) return found;
      if (value === undefined || !values.has(value)) return elsewhere;
      const narrowed = narrow(value);
      known.set(value, narrowed);
      return narrowed;
    },
  };
}

function audiencePins({ include }: LoadedCampaign): Pins {
  return sharedPins(include.map(({ condition }) => condition.pins));
}

/** The attribute of which most campaigns want certain values; if there is none, a name that no attribute has. */
function mostPinned(pins: readonly Pins[]): string {
  const counts = new Map<string, number>();
  for (const attribute of pins.flatMap((some) => [...some.keys()])) {
    counts.set(attribute, (counts.get(attribute) ?? 0) + 1);
  }
  const [most = [""]] = [...counts].sort(([, one], [, other]) => other - one);
  return most[0];
}

/** Leaves out campaigns whose miss is known, except the first of the nearest. */
function withNearestMiss(
  campaigns: readonly LoadedCampaign[],
  missOf: (campaign: LoadedCampaign) => NoneReason | undefined,
): readonly LoadedCampaign[] {
  const misses = campaigns.map((campaign) => {
    const miss = missOf(campaign);
    return miss === undefined ? undefined : nearness(miss);
  });
  const nearest = misses.indexOf(Math.max(...misses.filter((miss) => miss !== undefined)));
  return campaigns.filter((_, index) => misses[index] === undefined || index === nearest);
}
