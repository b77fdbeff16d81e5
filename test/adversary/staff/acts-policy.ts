/** What people with every role do to policy. */
import fc from "fast-check";
import { z } from "zod";
import { pick } from "../world.ts";
import type { By, StaffService } from "./staff-service.ts";
import { anyOfThem, does, REASON, someBy, StaffAct } from "./staff-act.ts";
import type { PolicyChange, StaffWorld } from "./staff-world.ts";

const someChange: fc.Arbitrary<PolicyChange> = fc.oneof(
  fc.record({
    kind: fc.constant("theme" as const),
    key: fc.constantFrom("tree", "hearts"),
    category: fc.constantFrom("festive", "romance", "national"),
  }),
  fc.record({
    kind: fc.constant("category" as const),
    key: fc.constantFrom("festive", "romance"),
    sensitive: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("feast" as const),
    key: fc.constant("orthodox-christmas" as const),
    category: fc.constantFrom("religion", "festive", null),
  }),
  fc.record({
    kind: fc.constant("limits" as const),
    key: fc.constant("limits" as const),
    oneWordShare: fc.constantFrom(0, 0.01),
  }),
);

function sayChange(change: PolicyChange): string {
  switch (change.kind) {
    case "theme":
      return `the theme ${change.key} goes to ${change.category}`;
    case "category":
      return `the category ${change.key} is ${change.sensitive ? "" : "not "}sensitive`;
    case "feast":
      return `Christmas carries ${change.category ?? "nothing"}`;
    case "limits":
      return `one person's word is good for ${change.oneWordShare} of all people`;
  }
}

const proposalSchema = z.object({ id: z.number().transform(String), effect: z.string().nullable() });

/** The row that a change makes of what is stored, and the revision of that. */
async function rowOf(service: StaffService, change: PolicyChange) {
  const { kind, key } = change;
  const stored = await service.catalog.readDefinition(kind, key);
  if (change.kind === "limits") {
    const limits = await service.catalog.askPolicy("limits", {});
    if (!limits.ok) throw new Error(limits.error.detail);
    const body = { ...limits.value.limits, oneWordShare: change.oneWordShare };
    return { kind, key, body, baseRevision: limits.value.revision };
  }
  if (change.kind === "feast")
    return { kind, key, body: { key, category: change.category }, baseRevision: stored?.revision ?? 0 };
  if (stored === null) throw new Error(`There is no ${kind} ${key}`);
  const changed = change.kind === "theme" ? { category: change.category } : { sensitive: change.sensitive };
  return { kind, key, body: { ...z.looseObject({}).parse(stored.body), ...changed }, baseRevision: stored.revision };
}

async function propose(
  world: StaffWorld,
  service: StaffService,
  by: By,
  change: PolicyChange,
): Promise<string | undefined> {
  const body = { changes: [await rowOf(service, change)], ...REASON };
  const what = `proposes that ${sayChange(change)}`;
  const reply = await does(world, service, by, what, ["POST", "/v1/policy/proposals", body]);
  if (reply === undefined) return undefined;
  const { id } = proposalSchema.parse(JSON.parse(reply.text));
  // The same that somebody has proposed before is still theirs.
  if (!world.proposals.some((one) => one.id === id)) world.proposals.push({ id, change, by: by.human });
  return id;
}

async function carry(world: StaffWorld, service: StaffService, by: By, id: string | undefined): Promise<void> {
  const proposal = world.proposals.find((one) => one.id === id);
  if (proposal === undefined) return;
  const shown = await service.call(world, by, "GET", `/v1/policy/proposals/${proposal.id}`);
  const { effect } = proposalSchema.parse(JSON.parse(shown.text));
  const what = `carries the proposal that ${sayChange(proposal.change)}`;
  const path = `/v1/policy/proposals/${proposal.id}:carry`;
  if ((await does(world, service, by, what, ["POST", path, effect === null ? {} : { effect }])) === undefined) return;
  const tightens = world.tightens(proposal.change);
  if (!tightens && by.means !== "token") world.diverge("a machine has carried what loosens policy (10)");
  if (!tightens && by.human === proposal.by) world.diverge(`${by.human} has loosened policy alone (10)`);
  // What nobody has carried is no part of anything; from now on it is a part of all that stands there, by who wanted it.
  world.authorship.write(`${proposal.change.kind}/${proposal.change.key}`, proposal.by);
  world.carry(proposal.change);
}

const proposing = fc
  .tuple(someBy, someChange)
  .map(
    ([by, change]) =>
      new StaffAct("propose", async (world, service) => void (await propose(world, service, by, change))),
  );

const carrying = fc
  .tuple(someBy, anyOfThem)
  .map(
    ([by, which]) =>
      new StaffAct("carry", async (world, service) => carry(world, service, by, pick(world.proposals, which)?.id)),
  );

/** One proposes and one carries: who may be the same. */
export async function change(
  world: StaffWorld,
  service: StaffService,
  [by, carrier]: readonly [By, By],
  wanted: PolicyChange,
): Promise<void> {
  await carry(world, service, carrier, await propose(world, service, by, wanted));
}

const changingPolicy = fc
  .tuple(fc.tuple(someBy, someBy), someChange)
  .map(([people, wanted]) => new StaffAct("policy", async (world, service) => change(world, service, people, wanted)));

export async function review(world: StaffWorld, service: StaffService, by: By, theme: string): Promise<void> {
  const path = `/v1/themes/${theme}:review`;
  const reply = await does(world, service, by, `reviews the theme ${theme}`, ["POST", path, REASON]);
  if (reply === undefined) return;
  if (by.means !== "token") world.diverge("a machine has reviewed a theme (10)");
  world.noteReviewed(theme, by.human);
}

const reviewing = fc
  .tuple(someBy, fc.constantFrom("tree", "snowflake", "hearts"))
  .map(([by, theme]) => new StaffAct("review", async (world, service) => review(world, service, by, theme)));

export const someActOnPolicy: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 1, arbitrary: proposing },
  { weight: 2, arbitrary: carrying },
  { weight: 4, arbitrary: changingPolicy },
  { weight: 1, arbitrary: reviewing },
);
