import { describe, expect, it } from "vitest";
import { proposalListSchema } from "../../src/contract/policy.ts";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { DEFAULT_LIMITS, LIMITS_KEY } from "../../src/domain/limits.ts";
import { expectProblem, useGarland } from "./client.ts";
import { deskWith, openDesk, type Desk } from "./desk.ts";

const NOW = "2026-11-02T00:00:00Z";
const MOST_OPEN = 20;
const PROPOSALS = "/v1/policy/proposals";
useGarland("2026-11-01T00:00:00Z");

const open = (name: string, ...roles: readonly Role[]) => openDesk(NOW, name, ...roles);

const hearts = bundledDefinitions.themes.find(({ key }) => key === "hearts");

/** Each a change of its own. */
const loosening = (n: number) => ({
  kind: "theme",
  key: "hearts",
  body: { ...hearts, label: { ru: `Сердца ${n}`, en: `Hearts ${n}` } },
  baseRevision: 1,
});
const tightening = (n: number) => ({
  kind: "limits",
  key: LIMITS_KEY,
  body: { ...DEFAULT_LIMITS, mostUnstagedPeople: DEFAULT_LIMITS.mostUnstagedPeople - 1 - n },
  baseRevision: 0,
});

const ask = (desk: Desk, change: object) => desk("POST", PROPOSALS, { changes: [change], reason: "as we agreed" });

async function propose(desk: Desk, change: object): Promise<{ readonly id: number; readonly effect: string }> {
  const proposed = await ask(desk, change);
  expect(proposed.status).toBe(201);
  return proposed.json();
}

async function proposeMany(desk: Desk, toChange: (n: number) => object): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let n = 0; n < MOST_OPEN; n++) ids.push((await propose(desk, toChange(n))).id);
  return ids;
}

const withdraw = (desk: Desk, id: number) => desk("POST", `${PROPOSALS}/${id}:withdraw`, {});

const list = async (desk: Desk, query = "") =>
  proposalListSchema.parse(await (await desk("GET", PROPOSALS + query)).json()).items;

describe("an open proposal", () => {
  it("is in the list, however many there are and however few were asked for; closed ones are paged", async () => {
    const [anna, boris] = [await open("anna", "marketer"), await open("boris", "marketer")];
    const first = await propose(boris, loosening(-1));
    const closed: number[] = [];
    for (const n of [1, 2, 3, 4, 5]) {
      const { id } = await propose(anna, loosening(n));
      expect((await withdraw(anna, id)).status).toBe(200);
      closed.unshift(id);
    }
    const last = await propose(boris, loosening(-2));
    const idsOf = async (query: string) => (await list(boris, query)).map(({ id }) => id);
    expect(await idsOf("?limit=2")).toEqual([last.id, first.id, ...closed.slice(0, 2)]);
    expect(await idsOf(`?limit=2&before=${closed[1]}`)).toEqual(closed.slice(2, 4));
    expect(await idsOf(`?limit=2&before=${closed[3]}`)).toEqual(closed.slice(4));
    expect(await idsOf("")).toEqual([last.id, first.id, ...closed]);
    await expectProblem(await boris("GET", `${PROPOSALS}?limit=0`), "invalid-request", 400);
  });

  it("is one of twenty at most of one human, by hand and by every key, of what loosens", async () => {
    const anna = await open("anna", "marketer", "admin");
    const made = await anna("POST", "/v1/service-keys", { name: "robot", roles: ["marketer"] });
    const robot = deskWith((await made.json<{ key: string }>()).key, NOW);
    const ids = [];
    for (let n = 0; n < MOST_OPEN; n++) ids.push((await propose(n % 2 === 0 ? anna : robot, loosening(n))).id);
    for (const desk of [anna, robot, await open("ANNA", "marketer")]) {
      const refused = await expectProblem(await ask(desk, loosening(100)), "conflict", 409);
      expect(refused.detail).toContain("First withdraw one");
    }
    const body = { changes: [loosening(100)], reason: "as we agreed" };
    const inRussian = await anna("POST", PROPOSALS, body, { "Accept-Language": "ru" });
    expect((await inRussian.json<{ detail: string }>()).detail).toContain("Отозвите ненужное");
    // The same as is open already is none more.
    expect((await ask(anna, loosening(0))).status).toBe(200);
    expect((await withdraw(robot, ids[0] ?? 0)).status).toBe(200);
    await propose(anna, loosening(100));
    await expectProblem(await ask(anna, loosening(101)), "conflict", 409);
  });

  it("of one human leaves all others theirs", async () => {
    await proposeMany(await open("anna", "marketer"), loosening);
    await propose(await open("boris", "marketer"), loosening(100));
  });

  it("that loosens keeps nobody from tightening at once", async () => {
    const boris = await open("boris", "approver");
    await proposeMany(boris, loosening);
    const { id, effect } = await propose(boris, tightening(0));
    expect((await boris("POST", `${PROPOSALS}/${id}:carry`, { effect })).status).toBe(200);
  });

  it("that tightens counts among twenty of its own, and makes room when it is in force", async () => {
    const boris = await open("boris", "approver");
    const [first] = await proposeMany(boris, tightening);
    await expectProblem(await ask(boris, tightening(100)), "conflict", 409);
    await propose(boris, loosening(0));
    const { effect } = await (await boris("GET", `${PROPOSALS}/${first}`)).json<{ effect: string }>();
    expect((await boris("POST", `${PROPOSALS}/${first}:carry`, { effect })).status).toBe(200);
    await propose(boris, { ...tightening(100), baseRevision: 1 });
  });
});
