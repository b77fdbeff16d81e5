/** Whoever approved something before it was stopped did not know of that, so it takes another word to bring it back. */
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { useGarland } from "./client.ts";
import { DAY, HOUR, importMany, OPENS, sparkle, startCampaign, step, writeCampaign } from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");

const LATER = OPENS + 2 * HOUR;
const ENDED_SINCE = { ok: false, error: { type: "conflict", detail: expect.stringContaining("sparkle@1") } };

/** Something is approved while `sparkle` runs, and then somebody stops that. */
async function approveThenStop(campaign: Campaign) {
  await importMany(40);
  await startCampaign(sparkle, OPENS - DAY);
  await writeCampaign(campaign, OPENS);
  await step(campaign.key, { kind: "submit" }, "anna", OPENS);
  expect(await step(campaign.key, { kind: "approve" }, "boris", OPENS)).toMatchObject({ ok: true });
  await step("sparkle", { kind: "stop", reason: "no" }, "vera", OPENS + HOUR, "no");
}

const start = (key: string) => step(key, { kind: "start" }, "anna", LATER);

describe("what was approved before it was stopped", () => {
  it.each([
    ["by its own name", { ...sparkle, label: { ru: "Б", en: "B" } }],
    ["by another name", { ...sparkle, key: "other" }],
  ])("does not come back on that approval: %s", async (_, campaign) => {
    await approveThenStop(campaign);
    expect(await start(campaign.key)).toMatchObject(ENDED_SINCE);
  });

  it("comes back once somebody has approved it knowing that", async () => {
    await approveThenStop({ ...sparkle, key: "other" });
    await step("other", { kind: "return", note: "look again" }, "boris", LATER, "look again");
    await step("other", { kind: "submit" }, "anna", LATER);
    await step("other", { kind: "approve" }, "boris", LATER);
    expect(await start("other")).toMatchObject({ ok: true });
  });
});
