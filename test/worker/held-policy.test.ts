import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import type { Ruleset } from "../../src/domain/decision/ruleset.ts";
import { catalog, expectProblem, openPhone, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { unstaged } from "./guarded-campaign.ts";

const NOW = "2026-11-02T00:00:00Z";
const AT = Date.parse(NOW);
const NEW_YEAR = "2026-12-31T12:00:00Z";
useGarland("2026-11-01T00:00:00Z");

const label = { ru: "Проба", en: "Trial" };
const theme = (key: string) => bundledDefinitions.themes.find((each) => each.key === key) ?? { key };
const category = (key: string) => bundledDefinitions.categories.find((each) => each.key === key) ?? { key };
const attribute = (key: string) => bundledDefinitions.attributes.find((each) => each.key === key);

/** A row as an earlier release stored it, without publishing it; null: deleted. */
interface Row {
  readonly kind: string;
  readonly key: string;
  readonly body: object | null;
}

const ANNA = "person:anna";

/** The catalog as an earlier release left it, with what somebody had stored since its last publication; it wakes with this one. */
async function upgrade(rows: readonly Row[], by = ANNA): Promise<void> {
  await catalog().status();
  await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage: { sql } }) => {
    sql.exec("DELETE FROM settings WHERE key = 'policySettled'");
    for (const { kind, key, body } of rows) {
      const [last] = sql
        .exec<{ revision: number }>(
          "SELECT coalesce(max(revision), 0) AS revision FROM revisions WHERE kind = ? AND key = ?",
          kind,
          key,
        )
        .toArray();
      const revision = (last?.revision ?? 0) + 1;
      const text = body === null ? null : JSON.stringify(body);
      sql.exec("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)", kind, key, revision, text, AT, by);
      if (text === null) sql.exec("DELETE FROM definitions WHERE kind = ? AND key = ?", kind, key);
      else {
        sql.exec(
          `INSERT INTO definitions (kind, key, position, revision, body, changed_at, changed_by) VALUES (?1, ?2, 99, ?3, ?4, ?5, ?6)
             ON CONFLICT (kind, key) DO UPDATE SET revision = ?3, body = ?4, changed_at = ?5, changed_by = ?6`,
          kind,
          key,
          revision,
          text,
          AT,
          by,
        );
      }
    }
  });
  await evictDurableObject(env.CATALOG.getByName("catalog"));
}

const bodyOf = async (kind: "attribute" | "category" | "theme", key: string) =>
  (await catalog().readDefinition(kind, key))?.body;

async function listProposals() {
  const listed = await catalog().askPolicy("list", { limit: 100 });
  return listed.ok ? listed.value : [];
}

async function readLatest(): Promise<Ruleset> {
  const { ruleset } = await catalog().status();
  // Parsed boundary: a ruleset of this very catalog.
  return JSON.parse((await catalog().readRuleset(ruleset)) ?? "") as Ruleset;
}

const HEARTS_OUT = { kind: "theme", key: "hearts", body: { ...theme("hearts"), category: "festive" } };

describe("what an earlier release stored of policy and never published", () => {
  it("comes into force by no start, and waits as a proposal that another person has to carry", async () => {
    await upgrade([HEARTS_OUT]);
    expect(await bodyOf("theme", "hearts")).toEqual(theme("hearts"));
    const [proposal, ...others] = await listProposals();
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({ state: "open", direction: "loosens", proposedBy: ANNA });
    expect(proposal?.changes).toMatchObject([{ key: "hearts", body: HEARTS_OUT.body }]);

    const act = { actor: "person:boris", now: AT, why: "a pause" };
    expect(
      await catalog().actOnCampaign({ key: "new-year", action: { kind: "hold", reason: "wait" }, ...act }),
    ).toMatchObject({ ok: true });
    expect(
      await catalog().actOnCampaign({ key: "new-year", action: { kind: "resume", reason: "go" }, ...act }),
    ).toMatchObject({ ok: true });
    expect((await readLatest()).themes).toContainEqual(expect.objectContaining({ key: "hearts", category: "romance" }));

    const id = proposal?.id ?? 0;
    const read = await catalog().askPolicy("read", { id, now: AT });
    const tag = (read.ok ? read.value.tag : undefined) ?? undefined;
    const carry = (actor: string) => catalog().askPolicy("carry", { id, tag, actor, isPerson: true, now: AT });
    expect(await carry(ANNA)).toMatchObject({ ok: false, error: { type: "another-person" } });
    expect(await carry("person:boris")).toMatchObject({ ok: true });
    expect(await bodyOf("theme", "hearts")).toEqual(HEARTS_OUT.body);
  });

  it("makes approvals fall that were given to it, so that no set start brings it", async () => {
    const anna = await openDesk(NOW, "anna", "marketer");
    const campaign: Campaign = { ...unstaged, key: "trial", decoration: "tree" };
    expect((await anna("PUT", "/v1/campaigns/trial", campaign, { "If-None-Match": "*" })).status).toBe(201);
    const written = { kind: "theme", key: "tree", body: { ...theme("tree"), category: "national" } };
    expect((await anna("POST", "/v1/campaigns/trial:submit", {})).status).toBe(200);
    await upgrade([written]);
    // What was to need asking does.
    expect(await bodyOf("theme", "tree")).toMatchObject({ category: "national" });
    const stored = await catalog().readDefinition("campaign", "trial");
    expect(stored?.lifecycle?.review).toMatchObject({ state: "draft", note: "theme/tree was changed" });
  });

  it("is in force at once where it was to be stricter, and halts what would come unasked", async () => {
    const phone = await openPhone("anybody", { platform: "ios" });
    expect((await phone.trayAt(NEW_YEAR)).decision).toBe("show");
    const renamed = { ...category("festive"), sensitive: true, label };
    await upgrade([{ kind: "category", key: "festive", body: renamed }]);
    expect(await catalog().start(AT)).toMatchObject({ isLive: true });
    expect(await bodyOf("category", "festive")).toEqual({ ...category("festive"), sensitive: true });
    expect(await catalog().readDefinition("campaign", "new-year")).toMatchObject({
      lifecycle: { live: { state: "halted", haltedBy: "policy" } },
    });
    expect((await phone.trayAt(NEW_YEAR)).decision).toBe("none");
    expect((await readLatest()).categories).toContainEqual(
      expect.objectContaining({ key: "festive", sensitive: true }),
    );
    // The name is still to be carried.
    expect((await listProposals()).map(({ changes }) => changes)).toMatchObject([[{ key: "festive", body: renamed }]]);
  });

  it("goes where nothing uses it, comes back where it was deleted, and is proposed either way", async () => {
    const plan = { key: "plan", source: "profile", type: "string", label };
    const fairs = { key: "fairs", sensitive: false, label };
    const unused = bundledDefinitions.attributes.find(
      ({ key }) => !JSON.stringify(bundledDefinitions.segments).includes(`"${key}"`) && attribute(key) !== undefined,
    );
    if (unused === undefined) throw new Error("every attribute is used");
    await upgrade([
      { kind: "attribute", key: "plan", body: plan },
      { kind: "category", key: "fairs", body: fairs },
      { kind: "theme", key: "fair", body: { key: "fair", category: "fairs", label } },
      { kind: "attribute", key: unused.key, body: null },
    ]);
    expect(await bodyOf("attribute", "plan")).toBeUndefined();
    expect(await bodyOf("category", "fairs")).toBeUndefined();
    expect(await bodyOf("theme", "fair")).toBeUndefined();
    expect(await bodyOf("attribute", unused.key)).toEqual(unused);
    const [proposal] = await listProposals();
    expect(proposal?.changes.map(({ kind, key, body }) => [kind, key, body])).toEqual(
      [
        ["attribute", "plan", plan],
        ["attribute", unused.key, null],
        ["category", "fairs", fairs],
        ["theme", "fair", { key: "fair", category: "fairs", label }],
      ].toSorted(([kind, key], [otherKind, otherKey]) => (`${kind}/${key}` < `${otherKind}/${otherKey}` ? -1 : 1)),
    );
  });

  it("stays where a draft uses it, in a sensitive category or with a second person for every campaign of it", async () => {
    const tree = bundledDefinitions.decorations.find(({ key }) => key === "tree");
    await upgrade([
      { kind: "category", key: "fairs", body: { key: "fairs", sensitive: false, label } },
      { kind: "theme", key: "fair", body: { key: "fair", category: "fairs", label } },
      { kind: "theme", key: "booth", body: { key: "booth", category: "festive", label } },
      { kind: "decoration", key: "stall", body: { ...tree, key: "stall", theme: "fair" } },
      { kind: "decoration", key: "tent", body: { ...tree, key: "tent", theme: "booth" } },
    ]);
    expect(await bodyOf("category", "fairs")).toMatchObject({ sensitive: true });
    expect(await bodyOf("theme", "booth")).toMatchObject({ category: "festive" });
    const boris = await openDesk(NOW, "boris", "marketer");
    const write = async (key: string, decoration: string, delivery: "default-on" | "opt-in") => {
      const body = { ...unstaged, key, decoration, delivery, requests: true };
      return boris("PUT", `/v1/campaigns/${key}`, body, { "If-None-Match": "*" });
    };
    await expectProblem(await write("stalls", "stall", "default-on"), "refused", 422);
    expect((await write("tents", "tent", "opt-in")).status).toBe(201);
    expect((await boris("POST", "/v1/campaigns/tents:submit", {})).status).toBe(200);
    const review = (await catalog().readDefinition("campaign", "tents"))?.lifecycle?.review;
    expect(review).toMatchObject({ state: "submitted", needsTwo: true });
    expect(JSON.stringify(review)).toContain('{"code":"uncarried","part":"theme/booth"}');
  });

  it("is settled once: what is carried later is nobody's to hold", async () => {
    await upgrade([HEARTS_OUT]);
    await catalog().status();
    const audit = await catalog().readAudit({ limit: 1 });
    await evictDurableObject(env.CATALOG.getByName("catalog"));
    await catalog().start(AT);
    expect(await catalog().readAudit({ limit: 1 })).toEqual(audit);
    expect(await listProposals()).toHaveLength(1);
  });

  it("is one proposal for each who wrote it, and none for what came with the installation", async () => {
    await upgrade([HEARTS_OUT]);
    await catalog().status();
    await upgrade([{ kind: "theme", key: "tulip", body: { ...theme("tulip"), label } }], "person:clara");
    await catalog().status();
    await upgrade([{ kind: "theme", key: "star", body: { ...theme("star"), label } }], "system");
    const proposals = await listProposals();
    expect(proposals.map(({ proposedBy }) => proposedBy).toSorted()).toEqual([ANNA, "person:clara"]);
    expect(await bodyOf("theme", "star")).toMatchObject({ label });
  });
});
