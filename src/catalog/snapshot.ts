/**
 * What was approved is what runs: a started campaign carries copies of everything it uses. Another edit of a shared
 * segment changes nothing for it until that edit, too, was approved with the campaign.
 */
import type { Definitions } from "../contract/definitions.ts";
import type { LiveContent } from "../contract/rpc/rpc-control.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { categoryOfSchedule, type FeastDefinition } from "../domain/campaign/feast.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import { segmentKeysOf } from "../domain/campaign/parts.ts";
import type { EarlierReach, StartContent } from "../domain/guard/succession.ts";
import { canonicalJson } from "../domain/json-diff.ts";
import type { Segment } from "../domain/condition/segment.ts";
import type { Json } from "../domain/json.ts";
import { sha256Hex } from "../tokens/digest.ts";
import { closeOverReferences, mapReferences } from "../domain/condition/segment-references.ts";
import type { Category, Theme } from "../domain/campaign/theme.ts";

/** A campaign with copies of everything it uses, and of what its earlier audiences use. */
export type Snapshot = StartContent;

/** Undefined if the campaign names a decoration that does not exist. */
export function takeSnapshot(campaign: Campaign, definitions: Definitions): Snapshot | undefined {
  const decoration = definitions.decorations.find((candidate) => candidate.key === campaign.decoration);
  if (decoration === undefined) return undefined;
  return { campaign, segments: closeOverReferences(segmentKeysOf(campaign), definitions.segments), decoration };
}

/** What runs, with the audiences that it had before. */
export function withEarlier(content: Snapshot, earlier: readonly EarlierReach[]): Snapshot {
  const { earlier: _before, ...present } = content;
  return earlier.length === 0 ? present : { ...present, earlier };
}

/** What was started last, without the audiences before. */
export function withoutEarlier(snapshot: Snapshot | undefined): LiveContent | null {
  if (snapshot === undefined) return null;
  const { campaign, segments, decoration } = snapshot;
  return { campaign, segments, decoration };
}

/**
 * The hash that an approval is bound to: of the snapshot, its theme and its categories, that of its feast too, but not of how
 * people call them.
 */
export function hashSnapshot(snapshot: Snapshot, { themes, categories, feasts }: Definitions): string {
  const theme = themes.find((candidate) => candidate.key === snapshot.decoration.theme);
  const find = (key: string | undefined) => categories.find((candidate) => candidate.key === key);
  const category = find(theme?.category);
  const content = [snapshot, theme ? withoutNames(theme) : null, category ? withoutNames(category) : null];
  const carried = categoryOfSchedule(snapshot.campaign.schedule, feasts);
  const ofFeast = find(carried);
  return hashJson(carried === undefined ? content : [...content, carried, ofFeast ? withoutNames(ofFeast) : null]);
}

function withoutNames<Named extends { readonly names?: unknown }>({
  names: _names,
  ...rest
}: Named): Omit<Named, "names"> {
  return rest;
}

/** SHA-256 of the canonical JSON, in hex. */
export function hashJson(value: unknown): string {
  // Parsed boundary: only plain JSON is ever handed in.
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(value)) as Json));
}

export interface SharedDefinitions {
  readonly attributes: Definitions["attributes"];
  readonly categories: readonly Category[];
  readonly themes: readonly Theme[];
  readonly feasts: readonly FeastDefinition[];
}

/** The definitions of all that is live, and the earlier audiences of its campaigns, by campaign. */
export interface JoinedDefinitions extends Definitions {
  readonly earlier: ReadonlyMap<string, readonly EarlierReach[]>;
}

/**
 * Joins the snapshots of all live campaigns to one set of definitions. Where two hold different versions of a segment
 * or decoration, each version gets a name of its own, `women@1f3a9c0d`.
 */
export function joinSnapshots(snapshots: readonly Snapshot[], shared: SharedDefinitions): JoinedDefinitions {
  const segmentNames = nameVersions(
    snapshots.flatMap(({ segments, earlier = [] }) => [segments, ...earlier.map((reach) => reach.segments)].flat()),
  );
  const decorationNames = nameVersions(snapshots.map((snapshot) => snapshot.decoration));
  const segments = new Map<string, Segment>();
  const decorations = new Map<string, Decoration>();
  /** An audience by the names that its segments get here; they are its own, as they were when it was approved. */
  function rename<Reach extends Pick<Campaign, "audience" | "waves">>(reach: Reach, own: readonly Segment[]): Reach {
    const byKey = new Map(own.map((segment) => [segment.key, segment]));
    const nameOf = (key: string) => segmentNames.get(byKey.get(key)) ?? key;
    for (const segment of own) {
      const key = nameOf(segment.key);
      segments.set(key, { ...segment, key, condition: mapReferences(segment.condition, nameOf) });
    }
    const { audience, waves } = reach;
    return {
      ...reach,
      audience: { include: audience.include.map(nameOf), exclude: audience.exclude.map(nameOf) },
      waves: waves.map((wave) => ({ ...wave, segments: wave.segments.map(nameOf) })),
    };
  }
  const campaigns = snapshots.map(({ campaign, segments: own, decoration }) => {
    const decorationName = decorationNames.get(decoration) ?? decoration.key;
    decorations.set(decorationName, { ...decoration, key: decorationName });
    return { ...rename(campaign, own), decoration: decorationName };
  });
  const earlier = new Map(
    snapshots.map(({ campaign, earlier: reaches = [] }) => [
      campaign.key,
      reaches.map((reach) => rename(reach, reach.segments)),
    ]),
  );
  return { ...shared, segments: [...segments.values()], decorations: [...decorations.values()], campaigns, earlier };
}

/** Gives equal contents one name: the plain key where there is one version only, else the key with its hash. */
function nameVersions<Item extends { readonly key: string }>(
  items: readonly Item[],
): { get(item: Item | undefined): string | undefined } {
  const hashes = new Map<Item, string>(items.map((item) => [item, hashJson(item)]));
  const versions = Map.groupBy(items, (item) => item.key);
  return {
    get(item) {
      if (item === undefined) return undefined;
      const hash = hashes.get(item) ?? "";
      const isOnly = (versions.get(item.key) ?? []).every((other) => hashes.get(other) === hash);
      return isOnly ? item.key : `${item.key}@${hash.slice(0, 8)}`;
    },
  };
}
