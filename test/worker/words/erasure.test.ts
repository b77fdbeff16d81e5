import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { call, expectProblem, shardFor, useGarland } from "../client.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { openErasures } from "../../../src/shard/erasures.ts";
import { openHeardMessages } from "../../../src/shard/heard-messages.ts";
import { openUpkeep } from "../../../src/shard/upkeep.ts";
import { openUsedKeys } from "../../../src/shard/used-keys.ts";
import { createMarks } from "../../../src/tokens/marks.ts";
import { linkOf, NEW_YEAR, openAgent, openPerson, press, undoing, VALENTINE, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const DAY = 86_400_000;

async function openErasable(subscriberId: string) {
  const person = await openPerson(subscriberId);
  const erase = async (at = NEW_YEAR) => {
    const headers = { Authorization: `Bearer ${person.token}`, "X-Garland-Now": at };
    expect((await call("/v1/me", { method: "DELETE", headers })).status).toBe(204);
  };
  return { ...person, erase };
}

describe("whoever was erased", () => {
  it("is not switched on again by a message, a key or a wish from before that comes again", async () => {
    const anna = await openErasable("anna");
    const said = { scope: "theme:hearts", value: "in" };
    const keyed = { "Idempotency-Key": "asked-once" };
    await write("anna", "включите сердечки", { messageId: "m1", at: VALENTINE });
    expect((await anna.send("/v1/me/choices", said, VALENTINE, keyed)).status).toBe(200);
    await write("anna", "уберите сердечки", { messageId: "m2", at: VALENTINE });
    await anna.erase(VALENTINE);
    expect(await anna.sees(VALENTINE)).toBe("none: opted-out");

    const { done } = await write("anna", "включите сердечки", { messageId: "m1", at: VALENTINE });
    expect(done).toBe("offered-buttons");
    await expectProblem(await anna.send("/v1/me/choices", said, VALENTINE, keyed), "conflict", 409);
    await expectProblem(await anna.send("/v1/me/wishes", { theme: "hearts" }, VALENTINE, keyed), "conflict", 409);
    expect(await anna.sees(VALENTINE)).toBe("none: opted-out");
    expect(await anna.words()).toEqual(["out:theme:hearts"]);
  });

  it("is switched off by a message from before that comes again, though they have asked anew since", async () => {
    const anna = await openErasable("anna");
    await write("anna", "уберите сердечки", { messageId: "m1", at: VALENTINE });
    await anna.erase(VALENTINE);
    await anna.choose("theme:hearts", "in", VALENTINE);
    expect(await anna.sees(VALENTINE)).toBe("show: asked");
    await write("anna", "уберите сердечки", { messageId: "m1", at: VALENTINE });
    expect(await anna.sees(VALENTINE)).toBe("none: opted-out");
  });

  it("keeps what an undo from before would bring back", async () => {
    const anna = await openErasable("anna");
    const { undo } = await press(linkOf("anna"));
    await anna.choose("theme:hearts", "in", NEW_YEAR);
    await anna.erase();
    expect((await press(linkOf("anna"), undoing(undo))).page).toContain("can’t be put back any more");
    expect((await write("anna", "верните как было")).done).not.toBe("undone");
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("has no more of an hour's budget for it", async () => {
    const anna = await openErasable("anna");
    for (let times = 0; times < 30; times++) await anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" });
    await anna.erase();
    const more = await anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" });
    await expectProblem(more, "too-many-requests", 429);
  });

  it("is known from then on, and not before, whatever support asks", async () => {
    const anna = await openErasable("anna");
    await anna.choose("theme:hearts", "out", "2024-12-20T12:00:00+03:00");
    await anna.choose("theme:tree", "in", "2024-12-22T12:00:00+03:00");
    await anna.erase("2024-12-24T12:00:00+03:00");
    const agent = await openAgent("boris");
    const ask = (at: string) => agent.send("GET", `anna?${new URLSearchParams({ at })}`);
    await expectProblem(await ask("2024-12-21T12:00:00+03:00"), "refused", 422);
    expect((await ask("2024-12-25T12:00:00+03:00")).status).toBe(200);
  });

  it("leaves of messages only that they came", async () => {
    const anna = await openErasable("anna");
    await write("anna", "уберите сердечки", { messageId: "m1" });
    await anna.erase();
    const heard = await runInDurableObject(shardFor("anna"), (_, { storage: { sql } }) =>
      sql.exec("SELECT outcome FROM heard_messages").toArray(),
    );
    expect(heard).toEqual([{ outcome: "" }]);
  });
});

describe("what is kept for a week", () => {
  it("is forgotten once two daily sweeps have found it old: a clock that is ahead for once makes nothing old", async () => {
    const anna = await openErasable("anna");
    await anna.send("/v1/me/choices", { scope: "theme:tree", value: "in" }, NEW_YEAR, { "Idempotency-Key": "once" });
    await write("anna", "уберите сердечки", { messageId: "m1" });
    const now = Date.parse(NEW_YEAR);
    const kept = await runInDurableObject(shardFor("anna"), (_, { storage }) => {
      const keys = openUsedKeys(storage);
      const heard = openHeardMessages(storage, createMarks(parseSettings(env).linkKeys, "messages"));
      const erasures = openErasures(storage);
      const upkeep = openUpkeep(storage, { keys, heard, erasures });
      const sweepAt = (at: number) => {
        upkeep.sweep(at);
        return [keys.isAnyKept(), heard.isAnyKept()];
      };
      return [now, now + 400 * DAY, now + DAY, now + 2 * DAY, now + 10 * DAY, now + 11 * DAY].map(sweepAt);
    });
    const both = [true, true];
    expect(kept).toEqual([both, both, both, both, both, [false, false]]);
  });
});

describe("who was erased", () => {
  it("is told for three years, and then nothing says that they ever were", async () => {
    const anna = await openErasable("anna");
    await anna.send("/v1/me/wishes", { theme: "tree" }, NEW_YEAR);
    await anna.erase();
    const kept = await runInDurableObject(shardFor("anna"), (_, { storage }) => {
      const erasures = openErasures(storage);
      const at = erasures.readAt("anna") ?? 0;
      const upkeep = openUpkeep(storage, {
        keys: openUsedKeys(storage),
        heard: openHeardMessages(storage, createMarks(parseSettings(env).linkKeys, "messages")),
        erasures,
      });
      const sweepAfter = (days: number) => {
        upkeep.sweep(at + days * DAY);
        return [erasures.listAfter(0, 10).length, erasures.isAnyKept()];
      };
      // A clock that is ahead for once makes nothing old.
      return [0, 5_000, 1, 3 * 365 - 1, 3 * 365, 3 * 365 + 1].map(sweepAfter);
    });
    const told = [1, true];
    expect(kept).toEqual([told, told, told, told, told, [0, false]]);
  });
});
