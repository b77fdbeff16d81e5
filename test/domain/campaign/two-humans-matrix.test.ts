import { describe, expect, it } from "vitest";
import {
  listAuthors,
  whyNotSecond,
  type ApprovedParts,
  type Writing,
} from "../../../src/domain/campaign/authorship.ts";
import { advanceLifecycle, NEW_LIFECYCLE, type Lifecycle } from "../../../src/domain/campaign/lifecycle.ts";
import { listParts, type PartName } from "../../../src/domain/campaign/parts.ts";
import { whyNotReturn } from "../../../src/domain/review/roll-back.ts";
import { humanBehind, isSecondPerson } from "../../../src/domain/human-behind.ts";
import { ROLES, type Role } from "../../../src/contract/role.ts";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";

/** Boris has a key, and a key that he made by that key; so has Clara. */
const MAKERS: Readonly<Record<string, string>> = {
  "service:boris": "person:boris",
  "service:boris-2": "service:boris",
  "service:clara": "person:clara",
  "service:clara-2": "service:clara",
};
const makerOf = (machine: string) => MAKERS[machine];

const HANDS = ["person:boris", "service:boris", "service:boris-2", "person:clara", "service:clara-2"] as const;
const ACTORS = ["person:boris", "person:dora", "service:boris", "service:boris-2", "service:dora"] as const;
const MOMENTS = ["before", "after"] as const;
const label = { ru: "Проба", en: "Trial" };

const campaign: Campaign = {
  key: "trial",
  label,
  decoration: "tree",
  audience: { include: ["outer"], exclude: [] },
  delivery: "default-on",
  requests: true,
  schedule: { kind: "feast", zone: "own", feast: "ramadan", firstOffsetDays: 0, lastOffsetDays: 6 },
  waves: [],
  priority: 1,
  holdoutPercent: 0,
  stages: [],
};

const source = {
  segments: [
    {
      key: "outer",
      label,
      condition: { $and: [{ $inSegment: "inner" }, { appVersion: { $vgte: "5" } }] },
      examples: [],
    },
    { key: "inner", label, condition: { $not: { region: { $in: ["RU-PRI"] } } }, examples: [] },
    { key: "unused", label, condition: { gender: "female" }, examples: [] },
  ],
  decorations: [{ key: "tree", theme: "tree" }],
  themes: [{ key: "tree", category: "festive" }],
  feasts: [{ key: "ramadan", category: "religion" }],
} as const;

const PARTS = listParts(campaign, source);
const AUTHORSHIPS: readonly (PartName | undefined)[] = [undefined, ...PARTS];

/** Every set of roles there can be. What is asked of humans must be the same for all of them. */
const ROLE_SETS: readonly (readonly Role[])[] = ROLES.reduce<readonly (readonly Role[])[]>(
  (sets, role) => [...sets, ...sets.map((set) => [...set, role])],
  [[]],
);

/** The roles that the routes ask for, written down here once more. */
const MAY: Readonly<Record<Act, readonly Role[]>> = {
  approve: ["approver", "admin"],
  start: ["marketer", "admin"],
  review: ["approver", "admin"],
  rollback: ["approver", "admin"],
  repair: ["admin"],
};

type Act = "approve" | "start" | "review" | "rollback" | "repair";
const ACTS: readonly Act[] = ["approve", "start", "review", "rollback", "repair"];

interface Case {
  readonly act: Act;
  readonly actor: string;
  readonly hand: string;
  readonly part: PartName | undefined;
  readonly moment: (typeof MOMENTS)[number];
}

const CASES: readonly Case[] = ACTS.flatMap((act) =>
  ACTORS.flatMap((actor) =>
    HANDS.flatMap((hand) =>
      AUTHORSHIPS.flatMap((part) => MOMENTS.map((moment): Case => ({ act, actor, hand, part, moment }))),
    ),
  ),
);

/** All parts were approved at revision 3 by a second person; anna wrote what is new, and somebody else maybe a part. */
function peopleOf({ hand, part, moment }: Case, approved: ApprovedParts) {
  const anna: Writing = { part: "campaign/trial", revision: 4, by: "person:anna" };
  const installed = PARTS.map((name): Writing => ({ part: name, revision: 1, by: "system" }));
  const other = part === undefined ? [] : [{ part, revision: moment === "before" ? 3 : 5, by: hand }];
  return { authors: listAuthors([...installed, anna, ...other], approved, makerOf), makerOf };
}

const APPROVED: ApprovedParts = Object.fromEntries(PARTS.map((part) => [part, 3]));

function submitted(): Lifecycle {
  const next = advanceLifecycle(
    NEW_LIFECYCLE,
    { kind: "submit", needsTwo: true },
    { actor: "person:anna", now: 1, hash: "h" },
  );
  if (!next.ok) throw new Error("it can't be submitted");
  return next.value;
}

/** Whether the rule lets the act pass. In `start`, the actor is who approved it. */
function isLetThrough(given: Case): boolean {
  const { act, actor, hand, part } = given;
  const people = peopleOf(given, APPROVED);
  const context = { actor, now: 2, hash: "h", people };
  switch (act) {
    case "approve":
      return advanceLifecycle(submitted(), { kind: "approve" }, context).ok;
    case "start": {
      const review = { state: "approved", hash: "h", submittedBy: "person:anna", approvedBy: actor } as const;
      const start = { kind: "start", needsTwo: true } as const;
      return advanceLifecycle({ review, editors: [] }, start, { ...context, actor: "person:anna" }).ok;
    }
    case "review":
      return whyNotSecond(actor, undefined, peopleOf(given, {})) === undefined;
    case "rollback": {
      const authors = people.authors.map(({ who }) => who);
      const approval = { submittedBy: "person:anna", approvedBy: "person:zoe", authors };
      const whyTwo = [{ code: "unknown-reach" }] as const;
      const may = whyNotReturn({ approval, whyTwo, isSince: false, actor, makerOf }) === undefined;
      return may && !actor.startsWith("service:");
    }
    case "repair":
      return isSecondPerson(actor, part === undefined ? "person:anna" : hand, makerOf);
  }
}

/** By its own words: machines never; nobody for what they wrote, by whatever key, since it was last approved. */
function mayBe({ act, actor, hand, part, moment }: Case): boolean {
  if (actor.startsWith("service:")) return false;
  const isOwn = part !== undefined && hand.slice(hand.indexOf(":") + 1).startsWith(actor.slice("person:".length));
  return !isOwn || (moment === "before" && act !== "review" && act !== "repair");
}

describe("two people are two humans", () => {
  it("whatever part one of them wrote, by whatever hand, before or after it was last approved", () => {
    expect(PARTS).toEqual([
      "campaign/trial",
      "segment/outer",
      "segment/inner",
      "decoration/tree",
      "theme/tree",
      "feast/ramadan",
      "category/festive",
      "category/religion",
      "attribute/appVersion",
      "attribute/region",
    ]);
    expect(CASES).toHaveLength(5 * 5 * 5 * 11 * 2);
    const wrong = CASES.filter((given) => isLetThrough(given) !== mayBe(given));
    expect(wrong).toEqual([]);
    expect(CASES.some(isLetThrough)).toBe(true);
  });

  it("and no set of roles makes one human two", () => {
    expect(ROLE_SETS).toHaveLength(64);
    const passes = ROLE_SETS.flatMap((roles) =>
      CASES.filter(({ act }) => roles.some((role) => MAY[act].includes(role))).filter(isLetThrough),
    );
    expect(passes.filter((given) => !mayBe(given))).toEqual([]);
    expect(passes.length).toBeGreaterThan(1_000);
  });
});

describe("the human behind a key", () => {
  it("is found through any number of keys, and by name only", () => {
    expect(humanBehind("service:boris-2", makerOf)).toBe("person:boris");
    expect(humanBehind("person:service:boris", makerOf)).toBe("person:service:boris");
    const long = (machine: string) => {
      const depth = Number(machine.slice("service:".length));
      return depth === 0 ? "person:anna" : `service:${depth - 1}`;
    };
    expect(humanBehind("service:5000", long)).toBe("person:anna");
  });

  it.each([
    ["keys that made one another", { "service:a": "service:b", "service:b": "service:a" }],
    ["a key that made itself", { "service:a": "service:a" }],
    ["a key that is not on record", {}],
    ["a key that the service made", { "service:a": "system" }],
  ])("is nobody for %s, and nobody is then known to be another", (_what, makers: Readonly<Record<string, string>>) => {
    const made = (machine: string) => makers[machine];
    expect(humanBehind("service:a", made)).toBeUndefined();
    expect(isSecondPerson("person:boris", "service:a", made)).toBe(false);
    const authors = listAuthors([{ part: "segment/x", revision: 1, by: "service:a" }], {}, made);
    expect(whyNotSecond("person:boris", "person:anna", { authors, makerOf: made })).toMatchObject({
      kind: "unknown-author",
    });
  });
});
