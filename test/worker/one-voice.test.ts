import { describe, expect, it } from "vitest";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, importPeople, useGarland } from "./client.ts";
import { HOUR, OPENS, readGuard, reportAll, shardOf, startCampaign, unstaged } from "./guarded-campaign.ts";
import { linkOf, openPerson, press, undoing, write } from "./words/speak.ts";

useGarland("2024-12-01T00:00:00Z");

const NOW = OPENS + HOUR;
const JUNE = new Date(NOW).toISOString();
const ROUNDS = 8;

type Person = Awaited<ReturnType<typeof openPerson>>;

async function erase({ token }: Person): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, [CLOCK_HEADER]: JUNE };
  expect((await call("/v1/me", { method: "DELETE", headers })).status).toBe(204);
}

/** As the operator's file does, in one line each. */
async function eraseByImport({ subscriberId }: Person, kind: "erase" | "delete"): Promise<void> {
  await shardOf(subscriberId).applyPopulation(
    [
      { kind, subscriberId },
      { kind: "upsert", subscriberId, profile: "{}", test: false },
    ],
    0,
  );
}

async function pressAndUndo({ subscriberId }: Person): Promise<void> {
  const { undo } = await press(linkOf(subscriberId, "all"), undefined, JUNE);
  await press(linkOf(subscriberId, "all"), undoing(undo), JUNE);
}

async function counted() {
  await reportAll(NOW);
  const { totals, order } = await readGuard("sparkle@1", NOW);
  const { exposed, optedOut, complained, unhappy } = totals;
  return { exposed, optedOut, complained, unhappy, end: order.standing.end ?? null };
}

const ONCE = { exposed: 1, optedOut: 0, complained: 0, unhappy: 0, end: null };

describe("one person", () => {
  it.each([
    ["by themselves", erase],
    ["by the operator's file", (person: Person) => eraseByImport(person, "erase")],
    ["from the operator's list only", (person: Person) => eraseByImport(person, "delete")],
  ])("who switches off, takes it back and is erased %s, again and again, is one voice", async (_how, forget) => {
    await startCampaign({ ...unstaged, key: "sparkle" }, OPENS, "a test");
    const [anna, boris] = [await openPerson("anna"), await openPerson("boris")];
    for (let round = 0; round < ROUNDS; round++) {
      await anna.sees(JUNE);
      await pressAndUndo(anna);
      await forget(anna);
    }
    expect(await counted()).toEqual({ ...ONCE, optedOut: 1, unhappy: 1 });
    expect(await boris.sees(JUNE)).toBe("show: segment");
  });

  it("who complains by message and has everything erased, again and again, is one voice", async () => {
    await startCampaign({ ...unstaged, key: "sparkle" }, OPENS, "a test");
    const anna = await openPerson("anna");
    for (let round = 0; round < ROUNDS; round++) {
      await anna.sees(JUNE);
      await write("anna", "эта снежинка меня бесит", { at: JUNE });
      await erase(anna);
    }
    expect(await counted()).toEqual({ ...ONCE, complained: 1, unhappy: 1 });
  });

  it("who looks and has everything erased, again and again, doesn't outweigh those who mind", async () => {
    await startCampaign({ ...unstaged, key: "sparkle" }, OPENS, "a test");
    const anna = await openPerson("anna");
    for (let round = 0; round < 50; round++) {
      await anna.sees(JUNE);
      await erase(anna);
    }
    expect(await counted()).toEqual(ONCE);
  });
});

describe("people whose account is not known", () => {
  it.each(["", " ", "\u00a0\u200b\ufeff", "0", "n/a", "Неизвестно"])(
    "though it is written as %j, each have a voice",
    async (account) => {
      await startCampaign({ ...unstaged, key: "sparkle" }, OPENS, "a test");
      for (let index = 0; index < 20; index++) {
        await importPeople([{ subscriberId: `p${index}`, profile: { account } }]);
        const person = await openPerson(`p${index}`);
        await person.sees(JUNE);
        await person.choose("all", "out", JUNE);
      }
      expect(await counted()).toMatchObject({ optedOut: 20, end: { kind: "halted" } });
    },
  );
});
