import { describe, expect, it } from "vitest";
import { judgeObject, numbersFrom, type Expected, type Held } from "../../src/domain/identity.ts";

const OURS = { installation: "ours", name: "shard-7", birth: 3 };
/** It was known by its third birth, and acknowledged version 7. */
const expected: Expected = { identity: OURS, born: 3, version: 7, words: 0, isMissed: false };
const held = (more: Partial<Held> = {}): Held => ({
  identity: OURS,
  version: 7,
  digest: "d",
  stopState: null,
  words: 0,
  bytes: 0,
  ...more,
});
const born = (birth: number) => held({ identity: { ...OURS, birth } });
const EMPTY = held({ identity: null, version: 0, digest: null });
const ANONYMOUS = held({ identity: null });

describe("an object that is asked what it is", () => {
  it.each<[string, Partial<Expected>, Held, boolean, string]>([
    ["is known by its birth and its version", {}, held(), true, "known 3"],
    ["is lost where something was expected and nothing is", {}, EMPTY, true, "lost 3"],
    ["is lost, however often it is asked", { isMissed: true }, EMPTY, true, "lost 3"],
    ["is older where only an earlier birth than the last one is", {}, born(2), true, "older 3"],
    ["is new where nothing was ever expected", { born: 0, version: 0 }, EMPTY, true, "welcome 3 new"],
    ["is new where a birth was given that nobody took", { born: 0, version: 0 }, born(3), true, "known 3"],
    [
      "is foreign with another installation's identity",
      {},
      held({ identity: { ...OURS, installation: "theirs" } }),
      true,
      "foreign 3",
    ],
    [
      "is foreign also where nothing is expected",
      { born: 0 },
      held({ identity: { ...OURS, installation: "theirs" } }),
      true,
      "foreign 3",
    ],
    [
      "is foreign with another name, as a file that has changed places",
      {},
      held({ identity: { ...OURS, name: "shard-8" } }),
      true,
      "foreign 3",
    ],
    [
      "is given its name if it is from before names were kept",
      {},
      held({ identity: { installation: "ours", birth: 3 } }),
      true,
      "welcome 3 adopted",
    ],
    ["is adopted from before there were identities", {}, ANONYMOUS, true, "welcome 3 adopted"],
    ["is foreign without an identity if what it holds is not ours", {}, ANONYMOUS, false, "foreign 3"],
    ["is a copy that was put back where it was lost", { isMissed: true }, held(), true, "welcome 4 restored"],
    [
      "is such a copy also if it holds less than it did",
      { isMissed: true },
      held({ version: 6 }),
      true,
      "welcome 4 restored",
    ],
    ["is older if it knows less than it acknowledged, and nobody missed it", {}, held({ version: 6 }), true, "older 3"],
    ["is older if it has fewer words than it had", { words: 9 }, held({ words: 8 }), true, "older 3"],
    ["is older from before identities, too", {}, held({ identity: null, version: 6 }), true, "older 3"],
    ["goes on by a birth that was given and not taken", { born: 2 }, born(2), true, "welcome 3 restored"],
    [
      "keeps what it holds when a loss was accepted and it comes back",
      { born: 0, version: 0 },
      born(2),
      true,
      "welcome 3 restored",
    ],
    ["is ahead with a version that the catalog never had", {}, held({ version: 8 }), false, "ahead"],
    ["is ahead with another content of the same version", {}, held(), false, "ahead"],
    ["is known by a birth that an older catalog has forgotten", {}, born(4), true, "known 4"],
    ["is ahead by such a birth with a version that is not ours", {}, born(4), false, "ahead"],
  ])("%s", (_, more, object, isOwn, judgement) => {
    const judged = judgeObject({ ...expected, ...more }, object, isOwn);
    const words = "identity" in judged ? [judged.kind, judged.identity.birth] : [judged.kind];
    expect([...words, ...("as" in judged ? [judged.as] : [])].join(" ")).toBe(judgement);
  });

  it("gives each birth numbers above all of the births before it", () => {
    expect([1, 2, 3].map(numbersFrom)).toEqual([0, 1_000_000, 2_000_000]);
  });
});
