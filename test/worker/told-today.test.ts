import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { weighedProposalSchema } from "../../src/contract/policy.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Role } from "../../src/contract/role.ts";
import { call, openPhone, shardFor, useGarland } from "./client.ts";
import { importLines, person } from "./population-client.ts";

const TODAY = "2026-12-01T09:00:00Z";
const AT = Date.parse(TODAY);
const HOUR_MS = 3_600_000;
useGarland(TODAY);

async function look(path: string, role: Role, now = AT) {
  const atNow = { "X-Garland-Now": new Date(now).toISOString() };
  const made = await call("/dev/staff-tokens", {
    method: "POST",
    headers: { ...atNow, "Content-Type": "application/json" },
    body: JSON.stringify({ name: role, roles: [role] }),
  });
  const { token } = await made.json<{ token: string }>();
  const response = await call(path, { headers: { ...atNow, Authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return response.json<Record<string, unknown>>();
}

async function propose(body: object, now = AT) {
  const atNow = { "X-Garland-Now": new Date(now).toISOString(), "Content-Type": "application/json" };
  const made = await call("/dev/staff-tokens", {
    method: "POST",
    headers: atNow,
    body: JSON.stringify({ name: "boris", roles: ["approver"] }),
  });
  const { token } = await made.json<{ token: string }>();
  const response = await call("/v1/policy/proposals", {
    method: "POST",
    headers: { ...atNow, Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect([200, 201]).toContain(response.status);
  return weighedProposalSchema.parse(await response.json());
}

const wishFor = (subscriberId: string, theme: string) =>
  shardFor(subscriberId).wish({
    subscriberId,
    theme,
    device: {},
    at: AT,
    origin: "https://garland.test",
    channel: "app",
    actor: "self",
  });

async function wishForMany(people: number, theme: string) {
  await Promise.all(Array.from({ length: people }, (_, index) => wishFor(`fan-${index}`, theme)));
}

const peopleOf = (told: Record<string, unknown>, theme: string) =>
  (told["themes"] as { theme: string; people: number | null }[]).find((each) => each.theme === theme)?.people;

describe("how many people wish for a theme", () => {
  it("is told in fifties, with noise, and not at all where few do", async () => {
    await wishForMany(300, "tulip");
    await wishForMany(20, "hearts");
    const told = await look("/v1/wishes", "viewer");
    expect(told).toMatchObject({ countedAt: "2026-12-01T09:00:00.000Z", fewerThan: 150 });
    const tulips = peopleOf(told, "tulip") ?? 0;
    expect(tulips % 50).toBe(0);
    expect(Math.abs(tulips - 300)).toBeLessThanOrEqual(150);
    expect(peopleOf(told, "hearts")).toBeNull();
    expect(peopleOf(told, "star")).toBeNull();
  });

  it("is told alike to all staff until the day ends, whatever people say meanwhile", async () => {
    await wishForMany(10, "tulip");
    const first = await look("/v1/wishes", "viewer");
    expect(peopleOf(first, "tulip")).toBeNull();
    await wishForMany(400, "tulip");
    expect(await look("/v1/wishes", "admin", AT + HOUR_MS)).toEqual(first);
    const next = await look("/v1/wishes", "viewer", AT + 24 * HOUR_MS);
    expect(Math.abs((peopleOf(next, "tulip") ?? 0) - 400)).toBeLessThanOrEqual(150);
  });

  it("leaves out test lines", async () => {
    await importLines(Array.from({ length: 300 }, (_, index) => person(`fan-${index}`, { test: true })));
    await wishForMany(300, "tulip");
    expect(peopleOf(await look("/v1/wishes", "viewer"), "tulip")).toBeNull();
  });
});

describe("how many have said no to what policy changes", () => {
  const festive = bundledDefinitions.categories.find(({ key }) => key === "festive");
  const body = { ...festive, sensitive: true };
  const changes = [{ kind: "category", key: "festive", baseRevision: 1, body }];
  const sayNo = (people: number) =>
    Promise.all(
      Array.from({ length: people }, async (_, index) =>
        (await openPhone(`p${index}`)).choose("category:festive", "out", TODAY),
      ),
    );

  it("is told alike in every proposal until the day ends, whatever people say meanwhile", async () => {
    const first = await propose({ changes, reason: "as we agreed" });
    expect(first.consequences?.saidNo).toMatchObject([{ scope: "category:festive", people: 0 }]);
    await sayNo(260);
    const renamed = { ...body, label: { ru: "Праздники", en: "Feasts" } };
    const second = await propose({ changes: [{ ...changes[0], body: renamed }], reason: "as we agreed" }, AT + HOUR_MS);
    expect(second.id).not.toBe(first.id);
    expect(second.consequences?.saidNo).toEqual(first.consequences?.saidNo);
    const next = await propose({ changes, reason: "as we agreed" }, AT + 24 * HOUR_MS);
    expect(next.id).toBe(first.id);
    const [told] = next.consequences?.saidNo ?? [];
    expect(told?.people).toBeGreaterThanOrEqual(150);
    expect((told?.people ?? 1) % 50).toBe(0);
  });
});

describe("why people were unhappy", () => {
  const note = (reason: string, people: number) =>
    runInDurableObject(shardFor("anna"), (_, { storage }) =>
      storage.sql.exec("INSERT OR REPLACE INTO message_reasons VALUES ('new-year', ?, ?)", reason, people),
    );

  it("names only what many gave, and is told alike until the day ends", async () => {
    await note("offensive", 400);
    await note("ugly", 19);
    const told = await look("/v1/message-reasons", "viewer");
    expect(told).toMatchObject({ campaigns: [{ campaign: "new-year", reasons: [{ reason: "offensive" }] }] });
    await note("ugly", 900);
    expect(await look("/v1/message-reasons", "approver", AT + HOUR_MS)).toEqual(told);
    expect(JSON.stringify(await look("/v1/message-reasons", "viewer", AT + 24 * HOUR_MS))).toContain("ugly");
  });

  it("names no campaign that only a few minded", async () => {
    await note("offensive", 19);
    expect(await look("/v1/message-reasons", "viewer")).toMatchObject({ campaigns: [] });
  });
});
