/** How many people an audience has is known only when they are imported: stages go by those who are there. */
import { env } from "cloudflare:workers";
import { expect, it, vi, afterEach } from "vitest";
import { useGarland } from "./client.ts";
import { HOUR, importMany, OPENS, readOrder, sparkle, startCampaign, trayOf } from "./guarded-campaign.ts";
import { ringAfter } from "./ring-after.ts";

useGarland("2025-06-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const careful = {
  ...sparkle,
  stages: [
    { people: 10, minimumHours: 24 },
    { percent: 100, minimumHours: 24 },
  ],
};

/** The keeper goes by the real clock. */
async function passAnHour(now: number): Promise<void> {
  vi.spyOn(Date, "now").mockReturnValue(now);
  await ringAfter(env.CATALOG.getByName("catalog"), HOUR);
}

async function countShown(people: number, at: number): Promise<number> {
  const trays = await Promise.all(Array.from({ length: people }, (_, index) => trayOf(`x${index}`, at)));
  return trays.filter(({ decision }) => decision === "show").length;
}

it("what was started before anybody was imported comes to no more people than its stage is for", async () => {
  await startCampaign(careful, OPENS - 3 * 24 * HOUR);
  await importMany(400);
  expect(await countShown(400, OPENS + 20 * HOUR)).toBe(0);
  await passAnHour(OPENS - 24 * HOUR);
  const { standing } = await readOrder("sparkle");
  expect(standing).toMatchObject({ audienceSize: 400, rollout: { to: 10 / 400 } });
  const shown = await countShown(400, OPENS + 20 * HOUR);
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(30);
});
