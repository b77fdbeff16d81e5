import { describe, expect, it } from "vitest";
import type { Channel, ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import {
  asOf,
  eraseAllButOuts,
  findFault,
  isLast,
  judge,
  say,
  takeBack,
  type CampaignFacts,
  type History,
  type Land,
  type Somebody,
  type Word,
} from "./model.ts";

const AT = 1_000;

interface Said {
  readonly by?: string;
  readonly channel?: Channel;
  readonly isDoubtful?: boolean;
}

let nextId = 1;

function word(text: `${ChoiceValue}:${Scope}`, { by = "self", channel = "app", isDoubtful = false }: Said = {}): Word {
  const value = text.startsWith("in:") ? "in" : "out";
  // Parsed boundary: the type of the text says what follows.
  const scope = text.slice(value.length + 1) as Scope;
  return { id: nextId++, scope, value, by, channel, at: AT, isDoubtful };
}

const undo = (undoes = 0, isDoubtful = false) => ({ undoes, at: AT, isDoubtful });

const history = (...texts: readonly `${ChoiceValue}:${Scope}`[]): History => texts.map((text) => word(text));

const hearts: CampaignFacts<Somebody> = {
  key: "valentines",
  theme: { key: "hearts", category: "romance", everUnder: ["romance"] },
  feast: [],
  priority: 100,
  isDefaultOn: false,
  allowsRequests: true,
  state: "running",
  spansFor: () => [{ from: 0, until: 2 * AT }],
  fits: () => true,
};

const tree: CampaignFacts<Somebody> = {
  ...hearts,
  key: "new-year",
  theme: { key: "tree", category: "festive", everUnder: ["festive"] },
  isDefaultOn: true,
};

const land = (...campaigns: readonly CampaignFacts<Somebody>[]): Land<Somebody> => ({
  isStopped: false,
  sensitive: new Set(["romance", "religion"]),
  campaigns,
});

/** What may and must be shown of one campaign. */
function verdictOn(campaign: CampaignFacts<Somebody>, said: History, at = AT): "must" | "may" | "must not" {
  const [verdict] = judge(land(campaign), { history: said }, at);
  if (verdict?.must === true) return "must";
  return verdict?.may === true ? "may" : "must not";
}

describe("off is off", () => {
  it.each<[History, "must" | "must not"]>([
    [[], "must"],
    [history("out:theme:tree"), "must not"],
    [history("out:category:festive"), "must not"],
    [history("out:all"), "must not"],
    [history("out:theme:tulip"), "must"],
    [history("out:theme:tree", "in:all"), "must not"],
    [history("out:theme:tree", "in:category:festive"), "must not"],
    [history("out:theme:tree", "in:theme:tree"), "must"],
    [history("out:category:festive", "in:theme:tree"), "must"],
    [history("out:all", "in:category:festive"), "must"],
    [history("in:theme:tree", "out:all"), "must not"],
    [history("out:all", "in:theme:tulip"), "must not"],
    [history("out:gifts"), "must"],
  ])("%#: by the order of what was said, and never by its scope alone", (said, expected) => {
    expect(verdictOn(tree, said)).toBe(expected);
  });

  it("whatever category a theme is moved to, and only the same category lifts what it forbids", () => {
    const moved = { ...tree, theme: { key: "tree", category: "festive", everUnder: ["romance", "festive"] } };
    expect(verdictOn(moved, history("out:category:romance"))).toBe("must not");
    expect(verdictOn(moved, history("out:category:romance", "in:category:festive"))).toBe("must not");
    expect(verdictOn(moved, history("out:category:romance", "in:category:romance"))).toBe("must");
    expect(verdictOn(moved, history("out:all", "in:category:romance"))).toBe("must not");
    expect(verdictOn(moved, history("out:category:romance", "in:theme:tree"))).toBe("must");
  });

  it("for every campaign whose feast carries the category", () => {
    const feast = { ...tree, feast: ["national"] };
    expect(verdictOn(feast, history("out:category:national"))).toBe("must not");
    expect(verdictOn(feast, history("out:category:national", "in:theme:tree"))).toBe("must not");
    expect(verdictOn(feast, history("out:category:national", "in:category:national"))).toBe("must");
    const moved = { ...feast, theme: { ...tree.theme, everUnder: ["national", "festive"] } };
    expect(verdictOn(moved, history("out:category:national", "in:theme:tree"))).toBe("must not");
  });

  it("and nothing that is imported from elsewhere lifts a person's own word", () => {
    const imported = (text: `${ChoiceValue}:${Scope}`) => word(text, { by: "service:crm", channel: "import" });
    expect(verdictOn(tree, [word("out:theme:tree"), imported("in:theme:tree")])).toBe("must not");
    expect(verdictOn(tree, [imported("out:theme:tree"), imported("in:theme:tree")])).toBe("must");
    expect(verdictOn(tree, [imported("out:theme:tree"), word("in:theme:tree")])).toBe("must");
  });
});

describe("a sensitive theme needs asking", () => {
  it.each<[History, "must" | "must not"]>([
    [[], "must not"],
    [history("in:all"), "must not"],
    [history("in:theme:hearts"), "must"],
    [history("in:category:romance"), "must"],
    [history("in:theme:hearts", "out:all", "in:all"), "must not"],
    [history("out:theme:hearts", "in:category:romance"), "must not"],
  ])("%#: by its own name or its category's, and not by everything's", (said, expected) => {
    expect(verdictOn(hearts, said)).toBe(expected);
  });

  it("also when it is on by default, and once for each sensitive category of its feast", () => {
    expect(verdictOn({ ...hearts, isDefaultOn: true }, [])).toBe("must not");
    const feast = { ...tree, feast: ["religion"] };
    expect(verdictOn(feast, history("in:theme:tree"))).toBe("must not");
    expect(verdictOn(feast, history("in:category:religion"))).toBe("must");
    expect(verdictOn(feast, history("out:all", "in:category:religion"))).toBe("must not");
    expect(verdictOn(feast, history("in:category:religion", "out:all", "in:theme:tree"))).toBe("must not");
    expect(verdictOn(feast, history("in:category:religion", "out:theme:tree", "in:theme:tree"))).toBe("must");
    const elsewhere = word("in:category:religion", { by: "service:crm", channel: "import" });
    expect(verdictOn(feast, [word("out:all"), word("in:theme:tree"), elsewhere])).toBe("must not");
  });

  it("at both places where theme and feast are sensitive", () => {
    const both = { ...hearts, feast: ["religion"] };
    expect(verdictOn(both, history("in:theme:hearts"))).toBe("must not");
    expect(verdictOn(both, history("in:category:religion"))).toBe("must not");
    expect(verdictOn(both, history("in:category:religion", "in:theme:hearts"))).toBe("must");
  });

  it("and a category that it was once live under is no asking", () => {
    const moved = { ...hearts, theme: { key: "hearts", category: "romance", everUnder: ["religion", "romance"] } };
    expect(verdictOn(moved, history("in:category:religion"))).toBe("must not");
  });
});

describe("stop is stop", () => {
  it("for everybody, while a halt leaves it to those who asked", () => {
    const asked = history("in:theme:tree");
    expect(verdictOn({ ...tree, state: "stopped" }, asked)).toBe("must not");
    expect(verdictOn({ ...tree, state: "halted" }, [])).toBe("must not");
    expect(verdictOn({ ...tree, state: "halted" }, asked)).toBe("must");
    expect(verdictOn({ ...tree, state: "holding" }, [])).toBe("may");
    const [verdict] = judge({ ...land(tree), isStopped: true }, { history: asked }, AT);
    expect(verdict).toMatchObject({ may: false, must: false });
  });

  it("and every campaign ends by itself", () => {
    expect(verdictOn(tree, [], 2 * AT - 1)).toBe("must");
    expect(verdictOn(tree, [], 2 * AT)).toBe("must not");
  });
});

describe("an entry", () => {
  it("is added by every word but an out that repeats its actor's last one on that channel", () => {
    const out = word("out:all");
    expect(say([out], word("out:all"))).toHaveLength(1);
    expect(say([out], word("out:all", { channel: "sms" }))).toHaveLength(2);
    expect(say([out], word("out:all", { by: "agent:lena" }))).toHaveLength(2);
    expect(say([out], word("out:theme:tree"))).toHaveLength(2);
    expect(say([out, word("in:theme:tree", { channel: "sms" })], word("out:all"))).toHaveLength(3);
    expect(say([word("in:all")], word("in:all"))).toHaveLength(2);
  });

  it("is taken back alone, and only while it is the last", () => {
    const [first, second] = [word("out:theme:tree"), word("out:theme:tree", { channel: "web" })];
    expect(isLast([first, second], first.id)).toBe("no");
    expect(isLast([first, second], second.id)).toBe("yes");
    expect(verdictOn(tree, takeBack([first, second], undo(second.id)))).toBe("must not");
    expect(verdictOn(tree, takeBack([first], undo(first.id)))).toBe("must");
    expect(isLast(takeBack([first, second], undo(second.id)), first.id)).toBe("no");
  });

  it("belongs to the past up to the last one that is dated then, whatever its neighbours are dated", () => {
    const dated = (at: number): Word => ({ ...word("out:all"), at });
    const said = [dated(500), dated(9_000), dated(700), dated(800)];
    expect(asOf(said, 700)).toEqual(said.slice(0, 3));
    expect(asOf(said, 499)).toEqual([]);
    expect(asOf(said, 9_000)).toEqual(said);
  });

  it("survives an erasure if it is an out, also one that had been lifted", () => {
    const said = [word("out:theme:tree"), word("in:theme:tree"), word("out:all")];
    const kept = eraseAllButOuts(takeBack(said, undo(said[2]?.id)));
    expect(kept).toEqual(said.slice(0, 1));
  });

  it("that may count or not leaves both open, also whether what was said before is the last", () => {
    const [certain, asked] = [word("out:all"), word("in:all", { isDoubtful: true })];
    expect(isLast([certain, asked], certain.id)).toBe("perhaps");
    expect(say([certain, asked], word("out:all")).at(-1)).toMatchObject({ value: "out", isDoubtful: true });
    expect(verdictOn(tree, [word("out:theme:tree", { isDoubtful: true })])).toBe("may");
    expect(verdictOn(hearts, [word("in:theme:hearts", { isDoubtful: true })])).toBe("may");
    const out = word("out:theme:tree");
    expect(verdictOn(tree, takeBack([out], undo(out.id, true)))).toBe("may");
    const asking = word("in:theme:hearts");
    expect(verdictOn(hearts, takeBack([asking], undo(asking.id, true)))).toBe("may");
  });
});

describe("what is shown", () => {
  const snow = { ...tree, key: "frost", theme: { ...tree.theme, key: "snowflake" }, priority: 50 };
  const verdicts = judge(land(snow, tree, hearts), { history: [] }, AT);

  it("must be what comes first, and must not be nothing", () => {
    expect(findFault(verdicts, "new-year")).toBeUndefined();
    expect(findFault(verdicts, null)).toContain("must be shown tree");
    expect(findFault(verdicts, "frost")).toContain("must be shown tree");
    expect(findFault(verdicts, "valentines")).toContain("must not be shown hearts");
    expect(findFault(verdicts, "unheard-of")).toContain("not live");
  });

  it("may be what precedes it, if that is left open", () => {
    const doubtful = { history: [word("in:theme:hearts", { isDoubtful: true })] };
    const both = judge(land(snow, { ...hearts, priority: 150 }), doubtful, AT);
    expect(findFault(both, "valentines")).toBeUndefined();
    expect(findFault(both, "frost")).toBeUndefined();
    expect(findFault(both, null)).toContain("must be shown snowflake");
  });
});
