/** All that happens in the world of staff, in any order. */
import fc from "fast-check";
import { someActOnCampaigns } from "./acts-campaigns.ts";
import { someActOfOthers } from "./acts-of-others.ts";
import { someActOnPolicy } from "./acts-policy.ts";
import { someScheme } from "./schemes.ts";
import type { StaffAct } from "./staff-act.ts";

export const someStaffAct: fc.Arbitrary<StaffAct> = fc.oneof(
  { weight: 30, arbitrary: someActOnCampaigns },
  { weight: 8, arbitrary: someActOnPolicy },
  { weight: 40, arbitrary: someScheme },
  { weight: 9, arbitrary: someActOfOthers },
);
