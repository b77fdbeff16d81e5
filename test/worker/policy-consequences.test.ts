import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { weighedProposalSchema } from "../../src/contract/policy.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { expectProblem, useGarland } from "./client.ts";
import { openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

type Weighed = z.infer<typeof weighedProposalSchema>;

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);
const NEW = { "If-None-Match": "*" };

const festive = bundledDefinitions.categories.find(({ key }) => key === "festive") ?? { key: "festive" };
const newYear = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
const asFestive = (sensitive: boolean, baseRevision: number) => ({
  kind: "category",
  key: "festive",
  body: { ...festive, sensitive },
  baseRevision,
});

async function propose(desk: Desk, ...changes: readonly object[]): Promise<Weighed> {
  const proposed = await desk("POST", "/v1/policy/proposals", { changes, reason: "as we agreed" });
  expect(proposed.status).toBe(201);
  return proposed.json<Weighed>();
}

async function carry(desk: Desk, { id, effect }: Pick<Weighed, "id" | "effect">): Promise<void> {
  expect((await desk("POST", `/v1/policy/proposals/${id}:carry`, { effect })).status).toBe(200);
}

describe("who can approve no more", () => {
  it("is named before a proposal is carried, and it is just them who can't afterwards", async () => {
    const [anna, boris] = [await open("anna", "marketer", "approver"), await open("boris", "approver")];
    const tightening = await propose(boris, asFestive(true, 1));
    expect(tightening.consequences?.authors).toMatchObject([
      { parts: [{ part: "category/festive" }], people: ["person:boris"] },
    ]);
    await carry(boris, tightening);
    const loosening = await propose(anna, asFestive(false, 2));
    const [authors] = loosening.consequences?.authors ?? [];
    expect(authors?.people).toEqual(["person:anna", "person:boris"]);
    expect(authors?.sentence).toEqual({
      ru: "anna и boris станут авторами каждой новой кампании категории «Праздничное настроение»: согласовать её они не смогут. Если её напишет третий человек, согласовать сможет только четвёртый человек.",
      en: "anna and boris will be authors of every new campaign of the category “Festive mood”, and can't approve it. If a third person writes one, only a fourth person can approve it.",
    });
    expect(loosening.consequences?.sentences).toContainEqual(authors?.sentence);
    const [ada, clara] = [await open("ada", "admin"), await open("clara", "marketer")];
    const asked = await ada("POST", `/v1/policy/proposals/${loosening.id}:carry`, {});
    const { issues } = await expectProblem(asked, "precondition-required", 428);
    expect(issues?.map(({ message }) => message)).toContain(authors?.sentence.en);
    await carry(ada, loosening);

    await clara("PUT", "/v1/campaigns/first-snow", { ...newYear, key: "first-snow", priority: 300 }, NEW);
    await clara("POST", "/v1/campaigns/first-snow:submit", {});
    for (const one of [anna, boris]) {
      const refused = await one("POST", "/v1/campaigns/first-snow:approve", {});
      await expectProblem(refused, "another-person", 403);
    }
    // She has carried it, and wrote nothing of it.
    expect((await ada("POST", "/v1/campaigns/first-snow:approve", {})).status).toBe(200);
  });

  it("is said once for all rows of the same people, and not of what goes or has no campaigns", async () => {
    const boris = await open("boris", "approver");
    const category = { key: "kids", sensitive: true, label: { ru: "Детям", en: "Kids" } };
    const feast = bundledDefinitions.feasts.find(({ key }) => key === "maslenitsa");
    const { consequences } = await propose(
      boris,
      { kind: "category", key: "kids", body: category, baseRevision: 0 },
      { kind: "feast", key: "maslenitsa", body: { ...feast, key: "maslenitsa", category: "kids" }, baseRevision: 1 },
      { kind: "limits", key: "limits", body: { ...DEFAULT_LIMITS, rampPerHour: 0.01 }, baseRevision: 0 },
    );
    expect(consequences?.authors.map(({ parts }) => parts.map(({ part }) => part))).toEqual([
      ["category/kids", "feast/maslenitsa"],
    ]);
  });
});

describe("what becomes of several campaigns alike", () => {
  it("is one sentence that names them all", async () => {
    const boris = await open("boris", "approver");
    const { consequences } = await propose(boris, asFestive(true, 1));
    const halted = (consequences?.campaigns ?? []).filter(({ becomes }) => becomes === "halted");
    expect(halted.length).toBeGreaterThan(1);
    const said = (consequences?.sentences ?? []).filter(({ en }) => en.includes("only with people who asked"));
    expect(said).toHaveLength(1);
    for (const { label } of halted) {
      expect(said[0]?.ru).toContain(`«${label?.ru}»`);
      expect(said[0]?.en).toContain(`“${label?.en}”`);
    }
  });
});
