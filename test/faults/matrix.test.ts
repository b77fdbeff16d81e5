import { afterAll, beforeAll, describe, it } from "vitest";
import { FAULTS } from "./matrix.ts";
import { openPlays, type Plays } from "./play-fault.ts";

let plays: Plays;
beforeAll(async () => {
  plays = await openPlays();
});
afterAll(() => plays.close());

// All of them, in a running service too, are in test/faults/long/matrix.test.ts.
describe("a stopped service with a damaged file shows nobody what they have switched off, says what is wrong, and heals", () => {
  it.each(FAULTS.filter(({ isShort }) => isShort === true))("$of: $fault", (fault) => plays.play(fault, "stopped"));
});
