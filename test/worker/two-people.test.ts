import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Role } from "../../src/contract/role.ts";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { catalog, expectProblem, importPeople, openPhone, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
if (found === undefined) throw new Error("the New Year campaign is missing");
const label = { ru: "Дальний Восток", en: "The Far East" };
const NEW = { "If-None-Match": "*" };

/** Comes unasked to people of the Far East only. */
const eastern: Campaign = {
  ...found,
  key: "eastern",
  label,
  audience: { include: ["far-east"], exclude: [] },
  priority: 300,
};

/** `eastern` of `all` people live in the Far East. */
async function populate(all: number, inTheEast: number) {
  await importPeople(
    Array.from({ length: all }, (_, index) => ({
      subscriberId: `s${index}`,
      profile: { region: index < inTheEast ? "RU-PRI" : "RU-MOW" },
    })),
  );
}

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

async function reviewOf(desk: Desk, key: string) {
  const stored = await (await desk("GET", `/v1/campaigns/${key}`)).json<StoredDefinition>();
  return stored.lifecycle?.review;
}

async function submit(desk: Desk, campaign: Campaign) {
  expect((await desk("PUT", `/v1/campaigns/${campaign.key}`, campaign, NEW)).status).toBe(201);
  expect((await desk("POST", `/v1/campaigns/${campaign.key}:submit`, {})).status).toBe(200);
  return reviewOf(desk, campaign.key);
}

describe("a second person", () => {
  it("is not needed for what reaches one in a hundred, and is for one person more", async () => {
    await populate(200, 2);
    const anna = await open("anna", "marketer");
    expect(await submit(anna, eastern)).toMatchObject({ state: "approved" });
    await importPeople([{ subscriberId: "one-more", profile: { region: "RU-PRI" } }]);
    expect(await submit(anna, { ...eastern, key: "eastern-too" })).toMatchObject({
      state: "submitted",
      needsTwo: true,
      // Of three people, as of nine, as many are told.
      whyTwo: [{ code: "reach", matching: 10 }],
    });
  });

  it("is needed on the first day for who has a phone of a kind, as nobody's phone has asked yet", async () => {
    await populate(100, 0);
    const ios = { key: "on-ios", label, condition: { platform: "ios" }, examples: [] };
    const anna = await open("anna", "marketer");
    await anna("PUT", "/v1/segments/on-ios", ios, NEW);
    const phones: Campaign = { ...eastern, key: "phones", audience: { include: ["on-ios"], exclude: [] } };
    expect(await submit(anna, phones)).toMatchObject({ state: "submitted", needsTwo: true });
    const refused = await anna("POST", "/v1/campaigns/phones:approve", {});
    expect(refused.status).toBe(403);
    const others: Campaign = { ...phones, key: "others", audience: { include: ["everyone"], exclude: ["on-ios"] } };
    expect(await submit(anna, others)).toMatchObject({ state: "submitted", needsTwo: true });
  });

  it("is not needed once the phones have said that they are others", async () => {
    await importPeople(
      Array.from({ length: 100 }, (_, index) => ({
        subscriberId: `s${index}`,
        profile: { region: "RU-MOW" },
        device: { platform: "android" },
      })),
    );
    const ios = { key: "on-ios", label, condition: { platform: "ios" }, examples: [] };
    const anna = await open("anna", "marketer");
    await anna("PUT", "/v1/segments/on-ios", ios, NEW);
    const phones: Campaign = { ...eastern, key: "phones", audience: { include: ["on-ios"], exclude: [] } };
    expect(await submit(anna, phones)).toMatchObject({ state: "approved" });
  });

  it("is needed where people have only been seen, and nobody has imported what they are", async () => {
    await populate(3, 0);
    for (let index = 0; index < 40; index++) {
      const phone = await openPhone(`seen${index}`, { platform: "android" });
      await phone.trayAt(NOW);
    }
    expect(await submit(await open("anna", "marketer"), eastern)).toMatchObject({ state: "submitted", needsTwo: true });
  });

  it("is needed while nobody knows how many people there are", async () => {
    expect(await submit(await open("anna", "marketer"), eastern)).toMatchObject({ state: "submitted", needsTwo: true });
  });

  it("is always needed for a sensitive theme, however few it reaches", async () => {
    await populate(200, 1);
    const hearts = { ...eastern, key: "few-hearts", decoration: "hearts", delivery: "opt-in" } as const;
    expect(await submit(await open("anna", "marketer"), hearts)).toMatchObject({ state: "submitted", needsTwo: true });
  });

  it("can be neither the author, nor whoever wrote a part of it, nor a machine", async () => {
    await populate(100, 50);
    const anna = await open("anna", "marketer", "approver");
    const ivan = await open("ivan", "marketer", "approver");
    await anna("PUT", "/v1/campaigns/eastern", eastern, NEW);
    await ivan("PUT", "/v1/campaigns/eastern", { ...eastern, priority: 301 }, { "If-Match": '"r1"' });
    expect((await anna("POST", "/v1/campaigns/eastern:submit", {})).status).toBe(200);
    for (const author of [anna, ivan]) {
      await expectProblem(await author("POST", "/v1/campaigns/eastern:approve", {}), "another-person", 403);
    }
    const ada = await open("ada", "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    expect(made.status).toBe(201);
    const { key } = await made.json<{ key: string }>();
    const machine = await expectProblem(
      await deskWith(key, NOW)("POST", "/v1/campaigns/eastern:approve", {}),
      "another-person",
      403,
    );
    expect(machine.detail).toContain("machine");
    expect(await reviewOf(anna, "eastern")).toMatchObject({ state: "submitted" });
    const boris = await open("boris", "approver");
    expect((await boris("POST", "/v1/campaigns/eastern:approve", {})).status).toBe(200);
  });

  it("is needed after all when the audience has grown past one in a hundred before the start", async () => {
    await populate(200, 1);
    const anna = await open("anna", "marketer");
    expect(await submit(anna, eastern)).toMatchObject({ state: "approved" });
    await populate(200, 20);
    const refused = await anna("POST", "/v1/campaigns/eastern:start", {});
    const problem = await expectProblem(refused, "another-person", 403);
    expect(problem.detail).toContain("1 %");
    expect(await catalog().listRulesets()).toHaveLength(1);
  });

  it("has their approval fall with a change of the draft, of a segment in it, and of a segment within that", async () => {
    await populate(100, 50);
    const anna = await open("anna", "marketer");
    const boris = await open("boris", "approver");
    const outer = { key: "outer", label, condition: { $inSegment: "inner" }, examples: [] };
    const inner = { key: "inner", label, condition: { region: "RU-PRI" }, examples: [] };
    await anna("PUT", "/v1/segments/inner", inner, NEW);
    await anna("PUT", "/v1/segments/outer", outer, NEW);
    await anna("PUT", "/v1/campaigns/eastern", { ...eastern, audience: { include: ["outer"], exclude: [] } }, NEW);
    const changes: readonly [string, object][] = [
      ["/v1/campaigns/eastern", { ...eastern, audience: { include: ["outer"], exclude: [] }, priority: 7 }],
      ["/v1/segments/outer", { ...outer, condition: { $inSegment: ["inner", "siberia"] } }],
      ["/v1/segments/inner", { ...inner, condition: { region: "RU-KHA" } }],
    ];
    for (const [path, body] of changes) {
      expect((await anna("POST", "/v1/campaigns/eastern:submit", {})).status).toBe(200);
      expect((await boris("POST", "/v1/campaigns/eastern:approve", {})).status).toBe(200);
      expect((await anna("PUT", path, body, { "If-Match": '"r1"' })).status).toBe(200);
      expect(await reviewOf(anna, "eastern")).toMatchObject({ state: "draft" });
      await expectProblem(await anna("POST", "/v1/campaigns/eastern:start", {}), "conflict", 409);
    }
  });
});

describe("a start that was set for later", () => {
  it("goes back to its author with the reason when it may not happen any more, and is not tried for ever", async () => {
    await populate(200, 1);
    const anna = await open("anna", "marketer");
    await submit(anna, eastern);
    expect((await anna("POST", "/v1/campaigns/eastern:start", { at: "2999-01-01T00:00:00Z" })).status).toBe(200);
    await populate(200, 20);
    const stub = env.CATALOG.getByName("catalog");
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec(
        "UPDATE definitions SET lifecycle = json_set(lifecycle, '$.review.startsAt', 1000) WHERE key = 'eastern'",
      );
    });
    await runDurableObjectAlarm(stub);
    const review = await reviewOf(anna, "eastern");
    expect(review).toMatchObject({ state: "draft", note: expect.stringContaining("could not start") as string });
    const [last] = await catalog().readAudit({ limit: 1, target: "campaign/eastern" });
    expect(last).toMatchObject({ action: "return", actor: "system" });
  });

  it("is suspended when what it uses is changed", async () => {
    await populate(100, 1);
    const anna = await open("anna", "marketer");
    await submit(anna, eastern);
    await anna("POST", "/v1/campaigns/eastern:start", { at: "2999-01-01T00:00:00Z" });
    const east = await (await anna("GET", "/v1/segments/far-east")).json<StoredDefinition>();
    const changed = { ...(east.body as object), condition: { region: "RU-MOW" }, examples: [] };
    expect((await anna("PUT", "/v1/segments/far-east", changed, { "If-Match": '"r1"' })).status).toBe(200);
    expect(await reviewOf(anna, "eastern")).toEqual({ state: "draft", note: "segment/far-east was changed" });
  });
});
