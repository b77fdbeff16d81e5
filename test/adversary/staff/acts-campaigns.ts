/** What people with every role and many keys do to campaigns and to what those are made of. */
import fc from "fast-check";
import { z } from "zod";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Segment } from "../../../src/domain/condition/segment.ts";
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import { pick } from "../world.ts";
import type { By, StaffService } from "./staff-service.ts";
import { anyOfThem, does, REASON, someBy, someKey, StaffAct } from "./staff-act.ts";
import { mirror, type StaffWorld } from "./staff-world.ts";

/** Everything here is in its season, so that what is started is seen. */
const IN_SEASON: Campaign["schedule"] = { kind: "yearly", zone: "own", firstDay: "--12-20", lastDay: "--01-14" };
const AT_CHRISTMAS: Campaign["schedule"] = {
  kind: "feast",
  feast: "orthodox-christmas",
  zone: "own",
  firstOffsetDays: -16,
  lastOffsetDays: 2,
};

export interface Content {
  readonly delivery: Campaign["delivery"];
  readonly include: string;
  readonly decoration: string;
  readonly label: string;
  readonly atChristmas: boolean;
  readonly inStages: boolean;
}

export const someContent: fc.Arbitrary<Content> = fc.record({
  delivery: fc.constantFrom("default-on" as const, "default-on" as const, "default-on" as const, "opt-in" as const),
  include: fc.constantFrom("everyone", "everyone", "mine", "far-east", "ios"),
  decoration: fc.constantFrom("tree", "tree", "snowflake", "snowflake", "hearts"),
  label: fc.constantFrom("A", "B"),
  atChristmas: fc.nat(5).map((one) => one === 0),
  inStages: fc.boolean(),
});

/** One thing that is changed about what there is. */
const someAmendment: fc.Arbitrary<Partial<Content>> = fc.oneof(
  fc.record({ label: fc.constantFrom("A", "B", "C") }),
  fc.record({ include: fc.constantFrom("everyone", "mine", "far-east", "ios") }),
);

export function bodyOf(
  key: string,
  { delivery, include, decoration, label, atChristmas, inStages }: Content,
): Campaign {
  return {
    key,
    label: { ru: label, en: label },
    decoration,
    delivery,
    requests: true,
    audience: { include: [include], exclude: [] },
    schedule: atChristmas ? AT_CHRISTMAS : IN_SEASON,
    waves: [],
    priority: 100,
    holdoutPercent: 0,
    stages: inStages && delivery === "default-on" ? [{ percent: 100, minimumHours: 24 }] : [],
  };
}

/** Returns whether it was written. */
export async function write(world: StaffWorld, service: StaffService, by: By, body: Campaign): Promise<boolean> {
  const { key, decoration, delivery, audience, label, schedule, stages } = body;
  const when = schedule.kind === "feast" ? " at Christmas" : "";
  const how = `${delivery}${stages.length > 0 ? " in stages" : ""}, for ${audience.include.join()}`;
  const what = `writes ${key}: ${decoration}${when}, ${how}, called ${label.en}`;
  const isSame = JSON.stringify(world.campaigns.get(key)) === JSON.stringify(body);
  if ((await does(world, service, by, what, ["PUT", `/v1/campaigns/${key}`, body])) === undefined) return false;
  world.campaigns.set(key, body);
  if (!isSame) world.authorship.write(`campaign/${key}`, by.human);
  return true;
}

/** What there is of a campaign, with something else about it. */
function amended(world: StaffWorld, key: string, { label, include }: Partial<Content>): Campaign | undefined {
  const known = world.campaigns.get(key);
  return (
    known && {
      ...known,
      ...(label !== undefined && { label: { ru: label, en: label } }),
      ...(include !== undefined && { audience: { include: [include], exclude: [] } }),
    }
  );
}

const editing = fc
  .tuple(someBy, someKey, someContent)
  .map(
    ([by, key, content]) =>
      new StaffAct("edit", async (world, service) => void (await write(world, service, by, bodyOf(key, content)))),
  );

const someCondition = fc.constantFrom<Segment["condition"]>(
  { region: "RU-MOW" },
  { region: "RU-PRI" },
  { region: "RU-PRI" },
  { platform: "ios" },
  { $inSegment: "inner" },
);

export async function writeSegment(
  world: StaffWorld,
  service: StaffService,
  by: By,
  key: string,
  condition: Segment["condition"],
): Promise<void> {
  const body: Segment = { key, label: { ru: key, en: key }, condition, examples: [] };
  const known = world.segments.get(key);
  const what = `writes the segment ${key}: ${JSON.stringify(condition)}`;
  if ((await does(world, service, by, what, ["PUT", `/v1/segments/${key}`, body])) === undefined) return;
  world.segments.set(key, body);
  if (JSON.stringify(known) !== JSON.stringify(body)) world.authorship.write(`segment/${key}`, by.human);
}

const editingSegment = fc
  .tuple(someBy, fc.constantFrom("mine", "inner"), someCondition)
  .map(
    ([by, key, wanted]) =>
      new StaffAct("segment", async (world, service) =>
        writeSegment(world, service, by, key, key === "inner" ? { region: "RU-KHA" } : wanted),
      ),
  );

/** What a decoration is called, and how it is drawn: as its own, or like another theme's. */
interface Drawing {
  readonly key: string;
  readonly label: string;
  readonly like: string;
}

const someDrawing: fc.Arbitrary<Drawing> = fc.record({
  key: fc.constantFrom("tree", "snowflake", "snowflake", "hearts"),
  label: fc.constantFrom("A", "B"),
  like: fc.constantFrom("own", "own", "hearts", "tree"),
});

/** The decorations that are drawn like others. */
const DISGUISES: readonly string[] = ["snowflake", "spring-leaf"];

export async function draw(
  world: StaffWorld,
  service: StaffService,
  by: By,
  { key, label, like }: Drawing,
): Promise<void> {
  const known = world.decorations.get(key);
  const original = bundledDefinitions.decorations.find((each) => each.key === key);
  const other = bundledDefinitions.decorations.find((each) => each.key === like);
  if (known === undefined || original === undefined) return;
  const path = DISGUISES.includes(key) && other !== undefined ? mirror(other.path) : original.path;
  const body = { ...known, label: { ru: label, en: label }, path };
  const drawn = path === original.path ? "" : `, and draws it like ${like}`;
  const what = `calls the decoration ${key} ${label}${drawn}`;
  if ((await does(world, service, by, what, ["PUT", `/v1/decorations/${key}`, body])) === undefined) return;
  world.decorations.set(key, body);
  if (JSON.stringify(known) !== JSON.stringify(body)) world.authorship.write(`decoration/${key}`, by.human);
}

const editingDecoration = fc
  .tuple(someBy, someDrawing)
  .map(([by, drawing]) => new StaffAct("decoration", async (world, service) => draw(world, service, by, drawing)));

const reviewSchema = z.object({
  campaign: z.object({
    lifecycle: z.object({ review: z.object({ state: z.string() }), live: z.object({ state: z.string() }).optional() }),
  }),
});

const STEPS = ["submit", "approve", "start", "hold", "resume", "stop", "lift", "confirm"] as const;
type StepName = (typeof STEPS)[number];

export async function step(
  world: StaffWorld,
  service: StaffService,
  by: By,
  key: string,
  name: StepName,
): Promise<void> {
  const authors = world.authorsOf(key);
  const path = `/v1/campaigns/${key}:${name}`;
  const reply = await does(world, service, by, `takes the step “${name}” on ${key}`, ["POST", path, REASON]);
  if (reply === undefined) return;
  const { human, means } = by;
  const isWordOfSecond = name === "approve" || name === "lift" || name === "confirm";
  if (isWordOfSecond && means !== "token") world.diverge(`a machine has taken the step “${name}” (10)`);
  if (name === "submit") world.noteSubmitted(key, human);
  if (name === "approve") {
    if (authors.has(human)) world.diverge(`${human} wrote a part of ${key}, and has approved it (10)`);
    world.noteApproved(key, human);
  }
  if (name === "start") world.noteStarted(key, human);
  if (name === "stop") world.noteStopped(key);
  if (name === "confirm") world.confirm(key, human);
  if (name === "lift") {
    const state = reviewSchema.parse(JSON.parse(reply.text)).campaign.lifecycle.live?.state;
    world.lift(key, human, state === "running" || state === "holding");
  }
}

const someStep = fc.constantFrom<StepName>(...STEPS, "approve", "start", "stop", "lift", "confirm");

const stepping = fc
  .tuple(someBy, someKey, someStep)
  .map(([by, key, name]) => new StaffAct(name, async (world, service) => step(world, service, by, key, name)));

/** One person writes and starts, and one approves: who may be the same. */
const bringingOut = fc.tuple(someBy, someBy, someKey, fc.option(someContent, { freq: 3 })).map(
  ([author, approver, key, content]) =>
    new StaffAct("bring out", async (world, service) => {
      if (content !== null && !(await write(world, service, author, bodyOf(key, content)))) return;
      await step(world, service, author, key, "submit");
      await step(world, service, approver, key, "approve");
      await step(world, service, author, key, "start");
    }),
);

/** What runs is started again with other words or for others; by one person, or by two. */
const amending = fc.tuple(someBy, fc.option(someBy), someKey, someAmendment).map(
  ([author, approver, key, change]) =>
    new StaffAct("amend", async (world, service) => {
      const body = amended(world, key, change);
      if (body === undefined) return;
      if (!(await write(world, service, author, body))) return;
      await step(world, service, author, key, "submit");
      if (approver !== null) await step(world, service, approver, key, "approve");
      await step(world, service, author, key, "start");
    }),
);

/** A part is written by whoever then approves, or while something is on its way that has it in it. */
const slippingIn = fc.record({
  first: someBy,
  second: someBy,
  key: someKey,
  content: fc.option(someContent, { freq: 2 }),
  part: fc.oneof(
    someDrawing,
    someCondition.map((condition) => ({ condition })),
  ),
  isAfterApproval: fc.boolean(),
});

const slipping = slippingIn.map(
  ({ first, second, key, content, part, isAfterApproval }) =>
    new StaffAct("slip in", async (world, service) => {
      const slip = async () =>
        "condition" in part
          ? writeSegment(world, service, second, "mine", part.condition)
          : draw(world, service, second, part);
      const include = "condition" in part ? "mine" : undefined;
      const decoration = "condition" in part ? undefined : part.key;
      if (content !== null) {
        const used = { ...content, ...(include && { include }), ...(decoration && { decoration }) };
        if (!(await write(world, service, first, bodyOf(key, used)))) return;
      }
      if (!isAfterApproval) await slip();
      await step(world, service, first, key, "submit");
      await step(world, service, second, key, "approve");
      if (isAfterApproval) await slip();
      await step(world, service, first, key, "start");
    }),
);

const rolledBackSchema = z.object({
  rollback: z.object({ campaigns: z.array(z.object({ key: z.string(), outcome: z.string(), ends: z.boolean() })) }),
});

export async function rollBack(world: StaffWorld, service: StaffService, by: By, version: number | undefined) {
  const path = `/v1/rulesets/${version}:rollback`;
  const reply = await does(world, service, by, `rolls back to ruleset ${version}`, ["POST", path, REASON]);
  if (reply === undefined) return;
  if (by.means !== "token") world.diverge("a machine has rolled back (10)");
  for (const { key, outcome, ends } of rolledBackSchema.parse(JSON.parse(reply.text)).rollback.campaigns) {
    if (ends) world.noteLeftOut(key);
    if (outcome === "returns") world.noteReturned(key, by.human);
  }
}

const rollingBack = fc
  .tuple(someBy, anyOfThem)
  .map(
    ([by, which]) =>
      new StaffAct("rollback", async (world, service) => rollBack(world, service, by, pick(world.rulesets, which))),
  );

export const someActOnCampaigns: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 2, arbitrary: editing },
  { weight: 2, arbitrary: editingSegment },
  { weight: 2, arbitrary: editingDecoration },
  { weight: 7, arbitrary: stepping },
  { weight: 8, arbitrary: bringingOut },
  { weight: 5, arbitrary: amending },
  { weight: 8, arbitrary: slipping },
  { weight: 3, arbitrary: rollingBack },
);
