import { DurableObject } from "cloudflare:workers";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type {
  AskingRequest,
  ChoiceReply,
  ChooseRequest,
  ProfileRow,
  RetractRequest,
  ShardAge,
  ShardStatus,
  StoredChoice,
  TrayRequest,
  PhoneRequest,
} from "../contract/rpc/rpc-tray.ts";
import type {
  ActOfStaff,
  ChangesSlice,
  HeldRecord,
  Overview,
  Review,
  ReviewRequest,
  StaffAct,
  WishReply,
  WishRequest,
} from "../contract/rpc/rpc-care.ts";
import { asRpc, shardNameOf } from "../contract/rpc/objects.ts";
import { matchesEntityTag, packKnownTray, packTray, type WrittenTray } from "../contract/rpc/written-tray.ts";
import type {
  ImportProgress,
  PhoneEntry,
  PhoneRef,
  PopulationOutcome,
  PopulationRow,
  ProfilePage,
  ShardPopulation,
} from "../contract/rpc/rpc-population.ts";
import { NOT_READY, type Failure } from "../contract/problem.ts";
import type { AnswerGiftRequest, GiftGuardRpc, GiftOffer, GiveReply, GiveRequest } from "../contract/rpc/rpc-gifts.ts";
import type { HeardMessage, MessageRequest, ReasonCount } from "../contract/rpc/rpc-messages.ts";
import { flagSetIdOf } from "../contract/ofrep.ts";
import type { ComplaintRequest, GuardRpc, ProbeReply } from "../contract/rpc/rpc-guard.ts";
import type { AudienceQuery, RehearsedSlice, RehearseRequest } from "../contract/rpc/rpc-simulation.ts";
import type { TrayParts } from "../contract/tray.ts";
import { writeFlags, writeTray } from "./write-tray.ts";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { AudienceTally } from "../domain/condition/audience.ts";
import { decide } from "../domain/decision/decide.ts";
import type { Explanation } from "../domain/decision/decision.ts";
import { explain } from "../domain/decision/explain.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { ExposureCell } from "../domain/guard/retrospective.ts";
import { outlookOn } from "../domain/decision/outlook.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { applyMigrations } from "../storage/apply-migrations.ts";
import { AudienceIndex } from "./audience-index.ts";
import { openCare, type Care } from "./care.ts";
import { openChoices, type Choices } from "./choices.ts";
import { openExposureLedger, type DueReport, type ExposureLedger } from "./exposure-ledger.ts";
import { openGifts, type Gifts } from "./gifts.ts";
import { openHistory, type History } from "./history.ts";
import { openImportLedger, type ImportLedger } from "./import-ledger.ts";
import { openInstalledRuleset, type InstalledRuleset } from "./installed-ruleset.ts";
import { SHARD_MIGRATIONS } from "./migrations.ts";
import { describeAge, describeStatus } from "./describe-shard.ts";
import { loadShared, openSharedGiftMarks, readSharedSettings } from "./load-shared.ts";
import { openPhoneIndex, type PhoneIndex } from "./phone-index.ts";
import { openMessages, type Messages } from "./messages.ts";
import { openPopulation, type Population } from "./population.ts";
import { countAudiences, rehearse } from "./simulation.ts";
import { openStaffActs, type StaffActs } from "./staff-acts.ts";
import { deviceOf, openSubscribers, parseDevice, type Subscribers } from "./subscribers.ts";
import { openTrays, type Trays } from "./trays.ts";

const RETRY_FIRST_MS = 5_000;
const RETRY_LONGEST_MS = 5 * 60_000;

/** Holds the subscribers of one shard and decides for them (DESIGN §4). */
export class Shard extends DurableObject<Env> implements ShardRpc {
  readonly #ruleset: InstalledRuleset;
  readonly #subscribers: Subscribers;
  readonly #history: History;
  readonly #flagSetId: string;
  readonly #phones: PhoneIndex;
  readonly #population: Population;
  readonly #imports: ImportLedger;
  readonly #exposures: ExposureLedger;
  readonly #audiences: AudienceIndex;
  readonly #trays: Trays;
  readonly #choices: Choices;
  readonly #care: Care;
  readonly #staffActs: StaffActs;
  readonly #messages: Messages;
  readonly #gifts: Gifts;
  /** How long a report that is due waits for more to report, or for a guard that could not be reached. */
  #retryDelayMs = RETRY_FIRST_MS;
  #rules: LoadedRuleset | undefined;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    const settings = readSharedSettings(env);
    this.#flagSetId = flagSetIdOf(settings);
    const transact = <Done>(work: () => Done) => context.storage.transactionSync(work);
    applyMigrations(context.storage, SHARD_MIGRATIONS);
    const subscribers = openSubscribers(context.storage);
    this.#subscribers = subscribers;
    this.#history = openHistory(context.storage, subscribers);
    this.#ruleset = openInstalledRuleset(context.storage);
    this.#phones = openPhoneIndex(context.storage);
    this.#population = openPopulation({ subscribers, history: this.#history, phones: this.#phones, transact });
    this.#imports = openImportLedger(context.storage);
    this.#exposures = openExposureLedger(context.storage, subscribers);
    this.#audiences = new AudienceIndex(subscribers);
    this.#staffActs = openStaffActs(context.storage);
    this.#trays = openTrays({ settings, subscribers, exposures: this.#exposures, audiences: this.#audiences });
    this.#choices = openChoices({
      subscribers,
      history: this.#history,
      exposures: this.#exposures,
      audiences: this.#audiences,
      transact,
    });
    const shardOf = (key: string) => asRpc<ShardRpc>(env.SHARD.getByName(shardNameOf(key, settings.shardCount)));
    this.#gifts = openGifts({
      ctx: context,
      marks: openSharedGiftMarks(settings),
      subscribers,
      choices: this.#choices,
      findPhone: (ref) => shardOf(ref.idx).findPhone(ref),
      shardOf,
      report: (counts) =>
        asRpc<GiftGuardRpc>(env.CATALOG.getByName("catalog")).reportGifts(this.#name, counts, Date.now()),
    });
    this.#care = openCare({
      subscribers,
      history: this.#history,
      phones: this.#phones,
      staffActs: this.#staffActs,
      gifts: this.#gifts,
      collectParts: this.#trays.collectParts,
    });
    this.#messages = openMessages({
      sql: context.storage.sql,
      subscribers,
      choices: this.#choices,
      exposures: this.#exposures,
      transact,
    });
    const body = this.#ruleset.read();
    this.#rules = body === undefined ? undefined : loadShared(body);
  }

  async tray(request: PhoneRequest): Promise<string | Failure> {
    const parts = await this.#answerPhone(request);
    if (!parts.ok) return parts.error;
    const tray = writeTray(parts.value);
    return matchesEntityTag(request.known, tray.tag) ? packKnownTray(tray) : packTray(tray);
  }

  async flags(request: AskingRequest): Promise<string | Failure> {
    const parts = await this.#answerPhone(request);
    return parts.ok ? writeFlags(parts.value, this.#flagSetId) : parts.error;
  }

  async admits(subscriberId: string, issuedAt: number): Promise<boolean> {
    return issuedAt >= this.#subscribers.readTokensRefused(subscriberId);
  }

  async refuseTokens(subscriberId: string, issuedBefore: number): Promise<number> {
    this.#subscribers.refuseTokens(subscriberId, issuedBefore);
    this.#audiences.forget(subscriberId);
    return this.#subscribers.readTokensRefused(subscriberId);
  }

  async choose(request: ChooseRequest): Promise<Result<ChoiceReply, Failure>> {
    return this.#answerChoice(this.#choices.choose(this.#rules, request), request);
  }

  async retract(request: RetractRequest): Promise<Result<ChoiceReply, Failure>> {
    return this.#answerChoice(this.#choices.retract(this.#rules, request), request);
  }

  async wish(request: WishRequest): Promise<Result<WishReply, Failure>> {
    const reply = await this.#answerChoice(this.#choices.wish(this.#rules, request), request);
    const theme = this.#rules?.themes.get(request.theme);
    if (!reply.ok) return reply;
    if (this.#rules === undefined || theme === undefined) return fail(NOT_READY);
    const subscriber = this.#subscribers.read(request.subscriberId);
    const viewer = viewerOf(this.#rules, subscriber, deviceOf(subscriber, request.device));
    const outlook = outlookOn(this.#rules, viewer, theme, request.at);
    return succeed({ ...reply.value, label: theme.label, zone: viewer.zone, outlook });
  }

  async explain(request: TrayRequest): Promise<Explanation | null> {
    const rules = this.#rules;
    if (rules === undefined) return null;
    const subscriber = this.#subscribers.read(request.subscriberId);
    return explain(rules, viewerOf(rules, subscriber, request.device), request.at);
  }

  async overview(request: TrayRequest): Promise<Overview | null> {
    return this.#rules === undefined ? null : this.#care.overview(this.#rules, request);
  }

  async review(request: ReviewRequest): Promise<Review | null> {
    return this.#rules === undefined ? null : this.#care.review(this.#rules, request);
  }

  async exportPerson(subscriberId: string): Promise<HeldRecord> {
    return this.#care.exportPerson(subscriberId);
  }

  async countWishes(): Promise<Readonly<Record<string, number>>> {
    return this.#rules === undefined ? {} : this.#care.countWishes(this.#rules);
  }

  async noteStaffAct(subscriberId: string, act: StaffAct): Promise<void> {
    this.#staffActs.add(subscriberId, act);
  }

  async listStaffActs(actor: string, limit: number): Promise<readonly ActOfStaff[]> {
    return this.#staffActs.listBy(actor, limit);
  }

  async listChanges(after: number | null, limit: number): Promise<ChangesSlice> {
    return this.#history.listChanges(after, limit);
  }

  async hear(request: MessageRequest): Promise<Result<HeardMessage, Failure>> {
    const heard = this.#messages.hear(this.#rules, request);
    await this.#armAlarm();
    return heard;
  }

  async give(request: GiveRequest): Promise<GiveReply> {
    const reply = this.#gifts.give(this.#rules, request);
    await this.#armAlarm();
    return reply;
  }

  async offerGift(offer: GiftOffer): Promise<void> {
    this.#gifts.offer(this.#rules, offer);
  }

  async answerGift(request: AnswerGiftRequest): Promise<Result<{ readonly tray: WrittenTray }, Failure>> {
    return this.#answerChoice(this.#gifts.answer(this.#rules, request), request);
  }

  async moveGifts(): Promise<void> {
    await this.#gifts.move();
  }

  async countReasons(): Promise<readonly ReasonCount[]> {
    return this.#messages.countReasons();
  }

  async history(subscriberId: string): Promise<readonly StoredChoice[]> {
    return this.#choices.history(subscriberId);
  }

  async install(body: string): Promise<number> {
    const rules = loadShared(body);
    const current = this.#rules?.ruleset.version ?? 0;
    if (rules.ruleset.version <= current) return current;
    this.ctx.storage.transactionSync(() => {
      this.#ruleset.write(rules.ruleset.version, body);
      this.#exposures.follow(rules);
    });
    this.#rules = rules;
    await this.#armAlarm();
    return rules.ruleset.version;
  }

  async importProfiles(rows: readonly ProfileRow[]): Promise<void> {
    this.#population.apply(rows.map(toUpsert));
    this.#forgetFacts(rows);
  }

  async attributes(): Promise<readonly AttributeDefinition[] | null> {
    return this.#rules?.ruleset.attributes ?? null;
  }

  async applyPopulation(rows: readonly PopulationRow[]): Promise<PopulationOutcome> {
    this.#forgetFacts(rows);
    return this.ctx.storage.transactionSync(() => {
      const outcome = this.#population.apply(rows);
      for (const { kind, subscriberId } of rows) {
        if (kind !== "erase") continue;
        this.#staffActs.forget(subscriberId);
        this.#gifts.forget(subscriberId);
      }
      return outcome;
    });
  }

  async exportProfiles(after: string, limit: number): Promise<ProfilePage> {
    return this.#subscribers.exportPage(after, limit);
  }

  async countPopulation(): Promise<ShardPopulation> {
    return { subscribers: this.#subscribers.countImported(), phones: this.#phones.countByKey() };
  }

  async openImport(key: string, now: number): Promise<ImportProgress> {
    return this.#imports.open(key, now);
  }

  async recordImport(key: string, progress: ImportProgress, now: number): Promise<boolean> {
    return this.#imports.record(key, progress, now);
  }

  async findPhone(ref: PhoneRef): Promise<string | null> {
    return this.#phones.find(ref);
  }

  async putPhones(entries: readonly PhoneEntry[]): Promise<void> {
    this.#phones.put(entries);
  }

  async addPhone(entry: PhoneEntry): Promise<void> {
    this.#phones.add(entry);
  }

  async dropPhones(entries: readonly (PhoneRef & Partial<PhoneEntry>)[]): Promise<void> {
    this.#phones.drop(entries);
  }

  async claimPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean> {
    return this.#phones.claim(from, to);
  }

  async confirmPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean> {
    return this.#phones.confirm(from, to);
  }

  async forgetPhones(entries: readonly PhoneEntry[]): Promise<void> {
    this.#phones.forget(entries);
  }

  async noteComplaint({ subscriberId, scope, at }: ComplaintRequest): Promise<void> {
    if (this.#exposures.noteWord(subscriberId, scope, { kind: "complained", at })) await this.#armAlarm();
  }

  async reportCounts(now: number): Promise<void> {
    await Promise.all(this.#exposures.takeReports(this.#name, now).map((due) => this.#report(due, now)));
  }

  async probeExposed(guard: string, atMost: number, now: number): Promise<ProbeReply> {
    const rules = this.#rules;
    const campaign = this.#exposures.campaignOf(guard);
    const people = this.#subscribers.sampleExposed(guard, atMost);
    if (rules === undefined) return { checked: 0, stillShown: 0 };
    const shown = people.filter((subscriberId) => {
      const subscriber = this.#subscribers.read(subscriberId);
      const decision = decide(rules, viewerOf(rules, subscriber, parseDevice(subscriber)), now);
      return decision.decision === "show" && decision.reason === "segment" && decision.campaign === campaign;
    });
    return { checked: people.length, stillShown: shown.length };
  }

  async summarizeExposures(guard: string): Promise<readonly ExposureCell[]> {
    return this.#subscribers.summarizeExposures(guard);
  }

  override async alarm(): Promise<void> {
    try {
      await this.reportCounts(Date.now());
      await this.moveGifts();
    } finally {
      await this.#armAlarm();
    }
  }

  async rehearse(request: RehearseRequest): Promise<Result<RehearsedSlice, Failure>> {
    return rehearse(this.#subscribers, request, () => this.#rules?.ruleset.version);
  }

  async countAudiences(queries: readonly AudienceQuery[]): Promise<readonly AudienceTally[]> {
    return countAudiences(this.#audiences, queries);
  }

  async status(): Promise<ShardStatus> {
    return describeStatus(this.#rules, this.#subscribers.count());
  }

  async age(now: number): Promise<ShardAge> {
    return describeAge(this.#rules, this.#exposures.reportAge(now));
  }

  get #name(): string {
    return this.ctx.id.name ?? this.ctx.id.toString();
  }

  /** A report that does not arrive stays due; nothing else waits for it. */
  async #report(due: DueReport, now: number): Promise<void> {
    try {
      await asRpc<GuardRpc>(this.env.GUARD.getByName(due.guard)).report(due.report, now);
    } catch {
      this.#retryDelayMs = Math.min(2 * this.#retryDelayMs, RETRY_LONGEST_MS);
      return;
    }
    this.#retryDelayMs = RETRY_FIRST_MS;
    this.#exposures.acknowledge(due);
  }

  /** Sets the alarm to the next thing that is due. */
  async #armAlarm(): Promise<void> {
    const now = Date.now();
    const dues = [this.#exposures.nextReportAt(now, this.#retryDelayMs), this.#gifts.nextDueAt(now)];
    const dueAt = Math.min(...dues.filter((due) => due !== undefined));
    if (dueAt === Infinity) return;
    const armedAt = await this.ctx.storage.getAlarm();
    if (armedAt === null || armedAt > dueAt) await this.ctx.storage.setAlarm(dueAt);
  }

  /** Counts of audiences read these people anew. */
  #forgetFacts(people: readonly { readonly subscriberId: string }[]): void {
    for (const { subscriberId } of people) this.#audiences.forget(subscriberId);
  }

  /** The choice that stands, and the tray as it is after it, under the ruleset in force now. */
  async #answerChoice<Id extends number | null>(
    choiceId: Result<Id, Failure>,
    request: TrayRequest,
  ): Promise<Result<{ readonly choiceId: Id; readonly tray: WrittenTray }, Failure>> {
    if (!choiceId.ok) return choiceId;
    await this.#armAlarm();
    const device = deviceOf(this.#subscribers.read(request.subscriberId), request.device);
    const parts = await this.#answerPhone({ ...request, device });
    return parts.ok ? succeed({ choiceId: choiceId.value, tray: writeTray(parts.value) }) : parts;
  }

  /** All that a phone's answer is made of, or why it gets none. */
  async #answerPhone(request: AskingRequest): Promise<Result<TrayParts, Failure>> {
    if (this.#rules === undefined) return fail(NOT_READY);
    const answer = this.#trays.answer(this.#rules, request);
    if (!answer.ok) return answer;
    if (answer.value.isFirstSight) await this.#armAlarm();
    return succeed(answer.value.parts);
  }
}

function toUpsert({ subscriberId, profile, device }: ProfileRow): PopulationRow {
  const row = { kind: "upsert", subscriberId, profile: JSON.stringify(profile), test: false } as const;
  return device === undefined ? row : { ...row, device: JSON.stringify(device) };
}
