/** Whether a campaign takes two people is said before it is submitted, and is what a submission then asks for. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { importPeople, useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const everybody: Campaign = { ...found, key: "all", priority: 300 };
const eastern: Campaign = { ...everybody, key: "eastern", audience: { include: ["far-east"], exclude: [] } };
const hearts: Campaign = { ...everybody, key: "love", decoration: "hearts", delivery: "opt-in", requests: true };

const answerSchema = z.object({
  two: z
    .object({
      isNeeded: z.boolean(),
      isCounted: z.boolean(),
      reasons: z.array(z.object({ code: z.string(), sentence: z.object({ ru: z.string(), en: z.string() }) })),
    })
    .nullable(),
});

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);
const foretold = async (desk: Desk, campaign: Campaign) =>
  answerSchema.parse(await (await desk("POST", "/v1/campaigns:check", campaign)).json()).two;

async function populate(people: number, inTheEast: number) {
  await importPeople(
    Array.from({ length: people }, (_, index) => ({
      subscriberId: `s${index}`,
      profile: { region: index < inTheEast ? "RU-PRI" : "RU-MOW" },
    })),
  );
}

describe("who is needed for a campaign", () => {
  it.each([
    ["one in a hundred, unasked", eastern, false],
    ["everybody, unasked", everybody, true],
    ["a sensitive one, for who asks", hearts, true],
  ])("is said of a stored draft, and true when it is submitted: %s", async (_, campaign, isNeeded) => {
    await populate(200, 2);
    const anna = await open("anna", "marketer");
    await anna("PUT", `/v1/campaigns/${campaign.key}`, campaign, { "If-None-Match": "*" });
    expect(await foretold(anna, campaign)).toMatchObject({ isNeeded, isCounted: true });
    await anna("POST", `/v1/campaigns/${campaign.key}:submit`, {});
    const stored = await (await anna("GET", `/v1/campaigns/${campaign.key}`)).json<StoredDefinition>();
    expect(stored.lifecycle?.review.state).toBe(isNeeded ? "submitted" : "approved");
  });

  it("is said without counting people while the draft is not stored: each question about people is on record", async () => {
    await populate(200, 100);
    const anna = await open("anna", "marketer");
    expect(await foretold(anna, eastern)).toEqual({ isNeeded: false, isCounted: false, reasons: [] });
    await anna("PUT", "/v1/campaigns/eastern", { ...eastern, priority: 301 }, { "If-None-Match": "*" });
    expect(await foretold(anna, eastern)).toMatchObject({ isNeeded: false, isCounted: false });
  });

  it("is said by name, and to whoever could submit it only", async () => {
    const two = await foretold(await open("anna", "marketer"), hearts);
    expect(two?.reasons).toContainEqual({
      code: "sensitive",
      sentence: { ru: "категория «Романтика» чувствительная", en: "the category “Romance” is sensitive" },
    });
    expect(await foretold(await open("egor", "viewer"), hearts)).toBeNull();
  });
});
