import { DurableObject } from "cloudflare:workers";
import type { Failure } from "../contract/problem.ts";
import type { CatalogRpc, CatalogStatus } from "../contract/rpc.ts";
import type {
  Act,
  AuditEntry,
  AuditQuery,
  CampaignActRequest,
  CampaignReview,
  DefinitionKind,
  DeleteRequest,
  PublishReport,
  RulesetSummary,
  StoredDefinition,
  WriteRequest,
} from "../contract/rpc-control.ts";
import type { AddServiceKeyRequest, CheckServiceKeyRequest, ServiceKeyRecord } from "../contract/rpc-keys.ts";
import { parseSettings, type Settings } from "../contract/settings.ts";
import { listShardNames } from "../contract/shard-name.ts";
import { diffJson, type JsonChange } from "../domain/json-diff.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { Json } from "../domain/segment.ts";
import { openAuditLog, type AuditLog } from "./audit-log.ts";
import { openControl, type Control } from "./control.ts";
import { Publisher } from "./publisher.ts";
import { reviewCampaign } from "./review-campaign.ts";
import { seedCatalog } from "./seed.ts";
import { openServiceKeys, type ServiceKeys } from "./service-keys.ts";
import { openCatalogStorage, type CatalogStorage } from "./storage.ts";

const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 60_000;
/** Windows reach 18 months ahead; a ruleset this old is compiled again so that they keep doing so. */
const RENEW_AFTER_MS = 30 * 86_400_000;
const CHECK_EVERY_MS = 86_400_000;

/** The one object that holds the definitions, compiles rulesets and installs them in every shard (DESIGN §4). */
export class Catalog extends DurableObject<Env> implements CatalogRpc {
  readonly #storage: CatalogStorage;
  readonly #settings: Settings;
  readonly #audit: AuditLog;
  readonly #publisher: Publisher;
  readonly #control: Control;
  readonly #serviceKeys: ServiceKeys;
  #retryDelayMs = RETRY_FIRST_MS;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#settings = parseSettings(env);
    this.#storage = openCatalogStorage(context.storage);
    this.#audit = openAuditLog(context.storage.sql);
    this.#serviceKeys = openServiceKeys(context.storage, this.#audit);
    this.#publisher = new Publisher(this.#storage, this.#settings, env.SHARD);
    this.#control = openControl({
      storage: this.#storage,
      audit: this.#audit,
      publisher: this.#publisher,
      transact: (change) => this.#transact(change),
    });
  }

  async start(now: number): Promise<CatalogStatus> {
    const recorded = this.#storage.readSetting("shardCount");
    const { shardCount, isProduction } = this.#settings;
    if (recorded !== undefined && Number(recorded) !== shardCount) {
      throw new Error(`SHARDS is ${shardCount}, but this installation was started with ${recorded}; set it back`);
    }
    if (recorded === undefined) {
      const act: Act = { actor: "system", now, why: "first start" };
      const failure = this.#transact(() => {
        seedCatalog(this.#storage, this.#audit, act, !isProduction);
        this.#storage.addShards(listShardNames(shardCount));
        this.#storage.writeSetting("shardCount", String(shardCount));
        return this.#publisher.publish(act, "first start");
      });
      if (failure) throw new Error(`The bundled definitions do not compile: ${JSON.stringify(failure.issues)}`);
    }
    if (!this.#publisher.report().isLive) await this.#bringToShards();
    return this.status();
  }

  async status(): Promise<CatalogStatus> {
    const errors = this.#storage
      .readInstalls()
      .flatMap(({ shard, error }) => (error === null ? [] : [`${shard}: ${error}`]));
    return { ...this.#publisher.report(), errors, stopped: this.#publisher.readLive().stopped };
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
    const done = this.#control.act(request);
    if (!done.ok) return done;
    const { campaign, isPublished } = done.value;
    if (!isPublished) {
      await this.#armAlarm();
      return succeed({ campaign, published: null });
    }
    return succeed({ campaign, published: await this.#bringToShards() });
  }

  async reviewCampaign(campaign: Json, now: number): Promise<CampaignReview> {
    const options = { now, zone: this.#settings.defaultZone, counts: new Map() };
    return reviewCampaign(this.#storage.readDefinitions(), campaign, options);
  }

  async listRulesets(): Promise<readonly RulesetSummary[]> {
    return this.#storage.listRulesets().map(({ version, compiledAt, cause, by, live }) => ({
      version,
      compiledAt,
      cause,
      by,
      stopped: live.stopped,
      campaigns: live.campaigns.map(({ snapshot, state }) => ({ key: snapshot.campaign.key, state })),
    }));
  }

  async readRuleset(version: number): Promise<string | null> {
    return this.#storage.readRulesetBody(version) ?? null;
  }

  async diffRulesets(from: number, to: number): Promise<Result<readonly JsonChange[], Failure>> {
    const worlds = new Map(this.#storage.listRulesets().map((ruleset) => [ruleset.version, ruleset.live]));
    const [before, after] = [worlds.get(from), worlds.get(to)];
    if (before === undefined || after === undefined) {
      const missing = before === undefined ? from : to;
      return fail({ type: "not-found", detail: `There is no ruleset ${missing}; GET /v1/rulesets lists them.` });
    }
    return succeed(diffJson(byCampaign(before), byCampaign(after)));
  }

  async rollBack(version: number, act: Act): Promise<Result<PublishReport, Failure>> {
    const done = this.#control.rollBack(version, act);
    return done.ok ? succeed(await this.#bringToShards()) : done;
  }

  async setStopped(stopped: boolean, act: Act): Promise<Result<PublishReport, Failure>> {
    const failure = this.#control.setStopped(stopped, act);
    return failure === undefined ? succeed(await this.#bringToShards()) : fail(failure);
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

  async verifyAudit(): Promise<{ entries: number; brokenAt: number | null }> {
    return this.#audit.verify();
  }

  /** Starts what is due, retries shards that could not be reached, and renews windows that no longer reach far ahead. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#control.startDue(now);
    const [latest] = this.#storage.listRulesets();
    if (latest !== undefined && now - latest.compiledAt > RENEW_AFTER_MS) {
      this.#publisher.publish({ actor: "system", now }, "windows renewed");
    }
    await this.#bringToShards();
  }

  async #bringToShards(): Promise<PublishReport> {
    // Armed before the first shard is called: should this object die half-way, the alarm goes on.
    await this.ctx.storage.setAlarm(Date.now() + RETRY_FIRST_MS);
    try {
      return await this.#publisher.install();
    } finally {
      await this.#armAlarm();
    }
  }

  async #armAlarm(): Promise<void> {
    const { isLive } = this.#publisher.report();
    this.#retryDelayMs = isLive ? RETRY_FIRST_MS : Math.min(this.#retryDelayMs * 2, RETRY_LONGEST_MS);
    const routineAt = Date.now() + (isLive ? CHECK_EVERY_MS : this.#retryDelayMs);
    await this.ctx.storage.setAlarm(Math.min(routineAt, this.#control.nextStartAt() ?? Infinity));
  }

  /** Runs a change as one transaction; a failure that it answers undoes all of it. */
  #transact(change: () => Failure | undefined): Failure | undefined {
    let failure: Failure | undefined;
    try {
      this.ctx.storage.transactionSync(() => {
        failure = change();
        if (failure !== undefined) throw UNDO;
      });
    } catch (error) {
      if (error !== UNDO) throw error;
    }
    return failure;
  }
}

/** Thrown, and caught, only by `#transact`. */
const UNDO = new Error("undo");

/** Campaigns by key instead of by place, so that differences name them. */
function byCampaign(live: {
  stopped: boolean;
  campaigns: readonly { snapshot: { campaign: { key: string } } }[];
}): Json {
  const campaigns = Object.fromEntries(live.campaigns.map((entry) => [entry.snapshot.campaign.key, entry]));
  return JSON.parse(JSON.stringify({ stopped: live.stopped, campaigns })) as Json;
}
