import type { Failure } from "../contract/problem.ts";
import type { Act, PublishReport } from "../contract/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import { fail, type Result } from "../domain/result.ts";
import { watchOf } from "../domain/guard-standing.ts";
import type { CampaignState, Ruleset } from "../domain/ruleset.ts";
import { compileRuleset, type CampaignStanding } from "./compile-ruleset.ts";
import type { GuardRecords } from "./guard-records.ts";
import { joinSnapshots } from "./snapshot.ts";
import type { CatalogStorage, LiveCampaign, LiveWorld } from "./storage.ts";

/** Compiles what is live and brings it to every shard. */
export class Publisher {
  readonly #storage: CatalogStorage;
  readonly #settings: Settings;
  readonly #shards: Env["SHARD"];
  readonly #guards: GuardRecords;
  readonly #announce: (version: number) => void;

  /** `announce` is told of every ruleset that shards have taken; what becomes of the word does not hold anything up. */
  constructor(
    storage: CatalogStorage,
    settings: Settings,
    shards: Env["SHARD"],
    guards: GuardRecords,
    announce: (version: number) => void = () => undefined,
  ) {
    this.#storage = storage;
    this.#settings = settings;
    this.#shards = shards;
    this.#guards = guards;
    this.#announce = announce;
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
    if (compiled.ok) return compiled;
    const detail = "What would be live does not compile; nothing was published. See issues.";
    return fail({ type: "refused", detail, issues: compiled.error });
  }

  /** Stores a compiled ruleset as the latest one; `install` then brings it to the shards. */
  store(ruleset: Ruleset, live: LiveWorld, { actor }: Act, cause: string): void {
    const { version, compiledAt } = ruleset;
    this.#storage.writeRuleset({ version, compiledAt, cause, by: actor, live }, JSON.stringify(ruleset));
  }

  /** Compiles and stores what is live now; answers what is wrong if it does not compile. */
  publish(act: Act, cause: string): Failure | undefined {
    const live = this.readLive();
    const compiled = this.compile(live, act.now);
    if (!compiled.ok) return compiled.error;
    this.store(compiled.value, live, act, cause);
    return undefined;
  }

  /**
   * Stores the latest ruleset again, with the standings of now. Nothing is compiled, so nothing can go wrong: a halt
   * must not depend on what somebody has meanwhile made of a definition.
   */
  restand(act: Act, cause: string): void {
    const latest = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(latest);
    if (body === undefined) return;
    const live = this.readLive();
    const standings = new Map(live.campaigns.map((campaign) => [campaign.snapshot.campaign.key, standingOf(campaign)]));
    // Parsed boundary: only `store` writes rulesets.
    const ruleset = JSON.parse(body) as Ruleset;
    const campaigns = ruleset.campaigns.map(({ rollout: _rollout, watch: _watch, ...content }) => ({
      ...content,
      ...standings.get(content.key),
    }));
    this.store({ ...ruleset, version: latest + 1, campaigns }, live, act, cause);
  }

  /** Offers the latest ruleset to every shard that is behind. Repeating it, or racing another install, is harmless. */
  async install(): Promise<PublishReport> {
    const version = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(version);
    if (body !== undefined) {
      const behind = this.#storage.readInstalls().filter((row) => row.version < version);
      await Promise.all(behind.map(({ shard }) => this.#installIn(shard, body)));
      if (behind.length > 0) this.#announce(version);
    }
    return this.report();
  }

  report(): PublishReport {
    const ruleset = this.#storage.latestVersion();
    const installs = this.#storage.readInstalls();
    const acknowledged = installs.filter((row) => row.version >= ruleset).length;
    const total = installs.length;
    return { ruleset, acknowledged, total, isLive: ruleset > 0 && acknowledged === total };
  }

  async #installIn(shard: string, body: string): Promise<void> {
    try {
      const acknowledged = await this.#shards.getByName(shard).install(body);
      this.#storage.writeInstalled(shard, acknowledged);
    } catch (error) {
      this.#storage.writeInstallError(shard, error instanceof Error ? error.message : String(error));
    }
  }
}

function standingOf({ state, rollout, watch }: LiveCampaign): CampaignStanding {
  const compiledState: CampaignState = state === "halted" || state === "stopped" ? state : "running";
  return { state: compiledState, ...(rollout && { rollout }), ...(watch && { watch }) };
}
