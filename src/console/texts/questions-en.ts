import { count, number } from "./en-numbers.ts";

/** What the page of questions about people says. */
export const enQuestions = {
  intro: (days: number, counts: number, rehearsals: number) =>
    `Who asked how many people are something, or who would see what: on record for ${count(days, "day", "days")}, apart from the audit. A day (UTC) lets each person ask ${number.format(counts)} different counts and ${number.format(rehearsals)} different rehearsals, whatever keys they use; what is asked again that day costs nothing, and isn't listed again.`,
  kinds: { count: "Count", rehearsal: "Rehearsal", "number-not-found": "Nobody found" },
  byKey: (name: string, maker: string) => `key “${name}”, made by ${maker}`,
  byUnknownKey: (prefix: string) => `key ${prefix}, of which nobody knows who made it`,
  notFound: "Looked up a number that nobody has. The number is not kept.",
  tooLong: "Only that it was asked is on record: its text was too long.",
  unreadable: "Asked in a way that this page has no words for; the service has it to the letter (GET /v1/questions).",
  countOf: "How many people fit",
  checkOf: (campaign: string) => `How many people fit, in a check of the campaign ${campaign}`,
  rehearsalOf: "Who would see what, compared with now",
  within: (audiences: string) => `in any of the audiences: ${audiences}`,
  without: (audiences: string) => `in none of the audiences: ${audiences}`,
  waves: (audiences: string) => `in waves: ${audiences}`,
  raw: (condition: string) => `by the rule ${condition}`,
  written: (what: string) => `as if it were stored: ${what}`,
  drafts: (parts: string) => `as if drafts were live: ${parts}`,
  noDrafts: "as it is live, without any draft",
  atMoment: (moment: string) => `at one moment: ${moment}`,
  onDays: (first: string, last: string, time: string, zone: string) =>
    `each day from ${first} to ${last}, at ${time}, ${zone}`,
  ownZone: "everybody by their own clock",
  by: (attributes: string) => `split by: ${attributes}`,
  older: "Show older questions",
  empty: "Nobody has asked anything yet.",
  hiddenNumber: "a phone number",
};

export type QuestionTexts = typeof enQuestions;
