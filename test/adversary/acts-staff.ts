/** A marketer, an approver, the guard and an importer. None of them can clear or outrank an out. */
import fc from "fast-check";
import type { ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import { Act, anyOfThem, somebody, someDelivery, someScope, someTheme, someValue, type ActSource } from "./act.ts";
import type { Profile } from "./people.ts";
import { ORIGIN, shardNames } from "./service.ts";
import { chooseInApp } from "./acts-words.ts";
import * as steps from "./staff-steps.ts";
import { CAMPAIGN_KEYS, CATEGORIES, pick, type CampaignKey, type World } from "./world.ts";

const someCampaign = fc.constantFrom(...CAMPAIGN_KEYS);

const someContent: fc.Arbitrary<steps.Content> = fc.record({
  delivery: fc.constantFrom("default-on", "default-on", "opt-in"),
  requests: fc.boolean(),
  priority: fc.constantFrom(100, 50, 150),
  include: fc.constantFrom("everyone", "everyone", "spring-audience"),
});

/** What is compiled by a wrong clock lacks windows; taking away needs no clock. */
const byTrueClock = ({ skew }: World): boolean => skew === 0;

const someCarriers = fc.constantFrom<steps.Carriers>("two", "one");

const someStep: fc.Arbitrary<(world: World) => steps.Step | undefined> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(someCampaign, fc.constantFrom<steps.CampaignStep>("submit", "approve", "start", "resume")).map(
      ([key, name]) =>
        () =>
          steps.step(key, name),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(someCampaign, someContent).map(
      ([key, content]) =>
        (world: World) =>
          steps.edit(world, key, content),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(someTheme, fc.constantFrom(...CATEGORIES), someCarriers).map(
      ([key, to, carriers]) =>
        () =>
          steps.moveTheme(key, to, carriers),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...CATEGORIES), fc.boolean(), someCarriers).map(
      ([key, is, carriers]) =>
        () =>
          steps.markCategory(key, is, carriers),
    ),
  },
  { weight: 2, arbitrary: fc.constant(() => steps.resumeEverything()) },
  { weight: 1, arbitrary: someTheme.map((key) => () => steps.reviewTheme(key)) },
  {
    weight: 2,
    arbitrary: anyOfThem.map((which) => (world: World) => {
      const version = pick(world.rulesets.keys(), which);
      return version === undefined ? undefined : steps.rollBack(world, version);
    }),
  },
);

const running = fc.record({ step: someStep, delivery: someDelivery }).map(
  ({ step, delivery }) =>
    new Act(
      "staff",
      async (world, service) => {
        const taken = step(world);
        if (taken !== undefined)
          await world.deliver({ ...steps.callFor(world, service, taken), needsTrueClock: true }, delivery);
      },
      byTrueClock,
    ),
);

const takingAway = fc
  .record({
    step: fc.oneof(
      fc
        .tuple(someCampaign, fc.constantFrom<steps.CampaignStep>("stop", "hold"))
        .map(([key, name]) => steps.step(key, name)),
      fc.constant(steps.stopEverything()),
    ),
    delivery: someDelivery,
  })
  .map(
    ({ step, delivery }) =>
      new Act("stop", (world, service) => world.deliver(steps.callFor(world, service, step), delivery)),
  );

type Policy = (key: CampaignKey, world: World) => steps.Step | undefined;

/** What goes live with the next campaign; most of all its own theme, moved to where it may be shown unasked. */
const somePolicy: fc.Arbitrary<Policy> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(() => undefined) },
  {
    weight: 4,
    arbitrary: fc.constantFrom("festive", "festive", "festive", ...CATEGORIES).map(
      (to) =>
        (key: CampaignKey, { drafts }: World) =>
          steps.moveTheme(drafts.get(key)?.decoration ?? key, to),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...CATEGORIES), fc.boolean()).map(
      ([key, is]) =>
        () =>
          steps.markCategory(key, is),
    ),
  },
);

const someRelaunch = fc.record({
  key: someCampaign,
  content: someContent,
  policy: somePolicy,
  refuser: fc.option(somebody, { freq: 1 }),
});

/** Two people bring a campaign out anew; somebody may just have said no to wherever its theme still stands. */
const relaunching = someRelaunch.map(
  ({ key, content, policy: choosePolicy, refuser }) =>
    new Act(
      "relaunch",
      async (world, service) => {
        const stands = world.themes.get(world.drafts.get(key)?.decoration ?? "")?.category;
        if (refuser !== null && stands !== undefined) {
          await world.deliver(await chooseInApp(world, service, refuser, `category:${stands}`, "out", undefined));
        }
        const edited = steps.edit(world, key, content);
        const policy = choosePolicy(key, world);
        if (policy !== undefined) world.story.tell(policy.sentence);
        world.story.tell(
          `Mara and Pavel bring out ${key} anew: ${edited.sentence.slice(edited.sentence.indexOf(":") + 2)}`,
        );
        for (const taken of [
          ...(policy === undefined ? [] : [policy]),
          edited,
          ...(["submit", "approve", "start"] as const).map((name) => steps.step(key, name)),
        ]) {
          const call = steps.callFor(world, service, taken);
          const reply = await call.send();
          if (reply.status >= 500) world.diverge(`this is answered ${reply.status}: ${reply.text}`);
          await call.account(reply);
        }
        world.touchEverybody();
      },
      byTrueClock,
    ),
);

/** Counts that are too bad: the guard halts by itself. */
const halting = someCampaign.map(
  (key) =>
    new Act("halt", async (world, service) => {
      const [order] = await service.catalog.readOrders(key);
      if (order === undefined || order.standing.end !== null) return;
      world.story.tell(`The guard of ${key} learns that far too many have switched it off.`);
      for (const shard of shardNames) {
        const counts = { exposed: 1_000, optedOut: 200, complained: 0, unhappy: 200 };
        const sequence = (service.reports += 1);
        await service
          .guard(order.plan.guard)
          .report({ shard, sequence, countedAt: world.now, byStage: [counts], asked: 0 }, world.now);
      }
      service.noteChange();
      if ((await steps.readState(service, key)) === "halted") world.setStarted(key, { state: "halted" });
      await service.learnRuleset(world);
      world.touchEverybody();
    }),
);

const someProfile: fc.Arbitrary<Profile> = fc.constantFrom(
  { gender: "female", lineType: "consumer" },
  { gender: "male", lineType: "consumer" },
  { lineType: "corporate" },
  {},
);

const importing = fc
  .record({
    who: somebody,
    what: fc.oneof(
      { weight: 4, arbitrary: someProfile.map((profile) => ({ kind: "upsert" as const, profile })) },
      { weight: 2, arbitrary: fc.constant({ kind: "delete" as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: "erase" as const }) },
    ),
    delivery: someDelivery,
  })
  .map(
    ({ who, what, delivery }) =>
      new Act("import", async (world, service) => {
        const person = world.person(who);
        const { subscriberId, number } = person;
        const line =
          what.kind === "upsert"
            ? { subscriberId, attributes: what.profile, phone: number }
            : { subscriberId, [what.kind]: true };
        await world.deliver(
          {
            people: [person],
            sentence: `The operator imports a line about ${person.name}: ${what.kind}${what.kind === "upsert" ? ` ${JSON.stringify(what.profile)}` : ""}.`,
            async send() {
              const headers = {
                ...(await service.asStaff(world, "root", "admin")),
                "Content-Type": "application/x-ndjson",
              };
              return service.call(world, "POST", "/v1/subscribers:import", {
                headers,
                body: `${JSON.stringify(line)}\n`,
              });
            },
            account({ status, text }) {
              if (status !== 200 || !text.includes('"refused":0'))
                world.diverge(`the import is refused (${status}): ${text}`);
              if (what.kind === "erase") world.erase(person);
              else person.profile = what.kind === "upsert" ? what.profile : {};
            },
          },
          delivery,
        );
      }),
  );

/** What people have said elsewhere, brought in by the operator: it never lifts their own words here. */
const importingWord = fc.record({ who: somebody, scope: someScope, value: someValue }).map(
  ({ who, scope, value }: { who: number; scope: Scope; value: ChoiceValue }) =>
    new Act("import-word", async (world, service) => {
      const person = world.person(who);
      world.story.tell(`The operator imports ${value}:${scope} from elsewhere for ${person.name}.`);
      const said = { scope, value, channel: "import" } as const;
      const { subscriberId } = person;
      const word = { ...said, actor: "service:crm", subscriberId, device: {}, at: world.now, origin: ORIGIN } as const;
      const { ok } = await service.shardOf(subscriberId).choose(word);
      if (ok) world.say(person, { ...said, by: "service:crm" });
      world.touched.add(person);
    }),
);

export const STAFF_ACTS: readonly ActSource[] = [
  { kind: "staff", weight: 5, arbitrary: running },
  { kind: "stop", weight: 2, arbitrary: takingAway },
  { kind: "relaunch", weight: 8, arbitrary: relaunching },
  { kind: "halt", weight: 1, arbitrary: halting },
  { kind: "import", weight: 3, arbitrary: importing },
  { kind: "import-word", weight: 3, arbitrary: importingWord },
];
