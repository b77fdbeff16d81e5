/** What people with every role and many keys do to campaigns and to policy, in any order. */
import fc from "fast-check";
import { z } from "zod";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Segment } from "../../../src/domain/condition/segment.ts";
import { DAY_MS, HOUR_MS } from "../seasons.ts";
import type { Reply } from "../service.ts";
import { pick } from "../world.ts";
import { HUMANS } from "./authorship.ts";
import { MEANS, type By, type StaffService } from "./staff-service.ts";
import { CAMPAIGNS, type CampaignKey, type PolicyChange, type StaffWorld } from "./staff-world.ts";

type Play = (world: StaffWorld, service: StaffService) => Promise<void>;

class StaffAct implements fc.AsyncCommand<StaffWorld, StaffService> {
  readonly #name: string;
  readonly #play: Play;

  constructor(name: string, play: Play) {
    this.#name = name;
    this.#play = play;
  }

  check(): boolean {
    return true;
  }

  async run(world: StaffWorld, service: StaffService): Promise<void> {
    world.begin();
    await this.#play(world, service);
    await service.look(world);
  }

  toString(): string {
    return this.#name;
  }
}

const REASON = { reason: "as the adversary likes it" };

const someBy: fc.Arbitrary<By> = fc.record({
  human: fc.constantFrom(...HUMANS),
  means: fc.oneof({ weight: 4, arbitrary: fc.constant("token" as const) }, fc.constantFrom(...MEANS)),
});
const someKey = fc.constantFrom<CampaignKey>(...CAMPAIGNS, "new-year", "new-year");
const anyOfThem = fc.nat(7);

const say = ({ human, means }: By): string => (means === "token" ? human : `${human}, by a ${means},`);

/** Tells what is done and how it is answered; true: it was done. */
async function does(
  world: StaffWorld,
  service: StaffService,
  by: By,
  what: string,
  [method, path, body]: readonly [method: string, path: string, body?: unknown],
): Promise<Reply | undefined> {
  world.story.tell(`${say(by)} ${what}.`);
  const reply = await service.call(world, by, method, path, body);
  if (reply.status >= 500) world.diverge(`this is answered ${reply.status}: ${reply.text.slice(0, 400)}`);
  if (reply.status < 300) return reply;
  world.story.add(`(Refused: ${reply.status}.)`);
  return undefined;
}

const someContent = fc.record({
  delivery: fc.constantFrom("default-on" as const, "default-on" as const, "opt-in" as const),
  include: fc.constantFrom("everyone", "everyone", "mine"),
  decoration: fc.constantFrom("tree", "tree", "snowflake", "hearts"),
  label: fc.constantFrom("A", "B"),
});

async function edit(
  world: StaffWorld,
  service: StaffService,
  by: By,
  key: string,
  { include, label, ...content }: typeof someContent extends fc.Arbitrary<infer Content> ? Content : never,
): Promise<void> {
  const model = world.campaigns.get(key) ?? world.campaigns.get("new-year");
  if (model === undefined) throw new Error("There is nothing to copy");
  const body: Campaign = {
    ...model,
    ...content,
    key,
    label: { ru: label, en: label },
    requests: true,
    audience: { include: [include], exclude: [] },
  };
  const what = `writes ${key}: ${content.decoration}, ${content.delivery}, for ${include}, called ${label}`;
  const isSame = JSON.stringify(model) === JSON.stringify(body);
  if ((await does(world, service, by, what, ["PUT", `/v1/campaigns/${key}`, body])) === undefined) return;
  world.campaigns.set(key, body);
  if (!isSame) world.authorship.write(`campaign/${key}`, by.human);
}

const editing = fc
  .tuple(someBy, someKey, someContent)
  .map(([by, key, content]) => new StaffAct("edit", async (world, service) => edit(world, service, by, key, content)));

const someCondition = fc.constantFrom<Segment["condition"]>(
  { region: "RU-MOW" },
  { region: "RU-PRI" },
  { $inSegment: "inner" },
);

const editingSegment = fc.tuple(someBy, fc.constantFrom("mine", "inner"), someCondition).map(
  ([by, key, wanted]) =>
    new StaffAct("segment", async (world, service) => {
      const condition = key === "inner" ? { region: "RU-KHA" } : wanted;
      const body: Segment = { key, label: { ru: key, en: key }, condition, examples: [] };
      const known = world.segments.get(key);
      const what = `writes the segment ${key}: ${JSON.stringify(condition)}`;
      if ((await does(world, service, by, what, ["PUT", `/v1/segments/${key}`, body])) === undefined) return;
      world.segments.set(key, body);
      if (JSON.stringify(known) !== JSON.stringify(body)) world.authorship.write(`segment/${key}`, by.human);
    }),
);

const editingDecoration = fc.tuple(someBy, fc.constantFrom("tree", "hearts"), fc.constantFrom("A", "B")).map(
  ([by, key, label]) =>
    new StaffAct("decoration", async (world, service) => {
      const known = world.decorations.get(key);
      if (known === undefined) return;
      const body = { ...known, label: { ru: label, en: label } };
      const what = `calls the decoration ${key} ${label}`;
      if ((await does(world, service, by, what, ["PUT", `/v1/decorations/${key}`, body])) === undefined) return;
      world.decorations.set(key, body);
      if (known.label.en !== label) world.authorship.write(`decoration/${key}`, by.human);
    }),
);

const reviewSchema = z.object({
  campaign: z.object({
    lifecycle: z.object({ review: z.object({ state: z.string() }), live: z.object({ state: z.string() }).optional() }),
  }),
});

type StepName = "submit" | "approve" | "start" | "hold" | "resume" | "stop" | "lift" | "confirm";

async function step(world: StaffWorld, service: StaffService, by: By, key: string, name: StepName): Promise<void> {
  const authors = world.authorsOf(key);
  const reply = await does(world, service, by, `takes the step “${name}” on ${key}`, [
    "POST",
    `/v1/campaigns/${key}:${name}`,
    REASON,
  ]);
  if (reply === undefined) return;
  if (name === "approve") {
    if (by.means !== "token") world.diverge("a machine has approved (10)");
    if (authors.has(by.human)) world.diverge(`${by.human} wrote a part of ${key}, and has approved it (10)`);
    world.noteApproved(key);
  }
  if (name === "stop") world.noteEnded(key);
  if (name === "lift") {
    if (by.means !== "token") world.diverge("a machine has lifted a halt (10)");
    const state = reviewSchema.parse(JSON.parse(reply.text)).campaign.lifecycle.live?.state;
    if (state === "running" || state === "holding") world.lift(key, by.human);
    else if (!world.lifters.has(key)) world.lifters.set(key, by.human);
  }
}

const stepping = fc
  .tuple(
    someBy,
    someKey,
    fc.constantFrom<StepName>(
      "submit",
      "approve",
      "approve",
      "start",
      "start",
      "hold",
      "resume",
      "stop",
      "lift",
      "lift",
    ),
  )
  .map(([by, key, name]) => new StaffAct(name, async (world, service) => step(world, service, by, key, name)));

/** One person writes and starts, and one approves: who may be the same. */
const bringingOut = fc.tuple(someBy, someBy, someKey, fc.option(someContent)).map(
  ([author, approver, key, content]) =>
    new StaffAct("bring out", async (world, service) => {
      if (content !== null) await edit(world, service, author, key, content);
      await step(world, service, author, key, "submit");
      await step(world, service, approver, key, "approve");
      await step(world, service, author, key, "start");
    }),
);

const halting = someKey.map(
  (key) =>
    new StaffAct("halt", async (world, service) => {
      world.story.tell(`The guard of ${key} learns that far too many have switched it off.`);
      if (!(await service.halt(world, key))) return;
      const live = world.live.find((one) => one.key === key);
      if (live?.state !== "running") return;
      world.noteEnded(key);
      if (live.isDefaultOn) world.awaiting.add(live.theme);
      world.heldByPolicy.delete(key);
    }),
);

const reviewing = fc.tuple(someBy, fc.constantFrom("tree", "snowflake", "hearts")).map(
  ([by, theme]) =>
    new StaffAct("review", async (world, service) => {
      const reply = await does(world, service, by, `reviews the theme ${theme}`, [
        "POST",
        `/v1/themes/${theme}:review`,
        REASON,
      ]);
      if (reply === undefined) return;
      if (by.means !== "token") world.diverge("a machine has reviewed a theme (10)");
      world.awaiting.delete(theme);
    }),
);

const rollingBack = fc.tuple(someBy, anyOfThem).map(
  ([by, which]) =>
    new StaffAct("rollback", async (world, service) => {
      const version = pick(world.rulesets, which);
      await does(world, service, by, `rolls back to ruleset ${version}`, [
        "POST",
        `/v1/rulesets/${version}:rollback`,
        REASON,
      ]);
    }),
);

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
);

const sayChange = (change: PolicyChange): string =>
  change.kind === "theme"
    ? `the theme ${change.key} goes to ${change.category}`
    : `the category ${change.key} is ${change.sensitive ? "" : "not "}sensitive`;

const proposalSchema = z.object({ id: z.number().transform(String), effect: z.string().nullable() });

async function propose(
  world: StaffWorld,
  service: StaffService,
  by: By,
  change: PolicyChange,
): Promise<string | undefined> {
  const stored = await service.catalog.readDefinition(change.kind, change.key);
  if (stored === null) throw new Error(`There is no ${change.kind} ${change.key}`);
  const { kind, key } = change;
  const changed = change.kind === "theme" ? { category: change.category } : { sensitive: change.sensitive };
  const body = { ...z.looseObject({}).parse(stored.body), ...changed };
  const reply = await does(world, service, by, `proposes that ${sayChange(change)}`, [
    "POST",
    "/v1/policy/proposals",
    { changes: [{ kind, key, body, baseRevision: stored.revision }], ...REASON },
  ]);
  if (reply === undefined) return undefined;
  const { id } = proposalSchema.parse(JSON.parse(reply.text));
  world.proposals.push({ id, change, by: by.human });
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
  // What nobody has carried is no part of anything.
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
const changingPolicy = fc.tuple(someBy, someBy, someChange).map(
  ([by, carrier, change]) =>
    new StaffAct("policy", async (world, service) => {
      await carry(world, service, carrier, await propose(world, service, by, change));
    }),
);

const waiting = fc.constantFrom(HOUR_MS, 6 * HOUR_MS, DAY_MS).map(
  (span) =>
    new StaffAct("wait", async (world) => {
      world.now += span;
      world.story.tell(`${span / HOUR_MS} hours pass.`);
    }),
);

export const someStaffAct: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 3, arbitrary: editing },
  { weight: 2, arbitrary: editingSegment },
  { weight: 1, arbitrary: editingDecoration },
  { weight: 8, arbitrary: stepping },
  { weight: 6, arbitrary: bringingOut },
  { weight: 2, arbitrary: halting },
  { weight: 1, arbitrary: reviewing },
  { weight: 2, arbitrary: rollingBack },
  { weight: 1, arbitrary: proposing },
  { weight: 2, arbitrary: carrying },
  { weight: 4, arbitrary: changingPolicy },
  { weight: 1, arbitrary: waiting },
);
