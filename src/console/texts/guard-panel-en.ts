import { count, number } from "./en-numbers.ts";

/** What the console says in English of one run, as its guard sees it. */
export const enGuardPanel = {
  guardPanel: {
    verdicts: {
      halt: "The guard has stopped it",
      warn: "More people mind than is normal",
      hold: "Waiting for numbers",
      complete: "All is well",
      continue: "All is well so far",
      advance: "All is well so far",
    },
    policyHalted: "Halted by policy",
    policyHaltedMeans:
      "Nobody is shown it unasked; whoever asked keeps it. Its guard waits until two people lift the halt.",
    notAllHeard: "Not all shards have been heard",
    afterHalt: "Nobody gets it unasked any more; whoever asked for it keeps it.",
    afterHaltUnproven:
      "Nobody is to get it unasked any more, and whoever asked for it keeps it. Not all shards have confirmed that yet.",
    asOf: (when: string) => `As the guard saw it on ${when}.`,
    stageOf: (index: number, total: number) => `Stage ${number.format(index)} of ${number.format(total)}`,
    allStages: "All stages are passed",
    coverage: (share: string) => `${share} of the audience reached`,
    evidenceHint: (warn: number, halt: number) =>
      `At ${number.format(warn)} to 1 the guard warns and nobody new gets it; at ${number.format(halt)} to 1 it stops the campaign.`,
    warnLine: "warn",
    haltLine: "halt",
    noStages: "No stages",
    nextStage: (index: number) => `Stage ${number.format(index)} opens`,
    nextEverybody: "It opens for everybody",
    now: (odds: string) => `Now ${odds}`,
    noHistory: "The guard has not looked yet; the curve begins with its first look.",
    liftThere: "Policy halted it; whether that may be lifted stands on the campaign’s page",
    confirmThere: "Confirm it on the campaign's page",
    waitsFor: "it waits for",
    waits: {
      "minimum-time": "its minimum time",
      growing: "this stage to reach its people",
      stale: "fresh numbers",
      "held-by-hand": "a person to resume it",
      "one-word": "a second person to confirm it",
      inconclusive: "evidence that all is well",
      warning: "the warning to pass",
    },
    notBefore: (when: string) => `not before ${when}`,
    probe: (isStillShown: boolean): string =>
      isStillShown
        ? "After the halt it was checked what people get: some still get it by default."
        : "After the halt it was checked what people get: nobody who was asked about gets it by default.",
    probeUnreachable: (shards: number) =>
      `${count(shards, "shard", "shards")} could not be asked; they are asked again.`,
    guardMissing: "This campaign has no guard: it is opt-in, or its first numbers are still to come.",
    earlier: "Audiences before it was changed",
    earlierHint: "Whoever got it by them still has it and is counted on; any of them can stop the campaign.",
    earlierCoverage: (version: number, share: string) =>
      `Version ${number.format(version)}, which had reached ${share} of its audience:`,
  },
};
