import { describe, expect, it } from "vitest";
import { call, expectProblem, shardFor, useGarland } from "../client.ts";
import { linkOf, NEW_YEAR, numberOf, openAgent, openPerson, press, undoing } from "./speak.ts";
import { staffHeaders } from "../population-client.ts";
import { staffActListSchema } from "../../../src/contract/support.ts";

useGarland("2024-12-01T00:00:00Z");

const pathOf = (url: string): string => new URL(url).pathname;

async function pressPage(path: string, body: string): Promise<Response> {
  return call(`${path}?lang=en`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Garland-Now": NEW_YEAR },
    body,
  });
}

/** What is on record of an agent, newest first. */
async function actsOf(agent: string): Promise<readonly string[]> {
  const acts = await call(`/v1/support/acts?${new URLSearchParams({ actor: `person:${agent}` })}`, {
    headers: await staffHeaders("admin"),
  });
  return staffActListSchema.parse(await acts.json()).items.map(({ action }) => action);
}

const lastOf = async (subscriberId: string) => (await shardFor(subscriberId).history(subscriberId)).at(-1)?.id ?? 0;

const speakersOf = async (subscriberId: string) =>
  (await shardFor(subscriberId).history(subscriberId)).map(({ scope, value, channel, actor, isRetracted }) => [
    `${value}:${scope}`,
    channel,
    actor.split(":")[0],
    isRetracted,
  ]);

describe("an agent", () => {
  it("takes back what they entered, nothing that the person, a link or another agent did; the attempt is recorded", async () => {
    const anna = await openPerson("anna");
    const [boris, clara] = [await openAgent("boris"), await openAgent("clara")];
    await anna.choose("theme:tree", "out", NEW_YEAR);
    await press(linkOf("anna"));
    const byBoris = await boris.choose("anna", "theme:hearts", "out");
    const entries = (await shardFor("anna").history("anna")).map(({ id }) => id);
    for (const entry of entries.filter((id) => id !== byBoris)) {
      await expectProblem(await boris.takeBack("anna", entry), "not-found", 404);
    }
    await expectProblem(await clara.takeBack("anna", byBoris), "not-found", 404);
    expect((await boris.takeBack("anna", byBoris)).status).toBe(200);
    expect((await anna.words()).filter((word) => word.includes("taken back"))).toEqual([
      "out:theme:hearts (taken back)",
    ]);
    expect(await actsOf("clara")).toEqual(["take-back-refused"]);
  });

  it("can't take an out of theirs back once the person has said anything since, but an in at any time", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const out = await boris.choose("anna", "theme:tree", "out");
    await anna.choose("theme:hearts", "out", NEW_YEAR);
    await expectProblem(await boris.takeBack("anna", out), "conflict", 409);
    const on = await boris.choose("anna", "theme:tree", "in");
    await anna.choose("theme:tulip", "out", NEW_YEAR);
    expect((await boris.takeBack("anna", on)).status).toBe(200);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("leaves their mark on whatever is done through a page link of theirs, and takes nothing back by it", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const [own] = await shardFor("anna").history("anna");
    const page = pathOf((await boris.makeLinks("anna")).page.url);
    expect((await pressPage(page, `undo=${numberOf("anna", own?.id ?? 0)}`)).status).toBe(422);
    expect((await pressPage(page, "off=category%3Aromance")).status).toBe(200);
    expect(await speakersOf("anna")).toEqual([
      ["out:theme:tree", "app", "self", false],
      ["out:category:romance", "web", "agent", false],
    ]);
    const { choices } = await anna.me();
    expect(choices[0]).toMatchObject({ by: "agent", channel: "web" });
    expect(await anna.sees()).toBe("none: opted-out");
    expect(await actsOf("boris")).toEqual(["page-opened", "take-back-refused", "page-opened", "made-links"]);
  });

  it("leaves their mark on what is done through an off link of theirs; the undo takes back that alone", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const link = pathOf((await boris.makeLinks("anna")).off.url);
    const { undo } = await press(link);
    expect(await speakersOf("anna")).toEqual([["out:theme:tree", "link", "agent", false]]);
    const own = await press(linkOf("anna"));
    expect((await press(link, undoing(undo))).page).toContain("unless something has changed since");
    expect((await press(linkOf("anna"), undoing(own.undo))).page).toContain("It stays off");
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("leaves their mark on every off link that they are shown", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const seen = await (await boris.send("GET", "anna")).json<{ person: { off: { url: string } } }>();
    const chosen = await boris.send("POST", "anna/choices", { scope: "theme:tulip", value: "out" });
    const { off } = await chosen.json<{ off: { url: string } }>();
    for (const url of [seen.person.off.url, off.url]) {
      const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
      const pressed = await call(pathOf(url), { method: "POST", headers, body: "scope=theme%3Atree" });
      expect([pressed.status, await pressed.text()]).toEqual([204, ""]);
    }
    const speakers = (await speakersOf("anna")).map(([, , actor]) => actor);
    expect(speakers.length).toBeGreaterThan(1);
    expect(new Set(speakers)).toEqual(new Set(["agent"]));
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("can't take back an out that was entered in the same name once more: somebody relies on the second time", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const first = await boris.choose("anna", "theme:tree", "out");
    expect(await boris.choose("anna", "theme:tree", "out")).toBe(first);
    await expectProblem(await boris.takeBack("anna", first), "conflict", 409);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("can't take back what was pressed by a link or on a page that they had sent", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const { off, page } = await boris.makeLinks("anna");
    await press(pathOf(off.url));
    await expectProblem(await boris.takeBack("anna", await lastOf("anna")), "not-found", 404);
    await pressPage(pathOf(page.url), "off=theme%3Ahearts");
    await expectProblem(await boris.takeBack("anna", await lastOf("anna")), "not-found", 404);
    expect(await anna.words()).toEqual(["out:theme:tree", "out:theme:hearts"]);
  });

  it("can't have the person's own link take back what was entered through the agent's, nor the other way round", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const link = pathOf((await boris.makeLinks("anna")).off.url);
    const { undo } = await press(link);
    expect((await press(linkOf("anna"), undoing(undo))).status).toBe(422);
    const own = await press(linkOf("anna"));
    expect((await press(link, undoing(own.undo))).status).toBe(422);
    expect(await actsOf("boris")).toEqual(["take-back-refused", "made-links"]);
    expect(await anna.sees()).toBe("none: opted-out");
  });
});
