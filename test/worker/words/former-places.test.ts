import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/domain/json.ts";
import { carryPolicy } from "../carry-policy.ts";
import { catalog, shardFor, useGarland } from "../client.ts";
import { OPENS, startCampaign, unstaged } from "../guarded-campaign.ts";
import { linkOf, openPerson, press } from "./speak.ts";

useGarland("2025-05-01T00:00:00Z");

const BEFORE = OPENS - 20 * 86_400_000;
const SAID = new Date(BEFORE).toISOString();
const JUNE = "2025-06-15T12:00:00+03:00";

/** Has a definition changed as a marketer and an approver would. */
async function change(
  kind: "theme" | "category" | "decoration",
  key: string,
  edit: (body: Record<string, Json>) => object,
) {
  const stored = await catalog().readDefinition(kind, key);
  const body = edit((stored?.body ?? {}) as Record<string, Json>);
  if (kind !== "decoration") {
    expect(await carryPolicy(catalog(), [{ kind, key, body }], BEFORE)).toMatchObject({ ok: true });
    return;
  }
  const written = await catalog().writeDefinition({
    kind,
    key,
    body: JSON.parse(JSON.stringify(body)) as Json,
    expectedRevision: "any",
    actor: "anna",
    now: BEFORE,
  });
  expect(written).toMatchObject({ ok: true });
}

async function remove(kind: "category" | "theme", key: string) {
  expect(await carryPolicy(catalog(), [{ kind, key, body: null }], BEFORE)).toMatchObject({ ok: true });
}

/** A default-on campaign of hearts, which publishes whatever was changed before. */
const startHearts = () => startCampaign({ ...unstaged, key: "hearts-for-all", decoration: "hearts" }, OPENS, "a test");

/** Else hearts could come unasked under no name: their drawing stands under a sensitive theme. */
const makeRomanceHarmless = () => change("category", "romance", (body) => ({ ...body, sensitive: false }));

const moveHearts = (category: string) => change("theme", "hearts", (body) => ({ ...body, category }));

describe("whoever has said no to a category", () => {
  it("sees nothing of a theme that stood in it and was moved out of it", async () => {
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("category:romance", "out", SAID);
    await moveHearts("festive");
    await startHearts();
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual(["none: opted-out", "show: segment"]);
    await evictDurableObject(shardFor("anna"));
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
  });

  it("sees nothing of it when the category is no longer sensitive", async () => {
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("category:romance", "out", SAID);
    await change("category", "romance", (body) => ({ ...body, sensitive: false }));
    await startHearts();
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual(["none: opted-out", "show: segment"]);
  });

  it("sees nothing of it when the category has another name, and can say no by the old name still", async () => {
    const [anna, boris, clara] = [await openPerson("anna"), await openPerson("boris"), await openPerson("clara")];
    await anna.choose("category:romance", "out", SAID);
    await change("category", "love", () => ({
      key: "love",
      sensitive: false,
      label: { ru: "Любовь", en: "Love" },
    }));
    await moveHearts("love");
    for (const { theme } of await themesOf("romance"))
      await change("theme", theme, (body) => ({ ...body, category: "love" }));
    await remove("category", "romance");
    await startHearts();
    await boris.choose("category:romance", "out", JUNE);
    expect([await anna.sees(JUNE), await boris.sees(JUNE), await clara.sees(JUNE)]).toEqual([
      "none: opted-out",
      "none: opted-out",
      "show: segment",
    ]);
    const lifted = { scope: "category:romance", value: "in" };
    expect((await clara.send("/v1/me/choices", lifted, JUNE)).status).toBe(422);
    expect((await boris.send("/v1/me/choices", lifted, JUNE)).status).toBe(200);
    expect(await boris.sees(JUNE)).toBe("show: segment");
  });

  it("is reached by asking for the theme by name, and never by an in at where the theme once stood", async () => {
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("category:romance", "out", SAID);
    await anna.choose("category:romance", "in", SAID);
    await boris.choose("category:romance", "in", SAID);
    await moveHearts("religion");
    await startCampaign(
      { ...unstaged, key: "hearts-asked", decoration: "hearts", delivery: "opt-in" },
      OPENS,
      "a test",
    );
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual([
      "none: sensitive-not-asked",
      "none: sensitive-not-asked",
    ]);
    await anna.choose("theme:hearts", "in", JUNE);
    expect(await anna.sees(JUNE)).toBe("show: asked");
  });

  it("is reached by no in at where the theme stands today, which lifts only the out at that same place", async () => {
    const anna = await openPerson("anna");
    await anna.choose("category:romance", "out", SAID);
    await moveHearts("festive");
    await startHearts();
    await anna.choose("category:festive", "in", JUNE);
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
    await anna.choose("category:romance", "in", JUNE);
    expect(await anna.sees(JUNE)).toBe("show: asked");
  });
});

describe("the open page of an off link", () => {
  const FORM = "category:romance";
  const off = (scope: string) => press(linkOf("anna", "theme:hearts"), new URLSearchParams({ scope }).toString(), JUNE);

  it("goes on switching off the category that its button names when the theme has been moved", async () => {
    const anna = await openPerson("anna");
    await moveHearts("festive");
    await startHearts();
    expect((await off(FORM)).status).toBe(200);
    expect(await anna.words()).toEqual(["out:category:romance"]);
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
    expect((await off("category:festive")).status).toBe(200);
    expect((await off("category:religion")).status).toBe(422);
  });

  it("does so, and switches off its own theme, when these exist no more", async () => {
    const anna = await openPerson("anna");
    await change("category", "love", () => ({
      key: "love",
      sensitive: false,
      label: { ru: "Любовь", en: "Love" },
    }));
    for (const { theme } of await themesOf("romance"))
      await change("theme", theme, (body) => ({ ...body, category: "love" }));
    await remove("category", "romance");
    await startHearts();
    expect((await off(FORM)).status).toBe(200);
    const { status, page } = await press(linkOf("anna", "theme:hearts"));
    expect([status, page.includes("will not appear again")]).toEqual([200, true]);
    expect(await anna.words()).toEqual(["out:category:romance", "out:theme:hearts"]);
  });
});

describe("whoever has said no to a theme", () => {
  it("sees nothing of its decoration when that is put under another theme", async () => {
    await makeRomanceHarmless();
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("theme:hearts", "out", SAID);
    await change("decoration", "hearts", (body) => ({ ...body, theme: "snowflake" }));
    await startHearts();
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual(["none: opted-out", "show: segment"]);
  });

  it("sees nothing of its decoration under a theme that they have asked for", async () => {
    await makeRomanceHarmless();
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("theme:hearts", "out", SAID);
    await boris.choose("category:romance", "out", SAID);
    for (const person of [anna, boris]) await person.choose("theme:snowflake", "in", SAID);
    await change("decoration", "hearts", (body) => ({ ...body, theme: "snowflake" }));
    await startHearts();
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual(["none: opted-out", "none: opted-out"]);
    await anna.choose("theme:hearts", "in", JUNE);
    await boris.choose("category:romance", "in", JUNE);
    expect([await anna.sees(JUNE), await boris.sees(JUNE)]).toEqual(["show: asked", "show: asked"]);
  });

  it("sees nothing of what was put under it, by whatever way that goes on to another", async () => {
    await makeRomanceHarmless();
    const anna = await openPerson("anna");
    await anna.choose("category:romance", "out", SAID);
    await moveHearts("festive");
    await startHearts();
    await change("decoration", "snowflake", (body) => ({ ...body, theme: "hearts" }));
    const flakes = { ...unstaged, decoration: "snowflake", priority: 400 };
    await startCampaign({ ...flakes, key: "flakes-with-hearts" }, OPENS, "a test");
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
    await change("decoration", "snowflake", (body) => ({ ...body, theme: "tulip" }));
    await startCampaign({ ...flakes, key: "flakes-with-tulips" }, OPENS, "a test");
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
  });
});

describe("whoever has said no to a theme that is no more", () => {
  it("can lift that by its old name, and nobody can ask for it by that", async () => {
    await makeRomanceHarmless();
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    await anna.choose("theme:hearts", "out", SAID);
    await change("theme", "love", () => ({
      key: "love",
      category: "festive",
      label: { ru: "Любовь", en: "Love" },
    }));
    await change("decoration", "hearts", (body) => ({ ...body, theme: "love" }));
    for (const { key, body } of await catalog().listDefinitions("decoration")) {
      if ((body as { theme?: string }).theme === "hearts") {
        await change("decoration", key, (other) => ({ ...other, theme: "love" }));
      }
    }
    await remove("theme", "hearts");
    await startHearts();
    expect(await anna.sees(JUNE)).toBe("none: opted-out");
    const lifted = { scope: "theme:hearts", value: "in" };
    expect((await boris.send("/v1/me/choices", lifted, JUNE)).status).toBe(422);
    expect((await anna.send("/v1/me/choices", lifted, JUNE)).status).toBe(200);
    expect(await anna.sees(JUNE)).toBe("show: segment");
  });
});

describe("where a theme was live", () => {
  it("can't be edited by anybody: the document has no such field", async () => {
    await change("theme", "hearts", (body) => ({ ...body, category: "festive" }));
    const stored = await catalog().readDefinition("theme", "hearts");
    expect(JSON.stringify(stored?.body)).not.toContain("former");
    const body = { ...(stored?.body as Record<string, Json>), former: [] };
    expect(await carryPolicy(catalog(), [{ kind: "theme", key: "hearts", body }], BEFORE)).toMatchObject({ ok: false });
  });
});

async function themesOf(category: string): Promise<readonly { readonly theme: string }[]> {
  const items = await catalog().listDefinitions("theme");
  return items
    .filter(({ body }) => (body as { category?: string }).category === category)
    .map(({ key }) => ({ theme: key }));
}
