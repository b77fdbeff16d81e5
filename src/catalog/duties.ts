import type { Failure } from "../contract/problem.ts";
import type { CampaignActRequest, PublishReport } from "../contract/rpc/rpc-control.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { Duty } from "../storage/alarm-keeper.ts";
import { logFailure } from "../storage/log.ts";
import { openRoomWait } from "../storage/wait-for-room.ts";
import { compileRange } from "./compile-ruleset.ts";
import type { Control } from "./control.ts";
import type { Guarding } from "./guarding.ts";
import { whyUnserved, type ServedSettings } from "./installation.ts";
import type { Lanes } from "./lanes.ts";
import type { MeasuredAudience } from "./measure-audience.ts";
import type { Publisher } from "./publisher.ts";
import type { CatalogStorage } from "./storage.ts";
import type { SpaceWatch } from "./space-watch.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";
import { DAY_MS, HOUR_MS } from "../domain/time-units.ts";

/** Windows reach 18 months ahead; a ruleset this old is compiled again so that they keep doing so. */
const RENEW_AFTER_MS = 30 * DAY_MS;
/** Windows that could not be renewed are told of so long before they end, and again each week. */
const WARN_BEFORE_MS = 60 * DAY_MS;
const WARN_EVERY_MS = 7 * DAY_MS;
/** What is overdue when it is first noticed, after months without the service, is done within so long. */
const NOTICED_WITHIN_MS = DAY_MS;
/** What is not to be served is looked at again after this time. */
const LOOK_AGAIN_MS = 60_000;
/** Each time some of all objects are asked. */
const ASK_EVERY_MS = 3_000;
/** How soon it is known that the disk is short of room. */
const LOOK_AT_DISK_EVERY_MS = 3_000;

/** When it was last told that windows end. */
const WARNED_AT = "windowsWarnedAt";

export interface DutyTools {
  readonly settings: ServedSettings;
  readonly storage: Pick<CatalogStorage, "readSetting" | "writeSetting" | "latestCompiledAt">;
  readonly publisher: Pick<Publisher, "publish" | "restand" | "countBehind">;
  readonly control: Pick<Control, "listScheduledStarts" | "startDue">;
  readonly guarding: Pick<Guarding, "listUnfollowed" | "listComing" | "followAudience">;
  readonly webhooks: Pick<Webhooks, "announce">;
  readonly lanes: Pick<Lanes, "nextAt" | "sendDue">;
  readonly transact: Transact;
  readonly space: Pick<SpaceWatch, "look">;
  measureAudience(start: CampaignActRequest): Promise<Result<MeasuredAudience | undefined, Failure>>;
  /** Brings the latest ruleset to shards, and orders to guards. */
  bring(): Promise<PublishReport>;
  /** Asks some objects what they are, and heals what they know better. */
  ask(): Promise<void>;
  /** Before that nothing is to be brought. */
  restsUntil(): number;
}

/** What the catalog does by itself. Each scheduled start is a duty of its own: a bad one holds up no other. */
export function openCatalogDuties(tools: DutyTools): () => readonly Duty[] {
  const { storage, settings, publisher, control, guarding, webhooks, lanes, transact, space } = tools;
  const inRoom = openRoomWait(() => space.look(Date.now()));

  const wait: Duty = {
    name: "wait until it may be served",
    nextAt: (now) => now + LOOK_AGAIN_MS,
    run: async () => undefined,
  };

  const bring: Duty = {
    name: "bring rulesets",
    nextAt: (now) => (isBrought() ? undefined : Math.max(now, tools.restsUntil())),
    async run() {
      if (isBrought()) return undefined;
      const { total } = await tools.bring();
      if (isBrought()) return undefined;
      const guards = guarding.listUnfollowed().length;
      return `${publisher.countBehind()} of ${total} shards are behind, and ${guards} guards wait for an order`;
    },
  };

  const ask: Duty = {
    name: "ask objects what they are",
    nextAt: (now) => now + ASK_EVERY_MS,
    async run() {
      await tools.ask();
      return undefined;
    },
  };

  const watchDisk: Duty = {
    name: "watch the disk",
    nextAt: (now) => now + LOOK_AT_DISK_EVERY_MS,
    async run(now) {
      await space.look(now);
      return undefined;
    },
  };

  const renew: Duty = {
    name: "renew windows",
    nextAt: (now) => soon(renewAt(), now),
    async run(now) {
      if (now < renewAt()) return undefined;
      const renewed = transact(() =>
        publisher.publish({ actor: "system", now }, writeServiceWord({ code: "windows-renewed" })),
      );
      if (!renewed.ok) return describeFailure(renewed.error);
      await tools.bring();
      return undefined;
    },
    // Nothing changes by itself: somebody has to correct a definition.
    longestRetryMs: DAY_MS,
  };

  const warn: Duty = {
    name: "warn of windows that end",
    nextAt: (now) => soon(warnAt(), now),
    async run(now) {
      if (now < warnAt()) return undefined;
      const until = new Date(windowsEndAt()).toISOString();
      transact(() => {
        storage.writeSetting(WARNED_AT, String(now));
        webhooks.announce({ kind: "windows.ending", at: now, facts: { until, sentence: describeEnd(until) } });
        return succeed(null);
      });
      logFailure({ event: "windows-ending", object: "catalog", until });
      await lanes.sendDue();
      return undefined;
    },
  };

  const tell: Duty = {
    name: "tell webhooks",
    nextAt: () => lanes.nextAt(),
    async run() {
      await lanes.sendDue();
      return undefined;
    },
  };

  /** Counts whom a campaign may come to, and goes by it; says what went wrong. */
  async function countAudience(key: string, now: number): Promise<string | undefined> {
    const act = { key, actor: "system", now } as const;
    const measured = await tools.measureAudience({ ...act, action: { kind: "resume", reason: "" } });
    if (!measured.ok) return `${key}: ${measured.error.detail}`;
    const people = measured.value?.matching;
    if (people === undefined) return undefined;
    const followed = transact(() => {
      const isChanged = guarding.followAudience(key, people, now);
      if (isChanged) publisher.restand(act, `count ${key}`);
      return succeed(isChanged);
    });
    if (followed.ok && followed.value) await tools.bring();
    return undefined;
  }

  let countedAt: number | undefined;
  const countAudiences: Duty = {
    name: "count audiences anew",
    nextAt: (now) => (guarding.listComing().length === 0 ? undefined : Math.max(now, (countedAt ?? now) + HOUR_MS)),
    async run(now) {
      countedAt = now;
      const failures: string[] = [];
      for (const key of guarding.listComing()) {
        // One after the other: shards do nothing else while they count.
        const failure = await countAudience(key, now);
        if (failure !== undefined) failures.push(failure);
      }
      return failures.length === 0 ? undefined : failures.join(" ");
    },
  };

  const start = (request: CampaignActRequest, at: number): Duty => ({
    name: `start ${request.key}`,
    nextAt: () => at,
    async run(now) {
      if (now < at) return undefined;
      const measured = await tools.measureAudience({ ...request, now });
      if (!measured.ok) return describeFailure(measured.error);
      const done = control.startDue({ ...request, now }, measured.value);
      if (!done.ok) return describeFailure(done.error);
      await tools.bring();
      return undefined;
    },
  });

  function isBrought(): boolean {
    return publisher.countBehind() === 0 && guarding.listUnfollowed().length === 0;
  }

  function renewAt(): number {
    return (storage.latestCompiledAt() ?? Infinity) + RENEW_AFTER_MS;
  }

  function windowsEndAt(): number {
    const compiledAt = storage.latestCompiledAt();
    return compiledAt === undefined ? Infinity : compileRange(compiledAt).until;
  }

  function warnAt(): number {
    const warnedAt = Number(storage.readSetting(WARNED_AT) ?? -Infinity);
    return Math.max(windowsEndAt() - WARN_BEFORE_MS, warnedAt + WARN_EVERY_MS);
  }

  return () => {
    // Whose data it is finds it as it was.
    if (whyUnserved(storage, settings) !== undefined) return [wait];
    const starts = control.listScheduledStarts().map(({ request, at }) => inRoom(start(request, at)));
    return [...starts, inRoom(renew), inRoom(countAudiences), warn, bring, tell, ask, watchDisk];
  };
}

function soon(instant: number, now: number): number | undefined {
  if (instant === Infinity) return undefined;
  return instant > now ? instant : now + NOTICED_WITHIN_MS;
}

function describeFailure({ detail, issues = [] }: Failure): string {
  return [detail, ...issues.map(({ path, message }) => `${path}: ${message}`)].join(" ");
}

function describeEnd(until: string): { readonly ru: string; readonly en: string } {
  const day = until.slice(0, 10);
  return {
    ru:
      `Расписания кампаний рассчитаны только до ${day}, и продлить их не получается. После этого дня не будет показано ` +
      "ничего. Причина — в GET /v1/status, в failingDuties; исправьте определение, на которое она указывает.",
    en:
      `The windows of campaigns are known until ${day} only, and they can't be renewed. After that day nothing will be ` +
      "shown. GET /v1/status says why, in failingDuties; correct the definition that it names.",
  };
}
