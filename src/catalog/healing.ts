import { advanceLifecycle, type Lifecycle } from "../domain/campaign/lifecycle.ts";
import { guardNameOf } from "../domain/guard/guard-standing.ts";
import type { Ruleset } from "../domain/decision/ruleset.ts";
import type { JsonChange } from "../domain/json-diff.ts";
import { succeed, type Result } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { stricterOf, type CampaignState, type StopState } from "../domain/stop-state.ts";
import { logFailure } from "../storage/log.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Authors } from "./authors.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Guarding } from "./guarding.ts";
import type { PolicyDesk } from "./policy.ts";
import { haltImpossible } from "./policy-rows.ts";
import { listGuardsInForce } from "./guards-in-force.ts";
import type { Publisher } from "./publisher.ts";
import type { AheadObject, RollCall } from "./roll-call.ts";
import type { CatalogStorage } from "./storage.ts";
import { takeOverPolicy } from "./take-over-policy.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";

interface HealingTools {
  readonly storage: CatalogStorage;
  readonly records: GuardRecords;
  readonly audit: AuditLog;
  readonly publisher: Publisher;
  readonly rollCall: Pick<RollCall, "takeAhead" | "listBehind" | "takeInAnew">;
  readonly guarding: Guarding;
  readonly policy: Pick<PolicyDesk, "outdate">;
  readonly transact: Transact;
  readonly webhooks: Webhooks;
  readonly authors: Pick<Authors, "makerOf">;
}

/** The audit names so many of the objects that were ahead, and counts the rest. */
const NAMED = 5;

/**
 * Mends a catalog that is an older copy, from what is newer than it (docs/adr/0009-a-stop-is-one-write.md). What is stopped
 * anywhere stays stopped, and what needs asking anywhere needs it; what was started since is not known any more, and so not shown.
 */
export function openHealing(tools: HealingTools) {
  const { storage, records, audit, publisher, rollCall, guarding, policy, transact } = tools;
  /** What a running start is by the newer ones: the strictest that any says of it; over, if the newest does not know it. */
  function judgeStart(start: string, seen: readonly StopState[]): CampaignState {
    const newest = seen.reduce((one, other) => (other.version > one.version ? other : one));
    const said = seen.flatMap(({ campaigns }) => campaigns[start] ?? []);
    return said.reduce(stricterOf, newest.campaigns[start] ?? "stopped");
  }

  /**
   * Takes a campaign as far back as anybody newer has. Whoever's guard knows a later order may have been held: nobody new gets it
   * until a person says so.
   */
  function takeBackCampaigns(shards: readonly StopState[], guards: readonly AheadObject[], now: number): JsonChange[] {
    return storage.listDefinitions("campaign").flatMap((row) => {
      const { key, lifecycle, snapshot } = row;
      if (lifecycle?.live === undefined || !isShown(lifecycle)) return [];
      const starts = listGuardsInForce(row);
      const start = guardNameOf(key, lifecycle.live.version);
      const ahead = guards.filter(({ name }) => starts.includes(name));
      const byShards = shards.length === 0 ? "running" : judgeStart(start, shards);
      const byGuards = ahead.map(({ name, held }) => held.stopState?.campaigns[name] ?? "running");
      const state = byGuards.reduce(stricterOf, byShards);
      const kind = state === "running" ? "hold" : state === "halted" ? "halt" : "stop";
      const isThere = state === "running" ? ahead.length === 0 : lifecycle.live.state === state;
      if (isThere || (kind === "hold" && lifecycle.live.state !== "running")) return [];
      const next = advanceLifecycle(lifecycle, { kind, reason: WHY }, { actor: "system", now, hash: "", why: WHY });
      if (!next.ok) return [];
      storage.writeLifecycle(key, next.value, snapshot);
      const theme = snapshot?.decoration.theme;
      if (state === "halted" && snapshot?.campaign.delivery === "default-on" && theme !== undefined) {
        records.blockTheme(theme, start, now);
      }
      return [{ path: `campaigns/${key}`, before: lifecycle.live.state, after: next.value.live?.state ?? state }];
    });
  }

  function stopEverything(shards: readonly StopState[]): JsonChange[] {
    if (shards.every(({ stopped }) => !stopped) || storage.readSetting("stopped") === "yes") return [];
    storage.writeSetting("stopped", "yes");
    return [{ path: "stopped", before: false, after: true }];
  }

  return {
    /** Takes over what is stopped in objects that are ahead. Says whether there is a new ruleset to bring. */
    heal(now: number): boolean {
      const found = rollCall.takeAhead();
      if (found.length === 0) return false;
      const before = storage.latestVersion();
      if (before === 0) return false;
      const guards = found.filter(({ kind }) => kind === "guard");
      const shards = found.flatMap(({ kind, held }) =>
        kind === "shard" && held.stopState !== null ? [held.stopState] : [],
      );
      const above = Math.max(0, ...shards.map(({ version }) => version));
      const healed = transact((): Result<boolean, never> => {
        for (const { name, held } of guards) records.raiseRevision(name, held.version);
        for (const { ruleset } of found) if (ruleset !== undefined) publisher.learnPlaces(ruleset);
        const stricter = takeOverPolicy(storage, newestOf(found), now);
        if (stricter.length > 0) {
          haltImpossible(tools, now);
          policy.outdate({ actor: "system", now });
        }
        const stops = [...stricter, ...stopEverything(shards), ...takeBackCampaigns(shards, guards, now)];
        // Whoever has not got yet what healed it before has nothing new to say.
        if (stops.length === 0 && above < before) return succeed(false);
        // A shard that is older than others may be a copy from as early as this catalog.
        const behind = above > before ? rollCall.listBehind(above) : [];
        for (const name of behind) rollCall.takeInAnew(name);
        guarding.followLives(now, 0);
        const stood = publisher.restand(
          { actor: "system", now },
          writeServiceWord({ code: "healed" }),
          above,
          storage.readDefinitions(),
        );
        const after = storage.latestVersion();
        const ahead = describeNames(found.map(({ name }) => name));
        const changes = [
          { path: "ahead", after: ahead },
          ...(behind.length > 0 ? [{ path: "behind", after: describeNames(behind) }] : []),
          { path: "ruleset", before, after },
          ...stops,
        ];
        audit.append({ actor: "system", now, why: WHY }, "heal", "catalog", changes);
        logFailure({ event: "catalog-healed", object: "catalog", ahead, before, after });
        return stood.ok ? succeed(true) : stood;
      });
      return healed.ok && healed.value;
    },
  };
}

/** The rulesets that the newest shards hold. */
function newestOf(found: readonly AheadObject[]): readonly Ruleset[] {
  // Parsed boundary: only a catalog's publisher writes rulesets.
  return found.flatMap(({ ruleset }) => (ruleset === undefined ? [] : [JSON.parse(ruleset) as Ruleset]));
}

function describeNames(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join(", ")} and ${rest} more` : names.join(", ");
}

export type Healing = ReturnType<typeof openHealing>;

const WHY = writeServiceWord({ code: "older-copy" });

/** Whether anybody may be shown the campaign that is live. */
function isShown({ live }: Lifecycle): boolean {
  return live !== undefined && live.state !== "completed" && live.state !== "stopped";
}
