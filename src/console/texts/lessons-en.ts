import { number } from "./en-numbers.ts";

/** What the console says in English where it looks back. */
export const enLessons = {
  title: "Lessons",
  intro: "What each campaign taught, and what follows for the next ones.",
  runs: "Campaigns looked back at",
  gathering: (done: number, total: number) =>
    `Read ${number.format(done)} of ${number.format(total)} campaigns so far.`,
  empty: "No campaign has ended yet. When one is halted, stopped or over, what it taught appears here.",
  outcome: "How it ended",
  ended: "When",
  provisional: "people may still mind",
  provisionalLong: "Not final: people may still mind for seven days after the end.",
  start: (version: number) => `Start ${number.format(version)}`,
  policy: "What is normal",
  policyHint: "So many people switch a decoration off without anything being wrong. Quiet campaigns lower it.",
  category: "Category",
  normal: "Opt-outs that are normal",
  rate: (share: string) => `${share} of those who see it`,
  learntFrom: "Learnt from",
  notLearnt: "the cautious beginning; no quiet campaign yet",
  reviews: "Themes that were halted",
  reviewsHint: "They are shown only to those who ask, until an approver has looked into it and says why it is safe.",
  haltedAt: (when: string) => `halted on ${when}.`,
  reviewReason: "Why may it be on by default again?",
  reviewNeeds: "First say why.",
  changedMeanwhile:
    "While you were reading, the guard halted another campaign of this theme. Look at that one as well, then press again.",
  review: "Mark as reviewed",
  reviewed: (reason: string, when: string) => `Reviewed on ${when}: “${reason}”`,
  of: (name: string) => `Lessons: ${name}`,
  ofIntro: "Each start of the campaign by itself, the newest first.",
  toCampaign: "To the campaign",
  all: "All lessons",
  none: "None of its runs has ended yet; there is nothing to look back at.",
  sentence: (share: string, normal: string) =>
    `About ${share} of those who saw it switched it off; ${normal} is normal.`,
  fewMinded: (normal: string) =>
    `Too few switched it off for a share to be told; ${normal} of those who saw it is normal.`,
  audience: "Audience",
  byStage: "By stage",
  byRegion: "By region",
  byPlatform: "By platform",
  legend: (fewerThan: number) =>
    `About how many saw it · switched it off. Of groups of fewer than ${number.format(fewerThan)} people nothing is told.`,
  minded: (exposed: string, optedOut: string, complained: string) =>
    `saw it: ${exposed}, switched it off: ${optedOut}, complained: ${complained}`,
  partsNote: "Each of these numbers is about right by itself: together they may be more, or fewer, than all.",
  partsLater: "By stage, region and platform it is told once, when the seven days are over.",
};

export type LessonTexts = typeof enLessons;
