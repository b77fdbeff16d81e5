import { describe, expect, it } from "vitest";
import { traySchema } from "../../src/contract/tray.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import tzdataNames from "../support/tzdata-2025b.json" with { type: "json" };
import { call, importPeople, openPhone, tokenFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const AT_ONCE = 20;

/** How a zone's clocks show an instant, such as `2024-12-20 00:00`; asked of the runtime, not of the service. */
function clockOf(zone: string, at: number): string {
  // The runtime need not know the zone of machines that were never set up: they show UTC.
  const timeZone = zone === "Factory" ? "UTC" : zone;
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("sv-SE", { timeZone, ...parts }).format(at);
}

describe("the tree", () => {
  it("comes and goes at the phone's own midnight under every name of every zone that the IANA database has", async () => {
    await importPeople([{ subscriberId: "anna", profile: { region: "RU-MOW", lineType: "consumer" } }]);
    const headers = {
      Authorization: `Bearer ${await tokenFor("anna")}`,
      [CLOCK_HEADER]: "2024-12-31T12:00:00Z",
    };
    expect(tzdataNames).toHaveLength(598);
    for (let first = 0; first < tzdataNames.length; first += AT_ONCE) {
      await Promise.all(
        tzdataNames.slice(first, first + AT_ONCE).map(async (timezone) => {
          const query = new URLSearchParams({ platform: "ios", timezone });
          const tray = traySchema.parse(await (await call(`/v1/tray?${query}`, { headers })).json());
          const [from, until] = [Date.parse(tray.showFrom ?? ""), Date.parse(tray.showUntil ?? "")];
          expect([timezone, clockOf(timezone, from), clockOf(timezone, until)]).toEqual([
            timezone,
            "2024-12-20 00:00",
            "2025-01-15 00:00",
          ]);
        }),
      );
    }
  });

  it.each([
    ["+03:00", "2024-12-19T21:00:00.000Z"],
    ["GMT+05:30", "2024-12-19T18:30:00.000Z"],
    ["UTC+05:45", "2024-12-19T18:15:00.000Z"],
    ["-03:30", "2024-12-20T03:30:00.000Z"],
    ["Russia Time Zone 11", "2024-12-19T12:00:00.000Z"],
  ])("comes by the clock of a phone that says %s", async (timezone, from) => {
    await importPeople([{ subscriberId: "anna", profile: { region: "RU-MOW", lineType: "consumer" } }]);
    const phone = await openPhone("anna", { platform: "ios", timezone });
    expect(await phone.trayAt("2024-12-31T12:00:00Z")).toMatchObject({ decision: "show", showFrom: from });
  });

  it("comes by the region's clock for a phone whose zone is not known", async () => {
    await importPeople([{ subscriberId: "anna", profile: { region: "RU-KAM", lineType: "consumer" } }]);
    const phone = await openPhone("anna", { platform: "ios", timezone: "Etc/Unknown" });
    expect(await phone.trayAt("2024-12-31T12:00:00Z")).toMatchObject({ showFrom: "2024-12-19T12:00:00.000Z" });
  });
});
