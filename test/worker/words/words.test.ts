import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { expectProblem, ORIGIN, shardFor, useGarland } from "../client.ts";
import {
  deliver,
  linkOf,
  numberOf,
  openAgent,
  NEW_YEAR,
  openPerson,
  press,
  undoing,
  VALENTINE,
  write,
} from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const A_YEAR_AHEAD = "2025-12-31T12:00:00+03:00";

describe("whoever presses an off link", () => {
  it("brings nothing back by undoing it that the person had switched off elsewhere", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const { page, undo } = await press(linkOf("anna"));
    expect(page).toContain("will not appear again");
    const undone = await press(linkOf("anna"), undoing(undo));
    expect(undone.page).toMatch(/It stays off: you switched .* off in the app/u);
    expect(await anna.sees()).toBe("none: opted-out");
    expect(await anna.words()).toEqual(["out:theme:tree", "out:theme:tree (taken back)"]);
  });

  it("is told what keeps it off all the same: everything was switched off in the app", async () => {
    const anna = await openPerson("anna");
    await anna.choose("all", "out", NEW_YEAR);
    const { undo } = await press(linkOf("anna"));
    const { page } = await press(linkOf("anna"), undoing(undo));
    expect(page).toContain("It stays off");
    expect(page).toContain("everything");
  });

  it("has what others pressed since relied on: a second press adds nothing, and ends the undo of the first", async () => {
    const anna = await openPerson("anna");
    const first = await press(linkOf("anna"));
    const second = await press(linkOf("anna"));
    expect([first.undo !== undefined, second.undo]).toEqual([true, undefined]);
    const late = await press(linkOf("anna"), undoing(first.undo));
    expect(late.page).toContain("can’t be put back any more");
    expect([await anna.words(), await anna.sees()]).toEqual([["out:theme:tree"], "none: opted-out"]);
  });

  it("takes it back once, however often they press undo", async () => {
    const anna = await openPerson("anna");
    const first = await press(linkOf("anna"));
    await press(linkOf("anna"), undoing(first.undo));
    expect(await anna.sees()).toBe("show: segment");
    for (let again = 0; again < 3; again++) await press(linkOf("anna"), undoing(first.undo));
    expect(await anna.words()).toEqual(["out:theme:tree (taken back)"]);
  });

  it("can't undo it any more once anything was said, by whomever", async () => {
    const anna = await openPerson("anna");
    const { undo } = await press(linkOf("anna"));
    await anna.choose("theme:hearts", "in", NEW_YEAR);
    const late = await press(linkOf("anna"), undoing(undo));
    expect([late.status, late.page.includes("can’t be put back any more")]).toEqual([200, true]);
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("never shows more by it than before, in whatever order the presses of two pages come", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "in", NEW_YEAR);
    const one = await press(linkOf("anna"));
    await press(linkOf("anna", "all"), "scope=all");
    const late = await press(linkOf("anna"), undoing(one.undo));
    expect(late.page).toContain("can’t be put back any more");
    expect(await anna.sees()).toBe("none: opted-out");
  });
});

describe("later", () => {
  it("is the order in which things were said, also after a clock that was a year ahead", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "in", A_YEAR_AHEAD);
    await anna.choose("theme:tree", "out", NEW_YEAR);
    expect([await anna.sees(), await anna.sees(A_YEAR_AHEAD)]).toEqual(["none: opted-out", "none: opted-out"]);
    await evictDurableObject(shardFor("anna"));
    expect(await anna.sees()).toBe("none: opted-out");
    const { choices } = await anna.me();
    expect(choices.map(({ value, at }) => [value, at.slice(0, 4)])).toEqual([
      ["out", "2024"],
      ["in", "2025"],
    ]);
  });

  it("is also so when the clock was behind: a person who asks last is shown it", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "out", A_YEAR_AHEAD);
    expect(await anna.sees()).toBe("none: opted-out");
    await anna.choose("theme:tree", "in", NEW_YEAR);
    expect(await anna.sees()).toBe("show: asked");
  });

  it("is never what another system said: it lifts nothing that was said here", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    const said = { scope: "theme:tree", value: "in", channel: "import", actor: "service:old-system" } as const;
    await shardFor("anna").choose({
      subscriberId: "anna",
      device: {},
      origin: ORIGIN,
      at: Date.parse(A_YEAR_AHEAD),
      ...said,
    });
    expect(await anna.words()).toEqual(["out:theme:tree", "in:theme:tree"]);
    expect(await anna.sees()).toBe("none: opted-out");
  });
});

describe("two speakers", () => {
  it("who say the same have said two words; one of them takes back only their own", async () => {
    const anna = await openPerson("anna");
    const web = await press(linkOf("anna"));
    await anna.choose("theme:tree", "out", NEW_YEAR);
    await write("anna", "уберите ёлку");
    expect(await anna.words()).toEqual(["out:theme:tree", "out:theme:tree", "out:theme:tree"]);
    const late = await press(linkOf("anna"), undoing(web.undo));
    expect(late.page).toContain("can’t be put back any more");
    expect((await write("anna", "верните как было")).done).toBe("undone");
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("and the same out on the same channel, with nothing between that concerns it, is no second word", async () => {
    const anna = await openPerson("anna");
    for (const at of [NEW_YEAR, "2025-01-02T12:00:00+03:00"]) await anna.choose("all", "out", at);
    expect(await anna.words()).toEqual(["out:all"]);
    await anna.choose("theme:tree", "in", NEW_YEAR);
    expect(await anna.sees()).toBe("show: asked");
    await anna.choose("all", "out", NEW_YEAR);
    expect(await anna.sees()).toBe("none: opted-out");
  });
});

describe("an hour's budget", () => {
  it("refuses the 31st switching on, in both languages and with the time to wait, and never an out", async () => {
    const anna = await openPerson("anna");
    for (let time = 0; time < 30; time++) {
      expect((await anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" })).status).toBe(200);
    }
    const sendIn = (language: string) =>
      anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" }, NEW_YEAR, { "Accept-Language": language });
    const russian = await sendIn("ru");
    expect(russian.headers.get("Retry-After")).toBe("3600");
    expect((await expectProblem(russian, "too-many-requests", 429)).detail).toContain("час");
    expect((await expectProblem(await sendIn("en"), "too-many-requests", 429)).detail).toContain("hour");
    await expectProblem(await anna.send("/v1/me/wishes", { theme: "hearts" }), "too-many-requests", 429);
    for (let time = 0; time < 40; time++) {
      const scope = time % 2 === 0 ? "all" : "theme:tree";
      expect((await anna.send("/v1/me/choices", { scope, value: "out" })).status).toBe(200);
    }
    expect(await anna.sees()).toBe("none: opted-out");
    const hourLater = "2024-12-31T13:00:00+03:00";
    expect((await anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" }, hourLater)).status).toBe(200);
  });

  it("is the person's own: what an agent or somebody with a link does uses up nothing of it", async () => {
    const anna = await openPerson("anna");
    const boris = await openAgent("boris");
    for (let time = 0; time < 31; time++) {
      const { undo } = await press(linkOf("anna"));
      await press(linkOf("anna"), undoing(undo));
    }
    const byAgent = async () => (await boris.send("POST", "anna/choices", { scope: "theme:tree", value: "in" })).status;
    for (let time = 0; time < 30; time++) expect(await byAgent()).toBe(200);
    expect(await byAgent()).toBe(429);
    expect((await anna.send("/v1/me/choices", { scope: "theme:hearts", value: "in" })).status).toBe(200);
  });

  it("of messages refuses the 61st, unless it switches something off", async () => {
    const anna = await openPerson("anna");
    for (let time = 0; time < 60; time++) await write("anna", `когда появится тюльпан ${time}`);
    const refused = await deliver("anna", "когда же появится тюльпан");
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    await expectProblem(refused, "too-many-requests", 429);
    expect((await write("anna", "уберите ёлку")).done).toBe("off-done");
    expect(await anna.sees()).toBe("none: opted-out");
  });
});

describe("what a person said", () => {
  it("is told them page by page, newest first, each entry once", async () => {
    const anna = await openPerson("anna");
    for (let time = 0; time < 64; time++) {
      await anna.choose(time % 2 === 0 ? "all" : "theme:tree", "out", NEW_YEAR);
    }
    const first = await anna.me();
    expect(first.choices).toHaveLength(50);
    const response = await anna.ask(`/v1/me/choices?before=${first.olderChoices}`);
    const second = await response.json<{ choices: { id: number }[]; olderChoices: string | null }>();
    expect(second).toMatchObject({ olderChoices: null });
    const ids = [...first.choices, ...second.choices].map(({ id }) => id);
    const entries = (await shardFor("anna").history("anna")).map(({ id }) => numberOf("anna", id)).toReversed();
    expect([new Set(ids).size, ids]).toEqual([64, entries]);
    const boris = await openAgent("boris");
    const forSupport = await boris.send("GET", `anna/choices?before=${first.olderChoices}&limit=10`);
    expect((await forSupport.json<{ choices: { id: number }[] }>()).choices.map(({ id }) => id)).toEqual(
      ids.slice(50, 60),
    );
  });
});

describe("an opt-in that was asked for", () => {
  it("is not brought back by a message that a gateway delivers twice", async () => {
    const anna = await openPerson("anna");
    await anna.choose("theme:hearts", "in", NEW_YEAR);
    for (const text of ["уберите сердечки", "уберите ёлку", "верните как было", "верните как было"]) {
      await write("anna", text);
    }
    expect(await anna.sees(VALENTINE)).toBe("none: opted-out");
    expect(await anna.words()).toEqual(["in:theme:hearts", "out:theme:hearts", "out:theme:tree (taken back)"]);
  });
});

describe("an out under a used key", () => {
  it("is kept anew once what was said under it was taken back", async () => {
    const anna = await openPerson("anna");
    const off = () =>
      anna.send("/v1/me/choices", { scope: "theme:tree", value: "out" }, NEW_YEAR, { "Idempotency-Key": "off-tree" });
    await off();
    expect((await write("anna", "верните как было")).done).toBe("undone");
    expect(await anna.sees()).toBe("show: segment");
    expect((await off()).status).toBe(200);
    expect(await anna.sees()).toBe("none: opted-out");
  });
});
