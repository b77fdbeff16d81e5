/** How many people an audience has is known only when they are imported: stages go by those who are there. */
import { expect, it } from "vitest";
import { useGarland } from "./client.ts";
import { HOUR, importMany, OPENS, readOrder, sparkle, startCampaign, step, trayOf } from "./guarded-campaign.ts";

useGarland("2025-06-01T00:00:00Z");

const careful = {
  ...sparkle,
  stages: [
    { people: 10, minimumHours: 24 },
    { percent: 100, minimumHours: 24 },
  ],
};

async function countShown(people: number, at: number): Promise<number> {
  const trays = await Promise.all(Array.from({ length: people }, (_, index) => trayOf(`x${index}`, at)));
  return trays.filter(({ decision }) => decision === "show").length;
}

it("what was started before anybody was imported comes to nobody until they are counted, and then to as many as its stage is for", async () => {
  await startCampaign(careful, OPENS - 72 * HOUR);
  await importMany(400);
  expect(await countShown(400, OPENS + 20 * HOUR)).toBe(0);
  await step("sparkle", { kind: "hold", reason: "a look" }, "anna", OPENS - 30 * HOUR);
  expect(await step("sparkle", { kind: "resume", reason: "fine" }, "anna", OPENS - 24 * HOUR)).toMatchObject({
    ok: true,
  });
  const { standing } = await readOrder("sparkle");
  expect(standing).toMatchObject({ audienceSize: 400, rollout: { to: 10 / 400 } });
  const shown = await countShown(400, OPENS + 20 * HOUR);
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(30);
});
