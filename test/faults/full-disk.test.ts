import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { startWorkerd, type RunningWorkerd } from "../../scripts/start-workerd.ts";
import { readObjects } from "../../scripts/workerd-config.ts";
import { openFakeIssuer, type FakeIssuer } from "../support/fake-issuer.ts";

/** Room for what a start writes, and for some dozens of words beside it. */
const ROOM_KIB = 1_200;
const WORDS = 150;

/** Room for the shared memory beside each database, without which nothing is read, and for no word more. */
const NO_ROOM_KIB = 32;
const NEW_YEAR = "2026-12-31T12:00:00Z";

let service: RunningWorkerd;

async function start(maximumFileKib?: number, variables: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await startWorkerd({
    config: "wrangler.toml",
    objects: await readObjects(),
    variables: { ...DEVELOPMENT_VARIABLES, SHARDS: "2", ...variables },
    maximumFileKib,
  });
}

async function openAnna() {
  const response = await fetch(`${service.origin}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId: "anna" }),
  });
  const { token } = (await response.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Accept-Language": "ru" };
  return {
    say: (scope: string) =>
      fetch(`${service.origin}/v1/me/choices`, {
        method: "POST",
        headers,
        body: JSON.stringify({ scope, value: "out", notice: "n".repeat(128) }),
      }),
    readExport: async () => {
      const exported = await fetch(`${service.origin}/v1/me/export`, { headers });
      return (await exported.json()) as { choices: { scope: string }[] };
    },
  };
}

describe("on a disk that takes no more", () => {
  beforeAll(() => start(ROOM_KIB));
  afterAll(() => service.stop());

  it("a word that can't be kept is refused aloud, and every word that was acknowledged survives a kill", async () => {
    const anna = await openAnna();
    const kept: string[] = [];
    const refused: { status: number; problem: { type: string; detail: string }; retryAfter: string | null }[] = [];
    for (let word = 0; word < WORDS; word++) {
      const scope = word % 2 === 0 ? "all" : "theme:tree";
      const response = await anna.say(scope);
      if (response.ok) kept.push(scope);
      else {
        const problem = (await response.json()) as { type: string; detail: string };
        refused.push({ status: response.status, problem, retryAfter: response.headers.get("Retry-After") });
      }
    }
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, problem, retryAfter } of refused) {
      expect([status, problem.type, retryAfter]).toEqual([507, "/problems/not-kept", "5"]);
      expect(problem.detail).toContain("не сохранилось");
    }
    service = await service.crash();
    const { choices } = await (await openAnna()).readExport();
    // An out that stands as the last word is no news, so a refused one leaves two equal ones beside each other as one.
    const news = kept.filter((scope, index) => scope !== kept[index - 1]);
    expect(choices.map(({ scope }) => scope)).toEqual(news);
  });
});

/** A phone that asks on New Year's Eve. */
async function openPhone(subscriberId: string) {
  const call = (path: string, init: RequestInit = {}) => fetch(service.origin + path, init);
  const told = await call("/dev/tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Garland-Now": NEW_YEAR },
    body: JSON.stringify({ subscriberId }),
  });
  const { token } = (await told.json()) as { token: string };
  const headers = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    "X-Garland-Now": NEW_YEAR,
  };
  const post = (path: string, body: object) => call(path, { method: "POST", headers, body: JSON.stringify(body) });
  return {
    token,
    post,
    get: (path: string) => call(path, { headers }),
    /** What is shown, and why, to a phone that says this of itself. */
    async look(device: Readonly<Record<string, string>> = {}): Promise<string> {
      const response = await call(`/v1/tray?${new URLSearchParams({ platform: "ios", ...device })}`, { headers });
      const { decision, reason, type } = (await response.json()) as Readonly<Record<string, string>>;
      return `${response.status} ${decision ?? type} ${reason ?? ""}`;
    },
  };
}

const SHOWN = "200 show segment";
const NOT_SHOWN = "200 none not-yet-rolled-out";

describe("whoever asks while the disk takes no more", () => {
  beforeEach(() => start());
  afterEach(() => service.stop());

  it("is answered on every route, obeyed in what they said, and shown unasked only what is on record", async () => {
    const before = await Promise.all(["seen", "off", "asked"].map(openPhone));
    expect(await before[0]?.look()).toBe(SHOWN);
    expect((await before[1]?.post("/v1/me/choices", { scope: "theme:tree", value: "out" }))?.status).toBe(200);
    expect((await before[2]?.post("/v1/me/wishes", { theme: "tree" }))?.status).toBe(200);
    const page = (await (await before[0]?.post("/v1/me/page-links", {}))?.json()) as { url: string };
    const tray = (await (await before[0]?.get("/v1/tray?platform=ios"))?.json()) as { off: { url: string } };

    service = await service.crash({ maximumFileKib: NO_ROOM_KIB });
    const [seen, off, asked, fresh] = await Promise.all(["seen", "off", "asked", "new"].map(openPhone));
    if (!seen || !off || !asked || !fresh) throw new Error("four phones");
    const moved = { timezone: "Asia/Omsk" };
    // Twice: a shard that could not write is asked otherwise the next time. And all at once, as one that fails cuts off others.
    for (const device of [moved, moved, { appVersion: "9.9.9" }]) {
      expect(await Promise.all([fresh, seen, fresh, off, asked].map((phone) => phone.look(device)))).toEqual([
        NOT_SHOWN,
        SHOWN,
        NOT_SHOWN,
        "200 none opted-out",
        "200 show asked",
      ]);
    }
    const flags = await fresh.post("/ofrep/v1/evaluate/flags", { context: { platform: "ios", ...moved } });
    expect([flags.status, await flags.text()]).toEqual([200, expect.stringContaining("not-yet-rolled-out")]);
    const lines = [seen, fresh].map(({ token }) => ({ token, platform: "ios", ...moved }));
    const batch = (await (await fresh.post("/v1/tray:batch", { lines })).json()) as { lines: { status: number }[] };
    expect(batch.lines.map(({ status }) => status)).toEqual([200, 200]);
    for (const path of [
      ...["", "/export", "/choices", "/gifts", "/wishes"].map(
        (each) => `/v1/me${each}?platform=ios&timezone=Asia/Omsk`,
      ),
      new URL(page.url).pathname,
      new URL(tray.off.url).pathname,
    ]) {
      for (const phone of [seen, fresh]) expect([path, (await phone.get(path)).status]).toEqual([path, 200]);
    }

    // As soon as there is room again, what was not kept is.
    service = await service.crash();
    const later = await openPhone("new");
    expect(await later.look(moved)).toBe(SHOWN);
    expect(await (await later.get("/v1/me/export")).text()).toContain("Asia/Omsk");
  });
});

describe("the keys of an issuer, on a disk that takes no more", () => {
  let issuer: FakeIssuer;
  beforeEach(async () => {
    issuer = await openFakeIssuer();
    await start(undefined, { SUBSCRIBER_JWKS: issuer.url, SUBSCRIBER_ISSUER: "us" });
  });
  afterEach(() => Promise.all([service.stop(), issuer.close()]));

  it("are believed as they are fetched, also new ones", async () => {
    const ask = async (kid: string) => {
      const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
      issuer.answer = { status: 200, body: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid }] }) };
      const token = await new SignJWT({ sub: "anna" })
        .setProtectedHeader({ alg: "ES256", kid })
        .setIssuer("us")
        .setAudience("garland")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey);
      const response = await fetch(`${service.origin}/v1/tray`, { headers: { Authorization: `Bearer ${token}` } });
      return response.status;
    };
    expect(await ask("1")).toBe(200);
    service = await service.crash({ maximumFileKib: NO_ROOM_KIB });
    expect(await ask("2")).toBe(200);
  });
});
