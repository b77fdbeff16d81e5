import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { STATUS_KEY, statusQuery, type Status } from "../api/queries.ts";

/** Watches a publish that somebody has asked for, while its answer is still to come. */
export interface Publishing {
  /** To be called when it is asked for. */
  begin(): void;
  /** How far it is; undefined before the first shard was told, or for who may not see the status. */
  readonly report: Status | undefined;
}

export function usePublishing(): Publishing {
  const client = useQueryClient();
  // What the page asks for or is told anyway.
  const status = useQuery({ ...statusQuery, enabled: false }).data;
  const [since, setSince] = useState(Number.POSITIVE_INFINITY);
  return {
    begin: () => setSince(client.getQueryData<Status>(STATUS_KEY)?.ruleset ?? Number.POSITIVE_INFINITY),
    report: status !== undefined && status.ruleset > since ? status : undefined,
  };
}
