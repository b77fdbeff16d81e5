import { DurableObject } from "cloudflare:workers";
import {
  TROUBLE_MESSAGES,
  type Held,
  type Identity,
  type Judgement,
  type KeptIdentity,
  type Possession,
  type Trouble,
} from "../domain/identity.ts";
import type { Duty } from "./alarm-keeper.ts";

/** What has something to do and can't be sure of itself asks again. */
const ASK_AGAIN_MS = 60_000;

/** An alarm that has not rung so long after its time has been lost. */
const OVERDUE_MS = 30_000;

/** Where the identity is kept. */
const IDENTITY = "identity";

const ATTEMPTS = 3;

/** More turns than a welcome and its confirmation take. */
const MOST_TURNS = 4;

/**
 * An object that knows whose it is. Once loaded, it asks the catalog before it does anything: whether it is new, or has lost
 * what it held, or is a copy from earlier, only the catalog can tell. After that it asks nobody.
 */
export abstract class IdentifiedObject extends DurableObject<Env> {
  #kept: KeptIdentity | undefined;
  /** The catalog has recorded that something is kept here by this birth; from then on emptiness is a loss. */
  #isSure = false;
  #trouble: Trouble | undefined;
  #asking: Promise<Trouble | undefined> | undefined;
  /** Counts what the catalog has said, so that an answer to an older question does not undo it. */
  #turn = 0;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#kept = context.storage.kv.get<KeptIdentity>(IDENTITY);
  }

  /** Lets every method of a class but these wait until its object is sure of itself, and throw if it must not answer. */
  protected static assureMethods(prototype: IdentifiedObject, free: readonly string[]): void {
    for (const [name, { value, ...property }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const method: unknown = value;
      if (typeof method !== "function" || name === "constructor" || free.includes(name)) continue;
      Object.defineProperty(prototype, name, {
        ...property,
        async value(this: IdentifiedObject, ...parameters: readonly unknown[]): Promise<unknown> {
          await this.assure();
          return Reflect.apply(method, this, parameters);
        },
      });
    }
  }

  /** What it holds. */
  protected abstract describe(): Possession;

  protected abstract askCatalog(held: Held): Promise<Judgement>;

  /** Whatever must be so before it lives by a birth; within the transaction that takes it. */
  protected abstract prepareFor(birth: number): void;

  async identify(): Promise<Held> {
    this.ctx.waitUntil(this.#ringIfOverdue());
    return this.#held();
  }

  async welcome(identity: Identity): Promise<void> {
    const { installation, birth, name } = identity;
    const kept = this.#kept;
    const isSame = kept?.installation === installation && kept.birth === birth && kept.name === name;
    if (!isSame) {
      this.ctx.storage.transactionSync(() => {
        this.prepareFor(birth);
        this.#keep({ installation, birth, name });
      });
      this.#isSure = false;
    }
    this.#turn += 1;
    this.#trouble = undefined;
  }

  async distrust(trouble: Trouble): Promise<void> {
    this.#isSure = false;
    this.#turn += 1;
    this.#trouble = trouble;
  }

  /** Whoever is woken by an alarm, or called by an id, may not be told its name. */
  protected get name(): string {
    return this.ctx.id.name ?? this.#kept?.name ?? "";
  }

  protected get birth(): number {
    return this.#kept?.birth ?? 1;
  }

  /** The only duty of one that is not sure of itself. The catalog tells what is wrong with it, if anything is. */
  protected readonly proof: Duty = {
    name: "ask what it is",
    nextAt: (now) => now + ASK_AGAIN_MS,
    run: async () => {
      await this.whyMissed();
      return undefined;
    },
  };

  /** One that an alarm has woken asks before it does what is due; if it gets no answer, that is its only duty. */
  protected async askIfUnsure(): Promise<void> {
    await Promise.resolve(this.whyMissed()).catch(() => undefined);
  }

  /** Whether it may act by itself; it asks nobody. */
  protected get isSure(): boolean {
    return this.#isSure;
  }

  /** Why it must not answer; undefined if it may. */
  protected whyMissed(): undefined | Promise<Trouble | undefined> {
    if (this.#isSure) return undefined;
    if (this.#trouble !== undefined) return Promise.resolve(this.#trouble);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Throws if it must not answer. */
  protected async assure(): Promise<void> {
    const trouble = await this.whyMissed();
    if (trouble !== undefined) throw new Error(TROUBLE_MESSAGES[trouble.kind]);
  }

  /** Whether this is the object that the catalog means; if so, it is sure of itself from now on. */
  protected recognize({ installation, birth, name }: Identity): "known" | "ahead" | Trouble["kind"] {
    const kept = this.#kept;
    if (kept === undefined) return "lost";
    if (kept.installation !== installation || (kept.name !== undefined && kept.name !== name)) return "foreign";
    if (kept.birth !== birth) return kept.birth < birth ? "lost" : "ahead";
    this.#isSure = true;
    this.#turn += 1;
    this.#trouble = undefined;
    return "known";
  }

  /**
   * workerd keeps what is to ring in a file of its own, which can be lost by itself; and what has failed often it rings no more.
   * The object believes in its alarm all the same, and one that nobody asks for anything has nothing else to wake it.
   */
  async #ringIfOverdue(): Promise<void> {
    try {
      const at = await this.ctx.storage.getAlarm();
      const now = Date.now();
      if (at !== null && at < now - OVERDUE_MS) await this.ctx.storage.setAlarm(now);
    } catch {
      // The catalog asks again.
    }
  }

  async #ask(): Promise<Trouble | undefined> {
    for (let attempt = 0; attempt < MOST_TURNS; attempt++) {
      const turn = this.#turn;
      const judgement = await this.#askPatiently();
      if (turn !== this.#turn) {
        if (this.#isSure || this.#trouble !== undefined) return this.#trouble;
        continue;
      }
      if (judgement.kind === "welcome") await this.welcome(judgement.identity);
      else if (judgement.kind === "known") this.recognize(judgement.identity);
      else if (judgement.kind !== "ahead") this.#trouble = judgement;
      // What it holds is newer than what the catalog knows, so something is kept here whatever the catalog has forgotten.
      else this.#isSure = this.#kept !== undefined;
      if (judgement.kind !== "welcome") return this.#trouble;
    }
    throw new Error("Durable Object asked the catalog what it is, and got no answer that stands.");
  }

  /** A catalog that could not write something else just then cuts off whoever asks. */
  async #askPatiently(): Promise<Judgement> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.askCatalog(this.#held());
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  #held(): Held {
    if (this.#kept === undefined) return { identity: null, ...this.describe() };
    // Installations of before kept more.
    const { installation, birth, name } = this.#kept;
    return { identity: { installation, birth, ...(name !== undefined && { name }) }, ...this.describe() };
  }

  #keep(identity: Identity): void {
    this.ctx.storage.kv.put(IDENTITY, identity);
    this.#kept = identity;
  }
}
