import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { statusSchema } from "../../src/contract/control.ts";
import { MAXIMUM_STATUS_STREAMS } from "../../src/catalog/status-streams.ts";
import { Shard } from "../../src/shard/object.ts";
import { catalog, expectProblem, SHARDS, useGarland } from "./client.ts";
import { openDesk } from "./desk.ts";

const NOW = "2024-12-02T00:00:00Z";
useGarland("2024-12-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const act = { actor: "person:olga", now: Date.parse(NOW) };

/** Opens the stream as the console does, and reads status by status. */
async function listen() {
  const vera = await openDesk(NOW, "vera", "viewer");
  const response = await vera("GET", "/v1/status/events");
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/event-stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  return {
    async next() {
      for (;;) {
        const end = received.indexOf("\n\n");
        if (end < 0) {
          const { done, value } = await reader.read();
          if (done) throw new Error("the stream ended");
          received += value;
          continue;
        }
        const block = received.slice(0, end);
        received = received.slice(end + 2);
        const data = /^event: status\ndata: (.+)$/m.exec(block)?.[1];
        if (data !== undefined) return statusSchema.parse(JSON.parse(data));
      }
    },
    close: () => reader.cancel(),
  };
}

describe("the status as events", () => {
  it("begins with how things are, and ends a publish with all shards", async () => {
    const stream = await listen();
    expect(await stream.next()).toEqual(await catalog().status());
    await catalog().setStopped(true, act);
    let status = await stream.next();
    // All obey before any has stored it.
    while (status.shards.some((version) => version < 2)) status = await stream.next();
    const shards = Array.from({ length: SHARDS }, () => 2);
    expect(status).toEqual({
      ruleset: 2,
      acknowledged: SHARDS,
      total: SHARDS,
      isLive: true,
      shards,
      errors: [],
      stopped: true,
      space: { state: "enough", freeBytes: null, refusal: null },
      troubled: [],
      failingDuties: [],
      keysToConfirm: [],
    });
    await stream.close();
  });

  it("tells how many shards have acknowledged while others have not, and which could not be reached", async () => {
    await catalog().setStopped(true, act);
    await vi.waitFor(async () => expect((await catalog().status()).shards).toEqual(Array(SHARDS).fill(2)), 5_000);
    const { install } = Shard.prototype;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let calls = 0;
    vi.spyOn(Shard.prototype, "install").mockImplementation(async function (this: Shard, body, identity) {
      calls += 1;
      if (calls === 1) throw new Error("unreachable");
      if (calls <= SHARDS / 2) await released;
      return install.call(this, body, identity);
    });
    const stream = await listen();
    await stream.next();
    const resuming = catalog().setStopped(false, act);
    let status = await stream.next();
    while (status.acknowledged < SHARDS / 2) status = await stream.next();
    expect(status).toMatchObject({ ruleset: 3, acknowledged: SHARDS / 2, total: SHARDS, isLive: false });
    expect(status.errors).toEqual([expect.stringMatching(/^shard-\d+-of-\d+: unreachable$/)]);
    const half = SHARDS / 2;
    expect(status.shards.toSorted()).toEqual([...Array(half).fill(2), ...Array(half).fill(3)]);
    const unreachable = Number(/\d+/.exec(status.errors[0] ?? "")?.[0]);
    expect(status.shards[unreachable]).toBe(2);
    release();
    expect(await resuming).toMatchObject({ ok: true, value: { acknowledged: SHARDS - 1 } });
    while (status.acknowledged < SHARDS - 1) status = await stream.next();
    await stream.close();
  });

  it("goes on although the catalog slept in the meantime", async () => {
    const stream = await listen();
    await stream.next();
    await evictDurableObject(env.CATALOG.getByName("catalog"));
    await catalog().setStopped(true, act);
    let status = await stream.next();
    while (!status.stopped || !status.isLive) status = await stream.next();
    await stream.close();
  });

  it("has a bound, beyond which consoles are told to ask at intervals", async () => {
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, state) => {
      for (let count = 0; count < MAXIMUM_STATUS_STREAMS; count++) state.acceptWebSocket(new WebSocketPair()[1]);
    });
    const vera = await openDesk(NOW, "vera", "viewer");
    await expectProblem(await vera("GET", "/v1/status/events"), "not-ready", 503);
  });
});
