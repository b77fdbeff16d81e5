import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/cli/ask-service.ts";
import type { DefinitionDifference } from "../../src/cli/compare-definitions.ts";
import type { DefinitionService, PastProposal, ProposalAnswer } from "../../src/cli/definition-service.ts";
import { describeUndone, findUndone } from "../../src/cli/find-undone.ts";
import { pushDefinitions } from "../../src/cli/push-definitions.ts";

const words = { ru: "это", en: "this" };
const hearts = { key: "hearts", category: "romance" };

const proposed: ProposalAnswer = {
  id: 7,
  state: "open",
  reason: "spring",
  proposedBy: "person:boris",
  proposedAt: 0,
  direction: "loosens",
  sentence: words,
  changes: [],
  lines: [],
  declines: [],
  closed: null,
  consequences: null,
  effect: null,
};

const carried = (
  id: number,
  before: PastProposal["changes"][number]["before"],
  body: typeof before,
  by = "person:vera",
): PastProposal => ({
  ...proposed,
  id,
  state: "carried",
  proposedBy: by,
  changes: [{ kind: "theme", key: "hearts", baseRevision: 1, before, body }],
  closed: { by: "person:boris", at: id, why: null, sentence: null },
});

const folderWants = (from: unknown, to: unknown): DefinitionDifference[] => [
  {
    plural: "themes",
    key: "hearts",
    kind: "changed",
    changes: [{ path: "category", before: `${from}`, after: `${to}` }],
  },
];

describe("a push", () => {
  it("says of a refusal that it waits for the proposal only where it names what is proposed, and not where that is in use", async () => {
    const refusals: Record<string, Refusal> = {
      eager: new Refusal('segments/eager: there is no attribute "simKind"', "/problems/refused"),
      grown: new Refusal("segments/grown: $.label: must be there", "/problems/refused"),
      used: new Refusal("segments/used: is in use by simKind", "/problems/conflict"),
    };
    const service: DefinitionService = {
      read: () => Promise.reject(new Error("not asked for")),
      remove: () => Promise.reject(new Error("not asked for")),
      propose: () => Promise.resolve(proposed),
      listProposals: () => Promise.resolve({ proposals: [], caller: "person:boris" }),
      write: (_plural, key) => Promise.reject(refusals[key] ?? new Error(key)),
    };
    const added = (plural: "attributes" | "segments", key: string): DefinitionDifference => ({
      plural,
      key,
      kind: "added",
      changes: [{ path: "", after: { key } }],
      body: { key },
    });
    const differences = [added("attributes", "simKind"), ...Object.keys(refusals).map((key) => added("segments", key))];
    const rest = { revisions: new Map(), isPruning: false, prunesOthers: false, isUndoing: false, why: "spring" };
    const said = await pushDefinitions({ service, differences, ...rest }).catch(String);
    const [refused, waits] = ["Refused, and left as it was:", "Refused for now; push again once"].map((line) =>
      said.indexOf(line),
    );
    const places = ["segments/grown:", "segments/used:", "segments/eager:"].map((line) => said.indexOf(line));
    expect([refused, ...places.slice(0, 2), waits, ...places.slice(2)]).toEqual(
      [refused, ...places, waits].toSorted((one = 0, other = 0) => one - other),
    );
    expect(refused).toBeGreaterThan(0);
  });
});

describe("what others have changed in policy", () => {
  const moved = carried(9, hearts, { ...hearts, category: "family" });

  it("is found where the folder has what was there before, also under a later change of others", () => {
    const [undone] = findUndone(folderWants("family", "romance"), [moved], "person:boris");
    expect(undone).toMatchObject({ row: "themes/hearts", last: { id: 9 } });
    const again = carried(12, { ...hearts, category: "family" }, { ...hearts, category: "festive" }, "person:gleb");
    const all = findUndone(folderWants("festive", "romance"), [moved, again], "person:boris");
    expect(all.map(({ last }) => last.id)).toEqual([12]);
    expect(describeUndone(all)).toContain(
      "themes/hearts: changed by person:gleb, carried by person:boris on 1970-01-01 00:00 UTC (proposal 12, “spring”)",
    );
  });

  it("is none where the folder has something new, where oneself changed it, or where nothing was carried", () => {
    expect(findUndone(folderWants("family", "festive"), [moved], "person:boris")).toEqual([]);
    expect(findUndone(folderWants("family", "romance"), [moved], "person:vera")).toEqual([]);
    expect(findUndone(folderWants("family", "romance"), [{ ...moved, state: "declined" }], "person:boris")).toEqual([]);
  });

  it("is also a row that they took away or added", () => {
    const returns: DefinitionDifference = {
      plural: "themes",
      key: "hearts",
      kind: "added",
      changes: [{ path: "", after: { ...hearts, category: "festive" } }],
    };
    expect(findUndone([returns], [carried(3, hearts, null)], "person:boris")).toHaveLength(1);
    const goes: DefinitionDifference = {
      plural: "themes",
      key: "hearts",
      kind: "removed",
      changes: [{ path: "", before: hearts }],
    };
    expect(findUndone([goes], [carried(3, null, hearts)], "person:boris")).toHaveLength(1);
  });
});
