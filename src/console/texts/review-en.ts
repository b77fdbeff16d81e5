import type { Label } from "../../domain/label.ts";
import { count, number } from "./en-numbers.ts";

/** What the console says in English where a second person looks at a campaign. */
export const enReview = {
  nameOfCopy: ({ ru, en }: Label): Label => ({ ru: `${ru} (копия)`, en: `${en} (copy)` }),
  changedMeanwhile:
    "This was changed while you were reading. The page is up to date now: close this window, read the page and, if you agree, press again.",
  copyOf: {
    halted:
      "The guard halted the original: before a copy may come unasked, a second person has to review its theme (on the page Lessons), and two people have to approve it.",
    stopped: "The original was stopped: a copy takes two people, even where one would do.",
    policy: "Policy halted the original: a copy can't come unasked either, until policy allows it.",
  },
  lift: {
    halted: (until: string) =>
      `Policy does not let it come unasked any more; whoever asked keeps it. Two people may lift this until ${until}, if policy allows it again; later it takes a new approval.`,
    allowed: (until: string) =>
      `Policy halted it, and allows it again by now. Two people may lift this until ${until}; later it takes a new approval.`,
    asked: (who: string) => `${who} wants the halt lifted; an approver who is somebody else has to say so, too.`,
    mine: "You have asked for this already; now another person has to.",
    cause: (lines: string) => `Policy halted it: ${lines}`,
    people: (by: string, carriedBy: string, when: string) =>
      by === carriedBy
        ? `Proposed and put in force by ${by}, ${when}.`
        : `Proposed by ${by}, put in force by ${carriedBy}, ${when}.`,
    reason: (reason: string) => `The reason: “${reason}”.`,
    proposal: (id: number) => `Proposal ${number.format(id)}`,
    first: (until: string) =>
      `Yours is the first of two words. Nothing changes yet: until ${until} an approver who is somebody else has to say the same.`,
    second: (who: string, was: "running" | "holding") =>
      was === "running"
        ? `${who} wants the halt lifted already. Yours is the second word: people have the decoration again at once, and the campaign goes on as before the halt.`
        : `${who} wants the halt lifted already. Yours is the second word: the halt is lifted at once, and the campaign is on hold again, as before it.`,
    forbidden: "Policy still doesn't let it come unasked. Change policy first.",
  },
  two: {
    rolledBack: (who: string, version: number) => `${who} ended it by rolling back to version ${version}.`,
    reading: "Finding out whether one person is enough…",
    needed: (why: string) => `It will take a second person: ${why}.`,
    neededByNow: (why: string) =>
      `One person approved it, and by now it takes two: ${why}. A start will be refused; send it back and submit it again.`,
    afterHalt: "the guard has halted it before",
    whoApproves: (barred: string) =>
      `Anybody else with the role approver or admin can approve it. These can't: ${barred}.`,
    enough: (share: string) =>
      `It takes no second person: it can be started at once. When more than ${share} of people have seen it unasked, it holds itself and waits for a second one.`,
    alone: (share: string) =>
      `One person alone starts this. When more than ${share} of people have seen it unasked, it holds itself and waits for a second one.`,
    enoughForAsked: "It takes no second person: only who asks for it will see it.",
    notCounted: (share: string) =>
      `Whether one person is enough shows when you save: alone, one may show it unasked to ${share} of people at most, with all of whom it isn't known yet whether they fit.`,
    byOne: (who: string) =>
      `Submitted by ${who}; it took no second person. Any edit, of its audiences as well, takes the approval back.`,
  },
  review: {
    tab: "Review",
    title: "What would change for people",
    hint: "Every subscriber is decided twice, as things are and with this campaign live, for the year from today. People are counted once.",
    saveFirst: "The rehearsal takes what is saved. Save your changes first.",
    start: "Rehearse on everybody",
    again: "Rehearse again",
    progress: (done: number, shards: number, people: number) =>
      `${number.format(done)} of ${number.format(shards)} shards, ${count(people, "person", "people")} so far`,
    gained: "Gain it",
    lost: "Lose it",
    kept: "Unchanged",
    off: "Switched it off, so never see it",
    asked: "Asked for it",
    few: (people: number) => `under ${number.format(people)}`,
    by: "By",
    region: "region",
    platform: "platform",
    unknown: "not known",
    conflicts: "Other campaigns that want the slot of the same people",
    noConflicts: (people: number) =>
      `No other campaign wants the slot of as many as ${number.format(people)} of these people.`,
    conflict: (winner: string, loser: string, people: string) => `${winner} wins over ${loser}: ${people} people`,
    untold: (people: number, inGroups: number) =>
      `This concerns too few people to tell how many of them chose what: such numbers begin at about ${number.format(people)}, and at ${number.format(inGroups)} by region or platform.`,
    instead:
      "Count the audience on its own page: that takes 20 people. See what single people would get by trying personas (POST /v1/personas:decide).",
    askLess:
      "Or rehearse a shorter span, or fewer groups (`by`), with POST /v1/simulations: the less is asked at once, the smaller are the numbers that can be told.",
    untoldGroups: {
      platform: (groups: number, least: number) =>
        `By platform: ${count(groups, "group", "groups")}, and in none are there ${number.format(least)} people to tell of.`,
      region: (groups: number, least: number) =>
        `By region: ${count(groups, "group", "groups")}, and in none are there ${number.format(least)} people to tell of.`,
    },
    content: "What is different in the content",
    audienceChanged: (audience: string) => `The audience “${audience}” is different too`,
    rehearsedAt: (when: string, people: string) =>
      `Counted on ${when}, on about ${people}. Asked again today, the answer is the same.`,
    about: (off: number, inGroups: number) =>
      `These numbers are rounded and off on purpose, mostly by less than ${number.format(off)} and by region or platform by less than ${number.format(inGroups)}, so that no two of them tell what one person chose. So parts needn't add up to their whole. Small ones are not told.`,
    neverTold: (people: string, least: number) =>
      `With about ${people} in all, no number of those who chose something can be told: such numbers begin at ${number.format(least)}.`,
    left: (left: number) =>
      `You can rehearse ${count(left, "more change", "more changes")} today; the same again is free.`,
  },
};

export type ReviewTexts = typeof enReview;
