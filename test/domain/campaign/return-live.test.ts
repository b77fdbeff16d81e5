import { describe, expect, it } from "vitest";
import type { Approval, Lifecycle, Live } from "../../../src/domain/campaign/lifecycle.ts";
import { NEW_LIFECYCLE } from "../../../src/domain/campaign/lifecycle.ts";
import { returnLive } from "../../../src/domain/campaign/return-live.ts";
import type { StartWord } from "../../../src/domain/campaign/start-word.ts";
import type { MakerOf } from "../../../src/domain/human-behind.ts";

const AT = { now: 10, hash: "then", lastVersion: 4 };
const live: Live = { state: "running", version: 4, hash: "now", startedAt: 1, changedAt: 1 };
const byTwo: Approval = { submittedBy: "anna", approvedBy: "boris", authors: ["anna"] };
const byOne: Approval = { submittedBy: "anna", approvedBy: "anna" };
const awaited: StartWord = { kind: "one", of: ["carl"], awaitedSince: 5 };

function returned(approval: Approval | undefined, word?: StartWord, makerOf: MakerOf = () => undefined) {
  const lifecycle: Lifecycle = { ...NEW_LIFECYCLE, live: { ...live, ...(word && { word }) } };
  return returnLive(lifecycle, { approval, how: { kind: "anew" }, makerOf }, AT).live;
}

describe("what comes back by a rollback", () => {
  it("runs on the word that it was started on", () => {
    expect(returned(byTwo)).toMatchObject({ version: 5, hash: "then", startedAt: 10, word: { kind: "two" } });
    expect(returned(byOne)?.word).toEqual({ kind: "one", of: ["anna"] });
    expect(returned({ submittedBy: "system", approvedBy: "system" })?.word).toEqual({ kind: "two" });
  });

  it("runs on one person's word if the second was behind a machine of the first", () => {
    const byMachine: Approval = { submittedBy: "service:robot", approvedBy: "boris", authors: ["boris"] };
    expect(returned(byMachine, undefined, () => "boris")?.word?.kind).toBe("one");
  });

  it("answers nothing that a second person was asked, unless two had wanted it", () => {
    expect(returned(byOne, awaited)?.word).toEqual({ kind: "one", of: ["carl", "anna"], awaitedSince: 5 });
    expect(returned(undefined, awaited)?.word).toEqual(awaited);
    expect(returned(byTwo, awaited)?.word).toEqual({ kind: "two" });
  });

  it("leaves it to the guard where nobody knows on whose word it was started", () => {
    expect(returned(undefined)).not.toHaveProperty("word");
    expect(returned(undefined, { kind: "two" })).not.toHaveProperty("word");
  });
});
