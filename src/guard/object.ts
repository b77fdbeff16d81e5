import type { NoiseSecret } from "../domain/about.ts";
import { openObject } from "../contract/rpc/objects.ts";
import type { CatalogRpc, ShardRpc } from "../contract/rpc/rpc.ts";
import type { GuardOrder, GuardRpc, GuardView, ProbeState } from "../contract/rpc/rpc-guard.ts";
import { parseSettings } from "../contract/settings.ts";
import { CALM, moodOf, noticesOf, type Mood } from "../domain/guard/guard-notice.ts";
import type { ShardReport } from "../domain/guard/guard-reports.ts";
import { actionFor, beginningOf, closingOf, endOf, type GuardAction } from "../domain/guard/guard-standing.ts";
import type { Verdict } from "../domain/guard/guard.ts";
import { isReachToTell, TELL_AGAIN_MS } from "../domain/guard/one-word.ts";
import { composeRetrospective } from "../domain/guard/retrospective.ts";
import { openTeller } from "../domain/guard/tell-count.ts";
import { tellVerdict } from "../domain/guard/tell-guard.ts";
import {
  numbersFrom,
  TROUBLE_MESSAGES,
  type Held,
  type Identity,
  type Judgement,
  type Possession,
} from "../domain/identity.ts";
import type { CampaignState } from "../domain/stop-state.ts";
import { openAlarmKeeper, type AlarmKeeper, type Duty } from "../storage/alarm-keeper.ts";
import { IdentifiedObject } from "../storage/identified-object.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import { digestOf } from "../tokens/digest.ts";
import { askPeople, isOld, populationIn } from "./known-people.ts";
import { openGuardStorage, type GuardStorage, type PendingRequest } from "./storage.ts";
import { judge, needsSecondNow, renewCounts, toPoint, viewGuard } from "./view-guard.ts";

const LOOK_EVERY_MS = 5 * 60_000;
/** After something did not work, or a halt has to be checked. */
const LOOK_AGAIN_MS = 10_000;
/** A halt that could not be asked for must not wait longer, and each report asks again anyway. */
const RETRY_LONGEST_MS = 60_000;
/** What has grown is added up against the people of not long ago. */
const COUNT_FOR_REACH_MS = 5 * 60_000;
/** From every shard, so some hundreds altogether. */
const PROBED_PER_SHARD = 20;

/** An action may lead to another one; more than a few in a row would be a mistake. */
const MOST_TURNS = 4;

/** Actions that give a campaign to more people: nothing may do that on numbers that have become old. */
const GROWTH: readonly GuardAction["kind"][] = ["thaw", "advance", "complete"];

/** Watches one start of one campaign: takes the shards' counts in, judges, and asks the catalog to act (docs/guard.md). */
export class Guard extends IdentifiedObject implements GuardRpc {
  static {
    this.assureMethods(this.prototype, ["follow", "alarm", "describe", "askCatalog", "prepareFor"]);
  }

  readonly #storage: GuardStorage;
  readonly #keeper: AlarmKeeper;
  readonly #secret: NoiseSecret;
  /** Judgements come one after the other, whatever arrives in between. */
  #judging: Promise<void> = Promise.resolve();

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#storage = openGuardStorage(context.storage);
    this.#secret = noiseSecretOf(parseSettings(env));
    this.#keeper = openAlarmKeeper(context.storage, {
      object: `guard ${context.id.name ?? ""}`.trim(),
      firstRetryMs: LOOK_AGAIN_MS,
      longestRetryMs: RETRY_LONGEST_MS,
      mayQuoteErrors: true,
      duties: () => this.#listDuties(),
    });
  }

  async follow(order: GuardOrder, identity: Identity): Promise<void> {
    const trouble = await this.whyMissed();
    if (trouble !== undefined) throw new Error(TROUBLE_MESSAGES[trouble.kind]);
    if (this.recognize(identity) !== "known") throw new Error("This guard is not the one that the order is for.");
    this.#takeOrder(order);
    await this.#keeper.arm();
  }

  async report(report: ShardReport, now: number): Promise<void> {
    // First: what is told is told of what was known when the period began.
    renewCounts(this.#storage, now);
    if (this.#storage.accept(report)) await this.#judgeOrWait(now);
  }

  async look(now: number): Promise<void> {
    await this.#judgeOrWait(now);
    await this.#probe(now);
    await this.#lookBack(now);
  }

  async read(now: number): Promise<GuardView | null> {
    return viewGuard(this.#storage, now, this.#secret);
  }

  override async alarm(): Promise<void> {
    await this.askIfUnsure();
    await this.#keeper.ring();
  }

  /** Each by itself: a shard that can't be reached when there is something to learn holds up no halt. */
  #listDuties(): readonly Duty[] {
    // A guard that may have lost its evidence judges nothing.
    if (!this.isSure) return [this.proof];
    const order = this.#storage.read("order");
    if (order === undefined || this.#storage.read("retrospective") === "final") return [];
    const begin = beginningOf(order.plan);
    const later = (now: number) => (begin > now ? begin : now + LOOK_EVERY_MS);
    return [
      {
        name: "judge",
        nextAt: (now) => {
          if (this.#storage.read("pending") !== undefined) return now + LOOK_AGAIN_MS;
          return this.#hasUntoldReach(order) ? Math.min(later(now), now + TELL_AGAIN_MS) : later(now);
        },
        run: async (now) => {
          await this.#judgeInTurn(now);
          return undefined;
        },
      },
      {
        name: "check a halt",
        nextAt: (now) => (this.#mustProbe(order) ? now + LOOK_AGAIN_MS : undefined),
        run: (now) => this.#probe(now),
      },
      {
        name: "look back",
        nextAt: (now) => later(now),
        run: async (now) => {
          await this.#lookBack(now);
          return undefined;
        },
      },
    ];
  }

  protected override describe(): Possession {
    const order = this.#storage.read("order");
    const bytes = this.ctx.storage.sql.databaseSize;
    if (order === undefined) return { version: 0, digest: null, stopState: null, words: 0, bytes };
    const { plan, standing, revision } = order;
    const stopState = { version: revision, stopped: false, campaigns: { [plan.guard]: stateOf(standing) } };
    return { version: revision, digest: digestOf(JSON.stringify(plan)), stopState, words: 0, bytes };
  }

  protected override async askCatalog(held: Held): Promise<Judgement> {
    return (await this.#catalog.attest("guard", this.name, held)).judgement;
  }

  /** The catalog answers each request once; those that a lost birth has sent must not be taken for these. */
  protected override prepareFor(birth: number): void {
    this.#storage.write({ answered: Math.max(this.#storage.read("answered") ?? 0, numbersFrom(birth)) });
  }

  get #catalog(): CatalogRpc {
    return openObject(this.env, "CATALOG", "catalog");
  }

  #takeOrder(order: GuardOrder): void {
    const known = this.#storage.read("order");
    if (known === undefined || known.revision < order.revision) this.#storage.write({ order });
  }

  /** Looks how many people there are from time to time, and once more before a campaign is held for being one person's. */
  async #countPeople(now: number): Promise<void> {
    const order = this.#storage.read("order");
    if (order === undefined || order.standing.end !== null || now < beginningOf(order.plan)) return;
    const { plan, standing } = order;
    if (plan.delivery === "opt-in" || standing.words === "awaited") return;
    const known = this.#storage.read("people");
    // What two people want is for many as a rule, of whom some more are no matter.
    const isToCount =
      standing.words !== "two" &&
      (needsSecondNow(this.#storage, order, this.#secret) ||
        (isOld(known, now, COUNT_FOR_REACH_MS) && this.#tellsReach(order, now)));
    if (!isOld(known, now) && !isToCount) return;
    this.#storage.write({ people: await askPeople(plan.shards, (name) => this.#shard(name), known, now) });
  }

  #reachOf({ revision }: GuardOrder) {
    const { reached } = this.#storage.readTotals();
    const people = populationIn(this.#storage.read("people"));
    return { reached, revision, ...(people !== undefined && { people }) };
  }

  /** Whether the catalog has to hear how many the campaign has reached, to add up what one person shows by several. */
  #tellsReach(order: GuardOrder, now: number): boolean {
    const told = this.#storage.read("toldReach");
    return isReachToTell(order.plan, order.standing, this.#reachOf(order), told, now);
  }

  #hasUntoldReach(order: GuardOrder): boolean {
    const told = this.#storage.read("toldReach");
    return this.#tellsReach(order, (told?.at ?? 0) + TELL_AGAIN_MS);
  }

  async #judgeInTurn(now: number): Promise<void> {
    const turn = this.#judging.then(() => this.#judge(now));
    this.#judging = turn.catch(() => undefined);
    await turn;
  }

  /** The request of a judgement that fails stands in storage: the alarm sends it again, and tells if that fails too. */
  async #judgeOrWait(now: number): Promise<void> {
    await this.#judgeInTurn(now).catch(() => undefined);
    await this.#keeper.arm();
  }

  /** Judges, and asks the catalog for what follows, until nothing follows any more. */
  async #judge(now: number): Promise<void> {
    const unanswered = this.#storage.read("pending");
    if (unanswered !== undefined) await this.#ask({ ...withoutGrowth(unanswered), now });
    await this.#countPeople(now);
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const request = this.#decide(now);
      if (request === undefined) return;
      this.#storage.write({ pending: request });
      await this.#ask(request);
    }
  }

  #decide(now: number): PendingRequest | undefined {
    const order = this.#storage.read("order");
    if (order === undefined) return undefined;
    const { plan, revision } = order;
    const { action, notices, verdict, mood } = this.#findNews(order, now);
    const { revision: _order, ...reach } = this.#reachOf(order);
    // Also of what has ended: who saw it by then was shown it on that person's word.
    const isReachDue = this.#tellsReach(order, now);
    if (action === undefined && notices.length === 0 && !isReachDue) return undefined;
    const sequence = (this.#storage.read("answered") ?? 0) + 1;
    const request = { guard: plan.guard, sequence, revision, verdict, mood, now, notices };
    return { ...request, ...(action && { action }), ...(isReachDue && { reach }) };
  }

  /**
   * What is to be done follows from the latest counts, at once. What is told follows from those of the latest renewal, but that
   * something is done is seen, and told as it is.
   */
  #findNews(
    order: GuardOrder,
    now: number,
  ): Pick<PendingRequest, "action" | "notices" | "verdict"> & { readonly mood: Mood } {
    const { plan, standing } = order;
    const counts = renewCounts(this.#storage, now);
    const exact = judge(this.#storage, order, now, this.#secret);
    const told = judge(this.#storage, order, now, this.#secret, counts);
    const before = this.#storage.read("mood") ?? CALM;
    const isOn = beginningOf(plan) <= now && now < endOf(plan, standing);
    // Too many who mind are too many at any time; everything else is about who gets the campaign next.
    if (standing.end !== null || (!isOn && exact.action !== "halt")) {
      return { notices: [], verdict: told, mood: before };
    }
    const action = actionFor(exact, standing);
    const done: Verdict = action === undefined ? told : { ...exact, evidence: told.evidence };
    const verdict = action?.kind === "halt" ? exact : done;
    this.#storage.addPoint(toPoint(order, action?.kind === "halt" ? exact : told, counts));
    const mood = moodOf(told);
    return { notices: noticesOf(before, mood), verdict, mood, ...(action && { action }) };
  }

  async #ask({ mood, ...request }: PendingRequest): Promise<void> {
    const plan = this.#storage.read("order")?.plan;
    if (plan === undefined) return;
    const verdict = tellVerdict(request.verdict, plan.parameters, openTeller(plan.guard, this.#secret));
    const order = await this.#catalog.carryOut({ ...request, verdict });
    const isHalt = request.action?.kind === "halt";
    const isOfMood = request.notices.every((notice) => notice !== "guard.still-shown");
    this.#storage.write({
      pending: undefined,
      answered: request.sequence,
      ...(isOfMood && { mood: mood ?? moodOf(request.verdict) }),
      ...(isHalt && { haltedBy: request.verdict }),
      ...(request.reach && {
        toldReach: { reached: request.reach.reached, at: request.now, revision: request.revision },
      }),
    });
    if (order !== null) this.#takeOrder(order);
    if (isHalt) await this.#keeper.arm();
  }

  #mustProbe({ standing }: GuardOrder): boolean {
    const before = this.#storage.read("probe");
    return standing.end?.kind === "halted" && (before === undefined || !isClean(before));
  }

  /**
   * After a halt: asks the shards what people really get, until nobody gets the campaign by default any more. Answers
   * why it is not known yet.
   */
  async #probe(now: number): Promise<string | undefined> {
    const order = this.#storage.read("order");
    const before = this.#storage.read("probe");
    if (order === undefined || !this.#mustProbe(order)) return undefined;
    if (this.#storage.read("pending") !== undefined) return undefined;
    const { guard, shards } = order.plan;
    const replies = await Promise.allSettled(
      shards.map((shard) => this.#shard(shard).probeExposed(guard, PROBED_PER_SHARD, now)),
    );
    const answers = replies.flatMap((reply) => (reply.status === "fulfilled" ? [reply.value] : []));
    const probe = {
      at: now,
      checked: answers.reduce((sum, { checked }) => sum + checked, 0),
      stillShown: answers.reduce((sum, { stillShown }) => sum + stillShown, 0),
      unreachable: replies.length - answers.length,
    };
    this.#storage.write({ probe });
    const verdict = this.#storage.read("haltedBy") ?? judge(this.#storage, order, now, this.#secret);
    const silent = probe.unreachable === 0 ? undefined : `${probe.unreachable} of ${shards.length} shards don't answer`;
    if (probe.stillShown === 0 || (before?.stillShown ?? 0) > 0) return silent;
    const sequence = (this.#storage.read("answered") ?? 0) + 1;
    const { revision } = order;
    this.#storage.write({ pending: { guard, sequence, revision, verdict, now, notices: ["guard.still-shown"] } });
    await this.#judgeOrWait(now);
    return silent;
  }

  /** Writes down what there is to learn: when default exposure has ended, and for good when nobody can mind any more. */
  async #lookBack(now: number): Promise<void> {
    const order = this.#storage.read("order");
    if (order === undefined) return;
    const { plan, standing } = order;
    const wanted = now >= closingOf(plan, standing) ? "final" : "provisional";
    const written = this.#storage.read("retrospective");
    if (now < endOf(plan, standing) || written === wanted || written === "final") return;
    const cells = await Promise.all(plan.shards.map((shard) => this.#shard(shard).summarizeExposures(plan.guard)));
    await this.#catalog.keepRetrospective(
      composeRetrospective({
        plan,
        standing,
        totals: this.#storage.readTotals(),
        verdict: this.#storage.read("haltedBy") ?? judge(this.#storage, order, now, this.#secret),
        cells: cells.flat(),
        history: this.#storage.readHistory(),
        endedAt: endOf(plan, standing),
        now,
      }),
    );
    this.#storage.write({ retrospective: wanted });
    if (wanted === "final") this.#storage.forgetMarks();
  }

  #shard(name: string): ShardRpc {
    return openObject(this.env, "SHARD", name);
  }
}

/**
 * A request as it is sent again. The catalog may have carried it out, and then knows its number; if not, more people
 * are let in only after a new look.
 */
function withoutGrowth({ action, ...request }: PendingRequest): PendingRequest {
  return action === undefined || GROWTH.includes(action.kind) ? request : { ...request, action };
}

function stateOf({ end }: GuardOrder["standing"]): CampaignState {
  if (end === null) return "running";
  return end.kind === "halted" ? "halted" : "stopped";
}

function isClean({ stillShown, unreachable }: ProbeState): boolean {
  return stillShown === 0 && unreachable === 0;
}
