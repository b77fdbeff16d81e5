import { describe, expect, it } from "vitest";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, importPeople, shardFor, tokenFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";

type Facts = Readonly<Record<string, string>>;

/** What is known of the person's phone after it said some things, one after another. */
async function sayAll(subscriberId: string, said: readonly Facts[]): Promise<object> {
  const headers = { Authorization: `Bearer ${await tokenFor(subscriberId)}`, [CLOCK_HEADER]: NEW_YEAR };
  for (const facts of said) {
    expect((await call(`/v1/tray?${new URLSearchParams(facts)}`, { headers })).status).toBe(200);
  }
  return (await shardFor(subscriberId).exportPerson(subscriberId)).device;
}

describe("what a phone said of itself", () => {
  const whole = { platform: "ios", appVersion: "5.12.0", locale: "ru-RU", timezone: "Asia/Omsk" };

  it.each<[what: string, said: readonly Facts[], held: Facts]>([
    ["is kept when it says less", [whole, { platform: "ios" }], whole],
    ["is kept when it says nothing", [whole, {}], whole],
    [
      "is kept when what it says now can't be used",
      [whole, { ...whole, appVersion: "latest", locale: "*", timezone: "Etc/Unknown" }],
      whole,
    ],
    [
      "is replaced fact by fact by what can be used",
      [whole, { ...whole, locale: "en_US", timezone: "Mars/Base" }],
      { ...whole, locale: "en-US" },
    ],
    ["is forgotten when another phone asks", [whole, { platform: "android" }], { platform: "android" }],
    ["is kept when a server asks, whose words may be about any phone", [whole, { locale: "en-US" }], whole],
    ["is kept when a phone of another kind asks", [whole, { platform: "HarmonyOS", locale: "zh-Hans-CN" }], whole],
    [
      "is kept even if the platform can't be used, as long as no phone is known",
      [{ platform: "HarmonyOS", timezone: "Asia/Omsk" }],
      { timezone: "Asia/Omsk" },
    ],
    [
      "goes with what the platform turns out to be",
      [{ timezone: "Asia/Omsk" }, { platform: "android" }],
      { timezone: "Asia/Omsk", platform: "android" },
    ],
  ])("%s", async (_what, said, held) => {
    expect(await sayAll("anna", said)).toEqual(held);
  });

  it("completes what it says now: decisions use both, on every channel", async () => {
    await importPeople([{ subscriberId: "anna", profile: { region: "RU-MOW", lineType: "consumer" } }]);
    // The tree is in Omsk already, and not yet in Moscow, the person's region.
    const headers = {
      Authorization: `Bearer ${await tokenFor("anna")}`,
      [CLOCK_HEADER]: "2024-12-20T00:30:00+06:00",
      "Content-Type": "application/json",
    };
    const tray = async (query: string) =>
      (await (await call(`/v1/tray${query}`, { headers })).json<{ decision: string }>()).decision;
    expect(await tray("?platform=ios")).toBe("none");
    expect(await tray("?platform=ios&timezone=Asia/Omsk")).toBe("show");
    for (const query of ["?platform=ios", "?platform=ios&timezone=Etc/Unknown", "", "?locale=ru"]) {
      expect([query, await tray(query)]).toEqual([query, "show"]);
    }
    const flag = await call("/ofrep/v1/evaluate/flags/tray-icon-visible", {
      method: "POST",
      headers,
      body: '{"context":{"platform":"ios","timezone":7}}',
    });
    expect(await flag.json()).toMatchObject({ value: true });
    expect(await (await call("/v1/me?platform=ios&timezone=null", { headers })).json()).toMatchObject({
      zone: "Asia/Omsk",
      now: { decision: "show" },
    });
    // Another phone has said nothing of its zone.
    expect(await tray("?platform=android")).toBe("none");
  });
});
