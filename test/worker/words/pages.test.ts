import { createLinkTokens } from "../../../src/tokens/link-token.ts";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { pageLinkSchema } from "../../../src/contract/me.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { call, ORIGIN, shardFor, useGarland } from "../client.ts";
import { linkOf, NEW_YEAR, numberOf, openAgent, openPerson, press, undoing } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

type Person = Awaited<ReturnType<typeof openPerson>>;

async function openOwnPage(person: Person): Promise<string> {
  const response = await person.send("/v1/me/page-links", {});
  return new URL(pageLinkSchema.parse(await response.json()).url).pathname;
}

/** Presses a button of somebody's own page, as a browser does that has the page open. */
async function pressPage(path: string, body: string) {
  const response = await call(`${path}?lang=en`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Garland-Now": NEW_YEAR },
    body,
  });
  const page = await response.text();
  return { status: response.status, page, undo: /name="undo" value="([^"]+)"/.exec(page)?.[1] };
}

async function openForm(path: string): Promise<string> {
  const response = await call(path, { headers: { Accept: "text/html", "X-Garland-Now": NEW_YEAR } });
  return /name="press" value="([^"]+)"/.exec(await response.text())?.[1] ?? "";
}

const channelsOf = async (subscriberId: string) =>
  (await shardFor(subscriberId).history(subscriberId)).map(({ channel }) => channel);

describe("a link and a person's own page", () => {
  it("are two speakers: the link's undo takes back nothing that was repeated on the page", async () => {
    const anna = await openPerson("anna");
    const { undo } = await press(linkOf("anna"));
    await pressPage(await openOwnPage(anna), "off=theme%3Atree");
    expect(await channelsOf("anna")).toEqual(["link", "web"]);
    expect((await press(linkOf("anna"), undoing(undo))).page).toContain("can’t be put back any more");
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("are told apart in what the person reads: nobody was on the settings page who pressed a link", async () => {
    const anna = await openPerson("anna");
    await press(linkOf("anna"));
    const [choice] = (await anna.me()).choices;
    expect(choice).toMatchObject({ channel: "link", by: "self" });
    expect(choice?.sentence).toContain("по ссылке из сообщения");
  });

  it("take no undo of one another's, nor of another page of the same person", async () => {
    const anna = await openPerson("anna");
    const [one, other] = [
      await openOwnPage(anna),
      pathOf((await (await openAgent("boris")).makeLinks("anna")).page.url),
    ];
    const { undo } = await pressPage(one, "off=theme%3Atree");
    for (const { status } of [await pressPage(other, undoing(undo)), await press(linkOf("anna"), undoing(undo))]) {
      expect(status).toBe(422);
    }
    const { undo: ofLink } = await press(linkOf("anna"));
    expect((await pressPage(one, undoing(ofLink))).status).toBe(422);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("take the undo of a link that was pressed before links had a channel and undos a page", async () => {
    const anna = await openPerson("anna");
    const at = Date.parse(NEW_YEAR);
    const asked = { subscriberId: "anna", device: {}, origin: ORIGIN, at } as const;
    const said = { scope: "theme:tree", value: "out", channel: "web", actor: "self" } as const;
    const reply = await shardFor("anna").choose({ ...asked, ...said });
    const choiceId = reply.ok ? reply.value.choiceId : 0;
    const tokens = createLinkTokens(parseSettings(env).linkKeys);
    const undo = tokens.seal({ kind: "undo", subscriberId: "anna", choiceId, expiresAt: Date.now() + 3_600_000 });
    expect((await pressPage(await openOwnPage(anna), undoing(undo))).status).toBe(422);
    expect((await press(linkOf("anna"), undoing(undo))).page).toContain("Put back");
    expect(await anna.sees()).toBe("show: segment");
  });
});

const pathOf = (url: string): string => new URL(url).pathname;

describe("an undo on a person's own page", () => {
  it("is no number of an entry: whoever has the page takes back what was pressed on it, and nothing else", async () => {
    const anna = await openPerson("anna");
    const page = await openOwnPage(anna);
    await pressPage(page, "off=theme%3Atree");
    const [entry] = await shardFor("anna").history("anna");
    expect((await pressPage(page, `undo=${numberOf("anna", entry?.id ?? 0)}`)).status).toBe(422);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("is the one way to take back what was pressed on a page that an agent sent: the agent can't", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    const page = pathOf((await boris.makeLinks("anna")).page.url);
    const { undo } = await pressPage(page, "off=theme%3Atree");
    const [entry] = await shardFor("anna").history("anna");
    expect((await boris.takeBack("anna", entry?.id ?? 0)).status).toBe(404);
    expect(await anna.sees()).toBe("none: opted-out");
    expect((await pressPage(page, undoing(undo))).page).toContain("Put back as it was");
    expect(await anna.sees()).toBe("show: segment");
  });
});

describe("a press that is sent again", () => {
  it("lifts no out that was said since, and the page says so", async () => {
    const anna = await openPerson("anna");
    const page = await openOwnPage(anna);
    const body = `on=theme%3Atree&press=${await openForm(page)}`;
    await pressPage(page, body);
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const again = await pressPage(page, body);
    expect(again.page).toContain("This press was counted before");
    expect([again.undo, await anna.sees()]).toEqual([undefined, "none: opted-out"]);
    expect(await anna.words()).toEqual(["in:theme:tree", "out:theme:tree"]);
  });

  it("adds nothing while it holds, on a link and on a page", async () => {
    const anna = await openPerson("anna");
    const page = await openOwnPage(anna);
    const onPage = `off=theme%3Ahearts&press=${await openForm(page)}`;
    const onLink = `scope=theme%3Atree&press=${await openForm(linkOf("anna"))}`;
    for (let times = 0; times < 2; times++) {
      await pressPage(page, onPage);
      await press(linkOf("anna"), onLink);
      await pressPage(page, "off=gifts");
    }
    expect(await anna.words()).toEqual(["out:theme:hearts", "out:theme:tree", "out:gifts"]);
  });

  it("switches off once more what was switched on, or put back, since: an off is never swallowed", async () => {
    const anna = await openPerson("anna");
    const body = `scope=theme%3Atree&press=${await openForm(linkOf("anna"))}`;
    const { undo } = await press(linkOf("anna"), body);
    await press(linkOf("anna"), undoing(undo));
    expect((await press(linkOf("anna"), body)).page).toContain("will not appear again");
    expect(await anna.sees()).toBe("none: opted-out");
    await anna.choose("theme:tree", "in", NEW_YEAR);
    await press(linkOf("anna"), body);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("is counted for each button of a form apart, and a form without a number as it always was", async () => {
    const anna = await openPerson("anna");
    const page = await openOwnPage(anna);
    const number = `press=${await openForm(page)}`;
    for (const button of ["on=theme%3Ahearts", "on=theme%3Atulip", "off=theme%3Ahearts"]) {
      expect((await pressPage(page, `${button}&${number}`)).status).toBe(200);
    }
    for (const bad of ["press=", "press=x", "press=a%20b%20c%20d%20e", `${number}&press=another-one`]) {
      expect((await pressPage(page, `on=theme%3Ahearts&${bad}`)).undo).toBeDefined();
      expect((await pressPage(page, `off=theme%3Ahearts&${bad}`)).undo).toBeDefined();
    }
    expect(await anna.words()).toHaveLength(11);
  });

  it("has another number in each form that is shown", async () => {
    const anna = await openPerson("anna");
    const forms = [await openOwnPage(anna), linkOf("anna")].flatMap((path) => [path, path]);
    const numbers = await Promise.all(forms.map(openForm));
    expect([new Set(numbers).size, numbers.every((number) => number.length >= 36)]).toEqual([4, true]);
  });

  it("shows the same page with the same undo while nothing was said since", async () => {
    const anna = await openPerson("anna");
    const page = await openOwnPage(anna);
    const onPage = `off=theme%3Ahearts&press=${await openForm(page)}`;
    const onLink = `scope=theme%3Atree&press=${await openForm(linkOf("anna"))}`;
    const first = [await pressPage(page, onPage), await pressPage(page, onPage)].map(({ undo }) => undo);
    expect([first[0] !== undefined, first[1] === first[0]]).toEqual([true, true]);
    const second = [await press(linkOf("anna"), onLink), await press(linkOf("anna"), onLink)].map(({ undo }) => undo);
    expect([second[0] !== undefined, second[1] !== undefined]).toEqual([true, true]);
    expect(await anna.words()).toHaveLength(2);
  });
});

describe("the page of an off link", () => {
  it("says that everything is off where it is, and offers nothing more to switch off", async () => {
    const anna = await openPerson("anna");
    const done = await press(linkOf("anna"), "scope=all");
    expect(done.page).not.toContain("Switch off all");
    const page = await readLink(linkOf("anna"), "en");
    expect(page).toContain("All decorations are switched off for you already.");
    expect(page).not.toContain("<button");
    await anna.choose("theme:tree", "in", NEW_YEAR);
    expect(await readLink(linkOf("anna"), "en")).toContain("Switch off all decorations");
  });

  it("says that the mark goes soon only where one may be seen still", async () => {
    await openPerson("anna");
    expect((await press(linkOf("anna", "theme:hearts"))).page).not.toContain("refreshes its screen");
    expect((await press(linkOf("anna"))).page).toContain("If you still see the mark, it goes");
  });

  it("says in Russian what agrees with a name of any gender and number", async () => {
    await openPerson("anna");
    expect(await readLink(linkOf("anna"), "ru")).toContain("Отключить украшение «");
    await press(linkOf("anna"));
    expect(await readLink(linkOf("anna"), "ru")).toMatch(/Украшение «[^»]+» у вас уже отключено\./u);
  });

  it("shows nothing of whoever has the line now once its earlier tokens are void, and switches off all the same", async () => {
    const anna = await openPerson("anna");
    const before = await press(linkOf("anna", "theme:hearts"));
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const told = await readLink(linkOf("anna"), "en");
    expect(told).toContain("is switched off for you already");
    await shardFor("anna").refuseTokens("anna", Date.parse(NEW_YEAR));
    const pages = [];
    for (const scope of ["in", "out"] as const) {
      await anna.choose("theme:tree", scope, NEW_YEAR);
      pages.push((await readLink(linkOf("anna"), "en")).replace(/name="press" value="[^"]+"/, ""));
    }
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).not.toMatch(/already|Right now/);
    const late = await press(linkOf("anna", "theme:hearts"), undoing(before.undo));
    expect(late.page).toContain("can’t be put back any more");
    const { page, undo } = await press(linkOf("anna"), "scope=all");
    expect([undo, page.includes("No decorations will appear again")]).toEqual([undefined, true]);
    const program = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await call(linkOf("anna"), { method: "POST", headers: program, body: "" });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(await anna.words()).toContain("out:all");
  });
});

async function readLink(path: string, lang: string): Promise<string> {
  const query = new URLSearchParams({ lang, at: NEW_YEAR });
  return (await call(`${path}?${query}`, { headers: { Accept: "text/html" } })).text();
}

describe("what was said through support", () => {
  it("is told to the person as such, and to support with the name of who entered it", async () => {
    const anna = await openPerson("anna");
    const [boris, clara] = [await openAgent("boris"), await openAgent("clara")];
    await boris.choose("anna", "theme:tree", "in");
    const { now, choices } = await anna.me();
    expect(now.sentence).toContain("Его включили для вас через поддержку.");
    expect(choices[0]?.sentence).toContain("через поддержку");
    await clara.choose("anna", "theme:hearts", "out");
    const view = await boris.send("GET", "anna");
    const { person } = await view.json<{ person: { choices: { actor: string }[] } }>();
    expect(person.choices.map(({ actor }) => actor)).toEqual(["agent:clara", "agent:boris"]);
    const older = await boris.send("GET", "anna/choices");
    expect((await older.json<{ choices: { actor: string }[] }>()).choices).toMatchObject(person.choices);
    await anna.choose("theme:tree", "in", NEW_YEAR);
    expect((await anna.me()).now.sentence).toContain("Вы сами попросили");
  });

  it("behind a link that support sent says whose link it was", async () => {
    const anna = await openPerson("anna");
    const links = await (await openAgent("boris")).makeLinks("anna");
    await press(pathOf(links.off.url));
    const { page } = await pressPage(pathOf(links.page.url), "off=theme%3Ahearts");
    expect(page).toContain("on the page that support sent: switched off");
    expect(page).toContain("by the link that support sent: switched off");
    expect((await anna.me()).choices.map(({ by }) => by)).toEqual(["agent", "agent"]);
  });
});

describe("whatever a mail service sends to an off link", () => {
  it.each(["text/plain", "application/json", "application/octet-stream", "", "nonsense"])(
    "of the type “%s” is taken for the link's own out",
    async (type) => {
      const anna = await openPerson("anna");
      const response = await call(linkOf("anna"), {
        method: "POST",
        headers: { "Content-Type": type, "X-Garland-Now": NEW_YEAR },
        body: new TextEncoder().encode("List-Unsubscribe=One-Click"),
      });
      await response.text();
      expect([response.status, await anna.words()]).toEqual([200, ["out:theme:tree"]]);
    },
  );
});
