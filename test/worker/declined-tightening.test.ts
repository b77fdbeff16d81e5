import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { weighedProposalSchema } from "../../src/contract/policy.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

type Weighed = z.infer<typeof weighedProposalSchema>;

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

const festive = bundledDefinitions.categories.find(({ key }) => key === "festive");
const STRICTER = { kind: "category", key: "festive", body: { ...festive, sensitive: true }, baseRevision: 1 };
const LOOSER = {
  kind: "theme",
  key: "hearts",
  body: { ...bundledDefinitions.themes.find(({ key }) => key === "hearts"), category: "festive" },
  baseRevision: 1,
};

async function propose(desk: Desk, change: object): Promise<Weighed> {
  const proposed = await desk("POST", "/v1/policy/proposals", { changes: [change], reason: "people mind it" });
  expect(proposed.status).toBe(201);
  return proposed.json<Weighed>();
}

const decline = (desk: Desk, { id }: Weighed, reason = "it would cost us") =>
  desk("POST", `/v1/policy/proposals/${id}:decline`, { reason });

const read = async (desk: Desk, { id }: Weighed) => (await desk("GET", `/v1/policy/proposals/${id}`)).json<Weighed>();

const carry = (desk: Desk, { id, effect }: Weighed) => desk("POST", `/v1/policy/proposals/${id}:carry`, { effect });

async function makeKey(desk: Desk): Promise<Desk> {
  const made = await desk("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
  return deskWith((await made.json<{ key: string }>()).key, NOW);
}

describe("what tightens policy", () => {
  it("stays open to every approver when one of them declines it, with their name and reason", async () => {
    const [anna, boris, clara] = [
      await open("anna", "marketer"),
      await open("boris", "approver"),
      await open("clara", "approver"),
    ];
    const proposal = await propose(anna, STRICTER);
    const said = { by: "person:boris", at: Date.parse(NOW), why: "it would cost us" };
    expect(await (await decline(boris, proposal)).json()).toMatchObject({
      state: "open",
      closed: null,
      declines: [said],
    });
    const shown = await read(clara, proposal);
    expect(shown).toMatchObject({ state: "open", declines: [said] });
    expect(await catalog().readAudit({ target: `proposal/${proposal.id}`, limit: 1 })).toMatchObject([
      { action: "decline-word", actor: "person:boris", why: "it would cost us" },
    ]);
    // Nothing of what follows has changed: whoever read it before may carry it.
    expect((await carry(clara, proposal)).status).toBe(200);
    expect((await catalog().readDefinition("category", "festive"))?.body).toMatchObject({ sensitive: true });
    expect(await read(clara, proposal)).toMatchObject({ state: "carried", declines: [said] });
  });

  it("can still be carried by whoever declined it", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const proposal = await propose(anna, STRICTER);
    expect((await decline(boris, proposal)).status).toBe(200);
    expect((await carry(boris, proposal)).status).toBe(200);
  });

  it("ends when two people decline it, neither of whom proposed it", async () => {
    const [anna, boris, clara] = [
      await open("anna", "approver"),
      await open("boris", "approver"),
      await open("clara", "approver"),
    ];
    const proposal = await propose(anna, STRICTER);
    const own = await expectProblem(await decline(anna, proposal), "another-person", 403);
    expect(own.detail).toContain("withdraw");
    expect((await decline(boris, proposal)).status).toBe(200);
    const ended = await (await decline(clara, proposal, "nobody minds")).json();
    expect(ended).toMatchObject({
      state: "declined",
      closed: { by: "person:clara", why: "nobody minds" },
      declines: [{ by: "person:boris" }, { by: "person:clara" }],
    });
    await expectProblem(await carry(anna, proposal), "conflict", 409);
    expect(await catalog().readAudit({ target: `proposal/${proposal.id}`, limit: 1 })).toMatchObject([
      { action: "decline", actor: "person:clara" },
    ]);
  });

  it("is declined by one human once, however often, under whatever spelling and by whatever key they say it", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver", "admin")];
    const proposal = await propose(anna, STRICTER);
    expect((await decline(boris, proposal)).status).toBe(200);
    for (const same of [boris, await open("Boris", "approver"), await open("b.óris", "approver")]) {
      const refused = await expectProblem(await decline(same, proposal), "another-person", 403);
      expect(refused.detail).toContain("declined");
    }
    for (const robot of [await makeKey(boris), await makeKey(await open("ada", "admin"))])
      await expectProblem(await decline(robot, proposal), "another-person", 403);
    const unclear = await expectProblem(await decline(await open("Ꭼva", "approver"), proposal), "another-person", 403);
    expect(unclear.detail).toContain("Ꭼva");
    expect(await read(anna, proposal)).toMatchObject({ state: "open", declines: [{ by: "person:boris" }] });
  });

  it("is taken back by its author also after somebody declined it, and by whoever made the key that proposed it", async () => {
    const [ada, boris] = [await open("ada", "admin"), await open("boris", "approver")];
    const proposal = await propose(await makeKey(ada), STRICTER);
    await expectProblem(await decline(ada, proposal), "another-person", 403);
    expect((await decline(boris, proposal)).status).toBe(200);
    const withdrawn = await ada("POST", `/v1/policy/proposals/${proposal.id}:withdraw`, {});
    expect(await withdrawn.json()).toMatchObject({ state: "withdrawn" });
  });

  it("ends by one word, also of whoever has declined it before, once it tightens no more", async () => {
    const [anna, boris] = [await open("anna", "approver"), await open("boris", "approver")];
    const tree = bundledDefinitions.themes.find(({ key }) => key === "tree");
    const change = { kind: "theme", key: "tree", body: { ...tree, category: "romance" }, baseRevision: 1 };
    const proposal = await propose(anna, change);
    expect(proposal.direction).toBe("tightens");
    expect((await decline(boris, proposal)).status).toBe(200);
    // The tree is sensitive where it stands, so that to move it takes a no away from it.
    expect((await carry(anna, await propose(anna, STRICTER))).status).toBe(200);
    expect(await read(anna, proposal)).toMatchObject({ state: "open", direction: "loosens" });
    expect(await (await decline(boris, proposal)).json()).toMatchObject({ state: "declined" });
  });
});

describe("what loosens policy", () => {
  it("ends when one person declines it, as it takes two to be carried", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const proposal = await propose(anna, LOOSER);
    expect(await (await decline(boris, proposal)).json()).toMatchObject({
      state: "declined",
      closed: { by: "person:boris" },
      declines: [],
    });
  });
});
