import { openAuthors, type Authors } from "./authors.ts";
import { openEarlyEnds, type EarlyEnds } from "./early-ends.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Places } from "./places.ts";
import type { ServiceKeys } from "./service-keys.ts";
import type { CatalogStorage } from "./storage.ts";

/** What tells whether a second person is needed, and who can be the one. */
export function openPeople(
  storage: CatalogStorage,
  serviceKeys: Pick<ServiceKeys, "makerOf">,
  records: GuardRecords,
  places: Places,
): { readonly authors: Authors; readonly earlyEnds: EarlyEnds; readonly places: Places } {
  return { places, authors: openAuthors({ storage, serviceKeys }), earlyEnds: openEarlyEnds({ records, places }) };
}
