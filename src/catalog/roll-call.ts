import { openObject } from "../contract/rpc/objects.ts";
import type { ObjectKind, ObjectReport, TroubledObject, TroubleState } from "../contract/rpc/rpc-identity.ts";
import type { Act } from "../contract/rpc/rpc-control.ts";
import { judgeObject, type Held, type Identity, type Judgement, type Trouble } from "../domain/identity.ts";
import { describeOtherCatalog, describeTrouble } from "../domain/object-texts.ts";
import { succeed } from "../domain/result.ts";
import { writeServiceWord } from "../domain/service-word.ts";
import { logFailure } from "../storage/log.ts";
import { digestOf } from "../tokens/digest.ts";
import type { AuditLog } from "./audit-log.ts";
import type { GuardRecords } from "./guard-records.ts";
import type { RegisteredObject, Registry } from "./registry.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";
import { within } from "../contract/rpc/within.ts";

/** After the first roll call of all objects, so many are asked a second at most, however many there are. */
const ASKED_PER_SECOND = 20;
/** With fewer objects, each is asked about so often. */
const ROUND_MS = 40_000;
/** One that does not answer is asked again after so long, and told of if it still does not. */
const ASK_AGAIN_MS = 10_000;
/** Whoever waits for all waits no longer for one. */
const PATIENCE_MS = 5_000;
/** So long after the last request that failed an object counts as failing, and so often it is looked at for that. */
const FAILING_FOR_MS = 120_000;
const SUSPECTED_EVERY_MS = 5_000;
/** It fails so until the file is replaced, which takes a restart. */
const DAMAGE: ReadonlySet<string> = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);
/** A welcome, and the look that confirms it. */
const MOST_LOOKS = 3;

const CLASS_OF: Readonly<Record<ObjectKind, "SHARD" | "GUARD" | "EVENTS">> = {
  shard: "SHARD",
  guard: "GUARD",
  events: "EVENTS",
};
const FOLDER_OF: Readonly<Record<ObjectKind, string>> = { shard: "Shard", guard: "Guard", events: "Events" };

const MIB = 2 ** 20;

/** What an object said of itself when it was last asked. */
interface Heard extends Pick<Held, "version" | "bytes"> {
  readonly at: number;
}

/** An object that holds something newer than this catalog. */
export interface AheadObject {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly held: Held;
  /** What a shard holds (JSON text), of the shards that hold the newest. */
  readonly ruleset: string | undefined;
}

interface Silence {
  readonly since: number;
  readonly reason: string;
  readonly isTold: boolean;
}

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
  const silences = new Map<string, Silence>();
  /** Requests that failed, by object. */
  const failures = new Map<string, { readonly since: number; readonly at: number; readonly reason: string }>();
  const heard = new Map<string, Heard>();
  const ahead = new Map<string, AheadObject>();
  let newestRead = 0;
  /** How far words have come that is not noted yet: whoever only asks what is in force needs no room on the disk. */
  const wordsSeen = new Map<string, number>();
  /** The first roll call has found another installation's shards. */
  let isAmongOthers = false;
  const meetings = new Map<string, Promise<Judgement | undefined>>();
  const digests = new Map<number, string>();

  /** Whether what it holds is what this catalog brought it, to the letter. */
  function isOwn(kind: ObjectKind, name: string, { version, digest }: Held): boolean {
    if (version === 0 || kind === "events") return true;
    if (kind === "guard") {
      const record = records.find(name);
      return record !== undefined && version <= record.revision && digest === digestOf(JSON.stringify(record.plan));
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
    { proposedBy = null, reason }: { readonly proposedBy?: string | null; readonly reason?: string } = {},
  ): TroubledObject {
    const file = fileOf(kind, name);
    const isOthers = state === "foreign" || state === "lost";
    const sentence =
      isOthers && isCatalogOther()
        ? describeOtherCatalog()
        : describeTrouble({ object: name, kind, state, file, reason });
    return { object: name, kind, state, since, file, proposedBy, sentence };
  }

  /** When most shards are another installation's, it is the catalog that is in the wrong place. */
  function isCatalogOther(): boolean {
    return registry.countForeign() * 2 > storage.countShards();
  }

  function forgetAcknowledged(kind: ObjectKind, name: string): void {
    if (kind === "shard") storage.forgetInstalled(name);
    if (kind === "guard") records.forgetFollowed(name);
  }

  /** Writes down that an object is not what it was: once, with all that follows. */
  function noteTrouble(object: RegisteredObject, state: Trouble["kind"], now: number): void {
    const { kind, name } = object;
    if (object.state === state) return;
    // One that is older is known again by what it had acknowledged.
    const atLeast = state === "older" && kind === "shard" ? Math.max(object.atLeast, storage.readInstalled(name)) : 0;
    registry.write({ ...object, state, since: now, atLeast });
    forgetAcknowledged(kind, name);
    const { file, sentence } = describe(object, state, now);
    const act = { actor: "system", now, why: sentence.en };
    audit.append(act, state, `${kind}/${name}`, []);
    if (kind === "shard")
      webhooks.announce({ kind: "shard.lost", at: now, facts: { shard: name, state, file, sentence } });
    if (kind === "guard") holdFor(name, act);
    logFailure({ event: `${kind}-${state}`, object: name, file });
  }

  /** What is ahead is healed at once: see healing.ts. Its birth, and what it has acknowledged, this catalog has forgotten. */
  function noteAhead(object: RegisteredObject, birth: number, now: number): void {
    const { kind, name, state } = object;
    // A later birth that was given, as by a restore of this catalog, was never taken: it goes on by the one that it has.
    const births = { birth, born: Math.max(object.born, birth) };
    registry.write({ ...object, ...births, state: "ahead", since: state === "ahead" ? object.since : now });
    forgetAcknowledged(kind, name);
    if (state !== "ahead") logFailure({ event: `${kind}-ahead`, object: name, file: fileOf(kind, name) });
  }

  function settle(object: RegisteredObject, judgement: Judgement, { words }: Held, now: number): void {
    const { kind, name, birth, born, state } = object;
    if (judgement.kind !== "known") wordsSeen.delete(name);
    if (judgement.kind === "known") {
      const given = judgement.identity.birth;
      if (given <= Math.min(birth, born) && state === "known") {
        if (words > object.words) wordsSeen.set(name, words);
        return;
      }
      registry.write({
        ...object,
        birth: Math.max(birth, given),
        born: Math.max(born, given),
        state: "known",
        since: state === "known" ? object.since : now,
        words: Math.max(words, object.words),
        atLeast: 0,
      });
    } else if (judgement.kind === "welcome") {
      const { identity, as } = judgement;
      if (birth === identity.birth && state === "known" && as === "new") return;
      registry.write({ ...object, birth: identity.birth, state: "known", since: now, words: 0, atLeast: 0 });
      forgetAcknowledged(kind, name);
      if (as !== "restored") return;
      const changes = [
        { path: "birth", before: birth, after: identity.birth },
        { path: "words", before: object.words, after: words },
      ];
      audit.append(
        { actor: "system", now, why: writeServiceWord({ code: "put-back" }) },
        "restored",
        `${kind}/${name}`,
        changes,
      );
      logFailure({ event: `${kind}-restored`, object: name, file: fileOf(kind, name) });
    } else if (judgement.kind === "ahead") noteAhead(object, judgement.birth, now);
    else noteTrouble(object, judgement.kind, now);
  }

  /** What an object is by what it says of itself. Nothing is written down. */
  function weigh(kind: ObjectKind, name: string, held: Held): Judgement {
    const acknowledged = kind === "shard" ? storage.readInstalled(name) : 0;
    const object = registry.read(kind, name);
    const judged = judgeObject(registry.expect(object, acknowledged), held, isOwn(kind, name, held));
    // Beside another installation's files an empty one is no new one: it is this catalog that is not theirs.
    const isNew = kind === "shard" && judged.kind === "welcome" && judged.as === "new";
    const judgement: Judgement =
      isNew && (isAmongOthers || registry.countForeign() > 0) ? { kind: "lost", identity: judged.identity } : judged;
    if (kind !== "events" || !isTrouble(judgement)) return judgement;
    // Nothing in it is anybody's, and open apps ask again by themselves: it begins anew.
    logFailure({ event: `events-${judgement.kind}`, object: name, file: fileOf(kind, name) });
    const identity = { ...judgement.identity, birth: object.birth + 1 };
    registry.write({ ...object, birth: identity.birth, born: 0 });
    return { kind: "welcome", as: "new", identity };
  }

  /** The same, with all that follows from it. */
  function judge(kind: ObjectKind, name: string, held: Held, ruleset?: string): Judgement {
    const judgement = weigh(kind, name, held);
    transact(() => {
      settle(registry.read(kind, name), judgement, held, Date.now());
      return succeed(null);
    });
    // Nothing is learnt from an object that is none of this catalog's.
    if (judgement.kind === "ahead" && (kind === "guard" || storage.hasShard(name)))
      ahead.set(name, { kind, name, held, ruleset });
    return judgement;
  }

  /** The ruleset of a shard that holds a newer one than this catalog, and than any that was read before. */
  async function readNewer(kind: ObjectKind, name: string, held: Held): Promise<string | undefined> {
    if (kind !== "shard" || held.version <= newestRead || weigh(kind, name, held).kind !== "ahead") return undefined;
    const before = newestRead;
    newestRead = held.version;
    try {
      return (await within(PATIENCE_MS, openObject(env, "SHARD", name).readInstalled())) ?? undefined;
    } catch (error) {
      newestRead = before;
      throw error;
    }
  }

  function identify(kind: ObjectKind, name: string): Promise<Held> {
    return within(PATIENCE_MS, openObject(env, CLASS_OF[kind], name).identify());
  }

  async function look(kind: ObjectKind, name: string): Promise<Judgement | undefined> {
    askedAt.set(name, Date.now());
    try {
      const object = openObject(env, CLASS_OF[kind], name);
      let judgement: Judgement | undefined;
      for (let turn = 0; turn < MOST_LOOKS; turn++) {
        const first = await identify(kind, name);
        // What it has said may be overtaken by what it was told meanwhile; what it says after that was known is not.
        const held = isPlain(weigh(kind, name, first)) ? first : await identify(kind, name);
        heard.set(name, { at: Date.now(), version: held.version, bytes: held.bytes });
        judgement = judge(kind, name, held, await readNewer(kind, name, held));
        if (judgement.kind !== "welcome") break;
        await within(PATIENCE_MS, object.welcome(judgement.identity));
      }
      if (judgement !== undefined && isTrouble(judgement)) {
        await within(PATIENCE_MS, object.distrust(judgement));
      }
      silences.delete(name);
      return judgement;
    } catch (error) {
      noteSilence(kind, name, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Once is nothing: objects are moved and restarted. Whoever is silent for longer is told of. */
  function noteSilence(kind: ObjectKind, name: string, reason: string): void {
    const now = Date.now();
    const before = silences.get(name);
    const since = before?.since ?? now;
    const isTold = before?.isTold === true || (kind === "shard" && now - since >= ASK_AGAIN_MS);
    silences.set(name, { since, reason, isTold });
    if (before === undefined) logFailure({ event: `${kind}-silent`, object: name, file: fileOf(kind, name), reason });
    if (!isTold || before?.isTold === true) return;
    const { file, sentence } = describe({ name, kind }, "silent", since, { reason });
    transact(() => {
      webhooks.announce({ kind: "shard.lost", at: now, facts: { shard: name, state: "silent", file, sentence } });
      return succeed(null);
    });
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

  function noteWords(): void {
    if (wordsSeen.size === 0) return;
    transact(() => {
      for (const [name, words] of wordsSeen) {
        const object = registry.read("shard", name);
        if (object.state === "known" && words > object.words) registry.write({ ...object, words });
      }
      return succeed(null);
    });
    wordsSeen.clear();
  }

  let calledAt: number | undefined;
  let first: Promise<void> | undefined;

  async function askAll(): Promise<void> {
    calledAt = Date.now();
    const names = listNames();
    // Before any that is empty is taken for new, it is known whose the others are.
    const ours = registry.identityOf("shard", "").installation;
    const seen = await Promise.allSettled(names.map(([kind, name]) => identify(kind, name)));
    isAmongOthers = seen.some((each) => each.status === "fulfilled" && isOf(each.value, ours) === false);
    await Promise.all(names.map(([kind, name]) => meet(kind, name)));
  }

  /** The first roll call of this life of the catalog. Nothing that depends on what objects hold is said before it. */
  function callFirst(): Promise<void> {
    first ??= askAll().catch((error: unknown) => {
      first = undefined;
      throw error;
    });
    return first;
  }

  /** How many to ask so long after the last time. */
  function countDue(total: number, elapsedMs: number): number {
    return Math.min(Math.floor((elapsedMs / 1_000) * ASKED_PER_SECOND), Math.ceil((total * elapsedMs) / ROUND_MS));
  }

  return {
    meet,
    callFirst,

    /** Answers an object that asks what it is. Before anything bad is written down of it, it is asked itself. */
    async attest(kind: ObjectKind, name: string, held: Held): Promise<Judgement> {
      const judgement = weigh(kind, name, held);
      if (!isPlain(judgement)) return (await meet(kind, name)) ?? judgement;
      return judge(kind, name, held);
    },

    identityOf(kind: ObjectKind, name: string): Identity {
      return registry.identityOf(kind, name);
    },

    /** The same, of one that is known from this life of the catalog: it is asked only if there was anything wrong with it. */
    async meetUnlessKnown(kind: ObjectKind, name: string): Promise<Judgement["kind"] | undefined> {
      const { state, born } = registry.read(kind, name);
      const isKnown = askedAt.has(name) && !silences.has(name) && state === "known" && born > 0;
      return isKnown ? "known" : (await meet(kind, name))?.kind;
    },

    /** Asks all objects at first, and from then on silent ones, and those that were asked the longest ago, a few a second. */
    async call(): Promise<void> {
      if (calledAt === undefined) return callFirst();
      const now = Date.now();
      const names = listNames();
      noteWords();
      const most = countDue(names.length, now - calledAt);
      if (most === 0) return;
      calledAt = now;
      const rank = (name: string) => {
        const at = askedAt.get(name) ?? 0;
        return silences.has(name) && now - at >= ASK_AGAIN_MS ? at - ROUND_MS : at;
      };
      const due = names.toSorted(([, one], [, other]) => rank(one) - rank(other)).slice(0, most);
      await Promise.all(due.map(([kind, name]) => meet(kind, name)));
    },

    /** A request to a shard has failed: it is looked at, and told of, whatever it says of itself. */
    async suspect(name: string, reason: string): Promise<void> {
      if (!storage.hasShard(name)) return;
      const now = Date.now();
      failures.set(name, { since: failures.get(name)?.since ?? now, at: now, reason });
      if (now - (askedAt.get(name) ?? -Infinity) >= SUSPECTED_EVERY_MS) await meet("shard", name);
    },

    /** Shards that hold less than others, as far as they were heard. */
    listBehind(version: number): readonly string[] {
      return listNames().flatMap(([kind, name]) => {
        const held = heard.get(name)?.version;
        return kind === "shard" && held !== undefined && held < version && !ahead.has(name) ? [name] : [];
      });
    },

    /** A shard's file may be a copy from earlier: it goes on by a new birth, and the audit says so. */
    takeInAnew(name: string): void {
      const object = registry.read("shard", name);
      registry.write({ ...object, birth: object.birth + 1 });
      storage.forgetInstalled(name);
    },

    /** What has turned out to be newer than this catalog, since this was last asked for. */
    takeAhead(): readonly AheadObject[] {
      const taken = [...ahead.values()];
      ahead.clear();
      return taken;
    },

    listTroubled,

    listObjects(): readonly ObjectReport[] {
      const troubled = new Map(listTroubled().map((object) => [object.object, object]));
      return listNames().map(([kind, name]) => {
        const { state = "known", sentence = null } = troubled.get(name) ?? {};
        const { at = null, version = null, bytes = null } = heard.get(name) ?? {};
        // What a shard has acknowledged since, it holds.
        const held = version === null || kind !== "shard" ? version : Math.max(version, storage.readInstalled(name));
        const told = { bytes: inWholeMib(bytes), heardAt: at, file: fileOf(kind, name), sentence };
        return { object: name, kind, state, version: held, ...told };
      });
    },
  };

  function listTroubled(): readonly TroubledObject[] {
    // Guards of campaigns that have ended judge nothing any more.
    const kinds = new Map(listNames().map(([kind, name]) => [name, kind]));
    const noted = registry.listTroubled().filter(({ name }) => kinds.has(name));
    const seen = new Set(noted.map(({ name }) => name));
    const listed = (state: "silent" | "failing", found: ReadonlyMap<string, { since: number; reason: string }>) =>
      Array.from(found).flatMap(([name, { since, reason }]) => {
        const kind = kinds.get(name);
        if (kind === undefined || seen.has(name)) return [];
        seen.add(name);
        return [describe({ name, kind }, state, since, { reason })];
      });
    for (const [name, { at, reason }] of failures) {
      // A damaged file does not mend itself, though nobody may need what is damaged just now.
      if (Date.now() - at > FAILING_FOR_MS && !DAMAGE.has(reason)) failures.delete(name);
    }
    return [
      ...noted.flatMap((object) =>
        object.state === "known" ? [] : [describe(object, object.state, object.since, object)],
      ),
      ...listed("silent", silences),
      ...listed("failing", failures),
    ];
  }
}

export type RollCall = ReturnType<typeof openRollCall>;

/** The catalog itself, which answers. */
export function reportCatalog({ id, storage }: DurableObjectState, version: number): ObjectReport {
  const file = `objects/Catalog/${id.toString()}.sqlite`;
  const bytes = storage.sql.databaseSize;
  return {
    object: "catalog",
    kind: "catalog",
    state: "known",
    version,
    bytes,
    heardAt: Date.now(),
    file,
    sentence: null,
  };
}

function isTrouble(judgement: Judgement): judgement is Trouble {
  return judgement.kind === "lost" || judgement.kind === "older" || judgement.kind === "foreign";
}

/** Whether nothing is wrong with an object, and nothing was. */
function isPlain(judgement: Judgement): boolean {
  return judgement.kind === "known" || (judgement.kind === "welcome" && judgement.as !== "restored");
}

/** Whether an object is of an installation; undefined: it says nothing of it. */
function isOf({ identity }: Held, installation: string): boolean | undefined {
  return identity === null ? undefined : identity.installation === installation;
}

/** A page more would tell that somebody in that shard has just said something. */
function inWholeMib(bytes: number | null): number | null {
  return bytes === null ? null : Math.ceil(bytes / MIB) * MIB;
}
