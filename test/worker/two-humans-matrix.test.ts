import { expect, it } from "vitest";
import { ROLES, type Role } from "../../src/contract/role.ts";
import type { StoredDefinition } from "../../src/contract/rpc/rpc-control.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

/** The pure matrix has every combination; this walks a part of it from outside, through credentials and routes. */
const NOW = "2026-11-02T00:00:00Z";
useGarland("2026-11-01T00:00:00Z");

const label = { ru: "Проба", en: "Trial" };
const PARTS = ["nothing", "campaigns", "segments/outer", "segments/inner", "decorations"] as const;
const HANDS = ["own hand", "own key", "key of own key"] as const;
const MOMENTS = ["before", "after"] as const;
const ROLE_SETS: readonly (readonly Role[])[] = [...ROLES.map((role) => [role]), ["marketer", "approver"], [...ROLES]];
const APPROVERS: readonly Role[] = ["approver", "admin"];

const CASES = PARTS.flatMap((part) =>
  HANDS.flatMap((hand) => MOMENTS.flatMap((moment) => ROLE_SETS.map((roles) => ({ part, hand, moment, roles })))),
).filter((_, index) => index % 5 === 0);

const found = bundledDefinitions.campaigns.find(({ key }) => key === "new-year");
const tree = bundledDefinitions.decorations.find(({ key }) => key === found?.decoration);

async function make(desk: Desk, path: string, body: object): Promise<void> {
  expect([200, 201]).toContain((await desk("PUT", `/v1/${path}`, body, { "If-Match": "*" })).status);
}

/** Writes a part anew without changing what it does. */
async function touch(desk: Desk, path: string): Promise<void> {
  const { body } = await (await desk("GET", `/v1/${path}`)).json<StoredDefinition>();
  await make(desk, path, { ...Object(body), label: { ru: "Иначе", en: "Otherwise" } });
}

async function keyOf(desk: Desk): Promise<Desk> {
  const made = await desk("POST", "/v1/service-keys", { name: "robot", roles: ["marketer", "admin"] });
  return deskWith((await made.json<{ key: string }>()).key, NOW);
}

it("a second person is another human than every author, over HTTP, with every set of roles", async () => {
  const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);
  const [anna, zoe, writer] = await Promise.all([
    open("anna", "marketer"),
    open("zoe", "approver"),
    open("boris", "marketer", "admin"),
  ]);
  const key = await keyOf(writer);
  const hands = { "own hand": writer, "own key": key, "key of own key": await keyOf(key) } as const;
  const answers: unknown[] = [];
  const expected: unknown[] = [];
  for (const [index, given] of CASES.entries()) {
    const { part, hand, moment, roles } = given;
    const [trial, inner, outer, art] = ["trial", "inner", "outer", "art"].map((name) => `${name}-${index}`);
    await make(anna, `segments/${inner}`, { key: inner, label, condition: { region: "RU-PRI" }, examples: [] });
    await make(anna, `segments/${outer}`, { key: outer, label, condition: { $inSegment: inner }, examples: [] });
    await make(anna, `decorations/${art}`, { ...tree, key: art });
    const body = { ...found, key: trial, label, decoration: art, audience: { include: [outer], exclude: [] } };
    await make(anna, `campaigns/${trial}`, body);
    const step = (desk: Desk, name: string) => desk("POST", `/v1/campaigns/${trial}:${name}`, {});
    const paths = {
      campaigns: `campaigns/${trial}`,
      "segments/outer": `segments/${outer}`,
      "segments/inner": `segments/${inner}`,
      decorations: `decorations/${art}`,
    };
    if (part !== "nothing" && moment === "before") await touch(hands[hand], paths[part]);
    await step(anna, "submit");
    expect((await step(zoe, "approve")).status).toBe(200);
    await make(anna, `campaigns/${trial}`, { ...body, priority: 7 });
    if (part !== "nothing" && moment === "after") await touch(hands[hand], paths[part]);
    expect((await step(anna, "submit")).status).toBe(200);
    answers.push({ ...given, status: (await step(await open("boris", ...roles), "approve")).status });
    const isAuthor = part !== "nothing" && moment === "after";
    const mayApprove = roles.some((role) => APPROVERS.includes(role)) && !isAuthor;
    expected.push({ ...given, status: mayApprove ? 200 : 403 });
  }
  expect(answers).toEqual(expected);
  expect(new Set(CASES.map(({ part, moment }) => `${part} ${moment}`)).size).toBe(10);
}, 60_000);
