/**
 * The real shards, guards and catalog, under a clock that the simulation turns: each instant is handed in, and the
 * alarms, which follow the clock on the wall, are silent. Nothing else is changed but the size of the audience, which
 * is declared instead of imported.
 */
import { askDelayTicks, TICK_MS } from "../../../scripts/backlash/crowd.ts";
import { rankPeople } from "../../../scripts/backlash/rank-people.ts";
import type { RealRunRequest, ReplayedCourse, StagedCourse } from "../../../scripts/backlash/real-run-request.ts";
import type { GuardedRun } from "../../../scripts/backlash/run-guard.ts";
import { replayId } from "../../../scripts/backlash/run-replay.ts";
import { drawDays, sampleZones, TICKS } from "../../../scripts/backlash/valentine.ts";
import { Catalog as RealCatalog } from "../../../src/catalog/object.ts";
import { openObject, shardNameOf } from "../../../src/contract/rpc/objects.ts";
import type { GuardRpc } from "../../../src/contract/rpc/rpc-guard.ts";
import type { CatalogRpc, ShardRpc } from "../../../src/contract/rpc/rpc.ts";
import type { ReachTally } from "../../../src/domain/condition/reach.ts";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Category } from "../../../src/domain/campaign/theme.ts";
import { coverageOf, type GuardPlan } from "../../../src/domain/guard/guard-standing.ts";
import type { Json } from "../../../src/domain/json.ts";
import { Guard as RealGuard } from "../../../src/guard/object.ts";
import { openGuardStorage } from "../../../src/guard/storage.ts";
import { Shard as RealShard } from "../../../src/shard/object.ts";
import { carryPolicy } from "../carry-policy.ts";
import { trayTextOf } from "../tray-text.ts";

export { Events } from "../../../src/events/object.ts";

const SHARDS = 16;
const ORIGIN = "https://simulation.invalid";

let declaredAudience = 0;

/** Somebody in the simulation; the zone is their phone's. */
interface Person {
  readonly subscriberId: string;
  readonly timezone?: string;
}

const deviceOf = ({ timezone }: Person) => ({ platform: "ios", ...(timezone === undefined ? {} : { timezone }) });

export class Shard extends RealShard {
  override async alarm(): Promise<void> {}

  override async weighAudience(): Promise<ReachTally> {
    const share = Math.round(declaredAudience / SHARDS);
    return { imported: share, seen: 0, certain: share, possible: share };
  }

  /** Their phones ask; answers who is shown the campaign without having asked for it. */
  async meet(people: readonly Person[], campaign: string, at: number): Promise<string[]> {
    const shown: string[] = [];
    for (const person of people) {
      const tray = await this.tray({ subscriberId: person.subscriberId, device: deviceOf(person), at, origin: ORIGIN });
      const answer = JSON.parse(trayTextOf(tray)) as { reason?: string; campaign?: string };
      if (answer.reason === "segment" && answer.campaign === campaign) shown.push(person.subscriberId);
    }
    return shown;
  }
}

export class Guard extends RealGuard {
  override async alarm(): Promise<void> {}

  /** What it counted, exactly, and upon what it halted. */
  async readInside() {
    const storage = openGuardStorage(this.ctx.storage);
    return { order: storage.read("order"), totals: storage.readTotals(), haltedBy: storage.read("haltedBy") };
  }
}

export class Catalog extends RealCatalog {
  override async alarm(): Promise<void> {}
}

type SimulatedGuard = GuardRpc & Pick<Guard, "readInside">;

type SimulatedShard = ShardRpc & Pick<Shard, "meet">;

export default {
  async fetch(request, env) {
    return Response.json(await new Simulation(env, await request.json<RealRunRequest>()).run());
  },
} satisfies ExportedHandler<Env>;

/** What people do, by tick. */
class Diary<Entry> {
  readonly #entries = new Map<number, Entry[]>();

  put(tick: number, entry: Entry): void {
    const known = this.#entries.get(tick);
    if (known === undefined) this.#entries.set(tick, [entry]);
    else known.push(entry);
  }

  take(tick: number): readonly Entry[] {
    const entries = this.#entries.get(tick) ?? [];
    this.#entries.delete(tick);
    return entries;
  }
}

interface Word {
  readonly person: Person;
  readonly complains: boolean;
}

class Simulation {
  readonly #env: Env;
  readonly #request: RealRunRequest;
  readonly #catalog: CatalogRpc;
  readonly #asking = new Diary<Person>();
  readonly #minding = new Diary<Word>();
  readonly #seen = new Set<string>();

  constructor(env: Env, request: RealRunRequest) {
    this.#env = env;
    this.#request = request;
    this.#catalog = openObject(env, "CATALOG", "catalog");
  }

  async run(): Promise<GuardedRun> {
    const { course, startedAt, categories } = this.#request;
    declaredAudience = course.people;
    await this.#catalog.start(startedAt);
    await this.#carryPolicy(categories);
    const plan = await this.#startCampaign();
    const ticks = course.kind === "staged" ? course.ticks : TICKS;
    const cover = course.kind === "staged" ? this.#prepareStaged(course) : this.#prepareReplayed(course);
    for (let tick = 0; tick <= ticks; tick++) {
      const now = plan.season.from + tick * TICK_MS;
      await cover(tick, now);
      await this.#live(plan, tick, now);
      const halted = await this.#report(plan, now);
      if (halted !== undefined) return halted;
    }
    return this.#summarize(plan, ticks);
  }

  /** Lets everybody ask whom the rollout has reached, some time after it did. */
  #prepareStaged({ people, minders }: StagedCourse) {
    const { key } = this.#request.campaign;
    const ranked = rankPeople(key, people);
    let [covered, nextMinder] = [0, 0];
    return async (tick: number, now: number): Promise<void> => {
      const [order] = await this.#catalog.readOrders(key);
      const reached = order === undefined ? 0 : ranked.covered(coverageOf(order.standing, now));
      for (let rank = covered; rank < reached; rank++) {
        this.#asking.put(tick + askDelayTicks(rank), { subscriberId: ranked.idOf(rank) });
      }
      for (; nextMinder < minders.length; nextMinder++) {
        const minder = minders[nextMinder];
        if (minder === undefined || minder.rank >= reached) break;
        const person = { subscriberId: ranked.idOf(minder.rank) };
        const word = { person, complains: minder.complains };
        this.#minding.put(tick + askDelayTicks(minder.rank) + minder.delayTicks, word);
      }
      covered = Math.max(covered, reached);
    };
  }

  #prepareReplayed({ people, rate, seed }: ReplayedCourse) {
    const nextDay = drawDays(rate, seed, sampleZones());
    for (let index = 0; index < people; index++) {
      const day = nextDay(0);
      if (day === undefined) continue;
      const person = { subscriberId: replayId(index), timezone: day.zone };
      this.#asking.put(day.seesAtTick, person);
      if (day.mindsAtTick !== undefined) this.#minding.put(day.mindsAtTick, { person, complains: day.complains });
    }
    return async (): Promise<void> => {};
  }

  /** Phones ask, and people who have seen the decoration say what they think. */
  async #live({ theme, campaign }: GuardPlan, tick: number, now: number): Promise<void> {
    const asking = this.#asking.take(tick);
    let shown = 0;
    for (const [name, people] of Map.groupBy(asking, ({ subscriberId }) => shardNameOf(subscriberId, SHARDS))) {
      for (const subscriberId of await this.#shard(name).meet(people, campaign, now)) {
        this.#seen.add(subscriberId);
        shown++;
      }
    }
    if (shown !== asking.length)
      throw new Error(`${asking.length - shown} of ${asking.length} people saw nothing at ${now}`);
    for (const { person, complains } of this.#minding.take(tick)) {
      const { subscriberId } = person;
      if (!this.#seen.has(subscriberId)) throw new Error(`${subscriberId} minds without having seen anything`);
      const shard = this.#shard(shardNameOf(subscriberId, SHARDS));
      const scope = `theme:${theme}` as const;
      const request = { subscriberId, device: deviceOf(person), at: now, origin: ORIGIN, scope };
      await shard.choose({ ...request, value: "out", channel: "app", actor: "self" });
      if (complains) await shard.noteComplaint({ subscriberId, scope, at: now });
    }
  }

  /** The shards report one after the other. Answers how it ended, if it did. */
  async #report({ guard: name, shards, season }: GuardPlan, now: number): Promise<GuardedRun | undefined> {
    for (const shard of shards) await this.#shard(shard).reportCounts(now);
    const [order] = await this.#catalog.readOrders(this.#request.campaign.key);
    if (order?.standing.end?.kind !== "halted") return undefined;
    const { haltedBy } = await this.#guard(name).readInside();
    if (haltedBy === undefined) throw new Error("it was halted, and the guard does not know why");
    const { exposed, unhappy, parts } = haltedBy.evidence;
    const afterHours = (now - season.from) / 3_600_000;
    return { outcome: "halted", afterHours, exposed, optedOut: parts.optedOut.people, unhappy };
  }

  async #summarize({ guard, stages, season }: GuardPlan, ticks: number): Promise<GuardedRun> {
    const end = season.from + ticks * TICK_MS;
    const { totals, order } = await this.#guard(guard).readInside();
    if (order === undefined) throw new Error("there is no guard");
    const { exposed, optedOut, unhappy } = totals;
    const isPassed = order.standing.stage >= stages.length;
    const at = isPassed && stages.length > 0 ? order.standing.stageStartedAt : end;
    const afterHours = (at - season.from) / 3_600_000;
    return { outcome: isPassed ? "passed" : "waiting", afterHours, exposed, optedOut, unhappy };
  }

  async #startCampaign(): Promise<GuardPlan> {
    const { campaign, startedAt: now } = this.#request;
    const { key } = campaign;
    await this.#write("campaign", key, campaign satisfies Campaign);
    const steps = [
      { action: { kind: "submit", needsTwo: true }, actor: "anna" },
      { action: { kind: "approve" }, actor: "boris" },
      { action: { kind: "start" }, actor: "anna" },
    ] as const;
    for (const { action, actor } of steps) {
      const done = await this.#catalog.actOnCampaign({ key, action, actor, now });
      if (!done.ok) throw new Error(JSON.stringify(done.error));
    }
    const [order] = await this.#catalog.readOrders(key);
    if (order === undefined) throw new Error("it was not started");
    return order.plan;
  }

  async #carryPolicy(categories: readonly Category[]): Promise<void> {
    const now = this.#request.startedAt;
    const rows = categories.map((body) => ({ kind: "category" as const, key: body.key, body }));
    const carried = await carryPolicy(this.#catalog, rows, now);
    if (!carried.ok && carried.error.type !== "conflict") throw new Error(JSON.stringify(carried.error));
  }

  async #write(kind: "campaign", key: string, definition: object): Promise<void> {
    // Parsed boundary: a definition is plain JSON.
    const body = JSON.parse(JSON.stringify(definition)) as Json;
    const now = this.#request.startedAt;
    const written = await this.#catalog.writeDefinition({
      kind,
      key,
      body,
      expectedRevision: "any",
      actor: "anna",
      now,
    });
    if (!written.ok) throw new Error(JSON.stringify(written.error));
  }

  #shard(name: string): SimulatedShard {
    // Boundary: behind this worker's bindings stand its own classes.
    return openObject(this.#env, "SHARD", name) as SimulatedShard;
  }

  #guard(name: string): SimulatedGuard {
    // Boundary: as above.
    return openObject(this.#env, "GUARD", name) as SimulatedGuard;
  }
}
