/** A word to lift a halt by policy goes for the halt that was read, and for no other. */
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, expectProblem, useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";

useGarland("2026-11-01T00:00:00Z");

const NOW = Date.parse("2026-11-02T09:30:00Z");
const MINUTE = 60_000;
const AT = new Date(NOW + 30 * MINUTE).toISOString();

async function setFestive(sensitive: boolean, minute: number): Promise<void> {
  const category = bundledDefinitions.categories.find(({ key }) => key === "festive");
  const body = { ...category, key: "festive", sensitive };
  const changes = [{ kind: "category" as const, key: "festive", body }];
  expect(await carryPolicy(catalog(), changes, NOW + minute * MINUTE)).toMatchObject({ ok: true });
}

async function haltForAWhile(minute = 0): Promise<void> {
  await setFestive(true, minute);
  await setFestive(false, minute + 1);
}

const open = (name: string) => openDesk(AT, name, "approver");

async function readTag(desk: Desk, key = "new-year"): Promise<string | undefined> {
  const stored = await desk("GET", `/v1/campaigns/${key}`);
  return (await stored.json<{ tags?: { lift?: string } }>()).tags?.lift;
}

const lift = (desk: Desk, seen: string | undefined) =>
  desk("POST", "/v1/campaigns/new-year:lift", { reason: "it was a mistake", seen });

const liveOf = async () => (await catalog().readDefinition("campaign", "new-year"))?.lifecycle?.live;

const expectStale = async (answer: Response): Promise<void> => {
  const { detail } = await expectProblem(answer, "precondition-failed", 412);
  expect(detail).toContain("tags.lift");
};

describe("a word to lift a halt by policy", () => {
  it("says what was read, which every page of a campaign that policy has halted tells, and no other", async () => {
    const boris = await open("boris");
    expect(await readTag(boris)).toBeUndefined();
    await haltForAWhile();
    await expectProblem(await lift(boris, undefined), "precondition-required", 428);
    await expectStale(await lift(boris, (await liveOf())?.hash));
    expect((await liveOf())?.policyHalt).not.toHaveProperty("liftProposedBy");
    expect((await lift(boris, await readTag(boris))).status).toBe(200);
    expect((await liveOf())?.policyHalt).toMatchObject({ liftProposedBy: "person:boris" });
  });

  it("is not the second one of somebody who read that it would be the first", async () => {
    const [anna, boris] = [await open("anna"), await open("boris")];
    await haltForAWhile();
    const read = await readTag(boris);
    expect(await readTag(anna)).toBe(read);
    expect((await lift(anna, read)).status).toBe(200);
    await expectStale(await lift(boris, read));
    expect(await liveOf()).toMatchObject({ state: "halted" });
    expect((await lift(boris, await readTag(boris))).status).toBe(200);
    expect(await liveOf()).toMatchObject({ state: "running" });
  });

  it("goes for no policy that was carried after it was read, though that allows the campaign as well", async () => {
    const boris = await open("boris");
    await haltForAWhile();
    const read = await readTag(boris);
    await haltForAWhile(5);
    await expectStale(await lift(boris, read));
    expect((await liveOf())?.policyHalt).not.toHaveProperty("liftProposedBy");
  });

  it("goes for no later halt than the one that was read", async () => {
    const [anna, boris, clara] = [await open("anna"), await open("boris"), await open("clara")];
    await haltForAWhile();
    expect((await lift(anna, await readTag(anna))).status).toBe(200);
    const read = await readTag(clara);
    expect((await lift(boris, read)).status).toBe(200);
    await haltForAWhile(40);
    const later = await openDesk(new Date(NOW + 50 * MINUTE).toISOString(), "clara", "approver");
    await expectStale(await lift(later, read));
    expect(await liveOf()).toMatchObject({ state: "halted" });
  });
});
