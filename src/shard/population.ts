import type { PopulationOutcome, PopulationRow } from "../contract/rpc/rpc-population.ts";
import type { ProfileRow } from "../contract/rpc/rpc-tray.ts";
import type { Erasures } from "./erasures.ts";
import type { History } from "./history.ts";
import type { PhoneIndex } from "./phone-index.ts";
import type { StaffActs } from "./staff-acts.ts";
import type { Subscribers } from "./subscribers.ts";

type Upsert = Extract<PopulationRow, { kind: "upsert" }>;

/** Something that holds things about people, and can erase what it holds of one; says whether there was anything. */
interface Forgetful {
  forget(subscriberId: string): boolean;
}

interface PopulationTools {
  readonly subscribers: Subscribers;
  readonly history: History;
  readonly phones: PhoneIndex;
  readonly exposures: Forgetful;
  readonly staffActs: StaffActs;
  readonly gifts: Forgetful;
  readonly heard: Forgetful;
  readonly erasures: Erasures;
  readonly transact: <Done>(work: () => Done) => Done;
}

/** Imports and erases subscribers, and makes their tokens void. */
export function openPopulation(tools: PopulationTools) {
  const { subscribers, history, phones, exposures, staffActs, gifts, heard, erasures, transact } = tools;

  /** How many of the subscribers are new or have changed. */
  function upsert(rows: readonly Upsert[]): number {
    const changed = new Set([...subscribers.upsert(rows), ...phones.list(rows)]);
    return rows.filter(({ subscriberId }) => changed.has(subscriberId)).length;
  }

  /** What the operator and the phone said goes, the person's own word stays. Says whether there was anything. */
  function remove(subscriberId: string): boolean {
    const hadFacts = subscribers.forgetFacts(subscriberId);
    return phones.unlist(subscriberId) || hadFacts;
  }

  /**
   * Everything goes but the outs, and that the line was counted. Says whether there was anything: of a stranger nothing is
   * noted, not even that they were erased.
   */
  function erase(subscriberId: string, now: number): boolean {
    const had = [
      exposures.forget(subscriberId),
      remove(subscriberId),
      history.forgetAllButOuts(subscriberId, now),
      staffActs.forget(subscriberId),
      gifts.forget(subscriberId),
      heard.forget(subscriberId),
    ];
    const hadAny = had.some(Boolean);
    if (hadAny) erasures.note(subscriberId, history.takeNumber(), now);
    return hadAny;
  }

  /**
   * What became of the line: the first of what it asked for that changed anything. Whoever is erased counts as erased in any case: that
   * something was left to erase would tell that they had chosen something.
   */
  function carryOut(
    { kind, subscriberId, issuedBefore = 0 }: Exclude<PopulationRow, Upsert>,
    now: number,
    by?: string,
  ) {
    if (kind === "erase") {
      erase(subscriberId, now);
      if (by !== undefined) staffActs.add(null, { actor: by, action: "erased", at: now });
    }
    const isRemoved = kind === "delete" && remove(subscriberId);
    const isVoided = subscribers.refuseTokens(subscriberId, issuedBefore);
    if (kind === "erase") return "erased";
    if (isRemoved) return "deleted";
    return isVoided ? "voided" : "unchanged";
  }

  return {
    /** `by`: the member of staff who has it done, as the audit names them; absent: the person themselves. */
    apply(rows: readonly PopulationRow[], now: number, by?: string): PopulationOutcome {
      return transact(() => {
        const tally = { imported: 0, deleted: 0, erased: 0, voided: 0, unchanged: 0 };
        for (const row of joinUpserts(rows)) {
          if (Array.isArray(row)) {
            const imported = upsert(row);
            tally.imported += imported;
            tally.unchanged += row.length - imported;
          } else {
            tally[carryOut(row, now, by)] += 1;
          }
        }
        return { ...tally, leavingPhones: phones.listLeaving(rows) };
      });
    },
  };
}

/** Joins neighbouring upserts, which are stored together; the order stays. */
function joinUpserts(rows: readonly PopulationRow[]) {
  const joined: (Upsert[] | Exclude<PopulationRow, Upsert>)[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (row.kind !== "upsert") joined.push(row);
    else if (Array.isArray(last)) last.push(row);
    else joined.push([row]);
  }
  return joined;
}

/** A profile as a line of an import. */
export function toUpsert({ subscriberId, profile, device }: ProfileRow): PopulationRow {
  const row = { kind: "upsert", subscriberId, profile: JSON.stringify(profile), test: false } as const;
  return device === undefined ? row : { ...row, device: JSON.stringify(device) };
}
