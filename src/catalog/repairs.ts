import { inBoth, type Failure } from "../contract/problem.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import type { GuardOrder } from "../contract/rpc/rpc-guard.ts";
import type { Repair, RepairRequest } from "../contract/rpc/rpc-identity.ts";
import { findUnclear, isSecondPerson } from "../domain/human-behind.ts";
import { sayUnclearName } from "../domain/say-unclear-name.ts";
import type { Label } from "../domain/label.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AuditLog } from "./audit-log.ts";
import type { RegisteredObject, Registry } from "./registry.ts";
import type { ServiceKeys } from "./service-keys.ts";
import type { Transact } from "./transact.ts";

interface RepairTools {
  readonly registry: Registry;
  readonly audit: AuditLog;
  readonly serviceKeys: Pick<ServiceKeys, "makerOf">;
  readonly shardCount: number;
  readonly transact: Transact;
}

/** Accepts, by two people, that what a shard held is gone. */
export function openRepairs({ registry, audit, serviceKeys, shardCount, transact }: RepairTools) {
  /** From now on nothing is expected there; of one that is older, what there is. */
  function accept(object: RegisteredObject, act: Act): void {
    const { kind, name, birth, proposedBy } = object;
    transact(() => {
      registry.write({ ...object, birth: birth + 1, born: 0, state: "known", since: act.now, words: 0, atLeast: 0 });
      const changes = [
        { path: "birth", before: birth, after: birth + 1 },
        { path: "proposedBy", after: proposedBy },
      ];
      audit.append(act, "accept-loss", `${kind}/${name}`, changes);
      return succeed(null);
    });
  }

  return {
    /** Proposes it, or, if somebody else has, carries it out; the object is then new. */
    repair(request: RepairRequest): Result<Repair, Failure> {
      const { actor } = request;
      const name = request.object.includes("-of-") ? request.object : `${request.object}-of-${shardCount}`;
      const object = registry.read("shard", name);
      if (object.kind !== "shard" || !LOSSES.includes(object.state))
        return fail({ type: "conflict", ...inBoth(NOT_LOST) });
      const unclear = findUnclear([actor], serviceKeys.makerOf);
      if (unclear !== undefined) return fail({ type: "another-person", ...inBoth(sayUnclearName(unclear, true)) });
      // Whom an earlier release let propose, nobody could second.
      if (object.proposedBy === null || findUnclear([object.proposedBy], serviceKeys.makerOf) !== undefined) {
        return transact(() => {
          registry.propose(name, actor);
          audit.append(request, "propose-accept-loss", `shard/${name}`, []);
          return succeed({ object: name, state: "proposed", proposedBy: actor });
        });
      }
      if (object.proposedBy === actor) return succeed({ object: name, state: "proposed", proposedBy: actor });
      if (!isSecondPerson(actor, object.proposedBy, serviceKeys.makerOf)) {
        return fail({ type: "another-person", ...inBoth(SECOND_PERSON) });
      }
      accept(object, request);
      return succeed({ object: name, state: "carried-out", proposedBy: object.proposedBy });
    },

    /** The guards of a campaign that a person resumes count anew, those that are lost. */
    acceptLosses(orders: readonly GuardOrder[], { actor, now, why }: Act): void {
      for (const { plan } of orders) {
        const object = registry.read("guard", plan.guard);
        if (object.state === "lost") accept(object, { actor, now, why });
      }
    },
  };
}

/** States in which something is gone that can be gone on without. */
const LOSSES: readonly RegisteredObject["state"][] = ["lost", "older"];

const NOT_LOST: Label = {
  ru: "Принять можно только потерю шарда, который потерян или хранит меньше, чем прежде; /v1/status перечисляет такие. Чужой файл сначала уберите, а для стража возобновите его кампанию.",
  en: "Only the loss of a shard that is lost, or holds less than it did, can be accepted; /v1/status lists those. Put a foreign file away first; for a guard, resume its campaign.",
};

const SECOND_PERSON: Label = {
  ru: "Потерю принимает второй человек: не тот, кто её предложил, не машина и не автор ключа, которым она предложена.",
  en: "A second person accepts the loss: not who proposed it, no machine, and not who made the key by which it was proposed.",
};

export type Repairs = ReturnType<typeof openRepairs>;
