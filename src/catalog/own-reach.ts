import type { NoiseSecret } from "../domain/about.ts";
import { humanOrSelf, mayBeOneHuman, type MakerOf } from "../domain/human-behind.ts";
import type { StartKind } from "../domain/campaign/lifecycle.ts";
import { wantedBy } from "../domain/campaign/start-word.ts";
import { isBeyondOneWord } from "../domain/condition/reach.ts";
import { audienceOf, guardNameOf } from "../domain/guard/guard-standing.ts";
import { countEarlier, oneWordShareOf, placeOfReach } from "../domain/guard/one-word.ts";
import type { OwnReach } from "../domain/review/why-two.ts";
import type { GuardRecord, GuardRecords } from "./guard-records.ts";
import { listGuardsInForce } from "./guards-in-force.ts";
import type { CatalogStorage, DefinitionRow } from "./storage.ts";

/** So long what somebody reached by their own word counts together, from its start and from its end. */
const COUNTED_FOR_MS = 30 * 86_400_000;

interface OwnReachTools {
  readonly storage: Pick<CatalogStorage, "readDefinition">;
  readonly records: Pick<GuardRecords, "find" | "listActiveSince">;
  readonly makerOf: MakerOf;
  readonly secret: NoiseSecret;
}

/** What runs on one person's word, and has reached too many with what else they showed. */
export interface BeyondOneWord {
  readonly record: GuardRecord;
  /** The other campaigns. */
  readonly others: readonly string[];
}

/** What people reach by their own word, over all their campaigns: ten small ones are as much as one that is large. */
export function openOwnReach({ storage, records, makerOf, secret }: OwnReachTools) {
  function listCounted(now: number): readonly GuardRecord[] {
    return records.listActiveSince(now - COUNTED_FOR_MS).filter(({ plan }) => plan.delivery !== "opt-in");
  }

  function listOnOneWord(now: number): readonly GuardRecord[] {
    // What has outgrown two people's word is held for itself: it takes nothing from what its author may show alone.
    return listCounted(now).filter(
      ({ standing }) => standing.words !== "two" && standing.awaitedFor?.code !== "outgrown",
    );
  }

  function isPresent({ campaign, guard }: GuardRecord["plan"]): boolean {
    const row = storage.readDefinition("campaign", campaign);
    return row !== undefined && listGuardsInForce(row)[0] === guard;
  }

  /** Whose word it is: what two people have started can have become one's since. */
  function humansOf({ plan }: GuardRecord): readonly string[] {
    const row = plan.wantedBy ? undefined : storage.readDefinition("campaign", plan.campaign);
    const word = row && listGuardsInForce(row).includes(plan.guard) ? row.lifecycle?.live?.word : undefined;
    const wanting = plan.wantedBy ?? wantedBy(word);
    return [...new Set(wanting.map((who) => humanOrSelf(who, makerOf)))];
  }

  return {
    /** What some humans reach already besides a start of a campaign, which goes on with `how.version` if it amends. */
    of(campaign: string, humans: readonly string[], how: StartKind | undefined, now: number): OwnReach {
      const goesOn = how?.kind === "amend" ? guardNameOf(campaign, how.version) : undefined;
      const isOwn = (record: GuardRecord) =>
        humansOf(record).some((human) => humans.some((other) => mayBeOneHuman(human, other)));
      const own = listOnOneWord(now).filter((record) => record.plan.guard !== goesOn && isOwn(record));
      return {
        // Whoever comes to fit an audience later is shown it as well.
        people: own.reduce(
          (sum, { plan, standing, reached }) => sum + Math.max(audienceOf(plan, standing), reached),
          0,
        ),
        campaigns: [...new Set(own.map(({ plan }) => plan.campaign))].filter((other) => other !== campaign),
      };
    },

    /** How many the present audience of a campaign has come to so far, as far as its guard has told. */
    reachedBy(row: DefinitionRow): number {
      const [present] = listGuardsInForce(row);
      return (present === undefined ? undefined : records.find(present))?.reached ?? 0;
    },

    /** As how many those count to whom a guard's campaign has come: where that is held at nobody knows. */
    countDrawn: ({ plan, reached }: GuardRecord): number => countEarlier(reached, placeOfReach(secret, plan.guard)),

    /** What two people want, and shows to those who did not ask, by its present audience. */
    listOfTwo(now: number): readonly GuardRecord[] {
      return listCounted(now).filter(
        ({ plan, standing }) => standing.words === "two" && standing.end === null && isPresent(plan),
      );
    },

    /**
     * What has to wait for a second person, as it is really shown: for each human all that is shown on their word alone, also
     * what has ended lately, may reach so many of all people.
     */
    listBeyond(people: number, now: number): readonly BeyondOneWord[] {
      const counted = listOnOneWord(now).map((record) => ({ record, humans: humansOf(record) }));
      return counted.flatMap(({ record, humans }) => {
        const { plan, standing } = record;
        if (standing.end !== null || standing.words === "awaited") return [];
        for (const human of humans) {
          const isOwn = (other: (typeof counted)[number]) => other.humans.some((one) => mayBeOneHuman(one, human));
          const own = counted.filter(isOwn).map((other) => other.record);
          const reached = own.reduce((sum, other) => sum + other.reached, 0);
          const asMany = countEarlier(reached, placeOfReach(secret, plan.guard));
          if (!isBeyondOneWord(asMany, people, oneWordShareOf(plan, standing))) continue;
          const campaigns = own.filter((other) => other.reached > 0).map((other) => other.plan.campaign);
          return [{ record, others: [...new Set(campaigns)].filter((campaign) => campaign !== plan.campaign) }];
        }
        return [];
      });
    },
  };
}

export type OwnReaches = ReturnType<typeof openOwnReach>;
