import { number } from "./en-numbers.ts";

const about = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const aboutFew = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** Up to nobody knows how many, where that would be more than everybody. */
const between = (least: number, most: number | null) =>
  most === null ? `${number.format(least)} or more` : `${number.format(least)} to ${number.format(most)}`;

/** What the guard will do with a campaign, in English. */
export const enGuardWords = {
  guardWords: {
    title: "When the guard stops it",
    optIn:
      "Only people who asked for it see it, so there is nothing to stop by itself. Stop it by hand at any time: it takes one press.",
    nobody: "The guard's limits can be said when the audience has at least 20 people.",
    normal: (rate: string, people: string, expected: number, isStaged: boolean) =>
      `Of ${people}, ${isStaged ? "the first stage" : "the whole audience"}, about ${expected < 10 ? aboutFew.format(expected) : about.format(expected)} usually switch it off (${rate}).`,
    halts: (least: number, most: number | null, warn: number | null) =>
      `If ${between(least, most)} people switch it off, the guard halts the campaign by itself (at how many exactly nobody is told, so that it tells nothing of any one person)${warn === null ? "" : `; from ${number.format(warn)} on it may warn you`}.`,
    never: (least: number) =>
      `So few people see it that the guard does not act: it needs at least ${number.format(least)} who mind.`,
    early: (people: string, least: number, most: number | null) =>
      `It does not wait for the end of the stage: while ${people} have seen it, ${between(least, most)} are enough.`,
    opens: (most: number, people: number) =>
      `The next stage opens by itself only if no more than ${number.format(most)} of these ${number.format(people)} have switched it off.`,
    neverOpens: (people: string) =>
      `This is too few to prove that all is well (${people}): after this stage the guard holds the campaign, and you decide.`,
    always: "Complaints count as well. Whoever asked for it keeps it, also when the guard halts it.",
    agreed: "What is normal was agreed beforehand.",
    learnt: (guard: string) => `What is normal was learnt from ${guard}.`,
    takeStages: (hours: string) => `Use stages of ${hours} h`,
  },
};
