import type { Definitions } from "../contract/definitions.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { Settings } from "../contract/settings.ts";
import type { ShardRpc } from "../contract/rpc/rpc.ts";
import type { Campaign } from "../domain/campaign/campaign.ts";
import { segmentKeysOf } from "../domain/campaign/parts.ts";
import { EMPTY_AUDIENCE, reportAudience, type AudienceTally } from "../domain/condition/audience.ts";
import { toJson } from "../domain/to-json.ts";
import { canonicalJson } from "../domain/json-diff.ts";
import type { CampaignCensus, SegmentCount, Uncounted } from "../domain/review/lint-campaign.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import { measureAudiences, queryCampaign } from "./measure-audience.ts";
import type { Questions } from "./questions.ts";

interface CensusTools {
  readonly settings: Settings;
  openShards(): readonly ShardRpc[];
}

/**
 * Counts a campaign's audience and every segment that it names, over all shards, for somebody who checks a draft. What a check
 * says of people is an answer about people: it is taken from the same budget as any other count, and equal ones are free.
 */
export function openCensus(questions: Pick<Questions, "admit">, { settings, openShards }: CensusTools) {
  const countOf = (tally: AudienceTally): SegmentCount => {
    const { total, matching } = reportAudience(tally, noiseSecretOf(settings));
    return {
      isNobody: tally.matching.people === 0,
      isEverybody: tally.matching.people === tally.people.people,
      aboutTotal: total,
      aboutMatching: matching,
    };
  };
  return async (campaign: Campaign, definitions: Definitions, act: Act): Promise<CampaignCensus | Uncounted> => {
    const keys = [...new Set(segmentKeysOf(campaign))];
    const whole = queryCampaign(campaign, definitions);
    const queries = [whole, ...keys.map((key) => ({ ...whole, audience: { include: [key], exclude: [] } }))];
    const request = JSON.stringify({ check: campaign.key, ...campaign.audience, waves: campaign.waves });
    const text = canonicalJson(toJson([whole, keys]));
    if (!questions.admit({ kind: "count", text, request, ...act }).ok) return "asked-too-often";
    try {
      const [audience = EMPTY_AUDIENCE, ...tallies] = await measureAudiences(openShards(), queries);
      return {
        audience: countOf(audience),
        segments: new Map(keys.map((key, index) => [key, countOf(tallies[index] ?? EMPTY_AUDIENCE)])),
      };
    } catch {
      return "unreachable";
    }
  };
}
