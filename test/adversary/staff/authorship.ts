/**
 * Who may not be the second person, stated a second time: whoever wrote a part since a second person approved it there.
 * It keeps what was written as a list, so that it shares no reasoning with the product.
 */
export const HUMANS = ["mara", "pavel", "olga"] as const;

export type Human = (typeof HUMANS)[number];

interface Writing {
  /** Such as `segment/mine`. */
  readonly part: string;
  readonly by: Human;
}

export class Authorship {
  readonly #writings: Writing[] = [];
  /** By campaign and part: how much had been written when a second person approved it. */
  readonly #approved = new Map<string, number>();

  write(part: string, by: Human): void {
    this.#writings.push({ part, by });
  }

  /** A second person has approved a campaign with these parts. */
  approve(campaign: string, parts: readonly string[]): void {
    for (const part of parts) this.#approved.set(`${campaign} ${part}`, this.#writings.length);
  }

  authorsOf(campaign: string, parts: readonly string[]): ReadonlySet<Human> {
    const since = (part: string) => this.#approved.get(`${campaign} ${part}`) ?? 0;
    const written = this.#writings.filter(({ part }, index) => parts.includes(part) && index >= since(part));
    return new Set(written.map(({ by }) => by));
  }
}
