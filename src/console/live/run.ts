import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Live } from "../../domain/campaign/lifecycle.ts";
import type { PublishReport } from "../api/queries.ts";

/** A campaign that was started. */
export interface Run {
  readonly campaign: Campaign;
  readonly live: Live;
}

/** What became of a stop. */
export interface Stopped {
  readonly campaign: Campaign;
  readonly published: PublishReport;
}
