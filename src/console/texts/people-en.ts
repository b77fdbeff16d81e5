import type { Reason } from "../../domain/decision/decision.ts";
import type { Channel } from "../../domain/decision/choice.ts";
import type { StaffAction } from "../../contract/rpc/rpc-care.ts";
import { number } from "./en-numbers.ts";

const reasons: Record<Reason, string> = {
  segment: "in the audience",
  asked: "asked for it",
  gift: "a gift that was accepted",
  "no-campaign": "no campaign",
  "outside-window": "not in its days",
  stopped: "stopped by a person",
  halted: "halted by the guard or by a change of policy",
  "not-in-audience": "not in the audience",
  excluded: "left out of the audience",
  "sensitive-not-asked": "sensitive, and not asked for",
  holdout: "held out for comparison",
  "not-yet-rolled-out": "its stage has not come yet",
  "opted-out": "switched off by the person",
  outranked: "another campaign has the slot",
  unsure: "what the person chose can’t be looked up",
};

const channels: Record<Channel, string> = {
  app: "in the app",
  web: "on their own page",
  link: "by an off link",
  bot: "to the bot",
  sms: "by SMS",
  agent: "by phone to support",
  import: "taken over from elsewhere",
  gift: "by accepting a gift",
};

const acts: Record<StaffAction, string> = {
  "found-by-phone": "found them by phone number",
  looked: "looked",
  chose: "switched something for them",
  "took-back": "took back an entry",
  "take-back-refused": "tried to take back an entry of somebody else",
  "made-links": "made links",
  "page-opened": "the page behind their link was opened",
  erased: "erased",
  "refused-tokens": "ended earlier logins",
  "tagged-complaint": "counted a complaint",
};

/** What the console says in English where support helps a person. */
export const enPeople = {
  title: "People",
  intro: "Find a subscriber, see what they see and why, and act at their request.",
  personIntro: "What this person sees, why, and what can be done for them.",
  who: "Subscriber or phone number",
  whoHint: "The operator's identifier, or a number in any usual spelling.",
  find: "Find",
  nobody: "Nobody is known by this number or identifier.",
  nobodyHint:
    "Check the digits. If they are right, the operator has not imported this line; its identifier works all the same.",
  onRecord: "Each look is on record. A phone number is neither stored nor logged.",
  when: "When",
  now: "Now",
  at: (when: string) => `As on ${when}`,
  exactly: "At exactly",
  backToNow: "Back to now",
  sees: "In the tray",
  reads: "The person reads:",
  upcoming: "To come",
  decidedNow: (version: number) => `Decided by version ${number.format(version)}, which is live.`,
  decidedThen: (version: number) => `Decided by version ${number.format(version)}, which was in force then.`,
  unknown: "This person was never imported and never asked; the decision is the one that they would get.",
  theirClock: (zone: string, when: string) =>
    `Times in the sentences are by the person's clock, ${zone}. Seen at ${when}.`,
  why: "Why",
  whyHint: "The campaigns in line for the slot; the first that shows wins. Open one to see its audiences.",
  noCampaigns: "No campaign is live.",
  place: (bucket: string, coverage: string) =>
    `Place in the line: ${bucket}; the campaign has reached ${coverage} of its audience.`,
  roles: { wave: "wave", include: "audience", exclude: "left out" },
  groups: { all: "all of", any: "at least one of", none: "none of", not: "not" } as Record<string, string>,
  fits: "fits",
  fitsNot: "does not fit",
  actually: (value: string) => `here: ${value}`,
  reasons,
  history: "What they said",
  earlier: "Earlier entries",
  noHistory: "They have said nothing yet; the policy decides.",
  saidOut: (label: string) => `switched off: ${label},`,
  saidIn: (label: string) => `asked for: ${label},`,
  channels,
  byAgent: (name: string) => `entered by support: ${name}`,
  retracted: "taken back",
  takeBack: "Take back",
  wishes: "Wishes",
  staff: (acts: number) => `Who looked or acted (${number.format(acts)})`,
  acts,
  act: "At their request",
  actHint: "It holds at once, in every channel, and next year too. It is on record that you entered it.",
  actNowOnly: "Go back to now to switch something.",
  everything: "All decorations",
  isOn: "on",
  isOff: "off",
  onlyAsked: "off; shown only to those who ask",
  switchOff: "Switch off",
  switchOffNamed: (label: string) => `Switch off: ${label}`,
  switchOnNamed: (label: string) => `Switch on: ${label}`,
  switchOn: "Switch on",
  done: "Done. Their phone gets it with its next request.",
  doneUnseen:
    "Done, and their phone gets it with its next request. You have looked at as many people as you may in one hour, so what they see now can't be shown until the next one; this page shows what was so before.",
  complain: "Count a complaint",
  complainHint: "Counts for the guard; what was said is not kept.",
  complained: "Counted, once for each campaign.",
  links: "Links to send",
  linksHint:
    "One switches off without a login; the other opens the person's own page for a day. Send them to that person only.",
  makeLinks: "Make links",
  offLink: "Switches off at one press; good for ever:",
  pageLink: (until: string) => `The person's own page, until ${until}:`,
  facts: "What is known",
  byOperator: "By the operator, as of now",
  byPhone: "By the phone, when it last asked",
};

export type PeopleTexts = typeof enPeople;
