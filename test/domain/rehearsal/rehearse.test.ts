import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, isShowReason, settle } from "../../../src/domain/decision/decide.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import type { LoadedRuleset, Subscriber } from "../../../src/domain/decision/loaded-ruleset.ts";
import { wordAt } from "../../../src/domain/decision/choice.ts";
import { groupName, prepareRehearsal, type Rehearsal } from "../../../src/domain/rehearsal/rehearse.ts";
import { addTallies, EMPTY_TALLY, type Tally } from "../../../src/domain/rehearsal/tally.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import type { Facts } from "../../../src/domain/condition/attribute.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { devices, rulesets, subscribers } from "../arbitraries.ts";

const DAYS = 14;
const BY = ["region", "platform", "birthYear"];

/** Every fifth millisecond is a day; in Kamchatka it comes two earlier. */
const instantsOf = (zone: string) =>
  Array.from({ length: DAYS }, (_, day) => day * 5 + (zone === "Asia/Kamchatka" ? 0 : 2));

interface Person {
  readonly subscriber: Subscriber;
  readonly device: Facts;
}

const people = fc.array(fc.record({ subscriber: subscribers, device: devices }), { maxLength: 12 });

function open(live: LoadedRuleset, candidate: LoadedRuleset): Rehearsal {
  return { live, candidate, days: DAYS, instantsOf, by: BY, year: 2025 };
}

/** Everybody's key is 1, so that a cell's is the number of its people. */
const recordKeyOf = () => 1;

function countAll(rehearsal: Rehearsal, crowd: readonly Person[]): Tally {
  const counter = prepareRehearsal(rehearsal)(recordKeyOf);
  for (const { subscriber, device } of crowd) counter.add(subscriber, device);
  return counter.tally();
}

/** Counts as one would with pen and paper: every person, every day, every campaign; into one flat list of counts. */
function countByHand({ live, candidate }: Rehearsal, crowd: readonly Person[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const note = (...path: readonly unknown[]) => {
    const name = JSON.stringify(path);
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { subscriber, device } of crowd) {
    const seen = { live: new Set<string>(), candidate: new Set<string>() };
    const clashes = new Set<string>();
    const viewer = viewerOf(candidate, subscriber, device);
    for (const [day, at] of instantsOf(viewer.zone).entries()) {
      const before = decide(live, viewerOf(live, subscriber, device), at);
      const after = decide(candidate, viewer, at);
      const slot = (decision: typeof after) => (decision.decision === "show" ? decision.decoration : null);
      note("outcome", slot(before), slot(after), after.reason, day);
      if (before.decision === "show") seen.live.add(before.decoration);
      if (after.decision === "none") continue;
      seen.candidate.add(after.decoration);
      for (const campaign of candidate.campaigns) {
        if (campaign.definition.key === after.campaign || !isShowReason(settle(campaign, viewer, at))) continue;
        clashes.add(JSON.stringify(["overlap", after.campaign, campaign.definition.key]));
      }
    }
    for (const clash of clashes) note(...(JSON.parse(clash) as unknown[]));
    const facts: Facts = { ...device, ...subscriber.profile };
    for (const decoration of new Set([...seen.live, ...seen.candidate])) {
      const change = !seen.live.has(decoration) ? "gained" : seen.candidate.has(decoration) ? "kept" : "lost";
      note("change", decoration, change);
      for (const attribute of BY)
        note("group", attribute, groupName(attribute, facts[attribute], 2025), decoration, change);
    }
    for (const attribute of BY) note("group", attribute, groupName(attribute, facts[attribute], 2025));
    for (const { definition, theme, scopes } of candidate.campaigns) {
      const word = wordAt(subscriber.choices, scopes);
      if (word !== "silent") note("word", definition.key, word);
      const held = Object.keys(subscriber.choices);
      const inCategory = candidate.ruleset.themes.filter((other) => other.category === theme.category);
      if (held.includes(`theme:${theme.key}`)) note("word", definition.key, "theme");
      if (
        held.some(
          (scope) =>
            scope === `category:${theme.category}` ||
            scope === scopes.feast?.category ||
            inCategory.some(({ key }) => scope === `theme:${key}`),
        )
      )
        note("word", definition.key, "category");
    }
  }
  return counts;
}

/** The same flat list, from a tally. */
function flatten(tally: Tally): Record<string, number> {
  const counts: Record<string, number> = {};
  const note = (count: number | undefined, ...path: readonly unknown[]) => {
    if (count) counts[JSON.stringify(path)] = count;
  };
  const CHANGES = ["kept", "gained", "lost"];
  for (const [live, bySlot] of tally.outcomes) {
    for (const [candidate, byReason] of bySlot) {
      for (const [reason, days] of byReason) {
        for (const [day, count] of days.entries()) note(count, "outcome", live, candidate, reason, day);
      }
    }
  }
  for (const [decoration, changes] of tally.changes) {
    for (const [at, change] of CHANGES.entries()) note(changes[at], "change", decoration, change);
  }
  for (const [attribute, values] of tally.groups) {
    for (const [value, group] of values) {
      expect(group.people.key).toBe(group.people.people);
      note(group.people.people, "group", attribute, value);
      for (const [decoration, changes] of group.changes) {
        for (const [at, change] of CHANGES.entries()) note(changes[at], "group", attribute, value, decoration, change);
      }
    }
  }
  for (const [campaign, words] of tally.words) {
    for (const [at, word] of ["off", "asked", "gift", "theme", "category"].entries())
      note(words[at], "word", campaign, word);
  }
  for (const [winner, losers] of tally.overlaps) {
    for (const [loser, [count]] of losers) note(count, "overlap", winner, loser);
  }
  return counts;
}

const load = (ruleset: Parameters<typeof loadRuleset>[0]) => loadRuleset(ruleset, compileLinearPattern);

describe("a rehearsal", () => {
  it("counts exactly what deciding for everybody on every day gives", () => {
    fc.assert(
      fc.property(rulesets, rulesets, people, (liveRuleset, candidateRuleset, crowd) => {
        const rehearsal = open(load(liveRuleset), load(candidateRuleset));
        expect(flatten(countAll(rehearsal, crowd))).toEqual(countByHand(rehearsal, crowd));
      }),
      { numRuns: 400 },
    );
  });

  it("counts the same however people are spread over pages and shards", () => {
    fc.assert(
      fc.property(rulesets, people, fc.nat(12), (ruleset, crowd, cut) => {
        const rehearsal = open(load(ruleset), load(ruleset));
        const parts = [crowd.slice(cut), crowd.slice(0, cut)].map((part) => countAll(rehearsal, part));
        expect(flatten(parts.reduce(addTallies, EMPTY_TALLY))).toEqual(flatten(countAll(rehearsal, crowd)));
        expect(parts.reduce(addTallies, EMPTY_TALLY).people.people).toBe(crowd.length);
      }),
    );
  });

  it("finds nothing gained or lost when the candidate is what is live", () => {
    fc.assert(
      fc.property(rulesets, people, (ruleset, crowd) => {
        const rules = load(ruleset);
        for (const [, gained, lost] of countAll(open(rules, rules), crowd).changes.values()) {
          expect([gained, lost]).toEqual([0, 0]);
        }
      }),
    );
  });
});

describe("groups", () => {
  it.each([
    [2010, "0-17"],
    [2007, "18-24"],
    [2001, "18-24"],
    [2000, "25-34"],
    [1961, "55-64"],
    [1960, "65+"],
    [1900, "65+"],
  ])("name people born in %i by their age in 2025: %s", (year, band) => {
    expect(groupName("birthYear", year, 2025)).toBe(band);
  });

  it("name lists alike whatever their order, and unknown values null", () => {
    expect(groupName("services", ["music", "cloud"], 2025)).toBe(groupName("services", ["cloud", "music"], 2025));
    expect(groupName("gender", undefined, 2025)).toBeNull();
  });
});
