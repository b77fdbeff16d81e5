import { expect, describe, it } from "vitest";
import { giftAnsweredSchema } from "../../src/contract/gift.ts";
import { meSchema, personExportSchema } from "../../src/contract/me.ts";
import { call, catalog, expectProblem, openPhone, shardFor, useGarland } from "./client.ts";
import {
  answer,
  at,
  eraseAndReturn,
  give,
  headersFor,
  MARCH,
  numberOf,
  putNumber,
  send,
  waitingFor,
} from "./giving.ts";

useGarland("2025-02-01T00:00:00Z");

const [ANNAS, OLGAS] = [numberOf(1), numberOf(2)];
const NEXT_DAY = "2025-03-07T12:00:01+03:00";
/** Each at least a season after the one before. */
const SEASONS = [
  "2025-03-06T12:00:00+03:00",
  "2025-07-20T12:00:00+03:00",
  "2025-12-06T12:00:00+03:00",
  "2026-04-20T12:00:00+03:00",
] as const;

async function openBoth(): Promise<void> {
  await putNumber("anna", ANNAS);
  await putNumber("olga", OLGAS);
}

async function heldOf(subscriberId: string) {
  const response = await call("/v1/me/export", { headers: await headersFor(subscriberId) });
  return personExportSchema.parse(await response.json());
}

const decline = async (giftId: string, instant = MARCH) =>
  (await answer("olga", giftId, "decline", instant)).status === 200;

describe("two lines of one person", () => {
  it("don't pause giving for everybody, however often they give, decline and erase", async () => {
    await openBoth();
    for (let round = 0; round < 8; round++) {
      const given = await give("anna", OLGAS);
      expect([202, 429]).toContain(given.status);
      await shardFor("anna").moveGifts();
      for (const { giftId } of await waitingFor("olga")) await decline(giftId);
      await eraseAndReturn("anna", ANNAS);
      await eraseAndReturn("olga", OLGAS);
    }
    await shardFor("olga").moveGifts();
    expect(await catalog().readGifts()).toMatchObject({ answered: 1, declined: 1, pausedAt: null });
  });

  it("count once by their first answer, without any erasure too", async () => {
    await openBoth();
    await answer("olga", await send("anna", OLGAS, "tulip"), "show");
    await answer("olga", await send("anna", OLGAS, "tree"), "decline");
    await answer("olga", await send("anna", OLGAS, "spring-leaf"), "show");
    await answer("anna", await send("olga", ANNAS, "tulip"), "decline");
    for (const person of ["anna", "olga"]) await shardFor(person).moveGifts();
    expect(await catalog().readGifts()).toMatchObject({ answered: 2, declined: 1 });
  });

  it("count once for a decline also seasons later", async () => {
    await openBoth();
    for (const instant of SEASONS.slice(0, 2)) {
      expect(await decline(await send("anna", OLGAS, "tulip", instant), instant)).toBe(true);
      await shardFor("olga").moveGifts();
    }
    expect(await catalog().readGifts()).toMatchObject({ answered: 1, declined: 1 });
  });
});

describe("a sender who had everything erased", () => {
  it("may give no more a day than before", async () => {
    await openBoth();
    for (let index = 10; index < 13; index++) await send("anna", numberOf(index));
    await eraseAndReturn("anna", ANNAS);
    await expectProblem(await give("anna", numberOf(20)), "too-many-requests", 429);
    expect((await give("anna", numberOf(20), "tulip", NEXT_DAY)).status).toBe(202);
    await eraseAndReturn("anna", ANNAS, NEXT_DAY);
    await expectProblem(await give("anna", numberOf(21)), "too-many-requests", 429);
  });

  it("gives the same gift once, and is answered as ever", async () => {
    await openBoth();
    await answer("olga", await send("anna", OLGAS), "show");
    await eraseAndReturn("anna", ANNAS);
    await send("anna", OLGAS);
    expect(await waitingFor("olga")).toEqual([]);
    await send("anna", OLGAS, "tree");
    expect(await waitingFor("olga")).toHaveLength(1);
  });

  it("takes back what had not been delivered, and may give it again", async () => {
    await openBoth();
    await give("anna", OLGAS);
    await eraseAndReturn("anna", ANNAS);
    await shardFor("anna").moveGifts();
    expect(await waitingFor("olga")).toEqual([]);
    await send("anna", OLGAS);
    expect(await waitingFor("olga")).toHaveLength(1);
  });

  it("leaves when they gave, and neither whom nor what; and is told so", async () => {
    await openBoth();
    await send("anna", OLGAS);
    await eraseAndReturn("anna", ANNAS);
    const { gifts } = await heldOf("anna");
    expect(gifts).toMatchObject({ sent: [], sentBeforeErasure: 1 });
  });
});

describe("a recipient", () => {
  it("who declines a sender once before an erasure and once after it is offered nothing more of theirs", async () => {
    await openBoth();
    expect(await decline(await send("anna", OLGAS, "tulip"))).toBe(true);
    await eraseAndReturn("olga", OLGAS);
    expect((await heldOf("olga")).gifts).toMatchObject({ received: [], declinedSenders: 1, blockedSenders: 0 });
    expect(await decline(await send("anna", OLGAS, "tree"))).toBe(true);
    await send("anna", OLGAS, "spring-leaf");
    expect(await waitingFor("olga")).toEqual([]);
    expect((await heldOf("olga")).gifts).toMatchObject({ declinedSenders: 0, blockedSenders: 1 });
  });

  it("who declines a sender twice is offered nothing more of theirs, whatever lies between", async () => {
    await openBoth();
    const declined: boolean[] = [];
    for (const instant of SEASONS) {
      const giftId = await send("anna", OLGAS, "tulip", instant);
      // As any alarm of the shard does, once something else of its people is on the way.
      await send("olga", numberOf(99), "tree", instant);
      declined.push(await decline(giftId, instant));
    }
    expect(declined).toEqual([true, true, false, false]);
  });
});

describe("“never” to a gift", () => {
  const isAllowed = async (instant = MARCH) => {
    const me = await call(`/v1/me?${at(instant)}`, { headers: await headersFor("olga") });
    return meSchema.parse(await me.json()).gifts.allowed;
  };
  const never = async (giftId: string, instant = MARCH) => {
    const response = await answer("olga", giftId, "never", instant);
    expect(response.status).toBe(200);
    return giftAnsweredSchema.parse(await response.json()).gift;
  };

  it("that waits declines it and is kept", async () => {
    await openBoth();
    expect(await never(await send("anna", OLGAS))).toBe("declined");
    expect(await isAllowed()).toBe(false);
  });

  it("that was accepted is kept, and the gift stays as it is", async () => {
    await openBoth();
    const giftId = await send("anna", OLGAS);
    await answer("olga", giftId, "show");
    expect(await never(giftId)).toBe("shown");
    expect(await isAllowed()).toBe(false);
    const olga = await openPhone("olga", { platform: "ios", timezone: "Europe/Moscow" });
    expect(await olga.trayAt(MARCH)).toMatchObject({ decision: "show", reason: "gift" });
  });

  it("that has lapsed is kept", async () => {
    await openBoth();
    const giftId = await send("anna", OLGAS);
    const LATE = "2025-03-21T12:00:00+03:00";
    expect(await never(giftId, LATE)).toBe("gone");
    expect(await isAllowed(LATE)).toBe(false);
  });

  it("that nobody knows is kept, also after an erasure", async () => {
    await openBoth();
    const giftId = await send("anna", OLGAS);
    await eraseAndReturn("olga", OLGAS);
    expect(await never(giftId)).toBe("gone");
    expect(await isAllowed()).toBe(false);
    await send("boris", OLGAS);
    expect(await waitingFor("olga")).toEqual([]);
  });
});
