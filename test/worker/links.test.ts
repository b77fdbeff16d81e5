import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLinkTokens, type LinkGrant } from "../../src/tokens/link-token.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { call, expectProblem, importPeople, openPhone, shardFor, useGarland } from "./client.ts";
import { shardOf } from "./guarded-campaign.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const HTML = { Accept: "text/html" };
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const ONE_CLICK = { method: "POST", headers: { ...FORM, ...HTML }, body: "List-Unsubscribe=One-Click" };

/** A person who sees the tree, and the path of their off link. */
async function openLink(subscriberId = "anna") {
  const phone = await openPhone(subscriberId, { platform: "ios" });
  const tray = await phone.trayAt(NEW_YEAR);
  return { phone, path: new URL(tray.off.url).pathname };
}

const keys = [{ id: 7, secret: new Uint8Array(32).fill(7) }] as const;
const grants: fc.Arbitrary<LinkGrant> = fc.oneof(
  fc.record({
    kind: fc.constant("off"),
    subscriberId: fc.stringMatching(/^[A-Za-z0-9._~-]{1,64}$/),
    scope: fc.constantFrom("all", "gifts", "theme:hearts", "category:romance"),
  }),
  fc.record({
    kind: fc.constant("undo"),
    subscriberId: fc.stringMatching(/^[A-Za-z0-9._~-]{1,64}$/),
    choiceId: fc.nat(),
    expiresAt: fc.nat(),
  }),
  fc.record({
    kind: fc.constant("undo"),
    subscriberId: fc.stringMatching(/^[A-Za-z0-9._~-]{1,64}$/),
    choiceId: fc.nat(),
    expiresAt: fc.nat(),
    of: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
  }),
);

describe("a link token", () => {
  it("opens to what was sealed, is the same every time, and hides whom it is for", async () => {
    const tokens = createLinkTokens(keys);
    await fc.assert(
      fc.asyncProperty(grants, async (grant) => {
        const token = tokens.seal(grant);
        expect(tokens.open(token)).toEqual(grant);
        expect(tokens.seal(grant)).toBe(token);
        expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
        if (grant.subscriberId.length > 8)
          expect(atob(token.replaceAll("-", "+").replaceAll("_", "/"))).not.toContain(grant.subscriberId);
      }),
      { numRuns: 1_000 },
    );
  });

  it("does not open when any character of it was changed", async () => {
    const tokens = createLinkTokens(keys);
    const token = tokens.seal({ kind: "off", subscriberId: "anna", scope: "theme:hearts" });
    for (let index = 0; index < token.length; index++) {
      for (const other of ["A", "B", "-"]) {
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        if (changed !== token) expect(tokens.open(changed)).toBeUndefined();
      }
    }
  });

  it.each(["", "x", "!!!!", "A".repeat(600), "AAAA", "%00"])("does not open from %j", async (text) => {
    expect(createLinkTokens(keys).open(text)).toBeUndefined();
  });

  it("goes on opening after its key was rotated, and no longer once the key is gone", async () => {
    const grant = { kind: "off", subscriberId: "anna", scope: "all" } as const;
    const old = createLinkTokens(keys).seal(grant);
    const newKey = { id: 8, secret: new Uint8Array(32).fill(8) };
    const rotated = createLinkTokens([newKey, ...keys]);
    expect(rotated.open(old)).toEqual(grant);
    expect(rotated.seal(grant)).not.toBe(old);
    expect(createLinkTokens([newKey]).open(old)).toBeUndefined();
  });
});

describe("opening an off link", () => {
  it("changes nothing, however often and by whatever scanner it is fetched (invariant 6)", async () => {
    const { phone, path } = await openLink();
    for (let visit = 0; visit < 40; visit++) {
      const method = visit % 3 === 0 ? "HEAD" : "GET";
      const response = await call(path, {
        method,
        headers: { ...HTML, "Sec-Purpose": "prefetch", Purpose: "prefetch" },
      });
      expect(response.status).toBe(200);
      await response.text();
    }
    await call(path, { method: "OPTIONS" });
    expect(await shardFor("anna").history("anna")).toEqual([]);
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show" });
  });

  it("speaks the reader's language and carries no script", async () => {
    const { path } = await openLink();
    const russian = await (await call(path, { headers: HTML })).text();
    const english = await (await call(path, { headers: { ...HTML, "Accept-Language": "en-GB,en;q=0.9" } })).text();
    const asked = await (await call(`${path}?lang=en`, { headers: HTML })).text();
    expect(russian).toContain('lang="ru"');
    expect(russian).toContain("Отключить все украшения");
    expect(english).toContain("Switch off all decorations");
    expect(asked).toContain('lang="en"');
    for (const page of [russian, english]) expect(page).not.toMatch(/<script|onclick|javascript:/i);
  });

  it("keeps the instant of a replayed season through its buttons and its change of language", async () => {
    const { path } = await openLink();
    const addressesOf = (page: string) =>
      [...page.matchAll(/(?:action|<a href)="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));
    const opened = await call(`${path}?at=${encodeURIComponent(NEW_YEAR)}&lang=en`, { headers: HTML });
    const [button = "", otherLanguage = ""] = addressesOf(await opened.text());
    const read = (address: string) => Object.fromEntries(new URL(address, "https://garland.test").searchParams);
    expect([read(button), read(otherLanguage)]).toEqual([
      { at: NEW_YEAR, lang: "en" },
      { at: NEW_YEAR, lang: "ru" },
    ]);
    const pressed = await call(button, ONE_CLICK);
    const [undo = ""] = addressesOf(await pressed.text());
    expect(read(undo)).toEqual({ at: NEW_YEAR, lang: "en" });
    expect(await shardFor("anna").history("anna")).toMatchObject([{ at: Date.parse(NEW_YEAR) }]);
  });

  it("shows the same for somebody of whom nothing is known as for a subscriber (invariant 7)", async () => {
    const tokens = createLinkTokens(parseSettings(env).linkKeys);
    await importPeople([{ subscriberId: "known", profile: { region: "RU-MOW" } }]);
    const answers = await Promise.all(
      ["known", "unknown"].map(async (subscriberId) => {
        const path = `/o/${tokens.seal({ kind: "off", subscriberId, scope: "theme:hearts" })}`;
        const response = await call(path, { headers: HTML });
        const page = (await response.text()).replaceAll(path, "").replace(/name="press" value="[^"]+"/, "");
        return { status: response.status, page };
      }),
    );
    expect(answers[0]?.status).toBe(200);
    expect(answers[1]).toEqual(answers[0]);
  });

  it("is kept out of caches, frames and referrers", async () => {
    const { path } = await openLink();
    const { headers } = await call(path, { headers: HTML });
    expect(headers.get("Cache-Control")).toContain("no-store");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
  });
});

describe("pressing the button", () => {
  it("needs no login, never redirects, and works at once, as often as it is pressed", async () => {
    const { phone, path } = await openLink();
    for (let press = 0; press < 3; press++) {
      const response = await call(path, { ...ONE_CLICK, redirect: "manual" });
      expect(response.status).toBe(200);
      expect(response.headers.get("Location")).toBeNull();
      expect(await response.text()).toContain("больше не появится");
    }
    expect(await shardFor("anna").history("anna")).toHaveLength(1);
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
    await evictDurableObject(shardFor("anna"));
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("switches off the theme by default, and everything or the category by choice", async () => {
    const { path } = await openLink();
    await call(path, ONE_CLICK);
    await call(path, { ...ONE_CLICK, body: "scope=category%3Afestive" });
    await call(path, { ...ONE_CLICK, body: "scope=all" });
    expect((await shardFor("anna").history("anna")).map((entry) => [entry.scope, entry.value, entry.channel])).toEqual([
      ["theme:tree", "out", "link"],
      ["category:festive", "out", "link"],
      ["all", "out", "link"],
    ]);
  });

  it("can't switch off something else, or anything on, whatever else is sent", async () => {
    const { path } = await openLink();
    for (const body of ["scope=theme%3Ahearts", "scope=gifts"]) {
      await expectProblem(
        await call(path, { ...ONE_CLICK, headers: { ...FORM, Accept: "application/json" }, body }),
        "refused",
        422,
      );
    }
    expect(await shardFor("anna").history("anna")).toEqual([]);
    await call(path, { ...ONE_CLICK, body: "scope=all&value=in&on=theme%3Ahearts" });
    expect(await shardFor("anna").history("anna")).toMatchObject([{ scope: "all", value: "out" }]);
  });

  it.each([
    "",
    "list-unsubscribe=one-click",
    "List-Unsubscribe=One-Click&List-Unsubscribe=One-Click",
    "List-Unsubscribe=One-Click&mc=42&undo=AAAA",
    "scope=theme%3Atree&scope=theme%3Atree",
    "scope=&utm_source=mail",
  ])("takes %j for the link's own out", async (body) => {
    const { path } = await openLink();
    expect((await call(path, { ...ONE_CLICK, body })).status).toBe(200);
    expect(await shardFor("anna").history("anna")).toMatchObject([{ scope: "theme:tree", value: "out" }]);
  });

  it("takes the one click of a mail service that sends it as multipart, as RFC 8058 allows", async () => {
    const { path } = await openLink();
    const body = new FormData();
    body.set("List-Unsubscribe", "One-Click");
    expect((await call(path, { method: "POST", body })).status).toBe(200);
    expect(await shardFor("anna").history("anna")).toMatchObject([{ scope: "theme:tree", value: "out" }]);
  });

  it("answers a program with the new tray", async () => {
    const { path } = await openLink();
    const response = await call(`${path}?at=${encodeURIComponent(NEW_YEAR)}`, {
      method: "POST",
      headers: { ...FORM, Accept: "application/json" },
      body: "",
    });
    expect(await response.json()).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("can be undone from the page that follows, by that page only", async () => {
    const { phone, path } = await openLink();
    const page = await (await call(path, ONE_CLICK)).text();
    const [, undo = ""] = /name="undo" value="([^"]+)"/.exec(page) ?? [];
    const undone = await call(path, { ...ONE_CLICK, body: new URLSearchParams({ undo }).toString() });
    expect(await undone.text()).toContain("Вернули как было");
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", reason: "segment" });

    const other = await openLink("boris");
    const foreign = await call(other.path, { ...ONE_CLICK, body: new URLSearchParams({ undo }).toString() });
    expect(foreign.status).toBe(422);
  });
});

/** What anybody, or anything, does with a link. `tries`: what a link can't do. */
type Visit =
  | { readonly kind: "looks"; readonly method: "GET" | "HEAD" | "OPTIONS"; readonly headers: Record<string, string> }
  | { readonly kind: "presses"; readonly wider?: "category" | "all" }
  | { readonly kind: "tries"; readonly body: string };

const visits: fc.Arbitrary<readonly Visit[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("looks" as const),
      method: fc.constantFrom("GET", "HEAD", "OPTIONS"),
      headers: fc.constantFrom<Record<string, string>>(
        HTML,
        { "Sec-Purpose": "prefetch", Purpose: "prefetch" },
        { Accept: "*/*", "User-Agent": "TelegramBot (like TwitterBot)" },
        { Accept: "application/json", Origin: "https://scanner.example" },
      ),
    }),
    fc.record(
      { kind: fc.constant("presses" as const), wider: fc.constantFrom("category", "all") },
      { requiredKeys: ["kind"] },
    ),
    fc.record({
      kind: fc.constant("tries" as const),
      body: fc.constantFrom(
        "scope=in",
        "scope=all&scope=theme%3Atree",
        "scope=gifts",
        "scope=theme%3Atulip",
        "undo=AAAA",
      ),
    }),
  ),
  { minLength: 1, maxLength: 3 },
);

describe("whatever anybody does with a link", () => {
  it("only a press changes anything, only by switching off, and never twice (invariant 6)", async () => {
    const tokens = createLinkTokens(parseSettings(env).linkKeys);
    let people = 0;
    await fc.assert(
      fc.asyncProperty(visits, async (list) => {
        const subscriberId = `visitor-${people++}`;
        const path = `/o/${tokens.seal({ kind: "off", subscriberId, scope: "theme:tree" })}`;
        const said: string[] = [];
        for (const visit of list) {
          if (visit.kind === "looks") {
            const { status } = await call(path, { method: visit.method, headers: visit.headers });
            if (visit.method !== "OPTIONS") expect(status).toBe(200);
            continue;
          }
          const scope = { category: "category:festive", all: "all", theme: "theme:tree" }[
            (visit.kind === "presses" && visit.wider) || "theme"
          ];
          const body = visit.kind === "tries" ? visit.body : `scope=${encodeURIComponent(scope)}`;
          const response = await call(path, { ...ONE_CLICK, body, redirect: "manual" });
          expect(response.headers.get("Location")).toBeNull();
          expect(response.status >= 400).toBe(visit.kind === "tries");
          if (visit.kind === "presses" && said.at(-1) !== scope) said.push(scope);
        }
        // The generated type of the stub nests too deeply for the compiler.
        const history = await shardOf(subscriberId).history(subscriberId);
        expect(history.map(({ scope, value }) => [scope, value])).toEqual(said.map((scope) => [scope, "out"]));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a link that is not whole", () => {
  it("is answered with a page to a person and with a problem to a program, and nothing is stored", async () => {
    const { path } = await openLink();
    const broken = `${path.slice(0, -3)}AAA`;
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? { body: "List-Unsubscribe=One-Click" } : {};
      const page = await call(broken, { method, headers: { ...HTML, ...FORM }, ...body });
      expect(page.status).toBe(404);
      expect(await page.text()).toContain("Ссылка не сработала");
      const problem = await call(broken, { method, headers: { Accept: "application/json", ...FORM }, ...body });
      expect(JSON.stringify(await expectProblem(problem, "not-found", 404))).not.toContain(broken);
    }
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("is not an undo token", async () => {
    const { path } = await openLink();
    const page = await (await call(path, ONE_CLICK)).text();
    const [, undo = ""] = /name="undo" value="([^"]+)"/.exec(page) ?? [];
    expect((await call(`/o/${undo}`, { headers: HTML })).status).toBe(404);
  });
});
