import { openObject } from "../contract/rpc/objects.ts";
import type { PublishReport } from "../contract/rpc/rpc-control.ts";
import type { GuardOrder } from "../contract/rpc/rpc-guard.ts";
import { logFailure } from "../storage/log.ts";
import type { Guarding } from "./guarding.ts";
import type { Healing } from "./healing.ts";
import type { Lanes } from "./lanes.ts";
import type { Publisher } from "./publisher.ts";
import type { RollCall } from "./roll-call.ts";

/** What a publish leaves undone is tried again after this time. */
const BRING_AGAIN_MS = 1_000;
/** So long the copies wait at most for a stop that is being told. */
const STOP_WITHIN_MS = 12_000;
/** And so long after it, so that its own answer goes first. */
const COPY_AFTER_MS = 200;

interface BringingTools {
  readonly env: Pick<Env, "GUARD">;
  readonly publisher: Publisher;
  readonly guarding: Guarding;
  readonly rollCall: RollCall;
  readonly healing: Healing;
  readonly lanes: Lanes;
  /** Sets the alarm to whatever is due next. */
  arm(): Promise<void>;
  /** Goes on with work that nobody waits for. */
  waitUntil(work: Promise<unknown>): void;
}

/** Brings what the catalog has decided to everybody else. */
export function openBringing(tools: BringingTools) {
  const { env, publisher, guarding, rollCall, healing, lanes, arm, waitUntil } = tools;
  /** Until then no copies are brought to shards. */
  let restsUntil = 0;

  /** After a change: sends what there is to tell, waiting for no address, and sets the alarm to what is due next. */
  async function goOn(): Promise<void> {
    waitUntil(sendDue());
    await arm();
  }

  /** What goes wrong here is done again by the alarm. */
  async function sendDue(): Promise<void> {
    try {
      await lanes.sendDue();
      await arm();
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
      logFailure({ event: "not-sent", object: "catalog", reason });
    }
  }

  /** A guard that can't be reached gets its order by alarm; until then its campaign stays where it is. */
  async function bringToGuard(order: GuardOrder): Promise<void> {
    try {
      if ((await rollCall.meetUnlessKnown("guard", order.plan.guard)) !== "known") return;
      const identity = rollCall.identityOf("guard", order.plan.guard);
      await openObject(env, "GUARD", order.plan.guard).follow(order, identity);
    } catch {
      return;
    }
    guarding.noteFollowed(order);
  }

  /** The latest ruleset to the shards, and to the guards what it means for them. */
  async function bringAll(): Promise<PublishReport> {
    restsUntil = Date.now() + BRING_AGAIN_MS;
    // Armed before the first shard is called: should this object die half-way, the alarm goes on.
    await goOn();
    try {
      const report = await publisher.install();
      await Promise.all(guarding.listUnfollowed().map(bringToGuard));
      return report;
    } finally {
      await goOn();
    }
  }

  /** Takes over what others know better than this catalog. Says whether there was anything. */
  function heal(): boolean {
    return healing.heal(Date.now());
  }

  return {
    goOn,
    bringAll,
    heal,
    /** A clock that was set back makes nobody wait for longer. */
    restsUntil: () => Math.min(restsUntil, Date.now() + STOP_WITHIN_MS),

    /** Brings what is stopped to every shard, and says how many obey; their own copies follow. */
    async bringStop(): Promise<PublishReport> {
      // Copies would take the time of those who only have to be told.
      restsUntil = Date.now() + STOP_WITHIN_MS;
      await goOn();
      await publisher.spreadStops();
      // A shard that knows more than this catalog obeys only a ruleset above its own.
      if (heal()) await publisher.spreadStops();
      restsUntil = Date.now() + COPY_AFTER_MS;
      await arm();
      return publisher.report();
    },

    /** Before the catalog says what is in force it has asked every object once, and knows what it had forgotten. */
    async awake(): Promise<void> {
      await rollCall.callFirst();
      if (heal()) await goOn();
    },

    /** Asks some objects what they are. */
    async ask(): Promise<void> {
      await rollCall.call();
      if (heal()) await goOn();
    },
  };
}

export type Bringing = ReturnType<typeof openBringing>;
