import { compileRuleset, type EarlierStanding } from "../../../src/catalog/compile-ruleset.ts";
import { joinSnapshots } from "../../../src/catalog/snapshot.ts";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import { advanceLifecycle, NEW_LIFECYCLE, type Lifecycle } from "../../../src/domain/campaign/lifecycle.ts";
import type { Facts } from "../../../src/domain/condition/attribute.ts";
import type { Condition, Segment } from "../../../src/domain/condition/segment.ts";
import type { ChoiceFold } from "../../../src/domain/decision/choice.ts";
import { decide, watchFor } from "../../../src/domain/decision/decide.ts";
import type { Ruleset } from "../../../src/domain/decision/ruleset.ts";
import type { LoadedSegment } from "../../../src/domain/decision/loaded-campaign.ts";
import type { LoadedRuleset } from "../../../src/domain/decision/loaded-ruleset.ts";
import { loadRuleset } from "../../../src/domain/decision/load-ruleset.ts";
import { viewerOf } from "../../../src/domain/decision/viewer.ts";
import { countChange, NO_COUNTS, noteEvent, NOT_EXPOSED, type Exposure } from "../../../src/domain/guard/exposure.ts";
import { weighEvidence } from "../../../src/domain/guard/guard-evidence.ts";
import { guardParametersFor } from "../../../src/domain/guard/guard-parameters.ts";
import {
  applyAction,
  beginStanding,
  endOf,
  endStanding,
  followStart,
  guardNameOf,
  hasBegun,
  stagesOf,
  watchOf,
  type GuardPlan,
  type GuardStanding,
} from "../../../src/domain/guard/guard-standing.ts";
import { planSuccession, type StartContent } from "../../../src/domain/guard/succession.ts";
import { compileLinearPattern } from "../../../src/regex/linear-regex.ts";
import { sampleRuleset } from "../../support/sample-ruleset.ts";

export const HOUR = 3_600_000;
/** The season is all of June 2025, in UTC. */
export const OPENS = Date.parse("2025-06-01T00:00:00Z");
const ENDS = Date.parse("2025-07-01T00:00:00Z");

const { categories, themes, decorations } = sampleRuleset([]);
const LABEL = { ru: "надпись", en: "label" };
const values = ["ios", "android", "web"].map((value) => ({ value, label: LABEL }));
const attributes: Ruleset["attributes"] = [{ key: "platform", type: "enum", source: "device", label: LABEL, values }];
const tree = decorations.find(({ key }) => key === "tree") ?? decorations[0]!;

export type Conditions = Readonly<Record<string, Condition>>;

export interface Person {
  readonly id: string;
  readonly facts: Facts;
  choices: ChoiceFold;
  readonly exposures: Record<string, Exposure>;
}

interface Guarded {
  readonly plan: GuardPlan;
  standing: GuardStanding;
  counts: typeof NO_COUNTS;
}

/** A campaign that is started and edited again and again by the rules of the product, with the people who look at it. */
export class EditedCampaign {
  now: number;
  campaign: Campaign;
  conditions: Conditions;
  readonly guards = new Map<string, Guarded>();
  rules: LoadedRuleset;
  #lifecycle: Lifecycle = NEW_LIFECYCLE;
  #content: StartContent | undefined;

  constructor(campaign: Campaign, conditions: Conditions, now: number) {
    this.now = now;
    this.campaign = campaign;
    this.conditions = conditions;
    if (!this.start({}, {})) throw new Error("the first start was refused");
    this.rules = this.#compile();
  }

  get version(): number {
    return this.#lifecycle.live?.version ?? 0;
  }

  get state(): string {
    return this.#lifecycle.live?.state ?? "draft";
  }

  /** The guards of all that people have, that of the present audience first. */
  get inForce(): readonly string[] {
    const versions = [this.version, ...(this.#content?.earlier ?? []).map(({ version }) => version)];
    return versions.map((version) => guardNameOf(this.campaign.key, version));
  }

  guard(name: string): Guarded {
    const found = this.guards.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  }

  /** Starts it with changes; false: it was refused, and nothing is different. */
  start(changes: Partial<Campaign>, conditions: Conditions): boolean {
    const campaign = { ...this.campaign, ...changes };
    const all = { ...this.conditions, ...conditions };
    const segments = Object.entries(all).map(([key, condition]): Segment => ({
      key,
      label: LABEL,
      condition,
      examples: [],
    }));
    const used = [
      ...campaign.audience.include,
      ...campaign.audience.exclude,
      ...campaign.waves.flatMap((w) => w.segments),
    ];
    const next = { campaign, decoration: tree, segments: segments.filter(({ key }) => used.includes(key)) };
    const how = planSuccession(this.#progress(), next);
    if (how === undefined) return false;
    const review = { state: "approved", hash: "h", submittedBy: "anna", approvedBy: "boris" } as const;
    const action = { kind: "start", needsTwo: false, how } as const;
    const context = { actor: "anna", now: this.now, hash: "h", lastVersion: this.guards.size };
    const started = advanceLifecycle({ ...this.#lifecycle, review }, action, context);
    if (!started.ok) throw new Error(started.error.kind);
    this.#lifecycle = started.value;
    this.#content = { ...next, earlier: how.earlier };
    [this.campaign, this.conditions] = [campaign, all];
    this.#follow();
    return true;
  }

  setState(kind: "hold" | "resume"): void {
    const done = advanceLifecycle(this.#lifecycle, { kind, reason: "" }, { actor: "anna", now: this.now, hash: "h" });
    if (!done.ok) return;
    this.#lifecycle = done.value;
    this.#follow();
  }

  /** What a guard would do once its stage has had its time. */
  openNextStage(): void {
    const guarded = this.guard(this.inForce[0]!);
    const { plan, standing } = guarded;
    const stage = stagesOf(plan, standing)[standing.stage];
    if (this.state !== "running" || stage === undefined) return;
    if (this.now < standing.stageStartedAt + stage.minimumHours * HOUR) return;
    guarded.standing = applyAction(plan, standing, { kind: "advance", toStage: standing.stage + 1 }, this.now);
    this.rules = this.#compile();
  }

  isShown(person: Person, at = this.now): boolean {
    const decision = decide(this.rules, this.#viewer(person), at);
    return decision.decision === "show" && decision.reason === "segment";
  }

  fits(person: Person): boolean {
    const [loaded] = this.rules.campaigns;
    const isIn = (segments: readonly LoadedSegment[] = []) =>
      segments.some(({ condition }) => condition.test(person.facts));
    return isIn(loaded?.include) && !isIn(loaded?.exclude);
  }

  /** A phone asks, and is counted as the ledger of a shard counts it. */
  look(person: Person): boolean {
    const viewer = this.#viewer(person);
    if (!this.isShown(person)) return false;
    const [loaded] = this.rules.campaigns;
    const known = this.inForce.find((guard) => person.exposures[guard] !== undefined);
    const watch = loaded && watchFor(loaded, "segment", viewer, this.now);
    const guard = known ?? watch?.guard ?? "";
    this.#note(person, guard, { kind: "shown", reason: "segment", stage: watch?.stage ?? 0, at: this.now });
    return true;
  }

  optOut(person: Person): void {
    person.choices = { all: { out: 1 } };
    for (const guard of Object.keys(person.exposures)) this.#note(person, guard, { kind: "opted-out", at: this.now });
  }

  logOdds(name: string): number {
    const { plan, counts } = this.guard(name);
    const [stage] = [
      counts.byStage.reduce(
        (sum, each) => ({
          exposed: sum.exposed + each.exposed,
          optedOut: sum.optedOut + each.optedOut,
          complained: sum.complained + each.complained,
          unhappy: sum.unhappy + each.unhappy,
        }),
        { exposed: 0, optedOut: 0, complained: 0, unhappy: 0 },
      ),
    ];
    return weighEvidence(plan.parameters, stage).logOdds;
  }

  #note(person: Person, guard: string, event: Parameters<typeof noteEvent>[1]): void {
    const before = person.exposures[guard] ?? NOT_EXPOSED;
    const after = noteEvent(before, event);
    if (after === before) return;
    person.exposures[guard] = after;
    const guarded = this.guard(guard);
    guarded.counts = countChange(guarded.counts, before, after);
  }

  #viewer(person: Person) {
    return viewerOf(this.rules, { subscriberId: person.id, profile: {}, choices: person.choices }, person.facts);
  }

  #progress() {
    const live = this.#lifecycle.live;
    const guarded = this.guards.get(guardNameOf(this.campaign.key, this.version));
    if (live === undefined || guarded === undefined || this.#content === undefined) return undefined;
    return {
      live,
      content: this.#content,
      hasBegun: hasBegun(guarded.plan, this.now),
      isOver: this.now >= endOf(guarded.plan, guarded.standing),
      startedAt: (version: number) => this.guard(guardNameOf(this.campaign.key, version)).plan.startedAt,
    };
  }

  #follow(): void {
    const live = this.#lifecycle.live!;
    const watched = this.inForce;
    for (const [index, name] of watched.entries()) {
      const known = this.guards.get(name);
      const plan = known?.plan ?? this.#plan(name);
      const wanted = { isPresent: index === 0, stages: this.campaign.stages, state: live.state };
      const standing = followStart(plan, known?.standing ?? beginStanding(plan), wanted, this.now);
      this.guards.set(name, { plan, standing, counts: known?.counts ?? NO_COUNTS });
    }
    for (const [name, guarded] of this.guards) {
      if (!watched.includes(name)) guarded.standing = endStanding(guarded.standing, "superseded", this.now);
    }
    this.rules = this.#compile();
  }

  #plan(guard: string): GuardPlan {
    return {
      guard,
      campaign: this.campaign.key,
      version: this.version,
      theme: tree.theme,
      category: "festive",
      delivery: "default-on",
      parameters: guardParametersFor(0.002, this.#content?.earlier?.length ?? 0),
      stages: this.campaign.stages,
      audienceSize: 200,
      shards: ["shard-0"],
      startedAt: this.now,
      season: { from: OPENS, until: ENDS },
    };
  }

  #compile(): LoadedRuleset {
    const content = this.#content!;
    const stand = ({ plan, standing }: Guarded): EarlierStanding => ({
      watch: watchOf(plan, standing),
      ...(standing.rollout && { rollout: standing.rollout }),
    });
    const [present, ...others] = this.inForce.map((name) => this.guard(name));
    const keptBefore = others.filter(({ plan }) => plan.version < this.version).length;
    const standing = {
      ...stand(present!),
      state: "running" as const,
      ...(others.length > 0 && { earlier: others.map(stand), keptBefore }),
    };
    const joined = joinSnapshots([content], { attributes, categories, themes, feasts: [] });
    const ruleset = compileRuleset(joined, {
      version: 1,
      now: this.now,
      defaultZone: "UTC",
      stopped: false,
      standings: new Map([[content.campaign.key, standing]]),
    });
    if (!ruleset.ok) throw new Error(JSON.stringify(ruleset.error));
    const loaded = loadRuleset(ruleset.value, compileLinearPattern);
    if (loaded.problems.length > 0) throw new Error(loaded.problems.join());
    return loaded;
  }
}
