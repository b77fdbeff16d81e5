import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listEventsNames } from "../../src/contract/rpc/rpc-events.ts";
import { catalog, call, useGarland } from "./client.ts";
import {
  DAY,
  feed,
  guardFor,
  guardStub,
  HOUR,
  OPENS,
  readGuard,
  sparkle,
  startCampaign,
  step,
} from "./guarded-campaign.ts";
import { empty } from "./copies.ts";
import { rename, restartCatalog } from "./losing.ts";

useGarland("2025-06-01T00:00:00Z");
/** A lost object is logged, which is no news here. */
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

const GUARD = "sparkle@1";
const NOW = OPENS + HOUR;

const readStanding = async () => {
  const [order] = await catalog().readOrders("sparkle");
  return [order?.standing.heldBy, (await catalog().status()).troubled.map(({ object, state }) => [object, state])];
};

async function loseEvidence(): Promise<void> {
  await startCampaign(sparkle, OPENS - DAY);
  await feed(GUARD, 1, NOW, 400, 2);
  await empty(guardStub(GUARD));
}

describe("a guard that has lost its evidence", () => {
  it("holds its campaign, as soon as a shard reports or the catalog asks", async () => {
    await loseEvidence();
    await feed(GUARD, 2, NOW + HOUR, 800, 2).catch(() => undefined);
    expect(await readStanding()).toEqual(["person", [[GUARD, "lost"]]]);
    expect((await (await call("/healthz")).json<{ status: string }>()).status).toBe("damaged");
  });

  it("is found by the catalog's roll call, and the hold is brought to every shard", async () => {
    await loseEvidence();
    expect(await restartCatalog(NOW)).toMatchObject({ isLive: true });
    expect(await readStanding()).toEqual(["person", [[GUARD, "lost"]]]);
    const [entry] = await catalog().readAudit({ action: "hold", limit: 1 });
    expect(entry).toMatchObject({
      actor: "system",
      target: "campaign/sparkle",
      why: expect.stringContaining("lost its counts"),
    });
  });

  it("takes no report and judges nothing, so that no shard believes its counts to be known", async () => {
    await loseEvidence();
    await restartCatalog(NOW);
    expect(await feed(GUARD, 2, NOW, 800, 2).catch(String)).toContain("lost what it held");
    expect(await runDurableObjectAlarm(guardStub(GUARD))).toBe(false);
    expect(await guardFor(GUARD).read(NOW).catch(String)).toContain("lost what it held");
  });

  it("counts anew when a person resumes the campaign, and the catalog hears what it asks for", async () => {
    await loseEvidence();
    await restartCatalog(NOW);
    expect(await step("sparkle", { kind: "resume", reason: "go on" }, "anna", NOW, "go on")).toMatchObject({
      ok: true,
    });
    expect(await readStanding()).toEqual(["nobody", []]);
    await feed(GUARD, 2, NOW + HOUR, 480, 30);
    expect((await readGuard(GUARD, NOW + HOUR)).totals).toMatchObject({ exposed: 480 });
    expect((await catalog().readDefinition("campaign", "sparkle"))?.lifecycle?.live?.state).toBe("halted");
    expect((await catalog().readAudit({ target: `guard/${GUARD}`, limit: 5 })).map(({ action }) => action)).toEqual([
      "accept-loss",
      "lost",
    ]);
  });

  it("is adopted from before identities, with all its evidence", async () => {
    await startCampaign(sparkle, OPENS - DAY);
    await feed(GUARD, 1, NOW, 400, 2);
    await rename(guardStub(GUARD), undefined);
    expect(await restartCatalog(NOW)).toMatchObject({ isLive: true, troubled: [] });
    expect((await readGuard(GUARD, NOW)).totals).toMatchObject({ exposed: 400 });
  });
});

describe("an events object", () => {
  it("has an identity after the first ruleset, and is given another one when it is empty: nobody loses anything", async () => {
    const [name = ""] = listEventsNames();
    const readStored = () => env.EVENTS.getByName(name).identify();
    await vi.waitFor(async () => expect((await readStored()).identity).toMatchObject({ birth: 1 }));
    await empty(env.EVENTS.getByName(name));
    await restartCatalog(NOW);
    await catalog().setStopped(true, { actor: "anna", now: NOW, why: "all of it" });
    await vi.waitFor(async () => expect((await readStored()).identity).toMatchObject({ birth: 2 }));
    expect((await catalog().status()).troubled).toEqual([]);
  });
});
