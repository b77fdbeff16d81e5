/** What may be set within hard bounds. Every bound is the number that the product promises: a limit can only be stricter. */

/** The one key under which limits are stored. */
export const LIMITS_KEY = "limits";

export interface Limits {
  readonly key: typeof LIMITS_KEY;
  /** The share of people whose switching off counts as normal in an ordinary category, until something is learnt. */
  readonly ordinaryP0: number;
  /** The same of a sensitive one. What is learnt never raises it. */
  readonly sensitiveP0: number;
  /** What is learnt from quiet campaigns raises the share of an ordinary category no further. */
  readonly mostLearntP0: number;
  /** A campaign that is on by default for more people begins with stages. */
  readonly mostUnstagedPeople: number;
  /** The share of the audience that a stage adds in an hour at most. */
  readonly rampPerHour: number;
  /** The share of all people that a campaign may reach unasked on one person's word. */
  readonly oneWordShare: number;
}

export type LimitName = Exclude<keyof Limits, "key">;

/** Each limit between which numbers; the greater one is what holds where nothing was set. The lower one is as strict as makes sense. */
export const LIMIT_BOUNDS: Readonly<Record<LimitName, { readonly least: number; readonly most: number }>> = {
  ordinaryP0: { least: 0.001, most: 0.002 },
  sensitiveP0: { least: 0.0005, most: 0.001 },
  mostLearntP0: { least: 0.001, most: 0.005 },
  mostUnstagedPeople: { least: 0, most: 5_000 },
  rampPerHour: { least: 0.001, most: 0.02 },
  oneWordShare: { least: 0, most: 0.01 },
};

export const LIMIT_NAMES = Object.keys(LIMIT_BOUNDS).filter(isLimitName);

/** What holds where nothing was ever set. */
export const DEFAULT_LIMITS: Limits = {
  key: LIMITS_KEY,
  ordinaryP0: LIMIT_BOUNDS.ordinaryP0.most,
  sensitiveP0: LIMIT_BOUNDS.sensitiveP0.most,
  mostLearntP0: LIMIT_BOUNDS.mostLearntP0.most,
  mostUnstagedPeople: LIMIT_BOUNDS.mostUnstagedPeople.most,
  rampPerHour: LIMIT_BOUNDS.rampPerHour.most,
  oneWordShare: LIMIT_BOUNDS.oneWordShare.most,
};

/** What is stored, with what it lacks; a number beyond its bound counts as the bound. */
export function readLimits(stored: Partial<Limits> | undefined): Limits {
  const limits = Object.fromEntries(
    LIMIT_NAMES.map((name) => {
      const { least, most } = LIMIT_BOUNDS[name];
      const set = stored?.[name] ?? most;
      return [name, Number.isFinite(set) ? Math.min(most, Math.max(least, set)) : least];
    }),
  );
  return { ...DEFAULT_LIMITS, ...limits };
}

/** Each limit as the stricter of two has it. */
export function strictestLimits(one: Limits, other: Limits): Limits {
  return readLimits(Object.fromEntries(LIMIT_NAMES.map((name) => [name, Math.min(one[name], other[name])])));
}

function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(LIMIT_BOUNDS, name);
}
