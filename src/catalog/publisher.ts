import type { Failure } from "../contract/problem.ts";
import type { Act, PublishReport } from "../contract/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import { fail, type Result } from "../domain/result.ts";
import type { CampaignState, Ruleset } from "../domain/ruleset.ts";
import { compileRuleset, type CampaignStanding } from "./compile-ruleset.ts";
import { joinSnapshots } from "./snapshot.ts";
import type { CatalogStorage, LiveCampaign, LiveWorld } from "./storage.ts";

/** Compiles what is live and brings it to every shard. */
export class Publisher {
  readonly #storage: CatalogStorage;
  readonly #settings: Settings;
  readonly #shards: Env["SHARD"];

  constructor(storage: CatalogStorage, settings: Settings, shards: Env["SHARD"]) {
    this.#storage = storage;
    this.#settings = settings;
    this.#shards = shards;
  }

  /** What is live now: of every started campaign the snapshot that was approved. */
  readLive(): LiveWorld {
    const campaigns = this.#storage.listDefinitions("campaign").flatMap(({ lifecycle, snapshot }): LiveCampaign[] => {
      const state = lifecycle?.live?.state;
      return state === undefined || state === "completed" || snapshot === undefined ? [] : [{ snapshot, state }];
    });
    return { stopped: this.#storage.readSetting("stopped") === "yes", campaigns };
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

  /** Offers the latest ruleset to every shard that is behind. Repeating it, or racing another install, is harmless. */
  async install(): Promise<PublishReport> {
    const version = this.#storage.latestVersion();
    const body = this.#storage.readRulesetBody(version);
    if (body !== undefined) {
      const behind = this.#storage.readInstalls().filter((row) => row.version < version);
      await Promise.all(behind.map(({ shard }) => this.#installIn(shard, body)));
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

function standingOf({ state, rollout }: LiveCampaign): CampaignStanding {
  const compiledState: CampaignState = state === "halted" || state === "stopped" ? state : "running";
  return { state: compiledState, ...(rollout === undefined ? {} : { rollout }) };
}
