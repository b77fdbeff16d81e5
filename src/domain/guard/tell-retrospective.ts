import { tellChoices, toNoise, type DrawNoise, type NoiseSecret } from "../about.ts";
import { murmur3 } from "../murmur3.ts";
import { guardParametersFor } from "./guard-parameters.ts";
import type { PeopleCounts } from "./guard-reports.ts";
import type { Breakdown, BreakdownPart, Retrospective } from "./retrospective.ts";
import { NUMBERS_OF_PERSON, SHARE_OF_PARTS } from "./part-bound.ts";
import { openTeller, type ToldCount } from "./tell-count.ts";
import { tellCounts, tellEvidence, tellHistory, type ToldCounts, type ToldPoint } from "./tell-guard.ts";

/** About how many of a part of the people; null: fewer than `PART_FEWER_THAN`. */
interface ToldPartCounts {
  readonly exposed: ToldCount;
  readonly optedOut: ToldCount;
  readonly complained: ToldCount;
}

interface ToldBreakdown {
  /** Those of whom anything is told. */
  readonly parts: readonly (ToldPartCounts & { readonly value: string | null })[];
}

type Replaced = "totals" | "byStage" | "byRegion" | "byPlatform" | "history" | "asked" | "gifts" | "logOdds";

/** What staff is told of one run of a campaign. */
export interface ToldRetrospective extends Omit<Retrospective, Replaced> {
  readonly totals: ToldPartCounts;
  readonly asked: ToldCount;
  readonly gifts: ToldCount;
  readonly odds: number;
  /** As long as people may still mind, nothing is told of parts: it would be told twice. */
  readonly byStage: readonly ToldPartCounts[];
  readonly byRegion: ToldBreakdown;
  readonly byPlatform: ToldBreakdown;
  readonly history: readonly ToldPoint[];
}

/** The totals by the same steps as while it ran; parts with noise, once, when the counts are final. */
export function tellRetrospective(exact: Retrospective, secret: NoiseSecret): ToldRetrospective {
  const { totals, byStage, byRegion, byPlatform, history, asked, gifts, logOdds: _exact, ...rest } = exact;
  const tell = openTeller(exact.guard, secret);
  const parameters = guardParametersFor(exact.p0);
  const told: ToldCounts = tellCounts({ ...totals, asked, gifts }, tell);
  const tellPart = openPartTeller(exact.guard, secret);
  const tellBreakdown = (name: string, { parts }: Breakdown): ToldBreakdown => ({
    parts: exact.isFinal
      ? parts.flatMap((part) => tellValue(part, (counts) => tellPart(`${name}:${part.value}`, counts)))
      : [],
  });
  return {
    ...rest,
    totals: { exposed: told.exposed, optedOut: told.optedOut, complained: told.complained },
    asked: told.asked,
    gifts: told.gifts,
    odds: tellEvidence(parameters, told, exact.level).odds,
    byStage: exact.isFinal ? byStage.map((counts, stage) => tellPart(`stage:${stage}`, counts)) : [],
    byRegion: tellBreakdown("region", byRegion),
    byPlatform: tellBreakdown("platform", byPlatform),
    history: tellHistory(history, parameters, tell),
  };
}

type PartCounts = Pick<PeopleCounts, "exposed" | "optedOut" | "complained">;

function openPartTeller(guard: string, secret: NoiseSecret) {
  const { tell } = tellChoices(NUMBERS_OF_PERSON, drawFor(`${secret}:part:${guard}`), SHARE_OF_PARTS);
  const tellOne = (name: string, people: number) => tell(people, `${name}:${people}`);
  return (part: string, { exposed, optedOut, complained }: PartCounts): ToldPartCounts => {
    const seen = tellOne(`${part}:exposed`, exposed);
    const ofSeen = (told: ToldCount) => (seen === null || told === null ? null : Math.min(told, seen));
    return {
      exposed: seen,
      optedOut: ofSeen(tellOne(`${part}:optedOut`, optedOut)),
      complained: ofSeen(tellOne(`${part}:complained`, complained)),
    };
  };
}

const drawFor =
  (seed: string): DrawNoise =>
  (name) => {
    const [one, other] = [murmur3(`${seed}:${name}:1`), murmur3(`${seed}:${name}:2`)];
    const draw = (bits: number) => (bits + 0.5) / 2 ** 16;
    return toNoise([draw(one >>> 16), draw(one & 0xffff), draw(other >>> 16), draw(other & 0xffff)]);
  };

/** Whether there is anybody with a value is told by no more than the number itself. */
function tellValue(
  part: BreakdownPart,
  tell: (counts: PartCounts) => ToldPartCounts,
): readonly (ToldPartCounts & { readonly value: string | null })[] {
  const told = tell(part);
  return told.exposed === null ? [] : [{ value: part.value, ...told }];
}
