import type { LoadedRuleset } from "../decision/loaded-ruleset.ts";
import type { MessageScope } from "./understanding.ts";

/** When a person first saw a campaign; see `Exposure`. */
export type FirstSeen = Readonly<Record<string, { readonly seenAt?: number; readonly askedAt?: number }>>;

/**
 * What a bare STOP means while nothing is shown: a phone may go on showing for hours what has just been halted. So it is
 * what the person was shown last of the campaigns that were lately on, what isn't off yet first; and if that isn't known,
 * everything. By guard, as exposures are kept.
 */
export function meantByStop(
  { campaigns }: Pick<LoadedRuleset, "campaigns">,
  firstSeen: FirstSeen,
  isOff: (theme: string) => boolean,
  at: number,
): MessageScope {
  const seen = campaigns.flatMap(({ definition: { watch, kept = [] }, theme }) => {
    const watches = [...(watch === undefined ? [] : [watch]), ...kept.map((reach) => reach.watch)];
    const lately = watches.filter(({ opensAt, closesAt }) => opensAt <= at && at <= closesAt);
    const exposures = lately.flatMap(({ guard }) => firstSeen[guard] ?? []);
    const last = Math.max(0, ...exposures.flatMap(({ seenAt = 0, askedAt = 0 }) => [seenAt, askedAt]));
    return last === 0 ? [] : [{ key: theme.key, last }];
  });
  const latest = seen.toSorted((one, other) => other.last - one.last);
  const meant = latest.find(({ key }) => !isOff(key)) ?? latest[0];
  return meant === undefined ? { kind: "all" } : { kind: "theme", key: meant.key };
}
