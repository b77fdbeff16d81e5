import type { CampaignCheck } from "../api/queries.ts";

/** Whether a finding is a refusal once the campaign is submitted. */
export function isRefusal(code: string): boolean {
  return code === "lookalike-refused";
}

/** Why a campaign would be refused as it stands; undefined: nothing is known against it. */
export function findRefusal(check: CampaignCheck | undefined): CampaignCheck["findings"][number] | undefined {
  return check?.findings.find(({ code }) => isRefusal(code));
}
