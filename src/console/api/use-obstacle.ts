import { useQuery } from "@tanstack/react-query";
import type { Role } from "../../contract/role.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { whoamiQuery } from "./queries.ts";

/** Why somebody with my roles can't do something, for people to read; undefined: I may, or nobody knows yet. */
export function useObstacle(roles: readonly Role[]): string | undefined {
  const { t } = useTexts();
  const me = useQuery(whoamiQuery).data;
  if (me === undefined || roles.some((role) => me.roles.includes(role))) return undefined;
  return t.campaign.notAllowed(roles.map((role) => t.roles[role]).join(", "));
}
