import type { Failure } from "../contract/problem.ts";
import type { Act, PublishReport } from "../contract/rpc/rpc-control.ts";
import { openObject } from "../contract/rpc/objects.ts";
import type { Settings } from "../contract/settings.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { watchOf } from "../domain/guard/guard-standing.ts";
import type { CampaignState, Ruleset } from "../domain/decision/ruleset.ts";
import { compileRuleset, type CampaignStanding } from "./compile-ruleset.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Places } from "./places.ts";
import type { RollCall } from "./roll-call.ts";
import { joinSnapshots } from "./snapshot.ts";
import type { CatalogStorage, InstallRow, LiveCampaign, LiveWorld } from "./storage.ts";

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
      return [{ snapshot, state, ...this.readGuarded(snapshot.campaign.key) }];
    });
    return { stopped: this.#storage.readSetting("stopped") === "yes", campaigns };
  }

  /** How the rollout and the count of a campaign stand. */
  readGuarded(campaign: string): Pick<LiveCampaign, "rollout" | "watch"> {
    const order = this.#guards.findLatest(campaign);
    if (order === undefined) return {};
    const watch = watchOf(order.plan, order.standing);
    const { rollout } = order.standing;
    return rollout === null ? { watch } : { watch, rollout };
  }

  /** Compiles a world to the next ruleset, without storing anything. */
  compile(live: LiveWorld, now: number): Result<Ruleset, Failure> {
    const { attributes, categories, themes } = this.#storage.readDefinitions();
    const definitions = joinSnapshots(
      live.campaigns.map((campaign) => campaign.snapshot),
      { attributes, categories, themes },
    );
    const compiled = compileRuleset(definitions, {
      version: this.#storage.latestVersion() + 1,
      now,
      defaultZone: this.#settings.defaultZone,
      stopped: live.stopped,
      standings: new Map(live.campaigns.map((campaign) => [campaign.snapshot.campaign.key, standingOf(campaign)])),
    });
    if (compiled.ok) return succeed(this.#places.addTo(compiled.value));
    const detail = "What would be live does not compile; nothing was published. See issues.";
    return fail({ type: "refused", detail, issues: compiled.error });
  }

  /** Stores a compiled ruleset as the latest one; `install` then brings it to the shards. */
  store(ruleset: Ruleset, live: LiveWorld, { actor, now }: Act, cause: string): void {
    const { version, compiledAt } = ruleset;
    this.#places.note(ruleset);
    this.#storage.writeRuleset({ version, compiledAt, cause, by: actor, live }, JSON.stringify(ruleset), now);
    this.#follower.onProgress();
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
   * a stop must not depend on what somebody has meanwhile made of a definition.
   */
  restand(act: Act, cause: string): Result<null, never> {
    const latest = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(latest);
    if (body === undefined) return succeed(null);
    const live = this.readLive();
    const standings = new Map(live.campaigns.map((campaign) => [campaign.snapshot.campaign.key, standingOf(campaign)]));
    // Parsed boundary: only `store` writes rulesets.
    const ruleset = JSON.parse(body) as Ruleset;
    const campaigns = ruleset.campaigns.map(({ rollout: _rollout, watch: _watch, ...content }) => ({
      ...content,
      ...standings.get(content.key),
    }));
    const { defaultZone } = this.#settings;
    const changed = { version: latest + 1, stopped: live.stopped, campaigns, defaultZone };
    const restood = this.#places.addTo({ ...ruleset, ...changed });
    this.store(restood, live, act, cause);
    return succeed(null);
  }

  /** Why the latest ruleset must be stored again: by whom it was stored, or under which variables. Undefined: it need not. */
  whyOutdated(): "former places" | "default zone" | undefined {
    const body = this.#storage.readRulesetBody(this.#storage.latestVersion());
    if (body === undefined) return undefined;
    // Parsed boundary: only `store` writes rulesets.
    const { retired, defaultZone } = JSON.parse(body) as Ruleset;
    if (retired === undefined) return "former places";
    return defaultZone === this.#settings.defaultZone ? undefined : "default zone";
  }

  /** Offers the latest ruleset to every shard that is behind. Repeating it, or racing another install, is harmless. */
  async install(): Promise<PublishReport> {
    const version = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(version);
    if (body !== undefined) {
      const behind = this.readInstalls().filter((row) => row.version < version);
      await Promise.all(behind.map(({ shard }) => this.#installIn(shard, version, body)));
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

  report(): PublishReport {
    const ruleset = this.#storage.latestVersion();
    const installs = this.readInstalls();
    const acknowledged = installs.filter((row) => row.version >= ruleset).length;
    const total = installs.length;
    return { ruleset, acknowledged, total, isLive: ruleset > 0 && acknowledged === total };
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
      const reply = await openObject({ SHARD: this.#shards }, "SHARD", shard).install(body, identity);
      if (reply === "acknowledged") return { version, error: null };
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

function standingOf({ state, rollout, watch }: LiveCampaign): CampaignStanding {
  const compiledState: CampaignState = state === "halted" || state === "stopped" ? state : "running";
  return { state: compiledState, ...(rollout && { rollout }), ...(watch && { watch }) };
}
