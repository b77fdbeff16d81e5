/** What somebody has in mind: several acts that seldom meet by themselves. Whoever has a hand in it may be one human. */
import fc from "fast-check";
import { bodyOf, draw, rollBack, someContent, step, write, writeSegment, type Content } from "./acts-campaigns.ts";
import { askAll, count, halt, move } from "./acts-of-others.ts";
import { HUMANS } from "./authorship.ts";
import { CHRISTMAS_DAYS, FAR_DAYS } from "./lone-starts.ts";
import { change, review } from "./acts-policy.ts";
import { MEANS, type By, type StaffService } from "./staff-service.ts";
import { anyOfThem, someBy, someKey, StaffAct } from "./staff-act.ts";
import type { CAMPAIGNS, StaffWorld } from "./staff-world.ts";

type People = readonly [author: By, approver: By];

const inPerson = (human: By["human"]): By => ({ human, means: "token" });

/** Mostly two humans in person, as hardly anything comes about otherwise. */
const somePeople: fc.Arbitrary<People> = fc.oneof(
  { weight: 3, arbitrary: fc.shuffledSubarray([...HUMANS], { minLength: 2, maxLength: 2 }).map(asPair) },
  { weight: 1, arbitrary: fc.tuple(someBy, someBy) },
);

const oneAsBoth = fc.constantFrom(...HUMANS).map((human): People => [inPerson(human), inPerson(human)]);

/** What takes two is tried by one as well, as both. */
const someHands: fc.Arbitrary<People> = fc.oneof(
  { weight: 2, arbitrary: somePeople },
  { weight: 1, arbitrary: oneAsBoth },
);

const someDelivery = fc.constantFrom("default-on" as const, "opt-in" as const);

function asPair([author = HUMANS[0], approver = HUMANS[1]]: readonly By["human"][]): People {
  return [inPerson(author), inPerson(approver)];
}

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

const TREE_FOR_ALL: Content = {
  decoration: "tree",
  label: "A",
  delivery: "default-on",
  include: "everyone",
  atChristmas: false,
  inStages: false,
};

/** What two people may show everybody whatever was halted or stopped before, if they know of it. */
const someSound: fc.Arbitrary<Content> = fc
  .record({ decoration: fc.constantFrom("tree", "snowflake"), label: fc.constantFrom("A", "B") })
  .map((chosen) => ({ ...TREE_FOR_ALL, ...chosen }));

interface Return {
  readonly people: People;
  /** Who reviews, and who then goes back. */
  readonly others: People;
  readonly key: (typeof CAMPAIGNS)[number];
  /** What runs at first, if not what there is anyway; and what takes its place, if anything. */
  readonly first: Content | null;
  readonly second: Content | null;
  readonly isHalted: boolean;
  readonly which: number;
}

const someReturn: fc.Arbitrary<Return> = fc.record({
  people: somePeople,
  others: somePeople,
  key: someKey,
  first: fc.option(someContent, { freq: 1 }),
  second: fc.oneof(fc.option(someContent), someSound),
  isHalted: fc.boolean(),
  which: anyOfThem,
});

/** A campaign is halted or stopped, something else may take its place, and then they go back to what was there before. */
const goingBack = someReturn.map(
  ({ people, others: [reviewer, third], key, first, second, isHalted, which }) =>
    new StaffAct("go back", async (world, service) => {
      if (first !== null) await bringOut(world, service, people, key, first);
      await service.look(world);
      const { ruleset } = world;
      const live = world.live.find((one) => one.key === key);
      if (isHalted) await halt(world, service, key, which);
      else await step(world, service, third, key, "stop");
      await service.look(world);
      if (isHalted && live !== undefined) await review(world, service, reviewer, live.theme);
      if (second !== null) await bringOut(world, service, people, key, second);
      await service.look(world);
      await rollBack(world, service, third, ruleset);
    }),
);

/** What two people brought out is halted, and one of them, or a third, finds that it is harmless. */
const excusing = fc
  .tuple(somePeople, someBy, fc.constantFrom("author", "approver", "third"), someKey, someSound, anyOfThem)
  .map(
    ([[author, approver], third, who, key, content, which]) =>
      new StaffAct("excuse", async (world, service) => {
        await bringOut(world, service, [author, approver], key, content);
        await service.look(world);
        const live = world.live.find((one) => one.key === key);
        await halt(world, service, key, which);
        await service.look(world);
        if (live !== undefined) await review(world, service, { author, approver, third }[who], live.theme);
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

/** What one person means to start alone: where it stands, and what it shows. */
interface Small {
  readonly key: string;
  /** The segment of those that it is for. */
  readonly segment: string;
  readonly content: Pick<Content, "decoration" | "label">;
}

/**
 * Mostly a campaign and a segment of their own, that nobody else has written, with a decoration that nobody has stopped or halted:
 * whatever else is played has soon given everything else a reason for two people.
 */
const someSmall: fc.Arbitrary<(author: By) => Small> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ decoration: fc.constantFrom("star", "tulip"), label: fc.constantFrom("A", "B") })
      .map((content) => ({ human }: By) => ({ key: `small-${human}`, segment: `few-${human}`, content })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(someKey, someContent).map(([key, content]) => () => ({ key, segment: "mine", content })),
  },
);

/** Nobody lives there to begin with. */
export const FEW = { region: "RU-PRI" };

const contentOf = ({ content: { decoration, label } }: Small, include: string): Content => {
  return { delivery: "default-on", decoration, label, include, atChristmas: false, inStages: false };
};

/** One person writes it for a segment and starts it, asking nobody. Returns whether it could be written. */
export async function startAlone(
  world: StaffWorld,
  service: StaffService,
  author: By,
  small: Small,
  include = small.segment,
): Promise<boolean> {
  if (!(await write(world, service, author, bodyOf(small.key, contentOf(small, include))))) return false;
  await step(world, service, author, small.key, "submit");
  await step(world, service, author, small.key, "start");
  return true;
}

/** What falls on a feast is brought out: hearts, for those who have asked for them, or what only the feast makes sensitive. */
const celebrating = fc.tuple(someHands, someSmall, someDelivery, fc.boolean()).map(
  ([hands, smallOf, delivery, isOfHearts]) =>
    new StaffAct("celebrate", async (world, service) => {
      const small = smallOf(hands[0]);
      const decoration = isOfHearts ? "hearts" : small.content.decoration;
      const shown = { ...contentOf(small, "everyone"), delivery, decoration, atChristmas: true };
      await bringOut(world, service, hands, small.key, shown);
      await askAll(world, service);
    }),
);

/** Where people have moved once, nobody starts anything alone any more, so there are several. */
const someRegion = fc.constantFrom("RU-PRI", "RU-SAK", "RU-KAM", "RU-MAG");

/** One person starts what reaches hardly anybody; then people move there, and somebody agrees. */
const growing = fc.tuple(fc.oneof(somePeople, oneAsBoth), someSmall, someRegion, anyOfThem).map(
  ([[author, second], smallOf, region, which]) =>
    new StaffAct("grow", async (world, service) => {
      const small = smallOf(author);
      const { key, segment } = small;
      await writeSegment(world, service, author, segment, { region });
      if (!(await startAlone(world, service, author, small))) return;
      await askAll(world, service);
      await service.look(world);
      await move(world, service, which, region);
      await service.seeAnew(world);
      await count(world, service, key);
      await service.look(world);
      await move(world, service, which + 1, region);
      await service.seeAnew(world);
      await step(world, service, second, key, "confirm");
    }),
);

/** What has come to more people than it was counted for is one person's; then they start something else that reaches nobody. */
const spreading = fc.tuple(fc.constantFrom(...HUMANS), someRegion, anyOfThem).map(
  ([human, region, which]) =>
    new StaffAct("spread", async (world, service) => {
      const author = inPerson(human);
      const first = { key: `small-${human}`, segment: `few-${human}`, content: { decoration: "star", label: "A" } };
      await writeSegment(world, service, author, first.segment, { region });
      if (!(await startAlone(world, service, author, first))) return;
      await askAll(world, service);
      await service.look(world);
      await move(world, service, which, region);
      await service.seeAnew(world);
      await count(world, service, first.key);
      await service.look(world);
      await writeSegment(world, service, author, `other-${human}`, { region: "RU-CHU" });
      const other = { key: `other-${human}`, segment: `other-${human}`, content: { decoration: "tulip", label: "A" } };
      await startAlone(world, service, author, other);
    }),
);

/** One person gives what they start alone a name of their own, or days on which it is no harmless thing. */
const slippingBy = fc
  .record({
    human: fc.constantFrom(...HUMANS),
    decoration: fc.constantFrom("star", "tulip"),
    delivery: someDelivery,
    how: fc.constantFrom("drawn anew", "at Christmas", "at Christmas", "far ahead"),
  })
  .map(
    ({ human, decoration, delivery, how }) =>
      new StaffAct("slip by", async (world, service) => {
        const author = inPerson(human);
        const [key, segment] = [`sly-${human}`, `few-${human}`];
        await writeSegment(world, service, author, segment, FEW);
        if (how === "drawn anew") await draw(world, service, author, { key: decoration, label: "D", like: "own" });
        const content = { delivery, decoration, label: "A", include: segment, atChristmas: false, inStages: false };
        const schedule = how === "at Christmas" ? CHRISTMAS_DAYS : how === "far ahead" ? FAR_DAYS : undefined;
        // Of the highest priority, so that nothing else is seen on those days.
        const body = { ...bodyOf(key, content), ...(schedule && { schedule }), priority: 500 };
        if (!(await write(world, service, author, body))) return;
        await step(world, service, author, key, "submit");
        await step(world, service, author, key, "start");
      }),
  );

/** Something is approved, then something like it is stopped, and whoever wanted it starts it nevertheless. */
const insisting = fc.tuple(somePeople, someBy, someKey, fc.oneof(someContent, someSound)).map(
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
const lifting = fc
  .record({
    tightener: someBy,
    loosening: somePeople,
    lifters: someHands,
    key: fc.oneof(fc.constant("new-year" as const), someKey),
    isByTheme: fc.boolean(),
    broughtOutBy: fc.option(somePeople, { freq: 3 }),
  })
  .map(
    ({ tightener, loosening, lifters: [first, second], key, isByTheme, broughtOutBy }) =>
      new StaffAct("tighten and lift", async (world, service) => {
        if (broughtOutBy !== null) await bringOut(world, service, broughtOutBy, key, TREE_FOR_ALL);
        await service.look(world);
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

/** One person starts what reaches hardly anybody, and then brings it to others who are hardly anybody either. */
const wandering = fc.tuple(someBy, someSmall, fc.boolean()).map(
  ([author, smallOf, isToFarEast]) =>
    new StaffAct("wander", async (world, service) => {
      const small = smallOf(author);
      const { segment } = small;
      const before = `${segment}-before`;
      await writeSegment(world, service, author, segment, FEW);
      await writeSegment(world, service, author, before, { region: "RU-KHA" });
      for (const next of [before, isToFarEast ? "far-east" : segment]) {
        if (!(await startAlone(world, service, author, small, next))) return;
        await service.look(world);
      }
    }),
);

/** What everybody has becomes, in stages, what most of them still fit; and then its guards have their say. */
const redirecting = fc.tuple(somePeople, someKey, fc.constantFrom("tree", "snowflake"), fc.option(anyOfThem)).map(
  ([people, key, decoration, which]) =>
    new StaffAct("redirect", async (world, service) => {
      await writeSegment(world, service, people[0], "mine", { region: "RU-MOW" });
      const all = { delivery: "default-on" as const, decoration, label: "A", atChristmas: false };
      await bringOut(world, service, people, key, { ...all, include: "everyone", inStages: false });
      await askAll(world, service);
      await service.look(world);
      await bringOut(world, service, people, key, { ...all, include: "mine", inStages: true });
      await service.look(world);
      await count(world, service, key);
      if (which !== null) await halt(world, service, key, which);
    }),
);

/** What two people brought out gives way to something else, and then one of them, or a third, goes back to it. */
const returning = fc
  .record({
    people: somePeople,
    others: somePeople,
    third: someBy,
    key: someKey,
    include: fc.constantFrom("everyone", "ios"),
    decoration: fc.constantFrom("tree", "snowflake"),
    isByAuthor: fc.boolean(),
  })
  .map(
    ({ people, others, third, key, include, decoration, isByAuthor }) =>
      new StaffAct("return", async (world, service) => {
        const first = { delivery: "default-on" as const, decoration, include, atChristmas: false, inStages: false };
        await bringOut(world, service, people, key, { ...first, label: "A" });
        await service.look(world);
        const { ruleset } = world;
        await bringOut(world, service, others, key, { ...first, label: "C" });
        await service.look(world);
        await rollBack(world, service, isByAuthor ? people[0] : third, ruleset);
      }),
  );

/** One person starts what nobody is known to fit, and anybody may. */
const guessing = fc.tuple(someBy, someSmall, fc.boolean()).map(
  ([author, smallOf, asksFirst]) =>
    new StaffAct("guess", async (world, service) => {
      const small = smallOf(author);
      if (asksFirst) await askAll(world, service);
      await writeSegment(world, service, author, small.segment, { gender: "female" });
      await startAlone(world, service, author, small);
    }),
);

/** One human has all the machines that they can make switch hearts on for people, and undo what those switched off. */
const enteringMany = fc.tuple(fc.constantFrom(...HUMANS), fc.shuffledSubarray([...MEANS], { minLength: 1 })).map(
  ([human, means]) =>
    new StaffAct("enter words", async (world, service) => {
      for (const one of means) {
        const entered = await service.enterWords(world, { human, means: one }, WORDS_EACH);
        world.story.tell(`${human}, by a ${one}, switches hearts on for ${entered} of ${WORDS_EACH} people.`);
        world.noteEntered(human, entered);
      }
    }),
);

const WORDS_EACH = 16;

const mostlyAskedFor = fc.constantFrom("opt-in" as const, "opt-in" as const, "default-on" as const);

/**
 * A drawing becomes like another theme's, and is brought out; then one person brings it out once more under another key, where all
 * that makes it a matter of two is what it looks like, as two have seen the drawing.
 */
const disguising = fc.tuple(somePeople, fc.boolean(), someBy, someKey, someContent, mostlyAskedFor).map(
  ([people, isByAuthor, other, key, content, delivery]) =>
    new StaffAct("disguise", async (world, service) => {
      const artist = isByAuthor ? people[0] : other;
      await draw(world, service, artist, { key: "spring-leaf", label: "A", like: "hearts" });
      const shown = { ...content, decoration: "spring-leaf", atChristmas: false };
      await bringOut(world, service, people, key, { ...shown, delivery });
      await service.look(world);
      const again = `small-${artist.human}`;
      if (!(await write(world, service, artist, bodyOf(again, { ...shown, delivery: "opt-in" })))) return;
      await step(world, service, artist, again, "submit");
      await step(world, service, artist, again, "start");
    }),
);

export const someScheme: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 3, arbitrary: goingBack },
  { weight: 1, arbitrary: excusing },
  { weight: 1, arbitrary: copying },
  { weight: 2, arbitrary: growing },
  { weight: 1, arbitrary: spreading },
  { weight: 3, arbitrary: slippingBy },
  { weight: 3, arbitrary: insisting },
  { weight: 3, arbitrary: lifting },
  { weight: 1, arbitrary: wandering },
  { weight: 2, arbitrary: returning },
  { weight: 2, arbitrary: guessing },
  { weight: 1, arbitrary: enteringMany },
  { weight: 2, arbitrary: redirecting },
  { weight: 2, arbitrary: celebrating },
  { weight: 2, arbitrary: disguising },
);
