import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Role } from "../../src/contract/role.ts";
import type {
  AuditEntry,
  PublishReport,
  RulesetSummary,
  StoredDefinition,
} from "../../src/contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { proposeAndCarry } from "./carry-policy.ts";
import { catalog, expectProblem, importPeople, openPhone, SHARDS, useGarland } from "./client.ts";
import { openDesk as openDeskAt, type Desk } from "./desk.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const MARCH = "2025-03-06T12:00:00+03:00";

const openDesk = (name: string, ...roles: readonly Role[]) => openDeskAt("2024-12-02T00:00:00Z", name, ...roles);

const bundled = (key: string): Campaign => {
  const campaign = bundledDefinitions.campaigns.find((candidate) => candidate.key === key);
  if (campaign === undefined) throw new Error(`no campaign ${key}`);
  return campaign;
};

/** A second tulip, for everyone, above the others. */
const spring: Campaign = { ...bundled("new-year"), key: "early-spring", decoration: "tulip", priority: 500 };
const NEW = { "If-None-Match": "*" };

async function openOffice() {
  return {
    anna: await openDesk("anna", "marketer"),
    boris: await openDesk("boris", "approver"),
    vera: await openDesk("vera", "viewer"),
  };
}

async function runCampaign(anna: Desk, boris: Desk, key: string) {
  expect((await anna("POST", `/v1/campaigns/${key}:submit`, {})).status).toBe(200);
  expect((await boris("POST", `/v1/campaigns/${key}:approve`, {})).status).toBe(200);
  const started = await anna("POST", `/v1/campaigns/${key}:start`, {});
  return started.json<{ campaign: StoredDefinition; published: PublishReport }>();
}

describe("writing a definition", () => {
  it("makes it, changes it, and keeps it from what people see until it is started", async () => {
    const { anna, vera } = await openOffice();
    const made = await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    expect({ status: made.status, etag: made.headers.get("ETag") }).toEqual({ status: 201, etag: '"r1"' });
    const changed = await anna(
      "PUT",
      "/v1/campaigns/early-spring",
      { ...spring, priority: 600 },
      { "If-Match": '"r1"' },
    );
    expect({ status: changed.status, etag: changed.headers.get("ETag") }).toEqual({ status: 200, etag: '"r2"' });
    const read = await (await vera("GET", "/v1/campaigns/early-spring")).json<StoredDefinition>();
    expect(read).toMatchObject({ revision: 2, body: { priority: 600 }, lifecycle: { review: { state: "draft" } } });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decoration: { key: "tree" } });
  });

  it("says of what was started whether it is still what runs, with all that it uses", async () => {
    const { anna, boris, vera } = await openOffice();
    const isAsLive = async () =>
      (await (await vera("GET", "/v1/campaigns/early-spring")).json<StoredDefinition>()).isAsLive;
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    expect(await isAsLive()).toBeUndefined();
    await runCampaign(anna, boris, "early-spring");
    expect(await isAsLive()).toBe(true);
    const tulip = bundledDefinitions.decorations.find(({ key }) => key === "tulip");
    const label = { ru: "Другой тюльпан", en: "Another tulip" };
    await anna("PUT", "/v1/decorations/tulip", { ...tulip, label }, { "If-Match": '"r1"' });
    expect(await isAsLive()).toBe(false);
    await anna("PUT", "/v1/decorations/tulip", tulip, { "If-Match": '"r2"' });
    expect(await isAsLive()).toBe(true);
    await anna("PUT", "/v1/campaigns/early-spring", { ...spring, priority: 7 }, { "If-Match": '"r1"' });
    expect(await isAsLive()).toBe(false);
  });

  it("says who changed what when it was changed by somebody else meanwhile", async () => {
    const { anna } = await openOffice();
    const ivan = await openDesk("ivan", "marketer");
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await ivan("PUT", "/v1/campaigns/early-spring", { ...spring, priority: 7 }, { "If-Match": '"r1"' });
    const late = await anna("PUT", "/v1/campaigns/early-spring", { ...spring, priority: 8 }, { "If-Match": '"r1"' });
    const problem = await expectProblem(late, "precondition-failed", 412);
    expect(problem.detail).toMatch(/ivan.*revision 1.*revision 2/);
    expect(problem.issues).toEqual([{ path: "priority", message: "was 500, is now 7" }]);
  });

  it("is refused without saying which revision was changed, and where there is one already", async () => {
    const { anna } = await openOffice();
    await expectProblem(await anna("PUT", "/v1/campaigns/early-spring", spring), "precondition-required", 428);
    await expectProblem(
      await anna("PUT", "/v1/campaigns/new-year", bundled("new-year"), NEW),
      "precondition-failed",
      412,
    );
  });

  it("does nothing when nothing is different", async () => {
    const { anna } = await openOffice();
    const same = await anna("PUT", "/v1/campaigns/new-year", bundled("new-year"), { "If-Match": '"r1"' });
    expect(same.headers.get("ETag")).toBe('"r1"');
  });

  it.each<[string, string, unknown, RegExp]>([
    [
      "default-on hearts",
      "campaigns/early-spring",
      { ...spring, decoration: "hearts" },
      /sensitive-default-on|asked for/,
    ],
    ["a decoration that does not exist", "campaigns/early-spring", { ...spring, decoration: "ghost" }, /ghost/],
    [
      "a segment that does not exist",
      "campaigns/early-spring",
      { ...spring, audience: { include: ["ghost"], exclude: [] } },
      /ghost/,
    ],
    [
      "a segment that uses itself",
      "segments/people",
      { key: "people", label: { ru: "л", en: "p" }, condition: { $inSegment: "people" }, examples: [] },
      /people/,
    ],
    [
      "a condition over what is not an attribute",
      "segments/new-one",
      { key: "new-one", label: { ru: "н", en: "n" }, condition: { religion: "any" }, examples: [] },
      /religion/,
    ],
    [
      "an example that turns out otherwise",
      "segments/new-one",
      {
        key: "new-one",
        label: { ru: "н", en: "n" },
        condition: { platform: "ios" },
        examples: [{ description: "an Android", attributes: { platform: "android" }, matches: true }],
      },
      /Android/,
    ],
  ])("refuses %s, saying where and why, and stores nothing", async (_what, path, body, message) => {
    const { anna } = await openOffice();
    const refused = await anna("PUT", `/v1/${path}`, body, { "If-Match": "*" });
    const problem = await expectProblem(refused, "refused", 422);
    expect(JSON.stringify(problem.issues)).toMatch(message);
    const audit = await catalog().readAudit({ limit: 10 });
    expect(audit.map((entry) => entry.action)).toEqual(["seed"]);
  });

  it("finds attributes by their own kind of names", async () => {
    const ada = await openDesk("ada", "admin");
    const read = await (await ada("GET", "/v1/attributes/birthYear")).json<StoredDefinition>();
    expect(read).toMatchObject({ kind: "attribute", key: "birthYear" });
    const label = { ru: "Год рождения абонента", en: "The subscriber's year of birth" };
    const body = { ...(read.body as object), label };
    const changes = [{ kind: "attribute", key: "birthYear", body, baseRevision: 1 }] as const;
    expect((await proposeAndCarry(ada, await openDesk("boris", "approver"), changes)).status).toBe(200);
  });

  it("is only for those whose role it is", async () => {
    const { vera, boris } = await openOffice();
    await expectProblem(await vera("PUT", "/v1/campaigns/early-spring", spring, NEW), "forbidden", 403);
    await expectProblem(await boris("PUT", "/v1/segments/people", {}, NEW), "forbidden", 403);
  });
});

describe("checking a campaign", () => {
  it("says what would be refused and what is worth knowing, and stores nothing", async () => {
    const { vera } = await openOffice();
    const bad = await vera("POST", "/v1/campaigns:check", { ...spring, decoration: "hearts" });
    expect(await bad.json()).toMatchObject({ issues: [{ code: "sensitive-default-on" }], findings: [] });
    const unstaged = { ...spring, stages: [] };
    const good = await (await vera("POST", "/v1/campaigns:check", unstaged)).json<{ findings: { code: string }[] }>();
    expect(good.findings.map((finding) => finding.code)).toEqual(["keeps-unknown", "overlap", "no-stages"]);
    await expectProblem(await vera("GET", "/v1/campaigns/early-spring"), "not-found", 404);
  });
});

describe("deleting a definition", () => {
  it("is refused while it is in use, naming the users", async () => {
    const { anna } = await openOffice();
    const refused = await anna("DELETE", "/v1/segments/machines-and-corporate", undefined, { "If-Match": '"r1"' });
    const problem = await expectProblem(refused, "conflict", 409);
    expect(problem.issues?.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(["segment/people", "campaign/new-year"]),
    );
  });

  it("is refused while a campaign runs", async () => {
    const { anna } = await openOffice();
    await expectProblem(
      await anna("DELETE", "/v1/campaigns/new-year", undefined, { "If-Match": "*" }),
      "conflict",
      409,
    );
  });

  it("removes a draft, and goes on counting revisions when it is made again", async () => {
    const { anna } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    expect((await anna("DELETE", "/v1/campaigns/early-spring", undefined, { "If-Match": '"r1"' })).status).toBe(204);
    await expectProblem(await anna("GET", "/v1/campaigns/early-spring"), "not-found", 404);
    const again = await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    expect(again.headers.get("ETag")).toBe('"r3"');
  });
});

describe("the way to people", () => {
  it("leads through a second person, and ends on every phone at once", async () => {
    const { anna, boris } = await openOffice();
    // Of nobody a stage is no part.
    await (await openPhone("anybody", { platform: "ios" })).trayAt(NEW_YEAR);
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    const started = await runCampaign(anna, boris, "early-spring");
    expect(started.published).toMatchObject({ ruleset: 2, acknowledged: SHARDS, total: SHARDS, isLive: true });
    expect(started.campaign.lifecycle?.live).toMatchObject({ state: "running", version: 1 });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decoration: { key: "tulip" }, campaign: "early-spring" });
  });

  it("is not for the author alone", async () => {
    const { anna } = await openOffice();
    const both = await openDesk("anna", "marketer", "approver");
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await anna("POST", "/v1/campaigns/early-spring:submit", {});
    await expectProblem(await both("POST", "/v1/campaigns/early-spring:approve", {}), "another-person", 403);
    await expectProblem(await anna("POST", "/v1/campaigns/early-spring:start", {}), "conflict", 409);
  });

  it("begins again when the campaign, or a segment that it uses, is changed after it was approved", async () => {
    const { anna, boris } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await anna("POST", "/v1/campaigns/early-spring:submit", {});
    await boris("POST", "/v1/campaigns/early-spring:approve", {});
    const everyone = await (await anna("GET", "/v1/segments/everyone")).json<StoredDefinition>();
    const narrower = { ...(everyone.body as object), condition: { platform: "ios" }, examples: [] };
    expect((await anna("PUT", "/v1/segments/everyone", narrower, { "If-Match": '"r1"' })).status).toBe(200);
    await expectProblem(await anna("POST", "/v1/campaigns/early-spring:start", {}), "conflict", 409);
    const campaign = await (await anna("GET", "/v1/campaigns/early-spring")).json<StoredDefinition>();
    expect(campaign.lifecycle?.review).toEqual({ state: "draft", note: "segment/everyone was changed" });
  });

  it("leaves what runs as it was approved when a shared segment is changed", async () => {
    const { anna, boris } = await openOffice();
    const everyone = await (await anna("GET", "/v1/segments/everyone")).json<StoredDefinition>();
    const nobody = { ...(everyone.body as object), condition: { birthYear: { $gt: 2019 } }, examples: [] };
    await anna("PUT", "/v1/segments/everyone", nobody, { "If-Match": '"r1"' });
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await runCampaign(anna, boris, "early-spring");
    const phone = await openPhone("anybody", { platform: "ios" });
    // The new campaign uses the new meaning of "everyone", the old one keeps the old.
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ campaign: "new-year", decoration: { key: "tree" } });
  });

  it("starts by itself at the hour that was set", async () => {
    const { anna, boris } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await anna("POST", "/v1/campaigns/early-spring:submit", {});
    await boris("POST", "/v1/campaigns/early-spring:approve", {});
    const scheduled = await anna("POST", "/v1/campaigns/early-spring:start", { at: "2999-01-01T00:00:00Z" });
    expect(await scheduled.json()).toMatchObject({
      published: null,
      campaign: { lifecycle: { review: { state: "scheduled" } } },
    });
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, state) => {
      state.storage.sql.exec(
        "UPDATE definitions SET lifecycle = json_set(lifecycle, '$.review.startsAt', 1000) WHERE key = 'early-spring'",
      );
    });
    await runDurableObjectAlarm(env.CATALOG.getByName("catalog"));
    const campaign = await catalog().readDefinition("campaign", "early-spring");
    expect(campaign?.lifecycle?.live).toMatchObject({ state: "running" });
  });

  it("can be ended for everybody, at once, with a reason", async () => {
    const { anna } = await openOffice();
    await expectProblem(await anna("POST", "/v1/campaigns/new-year:stop", {}), "invalid-request", 400);
    const stopped = await anna("POST", "/v1/campaigns/new-year:stop", { reason: "complaints" });
    expect(await stopped.json()).toMatchObject({ published: { isLive: true } });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "stopped" });
  });
});

describe("rulesets", () => {
  it("are listed with what changed, newest first", async () => {
    const { anna, boris, vera } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await runCampaign(anna, boris, "early-spring");
    const { items } = await (await vera("GET", "/v1/rulesets")).json<{ items: RulesetSummary[] }>();
    expect(items.map(({ version, cause }) => [version, cause])).toEqual([
      [2, "start early-spring"],
      [1, "first start"],
    ]);
    const { changes } = await (await vera("GET", "/v1/rulesets/2/changes")).json<{ changes: { path: string }[] }>();
    expect(changes.map((change) => change.path)).toEqual(["campaigns.early-spring"]);
    await expectProblem(await vera("GET", "/v1/rulesets/9/changes"), "not-found", 404);
  });

  it("bear the time at which each was made, also where a stop takes the days and hours of the one before it over", async () => {
    const annaAt = (time: string) => openDeskAt(time, "anna", "marketer");
    const [stopsAt, resumesAt] = ["2024-12-05T10:00:00Z", "2024-12-09T08:30:00Z"];
    expect((await (await annaAt(stopsAt))("POST", "/v1/stop", { reason: "wrong day" })).status).toBe(200);
    for (const name of ["boris", "clara"]) {
      const approver = await openDeskAt(resumesAt, name, "approver");
      expect((await approver("POST", "/v1/resume", { reason: "mended" })).ok).toBe(true);
    }
    const answer = await (await annaAt(resumesAt))("GET", "/v1/rulesets");
    const { items } = await answer.json<{ items: RulesetSummary[] }>();
    const first = Date.parse("2024-12-01T00:00:00Z");
    expect(items.map(({ inForceFrom, compiledAt }) => [inForceFrom, compiledAt])).toEqual([
      [Date.parse(resumesAt), Date.parse(resumesAt)],
      [Date.parse(stopsAt), first],
      [first, first],
    ]);
  });

  it("can be returned to in one call, without reviving what was stopped since", async () => {
    const { anna, boris } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, NEW);
    await runCampaign(anna, boris, "early-spring");
    await anna("POST", "/v1/campaigns/valentines:stop", { reason: "enough" });
    const back = await boris("POST", "/v1/rulesets/1:rollback", { reason: "wrong art" });
    expect(await back.json()).toMatchObject({ ruleset: 4, isLive: true });
    const phone = await openPhone("anybody", { platform: "ios" });
    expect(await phone.trayAt(NEW_YEAR)).toMatchObject({ campaign: "new-year" });
    await phone.choose("theme:hearts", "in", "2025-02-14T11:00:00+03:00");
    expect(await phone.trayAt("2025-02-14T12:00:00+03:00")).toMatchObject({ decision: "none", reason: "stopped" });
    await expectProblem(await boris("POST", "/v1/rulesets/99:rollback", { reason: "typo" }), "not-found", 404);
  });

  it("all stop at one call, and go on at another's of two approvers", async () => {
    const { anna, boris } = await openOffice();
    const clara = await openDesk("clara", "approver");
    await importPeople([{ subscriberId: "olga", profile: { region: "RU-MOW", gender: "female", birthYear: 1990 } }]);
    const phone = await openPhone("olga", { platform: "ios" });
    expect(await phone.trayAt(MARCH)).toMatchObject({ decision: "show" });
    expect(await (await anna("POST", "/v1/stop", { reason: "wrong day" })).json()).toMatchObject({ isLive: true });
    expect(await phone.trayAt(MARCH)).toMatchObject({ decision: "none", reason: "stopped" });
    await expectProblem(await anna("POST", "/v1/resume", { reason: "again" }), "forbidden", 403);
    expect((await boris("POST", "/v1/resume", { reason: "all is well" })).status).toBe(202);
    expect(await phone.trayAt(MARCH)).toMatchObject({ decision: "none", reason: "stopped" });
    expect((await clara("POST", "/v1/resume", { reason: "all is well" })).status).toBe(200);
    expect(await phone.trayAt(MARCH)).toMatchObject({ decision: "show" });
  });
});

describe("the audit", () => {
  it("tells who did what, when, why, and what was different", async () => {
    const { anna, boris, vera } = await openOffice();
    await anna("PUT", "/v1/campaigns/early-spring", spring, {
      ...NEW,
      "X-Reason": "UTF-8''%D0%B2%D0%B5%D1%81%D0%BD%D0%B0",
    });
    const mistyped = { "If-Match": '"r1"', "X-Reason": "UTF-8''%D0" };
    await expectProblem(await anna("PUT", "/v1/campaigns/early-spring", spring, mistyped), "invalid-request", 400);
    await anna("PUT", "/v1/campaigns/early-spring", { ...spring, priority: 5 }, { "If-Match": '"r1"' });
    await runCampaign(anna, boris, "early-spring");
    const { items } = await (
      await vera("GET", "/v1/audit?target=campaign/early-spring")
    ).json<{ items: AuditEntry[] }>();
    expect(items.map((entry) => entry.action)).toEqual(["start", "approve", "submit", "edit", "create"]);
    expect(items[4]).toMatchObject({ why: "весна" });
    expect(items[3]).toMatchObject({ changes: [{ path: "priority", before: 500, after: 5 }] });
    expect(items[1]?.actor).not.toBe(items[2]?.actor);
    const byActor = await (await vera("GET", `/v1/audit?actor=${items[1]?.actor}`)).json<{ items: AuditEntry[] }>();
    expect(byActor.items.map((entry) => entry.action)).toEqual(["approve"]);
  });

  it("is filtered by who, what, on what and when, and exported whole", async () => {
    const { anna, boris, vera } = await openOffice();
    for (let priority = 0; priority < 520; priority += 20) {
      const body = { ...bundled("new-year"), priority };
      await anna("PUT", "/v1/campaigns/new-year", body, { "If-Match": "*" });
    }
    await boris("POST", "/v1/stop", { reason: "a fire drill" }, { [CLOCK_HEADER]: "2024-12-03T00:00:00Z" });
    const read = async (query: string) => {
      const { items } = await (await vera("GET", `/v1/audit?${query}`)).json<{ items: AuditEntry[] }>();
      return items.map((entry) => entry.action);
    };
    expect(await read("action=stop-everything")).toEqual(["stop-everything"]);
    expect(await read("from=2024-12-03T00:00:00Z")).toEqual(["stop-everything"]);
    expect(await read("until=2024-12-01T12:00:00Z")).toEqual(["seed"]);
    expect(await read("target=campaign/new-year&action=edit&limit=3")).toEqual(["edit", "edit", "edit"]);
    const exported = await vera("GET", "/v1/audit:export");
    expect(exported.headers.get("Content-Type")).toBe("application/x-ndjson");
    const text = (body: ArrayBuffer) => new TextDecoder().decode(body);
    const lines = text(await exported.arrayBuffer())
      .trimEnd()
      .split("\n");
    const entries = lines.map((line) => JSON.parse(line) as AuditEntry);
    expect(entries.map(({ id }) => id)).toEqual(Array.from(entries, (_, index) => entries.length - index));
    expect(entries).toHaveLength((await catalog().verifyAudit()).entries);
    const some = await vera("GET", "/v1/audit:export?action=stop-everything");
    expect(JSON.parse(text(await some.arrayBuffer()))).toMatchObject({
      why: "a fire drill",
      changes: [{ path: "stopped" }],
    });
    const support = await openDesk("sergey", "support");
    await expectProblem(await support("GET", "/v1/audit:export"), "forbidden", 403);
  });

  it("shows a changed, and a removed, entry", async () => {
    const { anna } = await openOffice();
    for (const priority of [1, 2, 3]) {
      await anna("PUT", "/v1/campaigns/new-year", { ...bundled("new-year"), priority }, { "If-Match": "*" });
    }
    expect(await catalog().verifyAudit()).toEqual({ entries: 4, brokenAt: null });
    const tamper = (statement: string) =>
      runInDurableObject(env.CATALOG.getByName("catalog"), (_, state) => void state.storage.sql.exec(statement));
    await tamper("UPDATE audit SET actor = 'somebody else' WHERE id = 3");
    const vera = await openDesk("vera", "viewer");
    expect(await (await vera("GET", "/v1/audit/verification")).json()).toEqual({ entries: 2, brokenAt: 3 });
    await tamper("DELETE FROM audit WHERE id = 2");
    expect(await catalog().verifyAudit()).toMatchObject({ brokenAt: 3 });
  });
});
