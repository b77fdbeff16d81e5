import type { Facts } from "../condition/attribute.ts";
import { NO_CHOICES, type ChoiceFold } from "./choice.ts";
import type { CompiledCampaign } from "./ruleset.ts";
import type { LoadedRuleset, Subscriber, Viewer } from "./loaded-ruleset.ts";

/**
 * Joins what is stored with what the phone says. Profile facts win: a phone can't change what the operator knows.
 * The zone is the phone's if the ruleset knows it, else the region's, else the default.
 */
export function viewerOf(rules: LoadedRuleset, subscriber: Subscriber, device: Facts): Viewer {
  const zone = zoneOf(rules, subscriber.profile, device);
  const viewer = {
    subscriberId: subscriber.subscriberId,
    facts: { ...device, ...subscriber.profile },
    choices: isEmpty(subscriber.choices) ? NO_CHOICES : subscriber.choices,
    zone,
    zoneGroup: rules.ruleset.zoneGroups[zone] ?? 0,
    ...(subscriber.exposuresText === undefined ? {} : { exposuresText: subscriber.exposuresText }),
  };
  const barred = listBarred(rules, subscriber);
  return barred.length === 0 ? viewer : { ...viewer, onlyIfAsked: listNewTo(barred, subscriber) };
}

/**
 * The campaigns that nobody new gets; and for whom somebody else has spoken since they were started, those on one person's word: by a word
 * entered or taken back at the right hour, one person could choose the day on which people first see what they want shown.
 */
function listBarred({ closed, onOneWord }: LoadedRuleset, { enteredAt }: Subscriber): readonly CompiledCampaign[] {
  if (enteredAt === undefined) return closed;
  return [...closed, ...onOneWord.filter((campaign) => opensAt(campaign) <= enteredAt)];
}

/** Whatever its audience has become since. What is not watched may have begun at any time. */
function opensAt({ watch, kept = [] }: CompiledCampaign): number {
  return Math.min(watch?.opensAt ?? -Infinity, ...kept.map((reach) => reach.watch.opensAt));
}

/** Of some campaigns, those that a person has not been shown unasked. */
function listNewTo(campaigns: readonly CompiledCampaign[], { exposuresText }: Subscriber): ReadonlySet<string> {
  return new Set(campaigns.flatMap((campaign) => (isNewTo(campaign, exposuresText) ? [campaign.key] : [])));
}

/** Whether a person has not been shown a campaign unasked, by the JSON of their exposures. */
export function isNewTo({ watch, kept = [] }: CompiledCampaign, exposuresText = "{}"): boolean {
  // Parsed boundary: a subscriber's exposures are only ever written as such.
  const exposures = JSON.parse(exposuresText) as Readonly<Record<string, { readonly seenAt?: number }>>;
  return [watch, ...kept.map((reach) => reach.watch)].every(
    (each) => each === undefined || exposures[each.guard]?.seenAt === undefined,
  );
}

/** Most people have never said anything; decisions know `NO_CHOICES` at a glance. */
function isEmpty(choices: ChoiceFold): boolean {
  for (const _scope in choices) return false;
  return true;
}

function zoneOf(rules: LoadedRuleset, profile: Facts, device: Facts): string {
  const { zoneGroups, defaultZone } = rules.ruleset;
  const { timezone } = device;
  if (typeof timezone === "string" && Object.hasOwn(zoneGroups, timezone)) return timezone;
  const { region } = profile;
  return (typeof region === "string" ? rules.regionZones.get(region) : undefined) ?? defaultZone;
}
