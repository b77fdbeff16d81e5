import { openObject } from "../contract/rpc/objects.ts";
import type { ObjectKind, TroubledObject, TroubleState } from "../contract/rpc/rpc-identity.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import { judgeObject, type Held, type Identity, type Judgement } from "../domain/identity.ts";
import { describeTrouble } from "../domain/object-texts.ts";
import { succeed } from "../domain/result.ts";
import { logFailure } from "../storage/log.ts";
import { digestOf } from "../tokens/digest.ts";
import type { AuditLog } from "./audit-log.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { RegisteredObject, Registry } from "./registry.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";

/** After the first roll call of all objects, so many are asked a second, however many there are. */
const ASKED_PER_SECOND = 20;
/** A welcome, and the look that confirms it. */
const MOST_LOOKS = 3;

const CLASS_OF: Readonly<Record<ObjectKind, "SHARD" | "GUARD" | "EVENTS">> = {
  shard: "SHARD",
  guard: "GUARD",
  events: "EVENTS",
};
const FOLDER_OF: Readonly<Record<ObjectKind, string>> = { shard: "Shard", guard: "Guard", events: "Events" };

interface RollCallTools {
  readonly env: Pick<Env, "SHARD" | "GUARD" | "EVENTS">;
  readonly registry: Registry;
  readonly storage: CatalogStorage;
  readonly records: GuardRecords;
  readonly audit: AuditLog;
  readonly webhooks: Webhooks;
  readonly transact: Transact;
  /** A guard can't judge any more. Within the transaction that notes it. */
  holdFor(guard: string, act: Act): void;
}

/** Asks objects what they are, and judges what they answer by what is expected of them. */
export function openRollCall({ env, registry, storage, records, audit, webhooks, transact, holdFor }: RollCallTools) {
  /** When each was last asked, in this life of the catalog. */
  const askedAt = new Map<string, number>();
  /** Since when an object has not answered. */
  const silentSince = new Map<string, number>();
  const meetings = new Map<string, Promise<Judgement | undefined>>();
  const digests = new Map<number, string>();

  /** Whether what it holds is what this catalog brought it, to the letter. */
  function isOwn(kind: ObjectKind, name: string, { version, digest }: Held): boolean {
    if (version === 0 || kind === "events") return true;
    if (kind === "guard") {
      const record = records.find(name);
      return record !== undefined && digest === digestOf(JSON.stringify(record.plan));
    }
    const known = digests.get(version);
    if (known !== undefined) return known === digest;
    const body = storage.readRulesetBody(version);
    if (body === undefined) return false;
    digests.set(version, digestOf(body));
    return digests.get(version) === digest;
  }

  function fileOf(kind: ObjectKind, name: string): string {
    return `objects/${FOLDER_OF[kind]}/${env[CLASS_OF[kind]].idFromName(name).toString()}.sqlite`;
  }

  function describe(
    { name, kind }: Pick<RegisteredObject, "name" | "kind">,
    state: TroubleState,
    since: number,
    proposedBy: string | null = null,
  ): TroubledObject {
    const file = fileOf(kind, name);
    const sentence = describeTrouble({ object: name, kind, state, file });
    return { object: name, kind, state, since, file, proposedBy, sentence };
  }

  function forgetAcknowledged(kind: ObjectKind, name: string): void {
    if (kind === "shard") storage.forgetInstalled(name);
    if (kind === "guard") records.forgetFollowed(name);
  }

  /** Writes down that an object is not what it was: once, with all that follows. */
  function noteTrouble(object: RegisteredObject, state: "lost" | "foreign" | "ahead", now: number): void {
    const { kind, name } = object;
    if (object.state === state) return;
    registry.write({ ...object, state, since: now });
    forgetAcknowledged(kind, name);
    const { file, sentence } = describe(object, state, now);
    const act = { actor: "system", now, why: sentence.en };
    audit.append(act, state, `${kind}/${name}`, []);
    if (kind === "shard" && state !== "ahead") {
      webhooks.announce({ kind: "shard.lost", at: now, facts: { shard: name, state, file, sentence } });
    }
    if (kind === "guard") holdFor(name, act);
    logFailure({ event: `${kind}-${state}`, object: name, file });
  }

  function settle(object: RegisteredObject, judgement: Judgement, now: number): void {
    const { kind, name, birth, born, state } = object;
    if (judgement.kind === "known") {
      const given = judgement.identity.birth;
      if (given <= Math.min(birth, born) && state === "known") return;
      registry.write({
        ...object,
        birth: Math.max(birth, given),
        born: Math.max(born, given),
        state: "known",
        since: now,
      });
    } else if (judgement.kind === "welcome") {
      const { identity, as } = judgement;
      if (birth === identity.birth && state === "known" && as === "new") return;
      registry.write({ ...object, birth: identity.birth, state: "known", since: now });
      forgetAcknowledged(kind, name);
      if (as !== "restored") return;
      const changes = [{ path: "birth", before: birth, after: identity.birth }];
      audit.append({ actor: "system", now, why: "a copy was put back" }, "restored", `${kind}/${name}`, changes);
    } else noteTrouble(object, judgement.kind, now);
  }

  /** What an object is by what it says of itself. Nothing is written down. */
  function weigh(kind: ObjectKind, name: string, held: Held): Judgement {
    const version = kind === "shard" ? storage.readInstalled(name) : 0;
    const object = registry.read(kind, name);
    const judgement = judgeObject(registry.expect(object, version), held, isOwn(kind, name, held));
    if (kind !== "events" || (judgement.kind !== "lost" && judgement.kind !== "foreign")) return judgement;
    // Nothing in it is anybody's, and open apps ask again by themselves: it begins anew.
    logFailure({ event: `events-${judgement.kind}`, object: name, file: fileOf(kind, name) });
    const identity = { ...judgement.identity, birth: object.birth + 1 };
    registry.write({ ...object, birth: identity.birth, born: 0 });
    return { kind: "welcome", as: "new", identity };
  }

  /** The same, with all that follows from it. */
  function judge(kind: ObjectKind, name: string, held: Held): Judgement {
    const judgement = weigh(kind, name, held);
    transact(() => {
      settle(registry.read(kind, name), judgement, Date.now());
      return succeed(null);
    });
    return judgement;
  }

  async function look(kind: ObjectKind, name: string): Promise<Judgement | undefined> {
    askedAt.set(name, Date.now());
    try {
      const object = openObject(env, CLASS_OF[kind], name);
      let judgement: Judgement | undefined;
      for (let turn = 0; turn < MOST_LOOKS; turn++) {
        const held = await object.identify();
        // What it has said may be overtaken by what it was told meanwhile; what it says after that was known is not.
        judgement = judge(kind, name, isPlain(weigh(kind, name, held)) ? held : await object.identify());
        if (judgement.kind !== "welcome") break;
        await object.welcome(judgement.identity);
      }
      if (judgement?.kind === "lost" || judgement?.kind === "foreign") await object.distrust(judgement);
      silentSince.delete(name);
      return judgement;
    } catch (error) {
      if (!silentSince.has(name)) {
        silentSince.set(name, Date.now());
        const reason = error instanceof Error ? error.message : String(error);
        logFailure({ event: `${kind}-silent`, object: name, file: fileOf(kind, name), reason });
      }
      return undefined;
    }
  }

  /** Asks an object what it is; undefined: it does not answer. Whoever asks at the same time gets the same answer. */
  function meet(kind: ObjectKind, name: string): Promise<Judgement | undefined> {
    const meeting = meetings.get(name) ?? look(kind, name).finally(() => meetings.delete(name));
    meetings.set(name, meeting);
    return meeting;
  }

  function listNames(): readonly (readonly [ObjectKind, string])[] {
    return [
      ...storage.readInstalls().map(({ shard }) => ["shard", shard] as const),
      ...records.listOpen().map(({ plan }) => ["guard", plan.guard] as const),
    ];
  }

  let calledAt: number | undefined;

  return {
    meet,

    /** Answers an object that asks what it is. Before anything bad is written down of it, it is asked itself. */
    async attest(kind: ObjectKind, name: string, held: Held): Promise<Judgement> {
      const judgement = weigh(kind, name, held);
      return isPlain(judgement) ? judge(kind, name, held) : ((await meet(kind, name)) ?? judgement);
    },

    identityOf(kind: ObjectKind, name: string): Identity {
      return registry.identityOf(kind, name);
    },

    /** The same, of one that is known from this life of the catalog: it is asked only if there was anything wrong with it. */
    async meetUnlessKnown(kind: ObjectKind, name: string): Promise<Judgement["kind"] | undefined> {
      const { state, born } = registry.read(kind, name);
      const isKnown = askedAt.has(name) && !silentSince.has(name) && state === "known" && born > 0;
      return isKnown ? "known" : (await meet(kind, name))?.kind;
    },

    /** Asks all objects at first, and from then on those that were asked the longest ago, a few a second. */
    async call(): Promise<void> {
      const now = Date.now();
      const elapsedMs = calledAt === undefined ? Infinity : now - calledAt;
      const most = Math.floor((elapsedMs / 1_000) * ASKED_PER_SECOND);
      if (most === 0) return;
      calledAt = now;
      const due = listNames()
        .toSorted(([, one], [, other]) => (askedAt.get(one) ?? 0) - (askedAt.get(other) ?? 0))
        .slice(0, most);
      await Promise.all(due.map(([kind, name]) => meet(kind, name)));
    },

    listTroubled(): readonly TroubledObject[] {
      // Guards of campaigns that have ended judge nothing any more.
      const kinds = new Map(listNames().map(([kind, name]) => [name, kind]));
      const noted = registry.listTroubled().filter(({ name }) => kinds.has(name));
      const isNoted = new Set(noted.map(({ name }) => name));
      const silent = Array.from(silentSince).flatMap(([name, since]) => {
        const kind = kinds.get(name);
        return kind === undefined || isNoted.has(name) ? [] : [describe({ name, kind }, "silent", since)];
      });
      return [
        ...noted.flatMap((object) =>
          object.state === "known" ? [] : [describe(object, object.state, object.since, object.proposedBy)],
        ),
        ...silent,
      ];
    },
  };
}

export type RollCall = ReturnType<typeof openRollCall>;

/** Whether nothing is wrong with an object, and nothing was. */
function isPlain(judgement: Judgement): boolean {
  return judgement.kind === "known" || (judgement.kind === "welcome" && judgement.as !== "restored");
}
