/** What somebody has in mind: several acts that seldom meet by themselves. Whoever has a hand in it may be one human. */
import fc from "fast-check";
import { bodyOf, rollBack, someContent, step, write, writeSegment, type Content } from "./acts-campaigns.ts";
import { count, halt, move } from "./acts-of-others.ts";
import { change, review } from "./acts-policy.ts";
import type { By, StaffService } from "./staff-service.ts";
import { anyOfThem, someBy, someKey, StaffAct } from "./staff-act.ts";
import type { StaffWorld } from "./staff-world.ts";

type People = readonly [author: By, approver: By];

const somePeople: fc.Arbitrary<People> = fc.tuple(someBy, someBy);

async function bringOut(
  world: StaffWorld,
  service: StaffService,
  [author, approver]: People,
  key: string,
  content: Content,
): Promise<void> {
  if (!(await write(world, service, author, bodyOf(key, content)))) return;
  await step(world, service, author, key, "submit");
  await step(world, service, approver, key, "approve");
  await step(world, service, author, key, "start");
}

/** A campaign is halted or stopped, something else takes its place, and then they go back to what was there before. */
const goingBack = fc.tuple(somePeople, someBy, someBy, someKey, someContent, fc.boolean(), anyOfThem).map(
  ([people, reviewer, third, key, content, isHalted, which]) =>
    new StaffAct("go back", async (world, service) => {
      const { ruleset } = world;
      const live = world.live.find((one) => one.key === key);
      if (isHalted) await halt(world, service, key, which);
      else await step(world, service, third, key, "stop");
      await service.look(world);
      if (isHalted && live !== undefined) await review(world, service, reviewer, live.theme);
      await bringOut(world, service, people, key, content);
      await service.look(world);
      await rollBack(world, service, third, ruleset);
    }),
);

/** What was halted or stopped comes again under another name. */
const copying = fc.tuple(somePeople, someBy, someContent, fc.boolean(), anyOfThem).map(
  ([people, third, content, isHalted, which]) =>
    new StaffAct("copy", async (world, service) => {
      if (isHalted) await halt(world, service, "new-year", which);
      else await step(world, service, third, "new-year", "stop");
      await service.look(world);
      const decoration = world.campaigns.get("new-year")?.decoration ?? content.decoration;
      await bringOut(world, service, people, "copy", { ...content, decoration });
    }),
);

/** One person starts what reaches hardly anybody; then people move there, and somebody agrees. */
const growing = fc.tuple(someBy, someBy, someKey, someContent, anyOfThem).map(
  ([author, second, key, content, which]) =>
    new StaffAct("grow", async (world, service) => {
      await writeSegment(world, service, author, "mine", { region: "RU-PRI" });
      const few = { ...content, include: "mine", inStages: false };
      if (!(await write(world, service, author, bodyOf(key, few)))) return;
      await step(world, service, author, key, "submit");
      await step(world, service, author, key, "start");
      await service.look(world);
      await move(world, service, which, "RU-PRI");
      await service.seeAnew(world);
      await count(world, service, key);
      await service.look(world);
      await move(world, service, which + 1, "RU-PRI");
      await service.seeAnew(world);
      await step(world, service, second, key, "confirm");
    }),
);

/** Something is approved, then something like it is stopped, and whoever wanted it starts it nevertheless. */
const insisting = fc.tuple(somePeople, someBy, someKey, someContent).map(
  ([[author, approver], third, key, content]) =>
    new StaffAct("insist", async (world, service) => {
      if (!(await write(world, service, author, bodyOf(key, content)))) return;
      await step(world, service, author, key, "submit");
      await step(world, service, approver, key, "approve");
      await step(world, service, third, "new-year", "stop");
      await service.look(world);
      await step(world, service, author, key, "start");
    }),
);

/** Policy is tightened by mistake, put back, and what it has halted is taken up again. */
const lifting = fc.tuple(someBy, somePeople, somePeople, someKey, fc.boolean()).map(
  ([tightener, loosening, [first, second], key, isByTheme]) =>
    new StaffAct("tighten and lift", async (world, service) => {
      const row = { kind: "theme", key: "tree" } as const;
      const category = { kind: "category", key: "festive" } as const;
      const tighter = isByTheme ? { ...row, category: "national" } : { ...category, sensitive: true };
      const looser = isByTheme ? { ...row, category: "festive" } : { ...category, sensitive: false };
      await change(world, service, [tightener, tightener], tighter);
      await service.look(world);
      await change(world, service, loosening, looser);
      await service.look(world);
      await step(world, service, first, key, "lift");
      await step(world, service, second, key, "lift");
    }),
);

export const someScheme: fc.Arbitrary<StaffAct> = fc.oneof(goingBack, copying, growing, insisting, lifting);
