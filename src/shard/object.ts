import type { InstallReply, ObeyReply, ShardRpc } from "../contract/rpc/rpc.ts";
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
  HeldChoices,
  HeldRecord,
  OlderChoices,
  Overview,
  Review,
  ReviewRequest,
  StaffAct,
  WishReply,
  WishRequest,
} from "../contract/rpc/rpc-care.ts";
import { openSpace } from "../contract/disk-space.ts";
import { openObject } from "../contract/rpc/objects.ts";
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
import type { AnsweredGift, AnswerGiftRequest, GiftOffer, GiveReply, GiveRequest } from "../contract/rpc/rpc-gifts.ts";
import type { HeardMessage, MessageRequest, ReasonCount } from "../contract/rpc/rpc-messages.ts";
import { flagSetIdOf } from "../contract/ofrep.ts";
import type { ComplaintRequest, ProbeReply } from "../contract/rpc/rpc-guard.ts";
import type { AudienceQuery, RehearsedSlice, RehearseRequest } from "../contract/rpc/rpc-simulation.ts";
import type { TrayParts } from "../contract/tray.ts";
import { writeFlags, writeTray } from "./write-tray.ts";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { AudienceTally } from "../domain/condition/audience.ts";
import type { Explanation } from "../domain/decision/decision.ts";
import { explain } from "../domain/decision/explain.ts";
import type { LoadedRuleset } from "../domain/decision/loaded-ruleset.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { ExposureCell } from "../domain/guard/retrospective.ts";
import { outlookOn } from "../domain/decision/outlook.ts";
import { viewerOf } from "../domain/decision/viewer.ts";
import { numbersFrom, type Held, type Identity, type Judgement, type Possession } from "../domain/identity.ts";
import type { StopState } from "../domain/stop-state.ts";
import { openAlarmKeeper, type AlarmKeeper, type Duty } from "../storage/alarm-keeper.ts";
import { applyMigrations } from "../storage/apply-migrations.ts";
import { IdentifiedObject } from "../storage/identified-object.ts";
import { openRoomWait } from "../storage/wait-for-room.ts";
import { listChanges } from "./changes.ts";
import type { Said } from "./choices.ts";
import type { DueReport } from "./exposure-ledger.ts";
import { toStoredChoice } from "./history.ts";
import { SHARD_MIGRATIONS } from "./migrations.ts";
import { describeAge, describeHeld, describeStatus } from "./describe-shard.ts";
import { holdShared, loadShared, readSharedSettings } from "./load-shared.ts";
import { countOuts } from "./count-outs.ts";
import { countAudiences, rehearse, weighAudience } from "./simulation.ts";
import { openParts, type Parts } from "./parts.ts";
import { toUpsert } from "./population.ts";
import { raiseNumbers, readWords } from "./raise-numbers.ts";
import { deviceOf } from "./subscribers.ts";

/** What `history` returns at most. */
const HISTORY_ROWS = 1_000;
/** How long a report that is due waits for more to report. */
const REPORT_AFTER_MS = 5_000;
const NOTHING_STOPPED: StopState = { version: 0, stopped: false, campaigns: {} };
const RETRY_FIRST_MS = 5_000;
const RETRY_LONGEST_MS = 5 * 60_000;

/** Holds the subscribers of one shard and decides for them (docs/adr/0002-the-shard-decides.md). */
export class Shard extends IdentifiedObject implements ShardRpc {
  readonly #parts: Parts;
  readonly #flagSetId: string;
  readonly #keeper: AlarmKeeper;
  /** As it is stored. */
  #installed: LoadedRuleset | undefined;
  /** What the catalog has stopped since; in memory only, as a shard asks the catalog before its first decision. */
  #stopState: StopState = NOTHING_STOPPED;
  /** What it decides with: what is installed, without what is stopped since. */
  #rules: LoadedRuleset | undefined;

  static {
    // All others wait until the shard is sure of itself: a method that is new needs no line here. What the catalog reads while
    // the shard waits for its judgement must not wait for it.
    const free = "tray flags install obey readInstalled alarm describe askCatalog prepareFor";
    this.assureMethods(this.prototype, free.split(" "));
  }

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    const settings = readSharedSettings(env);
    this.#flagSetId = flagSetIdOf(settings);
    applyMigrations(context.storage, SHARD_MIGRATIONS);
    const numbers = () => numbersFrom(this.birth);
    this.#parts = openParts(context, env, settings, { readRules: () => this.#rules, numbersFrom: numbers });
    this.#keeper = openAlarmKeeper(context.storage, {
      object: this.#parts.name,
      firstRetryMs: RETRY_FIRST_MS,
      longestRetryMs: RETRY_LONGEST_MS,
      mayQuoteErrors: false,
      duties: () => (this.isSure ? this.#duties : [this.proof]),
    });
    const body = this.#parts.ruleset.read();
    this.#installed = body === undefined ? undefined : loadShared(body);
    this.#rules = this.#installed;
  }

  async tray(request: PhoneRequest): Promise<string | Failure> {
    const parts = await this.#answerOrDoubt(request);
    if (!parts.ok) return parts.error;
    const tray = writeTray(parts.value);
    return matchesEntityTag(request.known, tray.tag) ? packKnownTray(tray) : packTray(tray);
  }

  async flags(request: AskingRequest): Promise<string | Failure> {
    const parts = await this.#answerOrDoubt(request);
    return parts.ok ? writeFlags(parts.value, this.#flagSetId) : parts.error;
  }

  async admits(subscriberId: string, issuedAt: number): Promise<boolean> {
    return issuedAt >= this.#parts.subscribers.readTokensRefused(subscriberId);
  }

  async refuseTokens(subscriberId: string, issuedBefore: number): Promise<number> {
    this.#parts.subscribers.refuseTokens(subscriberId, issuedBefore);
    this.#parts.audiences.forget(subscriberId);
    return this.#parts.subscribers.readTokensRefused(subscriberId);
  }

  async choose(request: ChooseRequest): Promise<Result<ChoiceReply, Failure>> {
    return this.#answerChoice(this.#parts.choices.choose(this.#rules, request), request);
  }

  async retract(request: RetractRequest): Promise<Result<ChoiceReply, Failure>> {
    return this.#answerChoice(this.#parts.choices.retract(this.#rules, request), request);
  }

  async wish(request: WishRequest): Promise<Result<WishReply, Failure>> {
    const reply = await this.#answerChoice(this.#parts.choices.wish(this.#rules, request), request);
    const theme = this.#rules?.themes.get(request.theme);
    if (!reply.ok) return reply;
    if (this.#rules === undefined || theme === undefined) return fail(NOT_READY);
    const subscriber = this.#parts.subscribers.read(request.subscriberId);
    const viewer = viewerOf(this.#rules, subscriber, deviceOf(subscriber, request.device));
    const outlook = outlookOn(this.#rules, viewer, theme, request.at);
    return succeed({ ...reply.value, label: theme.label, zone: viewer.zone, outlook });
  }

  async explain(request: TrayRequest): Promise<Explanation | null> {
    const rules = this.#rules;
    if (rules === undefined) return null;
    const subscriber = this.#parts.subscribers.read(request.subscriberId);
    return explain(rules, viewerOf(rules, subscriber, deviceOf(subscriber, request.device)), request.at);
  }

  async overview(request: TrayRequest): Promise<Overview | null> {
    return this.#rules === undefined ? null : this.#parts.care.overview(this.#rules, request);
  }

  async review(request: ReviewRequest): Promise<Result<Review, Failure> | null> {
    return this.#rules === undefined ? null : this.#parts.care.review(this.#rules, request);
  }

  async exportPerson(subscriberId: string): Promise<HeldRecord> {
    return this.#parts.care.exportPerson(subscriberId);
  }

  async listHeldChoices(subscriberId: string, after: number): Promise<HeldChoices> {
    return this.#parts.care.listHeldChoices(subscriberId, after);
  }

  async listOlderChoices(request: TrayRequest, before: number, limit: number): Promise<OlderChoices | null> {
    return this.#rules === undefined ? null : this.#parts.care.listOlderChoices(this.#rules, request, before, limit);
  }

  async spendPageLink(subscriberId: string, now: number): Promise<number | null> {
    return this.#parts.budgets.spend({ subscriberId, actor: "self", channel: "app", at: now }, "page-link") ?? null;
  }

  async countWishes(): Promise<Readonly<Record<string, number>> | null> {
    return this.#rules === undefined ? null : this.#parts.care.countWishes(this.#rules);
  }

  async noteStaffAct(subscriberId: string, act: StaffAct): Promise<void> {
    this.#parts.staffActs.add(subscriberId, act);
  }

  async listStaffActs(actor: string, limit: number): Promise<readonly ActOfStaff[]> {
    return this.#parts.staffActs.listBy(actor, limit);
  }

  async listChanges(after: number | null, limit: number): Promise<ChangesSlice> {
    return listChanges(this.#parts.history, this.#parts.erasures, after, limit);
  }

  async hear(request: MessageRequest): Promise<Result<HeardMessage, Failure>> {
    const heard = this.#parts.messages.hear(this.#rules, request);
    await this.#keeper.arm();
    return heard;
  }

  async give(request: GiveRequest): Promise<GiveReply> {
    const reply = this.#parts.gifts.give(this.#rules, request);
    await this.#keeper.arm();
    return reply;
  }

  async offerGift(offer: GiftOffer): Promise<void> {
    this.#parts.gifts.offer(this.#rules, offer);
  }

  async answerGift(
    request: AnswerGiftRequest,
  ): Promise<Result<AnsweredGift & { readonly tray: WrittenTray }, Failure>> {
    return this.#answerChoice(this.#parts.gifts.answer(this.#rules, request), request);
  }

  async moveGifts(): Promise<void> {
    await this.#parts.gifts.move();
  }

  async countReasons(): Promise<readonly ReasonCount[]> {
    return this.#parts.messages.countReasons();
  }

  async history(subscriberId: string): Promise<readonly StoredChoice[]> {
    return this.#parts.history.page(subscriberId, null, HISTORY_ROWS).map(toStoredChoice).toReversed();
  }

  async install(body: string, identity: Identity): Promise<InstallReply> {
    const recognized = await this.#answerTo(identity);
    if (recognized !== "known") return recognized;
    const rules = loadShared(body);
    const { version } = rules.ruleset;
    if (version <= (this.#installed?.ruleset.version ?? 0)) {
      return this.#parts.ruleset.read() === body ? "acknowledged" : "ahead";
    }
    this.ctx.storage.transactionSync(() => {
      this.#parts.ruleset.write(version, body);
      this.#parts.exposures.follow(rules);
    });
    this.#installed = rules;
    this.#hold(this.#stopState);
    await this.#keeper.arm();
    return "acknowledged";
  }

  async readInstalled(): Promise<string | null> {
    return this.#parts.ruleset.read() ?? null;
  }

  async obey(stopState: StopState, identity: Identity): Promise<ObeyReply> {
    const recognized = await this.#answerTo(identity);
    if (recognized !== "known") return recognized;
    if ((this.#installed?.ruleset.version ?? 0) >= stopState.version) return "ahead";
    this.#hold(stopState);
    return "obeyed";
  }

  async importProfiles(rows: readonly ProfileRow[]): Promise<void> {
    this.#parts.population.apply(rows.map(toUpsert), Date.now());
    this.#forgetFacts(rows);
  }

  async attributes(): Promise<readonly AttributeDefinition[] | null> {
    return this.#rules?.ruleset.attributes ?? null;
  }

  async applyPopulation(rows: readonly PopulationRow[], now: number, by?: string): Promise<PopulationOutcome> {
    this.#forgetFacts(rows);
    return this.#parts.population.apply(rows, now, by);
  }

  async exportProfiles(after: string, limit: number): Promise<ProfilePage> {
    return this.#parts.subscribers.exportPage(after, limit);
  }

  async countPopulation(): Promise<ShardPopulation> {
    return { subscribers: this.#parts.subscribers.countImported(), phones: this.#parts.phones.countByKey() };
  }

  async openImport(key: string, now: number): Promise<ImportProgress> {
    return this.#parts.imports.open(key, now);
  }

  async recordImport(key: string, progress: ImportProgress, now: number): Promise<boolean> {
    return this.#parts.imports.record(key, progress, now);
  }

  async findPhone(ref: PhoneRef): Promise<string | null> {
    return this.#parts.phones.find(ref);
  }

  async putPhones(entries: readonly PhoneEntry[]): Promise<void> {
    this.#parts.phones.put(entries);
  }

  async addPhone(entry: PhoneEntry): Promise<void> {
    this.#parts.phones.add(entry);
  }

  async dropPhones(entries: readonly (PhoneRef & Partial<PhoneEntry>)[]): Promise<void> {
    this.#parts.phones.drop(entries);
  }

  async claimPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean> {
    return this.#parts.phones.claim(from, to);
  }

  async confirmPhone(from: PhoneEntry, to: PhoneEntry): Promise<boolean> {
    return this.#parts.phones.confirm(from, to);
  }

  async forgetPhones(entries: readonly PhoneEntry[]): Promise<void> {
    this.#parts.phones.forget(entries);
  }

  async noteComplaint(complaint: ComplaintRequest): Promise<void> {
    if (this.#parts.exposures.noteComplaint(complaint)) await this.#keeper.arm();
  }

  async reportCounts(now: number): Promise<void> {
    await this.#sendReports(now);
  }

  async probeExposed(guard: string, atMost: number, now: number): Promise<ProbeReply> {
    const people = this.#parts.subscribers.sampleExposed(guard, atMost);
    if (this.#rules === undefined) return { checked: 0, stillShown: 0 };
    const stillShown = this.#parts.trays.countShown(this.#rules, people, this.#parts.exposures.campaignOf(guard), now);
    return { checked: people.length, stillShown };
  }

  async summarizeExposures(guard: string): Promise<readonly ExposureCell[]> {
    return this.#parts.subscribers.summarizeExposures(guard);
  }

  override async alarm(): Promise<void> {
    await this.askIfUnsure();
    await this.#keeper.ring();
  }

  readonly #inRoom = openRoomWait(openSpace(this.env));

  readonly #duties: readonly Duty[] = [
    {
      name: "report to guards",
      nextAt: (now) => this.#parts.exposures.nextReportAt(now, REPORT_AFTER_MS),
      run: (now) => this.#sendReports(now),
    },
    this.#inRoom({
      name: "move gifts",
      nextAt: (now) => this.#parts.gifts.nextDueAt(now),
      run: async () => {
        await this.#parts.gifts.move();
        return undefined;
      },
    }),
    {
      name: "forget what is over",
      nextAt: (now) => this.#parts.upkeep.nextDueAt(now),
      run: async (now) => {
        this.#parts.upkeep.sweep(now);
        return undefined;
      },
    },
  ];

  async rehearse(request: RehearseRequest): Promise<Result<RehearsedSlice, Failure>> {
    return rehearse(this.#parts, request, () => this.#rules?.ruleset.version);
  }

  async countAudiences(queries: readonly AudienceQuery[]): Promise<readonly AudienceTally[]> {
    return countAudiences(this.#parts.audiences, queries);
  }

  async weighAudience(query: AudienceQuery): ReturnType<ShardRpc["weighAudience"]> {
    return weighAudience(this.#parts.audiences, query);
  }

  async countPeople(): ReturnType<ShardRpc["countPeople"]> {
    return this.#parts.audiences.countPeople();
  }

  async countOuts(scopes: Parameters<ShardRpc["countOuts"]>[0]): Promise<readonly number[]> {
    return countOuts(this.#parts.subscribers, scopes);
  }

  async status(): Promise<ShardStatus> {
    return describeStatus(this.#rules, this.#parts.subscribers.count());
  }

  async age(now: number): Promise<ShardAge> {
    return describeAge(this.#rules, this.#parts.exposures.reportAge(now), this.#keeper.listTroubles());
  }

  /** A report that does not arrive stays due; nothing else waits for it. Answers which guards have not got theirs. */
  async #sendReports(now: number): Promise<string | undefined> {
    const dues = this.#parts.exposures.takeReports(this.#parts.name, now);
    const sent = await Promise.allSettled(dues.map((due) => this.#report(due, now)));
    const silent = dues.filter((_, index) => sent[index]?.status === "rejected").map(({ guard }) => guard);
    return silent.length === 0 ? undefined : `no report could be brought to ${silent.join(", ")}`;
  }

  protected override describe(): Possession {
    const { storage } = this.ctx;
    const held = describeHeld(this.#installed, () => this.#parts.ruleset.read());
    return { ...held, words: readWords(storage), bytes: storage.sql.databaseSize };
  }

  /** With what it is, it learns what is in force: a restored file, or one that was away, shows nothing that is stopped. */
  protected override async askCatalog(held: Held): Promise<Judgement> {
    const { judgement, stopState } = await openObject(this.env, "CATALOG", "catalog").attest("shard", this.name, held);
    if (stopState !== null) this.#hold(stopState);
    return judgement;
  }

  /** Whether it is the shard that the catalog means. */
  async #answerTo(identity: Identity): Promise<"known" | Exclude<InstallReply, "acknowledged">> {
    const trouble = await this.whyMissed();
    return trouble === undefined ? this.recognize(identity) : trouble.kind;
  }

  #hold(stopState: StopState): void {
    if (stopState.version > this.#stopState.version) this.#stopState = stopState;
    this.#rules = this.#installed && holdShared(this.#installed, this.#stopState);
  }

  protected override prepareFor(birth: number): void {
    raiseNumbers(this.ctx.storage, numbersFrom(birth));
  }

  async #report(due: DueReport, now: number): Promise<void> {
    const report = { ...due.report, sequence: numbersFrom(this.birth) + due.report.sequence };
    await openObject(this.env, "GUARD", due.guard).report(report, now);
    this.#parts.exposures.acknowledge(due);
  }

  /** Counts of audiences read these people anew. */
  #forgetFacts(people: readonly { readonly subscriberId: string }[]): void {
    for (const { subscriberId } of people) this.#parts.audiences.forget(subscriberId);
  }

  /** The word that holds, and the tray after it: what staff, or who presses a link, is told is hearsay, as no phone has shown it. */
  async #answerChoice<Word extends Said | AnsweredGift>(
    said: Result<Word, Failure>,
    request: TrayRequest & Pick<ChooseRequest, "actor" | "channel">,
  ): Promise<Result<Word & { readonly tray: WrittenTray }, Failure>> {
    if (!said.ok) return said;
    await this.#keeper.arm();
    const device = deviceOf(this.#parts.subscribers.read(request.subscriberId), request.device);
    const isHearsay = request.actor !== "self" || request.channel === "link";
    const parts = await this.#answerPhone({ ...request, device, isHearsay });
    return parts.ok ? succeed({ ...said.value, tray: writeTray(parts.value) }) : parts;
  }

  /** The same; from a shard that has lost what its people said, nothing, which the phone is to show at once. */
  async #answerOrDoubt(request: AskingRequest): Promise<Result<TrayParts, Failure>> {
    const trouble = await this.whyMissed();
    return trouble === undefined
      ? this.#answerPhone(request)
      : succeed(this.#parts.trays.doubt(request, trouble.identity));
  }

  /** All that a phone's answer is made of, or why it gets none. */
  async #answerPhone(request: AskingRequest): Promise<Result<TrayParts, Failure>> {
    if (this.#rules === undefined) return fail(NOT_READY);
    const answer = this.#parts.trays.answer(this.#rules, request);
    if (!answer.ok) return answer;
    if (answer.value.isFirstSight) await this.#keeper.arm();
    return succeed(answer.value.parts);
  }
}
