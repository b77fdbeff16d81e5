import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { call } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";

/** Anna, calling by the real clock. */
export async function openDesk(...roles: readonly Role[]) {
  const token = await staffTokenFor("anna", roles);
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

export const bundled = (key: string): Campaign => {
  const campaign = bundledDefinitions.campaigns.find((candidate) => candidate.key === key);
  if (campaign === undefined) throw new Error(`no campaign ${key}`);
  return campaign;
};

/** The tulip for everybody, and above the tree in January: a clash on purpose. */
export const bold: Campaign = {
  ...bundled("spring"),
  key: "bold-spring",
  audience: { include: ["people"], exclude: [] },
  schedule: { kind: "once", zone: "own", firstDay: "2027-01-10", lastDay: "2027-03-10" },
  priority: 500,
};
