import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Audience } from "../../domain/campaign/campaign.ts";
import { audienceCountQuery } from "../api/count-audience.ts";

const PAUSE_MS = 1_000;

/** How many people a campaign's audience has; its members are undefined until that is counted. */
export interface AudienceCount {
  /** Null: fewer than 20, so not said. */
  readonly people: number | null | undefined;
  readonly share: number | null | undefined;
  readonly total: number | undefined;
  readonly isCounting: boolean;
  /** Why they were not counted. */
  readonly failure: Error | null;
}

/** Counts an audience while it is being put together. */
export function useAudienceCount(audience: Audience): AudienceCount {
  const [settled] = useDebouncedValue(audience, PAUSE_MS);
  // For a campaign, to be in any of no audiences is to be in none; a count would leave the question out.
  const isNobody = settled.include.length === 0;
  const query = useQuery({ ...audienceCountQuery(settled, []), enabled: !isNobody });
  if (isNobody) return { people: 0, share: 0, total: undefined, isCounting: false, failure: null };
  const { data, isFetching, error } = query;
  return { people: data?.matching, share: data?.share, total: data?.total, isCounting: isFetching, failure: error };
}
