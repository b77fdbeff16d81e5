import fc from "fast-check";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { giveAnswerSchema } from "../../src/contract/gift.ts";
import { meSchema, pageLinkSchema, personExportSchema } from "../../src/contract/me.ts";
import { call, catalog, expectProblem, openPhone, shardFor, useGarland } from "./client.ts";
import { answer, at, give, headersFor, indexer, MARCH, numberOf, putNumber, send, waitingFor } from "./giving.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2025-02-01T00:00:00Z");

describe("a gift", () => {
  it("is offered, shown only once accepted, and says so as the reason", async () => {
    await putNumber("olga", numberOf(1));
    const olga = await openPhone("olga", { platform: "ios", timezone: "Europe/Moscow" });
    const giftId = await send("anna", "8 (916) 000-00-01");
    expect((await olga.trayAt(MARCH)).decision).toBe("none");
    const [waiting, ...others] = await waitingFor("olga");
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ giftId, theme: "tulip", ifShown: { status: "showing" } });
    expect(waiting?.sentence).toContain("Тюльпан");
    expect((await answer("olga", giftId, "show")).status).toBe(200);
    expect(await olga.trayAt(MARCH)).toMatchObject({ decision: "show", reason: "gift" });
    expect(await waitingFor("olga")).toEqual([]);
    expect((await answer("olga", giftId, "show")).status).toBe(200);
    await expectProblem(await answer("olga", giftId, "decline"), "conflict", 409);
  });

  it("that was answered is answered: the same answer late, or another one, brings nothing back", async () => {
    await putNumber("olga", numberOf(1));
    const olga = await openPhone("olga", { platform: "ios", timezone: "Europe/Moscow" });
    const giftId = await send("anna", "8 (916) 000-00-01");
    expect((await answer("olga", giftId, "show")).status).toBe(200);
    await olga.choose("theme:tulip", "out", MARCH);
    await answer("olga", giftId, "show");
    expect(await olga.trayAt(MARCH)).toMatchObject({ decision: "none", reason: "opted-out" });

    const declined = await send("boris", "8 (916) 000-00-01", "tree");
    expect((await answer("olga", declined, "decline")).status).toBe(200);
    const history = await shardFor("olga").history("olga");
    await answer("olga", declined, "show");
    expect(await shardFor("olga").history("olga")).toEqual(history);
  });

  it("waits on the person's own page, and is answered there by one press", async () => {
    await putNumber("olga", numberOf(1));
    const giftId = await send("anna", numberOf(1));
    const links = await call("/v1/me/page-links", { method: "POST", headers: await headersFor("olga") });
    const { url } = pageLinkSchema.parse(await links.json());
    const address = `${new URL(url).pathname}?${at()}&lang=ru`;
    const opened = await (await call(address)).text();
    expect(opened).toContain("Вам подарок");
    expect(opened).toContain(`name="show" value="${giftId}"`);
    const pressed = await call(address, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ show: giftId }).toString(),
    });
    expect(pressed.status).toBe(200);
    const page = await pressed.text();
    expect(page).toContain("подарок принят");
    expect(page).not.toContain("Вам подарок");
    const olga = await openPhone("olga", { platform: "ios", timezone: "Europe/Moscow" });
    expect(await olga.trayAt(MARCH)).toMatchObject({ decision: "show", reason: "gift" });
  });

  it("lapses after 14 days without a word", async () => {
    await putNumber("olga", numberOf(1));
    const giftId = await send("anna", numberOf(1));
    expect(await waitingFor("olga", "2025-03-20T11:59:00+03:00")).toHaveLength(1);
    expect(await waitingFor("olga", "2025-03-20T12:00:00+03:00")).toEqual([]);
    await expectProblem(await answer("olga", giftId, "show", "2025-03-20T12:00:00+03:00"), "not-found", 404);
  });

  it("of hearts reaches only those who asked for such", async () => {
    await putNumber("olga", numberOf(1));
    await putNumber("vera", numberOf(2));
    await (await openPhone("vera")).choose("theme:hearts", "in", "2025-02-01T12:00:00+03:00");
    await send("anna", numberOf(1), "hearts");
    await send("anna", numberOf(2), "hearts");
    expect(await waitingFor("olga")).toEqual([]);
    expect(await waitingFor("vera")).toHaveLength(1);
  });

  it("is delivered once, whatever fails on the way, also after the shard was evicted", async () => {
    await putNumber("olga", numberOf(1));
    const giftId = await send("anna", numberOf(1));
    const [ref] = (await indexer?.indexPhone(numberOf(1))) ?? [];
    await runInDurableObject(shardFor("anna"), (_shard, state) => {
      // As if the shard had died after the offer and before it noted so.
      state.storage.sql.exec("UPDATE outgoing_gifts SET refs = ? WHERE gift_id = ?", JSON.stringify([ref]), giftId);
    });
    await evictDurableObject(shardFor("anna"));
    await shardFor("anna").moveGifts();
    expect(await waitingFor("olga")).toHaveLength(1);
  });

  it("leaves neither the number nor its index with anybody once delivered, and nothing in an export of the sender", async () => {
    await putNumber("olga", numberOf(1));
    await send("anna", numberOf(1));
    const response = await call("/v1/me/export", { headers: await headersFor("olga") });
    const held = personExportSchema.parse(await response.json());
    expect(held.gifts.received).toMatchObject([{ theme: "tulip", state: "offered" }]);
    expect(JSON.stringify(held)).not.toMatch(/anna|9160000001/u);
    await call("/v1/me", { method: "DELETE", headers: await headersFor("olga") });
    expect(await waitingFor("olga")).toEqual([]);
  });
});

describe("a recipient", () => {
  it("who declines a sender twice is never offered anything of theirs again, even after an erasure", async () => {
    await putNumber("olga", numberOf(1));
    for (const [theme, instant] of [
      ["tulip", MARCH],
      ["spring-leaf", MARCH],
    ] as const) {
      const giftId = await send("anna", numberOf(1), theme, instant);
      expect((await answer("olga", giftId, "decline")).status).toBe(200);
    }
    await call("/v1/me", { method: "DELETE", headers: await headersFor("olga") });
    await putNumber("olga", numberOf(1));
    await send("anna", numberOf(1), "tree", "2025-03-07T13:00:00+03:00");
    expect(await waitingFor("olga", "2025-03-07T13:00:00+03:00")).toEqual([]);
    await send("boris", numberOf(1), "tree", "2025-03-07T13:00:00+03:00");
    expect(await waitingFor("olga", "2025-03-07T13:00:00+03:00")).toHaveLength(1);
  });

  it("who says never is offered nothing by anybody, and may change their mind", async () => {
    await putNumber("olga", numberOf(1));
    const giftId = await send("anna", numberOf(1));
    expect((await answer("olga", giftId, "never")).status).toBe(200);
    await send("boris", numberOf(1));
    expect(await waitingFor("olga")).toEqual([]);
    const me = await call(`/v1/me?${at()}`, { headers: await headersFor("olga") });
    expect(meSchema.parse(await me.json()).gifts).toEqual({ allowed: false, waiting: [] });
    await (await openPhone("olga")).choose("gifts", "in", "2025-03-07T12:00:00+03:00");
    await send("vera", numberOf(1));
    expect(await waitingFor("olga")).toHaveLength(1);
  });

  it("has at most five offers waiting", async () => {
    await putNumber("olga", numberOf(1));
    for (let index = 0; index < 7; index++) await send(`friend-${index}`, numberOf(1));
    expect(await waitingFor("olga")).toHaveLength(5);
  });
});

describe("a sender", () => {
  it("may give three a day, is told when again, and the same gift twice counts once", async () => {
    const first = await send("anna", numberOf(1));
    expect(await send("anna", numberOf(1))).toBe(first);
    await send("anna", numberOf(2));
    await send("anna", numberOf(3));
    const refused = await give("anna", numberOf(4));
    expect(refused.headers.get("Retry-After")).toMatch(/^\d+$/u);
    await expectProblem(refused, "too-many-requests", 429);
    expect((await give("anna", numberOf(4), "tulip", "2025-03-07T12:00:01+03:00")).status).toBe(202);
  });

  it("is told what is wrong with what they sent", async () => {
    await expectProblem(await give("anna", "12"), "invalid-request", 400);
    await expectProblem(await give("anna", numberOf(1), "unicorn"), "refused", 422);
  });
});

describe("no oracle (invariant 7)", () => {
  it("answers byte for byte the same, ids apart, whoever a number belongs to and whatever they chose", async () => {
    for (let index = 0; index < 40; index++) await putNumber(`person-${index}`, numberOf(index));
    await (await openPhone("person-0")).choose("gifts", "out", "2025-03-01T12:00:00+03:00");
    await (await openPhone("person-1")).choose("all", "out", "2025-03-01T12:00:00+03:00");
    await (await openPhone("person-2")).choose("theme:tulip", "out", "2025-03-01T12:00:00+03:00");
    const themes = ["tulip", "hearts", "tree"] as const;
    const senders: Record<string, string>[] = [];
    for (let index = 0; index < 334; index++) senders.push(await headersFor(`sender-${index}`));
    const seen = new Set<string>();
    let given = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 1_000, max: 9_999_999 })),
        fc.constantFrom(...themes),
        async (index, theme) => {
          // Each sender stays within a day's quota.
          const sender = senders[Math.floor(given / 3)] ?? {};
          given += 1;
          const response = await call(`/v1/gifts?${at()}`, {
            method: "POST",
            headers: sender,
            body: JSON.stringify({ to: numberOf(index), theme }),
          });
          const body = await response.text();
          const headers = [...response.headers].filter(([name]) => name !== "x-request-id");
          const { giftId } = giveAnswerSchema.parse(JSON.parse(body));
          expect(giftId).toHaveLength(22);
          seen.add(JSON.stringify([response.status, headers, body.length, body.replace(giftId, "")]));
        },
      ),
      { numRuns: 1_000 },
    );
    expect(seen.size).toBe(1);
  });
});

describe("the guard of gifts", () => {
  it("pauses giving when too many decline, holds what is sent meanwhile, and lets it through once resumed", async () => {
    await putNumber("olga", numberOf(1));
    for (let index = 0; index < 10; index++) {
      await putNumber(`person-${index}`, numberOf(100 + index));
      const giftId = await send(`sender-${index}`, numberOf(100 + index));
      await answer(`person-${index}`, giftId, "decline");
      await shardFor(`person-${index}`).moveGifts();
    }
    const headers = {
      Authorization: `Bearer ${await staffTokenFor("vera", ["approver"])}`,
      "Content-Type": "application/json",
    };
    const standing = await call("/v1/gift-guard", { headers });
    expect(await standing.json()).toMatchObject({
      answered: null,
      declined: null,
      odds: 100,
      pausedAt: expect.any(String),
    });
    expect((await give("anna", numberOf(1))).status).toBe(202);
    await shardFor("anna").moveGifts();
    expect(await waitingFor("olga")).toEqual([]);
    const body = JSON.stringify({ reason: "It was one prankster." });
    const resumed = await call("/v1/gift-guard/resume", { method: "POST", headers, body });
    expect(await resumed.json()).toMatchObject({ answered: null, declined: null, pausedAt: null });
    await shardFor("anna").moveGifts();
    expect(await waitingFor("olga")).toHaveLength(1);
    await expectProblem(await call("/v1/gift-guard/resume", { method: "POST", headers, body }), "conflict", 409);
  });

  it("is resumed by another human than the last time, for 30 days, whatever keys and names they use", async () => {
    const answered = Array.from({ length: 20 }, (_, round) => (round + 1) * 100);
    const pauseAt = (round: number) =>
      catalog().reportGifts("a", { answered: answered[round] ?? 0, declined: answered[round] ?? 0 }, 1);
    const resumeAs = async (actor: string, now: number) => {
      const resumed = await catalog().resumeGifts({ actor, now, why: "It was one prankster." });
      return resumed.ok ? "resumed" : resumed.error.type;
    };
    await catalog().addServiceKey({
      actor: "person:vera",
      now: 1,
      prefix: "abcdefgh",
      hash: new ArrayBuffer(32),
      name: "nightly",
      roles: ["approver"],
      expiresAt: null,
    });
    const machine = "service:abcdefgh";
    await pauseAt(0);
    expect(await resumeAs("person:vera", 1)).toBe("resumed");
    await pauseAt(1);
    for (const actor of ["person:vera", "person:VERA", "person:ｖera", machine, "service:unknown"]) {
      expect(await resumeAs(actor, 2)).toBe("another-person");
    }
    expect(await resumeAs("person:olga", 2)).toBe("resumed");
    await pauseAt(2);
    expect(await resumeAs(machine, 3)).toBe("resumed");
    await pauseAt(3);
    expect(await resumeAs("person:vera", 4)).toBe("another-person");
    expect(await resumeAs("person:vera", 4 + 30 * 24 * 3_600_000)).toBe("resumed");
  });

  it("counts every shard's answers once, in any order and repetition", async () => {
    const report = (shard: string, answered: number, declined: number) =>
      catalog().reportGifts(shard, { answered, declined }, 1);
    await report("a", 5, 1);
    await report("b", 7, 0);
    await report("a", 3, 0);
    await report("a", 5, 1);
    expect(await catalog().readGifts()).toMatchObject({ answered: 12, declined: 1, pausedAt: null });
  });
});
