import { type Failure, inBoth } from "../contract/problem.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { GuardOrder } from "../contract/rpc/rpc-guard.ts";
import type { Act, PublishReport } from "../contract/rpc/rpc-control.ts";
import { openObject } from "../contract/rpc/objects.ts";
import { within } from "../contract/rpc/within.ts";
import type { Settings } from "../contract/settings.ts";
import { mapConcurrently } from "../domain/map-concurrently.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { writeServiceWord, type PlainWord } from "../domain/service-word.ts";
import { isClosed, watchOf } from "../domain/guard/guard-standing.ts";
import type { CompiledCampaign, Ruleset } from "../domain/decision/ruleset.ts";
import type { Standing } from "../domain/policy/policy-change.ts";
import { stopStateOf } from "../domain/decision/hold-to.ts";
import type { StopState } from "../domain/stop-state.ts";
import {
  compileFeast,
  compileRuleset,
  restand,
  type CampaignStanding,
  type EarlierStanding,
} from "./compile-ruleset.ts";
import type { GuardRecords } from "./guard-records.ts";
import { listGuardsInForce } from "./guards-in-force.ts";
import type { Places } from "./places.ts";
import { limitsSet } from "./limits-of.ts";
import type { RollCall } from "./roll-call.ts";
import { joinSnapshots } from "./snapshot.ts";
import type { CatalogStorage, InstallRow, LiveCampaign, LiveWorld } from "./storage.ts";

/** Shards that a ruleset is brought to at the same time: a body for each of them at once would fill the memory. */
const AT_ONCE = 64;
/** A shard that does not answer within so long is told again later. */
const PATIENCE_MS = 10_000;

/** What `Publisher` tells as it goes on; what becomes of the word holds nothing up. */
export interface PublishFollower {
  /** Shards have taken a ruleset. */
  onPublished(version: number): void;
  /** Another shard has acknowledged the latest ruleset, or could not be reached; or there is another latest. */
  onProgress(): void;
}

/** Compiles what is live and brings it to every shard. */
export class Publisher {
  readonly #storage: CatalogStorage;
  readonly #settings: Settings;
  readonly #shards: Env["SHARD"];
  readonly #guards: GuardRecords;
  readonly #places: Places;
  readonly #rollCall: Pick<RollCall, "meet" | "meetUnlessKnown" | "identityOf">;
  readonly #follower: PublishFollower;
  /** Answers of shards that are not written down yet. */
  readonly #answers = new Map<string, InstallAnswer>();
  /** The latest ruleset whose stops each shard obeys, in this life of the catalog. */
  readonly #obeyed = new Map<string, number>();
  #stopState: StopState | null = null;

  constructor(
    storage: CatalogStorage,
    settings: Settings,
    shards: Env["SHARD"],
    guards: GuardRecords,
    places: Places,
    rollCall: Pick<RollCall, "meet" | "meetUnlessKnown" | "identityOf">,
    follower: PublishFollower,
  ) {
    this.#storage = storage;
    this.#settings = settings;
    this.#shards = shards;
    this.#guards = guards;
    this.#places = places;
    this.#rollCall = rollCall;
    this.#follower = follower;
  }

  /** What is live now: of every started campaign the snapshot that was approved. */
  readLive(): LiveWorld {
    const campaigns = this.#storage.listDefinitions("campaign").flatMap(({ lifecycle, snapshot }): LiveCampaign[] => {
      const state = lifecycle?.live?.state;
      if (state === undefined || state === "completed" || snapshot === undefined) return [];
      const { approval, knownReasons, agreedReach } = lifecycle?.live ?? {};
      const known = knownReasons && { knownReasons, ...(agreedReach !== undefined && { agreedReach }) };
      return [
        {
          snapshot,
          state,
          ...this.readGuarded(snapshot.campaign.key),
          ...(approval && { approval }),
          ...(known && { known }),
        },
      ];
    });
    return { stopped: this.#storage.readSetting("stopped") === "yes", campaigns };
  }

  /** How the rollouts and the counts of a campaign stand, of its present audience and of earlier ones. */
  readGuarded(campaign: string): Omit<LiveCampaign, "snapshot" | "state" | "approval" | "known"> {
    const row = this.#storage.readDefinition("campaign", campaign);
    const [present, ...others] = row === undefined ? [] : listGuardsInForce(row);
    const known = present === undefined ? undefined : this.#guards.find(present);
    const order = known ?? this.#guards.findLatest(campaign);
    if (order === undefined) return {};
    const stand = ({ plan, standing }: GuardOrder): EarlierStanding => ({
      watch: watchOf(plan, standing),
      ...(standing.rollout && { rollout: standing.rollout }),
    });
    const orders = others.flatMap((guard) => this.#guards.find(guard) ?? []);
    const closed = [order, ...orders].some(({ standing }) => isClosed(standing));
    const isToldAhead = row?.lifecycle?.live?.word?.kind === "two";
    const guarded = {
      ...stand(order),
      ...(closed && { isClosed: true as const }),
      ...(isToldAhead && { isToldAhead: true as const }),
    };
    if (orders.length === 0) return guarded;
    const keptBefore = orders.filter(({ plan }) => plan.version < order.plan.version).length;
    return { ...guarded, earlier: orders.map(stand), ...(keptBefore < orders.length && { keptBefore }) };
  }

  /** Compiles a world to the next ruleset, without storing anything. */
  compile(live: LiveWorld, now: number): Result<Ruleset, Failure> {
    const { attributes, categories, themes, feasts } = this.#storage.readDefinitions();
    const definitions = joinSnapshots(
      live.campaigns.map((campaign) => campaign.snapshot),
      { attributes, categories, themes, feasts },
    );
    const compiled = compileRuleset(definitions, {
      version: this.#storage.latestVersion() + 1,
      now,
      defaultZone: this.#settings.defaultZone,
      stopped: live.stopped,
      standings: new Map(live.campaigns.map((campaign) => [campaign.snapshot.campaign.key, standingOf(campaign)])),
    });
    if (compiled.ok) return succeed(this.#places.addTo(compiled.value));
    const words = {
      ru: "То, что вступило бы в силу, не собирается, и ничего не опубликовано. Почему, сказано в issues.",
      en: "What would be live does not compile; nothing was published. See issues.",
    };
    return fail({ type: "refused", ...inBoth(words), issues: compiled.error });
  }

  /** Stores a compiled ruleset as the latest one; `install` then brings it to the shards. */
  store(ruleset: Ruleset, live: LiveWorld, { actor, now }: Act, cause: string): void {
    const { version, compiledAt } = ruleset;
    this.#places.note(ruleset);
    const body = JSON.stringify({ ...ruleset, limits: limitsSet(this.#storage) });
    this.#storage.writeRuleset({ version, compiledAt, inForceFrom: now, cause, by: actor, live }, body);
    this.#follower.onProgress();
  }

  /** Learns where everything stood in a ruleset (JSON text) that this catalog has made and forgotten. */
  learnPlaces(body: string): void {
    // Parsed boundary: only `store` writes rulesets.
    this.#places.note(JSON.parse(body) as Ruleset);
  }

  /** Compiles and stores what is live now; answers what is wrong if it does not compile. */
  publish(act: Act, cause: string): Result<null, Failure> {
    const live = this.readLive();
    const compiled = this.compile(live, act.now);
    if (!compiled.ok) return compiled;
    this.store(compiled.value, live, act, cause);
    return succeed(null);
  }

  /**
   * Stores the latest ruleset again, with the standings of now. Nothing is compiled, so nothing can go wrong: a halt or
   * a stop must not depend on what somebody has meanwhile made of a definition. Its number is above that of every other,
   * and above the one that is given. `policy`: where everything stands by now, if that has become stricter.
   */
  restand(act: Act, cause: string, above = 0, policy?: Standing): Result<null, never> {
    const latest = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(latest);
    if (body === undefined) return succeed(null);
    const live = this.readLive();
    const standings = new Map(live.campaigns.map((campaign) => [campaign.snapshot.campaign.key, standingOf(campaign)]));
    // Parsed boundary: only `store` writes rulesets.
    const ruleset = JSON.parse(body) as Ruleset;
    const feasts = this.#feastsOf(live);
    const campaigns = ruleset.campaigns.map((campaign) => ({
      ...restand(campaign, standings.get(campaign.key)),
      ...feasts.get(campaign.key),
    }));
    const { defaultZone } = this.#settings;
    const changed = { version: Math.max(latest, above) + 1, stopped: live.stopped, campaigns, defaultZone };
    const places = policy && { categories: policy.categories, themes: policy.themes };
    const restood = this.#places.addTo({ ...ruleset, ...changed, ...places });
    this.store(restood, live, act, cause);
    return succeed(null);
  }

  /** Stores the latest ruleset again if it is of another release, or of other variables. */
  restandOutdated(act: Act): Result<null, never> {
    const outdated = this.#whyOutdated();
    if (outdated === undefined) return succeed(null);
    return this.restand(act, writeServiceWord({ code: outdated }));
  }

  /** Why the latest ruleset must be stored again: by whom it was stored, or under which variables. Undefined: it need not. */
  #whyOutdated(): PlainWord | undefined {
    const body = this.#storage.readRulesetBody(this.#storage.latestVersion());
    if (body === undefined) return undefined;
    // Parsed boundary: only `store` writes rulesets.
    const { retired, defaultZone, campaigns } = JSON.parse(body) as Ruleset;
    if (retired === undefined) return "former-places";
    const guarded = campaigns.map((campaign) => ({ campaign, now: this.readGuarded(campaign.key) }));
    if (guarded.some(({ campaign, now }) => now.isClosed !== campaign.isClosed)) return "held-campaigns";
    if (guarded.some(({ campaign, now }) => now.isToldAhead !== campaign.isToldAhead)) return "told-ahead";
    if (defaultZone !== this.#settings.defaultZone) return "default-zone";
    const feasts = this.#feastsOf(this.readLive());
    const isSame = campaigns.every(({ key, feast }) => {
      const inForce = feasts.get(key)?.feast;
      return inForce === undefined || (feast?.key === inForce.key && feast?.category === inForce.category);
    });
    return isSame ? undefined : "feasts";
  }

  /** What the feasts of live campaigns carry by the policy in force. */
  #feastsOf({ campaigns }: LiveWorld): ReadonlyMap<string, Pick<CompiledCampaign, "feast">> {
    const { feasts } = this.#storage.readDefinitions();
    return new Map(
      campaigns.flatMap(({ snapshot: { campaign } }) => {
        const feast = compileFeast(campaign.schedule, feasts);
        return feast === undefined ? [] : [[campaign.key, { feast }] as const];
      }),
    );
  }

  /** Offers the latest ruleset to every shard that is behind. Repeating it, or racing another install, is harmless. */
  async install(): Promise<PublishReport> {
    const version = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(version);
    if (body !== undefined) {
      const behind = this.readInstalls().filter((row) => row.version < version);
      await mapConcurrently(behind, AT_ONCE, ({ shard }) => this.#installIn(shard, version, body));
      // All in one write: hundreds of them, one after another, would hold up a stop for longer than the shards do.
      for (const [shard, { version: acknowledged, error }] of this.#answers) {
        this.#storage.writeInstalled(shard, acknowledged);
        if (error !== null) this.#storage.writeInstallError(shard, error);
      }
      this.#answers.clear();
      if (behind.length > 0) this.#follower.onPublished(version);
    }
    return this.report();
  }

  /** How far every shard is, by all that is known. */
  readInstalls(): readonly InstallRow[] {
    return this.#storage.readInstalls().map((row) => {
      const answer = this.#answers.get(row.shard);
      if (answer === undefined) return row;
      return { shard: row.shard, version: Math.max(row.version, answer.version), error: answer.error };
    });
  }

  /**
   * Tells every shard that is behind what is stopped, which nobody has to store: a shard that forgets it asks before it
   * decides. So the answer to a stop waits for a word to all and a word from all, and for no disk but the catalog's.
   */
  async spreadStops(): Promise<void> {
    const stopState = this.readStopState();
    if (stopState === null) return;
    const behind = this.readInstalls().filter(
      ({ shard, version }) => this.#knownBy(shard, version) < stopState.version,
    );
    await Promise.all(behind.map(({ shard }) => this.#askToObey(shard, stopState)));
    if (behind.length > 0) this.#follower.onPublished(stopState.version);
  }

  /** What is stopped as of the latest ruleset; null: there is none yet. */
  readStopState(): StopState | null {
    const version = this.#storage.latestVersion();
    if (this.#stopState?.version !== version) {
      const body = this.#storage.readRulesetBody(version);
      // Parsed boundary: only `store` writes rulesets.
      this.#stopState = body === undefined ? null : stopStateOf(JSON.parse(body) as Ruleset);
    }
    return this.#stopState;
  }

  /** How many shards have stored the latest ruleset, or obey what it stops. */
  report(): PublishReport {
    const ruleset = this.#storage.latestVersion();
    const installs = this.readInstalls();
    const acknowledged = installs.filter(({ shard, version }) => this.#knownBy(shard, version) >= ruleset).length;
    const total = installs.length;
    return { ruleset, acknowledged, total, isLive: ruleset > 0 && acknowledged === total };
  }

  /** How many shards have not stored the latest ruleset. */
  countBehind(): number {
    const latest = this.#storage.latestVersion();
    return this.readInstalls().filter(({ version }) => version < latest).length;
  }

  #open(shard: string): ShardRpc {
    return openObject({ SHARD: this.#shards }, "SHARD", shard);
  }

  async #holdsOwn(shard: string): Promise<boolean> {
    return (await this.#rollCall.meet("shard", shard))?.kind === "known";
  }

  #knownBy(shard: string, installed: number): number {
    return Math.max(installed, this.#obeyed.get(shard) ?? 0);
  }

  async #askToObey(shard: string, stopState: StopState): Promise<void> {
    try {
      const ask = () => {
        const identity = this.#rollCall.identityOf("shard", shard);
        return within(PATIENCE_MS, this.#open(shard).obey(stopState, identity));
      };
      const reply = await ask();
      // A ruleset of that number may be this catalog's, from an install that was faster, and a shard may have to be taken in
      // anew; only asking it what it is tells.
      const isKnown = reply !== "obeyed" && (await this.#holdsOwn(shard));
      const isObeyed = reply === "obeyed" || (isKnown && (reply === "ahead" || (await ask()) === "obeyed"));
      if (isObeyed) this.#obeyed.set(shard, stopState.version);
    } catch (error) {
      this.#answers.set(shard, { version: 0, error: error instanceof Error ? error.message : String(error) });
    }
    this.#follower.onProgress();
  }

  async #installIn(shard: string, version: number, body: string): Promise<void> {
    const answer = await this.#offer(shard, version, body);
    const earlier = this.#answers.get(shard)?.version ?? 0;
    this.#answers.set(shard, { ...answer, version: Math.max(earlier, answer.version) });
    this.#follower.onProgress();
  }

  /**
   * Nothing is brought to a shard that is lost or another installation's; one that is ahead takes what has a higher number
   * than what it holds. Only what was offered, to the letter, counts as acknowledged.
   */
  async #offer(shard: string, version: number, body: string): Promise<InstallAnswer> {
    const kind = await this.#rollCall.meetUnlessKnown("shard", shard);
    if (kind !== undefined && kind !== "known" && kind !== "ahead") return { version: 0, error: kind };
    try {
      const identity = this.#rollCall.identityOf("shard", shard);
      const reply = await within(PATIENCE_MS, this.#open(shard).install(body, identity));
      if (reply === "acknowledged") {
        // From now on it holds what this catalog knows.
        if (kind === "ahead") await this.#rollCall.meet("shard", shard);
        return { version, error: null };
      }
      // Another install may have been faster; then what it brought is known.
      const found = await this.#rollCall.meet("shard", shard);
      return { version: 0, error: found?.kind === "known" ? null : reply };
    } catch (error) {
      return { version: 0, error: error instanceof Error ? error.message : String(error) };
    }
  }
}

interface InstallAnswer {
  readonly version: number;
  readonly error: string | null;
}

function standingOf({
  snapshot: _snapshot,
  approval: _approval,
  known: _known,
  state,
  ...guarded
}: LiveCampaign): CampaignStanding {
  return { ...guarded, state: state === "halted" || state === "stopped" ? state : "running" };
}
