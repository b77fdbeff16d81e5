import type { Definitions } from "../contract/definitions.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import type { Decoration } from "../domain/campaign/decoration.ts";
import type { Lifecycle } from "../domain/campaign/lifecycle.ts";
import { listParts } from "../domain/campaign/parts.ts";
import { extendsOneWord, type Succession } from "../domain/guard/succession.ts";
import { humanOrSelf } from "../domain/human-behind.ts";
import type { TwoReason } from "../domain/review/why-two.ts";
import type { Authors } from "./authors.ts";
import type { EarlyEnds } from "./early-ends.ts";
import type { Guarding } from "./guarding.ts";
import type { Importers } from "./importers.ts";
import { listUncarried } from "./uncarried.ts";
import type { MeasuredAudience } from "./measure-audience.ts";
import type { OwnReaches } from "./own-reach.ts";
import { limitsOf } from "./limits-of.ts";
import { listShowings } from "./list-showings.ts";
import type { CatalogStorage } from "./storage.ts";
import { weighCampaign } from "./weigh-campaign.ts";

export interface WeighingTools {
  readonly storage: CatalogStorage;
  readonly guarding: Pick<Guarding, "findLookalike">;
  readonly authors: Authors;
  readonly earlyEnds: EarlyEnds;
  readonly ownReaches: OwnReaches;
  readonly importers: Importers;
}

/** What is to be shown, and on whose word. */
export interface WeighedStart {
  readonly key: string;
  readonly campaign: Campaign | undefined;
  readonly decoration: Decoration | undefined;
  readonly definitions: Definitions;
  readonly live: Lifecycle["live"];
  /** What a start would make of what people have; undefined: it can't be started. */
  readonly how: Succession | undefined;
  /** Everybody whose word it is: who wrote it, wants it, or starts it. */
  readonly actors: readonly string[];
  readonly measured: MeasuredAudience | undefined;
  readonly now: number;
  /** From when on people see it, if that is later. */
  readonly startsAt?: number | undefined;
}

/** Why it takes two people to show something, by all that is known of it and of those who want it. */
export function weighStart(
  { storage, guarding, authors, earlyEnds, ownReaches, importers }: WeighingTools,
  { key, campaign, decoration, definitions, live, how, actors, measured, now, startsAt }: WeighedStart,
): readonly TwoReason[] {
  const humans = [...new Set(actors.map((actor) => humanOrSelf(actor, authors.makerOf)))];
  return weighCampaign(key, definitions, measured, {
    earlyEnds: earlyEnds.of(key, decoration, live, now),
    lookalike: guarding.findLookalike(key, definitions),
    newDecoration: decoration && !authors.isSeenByTwo(decoration) ? decoration.key : undefined,
    extendsOneWord: extendsOneWord(live, how),
    uncarried: campaign === undefined ? [] : listUncarried(storage, listParts(campaign, definitions)),
    ownReach: ownReaches.of(key, humans, how, now),
    importers: importers.among(humans),
    seenFrom: Math.max(now, startsAt ?? now),
    others: listShowings(storage, key),
    goesOn: how !== undefined && how.kind !== "anew",
    ...limitsOf(storage),
  });
}
