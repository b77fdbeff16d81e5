import type { MakerOf } from "../human-behind.ts";
import { hadSecond } from "./authorship.ts";
import {
  startLive,
  type Approval,
  type Knowledge,
  type Lifecycle,
  type LifecycleContext,
  type StartKind,
} from "./lifecycle.ts";
import { carryOn, isAwaited, wordOf, wordOfSecond, type StartWord } from "./start-word.ts";

/** On whose word something was started that comes back. */
export interface EarlierStart {
  /** Absent: an earlier release started it. */
  readonly approval: Approval | undefined;
  /** What those knew. */
  readonly known?: Knowledge;
  /** They were not asked how many it reaches. */
  readonly isOfUnknownSize?: boolean;
  readonly how: StartKind;
  readonly makerOf: MakerOf;
}

/** What was live before comes back as a start of its own, by the word that it was started on; the working copy stays as it is. */
export function returnLive(
  lifecycle: Lifecycle,
  { approval, known = {}, isOfUnknownSize = false, how, makerOf }: EarlierStart,
  { now, hash, lastVersion = 0 }: Pick<LifecycleContext, "now" | "hash" | "lastVersion">,
): Lifecycle {
  const word = returnWord(approval, isOfUnknownSize, makerOf, lifecycle.live?.word);
  return {
    ...lifecycle,
    live: {
      ...startLive(lifecycle.live, how, { now, hash, lastVersion }),
      ...(approval === undefined ? {} : { approval }),
      ...(word === undefined ? {} : { word }),
      ...known,
    },
  };
}

function returnWord(
  approval: Approval | undefined,
  isOfUnknownSize: boolean,
  makerOf: MakerOf,
  before: StartWord | undefined,
): StartWord | undefined {
  // Of what nobody knows who wanted it, the guard asks; going back takes no such question back.
  if (approval === undefined) return isAwaited(before) ? before : undefined;
  const authors = (approval.authors ?? []).map((who) => ({ who, parts: [] }));
  if (!hadSecond(approval, makerOf)) return carryOn(wordOf(false, approval, { authors }), before);
  return carryOn(wordOfSecond(approval, isOfUnknownSize, { authors }), before);
}
