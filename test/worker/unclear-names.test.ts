import { describe, expect, it } from "vitest";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
const LOOKALIKE = "Ꭼva";
useGarland("2026-11-01T00:00:00Z");

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

const hearts = bundledDefinitions.themes.find(({ key }) => key === "hearts");
const HEARTS_OUT = { kind: "theme", key: "hearts", body: { ...hearts, category: "festive" }, baseRevision: 1 };

async function proposeAndCarry(proposer: Desk, carrier: Desk): Promise<Response> {
  const body = { changes: [HEARTS_OUT], reason: "as we agreed" };
  const { id, effect } = await (
    await proposer("POST", "/v1/policy/proposals", body)
  ).json<{ id: number; effect: string }>();
  return carrier("POST", `/v1/policy/proposals/${id}:carry`, { effect });
}

async function expectUnclear(answer: Response): Promise<void> {
  const { detail } = await expectProblem(answer, "another-person", 403);
  expect(detail).toContain(`“${LOOKALIKE}”`);
  expect(detail).toContain("identity provider");
}

describe("somebody whose name can be read as another's", () => {
  it("carries nothing that loosens, proposes nothing, and writes nothing that others build upon", async () => {
    const eva = await open("Eva", "marketer", "approver");
    const lookalike = await open(LOOKALIKE, "marketer", "approver");
    await expectUnclear(await proposeAndCarry(eva, lookalike));
    await expectUnclear(
      await lookalike("POST", "/v1/policy/proposals", { changes: [HEARTS_OUT], reason: "as we agreed" }),
    );
    const android = bundledDefinitions.segments.find(({ key }) => key === "android");
    const renamed = { ...android, label: { ru: "Все", en: "All" } };
    await expectUnclear(await lookalike("PUT", "/v1/segments/android", renamed, { "If-Match": '"r1"' }));
  });

  it("confirms no key, and nobody confirms a key of theirs", async () => {
    const [eva, other] = [await open("Eva", "admin"), await open(LOOKALIKE, "admin")];
    for (const [maker, second] of [
      [eva, other],
      [other, eva],
    ] as const) {
      const made = await maker("POST", "/v1/service-keys", { name: "robot", roles: ["channel"] });
      const { prefix } = await made.json<{ prefix: string }>();
      await expectUnclear(await second("POST", `/v1/service-keys/${prefix}:confirm`));
    }
  });

  it("neither lets everything go on as the second nor takes another's first word away", async () => {
    const eva = await open("Eva", "approver");
    expect((await eva("POST", "/v1/stop", { reason: "wait" })).status).toBe(200);
    const resume = async (desk: Desk) => (await desk("POST", "/v1/resume", { reason: "all is well" })).status;
    const [anna, boris] = [await open("anna", "approver"), await open("boris", "approver")];
    const lookalike = await open(LOOKALIKE, "approver");
    expect(await resume(lookalike)).toBeLessThan(300);
    expect(await resume(anna)).toBeLessThan(300);
    expect((await catalog().status()).resume?.proposedBy).toBe("person:anna");
    expect(await resume(lookalike)).toBeLessThan(300);
    expect((await catalog().status()).resume?.proposedBy).toBe("person:anna");
    expect(await resume(boris)).toBeLessThan(300);
    expect(await catalog().status()).not.toHaveProperty("resume");
  });
});
