import type { ObjectReport } from "../../contract/rpc/rpc-identity.ts";
import { number } from "./en-numbers.ts";

const states: Record<ObjectReport["state"], string> = {
  known: "well",
  lost: "lost",
  older: "holds less than it did",
  foreign: "another’s data",
  ahead: "newer than the catalog",
  silent: "does not answer",
  failing: "requests fail",
};

/** What the console says in English about the service itself. */
export const enHealth = {
  title: "Health",
  intro: "Whether every part of the service is what it should be, and what to do if one is not. Asked anew every 10 s.",
  needs: "What needs somebody",
  objects: "All objects",
  objectsHint:
    "A shard holds a part of the people and decides for them. The catalog keeps campaigns, versions and the audit. A guard watches one start of a campaign.",
  object: "Object",
  state: "State",
  version: "Version",
  size: "Size",
  heard: "Last heard",
  file: "File in GARLAND_DATA",
  states,
  megabytes: (bytes: number) => `${number.format(Math.round(bytes / 100_000) / 10)} MB`,
  ago: (span: string) => `${span} ago`,
  notHeard: "not yet",
  unknown: "not known",
  notListed: "The objects could not be listed. This is what the service says of itself without the catalog.",
  stale: (when: string) =>
    `This is how it was on ${when}. Since then the service has not answered; it is asked again by itself.`,
};

export type HealthTexts = typeof enHealth;
