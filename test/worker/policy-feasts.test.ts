import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { weighedProposalSchema } from "../../src/contract/policy.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { proposeAndCarry } from "./carry-policy.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";
import { startCampaign, unstaged } from "./guarded-campaign.ts";
import { openPerson } from "./words/speak.ts";

const NOW = "2025-02-01T00:00:00Z";
const STARTED = Date.parse(NOW);
useGarland(NOW);

/** Within Maslenitsa, from 24 February to 2 March. */
const MASLENITSA = "2025-02-26T12:00:00+03:00";

const fair: Campaign = {
  ...unstaged,
  key: "fair",
  decoration: "tree",
  schedule: { kind: "feast", zone: "own", feast: "maslenitsa", firstOffsetDays: 0, lastOffsetDays: 6 },
};

const carries = (key: string, category: string | null, baseRevision = 1) =>
  ({ kind: "feast", key, body: { key, category }, baseRevision }) as const;

const liveOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live;

async function propose(desk: Desk, ...changes: readonly object[]) {
  const proposed = await desk("POST", "/v1/policy/proposals", { changes, reason: "as we agreed" });
  expect(proposed.status).toBe(201);
  return proposed.json<z.infer<typeof weighedProposalSchema>>();
}

const carry = (desk: Desk, { id, effect }: { readonly id: number; readonly effect: string | null }) =>
  desk("POST", `/v1/policy/proposals/${id}:carry`, { effect });

describe("a feast that begins to carry a sensitive category", () => {
  it("is carried by one approver who has read what follows, and halts what came unasked around it, at once", async () => {
    const [anna, boris, clara] = [await openPerson("anna"), await openPerson("boris"), await openPerson("clara")];
    await startCampaign(fair, STARTED);
    await anna.choose("category:religion", "in", NOW);
    await clara.choose("category:religion", "out", NOW);
    expect(await boris.sees(MASLENITSA)).toBe("show: segment");
    const desk = await openDesk(NOW, "olga", "approver");
    const proposal = await propose(desk, carries("maslenitsa", "religion"));
    expect(proposal.direction).toBe("tightens");
    expect(proposal.lines).toEqual([
      {
        code: "feast-carries",
        ru: "Кампании вокруг праздника «Масленица» относятся и к категории «Религиозные праздники» (чувствительная): их увидят только те, кто попросит об этой категории.",
        en: "Campaigns around “Maslenitsa” stand in “Religious holidays” (sensitive), too: only people who ask for it see them.",
      },
    ]);
    expect(proposal.consequences?.saidNo).toMatchObject([{ scope: "category:religion", people: 0 }]);
    expect(proposal.consequences?.campaigns).toMatchObject([{ campaign: "fair", becomes: "halted" }]);
    expect((await carry(desk, proposal)).status).toBe(200);
    expect(await liveOf("fair")).toMatchObject({ state: "halted", haltedBy: "policy" });
    expect(await Promise.all([anna, boris, clara].map((person) => person.sees(MASLENITSA)))).toEqual([
      "show: asked",
      "none: sensitive-not-asked",
      "none: opted-out",
    ]);
  });

  it("keeps its campaigns halted while it carries it, and two people lift that once it carries it no more", async () => {
    await startCampaign(fair, STARTED);
    const [olga, pavel] = [await openDesk(NOW, "olga", "approver"), await openDesk(NOW, "pavel", "approver")];
    expect((await carry(olga, await propose(olga, carries("maslenitsa", "religion")))).status).toBe(200);
    const lift = (desk: Desk) => desk("POST", "/v1/campaigns/fair:lift", { reason: "it was a mistake" });
    expect((await expectProblem(await lift(olga), "conflict", 409)).detail).toContain("Religious holidays");
    const anna = await openDesk(NOW, "anna", "marketer");
    await expectProblem(await anna("POST", "/v1/campaigns/fair:submit", { reason: "again" }), "refused", 422);
    const back = await propose(olga, carries("maslenitsa", null, 2));
    expect(back.direction).toBe("loosens");
    await expectProblem(await carry(olga, back), "another-person", 403);
    expect((await carry(pavel, back)).status).toBe(200);
    expect((await lift(olga)).status).toBe(200);
    expect((await lift(pavel)).status).toBe(200);
    expect(await liveOf("fair")).toMatchObject({ state: "running" });
    expect(await (await openPerson("boris")).sees(MASLENITSA)).toBe("show: segment");
  });

  it("makes drafts around it fall back from their approval", async () => {
    const olga = await openDesk(NOW, "olga", "approver", "marketer");
    expect((await olga("PUT", "/v1/campaigns/fair", fair, { "If-None-Match": "*" })).status).toBe(201);
    expect((await olga("POST", "/v1/campaigns/fair:submit", {})).status).toBe(200);
    const proposal = await propose(olga, carries("maslenitsa", "religion"));
    expect(proposal.consequences?.campaigns).toMatchObject([{ campaign: "fair", becomes: "unapproved" }]);
    expect((await carry(olga, proposal)).status).toBe(200);
    const stored = await catalog().readDefinition("campaign", "fair");
    expect(stored?.lifecycle?.review).toMatchObject({ state: "draft", note: "feast/maslenitsa was changed" });
  });
});

describe("what loosens a feast", () => {
  it.each([
    ["that it carries nothing any more", carries("ramadan", null)],
    ["that it carries something else", carries("ramadan", "national")],
    ["that policy speaks of it no more", { ...carries("maslenitsa", null), body: null }],
  ])("is %s, and a second person carries it", async (_what, change) => {
    const [olga, pavel] = [await openDesk(NOW, "olga", "approver"), await openDesk(NOW, "pavel", "approver")];
    const proposal = await propose(olga, change);
    expect(proposal.direction).toBe("loosens");
    await expectProblem(await carry(olga, proposal), "another-person", 403);
    expect((await carry(pavel, proposal)).status).toBe(200);
  });

  it("says in words what follows for people", async () => {
    const { lines } = await propose(await openDesk(NOW, "olga", "approver"), carries("ramadan", null));
    expect(lines.map(({ en }) => en)).toEqual([
      "Campaigns around “Ramadan” stand in “Religious holidays” (sensitive) no more: they may now come unasked, unless their theme is sensitive as well.",
    ]);
  });

  it("lifts no out: whoever said no to what it carried is not shown its campaign", async () => {
    const clara = await openPerson("clara");
    const [olga, pavel] = [await openDesk(NOW, "olga", "approver"), await openDesk(NOW, "pavel", "approver")];
    const religious = { ...carries("maslenitsa", "religion"), body: { key: "maslenitsa", category: "religion" } };
    expect((await proposeAndCarry(olga, olga, [religious])).status).toBe(200);
    await startCampaign({ ...fair, delivery: "opt-in" }, STARTED);
    await clara.choose("category:religion", "out", NOW);
    expect((await proposeAndCarry(olga, pavel, [carries("maslenitsa", null, 2)])).status).toBe(200);
    await clara.choose("theme:tree", "in", NOW);
    expect(await clara.sees(MASLENITSA)).toBe("none: opted-out");
  });
});

it("a proposal of a feast that nobody knows, of a category that does not exist, or of its days is refused", async () => {
  const olga = await openDesk(NOW, "olga", "approver");
  const refuse = async (type: string, status: number, change: object) =>
    expectProblem(await olga("POST", "/v1/policy/proposals", { changes: [change], reason: "why not" }), type, status);
  await refuse("invalid-request", 400, carries("sabantuy", "national"));
  expect(JSON.stringify((await refuse("refused", 422, carries("maslenitsa", "ghost"))).issues)).toContain("ghost");
  const day = { ...carries("ramadan", "religion"), body: { key: "ramadan", category: "religion", day: "2036-01-01" } };
  await refuse("invalid-request", 400, day);
  await refuse("precondition-failed", 412, carries("maslenitsa", "religion", 7));
});
