import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIssuerKeys } from "../../src/catalog/issuer-keys.ts";
import { openFakeIssuer, openKeySetMemory, type FakeIssuer } from "../support/fake-issuer.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TIMEOUT_MS = 2_000;
const START = Date.parse("2025-01-15T12:00:00Z");
const KEYS = JSON.stringify({ keys: [{ kty: "EC", kid: "1" }] });
const OTHERS = JSON.stringify({ keys: [{ kty: "EC", kid: "2" }] });
const GOOD = { status: 200, body: KEYS };
const DOWN = { status: 503, body: "" };

let issuer: FakeIssuer;
let clock: { now: number };
let store: ReturnType<typeof openKeySetMemory>;

beforeEach(async () => {
  issuer = await openFakeIssuer();
  issuer.answer = GOOD;
  clock = { now: START };
  store = openKeySetMemory();
});
afterEach(() => issuer.close());

function openKeeper(timeoutMs = TIMEOUT_MS) {
  const keeper = openIssuerKeys(store, () => clock.now, timeoutMs);
  return {
    read: () => keeper.read({ url: issuer.url, isLacking: false }),
    miss: () => keeper.read({ url: issuer.url, isLacking: true }),
  };
}

describe("the keys of an issuer", () => {
  it("are fetched once for everybody who asks at the same time", async () => {
    issuer.answer = undefined;
    const { read, miss } = openKeeper();
    const asked = Promise.all([...Array.from({ length: 50 }, read), ...Array.from({ length: 50 }, miss)]);
    await expect.poll(() => issuer.fetches).toBe(1);
    issuer.answer = GOOD;
    issuer.release();
    for (const kept of await asked) expect(kept).toMatchObject({ jwks: KEYS, isFailing: false });
    expect(issuer.fetches).toBe(1);
  });

  it("are fetched again after ten minutes, and not before", async () => {
    const { read } = openKeeper();
    expect(await read()).toMatchObject({ jwks: KEYS, freshForMs: 10 * MINUTE });
    issuer.answer = { status: 200, body: OTHERS };
    clock.now += 10 * MINUTE - 1;
    expect(await read()).toMatchObject({ jwks: KEYS, freshForMs: 1 });
    clock.now += 1;
    expect(await read()).toMatchObject({ jwks: OTHERS, freshForMs: 10 * MINUTE });
    expect(issuer.fetches).toBe(2);
  });

  it("are fetched at most twice a minute, however many unknown keys are asked for", async () => {
    const { miss } = openKeeper();
    for (let passedMs = 0; passedMs < 10 * MINUTE; passedMs += 100) {
      clock.now = START + passedMs;
      await miss();
    }
    expect(issuer.fetches).toBe(20);
  });

  it("that are new are there for the first who asks after half a minute", async () => {
    const { read, miss } = openKeeper();
    await read();
    issuer.answer = { status: 200, body: OTHERS };
    clock.now += 30 * SECOND - 1;
    expect(await miss()).toMatchObject({ jwks: KEYS, askAgainInMs: 1 });
    clock.now += 1;
    expect(await miss()).toMatchObject({ jwks: OTHERS });
  });

  it("are kept for 24 hours after the last good fetch while the issuer is down, and no longer", async () => {
    const { read } = openKeeper();
    await read();
    issuer.answer = DOWN;
    clock.now += 24 * HOUR - 1;
    expect(await read()).toMatchObject({ jwks: KEYS, keptForMs: 1 });
    clock.now += 1;
    expect(await read()).toMatchObject({ jwks: null, keptForMs: 0 });
  });

  it("outlive the process, also one that starts while the issuer is down", async () => {
    await openKeeper().read();
    issuer.answer = DOWN;
    clock.now += HOUR;
    const { read } = openKeeper();
    expect(await read()).toMatchObject({ jwks: KEYS, keptForMs: 23 * HOUR, isFailing: true });
  });

  it("that were fetched under a clock which was ahead are fetched anew, and not kept for longer", async () => {
    await openKeeper().read();
    clock.now -= 365 * 24 * HOUR;
    issuer.answer = DOWN;
    const { read } = openKeeper();
    expect((await read()).keptForMs).toBeLessThanOrEqual(24 * HOUR);
    expect(issuer.fetches).toBe(2);
    clock.now += 24 * HOUR;
    expect(await read()).toMatchObject({ jwks: null });
  });
});

describe("an issuer that is down", () => {
  it("is asked after 1, 2, 4 … 60 seconds, once each, whoever else comes; and nobody waits for it", async () => {
    issuer.answer = DOWN;
    const { miss } = openKeeper();
    const unknown = { jwks: null, keptForMs: 0, freshForMs: SECOND, askAgainInMs: SECOND, isFailing: true };
    expect(await miss()).toEqual(unknown);
    let fetches = 1;
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      clock.now += seconds * SECOND - 1;
      await Promise.all(Array.from({ length: 20 }, miss));
      expect(issuer.fetches).toBe(fetches);
      clock.now += 1;
      expect(await miss()).toMatchObject({ isFailing: true });
      fetches += 1;
      // While the fetch is under way, a second is what is said.
      await expect.poll(async () => (await miss()).askAgainInMs).toBe(Math.min(2 * seconds, 60) * SECOND);
      expect(issuer.fetches).toBe(fetches);
    }
  });

  it("is believed again as soon as it answers", async () => {
    issuer.answer = DOWN;
    const { read, miss } = openKeeper();
    await read();
    issuer.answer = GOOD;
    clock.now += SECOND;
    const written = store.nextWrite();
    await read();
    await written;
    expect(await miss()).toMatchObject({ jwks: KEYS, isFailing: false });
  });

  it.each([
    ["fails", DOWN],
    ["has moved, even to good keys", { status: 302, body: "", elsewhere: { body: OTHERS } }],
    ["talks nonsense", { status: 200, body: "<html>" }],
    ["answers nothing", { status: 200, body: "" }],
    ["sends something else", { status: 200, body: '{"keys":"none"}' }],
    ["has lost all its keys", { status: 200, body: '{"keys":[]}' }],
    ["floods", { status: 200, body: JSON.stringify({ keys: [{ x5c: "A".repeat(256 * 1024) }] }) }],
  ])("is one that %s: what was fetched before stays", async (_, answer) => {
    const { read, miss } = openKeeper();
    await read();
    issuer.answer = answer;
    clock.now += HOUR;
    expect(await miss()).toMatchObject({ jwks: KEYS, isFailing: true });
    expect(issuer.fetches).toBe(2);
  });

  it("is one that hangs, or whose port nobody has", async () => {
    issuer.answer = undefined;
    expect(await openKeeper(50).miss()).toMatchObject({ jwks: null, isFailing: true });
    await issuer.close();
    expect(await openKeeper().miss()).toMatchObject({ jwks: null, isFailing: true });
  });
});
