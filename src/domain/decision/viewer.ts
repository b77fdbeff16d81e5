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
  return rules.closed.length === 0 ? viewer : { ...viewer, onlyIfAsked: listNewTo(rules, subscriber) };
}

/** The closed campaigns that a person has not been shown unasked. */
function listNewTo({ closed }: LoadedRuleset, { exposuresText }: Subscriber): ReadonlySet<string> {
  return new Set(closed.flatMap((campaign) => (isNewTo(campaign, exposuresText) ? [campaign.key] : [])));
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
