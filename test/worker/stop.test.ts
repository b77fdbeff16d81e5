import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { proposeAndCarry } from "./carry-policy.ts";
import { catalog, expectProblem, openPhone, SHARDS, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";

const NOW = "2024-12-02T00:00:00Z";
useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const newYear: Campaign = found;

/** Something has got into the definitions that can't be compiled. */
async function breakDefinitions() {
  await runInDurableObject(env.CATALOG.getByName("catalog"), (_, state) => {
    state.storage.sql.exec("DELETE FROM definitions WHERE kind = 'attribute'");
  });
}

describe("a stop", () => {
  it("is obeyed by every decision that begins after its answer, whatever is asked meanwhile", async () => {
    const anna = await openDesk(NOW, "anna", "marketer");
    const phones = await Promise.all(
      Array.from({ length: 32 }, (_, index) => openPhone(`s${index}`, { platform: "ios" })),
    );
    const ask = () => Promise.all(phones.map((phone) => phone.trayAt(NEW_YEAR)));
    expect((await ask()).every((tray) => tray.decision === "show")).toBe(true);
    // Phones go on asking while the stop is under way; what they get then may be either.
    const meanwhile = [ask(), ask()];
    const stopped = await anna("POST", "/v1/stop", { reason: "wrong day" });
    const after = await Promise.all([ask(), ask(), ask()]);
    expect(await stopped.json()).toMatchObject({ acknowledged: SHARDS, total: SHARDS, isLive: true });
    expect(new Set(after.flat().map((tray) => tray.reason))).toEqual(new Set(["stopped"]));
    await Promise.all(meanwhile);
  });

  it("needs nothing to compile: it works with definitions that are broken", async () => {
    const anna = await openDesk(NOW, "anna", "marketer");
    await breakDefinitions();
    const one = await anna("POST", "/v1/campaigns/new-year:stop", { reason: "complaints" });
    expect(await one.json()).toMatchObject({ published: { ruleset: 2, isLive: true } });
    const all = await anna("POST", "/v1/stop", { reason: "complaints" });
    expect(await all.json()).toMatchObject({ ruleset: 3, isLive: true });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "stopped" });
    const [boris, clara] = [await openDesk(NOW, "boris", "approver"), await openDesk(NOW, "clara", "approver")];
    expect((await boris("POST", "/v1/resume", { reason: "again" })).status).toBe(202);
    await expectProblem(await clara("POST", "/v1/resume", { reason: "again" }), "refused", 422);
    expect(await catalog().status()).toMatchObject({ ruleset: 3, stopped: true });
  });

  it("by a person takes the decoration also from those who asked for it", async () => {
    const phone = await openPhone("fan", { platform: "ios" });
    await phone.choose("theme:tree", "in", NOW);
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", reason: "asked" });
    const anna = await openDesk(NOW, "anna", "marketer");
    await anna("POST", "/v1/campaigns/new-year:stop", { reason: "complaints" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "stopped" });
  });

  it("of one campaign leaves the others as they are", async () => {
    const anna = await openDesk(NOW, "anna", "marketer");
    await anna("POST", "/v1/campaigns/valentines:stop", { reason: "complaints" });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", campaign: "new-year" });
  });
});

describe("what live campaigns share", () => {
  it("can't be taken from under them, though the drafts need it no more", async () => {
    const [anna, boris, ada] = [
      await openDesk(NOW, "anna", "marketer"),
      await openDesk(NOW, "boris", "approver"),
      await openDesk(NOW, "ada", "admin"),
    ];
    const label = { ru: "Тариф", en: "Plan" };
    const plan = { key: "plan", type: "string", source: "profile", label, purpose: label };
    const segment = { key: "on-gold", label, condition: { plan: "gold" }, examples: [] };
    const campaign = { ...newYear, key: "gold", audience: { include: ["on-gold"], exclude: [] }, priority: 900 };
    const added = [{ kind: "attribute", key: "plan", body: plan, baseRevision: 0 }] as const;
    expect((await proposeAndCarry(ada, boris, added)).status).toBe(200);
    expect((await anna("PUT", "/v1/segments/on-gold", segment, { "If-None-Match": "*" })).status).toBe(201);
    expect((await anna("PUT", "/v1/campaigns/gold", campaign, { "If-None-Match": "*" })).status).toBe(201);
    expect((await anna("POST", "/v1/campaigns/gold:submit", {})).status).toBe(200);
    expect((await boris("POST", "/v1/campaigns/gold:approve", {})).status).toBe(200);
    expect((await anna("POST", "/v1/campaigns/gold:start", {})).status).toBe(200);
    // The draft has another meaning now; what runs was approved with the old one.
    const changed = { ...segment, condition: { platform: "ios" } };
    expect((await anna("PUT", "/v1/segments/on-gold", changed, { "If-Match": '"r1"' })).status).toBe(200);
    const removed = [{ kind: "attribute", key: "plan", body: null, baseRevision: 1 }] as const;
    const problem = await expectProblem(await proposeAndCarry(ada, boris, removed), "conflict", 409);
    expect(JSON.stringify(problem.issues)).toContain("plan");
    expect(await catalog().readDefinition("attribute", "plan")).not.toBeNull();
  });
});
