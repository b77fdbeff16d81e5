import { describe, expect, it } from "vitest";
import { staffActListSchema, supportLinksSchema, supportViewSchema } from "../../src/contract/support.ts";
import { traySchema } from "../../src/contract/tray.ts";
import { call, catalog, expectProblem, openPhone, shardFor, useGarland } from "./client.ts";
import { DAY, OPENS, startCampaign, trayOf, unstaged } from "./guarded-campaign.ts";
import { dumpEverything, importLines, person, staffHeaders } from "./population-client.ts";
import { numberOf } from "./words/speak.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const PHONE = "+79161234567";

/** An agent, at an instant. */
async function openDesk(now = NEW_YEAR) {
  const headers = { ...(await staffHeaders("support")), "X-Garland-Now": now };
  const send = (method: string, path: string, body: object = {}, more: Record<string, string> = {}) =>
    call(`/v1/support/${path}`, {
      method,
      headers: { ...headers, "Content-Type": "application/json", ...more },
      ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
    });
  return {
    send,
    async view(subscriberId: string, at = now, lang = "ru") {
      const response = await send("GET", `subscribers/${subscriberId}?${new URLSearchParams({ at, lang })}`);
      expect(response.status).toBe(200);
      return supportViewSchema.parse(await response.json());
    },
  };
}

async function actsOf(actor: string) {
  const response = await call(`/v1/support/acts?${new URLSearchParams({ actor })}`, {
    headers: await staffHeaders("admin"),
  });
  return staffActListSchema.parse(await response.json()).items;
}

describe("support", () => {
  it("finds a subscriber by phone in any spelling, and keeps the number nowhere", async () => {
    await importLines([person("anna", { phone: PHONE })]);
    const desk = await openDesk();
    for (const phone of [PHONE, "8 (916) 123-45-67", "79161234567"]) {
      const response = await desk.send("POST", "subscribers:find", { phone });
      expect(await response.json()).toEqual({ subscriberId: "anna" });
    }
    await expectProblem(await desk.send("POST", "subscribers:find", { phone: "+79990000000" }), "not-found", 404);
    const { detail } = await expectProblem(
      await desk.send("POST", "subscribers:find", { phone: "12" }),
      "invalid-request",
      400,
    );
    expect(detail).not.toContain("12");
    expect(await dumpEverything()).not.toContain("9161234567");
  });

  it("sees what the person sees, why, and what their phone and the operator say", async () => {
    await importLines([person("anna")]);
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.trayAt(NEW_YEAR);
    const view = await (await openDesk()).view("anna", NEW_YEAR, "en");
    expect(view).toMatchObject({
      subscriberId: "anna",
      isKnown: true,
      ruleset: { isCurrent: true },
      person: { now: { decision: "show", reason: "segment" } },
      profile: { region: "RU-MOW" },
      phone: { platform: "ios" },
      explanation: { decision: { campaign: "new-year" } },
    });
    const newYear = view.explanation.campaigns.find(({ campaign }) => campaign === "new-year");
    expect(newYear?.segments.find(({ key }) => key === "machines-and-corporate")?.trace.matched).toBe(false);
    expect((await (await openDesk()).view("nobody")).isKnown).toBe(false);
  });

  it("reads names, not keys, of whatever leads to what the person sees, and no other names", async () => {
    await importLines([person("anna")]);
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.trayAt(NEW_YEAR);
    const { names } = await (await openDesk()).view("anna");
    expect(names).toMatchObject({
      "campaign/new-year": { ru: "Новый год: ёлка", en: "New Year: the tree" },
      "segment/machines-and-corporate": { en: expect.any(String) },
      "attribute/region": { ru: "Регион" },
      "value/region/RU-MOW": { ru: "Москва" },
      "value/platform/ios": { en: "iOS" },
    });
    expect(names).not.toHaveProperty("value/region/RU-SPE");
    expect(names).not.toHaveProperty("segment/students");
  });

  it("sees the past as it was: the ruleset then in force, and the choices that then stood", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.trayAt(NEW_YEAR);
    await phone.choose("theme:tree", "out", "2025-01-02T00:00:00Z");
    const stopped = Date.parse("2025-01-05T00:00:00Z");
    await catalog().setStopped(true, { actor: "person:chief", now: stopped, why: "a test" });
    const desk = await openDesk("2025-01-10T00:00:00Z");

    const before = await desk.view("anna", "2025-01-01T00:00:00Z");
    expect(before.ruleset.isCurrent).toBe(false);
    expect(before.explanation.decision).toMatchObject({ decision: "show", campaign: "new-year" });
    expect(before.person.choices).toEqual([]);

    const between = await desk.view("anna", "2025-01-03T00:00:00Z");
    expect(between.explanation.decision).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(between.person.choices).toHaveLength(1);

    const now = await desk.view("anna", "2025-01-10T00:00:00Z");
    expect(now.ruleset).toMatchObject({ isCurrent: true, version: before.ruleset.version + 1 });
    expect(now.explanation.decision).toMatchObject({ decision: "none", reason: "stopped" });
  });

  it("sees what the phone sees now, though the clock has fallen behind what is in force", async () => {
    await importLines([person("anna")]);
    const behind = "2024-11-30T12:00:00+03:00";
    const desk = await openDesk(behind);
    const response = await desk.send("GET", "subscribers/anna");
    expect(response.status).toBe(200);
    const view = supportViewSchema.parse(await response.json());
    expect(view.ruleset.isCurrent).toBe(true);
    await expectProblem(
      await desk.send("GET", `subscribers/anna?${new URLSearchParams({ at: behind })}`),
      "refused",
      422,
    );
  });

  it("sees the future, and says how far it is known; and that nothing was in force before the first ruleset", async () => {
    const desk = await openDesk();
    const view = await desk.view("anna", "2025-12-31T09:00:00Z");
    expect(view.explanation.decision.reason).toBe("segment");
    expect(Date.parse(view.ruleset.knownUntil)).toBeGreaterThan(Date.parse("2026-05-01T00:00:00Z"));
    const response = await desk.send("GET", "subscribers/anna?at=2020-01-01T00:00:00Z");
    await expectProblem(response, "refused", 422);
  });

  it("switches off and on for a person; the agent is recorded, and the phone obeys at its next request", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.trayAt(NEW_YEAR);
    const desk = await openDesk();
    const off = await desk.send("POST", "subscribers/anna/choices", { scope: "all", value: "out" });
    expect(traySchema.parse(await off.json())).toMatchObject({ decision: "none", reason: "opted-out" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
    const [choice] = await shardFor("anna").history("anna");
    expect(choice).toMatchObject({ channel: "agent", actor: expect.stringMatching(/^agent:./) });
    expect((await desk.view("anna")).person.choices[0]).toMatchObject({ by: "agent", channel: "agent" });
  });

  it("takes a key for the same request again, and refuses it for another that switches on", async () => {
    const desk = await openDesk();
    const key = { "Idempotency-Key": "ticket-7" };
    for (let attempt = 0; attempt < 3; attempt++) {
      await desk.send("POST", "subscribers/anna/choices", { scope: "all", value: "out" }, key);
    }
    expect(await shardFor("anna").history("anna")).toHaveLength(1);
    const other = await desk.send("POST", "subscribers/anna/choices", { scope: "gifts", value: "in" }, key);
    await expectProblem(other, "conflict", 409);
    const out = await desk.send("POST", "subscribers/anna/choices", { scope: "gifts", value: "out" }, key);
    expect(out.status).toBe(200);
  });

  it("takes back its own mistake, and never what the person said (invariant 1)", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:tree", "out", NEW_YEAR);
    const desk = await openDesk();
    await desk.send("POST", "subscribers/anna/choices", { scope: "theme:hearts", value: "out" });
    const [own, entered] = await shardFor("anna").history("anna");
    await expectProblem(
      await desk.send("DELETE", `subscribers/anna/choices/${numberOf("anna", own?.id ?? 0)}`),
      "not-found",
      404,
    );
    await expectProblem(await desk.send("DELETE", "subscribers/anna/choices/999"), "not-found", 404);
    expect((await desk.send("DELETE", `subscribers/anna/choices/${numberOf("anna", entered?.id ?? 0)}`)).status).toBe(
      200,
    );
    expect((await shardFor("anna").history("anna")).map(({ isRetracted }) => isRetracted)).toEqual([false, true]);
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("makes links to send: one that only switches off, and the person's own page for a day", async () => {
    await (await openPhone("anna", { platform: "ios" })).trayAt(NEW_YEAR);
    const response = await (await openDesk()).send("POST", "subscribers/anna/links");
    expect(response.status).toBe(201);
    const { off, page } = supportLinksSchema.parse(await response.json());
    expect(off.scopes[0]).toBe("theme:tree");
    expect(page.expiresAt).toBe("2025-01-01T09:00:00.000Z");
    for (const url of [off.url, page.url]) {
      const opened = await call(new URL(url).pathname, { headers: { "X-Garland-Now": NEW_YEAR } });
      expect(opened.status).toBe(200);
      await opened.text();
    }
    expect(`${off.url} ${page.url}`).not.toContain("anna");
  });

  it("has a complaint counted for the campaign that the person saw, once", async () => {
    await startCampaign(unstaged, OPENS - DAY);
    await trayOf("anna", OPENS + 1_000);
    const desk = await openDesk(new Date(OPENS + 60_000).toISOString());
    for (let times = 0; times < 2; times++) {
      const response = await desk.send("POST", "subscribers/anna/complaints", { scope: "theme:snowflake" });
      expect(response.status).toBe(204);
    }
    const cells = await shardFor("anna").summarizeExposures("sparkle@1");
    expect(cells.map(({ exposed, complained }) => [exposed, complained])).toEqual([[1, 1]]);
  });
});

describe("a call whose every member may be left out", () => {
  it.each([{}, { "Content-Type": "application/json" }])("needs no body, with the headers %j", async (type) => {
    const { Authorization } = await staffHeaders("support");
    const complaint = { method: "POST", headers: { Authorization, ...type } };
    expect((await call("/v1/support/subscribers/anna/complaints", complaint)).status).toBe(204);
    const refusal = {
      method: "POST",
      headers: { Authorization: (await staffHeaders("admin")).Authorization, ...type },
    };
    expect((await call("/v1/subscribers/anna:refuse-tokens", refusal)).status).toBe(200);
  });

  it("takes no body of another type for none", async () => {
    const { Authorization } = await staffHeaders("support");
    const headers = { Authorization, "Content-Type": "text/plain" };
    const said = { method: "POST", headers, body: '{"scope":"theme:hearts"}' };
    await expectProblem(await call("/v1/support/subscribers/anna/complaints", said), "unsupported-media-type", 415);
  });
});

describe("the record of what staff did", () => {
  it("names who, when and whom for every look and act, and never what was said", async () => {
    await importLines([person("anna", { phone: PHONE })]);
    const desk = await openDesk();
    await desk.send("POST", "subscribers:find", { phone: PHONE });
    await desk.view("anna");
    await desk.send("POST", "subscribers/anna/choices", { scope: "category:romance", value: "out" });
    const [choice] = await shardFor("anna").history("anna");
    await desk.send("DELETE", `subscribers/anna/choices/${numberOf("anna", choice?.id ?? 0)}`);
    await desk.send("POST", "subscribers/anna/links");
    await desk.send("POST", "subscribers/anna/complaints");
    const { staffActs } = await desk.view("anna");
    const actions = [
      "looked",
      "tagged-complaint",
      "made-links",
      "took-back",
      "chose",
      "looked",
      "found-by-phone",
    ] as const;
    expect(staffActs.map(({ action }) => action)).toEqual(actions);
    expect(new Set(staffActs.map(({ at }) => at))).toEqual(new Set(["2024-12-31T09:00:00.000Z"]));
    const [{ actor } = { actor: "" }] = staffActs;
    expect(actor).toMatch(/^person:./);
    const items = await actsOf(actor);
    expect(items.map(({ subscriberId, action }) => [subscriberId, action]).toSorted()).toEqual(
      actions.map((action) => ["anna", action]).toSorted(),
    );
    expect(JSON.stringify(items)).not.toContain("romance");
    const audit = await call("/v1/audit", { headers: await staffHeaders("viewer") });
    expect(await audit.text()).not.toContain("anna");
  });

  it("is handed to the person with their export, and forgets whom it was about when they are erased", async () => {
    const desk = await openDesk();
    const { staffActs } = await desk.view("anna");
    const { token } = await openPhone("anna");
    const headers = { Authorization: `Bearer ${token}` };
    const exported = await (await call("/v1/me/export", { headers })).json();
    expect(exported).toMatchObject({ staffActs: [{ action: "looked", actor: staffActs[0]?.actor }] });
    await call("/v1/me", { method: "DELETE", headers });
    expect(await actsOf(staffActs[0]?.actor ?? "")).toMatchObject([{ subscriberId: null, action: "looked" }]);
  });
});
