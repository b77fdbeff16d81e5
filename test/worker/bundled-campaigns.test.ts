import { describe, expect, it } from "vitest";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Finding } from "../../src/domain/review/lint-campaign.ts";
import { call, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

/** As many as `npm start` invents: enough that each default-on audience is larger than may go without stages. */
const PEOPLE = 20_000;

describe("the campaigns that are shipped", () => {
  it("pass the check, are submitted by one person, approved by another, and start", async () => {
    const filled = await call("/dev/population", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ people: PEOPLE }),
    });
    expect(filled.status).toBe(200);
    const anna = await openDesk(NOW, "anna", "marketer");
    const boris = await openDesk(NOW, "boris", "approver");
    expect(bundledDefinitions.campaigns.length).toBeGreaterThan(2);
    for (const campaign of bundledDefinitions.campaigns) {
      const { key, audience } = campaign;
      const counted = await anna("POST", "/v1/audiences:count", audience);
      const { matching } = await counted.json<{ matching: number }>();
      expect({ key, isLarge: matching > 5_000 }).toEqual({ key, isLarge: true });

      const checked = await anna("POST", "/v1/campaigns:check", campaign);
      const { issues, findings } = await checked.json<{ issues: readonly object[]; findings: readonly Finding[] }>();
      const warnings = findings.filter(({ severity }) => severity === "warning").map(({ code }) => code);
      expect({ key, issues, warnings }).toEqual({ key, issues: [], warnings: [] });

      for (const [desk, step] of [
        [anna, "submit"],
        [boris, "approve"],
        [anna, "start"],
      ] as const) {
        const taken = await desk("POST", `/v1/campaigns/${key}:${step}`, {});
        expect({ key, step, status: taken.status, said: await taken.clone().text() }).toMatchObject({ status: 200 });
      }
      const stored = await (await anna("GET", `/v1/campaigns/${key}`)).json<StoredDefinition>();
      expect(stored.lifecycle?.live).toMatchObject({ state: "running", version: 2 });
    }
  });
});
