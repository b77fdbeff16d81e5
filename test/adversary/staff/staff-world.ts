/** The small world of one run of staff: what they wrote, who approved it, and what was taken back. */
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../../src/domain/campaign/decoration.ts";
import type { Segment } from "../../../src/domain/condition/segment.ts";
import { canonicalJson } from "../../../src/domain/json-diff.ts";
import type { Json } from "../../../src/domain/json.ts";
import { HOUR_MS } from "../seasons.ts";
import { Divergence, Story } from "../story.ts";
import { BEGINS_AT } from "../world.ts";
import { Authorship, type Human } from "./authorship.ts";

export const CAMPAIGNS = ["new-year", "valentines", "copy"] as const;
export type CampaignKey = (typeof CAMPAIGNS)[number];

export interface Policy {
  readonly themes: ReadonlyMap<string, string>;
  readonly sensitive: ReadonlySet<string>;
}

/** One row of policy as it is to be. */
export type PolicyChange =
  | { readonly kind: "theme"; readonly key: string; readonly category: string }
  | { readonly kind: "category"; readonly key: string; readonly sensitive: boolean };

export interface OpenProposal {
  readonly id: string;
  readonly change: PolicyChange;
  readonly by: Human;
}

/** One campaign of a ruleset, with what it is made of. */
export interface LiveContent {
  readonly key: string;
  readonly state: "running" | "halted" | "stopped";
  readonly theme: string;
  readonly isDefaultOn: boolean;
  /** All that a second person has to have seen, as one text. */
  readonly content: string;
}

const LIFTED_WITHIN_MS = 24 * HOUR_MS;

export class StaffWorld {
  readonly story = new Story();
  readonly authorship = new Authorship();
  now = BEGINS_AT;
  acts = 0;
  readonly campaigns = new Map<string, Campaign>();
  readonly segments = new Map<string, Segment>(bundledDefinitions.segments.map((each) => [each.key, each]));
  readonly decorations = new Map<string, Decoration>(bundledDefinitions.decorations.map((each) => [each.key, each]));
  policy: Policy = {
    themes: new Map(bundledDefinitions.themes.map(({ key, category }) => [key, category])),
    sensitive: new Set(bundledDefinitions.categories.filter(({ sensitive }) => sensitive).map(({ key }) => key)),
  };
  readonly proposals: OpenProposal[] = [];
  ruleset = 0;
  live: readonly LiveContent[] = [];
  readonly rulesets: number[] = [];
  /** By campaign and content: the act at which a second person approved it last. */
  readonly #approved = new Map<string, number>();
  /** The same: the act at which it was halted or stopped last. */
  readonly #ended = new Map<string, number>();
  /** Themes that await a review, since which act. */
  readonly awaiting = new Set<string>();
  /** Halted by policy, since when. */
  readonly heldByPolicy = new Map<string, number>();
  readonly lifters = new Map<string, Human>();

  diverge(fault: string): never {
    throw new Divergence(this.story, fault);
  }

  /** The next act: an instant of its own. */
  begin(): void {
    this.acts += 1;
    this.now += 60_000;
  }

  /** Every part of a campaign as it is being prepared, as `kind/key`. */
  partsOf(campaign: Campaign): readonly string[] {
    const segments = new Set<string>();
    const take = (key: string) => {
      const segment = this.segments.get(key);
      if (segment === undefined || segments.has(key)) return;
      segments.add(key);
      for (const inner of referencesIn(segment.condition as Json)) take(inner);
    };
    for (const key of segmentsOf(campaign)) take(key);
    const theme = this.decorations.get(campaign.decoration)?.theme ?? "";
    const category = this.policy.themes.get(theme) ?? "";
    return [
      `campaign/${campaign.key}`,
      `decoration/${campaign.decoration}`,
      `theme/${theme}`,
      `category/${category}`,
      ...[...segments].map((key) => `segment/${key}`),
    ];
  }

  authorsOf(key: string): ReadonlySet<Human> {
    const campaign = this.campaigns.get(key);
    return campaign === undefined ? new Set() : this.authorship.authorsOf(key, this.partsOf(campaign));
  }

  contentOf(campaign: Campaign): string {
    const decoration = this.decorations.get(campaign.decoration);
    const conditionOf = (key: string) => this.segments.get(key)?.condition as Json | undefined;
    return describeContent(campaign, decoration, conditionOf);
  }

  /** A second person has approved what is being prepared. */
  noteApproved(key: string): void {
    const campaign = this.campaigns.get(key);
    if (campaign === undefined) return;
    this.authorship.approve(key, this.partsOf(campaign));
    this.#approved.set(`${key} ${this.contentOf(campaign)}`, this.acts);
    this.heldByPolicy.delete(key);
  }

  /** What is live of a campaign was halted or stopped. */
  noteEnded(key: string): void {
    const live = this.live.find((one) => one.key === key);
    if (live !== undefined) this.#ended.set(`${key} ${live.content}`, this.acts);
  }

  isSensitive(theme: string): boolean {
    return this.policy.sensitive.has(this.policy.themes.get(theme) ?? "");
  }

  /** Whether a change shows nobody anything unasked that they could not be shown before. */
  tightens(change: PolicyChange): boolean {
    if (change.kind === "category") return change.sensitive;
    const isSensitive = this.policy.sensitive.has(change.category);
    return isSensitive && !this.isSensitive(change.key);
  }

  carry(change: PolicyChange): void {
    const themes = new Map(this.policy.themes);
    const sensitive = new Set(this.policy.sensitive);
    if (change.kind === "theme") themes.set(change.key, change.category);
    else if (change.sensitive) sensitive.add(change.key);
    else sensitive.delete(change.key);
    this.policy = { themes, sensitive };
  }

  /** Holds a ruleset against all that was done. */
  check(version: number, live: readonly LiveContent[], policy: Policy): void {
    if (!isSamePolicy(policy, this.policy))
      this.diverge(`ruleset ${version} has a policy that nobody has carried (10)`);
    for (const one of live) this.#checkCampaign(one);
    this.live = live;
    this.ruleset = version;
    this.rulesets.push(version);
  }

  #checkCampaign({ key, state, theme, isDefaultOn, content }: LiveContent): void {
    if (state === "halted" && !this.heldByPolicy.has(key) && this.#isLive(key)) this.heldByPolicy.set(key, this.now);
    if (state !== "running") return;
    if (isDefaultOn && this.isSensitive(theme)) this.diverge(`${key} is on by default, and ${theme} is sensitive (2)`);
    // What ran before another campaign of its theme was halted has a guard of its own.
    const isNew = !this.live.some((one) => one.key === key && one.state === "running" && one.content === content);
    if (isNew && isDefaultOn && this.awaiting.has(theme))
      this.diverge(`${key} shows ${theme}, which awaits a review (4)`);
    const name = `${key} ${content}`;
    const approvedAt = this.#approved.get(name);
    const isSmall = !this.isSensitive(theme) && !(isDefaultOn && reachesSomebody(content));
    // What needed one word when it began goes on when its theme has since been made sensitive: it shows nobody anything new.
    if (isNew && approvedAt === undefined && !isSmall)
      this.diverge(`${key} runs, and no second person approved it so (10)`);
    const endedAt = this.#ended.get(name);
    if (endedAt !== undefined && (approvedAt ?? -1) <= endedAt && isDefaultOn) {
      this.diverge(`${key} was halted or stopped, and runs again so without two people (4)`);
    }
    const heldAt = this.heldByPolicy.get(key);
    if (heldAt !== undefined && isDefaultOn) this.diverge(`${key} was halted by policy, and runs again (10)`);
  }

  /** Two people lift in time what a change of policy has halted. */
  lift(key: string, by: Human): void {
    const since = this.heldByPolicy.get(key);
    if (since === undefined || this.now - since > LIFTED_WITHIN_MS)
      this.diverge(`${key} can't be lifted any more (10)`);
    if (this.lifters.get(key) === by) this.diverge(`${by} lifts ${key} alone (10)`);
    this.heldByPolicy.delete(key);
  }

  /** What came with the installation was approved by whoever installed it. */
  trust(live: readonly LiveContent[]): void {
    for (const { key, content } of live) this.#approved.set(`${key} ${content}`, 0);
  }

  #isLive(key: string): boolean {
    return this.live.some((one) => one.key === key && one.state === "running");
  }
}

/** Everybody here lives in Moscow, so an audience is everybody or nobody. */
const reachesSomebody = (content: string): boolean => content.includes("RU-MOW") || content.includes(EVERYONE);

const EVERYONE = '"include":[{}]';

/** A campaign with the texts of all that it uses, whatever those are called. */
export function describeContent(
  { delivery, requests, audience }: Pick<Campaign, "delivery" | "requests" | "audience">,
  decoration: Pick<Decoration, "theme" | "path"> | undefined,
  conditionOf: (key: string) => Json | undefined,
): string {
  const [include, exclude] = [audience.include, audience.exclude].map((keys) =>
    keys.map((key) => expand(conditionOf(key) ?? null, conditionOf)),
  );
  const shown = { theme: decoration?.theme ?? "", path: decoration?.path ?? "" };
  return canonicalJson({ delivery, requests, shown, include: include ?? [], exclude: exclude ?? [] });
}

function expand(condition: Json, conditionOf: (key: string) => Json | undefined): Json {
  if (Array.isArray(condition)) return condition.map((one: Json) => expand(one, conditionOf));
  if (condition === null || typeof condition !== "object") return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([name, value]: [string, Json]) =>
      name === "$inSegment" || name === "$notInSegment"
        ? [name, [value].flat().map((key: Json) => expand(conditionOf(String(key)) ?? null, conditionOf))]
        : [name, expand(value, conditionOf)],
    ),
  );
}

function referencesIn(condition: Json): readonly string[] {
  if (condition === null || typeof condition !== "object") return [];
  return Object.entries(condition).flatMap(([name, value]: [string, Json]) =>
    name === "$inSegment" || name === "$notInSegment" ? [value].flat().map(String) : referencesIn(value),
  );
}

const segmentsOf = ({ audience, waves }: Campaign): readonly string[] => [
  ...audience.include,
  ...audience.exclude,
  ...waves.flatMap(({ segments }) => segments),
];

function isSamePolicy(one: Policy, other: Policy): boolean {
  const plain = ({ themes, sensitive }: Policy) =>
    JSON.stringify([[...themes].toSorted(([a], [b]) => (a < b ? -1 : 1)), [...sensitive].toSorted()]);
  return plain(one) === plain(other);
}
