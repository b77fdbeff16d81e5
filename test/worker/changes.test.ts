import { evictDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "../../src/tokens/changes-cursor.ts";
import type { PersonExport } from "../../src/contract/me.ts";
import { call, expectProblem, openPhone, shardFor, SHARDS, tokenFor, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";
import { dumpEverything, importLines, person, staffHeaders, staffHeadersOf } from "./population-client.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";

interface Changes {
  readonly changes: readonly {
    readonly kind: "choice" | "erasure";
    readonly subscriberId: string;
    readonly at: string;
    readonly channel?: string;
  }[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

async function poll(after?: string): Promise<Changes> {
  const query = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
  const response = await call(`/v1/changes${query}`, { headers: await follow() });
  expect(response.status).toBe(200);
  return response.json();
}

/** A machine's key, which a second person has confirmed. */
async function follow(): Promise<Record<string, string>> {
  const headers = { ...(await staffHeaders("admin")), "Content-Type": "application/json" };
  const body = JSON.stringify({ name: "mirror", roles: ["channel"] });
  const made = await call("/v1/service-keys", { method: "POST", headers, body });
  const { key, prefix } = await made.json<{ key: string; prefix: string }>();
  const second = await staffHeadersOf("Boris", "approver");
  await call(`/v1/service-keys/${prefix}:confirm`, { method: "POST", headers: second });
  return { "X-API-Key": key };
}

const say = (subscriberId: string, at: number, value: "in" | "out" = "out") =>
  shardFor(subscriberId).choose({
    subscriberId,
    scope: "theme:tree",
    value,
    at,
    device: {},
    origin: "https://garland.test",
    channel: "app",
    actor: "self",
  });

describe("a cursor", () => {
  it("stands for exactly the positions that it was made of", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 300 }), (positions) => {
        const text = encodeCursor(positions);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(text, positions.length)).toEqual(positions);
        expect(decodeCursor(text, positions.length + 1)).toBeUndefined();
      }),
    );
  });

  it("is never read from any other text, and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const positions = decodeCursor(text, SHARDS);
        if (positions !== undefined) expect(positions).toHaveLength(SHARDS);
      }),
    );
  });
});

describe("GET /v1/changes", () => {
  it("begins at the end: without a cursor there is no backlog", async () => {
    await say("anna", Date.parse(NEW_YEAR));
    const { changes, cursor, hasMore } = await poll();
    expect([changes, hasMore]).toEqual([[], false]);
    expect((await poll(cursor)).changes).toEqual([]);
  });

  it("names whoever chose elsewhere, by whatever channel, at the next poll; never what they said", async () => {
    const { cursor } = await poll();
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:hearts", "in", NEW_YEAR);
    const tray = await phone.trayAt(NEW_YEAR);
    await call(new URL(tray.off.url).pathname, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Garland-Now": NEW_YEAR },
      body: "List-Unsubscribe=One-Click",
    });
    const next = await poll(cursor);
    expect(next.changes).toEqual([
      { kind: "choice", subscriberId: "anna", at: "2024-12-31T09:00:00.000Z", channel: "app" },
      { kind: "choice", subscriberId: "anna", at: "2024-12-31T09:00:00.000Z", channel: "link" },
    ]);
    expect((await poll(next.cursor)).changes).toEqual([]);
  });

  it("names every change exactly once, over all shards and many pages, also after a crash", async () => {
    const { cursor: begin } = await poll();
    const people = Array.from({ length: 40 }, (_, index) => `person-${index}`);
    for (let round = 0; round < 2; round++) {
      for (const subscriberId of people) await say(subscriberId, 1_000 + round, round === 0 ? "out" : "in");
    }
    for (let round = 0; round < 130; round++) {
      await say("anna", 2_000 + round * 600_000, round % 2 === 0 ? "out" : "in");
    }
    await evictDurableObject(shardFor("anna"));
    const seen: string[] = [];
    for (let cursor = begin, hasMore = true, pages = 0; hasMore; pages++) {
      expect(pages).toBeLessThan(10);
      const page = await poll(cursor);
      seen.push(...page.changes.map(({ subscriberId }) => subscriberId));
      ({ cursor, hasMore } = page);
    }
    const expected = [...people, ...people, ...Array.from({ length: 130 }, () => "anna")];
    expect(seen.toSorted()).toEqual(expected.toSorted());
  });

  describe("when somebody has everything erased", () => {
    const eraseAs = {
      "by themselves": async (subscriberId: string) => {
        const headers = { Authorization: `Bearer ${await tokenFor(subscriberId)}` };
        expect((await call("/v1/me", { method: "DELETE", headers })).status).toBe(204);
      },
      "by the operator's file": async (subscriberId: string) => {
        expect(await importLines([{ subscriberId, erase: true }])).toMatchObject({ erased: 1 });
      },
    };

    it.each(Object.entries(eraseAs))(
      "%s, names them after what they said before, and nothing else",
      async (_, erase) => {
        await say("anna", 1_000, "in");
        const { cursor } = await poll();
        await say("anna", 2_000, "out");
        await erase("anna");
        const next = await poll(cursor);
        expect(next.changes).toEqual([
          { kind: "choice", subscriberId: "anna", at: "1970-01-01T00:00:02.000Z", channel: "app" },
          { kind: "erasure", subscriberId: "anna", at: expect.any(String) },
        ]);
        expect((await poll(next.cursor)).changes).toEqual([]);
      },
    );

    it("names whoever was known by anything: a profile, a gift, a look of support's; and no stranger", async () => {
      await importLines([person("ivan")]);
      const desk = await openDesk(NEW_YEAR, "Vera", "support");
      await desk("GET", "/v1/support/subscribers/olga");
      const { cursor } = await poll();
      await importLines(["ivan", "olga", "stranger"].map((subscriberId) => ({ subscriberId, erase: true })));
      const named = (await poll(cursor)).changes.map(({ subscriberId, kind }) => `${kind} of ${subscriberId}`);
      expect(named.toSorted()).toEqual(["erasure of ivan", "erasure of olga"]);
      expect(await dumpEverything()).not.toContain("stranger");
    });

    it("names whoever comes back as one who chose, after their erasure, and an erasure anew each time", async () => {
      await say("anna", 1_000, "in");
      const { cursor } = await poll();
      await eraseAs["by themselves"]("anna");
      const erased = await poll(cursor);
      await eraseAs["by themselves"]("anna");
      expect((await poll(erased.cursor)).changes).toEqual([]);
      await say("anna", 3_000, "in");
      expect((await poll(cursor)).changes.map(({ kind }) => kind)).toEqual(["erasure", "choice"]);
      const back = await poll(erased.cursor);
      expect(back.changes.map(({ kind }) => kind)).toEqual(["choice"]);
      await eraseAs["by themselves"]("anna");
      for (const after of [cursor, erased.cursor, back.cursor]) {
        expect((await poll(after)).changes.map(({ kind }) => kind)).toEqual(["erasure"]);
      }
    });

    it("misses none and names none twice, over many pages and a crash", async () => {
      const people = Array.from({ length: 120 }, (_, index) => `person-${index}`);
      for (const subscriberId of people) await say(subscriberId, 1_000, "in");
      const { cursor: begin } = await poll();
      await importLines(people.map((subscriberId) => ({ subscriberId, erase: true })));
      await evictDurableObject(shardFor("person-0"));
      const seen: string[] = [];
      for (let cursor = begin, hasMore = true, pages = 0; hasMore; pages++) {
        expect(pages).toBeLessThan(10);
        const page = await poll(cursor);
        seen.push(...page.changes.map(({ subscriberId }) => subscriberId));
        ({ cursor, hasMore } = page);
      }
      expect(seen.toSorted()).toEqual(people.toSorted());
    });

    it("is in the person's own export, as it is kept", async () => {
      const headers = { Authorization: `Bearer ${await tokenFor("anna")}` };
      const read = async () => (await call("/v1/me/export", { headers })).json<PersonExport>();
      await say("anna", 1_000, "in");
      expect(await read()).toMatchObject({ erasedAt: null });
      await eraseAs["by themselves"]("anna");
      expect(await read()).toMatchObject({ erasedAt: expect.any(String), choices: [] });
    });
  });

  it("refuses a cursor that it did not make, and says how to go on", async () => {
    for (const after of ["x", "!", encodeCursor(Array.from({ length: SHARDS + 1 }, () => 1))]) {
      const response = await call(`/v1/changes?${new URLSearchParams({ after })}`, {
        headers: await follow(),
      });
      const { detail } = await expectProblem(response, "invalid-request", 400);
      expect(detail).toContain("leave out `after`");
    }
  });
});
