import type { AuditLog } from "./audit-log.ts";
import type { Settings } from "../contract/settings.ts";
import { noiseSecretOf } from "../tokens/count-secrets.ts";
import { openAuthors } from "./authors.ts";
import { openEarlyEnds } from "./early-ends.ts";
import { openImporters } from "./importers.ts";
import { openLookalikes } from "./lookalikes.ts";
import { openOwnReach } from "./own-reach.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { Places } from "./places.ts";
import type { ServiceKeys } from "./service-keys.ts";
import type { CatalogStorage } from "./storage.ts";

interface PeopleTools {
  readonly storage: CatalogStorage;
  readonly serviceKeys: Pick<ServiceKeys, "makerOf">;
  readonly records: GuardRecords;
  readonly places: Places;
  readonly audit: AuditLog;
  readonly settings: Settings;
}

/** What tells whether a second person is needed, and who can be the one. */
export function openPeople(durable: DurableObjectStorage, tools: PeopleTools) {
  const { storage, serviceKeys, records, places, audit, settings } = tools;
  const { makerOf } = serviceKeys;
  const lookalikes = openLookalikes({ storage, records, places });
  return {
    places,
    lookalikes,
    importers: openImporters(durable),
    authors: openAuthors({ storage, serviceKeys }),
    earlyEnds: openEarlyEnds({ storage, records, places, lookalikes, audit }),
    ownReaches: openOwnReach({ storage, records, makerOf, secret: noiseSecretOf(settings) }),
  };
}
