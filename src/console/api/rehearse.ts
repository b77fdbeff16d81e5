import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { problemSchema } from "../../contract/problem.ts";
import {
  simulationProgressSchema,
  simulationReportSchema,
  type SimulationProgress,
  type SimulationReport,
} from "../../contract/simulation.ts";
import { ApiFailure, failureOf, openStream } from "./client.ts";
import { DAY_MS } from "../../domain/time-units.ts";

const DAYS = 365;

const lineSchema = z.union([
  z.strictObject({ progress: simulationProgressSchema }),
  z.strictObject({ result: simulationReportSchema }),
  z.strictObject({ problem: problemSchema }),
]);

function progressQuery(key: string) {
  return queryOptions<SimulationProgress | null>({
    queryKey: ["rehearsing", key],
    queryFn: () => null,
    enabled: false,
  });
}

/**
 * The rehearsal of a saved campaign, begun only by `refetch`. It goes on when its page is left, and stays until the
 * console is loaded anew.
 */
export function useRehearsal(key: string, revision: number) {
  const client = useQueryClient();
  const { queryKey } = progressQuery(key);
  const progress = useQuery(progressQuery(key)).data ?? undefined;
  const query = useQuery({
    queryKey: ["rehearsal", key, revision],
    queryFn: async (): Promise<SimulationReport> => {
      client.setQueryData(queryKey, null);
      return rehearseCampaign(key, Date.now(), (done) => client.setQueryData(queryKey, done));
    },
    enabled: false,
    gcTime: Infinity,
    retry: false,
  });
  return { query, progress };
}

/**
 * Decides for everybody as if the saved campaign were live, for a year from `now`; `onProgress` is told after each
 * shard. Throws an `ApiFailure`.
 */
async function rehearseCampaign(
  key: string,
  now: number,
  onProgress: (progress: SimulationProgress) => void,
): Promise<SimulationReport> {
  const body = {
    drafts: [{ kind: "campaign", key }],
    from: toDay(now),
    until: toDay(now + (DAYS - 1) * DAY_MS),
    by: ["region", "platform"],
  };
  const headers = { Accept: "application/x-ndjson" };
  for await (const text of openStream("/v1/simulations", { method: "POST", body, headers })) {
    const line = lineSchema.parse(JSON.parse(text));
    if ("result" in line) return line.result;
    if ("problem" in line) throw failureOf(line.problem);
    onProgress(line.progress);
  }
  // The connection ended before the result came.
  throw new ApiFailure("offline");
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
