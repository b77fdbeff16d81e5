import fc from "fast-check";
import type { Facts } from "../../src/domain/condition/attribute.ts";
import { CHANNELS, foldChoices, type Choice, type Scope } from "../../src/domain/decision/choice.ts";
import type {
  CampaignFeast,
  CompiledCampaign,
  CompiledWave,
  Rollout,
  Ruleset,
} from "../../src/domain/decision/ruleset.ts";
import type { Window } from "../../src/domain/campaign/schedule.ts";
import type { Subscriber } from "../../src/domain/decision/loaded-ruleset.ts";
import { sampleRuleset } from "../support/sample-ruleset.ts";

const scopes = fc.constantFrom<Scope>(
  "all",
  "gifts",
  "category:romance",
  "category:festive",
  "category:religion",
  "category:ghost",
  "theme:hearts",
  "theme:tulip",
  "theme:tree",
);

/** What was said, wherever in a history. Clocks go as they like: order must not hang on them. */
const words: fc.Arbitrary<Omit<Choice, "id">> = fc.record({
  scope: scopes,
  value: fc.constantFrom("in", "out"),
  at: fc.integer({ min: 1, max: 12 }),
  channel: fc.constantFrom(...CHANNELS),
});

/** In the order in which it was said. */
export const histories: fc.Arbitrary<readonly Choice[]> = fc
  .array(words, { maxLength: 12 })
  .map((said) => said.map((word, index) => ({ ...word, id: index + 1 })));

/** A word after all others. */
export const lastWords: fc.Arbitrary<Choice> = words.map((word) => ({ ...word, id: 1_000 }));

const instants = fc.integer({ min: 0, max: 60 });

const windows: fc.Arbitrary<readonly Window[]> = fc
  .tuple(instants, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length, pause, next]) => [
    { from, until: from + length },
    { from: from + length + pause, until: from + length + pause + next },
  ]);

const segmentKeys = fc.subarray(["everyone", "ios", "android", "women", "adults"], { maxLength: 2 });

const waves: fc.Arbitrary<readonly CompiledWave[]> = fc
  .tuple(segmentKeys, windows, windows)
  .map(([segments, first, second]) => [
    { segments, windowSets: [first, second], setOfGroup: [0, 1] },
    { segments: [], windowSets: [second], setOfGroup: [0, 0] },
  ]);

export const rollouts: fc.Arbitrary<Rollout> = fc.record({
  startedAt: fc.integer({ min: 0, max: 40 }),
  from: fc.double({ min: 0, max: 0.5, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  // Instants in these tests are small, so coverage must grow quickly to grow at all.
  perHour: fc.constantFrom(0, 0.02, 50_000, 500_000),
});

/** What a campaign's feast carries: something sensitive, something not, what nobody knows any more, and what it carried once. */
const feasts: fc.Arbitrary<CampaignFeast> = fc.record(
  {
    key: fc.constantFrom("ramadan", "maslenitsa"),
    category: fc.constantFrom("religion", "religion", "festive", "romance", "ghost"),
    former: fc.uniqueArray(fc.constantFrom("category:religion", "category:ghost", "category:festive"), {
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
);

/** Any campaign of the sample world; hearts are sensitive, and may even be (wrongly) default-on. */
const campaigns: fc.Arbitrary<CompiledCampaign> = fc
  .record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    decoration: fc.constantFrom("tree", "tulip", "hearts"),
    priority: fc.integer({ min: 0, max: 2 }),
    delivery: fc.constantFrom("default-on", "opt-in"),
    requests: fc.boolean(),
    audience: fc.record({ include: segmentKeys, exclude: segmentKeys }),
    waves,
    holdoutPercent: fc.constantFrom(0, 0, 10, 100),
    state: fc.constantFrom("running", "running", "running", "halted", "stopped"),
    rollout: fc.option(rollouts, { nil: undefined }),
    feast: fc.option(feasts, { nil: undefined }),
  })
  .map(({ rollout, feast, ...campaign }) => ({
    ...campaign,
    ...(feast === undefined ? {} : { feast }),
    theme: campaign.decoration,
    isToldAhead: true as const,
    ...(rollout === undefined ? {} : { rollout }),
  }));

/** Any ruleset of the sample world, campaigns in their order of priority. */
export const rulesets: fc.Arbitrary<Ruleset> = fc
  .tuple(fc.uniqueArray(campaigns, { selector: (campaign) => campaign.key, maxLength: 4 }), fc.boolean())
  .map(([list, isRare]) =>
    sampleRuleset(
      list.toSorted((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1)),
      { stopped: isRare && list.length === 4 },
    ),
  );

export const subscribers: fc.Arbitrary<Subscriber> = fc.record({
  subscriberId: fc.stringMatching(/^[a-z0-9]{1,8}$/),
  profile: fc.record(
    {
      region: fc.constantFrom("RU-MOW", "RU-KAM"),
      gender: fc.constantFrom("female", "male"),
      birthYear: fc.integer({ min: 1940, max: 2020 }),
    },
    { requiredKeys: [] },
  ),
  choices: histories.map(foldChoices),
});

export const devices: fc.Arbitrary<Facts> = fc.record(
  {
    platform: fc.constantFrom("ios", "android"),
    timezone: fc.constantFrom("Asia/Kamchatka", "Europe/Moscow", "Mars/Base"),
  },
  { requiredKeys: [] },
);

/** A situation: everything that a decision depends on. */
export const situations = fc.record({ ruleset: rulesets, subscriber: subscribers, device: devices, at: instants });
