import { DurableObject } from "cloudflare:workers";
import type { Held } from "../domain/identity.ts";
import { openObject } from "../contract/rpc/objects.ts";
import type { Failure } from "../contract/problem.ts";
import type { CatalogRpc, CatalogStatus, ShardRpc } from "../contract/rpc/rpc.ts";
import type {
  Act,
  AuditEntry,
  AuditQuery,
  CampaignActRequest,
  CampaignReview,
  DefinitionKind,
  DeleteRequest,
  LiveContent,
  PastRuleset,
  PublishReport,
  RollBackPlan,
  RollBackRequest,
  RulesetChanges,
  RulesetSummary,
  StoredDefinition,
  WriteRequest,
} from "../contract/rpc/rpc-control.ts";
import type { GuardOrder, GuardRequest, Policy, ThemePolicy } from "../contract/rpc/rpc-guard.ts";
import type { Attested, ObjectKind, ObjectReport, Repair, RepairRequest } from "../contract/rpc/rpc-identity.ts";
import type { IssuerKeysQuestion, KeptKeys } from "../contract/rpc/rpc-issuer-keys.ts";
import type { AddServiceKeyRequest, CheckServiceKeyRequest, ServiceKeyRecord } from "../contract/rpc/rpc-keys.ts";
import type { AddWebhookRequest, Delivery, DeliveryQuery, Webhook } from "../contract/rpc/rpc-webhooks.ts";
import type { GiftStanding } from "../contract/rpc/rpc-gifts.ts";
import type { Season } from "../contract/season.ts";
import type { PolicyGives, PolicyQuestion, PolicyTakes } from "../contract/rpc/rpc-policy.ts";
import type { PeopleGives, PeopleQuestion, PeopleTakes, WritePersonaRequest } from "../contract/rpc/rpc-simulation.ts";
import { parseSettings, type Settings } from "../contract/settings.ts";
import type { PersonaDecision, PersonaDecisionRequest, StoredPersona } from "../contract/simulation.ts";
import type { GiftCounts } from "../domain/guard/weigh-gifts.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import type { Retrospective } from "../domain/guard/retrospective.ts";
import type { ToldRetrospective } from "../domain/guard/tell-retrospective.ts";
import type { Window } from "../domain/campaign/schedule.ts";
import type { Json } from "../domain/json.ts";
import { openAlarmKeeper, type AlarmKeeper } from "../storage/alarm-keeper.ts";
import { addFeasts } from "./add-feasts.ts";
import { answerAboutPeople } from "./answer-about-people.ts";
import { announceRuleset } from "./announce-ruleset.ts";
import { composeStatus } from "./compose-status.ts";
import { openAuditLog, type AuditLog } from "./audit-log.ts";
import { openPeople } from "./open-people.ts";
import { openBringing, type Bringing } from "./bringing.ts";
import { openControl, type Control } from "./control.ts";
import { openCatalogDuties } from "./duties.ts";
import { openGiftGuard, type GiftGuard } from "./gift-guard.ts";
import { openGuardRecords } from "./guard-records.ts";
import { openGuarding, type Guarding } from "./guarding.ts";
import { startAtFirstCall, startFirst, type FirstStartTools } from "./first-start.ts";
import { openHealing } from "./healing.ts";
import { holdForGuard } from "./hold-for-guard.ts";
import { whyUnserved } from "./installation.ts";
import { openIssuerKeys, type IssuerKeys } from "./issuer-keys.ts";
import { openKeySetStore } from "./key-set-store.ts";
import { tryToMeasure, type MeasuredAudience } from "./measure-audience.ts";
import { decidePersonas, openPersonas, type Personas } from "./personas.ts";
import { openPlaces } from "./places.ts";
import { answerPolicy } from "./answer-policy.ts";
import { openPolicy, type PolicyDesk } from "./policy.ts";
import { openProposals } from "./proposals.ts";
import { Publisher } from "./publisher.ts";
import { openRegistry } from "./registry.ts";
import { openRepairs, type Repairs } from "./repairs.ts";
import { openRollCall, reportCatalog, type RollCall } from "./roll-call.ts";
import { foretelling } from "./foretell-two.ts";
import { reviewCampaign } from "./review-campaign.ts";
import { diffRulesets, listRulesets, readPastRuleset } from "./ruleset-history.ts";
import { readSeason } from "./season.ts";
import { withoutEarlier } from "./snapshot.ts";
import { openServiceKeys, type ServiceKeys } from "./service-keys.ts";
import { openStatusStreams, type StatusStreams } from "./status-streams.ts";
import { openCatalogStorage, type CatalogStorage } from "./storage.ts";
import { openTelling, type Telling } from "./telling.ts";
import { openTransact, type Transact } from "./transact.ts";

const RETRY = { firstRetryMs: 1_000, longestRetryMs: 60_000 };

/** The one object that holds the definitions, compiles rulesets and installs them in every shard (docs/adr/0002-the-shard-decides.md). */
export class Catalog extends DurableObject<Env> implements CatalogRpc {
  readonly #storage: CatalogStorage;
  readonly #settings: Settings;
  readonly #transact: Transact;
  readonly #audit: AuditLog;
  readonly #publisher: Publisher;
  readonly #control: Control;
  readonly #guarding: Guarding;
  readonly #policy: PolicyDesk;
  readonly #firstStart: FirstStartTools;
  readonly #telling: Telling;
  readonly #serviceKeys: ServiceKeys;
  readonly #issuerKeys: IssuerKeys;
  readonly #personas: Personas;
  readonly #aboutPeople: ReturnType<typeof answerAboutPeople>;
  readonly #statusStreams: StatusStreams;
  readonly #giftGuard: GiftGuard;
  readonly #rollCall: RollCall;
  readonly #repairs: Repairs;
  readonly #bringing: Bringing;
  readonly #keeper: AlarmKeeper;
  readonly #readStatus: () => CatalogStatus;

  static {
    startAtFirstCall(this.prototype, (catalog) => catalog.#startUnlessStarted());
  }

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#settings = parseSettings(env);
    this.#storage = openCatalogStorage(context.storage);
    this.#transact = openTransact(context.storage);
    this.#audit = openAuditLog(context.storage.sql);
    this.#serviceKeys = openServiceKeys(context.storage, this.#audit);
    this.#issuerKeys = openIssuerKeys(openKeySetStore(context.storage), () => Date.now());
    this.#personas = openPersonas(context.storage, this.#audit);
    const records = openGuardRecords(context.storage);
    this.#statusStreams = openStatusStreams(context, () => this.#readStatus());
    const known = { storage: this.#storage, audit: this.#audit, settings: this.#settings };
    this.#telling = openTelling(context.storage, env, {
      ...known,
      transact: this.#transact,
      onChange: () => this.#statusStreams.tell(),
    });
    const kept = { ...known, records, transact: this.#transact };
    const told = { ...this.#telling, ...kept };
    const registry = openRegistry(context.storage, this.#storage);
    const holdFor = (guard: string, act: Act) => holdForGuard(this.#guarding, this.#control, guard, act);
    this.#rollCall = openRollCall({ ...told, env, registry, holdFor });
    const { shardCount } = this.#settings;
    this.#repairs = openRepairs({ ...told, registry, serviceKeys: this.#serviceKeys, shardCount });
    const places = openPlaces(context.storage);
    this.#publisher = new Publisher(this.#storage, this.#settings, env.SHARD, records, places, this.#rollCall, {
      onPublished: (version) => context.waitUntil(announceRuleset(env.EVENTS, this.#rollCall, version)),
      onProgress: () => this.#statusStreams.tell(),
    });
    const people = openPeople(context.storage, { ...kept, places, serviceKeys: this.#serviceKeys });
    const tools = { ...told, ...people, publisher: this.#publisher };
    this.#giftGuard = openGiftGuard(context.storage, tools);
    this.#guarding = openGuarding(tools);
    const guarded = { ...tools, guarding: this.#guarding, proposals: openProposals(context.storage) };
    const asked = { ...tools, serviceKeys: this.#serviceKeys, openShards: () => this.#openShards() };
    this.#aboutPeople = answerAboutPeople(context.storage, asked);
    this.#firstStart = guarded;
    this.#control = openControl(guarded);
    this.#policy = openPolicy({ ...guarded, control: this.#control });
    this.#bringing = openBringing({
      ...guarded,
      env,
      rollCall: this.#rollCall,
      healing: openHealing({ ...guarded, rollCall: this.#rollCall, policy: this.#policy }),
      arm: () => this.#keeper.arm(),
      waitUntil: (work) => context.waitUntil(work),
    });
    this.#keeper = openAlarmKeeper(context.storage, {
      object: "catalog",
      ...RETRY,
      mayQuoteErrors: true,
      duties: openCatalogDuties({
        ...guarded,
        control: this.#control,
        measureAudience: (start) => this.#measureFor(start),
        bring: () => this.#bringing.bringAll(),
        ask: () => this.#bringing.ask(),
        restsUntil: () => this.#bringing.restsUntil(),
      }),
    });
    const watched = { ...asked, rollCall: this.#rollCall, keeper: this.#keeper, stopping: this.#control.stopping };
    this.#readStatus = () => composeStatus(watched, Date.now());
  }

  async start(now: number): Promise<CatalogStatus> {
    const refusal = whyUnserved(this.#storage, this.#settings);
    if (refusal !== undefined) throw new Error(refusal.detail);
    startFirst(this.#firstStart, now);
    const act = { actor: "system", now, why: writeServiceWord({ code: "upgrade" }) };
    this.#transact(() => addFeasts(this.#firstStart, act));
    await this.#bringing.awake();
    this.#transact(() => this.#publisher.restandOutdated(act));
    await this.#bringing.ask();
    if (this.#publisher.countBehind() > 0) await this.#bringing.bringAll();
    // An alarm that was lost is set again.
    else await this.#keeper.arm();
    return this.status();
  }

  /** What it writes is there at once; shards get it by alarm, so that nobody waits for them. */
  #startUnlessStarted(): void {
    if (!startFirst(this.#firstStart, Date.now())) return;
    this.ctx.waitUntil(this.#keeper.arm());
  }

  async attest(kind: ObjectKind, name: string, held: Held): Promise<Attested> {
    // A stop that this catalog has forgotten is known to somebody: whoever asks hears of it.
    await this.#bringing.awake();
    const judgement = await this.#rollCall.attest(kind, name, held);
    this.#bringing.heal();
    if (judgement.kind !== "known") await this.#bringing.goOn();
    const isShard = kind === "shard" && this.#storage.hasShard(name);
    return { judgement, stopState: isShard ? this.#publisher.readStopState() : null };
  }

  async suspect(shard: string, reason: string): Promise<void> {
    await this.#rollCall.suspect(shard, reason);
    await this.#bringing.goOn();
  }

  async listObjects(): Promise<readonly ObjectReport[]> {
    return [reportCatalog(this.ctx, this.#storage.latestVersion()), ...this.#rollCall.listObjects()];
  }

  async repair(request: RepairRequest): Promise<Result<Repair, Failure>> {
    const done = this.#repairs.repair(request);
    if (done.ok && done.value.state === "carried-out") await this.#bringing.bringAll();
    return done;
  }

  async whyUnserved(): Promise<Failure | null> {
    return whyUnserved(this.#storage, this.#settings) ?? null;
  }

  async readIssuerKeys(question: IssuerKeysQuestion): Promise<KeptKeys> {
    return this.#issuerKeys.read(question);
  }

  async status(): Promise<CatalogStatus> {
    return this.#readStatus();
  }

  /** Opens a stream of statuses, as a WebSocket. */
  override async fetch(): Promise<Response> {
    return this.#statusStreams.open();
  }

  override webSocketClose(stream: WebSocket): void {
    stream.close(1000);
  }

  async listDefinitions(kind: DefinitionKind): Promise<readonly StoredDefinition[]> {
    return this.#control.list(kind);
  }

  async readDefinition(kind: DefinitionKind, key: string): Promise<StoredDefinition | null> {
    return this.#control.readStored(kind, key) ?? null;
  }

  async writeDefinition(request: WriteRequest): Promise<Result<StoredDefinition, Failure>> {
    return this.#control.write(request);
  }

  async deleteDefinition(request: DeleteRequest): Promise<Result<null, Failure>> {
    return this.#control.remove(request);
  }

  async actOnCampaign(
    request: CampaignActRequest,
  ): Promise<Result<{ campaign: StoredDefinition; published: PublishReport | null }, Failure>> {
    const measured = await this.#measureFor(request);
    if (!measured.ok) return measured;
    const done = this.#control.act(request, measured.value);
    if (!done.ok) return done;
    if (request.action.kind === "resume") this.#repairs.acceptLosses(this.#guarding.readOrders(request.key), request);
    const { campaign, isPublished, isRevealing } = done.value;
    if (!isPublished) {
      await this.#bringing.goOn();
      return succeed({ campaign, published: null });
    }
    const stopped = request.action.kind === "stop" ? await this.#bringing.bringStop() : undefined;
    return succeed({ campaign, published: stopped && !isRevealing ? stopped : await this.#bringing.bringAll() });
  }

  async reviewCampaign(body: Json, act: Act, mayWrite: boolean): Promise<CampaignReview> {
    return reviewCampaign(this.#storage, body, {
      ...(mayWrite && foretelling(act, this.#control, (request) => this.#measureFor(request))),
      now: act.now,
      zone: this.#settings.defaultZone,
      takeCensus: (checked, definitions) => this.#aboutPeople.takeCensus(checked, definitions, act),
      guarding: this.#guarding,
    });
  }

  async readLiveContent(campaign: string): Promise<LiveContent | null> {
    return withoutEarlier(this.#storage.readDefinition("campaign", campaign)?.snapshot);
  }

  async readSeason(range: Window): Promise<Season> {
    return readSeason(this.#storage.listDefinitions("campaign"), this.#storage.readDefinitions(), range);
  }

  askPolicy<Name extends PolicyQuestion>(name: Name, question: PolicyTakes<Name>): PolicyGives<Name> {
    return answerPolicy(this.#policy, this.#bringing, this.#aboutPeople.tellOuts)[name](question);
  }

  async listRulesets(): Promise<readonly RulesetSummary[]> {
    return listRulesets(this.#storage);
  }

  async readRuleset(version: number): Promise<string | null> {
    return this.#storage.readRulesetBody(version) ?? null;
  }

  async readRulesetAt(at: number): Promise<PastRuleset | null> {
    return readPastRuleset(this.#storage, at);
  }

  async diffRulesets(from: number, to: number): Promise<Result<RulesetChanges, Failure>> {
    return diffRulesets(this.#storage, openProposals(this.ctx.storage), from, to);
  }

  async previewRollBack(request: RollBackRequest): Promise<Result<RollBackPlan, Failure>> {
    return this.#control.rollingBack.preview(request, this.#openShards());
  }

  async rollBack(request: RollBackRequest): Promise<Result<PublishReport & { rollback: RollBackPlan }, Failure>> {
    const done = await this.#control.rollingBack.rollBack(request, this.#openShards());
    return done.ok ? succeed({ ...(await this.#bringing.bringAll()), rollback: done.value }) : done;
  }

  async setStopped(stopped: boolean, act: Act): ReturnType<CatalogRpc["setStopped"]> {
    const done = this.#control.stopping[stopped ? "stop" : "resume"](act);
    if (!done.ok) return done;
    this.#statusStreams.tell();
    return succeed({ ...(await this.#bringing[stopped ? "bringStop" : "bringAll"]()), ...done.value });
  }

  async readAudit(query: AuditQuery): Promise<readonly AuditEntry[]> {
    return this.#audit.read(query);
  }

  async addServiceKey(request: AddServiceKeyRequest): Promise<ServiceKeyRecord> {
    return this.#serviceKeys.add(request);
  }

  async listServiceKeys(): Promise<readonly ServiceKeyRecord[]> {
    return this.#serviceKeys.list();
  }

  async checkServiceKey(request: CheckServiceKeyRequest): Promise<Result<ServiceKeyRecord, Failure>> {
    return this.#serviceKeys.check(request);
  }

  async revokeServiceKey(prefix: string, act: Act): Promise<Result<null, Failure>> {
    return this.#serviceKeys.revoke(prefix, act);
  }

  async confirmServiceKey(prefix: string, act: Act): ReturnType<CatalogRpc["confirmServiceKey"]> {
    return this.#serviceKeys.confirm(prefix, act);
  }

  async carryOut(request: GuardRequest): Promise<GuardOrder | null> {
    const done = this.#guarding.carryOut(request);
    if (done === undefined) return null;
    if (done.isPublished)
      await (request.action?.kind === "halt" ? this.#bringing.bringStop() : this.#bringing.bringAll());
    else await this.#bringing.goOn();
    return done.order;
  }

  async keepRetrospective(retrospective: Retrospective): Promise<void> {
    if (this.#guarding.keepRetrospective(retrospective)) await this.#bringing.bringAll();
  }

  async readOrders(campaign: string): Promise<readonly GuardOrder[]> {
    return this.#guarding.readOrders(campaign);
  }

  async listRetrospectives(campaign: string): Promise<readonly ToldRetrospective[]> {
    return this.#guarding.listRetrospectives(campaign);
  }

  askAboutPeople<Name extends PeopleQuestion>(name: Name, question: PeopleTakes<Name>): PeopleGives<Name> {
    return this.#aboutPeople.answers[name](question);
  }

  async listPersonas(): Promise<readonly StoredPersona[]> {
    return this.#personas.list();
  }

  async readPersona(key: string): Promise<StoredPersona | null> {
    return this.#personas.read(key) ?? null;
  }

  async writePersona(request: WritePersonaRequest): Promise<Result<StoredPersona, Failure>> {
    return this.#personas.write(request, this.#storage.readDefinitions());
  }

  async deletePersona(key: string, act: Act): Promise<Result<null, Failure>> {
    return this.#personas.remove(key, act);
  }

  async decidePersonas(request: PersonaDecisionRequest): Promise<Result<readonly PersonaDecision[], Failure>> {
    return decidePersonas(this.#personas.list(), { storage: this.#storage, publisher: this.#publisher }, request);
  }

  async readPolicy(): Promise<Policy> {
    return this.#guarding.readPolicy();
  }

  async reviewTheme(...question: Parameters<CatalogRpc["reviewTheme"]>): Promise<Result<ThemePolicy, Failure>> {
    return this.#control.reviewTheme(...question);
  }

  async addWebhook(request: AddWebhookRequest): Promise<Webhook> {
    return this.#telling.webhooks.add(request);
  }

  async listWebhooks(): Promise<readonly Webhook[]> {
    return this.#telling.webhooks.list();
  }

  async removeWebhook(id: string, act: Act): Promise<Result<null, Failure>> {
    return this.#telling.webhooks.remove(id, act);
  }

  async testWebhook(id: string, act: Act): Promise<Result<Delivery, Failure>> {
    const tested = this.#telling.webhooks.test(id, act);
    await this.#bringing.goOn();
    return tested;
  }

  async listDeliveries(query: DeliveryQuery): Promise<readonly Delivery[]> {
    return this.#telling.deliveries.list(query);
  }

  async replayDelivery(id: string, act: Act): Promise<Result<Delivery, Failure>> {
    const replayed = this.#telling.webhooks.replay(id, act);
    await this.#bringing.goOn();
    return replayed;
  }

  async reportGifts(shard: string, counts: GiftCounts, now: number): Promise<{ readonly isPaused: boolean }> {
    return this.#giftGuard.report(shard, counts, now);
  }

  async readGifts(): Promise<GiftStanding> {
    return this.#giftGuard.read();
  }

  async resumeGifts(act: Act): Promise<Result<GiftStanding, Failure>> {
    return this.#giftGuard.resume(act);
  }

  async verifyAudit(): Promise<{ entries: number; brokenAt: number | null }> {
    return this.#audit.verify();
  }

  /** Starts what is due, retries shards that could not be reached, and renews windows: see duties.ts. */
  override async alarm(): Promise<void> {
    await this.#keeper.ring();
  }

  /** How many people a campaign would reach by default, if the step leads to that. */
  async #measureFor({
    key,
    action,
  }: Pick<CampaignActRequest, "key" | "action">): Promise<Result<MeasuredAudience | undefined, Failure>> {
    const audience = this.#control.readAudience(key, action.kind);
    return audience === undefined ? succeed(undefined) : tryToMeasure(this.#openShards(), audience);
  }

  #openShards(): readonly ShardRpc[] {
    return this.#storage.readInstalls().map(({ shard }) => openObject(this.env, "SHARD", shard));
  }
}
