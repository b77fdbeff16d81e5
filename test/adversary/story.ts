/** Everything that happened in a run, as sentences; and what then was wrong. */
export class Story {
  readonly #sentences: string[] = [];

  tell(sentence: string): void {
    this.#sentences.push(sentence);
  }

  /** Adds to the last sentence. */
  add(clause: string): void {
    const last = this.#sentences.pop() ?? "";
    this.#sentences.push(`${last} ${clause}`);
  }

  toString(): string {
    return this.#sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join("\n");
  }
}

/** The product did what it must not do, or did not do what it must. Its message is the whole story. */
export class Divergence extends Error {
  readonly fault: string;

  constructor(story: Story, fault: string) {
    super(`${story.toString()}\n→ ${fault}`);
    this.name = "Divergence";
    this.fault = fault;
  }
}

export function sayInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
