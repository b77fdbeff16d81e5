/** Whoever speaks for people, links included, reads no more of what they have chosen than they may look at. */
import { describe, expect, it } from "vitest";
import { call, expectProblem, shardFor, useGarland } from "../client.ts";
import { importLines } from "../population-client.ts";
import { logIn, makeKey, send, writeAs } from "./machine-keys.ts";
import { linkOf, NEW_YEAR, numberOf, openAgent, openPerson, press, undoing } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const LOOKS_AN_HOUR = 120;

const pathOf = (url: string): string => new URL(url).pathname;

async function useUpLooks(agent: Awaited<ReturnType<typeof openAgent>>): Promise<void> {
  for (let index = 0; index < LOOKS_AN_HOUR; index++) await (await agent.send("GET", `q${index}`)).text();
}

describe("an agent who has taken all looks of the hour", () => {
  it("switches off all the same, and is told nothing of the person", async () => {
    const [anna, boris] = [await openPerson("anna"), await openAgent("boris")];
    await useUpLooks(boris);
    for (let time = 0; time < 2; time++) {
      const said = await boris.send("POST", "anna/choices", { scope: "theme:tree", value: "out" });
      expect([said.status, await said.text(), said.headers.get("ETag")]).toEqual([204, "", null]);
    }
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("takes nothing back until they may look again, so doesn't learn whether the person has spoken since", async () => {
    const [anna, boris] = [await openPerson("anna"), await openAgent("boris")];
    const entry = await boris.choose("anna", "theme:tree", "out");
    await useUpLooks(boris);
    await expectProblem(await boris.takeBack("anna", entry), "too-many-requests", 429);
    expect(await anna.words()).toEqual(["out:theme:tree"]);
  });
});

describe("the record of what a machine has entered", () => {
  it("is the same whether or not the person has changed their mind since", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    const records = [];
    for (const name of ["anna", "vera"]) {
      const person = await openPerson(name);
      await (await writeAs(bot.by, name, "отключите ёлку")).text();
      if (name === "vera") await person.choose("theme:tree", "in", NEW_YEAR);
      await (await writeAs(bot.by, name, "отключите ёлку")).text();
      const acts = await shardFor(name).listStaffActs(`service:${bot.prefix}`, 10);
      records.push(acts.filter(({ subscriberId }) => subscriberId === name).map(({ action }) => action));
    }
    expect(records[0]?.filter((action) => action === "chose")).toHaveLength(2);
    expect(records[1]).toEqual(records[0]);
  });
});

describe("an entry", () => {
  it("that somebody else made is to an agent as one that there is not", async () => {
    const [anna, boris] = [await openPerson("anna"), await openAgent("boris")];
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const [own] = await shardFor("anna").history("anna");
    const problems = [];
    for (const number of [numberOf("anna", own?.id ?? 0), numberOf("anna", 9_999), 1]) {
      const refused = await boris.send("DELETE", `anna/choices/${number}`);
      problems.push({ ...(await refused.json<object>()), status: refused.status, requestId: "" });
    }
    expect(problems[1]).toEqual(problems[0]);
    expect(problems[2]).toEqual(problems[0]);
  });

  it("has a number that doesn't count what others in the shard have said", async () => {
    const anna = await openPerson("anna");
    const rises = [];
    for (let time = 0; time < 12; time++) {
      await anna.choose(time % 2 === 0 ? "theme:tree" : "all", "out", NEW_YEAR);
      const [latest, before] = (await anna.me()).choices;
      if (latest !== undefined && before !== undefined) rises.push(Math.sign(latest.id - before.id));
    }
    expect(new Set(rises)).toEqual(new Set([1, -1]));
  });
});

describe("an off link that was given to somebody who speaks for the person", () => {
  it("shows the same page whatever they have chosen, before and after it is pressed", async () => {
    const boris = await openAgent("boris");
    const pages = [];
    for (const name of ["anna", "vera", "olga"]) {
      const person = await openPerson(name);
      const path = pathOf((await boris.makeLinks(name)).off.url);
      if (name === "vera") await person.choose("theme:tree", "out", NEW_YEAR);
      if (name === "olga") await person.choose("all", "out", NEW_YEAR);
      const opened = await (await call(`${path}?lang=en&at=${encodeURIComponent(NEW_YEAR)}`)).text();
      const first = await press(path);
      const again = await press(path);
      const undone = await press(path, undoing(first.undo));
      pages.push([opened, first.page, again.page, undone.page].map((page) => withoutIds(page, path)));
    }
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    expect(pages[0]?.[0]).not.toContain("Right now");
  });

  it("is that of flags which a key reads before anybody has confirmed it", async () => {
    const anna = await openPerson("anna");
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    const asked = await send(bot.by, "POST", "/ofrep/v1/evaluate/flags/tray-icon", {
      context: { targetingKey: "anna" },
    });
    const { value } = await asked.json<{ value: { off: { url: string } } }>();
    const path = pathOf(value.off.url);
    const open = async () =>
      withoutIds(await (await call(`${path}?lang=en&at=${encodeURIComponent(NEW_YEAR)}`)).text(), path);
    const before = await open();
    await anna.choose("all", "out", NEW_YEAR);
    expect(await open()).toBe(before);
    await press(path);
    expect((await shardFor("anna").history("anna")).at(-1)?.actor).toBe(`agent:service:${bot.prefix}`);
  });

  it("while the person's own tells them what they see, and that it is off", async () => {
    const anna = await openPerson("anna");
    const open = async () => (await call(`${linkOf("anna")}?lang=en&at=${encodeURIComponent(NEW_YEAR)}`)).text();
    expect(await open()).toContain("Right now “");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    expect(await open()).toContain("is switched off for you already");
  });
});

/** A page without what is drawn anew each time, and the link that is the person's. */
function withoutIds(page: string, path: string): string {
  return page.replaceAll(path, "LINK").replaceAll(/(name="(?:press|undo)" value=)"[^"]+"/g, "$1ID");
}

describe("the page behind an agent's link", () => {
  it("is on record with the person each time that it is opened", async () => {
    await openPerson("anna");
    const boris = await openAgent("boris");
    const path = pathOf((await boris.makeLinks("anna")).page.url);
    for (let time = 0; time < 2; time++) await (await call(path, { headers: { "X-Garland-Now": NEW_YEAR } })).text();
    const acts = await shardFor("anna").listStaffActs("person:boris", 10);
    expect(acts.map(({ subscriberId, action }) => [subscriberId, action])).toEqual([
      ["anna", "page-opened"],
      ["anna", "page-opened"],
      ["anna", "made-links"],
    ]);
  });
});

describe("an erasure by staff", () => {
  it("is reported the same whether or not the person had chosen anything", async () => {
    await importLines([{ subscriberId: "anna" }, { subscriberId: "vera" }]);
    await (await openPerson("anna")).choose("theme:hearts", "in", NEW_YEAR);
    const reports = [];
    for (const subscriberId of ["anna", "vera", "never-seen"]) {
      await importLines([{ subscriberId, delete: true }]);
      reports.push(await importLines([{ subscriberId, erase: true }]));
    }
    expect(reports[0]).toMatchObject({ erased: 1, unchanged: 0 });
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });

  it("is on record of whoever has it done, without whom it was done to", async () => {
    await importLines([{ subscriberId: "anna" }]);
    await importLines([{ subscriberId: "anna", erase: true }]);
    const acts = await shardFor("anna").listStaffActs("person:importer", 10);
    expect(acts.map(({ subscriberId, action }) => [subscriberId, action])).toEqual([[null, "erased"]]);
  });
});

describe("the questions of a key that nobody has confirmed", () => {
  it("don't use up the hour of the person in whose name they are asked", async () => {
    await openPerson("anna");
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    for (let index = 0; index < 62; index++) await (await writeAs(bot.by, "anna", `когда ёлка ${index}`)).text();
    expect((await writeAs(bot.by, "anna", "когда тюльпан")).status).toBe(429);
    const own = await makeKey(await logIn("Olga", "admin"), "channel");
    expect((await writeAs(own.by, "anna", "когда тюльпан")).status).toBe(200);
  });
});
