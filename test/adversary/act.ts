/** One act of somebody in the world, as a command of fast-check's model runs. */
import fc from "fast-check";
import type { ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import { lookAfter } from "./look-after.ts";
import { PEOPLE_COUNT } from "./people.ts";
import type { Service } from "./service.ts";
import { CATEGORIES, THEMES, type World } from "./world.ts";

/** What is done to objects and clocks, or to campaigns, leaves nothing with any person. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set([
  "wait",
  "clock",
  "eviction",
  "phone",
  "copy",
  "older-catalog",
  "older-shard",
  "damage",
  "swap",
  "staff",
  "stop",
  "halt",
]);

export type Play = (world: World, service: Service) => Promise<void>;

export class Act implements fc.AsyncCommand<World, Service> {
  readonly kind: string;
  readonly #can: (world: World) => boolean;
  readonly #play: Play;

  constructor(kind: string, play: Play, can: (world: World) => boolean = () => true) {
    this.kind = kind;
    this.#play = play;
    this.#can = can;
  }

  check(world: World): boolean {
    return this.#can(world);
  }

  async run(world: World, service: Service): Promise<void> {
    world.begin(this);
    await this.#play(world, service);
    if (!LEAVES_NOTHING.has(this.kind)) world.noteDealings();
    await lookAfter(world, service);
  }

  toString(): string {
    return this.kind;
  }
}

/** Acts of one kind, and how often they occur beside others. */
export interface ActSource {
  readonly kind: string;
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Act>;
}

export const somebody = fc.nat(PEOPLE_COUNT - 1);

/** An index into whatever there is then; small ones mean the newest. */
export const anyOfThem = fc.nat(7);

export const someTheme = fc.constantFrom(...THEMES);

export const someScope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 10, arbitrary: someTheme.map((theme): Scope => `theme:${theme}`) },
  { weight: 4, arbitrary: fc.constantFrom(...CATEGORIES).map((category): Scope => `category:${category}`) },
  { weight: 4, arbitrary: fc.constant<Scope>("all") },
  { weight: 1, arbitrary: fc.constant<Scope>("gifts") },
);

export const someValue: fc.Arbitrary<ChoiceValue> = fc.constantFrom("out", "in");

/** How the network treats a call; mostly well. */
export const someDelivery = fc.oneof(
  { weight: 12, arbitrary: fc.constant("once" as const) },
  { weight: 2, arbitrary: fc.constant("twice" as const) },
  { weight: 1, arbitrary: fc.constant("held" as const) },
);

/** Keys that clients make for a request; so few that they are used again. */
export const someKey = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom("k1", "k2") },
);

export const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
export const JSON_BODY = { "Content-Type": "application/json" };
