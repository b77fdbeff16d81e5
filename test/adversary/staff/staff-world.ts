/** The small world of one run of staff: what they wrote, who approved it, and what was taken back. */
import { bundledDefinitions } from "../../../src/definitions.generated.ts";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import type { Decoration } from "../../../src/domain/campaign/decoration.ts";
import type { Segment } from "../../../src/domain/condition/segment.ts";
import type { Json } from "../../../src/domain/json.ts";
import { HOUR_MS } from "../seasons.ts";
import { Divergence, Story } from "../story.ts";
import { Authorship, type Human } from "./authorship.ts";
import { categoriesOf, Crowd, findUnasked, isSilent, OWNERS } from "./crowd.ts";
import { LoneStarts } from "./lone-starts.ts";
import {
  describeContent,
  describeDrawing,
  isSamePolicy,
  referencesIn,
  type LiveContent,
  type Policy,
} from "./live-content.ts";

/**
 * A Christmas that no alarm of the real clock reaches, in years of which the days of all feasts are known: in others all that comes
 * unasked takes two people, whatever else is right or wrong about it.
 */
export const BEGINS_AT = Date.parse("2034-12-25T12:00:00Z");

export const CAMPAIGNS = ["new-year", "valentines", "copy"] as const;
export type CampaignKey = (typeof CAMPAIGNS)[number];

/** One row of policy as it is to be. */
export type PolicyChange =
  | { readonly kind: "theme"; readonly key: string; readonly category: string }
  | { readonly kind: "category"; readonly key: string; readonly sensitive: boolean }
  | { readonly kind: "feast"; readonly key: "orthodox-christmas"; readonly category: string | null }
  | { readonly kind: "limits"; readonly key: "limits"; readonly oneWordShare: number };

export interface OpenProposal {
  readonly id: string;
  readonly change: PolicyChange;
  readonly by: Human;
}

interface ApprovalNote {
  readonly at: number;
  readonly authors: ReadonlySet<Human>;
}

/** What somebody's phone was shown last. */
export interface SeenTray {
  readonly campaign: string | null;
  readonly isUnasked: boolean;
}

const MOST_WORDS_AN_HOUR = 30;
const MOST_WORDS = 100;
const LIFTED_WITHIN_MS = 24 * HOUR_MS;

export class StaffWorld {
  readonly story = new Story();
  readonly authorship = new Authorship();
  readonly crowd = new Crowd();
  readonly lone = new LoneStarts();
  now = BEGINS_AT;
  acts = 0;
  readonly campaigns = new Map<string, Campaign>();
  readonly segments = new Map<string, Segment>(bundledDefinitions.segments.map((each) => [each.key, each]));
  readonly decorations = new Map<string, Decoration>(bundledDefinitions.decorations.map((each) => [each.key, each]));
  policy: Policy = {
    themes: new Map(bundledDefinitions.themes.map(({ key, category }) => [key, category])),
    sensitive: new Set(bundledDefinitions.categories.filter(({ sensitive }) => sensitive).map(({ key }) => key)),
  };
  oneWordShare = 0.01;
  /** What Christmas carries. */
  christmas: string | null = "religion";
  readonly proposals: OpenProposal[] = [];
  ruleset = 0;
  live: readonly LiveContent[] = [];
  readonly rulesets: number[] = [];
  /** By campaign and content: every time that a second person approved it. */
  readonly #approved = new Map<string, ApprovalNote[]>();
  /** By theme, and by campaign and content: when it was halted or stopped last. */
  readonly #ended = new Map<string, number>();
  /** Campaigns of which a start, or what amounts to one, was done in this act; and who rolled back, if that was it. */
  readonly #begun = new Map<string, Human | undefined>();
  /** By campaign: whoever wrote, wanted or started what is live of it. */
  readonly #wanted = new Map<string, Set<Human>>();
  readonly #submitters = new Map<string, Human>();
  readonly #approvers = new Map<string, Human>();
  /** By campaign: whoever wrote, wanted, approved or started what is live of it. */
  readonly #involved = new Map<string, Set<Human>>();
  /** By theme that awaits a review: who may not give it. */
  readonly #biased = new Map<string, Set<Human>>();
  /** Themes that await a review. */
  readonly awaiting = new Set<string>();
  /** Halted by policy, since when. */
  readonly #heldByPolicy = new Map<string, { readonly now: number; readonly note: number }>();
  readonly #lifters = new Map<string, Human>();
  /** By campaign: who has seen what runs of it unasked; and whether its guard was told of others besides. */
  readonly #exposed = new Map<string, Set<string>>();
  readonly madeUp = new Set<string>();
  /** Those that have reached more people than one person may reach, on one person's word. */
  readonly #mustAsk = new Set<string>();
  /** Ended by their guards or by people since what is live was looked at last. */
  readonly #justEnded = new Set<string>();
  /** Ended by a rollback since then. */
  readonly #leftOut: LiveContent[] = [];
  /** What humans have switched on in people's names. */
  readonly #entered = new Map<Human, { readonly hour: number; readonly words: number; readonly altogether: number }>();
  /** Everything that is noted here has a number of its own. */
  #notes = 0;
  #trays: ReadonlyMap<string, SeenTray> = new Map();

  diverge(fault: string): never {
    throw new Divergence(this.story, fault);
  }

  /** The next act: an instant of its own. */
  begin(): void {
    this.acts += 1;
    this.now += 60_000;
    this.#forgetSteps();
  }

  #forgetSteps(): void {
    this.#begun.clear();
    this.#justEnded.clear();
  }

  /** Every part of a campaign as it is being prepared, as `kind/key`. */
  partsOf(campaign: Campaign): readonly string[] {
    const segments = new Set<string>();
    const take = (key: string) => {
      const segment = this.segments.get(key);
      if (segment === undefined || segments.has(key)) return;
      segments.add(key);
      for (const inner of referencesIn(segment.condition)) take(inner);
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
    const conditionOf = (key: string) => this.segments.get(key)?.condition as Json | undefined;
    const feast = campaign.schedule.kind === "feast" ? campaign.schedule.feast : undefined;
    return describeContent(campaign, feast, this.decorations.get(campaign.decoration), conditionOf);
  }

  noteSubmitted(key: string, by: Human): void {
    this.#submitters.set(key, by);
  }

  /** A second person has approved what is being prepared. */
  noteApproved(key: string, by: Human): void {
    this.#approvers.set(key, by);
    const campaign = this.campaigns.get(key);
    if (campaign === undefined) return;
    const authors = this.authorsOf(key);
    this.lone.noteAgreed(key, describeDrawing(campaign.decoration, this.decorations.get(campaign.decoration)));
    this.authorship.approve(key, this.partsOf(campaign));
    this.#approve(key, this.contentOf(campaign), authors);
  }

  /** Somebody has started what is being prepared: whether or not that changed anything, it must have been right. */
  noteStarted(key: string, by: Human): void {
    this.#begun.set(key, undefined);
    const submitter = this.#submitters.get(key);
    const wanted = new Set([by, ...this.authorsOf(key), ...(submitter === undefined ? [] : [submitter])]);
    this.#wanted.set(key, wanted);
    const campaign = this.campaigns.get(key);
    if (campaign !== undefined) this.lone.noteStart(campaign, new Set([by, submitter ?? by]));
    const approver = this.#approvers.get(key);
    this.#involved.set(key, new Set([...wanted, ...(approver === undefined ? [] : [approver])]));
  }

  noteReturned(key: string, by: Human): void {
    this.#begun.set(key, by);
    this.#wanted.set(key, new Set([...(this.#wanted.get(key) ?? []), by]));
  }

  confirm(key: string, by: Human): void {
    if (this.#wanted.get(key)?.has(by) === true)
      this.diverge(`${by} wrote, wanted or started ${key}, and confirms it (10)`);
    const live = this.live.find((one) => one.key === key);
    if (live !== undefined) {
      this.#approve(key, live.content, new Set());
      this.lone.noteAgreed(key, live.drawing);
    }
    this.#mustAsk.delete(key);
  }

  /** What is live of a campaign was stopped, or halted by its guard. */
  noteEnded(key: string): void {
    const live = this.live.find((one) => one.key === key);
    if (live === undefined) return;
    this.#end(live);
    this.#justEnded.add(key);
    this.#heldByPolicy.delete(key);
  }

  /** A rollback ends what the earlier ruleset did not have: that is no word against what it returns in the same act. */
  noteLeftOut(key: string): void {
    const live = this.live.find((one) => one.key === key);
    if (live === undefined) return;
    this.#leftOut.push(live);
    this.#justEnded.add(key);
    this.#heldByPolicy.delete(key);
  }

  #end({ key, content, theme }: LiveContent): void {
    this.#notes += 1;
    this.#ended.set(nameOf(key, content), this.#notes);
    this.#ended.set(theme, this.#notes);
  }

  /** Whoever stops what shows nothing any more changes nothing. */
  noteStopped(key: string): void {
    const state = this.live.find((one) => one.key === key)?.state;
    if (state !== "stopped" && state !== "halted") this.noteEnded(key);
  }

  /** Something of a theme was halted: whoever had a part in it is no neutral reviewer. */
  noteHalted({ key, theme }: Pick<LiveContent, "key" | "theme">): void {
    this.awaiting.add(theme);
    this.#biased.set(theme, new Set([...(this.#biased.get(theme) ?? []), ...(this.#involved.get(key) ?? [])]));
  }

  noteReviewed(theme: string, by: Human): void {
    if (this.#biased.get(theme)?.has(by) === true)
      this.diverge(`${by} had a part in what was halted of ${theme}, and reviews it (10)`);
    this.awaiting.delete(theme);
    this.#biased.delete(theme);
  }

  /** One human alone switches on for few, in an hour and altogether: no run is longer than 30 days. */
  noteEntered(by: Human, words: number): void {
    const hour = Math.floor(this.now / HOUR_MS);
    const entered = this.#entered.get(by) ?? { hour, words: 0, altogether: 0 };
    const before = entered.hour === hour ? entered.words : 0;
    const now = { hour, words: before + words, altogether: entered.altogether + words };
    this.#entered.set(by, now);
    if (now.words > MOST_WORDS_AN_HOUR || now.altogether > MOST_WORDS)
      this.diverge(`${by} alone has switched on for ${now.words} people in an hour, ${now.altogether} altogether (10)`);
  }

  isSensitive(theme: string): boolean {
    return this.policy.sensitive.has(this.policy.themes.get(theme) ?? "");
  }

  #isSensitiveCategory(category: string | null): boolean {
    return category !== null && this.policy.sensitive.has(category);
  }

  /** Whether a change shows nobody anything unasked that they could not be shown before. */
  tightens(change: PolicyChange): boolean {
    if (change.kind === "limits") return change.oneWordShare <= this.oneWordShare;
    if (change.kind === "category") return change.sensitive;
    if (change.kind === "feast") {
      // What carried nothing is covered by more outs from then on.
      if (this.christmas === null) return change.category !== null;
      return this.#isSensitiveCategory(change.category) && !this.#isSensitiveCategory(this.christmas);
    }
    const isSensitive = this.policy.sensitive.has(change.category);
    return isSensitive && !this.isSensitive(change.key);
  }

  carry(change: PolicyChange): void {
    const themes = new Map(this.policy.themes);
    const sensitive = new Set(this.policy.sensitive);
    if (change.kind === "limits") this.oneWordShare = change.oneWordShare;
    else if (change.kind === "feast") this.christmas = change.category;
    else if (change.kind === "theme") {
      themes.set(change.key, change.category);
      this.lone.noteCarried(change.key);
    } else if (change.sensitive) sensitive.add(change.key);
    else sensitive.delete(change.key);
    this.policy = { themes, sensitive };
  }

  /** Holds what is live against all that was done. */
  check(version: number, live: readonly LiveContent[], policy: Policy): void {
    if (!isSamePolicy(policy, this.policy))
      this.diverge(`ruleset ${version} has a policy that is not the one that was carried (10)`);
    for (const one of live) this.#checkCampaign(one);
    for (const one of this.#leftOut.splice(0)) this.#end(one);
    this.#forgetSteps();
    this.live = live;
    if (version === this.ruleset) return;
    this.ruleset = version;
    this.rulesets.push(version);
  }

  #checkCampaign(one: LiveContent): void {
    const { key, state, isDefaultOn, isClosed, content, show } = one;
    const before = this.live.find((other) => other.key === key && other.state === "running");
    if (state === "halted" && before !== undefined && !this.#justEnded.has(key)) {
      this.#notes += 1;
      this.#heldByPolicy.set(key, { now: this.now, note: this.#notes });
      this.#lifters.delete(key);
    }
    if (state !== "running") return;
    if (one.feast === "orthodox-christmas" && (one.feastCategory ?? null) !== this.christmas)
      this.diverge(`${key} carries ${one.feastCategory}, and Christmas carries ${this.christmas} (10)`);
    if (isDefaultOn) this.#checkUnasked(one);
    const isNew = before?.content !== content;
    if (isNew || this.#begun.has(key)) this.#checkStart(one, before);
    const heldAt = this.#heldByPolicy.get(key)?.note;
    const approvedAt = this.#lastApproval(key, content);
    if (heldAt !== undefined && isDefaultOn && approvedAt <= heldAt)
      this.diverge(`${key} was halted by policy, and runs again (10)`);
    if (heldAt !== undefined && approvedAt > heldAt) this.#heldByPolicy.delete(key);
    if (this.#mustAsk.has(key) && isDefaultOn && !isClosed && approvedAt < 0)
      this.diverge(`${key} runs on one person's word, has reached many, and still takes people in (10)`);
    if (before?.show === show && !before.guards.every((guard) => one.guards.includes(guard)))
      this.diverge(`${key} has lost a guard of people who have it: it had ${before.guards.join()} (8)`);
    // Nothing that people have is carried on: whoever sees it from now on sees something new.
    const known = this.live.find((other) => other.key === key);
    if (known?.guards.some((guard) => one.guards.includes(guard)) !== true) this.#exposed.delete(key);
  }

  /** What comes unasked is of no sensitive category, and drawn like nothing that is. */
  #checkUnasked(one: LiveContent): void {
    const { key, theme, path } = one;
    const category = categoriesOf(one, this.policy).find((each) => this.policy.sensitive.has(each));
    if (category !== undefined) this.diverge(`${key} is on by default, and ${category} is sensitive (2)`);
    const like = this.#findDrawnLike(theme, path, (other) => this.isSensitive(other));
    if (like !== undefined) this.diverge(`${key} is on by default, and drawn like ${like}, which is sensitive (2)`);
  }

  /** Whatever begins to run must be allowed to now, as if it had never run. */
  #checkStart(one: LiveContent, before: LiveContent | undefined): void {
    const { key, theme, path, isDefaultOn, content, audience } = one;
    const isAwaiting = (other: string) => this.awaiting.has(other);
    const awaited = isAwaiting(theme) ? theme : this.#findDrawnLike(theme, path, isAwaiting);
    if (isDefaultOn && awaited !== undefined) this.diverge(`${key} shows ${awaited}, which awaits a review (4)`);
    const approvedAt = this.#lastApproval(key, content);
    const isOfCare =
      categoriesOf(one, this.policy).some((category) => this.policy.sensitive.has(category)) ||
      this.#findDrawnLike(theme, path, (other) => this.isSensitive(other)) !== undefined;
    const isBig = isDefaultOn && this.crowd.mayReachMore(audience, this.oneWordShare);
    if ((isOfCare || isBig) && approvedAt < 0) this.diverge(`${key} runs, and no second person approved it so (10)`);
    const extendsOne =
      before?.show === one.show &&
      before.content !== content &&
      isDefaultOn &&
      JSON.stringify(before.audience) !== JSON.stringify(audience) &&
      this.#lastApproval(key, before.content) < 0;
    // A rollback or a lift says nothing of who would start it now.
    const isStarted = this.#begun.has(key) && this.#begun.get(key) === undefined;
    const reason = isStarted && approvedAt < 0 ? this.lone.findReason(one, this) : undefined;
    if (reason !== undefined) this.diverge(`one person alone starts ${key}, and ${reason} (10)`);
    if (extendsOne && approvedAt < 0) this.diverge(`one person alone brings ${key} to another audience (10)`);
    const endedAt = Math.max(this.#ended.get(nameOf(key, content)) ?? -1, this.#ended.get(theme) ?? -1);
    if (endedAt >= 0 && approvedAt <= endedAt)
      this.diverge(`${key} was halted or stopped, or shows what was, and runs without two people who know it (4)`);
    const by = this.#begun.get(key);
    const notes = this.#approved.get(nameOf(key, content)) ?? [];
    if (by !== undefined && (isOfCare || isBig) && notes.length > 0 && notes.every(({ authors }) => authors.has(by)))
      this.diverge(`${by} has brought back by a rollback what ${by} wrote (10)`);
  }

  /** Another theme that a drawing is like, of those that matter. */
  #findDrawnLike(theme: string, path: string, matters: (theme: string) => boolean): string | undefined {
    const others = [...bundledDefinitions.decorations].filter((other) => other.theme !== theme && matters(other.theme));
    const isElsewhere = (other: string) =>
      this.policy.themes.get(other) !== this.policy.themes.get(theme) || this.awaiting.has(other);
    return others.find((other) => [other.path, mirror(other.path)].includes(path) && isElsewhere(other.theme))?.theme;
  }

  #approve(key: string, content: string, authors: ReadonlySet<Human>): void {
    const notes = this.#approved.get(nameOf(key, content)) ?? [];
    this.#notes += 1;
    this.#approved.set(nameOf(key, content), [...notes, { at: this.#notes, authors }]);
  }

  #lastApproval(key: string, content: string): number {
    return this.#approved.get(nameOf(key, content))?.at(-1)?.at ?? -1;
  }

  /** Two people lift in time what a change of policy has halted. */
  lift(key: string, by: Human, isLifted: boolean): void {
    const first = this.#lifters.get(key);
    if (!isLifted) {
      if (first === undefined) this.#lifters.set(key, by);
      return;
    }
    const since = this.#heldByPolicy.get(key)?.now;
    if (since === undefined || this.now - since > LIFTED_WITHIN_MS)
      this.diverge(`${key} can't be lifted any more (10)`);
    if (first === undefined || first === by) this.diverge(`${by} lifts ${key} alone (10)`);
    this.#heldByPolicy.delete(key);
  }

  /** What came with the installation was approved by whoever installed it. */
  trust(live: readonly LiveContent[]): void {
    for (const { key, content } of live) this.#approve(key, content, new Set());
    for (const [key, decoration] of this.decorations) this.lone.noteLooked(describeDrawing(key, decoration));
  }

  /** Holds what everybody's phone shows now against what it showed, and what they have said. */
  see(trays: ReadonlyMap<string, SeenTray>, before: readonly LiveContent[]): void {
    for (const owner of OWNERS) {
      const now = trays.get(owner.id);
      const live = this.live.find(({ key }) => key === now?.campaign);
      if (live !== undefined) {
        const unasked = findUnasked(owner, live, this.policy);
        if (unasked !== undefined)
          this.diverge(`${owner.id} is shown ${live.key}, never having asked for ${unasked} (2)`);
      }
      if (live !== undefined && now?.isUnasked === true) this.#expose(live, owner.id);
      const had = this.#trays.get(owner.id);
      const old = before.find(({ key }) => key === had?.campaign);
      if (had?.isUnasked === true && old !== undefined && now?.campaign === null) this.#checkLoss(owner.id, old);
    }
    this.#trays = trays;
  }

  #expose(live: LiveContent, id: string): void {
    const exposed = this.#exposed.get(live.key) ?? new Set();
    const { key, content, isClosed } = live;
    const isAwaited = isClosed || (this.#mustAsk.has(key) && this.#lastApproval(key, content) < 0);
    if (isAwaited && !exposed.has(id)) this.diverge(`${id} newly gets ${key}, which awaits a second person (10)`);
    this.#exposed.set(key, exposed.add(id));
  }

  #checkLoss(id: string, old: LiveContent): void {
    const live = this.live.find(({ key }) => key === old.key);
    const owner = OWNERS.find((each) => each.id === id);
    if (live?.state !== "running" || old.state !== "running" || live.show !== old.show || owner === undefined) return;
    if (!isSilent(owner, live, this.policy) || !this.crowd.isIn(live.audience, id)) return;
    this.diverge(`${id} had ${live.key}, still fits and said nothing, and has it no more (5)`);
  }

  /** What the guards of a campaign count altogether. */
  noteCounted(live: LiveContent, counted: number): void {
    const exposed = this.#exposed.get(live.key)?.size ?? 0;
    if (counted !== exposed)
      this.diverge(`${exposed} people have seen ${live.key}, and its guards count ${counted} (8)`);
    const isMany = exposed > this.oneWordShare * this.crowd.population;
    if (!isMany || !live.isDefaultOn || this.#lastApproval(live.key, live.content) >= 0) return;
    this.#mustAsk.add(live.key);
    this.lone.noteBeyond(live.key);
  }
}

/** Mirrored, as no comparison of texts would notice: all of these paths consist of pairs. */
export function mirror(path: string): string {
  return path.replaceAll(
    /(?<=[MLCQ ])(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)/g,
    (_, x: string, y: string) => `${Number((24 - Number(x)).toFixed(2))} ${y}`,
  );
}

const nameOf = (key: string, content: string): string => `${key} ${content}`;

const segmentsOf = ({ audience, waves }: Campaign): readonly string[] => [
  ...audience.include,
  ...audience.exclude,
  ...waves.flatMap(({ segments }) => segments),
];
