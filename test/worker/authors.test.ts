import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import type { PolicyKind } from "../../src/domain/policy/policy-change.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Json } from "../../src/domain/json.ts";
import { namePart } from "../../src/domain/name-part.ts";
import { carryPolicy } from "./carry-policy.ts";
import { catalog, expectProblem, importPeople, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const label = { ru: "Проба", en: "Trial" };
const NEW = { "If-None-Match": "*" };
const ANY = { "If-Match": "*" };

const inner = { key: "inner", label, condition: { region: "RU-PRI" }, examples: [] };
const outer = { key: "outer", label, condition: { $inSegment: "inner" }, examples: [] };
const trial: Campaign = { ...found, key: "trial", label, audience: { include: ["outer"], exclude: [] }, priority: 300 };

/** “the theme “”, without the name, which edits change. */
const kindOf = (part: string) => namePart(part).en.replace(/“.*$/, "“");
const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

/** All of them may write, approve and manage keys: only what they wrote tells them apart. */
async function openOffice() {
  const [anna, boris, clara] = await Promise.all(
    ["anna", "boris", "clara"].map((name) => open(name, "marketer", "approver", "admin")),
  );
  if (anna === undefined || boris === undefined || clara === undefined) throw new Error("nobody is there");
  return { anna, boris, clara };
}

async function put(desk: Desk, path: string, body: object, headers: Record<string, string> = ANY): Promise<void> {
  const written = await desk("PUT", `/v1/${path}`, body, headers);
  expect([200, 201]).toContain(written.status);
}

async function writeTrial(desk: Desk): Promise<void> {
  await put(desk, "segments/inner", inner, NEW);
  await put(desk, "segments/outer", outer, NEW);
  await put(desk, "campaigns/trial", trial, NEW);
}

const take = (desk: Desk, step: string, body: object = {}) => desk("POST", `/v1/campaigns/trial:${step}`, body);

async function pass(desk: Desk, step: string, body: object = {}): Promise<void> {
  const answer = await take(desk, step, body);
  expect(answer.status === 200 ? "" : await answer.text()).toBe("");
}

const refuse = async (desk: Desk, step: string) => expectProblem(await take(desk, step), "another-person", 403);

async function readTrial(desk: Desk): Promise<StoredDefinition> {
  return (await desk("GET", "/v1/campaigns/trial")).json<StoredDefinition>();
}

/** A machine of somebody's, and so on: each key is made by the one before. */
async function openMachine(desk: Desk, depth: number): Promise<Desk> {
  let machine = desk;
  for (let level = 0; level < depth; level++) {
    const body = { name: `robot ${level}`, roles: ["marketer", "approver", "admin"] };
    const made = await machine("POST", "/v1/service-keys", body);
    expect(made.status).toBe(201);
    machine = deskWith((await made.json<{ key: string }>()).key, NOW);
  }
  return machine;
}

const BORIS_PROPOSES = { proposer: "person:boris", carrier: "person:ada" };

describe("whoever wrote a part", () => {
  it.each(["segments/inner", "segments/outer", "campaigns/trial"])("of %s can't approve the whole", async (path) => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(anna);
    const before: unknown = (await (await anna("GET", `/v1/${path}`)).json<StoredDefinition>()).body;
    await put(boris, path, { ...Object(before), label: { ru: "Иначе", en: "Otherwise" } });
    await pass(anna, "submit");
    const problem = await refuse(boris, "approve");
    expect(problem.detail).toContain("boris wrote a part of this");
    expect(problem.detail).toContain(kindOf(path.replace("s/", "/")));
    expect(problem.detail).toContain("third person");
    await refuse(anna, "approve");
    await pass(clara, "approve");
  });

  it("can't approve it though they put it back as it was", async () => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(anna);
    await put(boris, "segments/inner", { ...inner, condition: { region: "RU-KHA" } });
    await put(boris, "segments/inner", inner);
    await pass(anna, "submit");
    await refuse(boris, "approve");
    await pass(clara, "approve");
  });

  it.each([1, 2])("can't approve it though it was written by a key %i steps away from them", async (depth) => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(anna);
    await put(await openMachine(boris, depth), "segments/inner", { ...inner, condition: { region: "RU-KHA" } });
    await pass(anna, "submit");
    expect((await refuse(boris, "approve")).detail).toContain(`boris (${kindOf("segment/inner")}`);
    await pass(clara, "approve");
  });

  it("can't approve what their own machine wrote and submitted, and no machine approves anything", async () => {
    const { anna, boris, clara } = await openOffice();
    const machine = await openMachine(boris, 1);
    await writeTrial(machine);
    await pass(machine, "submit");
    await refuse(boris, "approve");
    expect((await refuse(machine, "approve")).detail).toContain("machine");
    expect((await refuse(await openMachine(clara, 2), "approve")).detail).toContain("machine");
    await pass(anna, "approve");
  });

  it("can't approve it after it was deleted and made anew by somebody else", async () => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(boris);
    expect((await anna("DELETE", "/v1/campaigns/trial", undefined, ANY)).status).toBe(204);
    await put(anna, "campaigns/trial", trial, NEW);
    await pass(anna, "submit");
    await refuse(boris, "approve");
    await pass(clara, "approve");
  });

  it.each<[PolicyKind | "decoration", string]>([
    ["attribute", "region"],
    ["theme", "tree"],
    ["category", "festive"],
    ["decoration", "tree"],
  ])("of its %s can't approve it", async (kind, key) => {
    const { anna, boris, clara } = await openOffice();
    const stored = await catalog().readDefinition(kind, key);
    const body = { ...Object(stored?.body), label: { ru: "Иначе", en: "Otherwise" } } as Json & object;
    const by = { actor: "person:boris", now: Date.parse(NOW) };
    const written =
      kind === "decoration"
        ? await catalog().writeDefinition({ kind, key, body, expectedRevision: "any", ...by })
        : await carryPolicy(catalog(), [{ kind, key, body }], by.now, BORIS_PROPOSES);
    expect(written).toMatchObject({ ok: true });
    await writeTrial(anna);
    await pass(anna, "submit");
    expect((await refuse(boris, "approve")).detail).toContain(`boris (${kindOf(`${kind}/${key}`)}`);
    await pass(clara, "approve");
  });
});

describe("an approval by a second person", () => {
  it("settles who wrote what until then, also for a copy of the same rule that is written later", async () => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(boris);
    await pass(boris, "submit");
    await pass(anna, "approve");
    await put(anna, "campaigns/trial", { ...trial, priority: 301 });
    await pass(anna, "submit");
    expect((await readTrial(clara)).authors).toEqual([{ who: "person:anna", parts: ["campaign/trial"] }]);
    await pass(boris, "approve");
  });

  it("falls when who gave it writes a part, and can't be given by them again", async () => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(anna);
    await pass(anna, "submit");
    await pass(boris, "approve");
    await put(boris, "segments/inner", { ...inner, condition: { region: "RU-KHA" } });
    await expectProblem(await take(anna, "start"), "conflict", 409);
    await pass(clara, "submit");
    await refuse(boris, "approve");
    await pass(anna, "approve");
    await pass(boris, "start");
  });

  it("does not count at the start when who gave it has since written what no hash covers", async () => {
    const { anna, boris } = await openOffice();
    await writeTrial(anna);
    await pass(anna, "submit");
    await pass(boris, "approve");
    const stored = await catalog().readDefinition("attribute", "region");
    const body = { ...Object(stored?.body), label: { ru: "Край", en: "Land" } } as Json & object;
    const changed = [{ kind: "attribute", key: "region", body }] as const;
    expect(await carryPolicy(catalog(), changed, Date.parse(NOW), BORIS_PROPOSES)).toMatchObject({ ok: true });
    expect((await refuse(anna, "start")).detail).toContain(`boris (${kindOf("attribute/region")}`);
  });

  it("is not one when it was the author's own, so whoever wrote before is an author still", async () => {
    const everybody = Array.from({ length: 200 }, (_, index) => ({
      subscriberId: `s${index}`,
      profile: { region: index < 1 ? "RU-PRI" : "RU-MOW" },
    }));
    await importPeople(everybody);
    const { anna, boris, clara } = await openOffice();
    await writeTrial(boris);
    await pass(boris, "submit");
    expect((await readTrial(anna)).lifecycle?.review).toMatchObject({ state: "approved" });
    await pass(boris, "start");
    await put(anna, "campaigns/trial", {
      ...trial,
      priority: 301,
      audience: { include: ["outer", "everyone"], exclude: [] },
    });
    await pass(anna, "submit");
    await refuse(boris, "approve");
    await pass(clara, "approve");
  });

  it("is not known of what an earlier release kept, which named editors only", async () => {
    const { anna, boris, clara } = await openOffice();
    await writeTrial(anna);
    await pass(anna, "submit");
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      storage.sql.exec("DELETE FROM revisions WHERE kind = 'campaign' AND key = 'trial'");
      storage.sql.exec(
        `UPDATE definitions SET lifecycle = json_remove(json_set(lifecycle, '$.editors', json('["person:anna", "person:boris"]')),
           '$.review.whyTwo') WHERE key = 'trial'`,
      );
    });
    expect((await readTrial(anna)).authors).toContainEqual({ who: "person:boris", parts: [] });
    await refuse(boris, "approve");
    await pass(clara, "approve");
  });
});

describe("a campaign that waits for approval", () => {
  it("says why two are needed, and who wrote what; in the reader's language when it refuses", async () => {
    const { anna, boris } = await openOffice();
    await writeTrial(anna);
    await put(boris, "segments/inner", { ...inner, condition: { region: "RU-KHA" } });
    await pass(anna, "submit");
    const { lifecycle, authors } = await readTrial(anna);
    expect(lifecycle?.review).toMatchObject({ state: "submitted", whyTwo: [{ code: "unknown-reach" }] });
    expect(authors).toEqual([
      { who: "person:anna", parts: ["campaign/trial", "segment/inner", "segment/outer"] },
      { who: "person:boris", parts: ["segment/inner"] },
    ]);
    const answer = await boris("POST", "/v1/campaigns/trial:approve", {}, { "Accept-Language": "ru" });
    const { detail } = await expectProblem(answer, "another-person", 403);
    expect(detail).toContain("Нужен третий человек");
    expect(detail).toContain("неизвестно, скольких людей это коснётся");
  });

  it("names nobody for what came with the installation", async () => {
    const { anna, boris } = await openOffice();
    const stored = await (await anna("GET", "/v1/campaigns/new-year")).json<StoredDefinition>();
    expect(stored.authors).toEqual([]);
    expect((await anna("POST", "/v1/campaigns/new-year:submit", {})).status).toBe(200);
    await expectProblem(await anna("POST", "/v1/campaigns/new-year:approve", {}), "another-person", 403);
    expect((await boris("POST", "/v1/campaigns/new-year:approve", {})).status).toBe(200);
  });
});
