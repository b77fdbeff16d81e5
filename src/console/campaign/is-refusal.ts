import type { Label } from "../../domain/label.ts";
import type { CampaignCheck } from "../api/queries.ts";

/** Whether a finding is a refusal once the campaign is submitted. */
export function isRefusal(code: string): boolean {
  return code === "lookalike-refused";
}

/** Why a campaign would be refused as it stands, in the reader's language or in both; undefined: nothing is known against it. */
export function findRefusal(check: CampaignCheck | undefined): string | Label | undefined {
  const [issue] = check?.issues ?? [];
  return issue?.message ?? check?.findings.find(({ code }) => isRefusal(code))?.message;
}
