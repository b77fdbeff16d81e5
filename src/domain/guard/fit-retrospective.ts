import { fitWithin, mostOf } from "../about.ts";
import { PART_FEWER_THAN } from "./part-bound.ts";
import { FEWER_THAN } from "./tell-count.ts";
import type { ToldRetrospective } from "./tell-retrospective.ts";

type PartCounts = ToldRetrospective["totals"];

/**
 * Totals and parts are told in different ways, so that a part may be told as more people than all. Here none stays larger than
 * the total beside it; it is made of told numbers alone, and tells nothing that they don't. All parts together may be more.
 */
export function fitRetrospective(told: ToldRetrospective): ToldRetrospective {
  const fit = (part: PartCounts): PartCounts => fitPart(part, told.totals);
  const fitBreakdown = ({ parts }: ToldRetrospective["byRegion"]) => ({
    parts: parts.map((part) => ({ ...part, ...fit(part) })).filter(({ exposed }) => exposed !== null),
  });
  return {
    ...told,
    byStage: told.byStage.map(fit),
    byRegion: fitBreakdown(told.byRegion),
    byPlatform: fitBreakdown(told.byPlatform),
  };
}

function fitPart({ exposed, optedOut, complained }: PartCounts, totals: PartCounts): PartCounts {
  const fit = (part: number | null, kind: keyof PartCounts, most = Infinity) =>
    fitWithin(part, Math.min(mostOf(totals[kind], FEWER_THAN[kind]), most), PART_FEWER_THAN);
  const seen = fit(exposed, "exposed");
  return {
    exposed: seen,
    optedOut: fit(optedOut, "optedOut", seen ?? 0),
    complained: fit(complained, "complained", seen ?? 0),
  };
}
