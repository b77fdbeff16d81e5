import { useQuery } from "@tanstack/react-query";
import type { Role } from "../../contract/role.ts";
import { whoamiQuery } from "./queries.ts";

/** Whether I have one of the roles; no, while nobody knows yet. */
export function useMay(roles: readonly Role[]): boolean {
  const me = useQuery(whoamiQuery).data;
  return me !== undefined && roles.some((role) => me.roles.includes(role));
}
