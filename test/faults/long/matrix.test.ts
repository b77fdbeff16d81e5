import { afterAll, beforeAll, describe, it } from "vitest";
import { FAULTS } from "../matrix.ts";
import { openPlays, type Plays } from "../play-fault.ts";

let plays: Plays;
beforeAll(async () => {
  plays = await openPlays();
});
afterAll(() => plays.close());

describe.each(["stopped", "running"] as const)(
  "a %s service with a damaged file shows nobody what they have switched off, says what is wrong, and heals",
  (moment) => {
    it.each(FAULTS)("$of: $fault", (fault) => plays.play(fault, moment));
  },
);
