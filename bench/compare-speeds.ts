import { performance } from "node:perf_hooks";

const ROUNDS = 15;
const ROUND_MS = 25;

/** A thing to measure: does its work once for each input, and answers something that depends on all of it. */
export type Contender<Input> = (input: Input) => unknown;

/** Nanoseconds for one input by contender: medians over rounds in which all of them take turns. */
export function compareSpeeds<Input, Name extends string>(
  inputs: readonly Input[],
  contenders: Readonly<Record<Name, Contender<Input>>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const passes = Object.fromEntries(names.map((name) => [name, calibrate(inputs, contenders[name])]));
  const samples = Object.fromEntries(names.map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    // Another first one in every round: nobody always runs after the same neighbour.
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] ?? "";
      samples[name]?.push(measure(inputs, contenders[name as Name], passes[name] ?? 1));
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name] ?? [])])) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

let sink: unknown;

/** Nanoseconds for one input. */
function measure<Input>(inputs: readonly Input[], contender: Contender<Input>, passes: number): number {
  let last: unknown;
  const startedAt = performance.now();
  for (let pass = 0; pass < passes; pass++) for (const input of inputs) last = contender(input);
  const elapsedMs = performance.now() - startedAt;
  // Kept where anybody could look, so that the work can't be found useless and left out.
  sink = [sink === last, last];
  return (elapsedMs * 1e6) / (passes * inputs.length);
}

/** How many passes over the inputs fill a round; the passes that find it out also warm the contender up. */
function calibrate<Input>(inputs: readonly Input[], contender: Contender<Input>): number {
  for (let passes = 1; ; passes *= 2) {
    const roundMs = (measure(inputs, contender, passes) * passes * inputs.length) / 1e6;
    if (roundMs >= ROUND_MS) return Math.max(1, Math.round((passes * ROUND_MS) / roundMs));
  }
}
