import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { weighedProposalSchema } from "../../src/contract/policy.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { catalog, expectProblem, openPhone, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
const NEW_YEAR = "2026-12-31T12:00:00Z";
const VALENTINE = "2027-02-14T12:00:00Z";
useGarland("2026-11-01T00:00:00Z");

type Weighed = z.infer<typeof weighedProposalSchema>;

const category = (key: string) => bundledDefinitions.categories.find((each) => each.key === key) ?? { key };
const theme = (key: string) => bundledDefinitions.themes.find((each) => each.key === key) ?? { key };

const HEARTS_OUT = { kind: "theme", key: "hearts", body: { ...theme("hearts"), category: "festive" }, baseRevision: 1 };
const HEARTS_ELSEWHERE = { ...HEARTS_OUT, body: { ...theme("hearts"), category: "family" } };
const FESTIVE_SENSITIVE = {
  kind: "category",
  key: "festive",
  body: { ...category("festive"), sensitive: true },
  baseRevision: 1,
};

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

async function propose(desk: Desk, ...changes: readonly object[]): Promise<Weighed> {
  const proposed = await desk("POST", "/v1/policy/proposals", { changes, reason: "as we agreed" });
  expect(proposed.status).toBe(201);
  return proposed.json<Weighed>();
}

const carry = (desk: Desk, { id, effect }: Pick<Weighed, "id" | "effect">) =>
  desk("POST", `/v1/policy/proposals/${id}:carry`, { effect });

const read = async (desk: Desk, id: number) => (await desk("GET", `/v1/policy/proposals/${id}`)).json<Weighed>();

async function categoryOfHearts() {
  const [hearts] = (await catalog().listDefinitions("theme")).filter(({ key }) => key === "hearts");
  return hearts?.body;
}

const liveOf = async (key: string) => (await catalog().readDefinition("campaign", key))?.lifecycle?.live;

async function carryNew(proposer: Desk, carrier: Desk, ...changes: readonly object[]): Promise<void> {
  expect((await carry(carrier, await propose(proposer, ...changes))).status).toBe(200);
}

describe("what loosens policy", () => {
  it("is carried by nobody who proposed it, and by no machine, theirs or anybody's", async () => {
    const [boris, ada] = [await open("boris", "approver", "admin"), await open("ada", "admin")];
    const proposal = await propose(boris, HEARTS_OUT);
    expect(proposal).toMatchObject({ direction: "loosens", state: "open", proposedBy: "person:boris" });
    const keys = await Promise.all(
      [boris, ada].map(async (desk) => {
        const made = await desk("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
        return (await made.json<{ key: string }>()).key;
      }),
    );
    for (const desk of [boris, ...keys.map((key) => deskWith(key, NOW))])
      await expectProblem(await carry(desk, proposal), "another-person", 403);
    expect(await categoryOfHearts()).toMatchObject({ category: "romance" });
    expect((await carry(ada, proposal)).status).toBe(200);
    expect(await categoryOfHearts()).toMatchObject({ category: "festive" });
  });

  it("can't be carried by who made the key that proposed it", async () => {
    const ada = await open("ada", "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "pipeline", roles: ["marketer"] });
    const { key } = await made.json<{ key: string }>();
    const proposal = await propose(deskWith(key, NOW), HEARTS_OUT);
    await expectProblem(await carry(ada, proposal), "another-person", 403);
    expect((await carry(await open("boris", "approver"), proposal)).status).toBe(200);
  });

  it("is in force at once, without anybody starting anything, and on record with both", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const before = (await catalog().status()).ruleset;
    const proposal = await propose(anna, HEARTS_OUT);
    expect(proposal.lines.map(({ en }) => en)).toEqual([
      "“Hearts” leaves “Romance” (sensitive) for “Festive mood”: it may now come unasked, to people who never asked for it.",
    ]);
    expect(proposal.consequences?.campaigns).toMatchObject([
      {
        campaign: "valentines",
        becomes: "changed",
        sentence: {
          en: "The campaign “14 February: hearts” is still seen only by people who ask; what they say of “Festive mood” counts.",
        },
      },
    ]);
    const carried = await (await carry(boris, proposal)).json();
    expect(carried).toMatchObject({ published: { ruleset: before + 1, isLive: true }, proposal: { state: "carried" } });
    const ruleset = JSON.parse((await catalog().readRuleset(before + 1)) ?? "{}") as { themes: object[] };
    expect(ruleset.themes).toContainEqual(expect.objectContaining({ key: "hearts", category: "festive" }));
    const [entry] = await catalog().readAudit({ target: "theme/hearts", limit: 1 });
    expect(entry).toMatchObject({
      action: "change-policy",
      actor: "person:boris",
      changes: expect.arrayContaining([{ path: "proposedBy", after: "person:anna" }]) as unknown,
    });
    expect(await catalog().readDefinition("theme", "hearts")).toMatchObject({ changedBy: "person:anna", revision: 2 });
  });

  it("is what a mixed proposal does, and what a deletion, a name or an attribute does", async () => {
    const ada = await open("ada", "admin");
    const label = { ru: "Сердца", en: "Hearts" };
    const mixed = await propose(ada, HEARTS_ELSEWHERE, FESTIVE_SENSITIVE);
    const renamed = await propose(ada, { ...HEARTS_OUT, body: { ...theme("hearts"), label } });
    const moved = await propose(ada, HEARTS_ELSEWHERE);
    expect([mixed, renamed, moved].map(({ direction }) => direction)).toEqual(["loosens", "loosens", "loosens"]);
  });
});

describe("what tightens policy", () => {
  it("needs one approver, who is asked once more with what follows, and is live at once", async () => {
    const boris = await open("boris", "approver");
    const asker = await openPhone("asker", { platform: "ios" });
    const other = await openPhone("other", { platform: "ios" });
    await asker.choose("category:festive", "in", NOW);
    expect((await other.trayAt(NEW_YEAR)).decision).toBe("show");
    const proposal = await propose(boris, FESTIVE_SENSITIVE);
    expect(proposal.direction).toBe("tightens");
    expect(proposal.consequences?.campaigns).toContainEqual(
      expect.objectContaining({ campaign: "new-year", becomes: "halted" }),
    );
    const asked = await boris("POST", `/v1/policy/proposals/${proposal.id}:carry`, {});
    const once = await expectProblem(asked, "precondition-required", 428);
    expect(JSON.stringify(once.issues)).toContain("“New Year: the tree”");
    expect(await (await carry(boris, proposal)).json()).toMatchObject({ published: { isLive: true } });
    expect((await other.trayAt(NEW_YEAR)).decision).toBe("none");
    expect(await asker.trayAt(NEW_YEAR)).toMatchObject({ decision: "show", reason: "asked" });
    expect(await liveOf("new-year")).toMatchObject({ state: "halted", haltedBy: "policy" });
    expect((await catalog().readPolicy()).themes).toEqual([]);
    expect(await catalog().readAudit({ action: "halt-by-policy", target: "campaign/new-year", limit: 1 })).toHaveLength(
      1,
    );
  });

  it("leaves everything else writable, and its campaign's draft can't be handed in as it is", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    const spring = bundledDefinitions.campaigns.find(({ key }) => key === "spring");
    const unasked = await anna("PUT", "/v1/campaigns/spring", { ...spring, priority: 5 }, { "If-Match": '"r1"' });
    expect((await expectProblem(unasked, "refused", 422)).issues).toMatchObject([{ code: "sensitive-default-on" }]);
    const optIn = { ...spring, delivery: "opt-in", requests: true, stages: [] };
    expect((await anna("PUT", "/v1/campaigns/spring", optIn, { "If-Match": '"r1"' })).status).toBe(200);
    await expectProblem(await anna("POST", "/v1/campaigns/new-year:submit", { reason: "again" }), "refused", 422);
    expect(await catalog().setStopped(true, { actor: "person:anna", now: Date.parse(NOW) })).toMatchObject({
      ok: true,
    });
  });

  it("tells about how many have said no, and of few no more than that", async () => {
    const boris = await open("boris", "approver");
    for (let person = 0; person < 23; person++)
      await (await openPhone(`p${person}`)).choose("category:festive", "out", NOW);
    const proposal = await propose(boris, FESTIVE_SENSITIVE);
    expect(proposal.consequences?.saidNo).toMatchObject([{ scope: "category:festive", people: 0 }]);
    const hearts = await propose(boris, HEARTS_OUT);
    expect(hearts.consequences?.saidNo).toMatchObject([
      { scope: "theme:hearts", people: 0 },
      { scope: "category:romance", people: 0 },
      { scope: "category:festive", people: 0 },
    ]);
  });
});

describe("what people read of a proposal", () => {
  it("is a new category by its name, its words and what it is, and nothing that only an old one can have", async () => {
    const names = { ru: ["ребёнок~"], en: ["kid~"], translit: [], emoji: ["🧸"] };
    const kids = { key: "kids", sensitive: false, label: { ru: "Детям", en: "Kids" }, names };
    const proposal = await propose(await open("boris", "approver"), {
      kind: "category",
      key: "kids",
      body: kids,
      baseRevision: 0,
    });
    expect(proposal.lines.map(({ ru }) => ru)).toEqual([
      "Появляется категория «Детям» (kids).",
      "Категория «Детям» будет обычной: что в ней стоит, можно показывать без просьбы.",
      "Слова, по которым в сообщениях людей узнаётся «Детям»: теперь и ребёнок~, kid~, 🧸.",
    ]);
    expect(proposal.consequences).toMatchObject({ saidNo: [], campaigns: [] });
  });

  it("says of a halted campaign that it stays so, and of a stopped one nothing", async () => {
    const boris = await open("boris", "approver");
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    await boris("POST", "/v1/campaigns/spring:stop", { reason: "enough" });
    const back = await propose(boris, { ...FESTIVE_SENSITIVE, body: category("festive"), baseRevision: 2 });
    expect(back.consequences?.campaigns).toMatchObject([
      {
        campaign: "new-year",
        becomes: "stays-halted",
        sentence: { ru: "Кампания «Новый год: ёлка» прервана и остаётся прерванной: её видят только те, кто просил." },
      },
    ]);
  });
});

describe("what is different between two versions", () => {
  it("says what was changed in policy between them, by name", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const before = (await catalog().status()).ruleset;
    await carryNew(anna, boris, HEARTS_ELSEWHERE);
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    const read = async (version: number, since: number) => {
      const answer = await boris("GET", `/v1/rulesets/${version}/changes?since=${since}`);
      return (await answer.json<{ policy: { ru: string }[] }>()).policy.map(({ ru }) => ru);
    };
    expect(await read(before + 1, before)).toEqual([
      "Тема «Сердечки» уходит из категории «Романтика» (чувствительная) в категорию «Семейные праздники» (чувствительная): её увидят только те, кто попросит.",
    ]);
    expect(await read(before + 2, before)).toHaveLength(2);
    expect(await read(before + 2, before + 2)).toEqual([]);
  });
});

describe("a halt by policy", () => {
  const later = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
  const lift = (desk: Desk) => desk("POST", "/v1/campaigns/new-year:lift", { reason: "it was a mistake" });

  it("is lifted by two people once policy allows it, and its guard goes on with what it knew", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const [guard] = await catalog().readOrders("new-year");
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    expect((await expectProblem(await lift(boris), "conflict", 409)).detail).toContain("Festive");
    await carryNew(anna, boris, { ...FESTIVE_SENSITIVE, body: category("festive"), baseRevision: 2 });
    expect(await liveOf("new-year")).toMatchObject({ state: "halted" });
    expect((await lift(anna)).status).toBe(200);
    expect(await liveOf("new-year")).toMatchObject({ state: "halted", policyHalt: { liftProposedBy: "person:anna" } });
    await expectProblem(await lift(anna), "another-person", 403);
    expect(await (await lift(boris)).json()).toMatchObject({ published: { isLive: true } });
    const lifted = await liveOf("new-year");
    expect(lifted).toMatchObject({ state: "running" });
    expect(lifted).not.toHaveProperty("haltedBy");
    const [order] = await catalog().readOrders("new-year");
    expect(order?.plan.guard).toBe(guard?.plan.guard);
    expect(order?.standing.end).toBeNull();
    expect((await (await openPhone("anybody", { platform: "ios" })).trayAt(NEW_YEAR)).decision).toBe("show");
  });

  it("is lifted by no word from before policy was changed again: who said it may have halted it once more", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    const festive = (isSensitive: boolean, baseRevision: number) => ({
      ...FESTIVE_SENSITIVE,
      ...(isSensitive ? {} : { body: category("festive") }),
      baseRevision,
    });
    await carryNew(anna, boris, festive(false, 2));
    expect((await lift(boris)).status).toBe(200);
    await carryNew(boris, boris, festive(true, 3));
    expect((await liveOf("new-year"))?.policyHalt).not.toHaveProperty("liftProposedBy");
    expect(await catalog().readAudit({ target: "campaign/new-year", limit: 1 })).toMatchObject([
      { action: "lift-word-fell", changes: [{ path: "proposedBy", before: "person:boris" }] },
    ]);
    await carryNew(anna, boris, festive(false, 4));
    expect((await lift(anna)).status).toBe(200);
    expect(await liveOf("new-year")).toMatchObject({ state: "halted", policyHalt: { liftProposedBy: "person:anna" } });
    await expectProblem(await lift(anna), "another-person", 403);
    expect((await lift(boris)).status).toBe(200);
    expect(await liveOf("new-year")).toMatchObject({ state: "running" });
  });

  it("is lifted no more after a day, by no machine, and not once somebody has stopped the campaign", async () => {
    const boris = await open("boris", "approver");
    const ada = await open("ada", "admin");
    const made = await ada("POST", "/v1/service-keys", { name: "robot", roles: ["approver"] });
    const { key } = await made.json<{ key: string }>();
    await carryNew(boris, boris, FESTIVE_SENSITIVE);
    await carryNew(ada, boris, { ...FESTIVE_SENSITIVE, body: category("festive"), baseRevision: 2 });
    await expectProblem(await lift(deskWith(key, NOW)), "another-person", 403);
    expect((await lift(await openDesk(later(23), "ada", "admin"))).status).toBe(200);
    await expectProblem(await lift(await openDesk(later(24), "boris", "approver")), "conflict", 409);
    await expectProblem(await ada("POST", "/v1/campaigns/new-year:resume", { reason: "let it" }), "conflict", 409);
    const stopped = await ada("POST", "/v1/campaigns/new-year:stop", { reason: "enough" });
    expect(stopped.status).toBe(200);
    expect(await liveOf("new-year")).not.toHaveProperty("haltedBy");
    await expectProblem(await lift(await openDesk(later(1), "boris", "approver")), "conflict", 409);
  });
});

describe("a proposal", () => {
  it("is acknowledged only as it was read: what follows from it has changed since", async () => {
    const boris = await open("boris", "approver");
    const proposal = await propose(boris, FESTIVE_SENSITIVE);
    await boris("POST", "/v1/campaigns/new-year:stop", { reason: "enough" });
    await expectProblem(await carry(boris, { ...proposal, effect: "0123456789abcdef" }), "precondition-failed", 412);
    await expectProblem(await carry(boris, proposal), "precondition-failed", 412);
    expect((await carry(boris, await read(boris, proposal.id))).status).toBe(200);
  });

  it("falls when another on the same row is carried first, and names who changed what", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const label = { ru: "Сердца", en: "Loving hearts" };
    const first = await propose(anna, { ...HEARTS_OUT, body: { ...HEARTS_OUT.body, label } });
    const mine = { ru: "Сердечушки", en: "Little hearts" };
    const second = await propose(boris, { ...HEARTS_ELSEWHERE, body: { ...HEARTS_ELSEWHERE.body, label: mine } });
    const unconcerned = await propose(anna, FESTIVE_SENSITIVE);
    expect((await carry(boris, first)).status).toBe(200);
    const outdated = await read(boris, second.id);
    expect(outdated).toMatchObject({ state: "outdated", effect: null });
    expect(outdated.closed?.sentence).toEqual({
      ru: "Раньше уже изменили то же самое: тема «Сердца» (предложение: anna; в действие: boris). Предложите заново на том, что есть теперь.",
      en: "boris changed the theme “Loving hearts” first, as anna had proposed. Propose it anew on what there is now.",
    });
    await expectProblem(await carry(boris, second), "conflict", 409);
    await expectProblem(
      await anna("POST", "/v1/policy/proposals", { changes: [HEARTS_ELSEWHERE], reason: "again" }),
      "precondition-failed",
      412,
    );
    expect(await read(boris, unconcerned.id)).toMatchObject({ state: "open" });
    await expectProblem(await carry(boris, unconcerned), "precondition-failed", 412);
  });

  it("of what an attribute means takes approvals back that are built on it, but not a proposal of its name", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const ada = await open("ada", "admin");
    const [platform] = bundledDefinitions.attributes.filter(({ key }) => key === "platform");
    const rename = { kind: "attribute", key: "platform", baseRevision: 1 };
    const renamed = { ...platform, label: { ru: "Телефон", en: "Phone" } };
    const widened = { ...renamed, values: [...(renamed.values ?? []), { value: "watch", label: renamed.label }] };
    const stored = await (await anna("GET", "/v1/campaigns/new-year")).json<{ body: object }>();
    const onPhones = { ...stored.body, key: "on-phones", audience: { include: ["ios"], exclude: [] } };
    expect((await anna("PUT", "/v1/campaigns/on-phones", onPhones, { "If-None-Match": "*" })).status).toBe(201);
    expect((await anna("POST", "/v1/campaigns/on-phones:submit", {})).status).toBe(200);
    const reviewOf = async () => (await catalog().readDefinition("campaign", "on-phones"))?.lifecycle?.review;
    const handedIn = await reviewOf();
    expect(handedIn?.state).not.toBe("draft");
    await carryNew(ada, boris, { ...rename, body: renamed });
    expect(await reviewOf()).toEqual(handedIn);
    const proposal = await propose(ada, { ...rename, body: widened, baseRevision: 2 });
    expect(proposal.consequences?.campaigns).toMatchObject([{ campaign: "on-phones", becomes: "unapproved" }]);
    expect((await carry(boris, proposal)).status).toBe(200);
    expect(await reviewOf()).toEqual({ state: "draft", note: "attribute/platform was changed" });
  });

  it("that says the same as an open one is that one, and changes nothing until it is carried", async () => {
    const anna = await open("anna", "marketer");
    const before = (await catalog().status()).ruleset;
    const first = await propose(anna, HEARTS_OUT);
    const again = await anna("POST", "/v1/policy/proposals", { changes: [HEARTS_OUT], reason: "pushed again" });
    expect(again.status).toBe(200);
    expect((await again.json<Weighed>()).id).toBe(first.id);
    expect((await catalog().status()).ruleset).toBe(before);
    expect(await categoryOfHearts()).toMatchObject({ category: "romance" });
    const nothing = { ...HEARTS_OUT, body: theme("hearts") };
    await expectProblem(
      await anna("POST", "/v1/policy/proposals", { changes: [nothing], reason: "the same" }),
      "conflict",
      409,
    );
  });

  it("is withdrawn by its author only, declined by others with a reason, and is then over", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const [first, second] = [await propose(anna, HEARTS_OUT), await propose(anna, HEARTS_ELSEWHERE)];
    const withdraw = (desk: Desk) => desk("POST", `/v1/policy/proposals/${first.id}:withdraw`, {});
    await expectProblem(await withdraw(boris), "another-person", 403);
    expect(await (await withdraw(anna)).json()).toMatchObject({ state: "withdrawn" });
    const decline = `/v1/policy/proposals/${second.id}:decline`;
    await expectProblem(await boris("POST", decline, {}), "invalid-request", 400);
    expect(await (await boris("POST", decline, { reason: "people mind" })).json()).toMatchObject({ state: "declined" });
    for (const over of [first, second]) await expectProblem(await carry(boris, over), "conflict", 409);
    expect(await categoryOfHearts()).toMatchObject({ category: "romance" });
  });

  it("is refused at once when its rows are unknown, broken or in use, and when they would loosen a promise", async () => {
    const ada = await open("ada", "admin");
    const refuse = async (type: string, status: number, ...changes: readonly object[]) =>
      expectProblem(await ada("POST", "/v1/policy/proposals", { changes, reason: "why not" }), type, status);
    await refuse("invalid-request", 400, { ...HEARTS_OUT, kind: "segment" });
    await refuse("invalid-request", 400, { ...HEARTS_OUT, key: "tree" });
    await refuse("invalid-request", 400, HEARTS_OUT, HEARTS_ELSEWHERE);
    await refuse("refused", 422, { ...HEARTS_OUT, body: { ...theme("hearts"), category: "ghost" } });
    await refuse("precondition-failed", 412, { ...HEARTS_OUT, baseRevision: 7 });
    await refuse("refused", 422, { ...HEARTS_OUT, body: null });
    const loose = { ...DEFAULT_LIMITS, rampPerHour: 0.03 };
    await refuse("invalid-request", 400, { kind: "limits", key: "limits", body: loose, baseRevision: 0 });
    const marketer = await open("anna", "marketer");
    const plan = {
      key: "plan",
      type: "string",
      source: "profile",
      label: { ru: "Тариф", en: "Plan" },
      purpose: { ru: "Для тарифов", en: "For plans" },
    };
    const changes = [{ kind: "attribute", key: "plan", body: plan, baseRevision: 0 }];
    await expectProblem(
      await marketer("POST", "/v1/policy/proposals", { changes, reason: "for plans" }),
      "forbidden",
      403,
    );
    const audit = await catalog().readAudit({ limit: 10 });
    expect(audit.map(({ action }) => action)).toEqual(["seed"]);
  });
});

describe("limits", () => {
  it("hold by default, become stricter by one approver, and looser again only by two", async () => {
    const [boris, ada] = [await open("boris", "approver"), await open("ada", "admin")];
    expect(await (await boris("GET", "/v1/limits")).json()).toMatchObject({ limits: DEFAULT_LIMITS, revision: 0 });
    const strict = { ...DEFAULT_LIMITS, oneWordShare: 0, ordinaryP0: 0.001 };
    await carryNew(boris, boris, { kind: "limits", key: "limits", body: strict, baseRevision: 0 });
    expect(await (await boris("GET", "/v1/limits")).json()).toMatchObject({ limits: strict, revision: 1 });
    expect((await catalog().readPolicy()).categories).toContainEqual(
      expect.objectContaining({ category: "festive", p0: 0.001 }),
    );
    // What runs keeps the numbers by which it was started.
    expect((await catalog().readOrders("new-year"))[0]?.plan.parameters.metrics.optedOut.p0).toBe(0.002);
    const loose = await propose(boris, { kind: "limits", key: "limits", body: DEFAULT_LIMITS, baseRevision: 1 });
    await expectProblem(await carry(boris, loose), "another-person", 403);
    expect((await carry(ada, loose)).status).toBe(200);
  });
});

describe("an out", () => {
  it("holds whatever two people make of policy afterwards", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "approver")];
    const phone = await openPhone("clara", { platform: "ios" });
    await phone.choose("category:romance", "out", NOW);
    await carryNew(anna, boris, HEARTS_OUT);
    expect((await phone.trayAt(VALENTINE)).decision).toBe("none");
  });
});
