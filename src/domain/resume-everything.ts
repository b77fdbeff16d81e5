/** Who lets everything go on that somebody has stopped: two people, or at once whoever has stopped it by a slip. */
import { isUnclearName } from "./fold-name.ts";
import { humanOrSelf, isSecondPerson, type MakerOf } from "./human-behind.ts";
import type { Label } from "./label.ts";
import { namePerson } from "./name-person.ts";
import { sayUnclearName } from "./say-unclear-name.ts";

/** So long a press can be a slip. */
const SLIP_MS = 10 * 60_000;
/** So long a first word to resume waits for another. */
const WAITS_MS = 24 * 3_600_000;

/** Somebody's word that everything may go on. */
interface ResumeWord {
  readonly by: string;
  readonly at: number;
}

/** A stop of everything: who has pressed it, the first one when, and who wants it undone. */
export interface StopOfAll {
  readonly by: readonly string[];
  readonly at: number;
  readonly resume?: ResumeWord;
}

/** Somebody stops everything, perhaps not the first: whatever was said before of its going on was said without them. */
export function noteStop(stop: StopOfAll | undefined, actor: string, now: number, makerOf: MakerOf): StopOfAll {
  const human = humanOrSelf(actor, makerOf);
  const { by, at } = stop ?? { by: [], at: now };
  return { by: by.includes(human) ? by : [...by, human], at };
}

/** A first word, and until when another's goes with it. */
export interface ResumeAwaited {
  readonly proposedBy: string;
  readonly until: number;
}

/** What becomes of a word that everything may go on: without `waiting`, it does. */
interface WeighedResume {
  readonly stop?: StopOfAll;
  readonly waiting?: ResumeAwaited;
}

/** The first word, which may be too old by now; undefined: there is none. */
export function resumeAwaited(stop: StopOfAll | undefined): ResumeAwaited | undefined {
  const { resume } = stop ?? {};
  return resume && { proposedBy: resume.by, until: resume.at + WAITS_MS };
}

/**
 * Somebody wants everything to go on. If that is not enough, their word is kept with the stop, for another human to say the same within
 * a day. A stop of which nobody knows who pressed it is nobody's slip.
 */
export function weighResume(stop: StopOfAll | undefined, actor: string, now: number, makerOf: MakerOf): WeighedResume {
  const known = stop ?? { by: [], at: now };
  const [only, ...others] = known.by;
  // Letter by letter: who only looks like whoever stopped it may be another.
  const isTheirs = others.length === 0 && only === actor;
  const isSlip = isTheirs && Math.abs(now - known.at) <= SLIP_MS;
  const { resume } = known;
  const isWaiting = resume !== undefined && now < resume.at + WAITS_MS;
  if (isSlip || (isWaiting && isSecondPerson(actor, resume.by, makerOf))) return {};
  // A word that nobody can second takes no other's place.
  if (isWaiting && isUnclearName(actor)) {
    return { stop: known, waiting: { proposedBy: resume.by, until: resume.at + WAITS_MS } };
  }
  return { stop: { ...known, resume: { by: actor, at: now } }, waiting: { proposedBy: actor, until: now + WAITS_MS } };
}

/** Says that one word is there and another is needed. */
export function sayResumeAwaited(proposedBy: string): Label {
  if (isUnclearName(proposedBy)) return sayUnclearName(proposedBy, true);
  const name = namePerson(proposedBy);
  return {
    ru: `Продолжить предлагает ${name}; пока всё остановлено. В течение суток то же должен нажать другой согласующий.`,
    en: `${name} wants everything to go on; it is still stopped. Another approver has to press the same within a day.`,
  };
}
