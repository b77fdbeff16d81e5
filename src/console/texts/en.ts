import { enEditing } from "./en-editing.ts";
import { enRunning } from "./en-running.ts";
import { enFrame } from "./frame-en.ts";
import { enGuardWords } from "./guard-words-en.ts";
import { enReview } from "./review-en.ts";
import { count, number } from "./en-numbers.ts";
import type { Feast } from "../../domain/campaign/schedule.ts";
import type { Role } from "../../contract/role.ts";

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat("en", { style: "percent", maximumSignificantDigits: 2 });

const roles: Record<Role, string> = {
  viewer: "viewer",
  marketer: "marketer",
  approver: "approver",
  support: "support",
  channel: "channel",
  admin: "administrator",
};

const feasts: Record<Feast, string> = {
  "orthodox-easter": "Orthodox Easter",
  "western-easter": "Western Easter",
  maslenitsa: "Maslenitsa",
  "chinese-new-year": "Chinese New Year",
  ramadan: "Ramadan",
  "eid-al-fitr": "Eid al-Fitr",
  "eid-al-adha": "Eid al-Adha",
};

const states: Record<string, string> = {
  draft: "Draft",
  submitted: "In review",
  approved: "Approved",
  scheduled: "Scheduled",
  running: "Running",
  holding: "On hold",
  halted: "Halted by the guard",
  stopped: "Stopped",
  completed: "Completed",
};

const steps: Record<string, string> = {
  submit: "Submit for review",
  approve: "Approve",
  return: "Send back",
  start: "Start",
  hold: "Hold",
  resume: "Resume",
  stop: "Stop",
};

const stepHints: Record<string, string> = {
  submit: "A second person looks at exactly this content.",
  approve: "You approve exactly what was submitted.",
  return: "The author gets your note.",
  start: "It goes live on every shard; people see it in its window.",
  hold: "Whoever has it keeps it; nobody new gets it.",
  resume: "It goes on from where it was held.",
  stop: "It is taken from everybody, now.",
};

const stepNeeds: Record<string, string> = {
  submit: "a draft",
  approve: "a campaign in review, and a person who did not write it",
  return: "a campaign in review or approved",
  start: "an approved campaign",
  hold: "a running campaign",
  resume: "a campaign on hold",
  stop: "a campaign that was started",
};

/** Everything that the console says in English. Russian has the same members. */
export const en = {
  locale: "en-GB",
  language: "English",
  product: "Garland",
  roles,
  feasts,
  states,
  steps,
  stepHints,
  stepNeeds,
  number: (value: number) => number.format(value),
  percent: (share: number) => percent.format(share),
  /** A small share, exactly enough to compare. */
  fine: (share: number) => fine.format(share),
  shell: {
    skip: "Skip to the content",
    navigation: "Sections",
    menu: "Open or close the menu",
    season: "Season",
    campaigns: "Campaigns",
    audiences: "Audiences",
    live: "Live",
    lessons: "Lessons",
    people: "People",
    decorations: "Decorations",
    rulesets: "Versions",
    audit: "Audit",
    keys: "Keys and roles",
    switchLanguage: "По-русски",
    light: "Light theme",
    dark: "Dark theme",
    logOut: "Log out",
    stopped: "Everything is stopped: nobody sees any decoration.",
    publishing: (done: number, total: number) => `Publishing: ${number.format(done)} of ${number.format(total)} shards`,
    isLive: (version: number) => `Version ${number.format(version)} is live everywhere`,
  },
  login: {
    title: "Welcome to Garland",
    again: "Please log in again",
    kept: "Nothing is lost: what you have typed is still there.",
    name: "Your name",
    namePlaceholder: "Anna Petrova",
    roles: "Roles",
    rolesHint: "Two-person approval needs two names: approve under another one.",
    enter: "Come in",
    development: "This is a development installation: anybody may come in under any name.",
    access: "Your organisation's login has expired. Reload the page to log in; drafts are kept in this browser.",
    reload: "Reload",
  },
  common: {
    loading: "Loading",
    retry: "Try again",
    save: "Save",
    cancel: "Cancel",
    close: "Close",
    create: "Create",
    remove: "Remove",
    add: "Add",
    open: "Open",
    back: "Back",
    search: "Search",
    all: "All",
    showAll: (many: number) => `Show all ${number.format(many)}`,
    andMore: (some: string, more: number) => `${some} and ${number.format(more)} more`,
    showFew: "Show fewer",
    none: "None",
    key: "Key",
    keyHint: "Lower-case letters, digits and dashes. It can't be changed later.",
    keyWrong: "Use 1–63 lower-case letters, digits or dashes, beginning with a letter or digit.",
    nameRu: "Name in Russian",
    nameEn: "Name in English",
    reason: "Why? It goes into the audit.",
    reasonShort: "Say it in at least three characters.",
    before: "Before",
    after: "After",
    nothing: "nothing",
    changedBy: (who: string, when: string) => `${who}, ${when}`,
    revision: (value: number) => `revision ${number.format(value)}`,
    people: (value: number) => count(value, "person", "people"),
    unsaved: "Unsaved changes",
    draftRestored: "Your unsaved changes were restored.",
    draftKept: "What you have written stays in this browser.",
    discard: "Discard my changes",
    saved: "Saved",
  },
  failure: {
    offline: "There is no connection to the service. It will be tried again.",
    login: "Your login has expired. Log in and go on; nothing is lost.",
    forbidden: "Your roles do not allow this.",
    missing: "There is nothing here (any more). Check the address, or go back to the list.",
    conflict: "Somebody else was here first. See what is there now, then decide; what you have typed is kept.",
    refused: "The service has refused this. Mend what it names; what you have typed is kept.",
    broken: "Something went wrong on our side. Try again.",
    requestId: (id: string) => `If you tell somebody, mention ${id}.`,
  },
  merge: {
    title: "Somebody else has changed this meanwhile",
    explain: "Your version is safe. See what they changed, then decide.",
    theirs: "Take theirs, drop mine",
    mine: "Keep mine, overwrite theirs",
    both: "Keep both",
    bothHint: "What you changed stays yours; everywhere else theirs counts.",
    who: (who: string, when: string) => `${who} saved another version on ${when}`,
    myChanges: "What you have changed",
    base: "When you began",
    theirsNow: "Theirs",
    mineNow: "Yours",
    path: "Where",
  },
  season: {
    title: "The season",
    intro: "A year in the tray: who shows what, when, in which zone, and who wins the one slot.",
    today: "Today",
    previousYear: "Earlier",
    nextYear: "Later",
    feasts: "Feasts",
    empty: "No campaigns yet. Make the first one, and it appears here.",
    newCampaign: "New campaign",
    zones: (value: number) => count(value, "time zone", "time zones"),
    window: (from: string, until: string) => `${from} – ${until}`,
    wave: (segments: string) => `wave: ${segments}`,
    everybodyElse: "everybody else",
    optIn: "only for those who asked",
    defaultOn: "by default",
    winsOver: "wins over",
    byPriority: (winner: number, loser: number) => `priority ${number.format(winner)} against ${number.format(loser)}`,
    byKey: (priority: number) => `both have priority ${number.format(priority)}, so the alphabet decides`,
    overlapsHint: "Whoever fits both sees the first. Hatched in the timeline: where another one wins.",
    overlaps: "Overlaps",
    noOverlaps: "No two campaigns want the slot at the same time this year.",
    nothingThisYear: "nothing this year",
    preview: "What would people see on…",
    when: "Day and time, in the subscriber's zone",
    zone: "Where",
    platform: "Phone",
    slot: "In line for the slot",
    slotHint: "The first whose audience a person is in, and which they have not switched off, wins.",
    nothing: "No campaign shows at this moment. The tray has just the operator's name.",
    live: "live",
    draft: "not live yet",
    movable: "arrow keys move it",
    moveHint:
      "Drag a draft to other days. With the keyboard: arrow keys move it by a day, with Shift by a week; Enter asks to save, Escape puts it back.",
    moveObstacle: (who: string) => `Drafts can be moved to other days. ${who}`,
    moving: (days: number, dates: string) =>
      `${days === 0 ? "Back in its place" : `${count(Math.abs(days), "day", "days")} ${days < 0 ? "earlier" : "later"}`}: ${dates}. Enter asks to save, Escape puts it back.`,
    moved: (days: number) =>
      `It would move ${count(Math.abs(days), "day", "days")} ${days < 0 ? "earlier" : "later"}. Save?`,
    overtaken: "These may not be its days any more. Look at where it stands now, then move it again.",
    lookAgain: "Show where it stands now",
    begins: (name: string, day: string) => `${name}, ${day}`,
  },
  /** The Russian names of zones; English ones are those of the zones themselves. */
  cities: {} as Readonly<Record<string, string>>,
  /** By code. The service says them in English. */
  issues: {} as Readonly<Record<string, string>>,
  ...enEditing,
  ...enRunning,
  ...enFrame,
  ...enReview,
  ...enGuardWords,
  phone: { operator: "Operator", light: "light", dark: "dark", nothing: "no decoration" },
};

export type Texts = typeof en;
