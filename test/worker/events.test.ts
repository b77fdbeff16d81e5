import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { bulkFailureSchema, bulkSuccessSchema } from "../../src/contract/ofrep.ts";
import { eventsNameOf, writeQuestion } from "../../src/contract/rpc/rpc-events.ts";
import { MAXIMUM_STREAMS } from "../../src/events/object.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, expectProblem, openPhone, tokenFor, useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";

const eventsOf = (subscriberId: string) => env.EVENTS.getByName(eventsNameOf(subscriberId));

const stopEverything = () =>
  env.CATALOG.getByName("catalog").setStopped(true, { actor: "person:olga", now: Date.parse(NEW_YEAR) });

/** The address that comes with a bulk answer. */
async function streamAddressOf(subscriberId: string): Promise<URL> {
  const response = await call("/ofrep/v1/evaluate/flags?eventStreams=1", {
    method: "POST",
    headers: { Authorization: `Bearer ${await tokenFor(subscriberId)}`, [CLOCK_HEADER]: NEW_YEAR },
    body: "{}",
  });
  const { eventStreams } = bulkSuccessSchema.parse(await response.json());
  expect(eventStreams).toMatchObject([{ type: "sse", inactivityDelaySec: 120 }]);
  return new URL(eventStreams?.[0]?.url ?? "");
}

/** Opens a stream as an app does, and reads it event by event. */
async function listen(address: URL, headers: Record<string, string> = {}) {
  const response = await call(address.pathname + address.search, { headers });
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/event-stream");
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  return {
    /** The next block that is neither a comment nor the opening one. */
    async next(): Promise<{ id: number; data: unknown } | "ended"> {
      for (;;) {
        const [block, ...rest] = received.split("\n\n");
        if (rest.length > 0) {
          received = rest.join("\n\n");
          const id = /^id: (\d+)$/m.exec(block ?? "")?.[1];
          const data = /^data: (.+)$/m.exec(block ?? "")?.[1];
          if (id !== undefined && data !== undefined) return { id: Number(id), data: JSON.parse(data) };
        } else {
          const { done, value } = await reader.read();
          if (done) return "ended";
          received += value;
        }
      }
    },
    close: () => reader.cancel(),
  };
}

const REFETCH = { type: "refetchEvaluation" };

describe("an open app", () => {
  it("is told to ask again as soon as a stop is live, and then gets another answer", async () => {
    const address = await streamAddressOf("anna");
    const stream = await listen(address);
    await stopEverything();
    expect(await stream.next()).toEqual({ id: 2, data: REFETCH });
    expect((await streamAddressOf("anna")).searchParams.get("since")).toBe("2");
    await stream.close();
  });

  it("is told at once when it missed a ruleset between its answer and its stream", async () => {
    const address = await streamAddressOf("anna");
    await stopEverything();
    await vi.waitFor(async () => expect(await eventsOf("anna").announce(2)).toBe(0));
    const stream = await listen(address);
    expect(await stream.next()).toEqual({ id: 2, data: REFETCH });
    await stream.close();
  });

  it("is not told again what it heard before its line broke", async () => {
    const address = await streamAddressOf("anna");
    await eventsOf("anna").announce(7);
    const stream = await listen(address, { "Last-Event-ID": "7" });
    await eventsOf("anna").announce(8);
    expect(await stream.next()).toEqual({ id: 8, data: REFETCH });
    await stream.close();
  });

  it("is reached although the object slept in the meantime", async () => {
    const stream = await listen(await streamAddressOf("anna"));
    await evictDurableObject(eventsOf("anna"));
    expect(await eventsOf("anna").announce(3)).toBe(1);
    expect(await stream.next()).toEqual({ id: 3, data: REFETCH });
    await stream.close();
  });

  it("gives its place back when it goes", async () => {
    const stream = await listen(await streamAddressOf("anna"));
    expect(await eventsOf("anna").countStreams()).toBe(1);
    await stream.close();
    await vi.waitFor(async () => expect(await eventsOf("anna").countStreams()).toBe(0));
  });

  it("may have four streams; a fifth takes the place of the oldest", async () => {
    const address = await streamAddressOf("anna");
    const streams = [];
    for (let count = 0; count < 5; count++) streams.push(await listen(address));
    const [oldest, ...others] = streams;
    expect(await oldest?.next()).toBe("ended");
    await vi.waitFor(async () => expect(await eventsOf("anna").announce(9)).toBe(4));
    for (const stream of others) {
      expect(await stream.next()).toEqual({ id: 9, data: REFETCH });
      await stream.close();
    }
  });
});

describe("the number of streams", () => {
  it("is bounded: who comes too late is told to ask at intervals, and holds nobody up", async () => {
    await runInDurableObject(eventsOf("anna"), (_, state) => {
      for (let count = 0; count < MAXIMUM_STREAMS; count++) {
        const { 1: server } = new WebSocketPair();
        state.acceptWebSocket(server, [`other-${count}`]);
      }
    });
    const address = await streamAddressOf("anna");
    const response = await call(address.pathname + address.search);
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("60");
    expect(bulkFailureSchema.parse(await response.json()).errorCode).toBe("GENERAL");
  });
});

describe("a stream's address", () => {
  it("comes only where it was asked for", async () => {
    const response = await call("/ofrep/v1/evaluate/flags", {
      method: "POST",
      headers: { Authorization: `Bearer ${await tokenFor("anna")}` },
      body: "{}",
    });
    expect(await response.json()).not.toHaveProperty("eventStreams");
  });

  it("is the same every time, so that a bulk answer with it can be a 304", async () => {
    expect((await streamAddressOf("anna")).href).toBe((await streamAddressOf("anna")).href);
  });

  it("says nothing of the person, and opens nothing else", async () => {
    const address = await streamAddressOf("anna");
    expect(address.href).not.toContain("anna");
    const token = address.searchParams.get("token") ?? "";
    for (const method of ["GET", "POST"]) {
      const opened = await call(`/o/${token}`, { method, headers: { Accept: "application/json" } });
      await expectProblem(opened, "not-found", 404);
    }
  });

  it.each(["nonsense", ""])("with the token «%s» is refused in OFREP's words", async (token) => {
    const response = await call(`/ofrep/v1/events?since=1&token=${token}`);
    expect(response.status).toBe(401);
    expect(bulkFailureSchema.parse(await response.json()).errorCode).toBe("GENERAL");
  });

  it("can't be made from an off link", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    const offToken = (await phone.trayAt(NEW_YEAR)).off.url.split("/").at(-1);
    expect((await call(`/ofrep/v1/events?since=1&token=${offToken}`)).status).toBe(401);
  });

  it("without a number is refused", async () => {
    const address = await streamAddressOf("anna");
    address.searchParams.set("since", "soon");
    const response = await call(address.pathname + address.search);
    expect(response.status).toBe(400);
    expect(bulkFailureSchema.safeParse(await response.json()).success).toBe(true);
  });
});

describe("an events object", () => {
  it("remembers the latest ruleset, whatever order they are announced in", async () => {
    const events = eventsOf("anna");
    await events.announce(5);
    await events.announce(4);
    await evictDurableObject(events);
    const response = await events.fetch(writeQuestion({ subscriberId: "anna", knownVersion: 4 }), {
      headers: { Upgrade: "websocket" },
    });
    const socket = response.webSocket!;
    const message = new Promise((resolve) => socket.addEventListener("message", ({ data }) => resolve(data)));
    socket.accept();
    expect(await message).toBe("5");
    socket.close();
  });
});
