/** What is asked of definitions when they are written, and of those alone. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { weighedProposalSchema } from "../../src/contract/policy.ts";
import { expectProblem, useGarland } from "./client.ts";
import { proposeAndCarry } from "./carry-policy.ts";
import { openDesk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
const NEW = { "If-None-Match": "*" };
useGarland("2026-11-01T00:00:00Z");

const label = { ru: "Пример", en: "Sample" };
const purpose = { ru: "Для примера", en: "For an example" };
const attribute = (key: string, more: object = {}) => ({
  key,
  type: "boolean",
  source: "profile",
  label,
  purpose,
  ...more,
});
const added = (key: string, more: object = {}) =>
  [{ kind: "attribute", key, body: attribute(key, more), baseRevision: 0 }] as const;

describe("an attribute", () => {
  it("is refused without a purpose, and with names that tell what nobody may know", async () => {
    const ada = await openDesk(NOW, "ada", "admin");
    const codeFor = async (changes: readonly object[]) => {
      const answer = await ada("POST", "/v1/policy/proposals", { changes, reason: "for the spring" });
      return (await expectProblem(answer, "refused", 422)).issues?.[0]?.code;
    };
    expect(await codeFor(added("plan", { purpose: undefined }))).toBe("no-purpose");
    expect(await codeFor(added("eatsHalal"))).toBe("forbidden-attribute");
    expect(await codeFor(added("plan", { label: { ru: "План \u202Eнялп", en: "Plan" } }))).toBe("unreadable-text");
  });

  it("that could give something away is pointed out to both people, with what it is for", async () => {
    const [ada, boris] = [await openDesk(NOW, "ada", "admin"), await openDesk(NOW, "boris", "approver")];
    const answer = await ada("POST", "/v1/policy/proposals", {
      changes: added("hasChildren"),
      reason: "for the spring",
    });
    const { id, lines } = weighedProposalSchema.parse(await answer.json());
    expect(lines.map(({ code }) => code)).toEqual([
      "added",
      "attribute-fact",
      "attribute-fact",
      "purpose-stated",
      "doubtful-attribute",
    ]);
    expect(lines.at(-1)?.en).toContain("“hasChildren” may tell of family life");
    const read = weighedProposalSchema.parse(await (await boris("GET", `/v1/policy/proposals/${id}`)).json());
    expect(read.lines).toEqual(lines);
  });
});

it("an audience can't be called what no attribute may be called", async () => {
  const anna = await openDesk(NOW, "anna", "marketer");
  const segment = { key: "mosque-visitors", label, condition: {}, examples: [] };
  const refused = await expectProblem(await anna("PUT", "/v1/segments/mosque-visitors", segment, NEW), "refused", 422);
  expect(refused.issues?.[0]).toMatchObject({ code: "forbidden-segment" });
});

it("what an earlier version took in is no reason to refuse something else, until it is written anew", async () => {
  await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
    const old = {
      key: "churchVisitor",
      type: "boolean",
      source: "profile",
      label: { ru: "\u200B", en: "Church\u202E" },
    };
    storage.sql.exec(
      `INSERT INTO definitions (kind, key, position, body, changed_at, changed_by)
         VALUES ('attribute', 'churchVisitor', 99, ?, 0, 'person:anna')`,
      JSON.stringify(old),
    );
  });
  const [anna, ada, boris] = [
    await openDesk(NOW, "anna", "marketer"),
    await openDesk(NOW, "ada", "admin"),
    await openDesk(NOW, "boris", "approver"),
  ];
  const segment = { key: "on-gold", label, condition: { platform: "ios" }, examples: [] };
  expect((await anna("PUT", "/v1/segments/on-gold", segment, NEW)).status).toBe(201);
  expect((await proposeAndCarry(ada, boris, added("plan"))).status).toBe(200);
  const anew = [{ ...added("churchVisitor")[0], baseRevision: 1 }];
  await expectProblem(await ada("POST", "/v1/policy/proposals", { changes: anew, reason: "again" }), "refused", 422);
  const gone = [{ kind: "attribute", key: "churchVisitor", body: null, baseRevision: 1 }] as const;
  expect((await proposeAndCarry(ada, boris, gone)).status).toBe(200);
});
