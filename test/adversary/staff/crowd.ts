/** The people of the staff's world: what is known of each, and what they have said, once and for all. */
import { z } from "zod";
import type { Json } from "../../../src/domain/json.ts";
import type { AudienceTexts, LiveContent, Policy } from "./live-content.ts";

interface Somebody {
  readonly id: string;
  /** What the operator has imported; undefined: nothing. */
  region: string | undefined;
  /** What their phone has said; undefined: it has not asked. */
  platform: "ios" | "android" | undefined;
}

interface PhoneOwner {
  readonly id: string;
  readonly phone: "ios" | "android";
  readonly said: readonly { readonly scope: string; readonly value: "in" | "out" }[];
}

const into = (scope: string) => [{ scope, value: "in" as const }];
const out = (scope: string) => [{ scope, value: "out" as const }];

/** Those whose phones ask. */
export const OWNERS: readonly PhoneOwner[] = [
  { id: "s0", phone: "ios", said: [] },
  { id: "s1", phone: "ios", said: [] },
  { id: "s2", phone: "ios", said: into("theme:hearts") },
  { id: "s3", phone: "ios", said: into("category:romance") },
  { id: "s4", phone: "android", said: [] },
  { id: "s5", phone: "android", said: into("all") },
  { id: "s6", phone: "android", said: out("theme:tree") },
  { id: "s7", phone: "android", said: into("category:religion") },
];

const PEOPLE = 40;

export type Truth = "yes" | "no" | "unknown";

export class Crowd {
  readonly #people = new Map<string, Somebody>();
  hasAsked = false;

  /** Everybody is imported as living in Moscow. */
  importAll(): readonly string[] {
    const ids = Array.from({ length: PEOPLE }, (_, index) => `s${index}`);
    for (const id of ids) this.move(id, "RU-MOW");
    return ids;
  }

  move(id: string, region: string): void {
    const known = this.#people.get(id) ?? { id, region, platform: undefined };
    known.region = region;
    this.#people.set(id, known);
  }

  /** All phones have asked. */
  ask(): void {
    this.hasAsked = true;
    for (const { id, phone } of OWNERS) {
      const known = this.#people.get(id) ?? { id, region: undefined, platform: phone };
      known.platform = phone;
      this.#people.set(id, known);
    }
  }

  /** Whoever is known from one side or the other; the larger group stands for everybody. */
  get population(): number {
    const people = [...this.#people.values()];
    const imported = people.filter(({ region }) => region !== undefined).length;
    return Math.max(imported, people.length - people.filter(({ platform }) => platform === undefined).length);
  }

  /** Whether a campaign may come unasked to more people than one person may reach by their own word. */
  mayReachMore(audience: AudienceTexts, share: number): boolean {
    if (this.population === 0) return true;
    const may = [...this.#people.values()].filter((somebody) => fits(audience, somebody) !== "no").length;
    return Math.min(may, this.population) > share * this.population;
  }

  /** Whether somebody's phone is shown what is for these people. */
  isIn(audience: AudienceTexts, id: string): boolean {
    const somebody = this.#people.get(id);
    return somebody !== undefined && fits(audience, somebody) === "yes";
  }
}

/** Nobody here is a machine, so what is left out leaves nobody out. */
function fits({ include }: AudienceTexts, somebody: Somebody): Truth {
  const all = include.map((condition) => holds(condition, somebody));
  return all.includes("yes") ? "yes" : all.includes("unknown") ? "unknown" : "no";
}

function holds(condition: Json, somebody: Somebody): Truth {
  if (condition === null || typeof condition !== "object" || Array.isArray(condition)) return "no";
  const all = Object.entries(condition).map(([name, value]: [string, Json]): Truth => {
    if (name === "$inSegment") return fits({ include: [value].flat(), exclude: [] }, somebody);
    const known = name === "region" ? somebody.region : name === "platform" ? somebody.platform : undefined;
    if (known === undefined) return "unknown";
    return valuesIn(value).includes(known) ? "yes" : "no";
  });
  return all.includes("no") ? "no" : all.includes("unknown") ? "unknown" : "yes";
}

/** One value, or any of several. */
function valuesIn(value: Json): readonly Json[] {
  const many = z.object({ $in: z.array(z.json()) }).safeParse(value);
  return many.success ? many.data.$in : [value];
}

/** What is shown is of these categories: its theme's, and its feast's. */
export function categoriesOf({ theme, feastCategory }: Pick<LiveContent, "theme" | "feastCategory">, policy: Policy) {
  return [policy.themes.get(theme) ?? "", ...(feastCategory === undefined ? [] : [feastCategory])];
}

/** The sensitive category that somebody would be shown without having asked for it, if any. */
export function findUnasked(
  { said }: PhoneOwner,
  live: Pick<LiveContent, "theme" | "feastCategory">,
  policy: Policy,
): string | undefined {
  const own = policy.themes.get(live.theme);
  const isAsked = (scope: string) => said.some((word) => word.value === "in" && word.scope === scope);
  return categoriesOf(live, policy).find(
    (category) =>
      policy.sensitive.has(category) &&
      !isAsked(`category:${category}`) &&
      !(category === own && isAsked(`theme:${live.theme}`)),
  );
}

/** Whether somebody has said nothing that could be about it. */
export function isSilent({ said }: PhoneOwner, live: Pick<LiveContent, "theme" | "feastCategory">, policy: Policy) {
  const about = ["all", `theme:${live.theme}`, ...categoriesOf(live, policy).map((category) => `category:${category}`)];
  return said.every(({ scope }) => !about.includes(scope));
}
