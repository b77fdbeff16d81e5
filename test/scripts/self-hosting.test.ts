import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONELY_KEY_SET, RANDOM_KEY } from "../support/random-key.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { serveRefused, serveUntilReady } from "../support/serve-process.ts";
import { WRANGLER_TOML, wranglerEnvironment } from "../../scripts/wrangler-environment.ts";
import { openFakeIssuer } from "../support/fake-issuer.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);
/** Nobody listens there: whoever calls out fails at once. */
const NO_NETWORK = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

let folder: string;
let dist: string;
let uploaded: string;
let service: ChildProcess | undefined;

/** The bundle as `npm run deploy` would upload it, made without a network; self-hosting serves it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-"));
  dist = join(folder, "dist");
  const env = { ...wranglerEnvironment(), ...NO_NETWORK, CLOUDFLARE_API_TOKEN: "" };
  await run("npm", ["run", "build:console"], { cwd: root, env });
  const wrangler = join(root, "node_modules/.bin/wrangler");
  const { stdout } = await run(wrangler, ["deploy", "--dry-run", "--outdir", dist, ...WRANGLER_TOML], {
    cwd: root,
    env,
  });
  uploaded = stdout;
}, 180_000);

afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

/** What production needs; nobody has to be there to serve. */
const PRODUCTION = {
  ENVIRONMENT: "production",
  SHARDS: "2",
  PUBLIC_ORIGIN: "https://garland.example",
  SUBSCRIBER_JWKS: LONELY_KEY_SET,
  SUBSCRIBER_ISSUER: "https://id.example",
  STAFF_JWKS: LONELY_KEY_SET,
  STAFF_ISSUER: "https://sso.example",
  STAFF_AUDIENCE: "garland-console",
  LINK_KEYS: `1:${RANDOM_KEY}`,
};

/** Starts `npm run serve`, and returns where it answers as soon as it says so. */
async function serve(data: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const serving = await serveUntilReady({
    data,
    variables: { OFF_SMS_NUMBER: "0000", GARLAND_DIST: dist, ...variables },
  });
  service = serving.child;
  return serving.origin;
}

/** Serves production with the configuration that `npm run serve` wrote there last, whatever it had found. */
async function serveRegardless(data: string): Promise<string> {
  const build = join(data, "build");
  const config = join(build, "garland.capnp");
  const origin = `http://127.0.0.1:${await findFreePort()}`;
  const described = await readFile(config, "utf8");
  // Where the script told how much room there is; it has gone with the script.
  const spaceless = described.replace(/.*name = "(?:SPACE|space)".*\n/g, "");
  await writeFile(config, spaceless.replace(/127\.0\.0\.1:\d+/, new URL(origin).host));
  const env = { ...process.env, OFF_SMS_NUMBER: "0000", ...PRODUCTION };
  service = spawn(join(root, "node_modules/.bin/workerd"), ["serve", config], { cwd: build, env, stdio: "ignore" });
  await expect
    .poll(
      () =>
        fetch(origin).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  return origin;
}

/** Stops it as systemd does, and returns its exit code. */
async function stop(): Promise<number | null> {
  const child = service;
  service = undefined;
  if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return child.exitCode;
}

/** `npm run backup`, of the service that runs. */
async function backUp(data: string, target: string): Promise<void> {
  const env = { ...process.env, GARLAND_DATA: data };
  await run(join(root, "node_modules/.bin/node"), ["scripts/garland.ts", "backup", target], { cwd: root, env });
}

/** An address that webhooks can call: remembers each delivery, and answers with `status`. */
async function openPager() {
  const pager = { heard: new Array<string>(), status: 204, url: "" };
  const server = createHttpServer((request, response) => {
    pager.heard.push(String(request.headers["garland-delivery"]));
    response.writeHead(pager.status).end();
  });
  const port = await findFreePort();
  await once(server.listen(port, "127.0.0.1"), "listening");
  pager.url = `http://127.0.0.1:${port}/pager`;
  return { pager, close: () => server.close() };
}

/** As if the service had been stopped for long: what the catalog has planned, and its alarm, are overdue. */
async function letTimePass(data: string): Promise<void> {
  const catalog = join(data, "objects/Catalog");
  for (const name of (await readdir(catalog)).filter((each) => each.endsWith(".sqlite"))) {
    const database = new DatabaseSync(join(catalog, name));
    database.exec(
      name === "metadata.sqlite"
        ? "UPDATE _cf_ALARM SET scheduled_time = 1"
        : "UPDATE deliveries SET next_attempt_at = 1; UPDATE _cf_METADATA SET value = 1 WHERE key = 1",
    );
    database.close();
  }
}

/** An admin of the running service. */
async function openAdmin(origin: string) {
  const json = { "Content-Type": "application/json" };
  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(origin + path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });
  const answer = await post("/dev/staff-tokens", { name: "ada", roles: ["admin", "approver"] }, {});
  // Parsed boundary: these routes have tests of their own.
  const { token } = (await answer.json()) as { token: string };
  return async (path: string, body: unknown = {}, type = "application/json") => {
    const response = await post(path, body, { Authorization: `Bearer ${token}`, "Content-Type": type });
    if (!response.ok) throw new Error(await response.text());
    // Parsed boundary, as above.
    return (await response.json()) as { readonly id: string };
  };
}

/** What is looked at of a tray here. */
interface ShortTray {
  readonly epoch: number;
  readonly off: { readonly url: string; readonly sms?: { readonly number: string; readonly text: string } };
}

/** A client for one person of the running service. */
async function openPerson(origin: string, subscriberId = "anna") {
  const json = { "Content-Type": "application/json" };
  const answer = await fetch(`${origin}/dev/tokens`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ subscriberId }),
  });
  // Parsed boundary: these routes have tests of their own.
  const { token } = (await answer.json()) as { token: string };
  const headers = { ...json, Authorization: `Bearer ${token}` };
  return {
    tray: async () => {
      const response = await fetch(`${origin}/v1/tray?platform=ios`, { headers });
      return { status: response.status, tray: (await response.json()) as ShortTray };
    },
    say: (choice: object, query = "") =>
      fetch(`${origin}/v1/me/choices${query}`, { method: "POST", headers, body: JSON.stringify(choice) }),
    erase: () => fetch(`${origin}/v1/me`, { method: "DELETE", headers }),
    flags: async () => {
      const response = await fetch(`${origin}/ofrep/v1/evaluate/flags`, { method: "POST", headers, body: "{}" });
      return response.text();
    },
    choices: async () => {
      const response = await fetch(`${origin}/v1/me`, { headers });
      return JSON.stringify(((await response.json()) as { choices: unknown }).choices);
    },
  };
}

/** Which of some texts can be read in any file of a folder. */
async function findTexts(data: string, texts: readonly string[]): Promise<readonly string[]> {
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
  return texts.filter((text) => contents.some((bytes) => bytes.includes(text)));
}

describe("npm run deploy", () => {
  it("would upload one bundle with every object and the files, and needs no network to say so", async () => {
    const bundle = await readFile(join(dist, "index.js"), "utf8");
    for (const name of ["Shard", "Catalog", "Events", "Guard"]) {
      expect(uploaded).toContain(`env.${name.toUpperCase()} (${name})`);
      expect(bundle).toMatch(new RegExp(`\\b${name}\\b[^}]*\\bindex_default as default|\\b${name}\\b`));
    }
    expect(uploaded).toContain("env.ASSETS");
    expect(uploaded).toContain('env.ENVIRONMENT ("production")');
    expect(uploaded).toContain('env.SHARDS ("256")');
    expect(uploaded).toContain("--dry-run: exiting now.");
    // The smallest plan of the platform takes 3 MiB once it is compressed.
    expect(gzipSync(bundle).length).toBeLessThan(1024 * 1024);
    expect(existsSync(join(root, "public/console/index.html"))).toBe(true);
  });
});

describe("npm run serve", () => {
  it("serves everything, keeps what people chose over a restart from a copied folder, and stops when it is told", async () => {
    const data = join(folder, "data");
    await mkdir(data);
    let origin = await serve(data);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);

    let person = await openPerson(origin);
    const before = await person.tray();
    expect(before.status).toBe(200);
    expect(before.tray.off.sms).toEqual({ number: "0000", text: "СТОП" });
    const link = new URL(before.tray.off.url).pathname;
    const manifest = JSON.parse(await readFile(join(root, "public/i/manifest.json"), "utf8"));
    const [art = ""] = JSON.stringify(manifest).match(/[a-z-]+\.[0-9a-f]+\.svg/) ?? [];
    const [script = ""] = /\/console\/assets\/[^"]+\.js/.exec(await (await fetch(`${origin}/console`)).text()) ?? [];
    const types = await Promise.all(
      [`/i/${art}`, "/console", script, "/static/page.css", "/schemas/tray.v1.json", link].map(async (path) => {
        const response = await fetch(origin + path, { headers: { Accept: "text/html" } });
        await response.body?.cancel();
        return [response.status, response.headers.get("Content-Type")?.split(";")[0]];
      }),
    );
    expect(types).toEqual([
      [200, "image/svg+xml"],
      [200, "text/html"],
      [200, "text/javascript"],
      [200, "text/css"],
      [200, "application/json"],
      [200, "text/html"],
    ]);

    expect((await person.say({ scope: "all", value: "out" })).status).toBe(200);
    const chosen = await person.choices();
    expect(chosen).toContain('"all"');
    expect(await stop()).toBe(0);
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow("fetch failed");

    const copied = join(folder, "copied");
    await cp(data, copied, { recursive: true });
    await rm(data, { recursive: true });
    origin = await serve(copied);
    person = await openPerson(origin);
    expect(await person.choices()).toBe(chosen);
    expect((await person.tray()).tray.epoch).toBeGreaterThanOrEqual(before.tray.epoch);
    expect(await stop()).toBe(0);
  });

  it("does what an alarm is set for, also when its time came while the service was stopped", async () => {
    const data = join(folder, "alarms");
    const { pager, close } = await openPager();
    let post = await openAdmin(await serve(data));
    const { id } = await post("/v1/webhooks", { url: pager.url });
    // The route only stores a delivery and sets the alarm, which sends it.
    const first = await post(`/v1/webhooks/${id}:test`);
    await expect.poll(() => pager.heard, { timeout: 20_000 }).toEqual([first.id]);

    pager.status = 500;
    const second = await post(`/v1/webhooks/${id}:test`);
    await expect.poll(() => pager.heard, { timeout: 20_000 }).toEqual([first.id, second.id]);
    expect(await stop()).toBe(0);

    await letTimePass(data);
    pager.heard.length = 0;
    pager.status = 204;
    post = await openAdmin(await serve(data));
    await expect.poll(() => pager.heard, { timeout: 20_000 }).toEqual([second.id]);
    expect(await stop()).toBe(0);
    close();
  });

  it("goes on from a backup that was made while it ran, even with shards older than the catalog", async () => {
    const data = join(folder, "running");
    const origin = await serve(data);
    const person = await openPerson(origin);
    expect((await person.say({ scope: "all", value: "out" })).status).toBe(200);
    const chosen = await person.choices();
    const early = join(folder, "early");
    const late = join(folder, "late");
    await backUp(data, early);
    expect(await person.flags()).not.toContain('"DISABLED"');
    const post = await openAdmin(origin);
    await post("/v1/stop", { reason: "enough" });
    await backUp(data, late);
    await expect(backUp(data, late)).rejects.toThrow("is there already");
    expect((await person.say({ scope: "theme:tree", value: "in" })).status).toBe(200);
    const { tray: last } = await person.tray();
    expect(await stop()).toBe(0);

    await rm(join(late, "objects/Shard"), { recursive: true });
    await cp(join(early, "objects/Shard"), join(late, "objects/Shard"), { recursive: true });
    const restored = await openPerson(await serve(late));
    expect(await restored.choices()).toBe(chosen);
    expect(await restored.flags()).toContain('"DISABLED"');
    // A phone drops answers of before the one that it has; these are of after it, although the copy is older.
    expect((await restored.tray()).tray.epoch).toBeGreaterThan(last.epoch);
    expect(await stop()).toBe(0);
  });

  it("starts although a shard's file is gone, and serves everybody else", async () => {
    const data = join(folder, "one-gone");
    await serve(data);
    await stop();
    const shards = join(data, "objects/Shard");
    const [file = ""] = (await readdir(shards)).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
    await rm(join(shards, file));
    const health = await fetch(`${await serve(data)}/healthz`);
    expect([health.status, await health.text()]).toEqual([503, expect.stringContaining(`objects/Shard/${file}`)]);
    expect(await stop()).toBe(0);
  });

  it("says at the start that data was made in the other environment, and then serves no request of any kind", async () => {
    const [made, other] = [join(folder, "made-in-development"), join(folder, "made-in-production")];
    await serve(made);
    await stop();
    await expect(serve(made, PRODUCTION)).rejects.toThrow(
      /refuses to start. This data was made with ENVIRONMENT=development; .*=production does not serve it/,
    );
    const origin = await serveRegardless(made);
    for (const [method, path] of [
      ["GET", "/v1/tray?platform=ios"],
      ["POST", "/v1/me/choices"],
      ["POST", "/ofrep/v1/evaluate/flags"],
      ["GET", "/o/token"],
      ["POST", "/v1/stop"],
      ["GET", "/console/"],
      ["GET", "/healthz"],
    ] as const) {
      const response = await fetch(origin + path, {
        method,
        headers: { Accept: "application/json", "Accept-Language": "ru" },
      });
      expect({ path, status: response.status, said: await response.text() }).toEqual({
        path,
        status: 500,
        said: expect.stringContaining("Эти данные созданы с ENVIRONMENT=development"),
      });
    }
    await stop();

    await serve(other, PRODUCTION);
    await stop();
    await expect(serve(other)).rejects.toThrow(/This data was made with ENVIRONMENT=production/);
    expect((await fetch(`${await serve(other, PRODUCTION)}/healthz`)).status).toBe(200);
    expect(await stop()).toBe(0);
    expect((await fetch(`${await serve(made)}/healthz`)).status).toBe(200);
    expect(await stop()).toBe(0);
  });

  it("names each variable that is not right before it keeps anything of it", async () => {
    const data = join(folder, "mistaken");
    const { LINK_KEYS: _, ...rest } = PRODUCTION;
    await expect(serve(data, { ...rest, LINK_KEYS: "", SHARDS: "2" })).rejects.toThrow("LINK_KEYS is required");
    await expect(serve(data, { ...PRODUCTION, SHARDS: "abc" })).rejects.toThrow("SHARDS");
    expect(existsSync(join(data, "shards"))).toBe(false);
  });

  it("lets people in while the issuer of their tokens is down, also when it is started then", async () => {
    const data = join(folder, "issuer");
    const issuer = await openFakeIssuer();
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    issuer.answer = { status: 200, body: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1" }] }) };
    const variables = { SUBSCRIBER_JWKS: issuer.url, SUBSCRIBER_ISSUER: "us" };
    const sign = (kid: string) =>
      new SignJWT({ sub: "anna" })
        .setProtectedHeader({ alg: "ES256", kid })
        .setIssuer("us")
        .setAudience("garland")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey);
    const ask = async (origin: string, kid: string) => {
      const headers = { Authorization: `Bearer ${await sign(kid)}` };
      return (await fetch(`${origin}/v1/tray`, { headers })).status;
    };
    const origin = await serve(data, variables);
    expect([await ask(origin, "1"), await ask(origin, "2")]).toEqual([200, 401]);
    expect(issuer.fetches).toBe(1);
    await issuer.close();
    expect(await stop()).toBe(0);

    const later = await serve(data, variables);
    expect([await ask(later, "1"), await ask(later, "2")]).toEqual([200, 503]);
    expect(await stop()).toBe(0);
  });

  it("leaves nothing to read of an erased notice, nor of what phone and operator said, in its files and in a backup", async () => {
    const data = join(folder, "erasure");
    const planted = ["notice-of-an-out/1", "notice-of-an-in/1", "97.31.4159", '"region":"RU-CHU"'];
    const [ofOut = "", ofIn = "", version = ""] = planted;
    const first = await serve(data);
    const line = { subscriberId: "anna", attributes: { region: "RU-CHU", birthYear: 1987, lineType: "consumer" } };
    await (
      await openAdmin(first)
    )("/v1/subscribers:import", line, "application/x-ndjson");
    let person = await openPerson(first);
    for (const choice of [
      { scope: "all", value: "out", notice: ofOut },
      { scope: "theme:tulip", value: "in", notice: ofIn },
    ]) {
      expect((await person.say(choice, `?platform=ios&appVersion=${version}`)).status).toBe(200);
    }
    // With others in the same pages, what is freed is not used again at once.
    for (let other = 0; other < 20; other++) await (await openPerson(first, `other-${other}`)).tray();
    expect(await stop()).toBe(0);
    expect(await findTexts(data, planted)).toEqual(planted);

    person = await openPerson(await serve(data));
    expect((await person.erase()).status).toBe(204);
    expect(await person.choices()).toContain('"out"');
    const backedUp = join(folder, "erased");
    await backUp(data, backedUp);
    expect(await findTexts(backedUp, planted)).toEqual([]);
    expect(await stop()).toBe(0);
    expect(await findTexts(data, planted)).toEqual([]);

    // Written anew while it is stopped, the data are rid of what else was deleted, and serve as before.
    const anew = join(folder, "anew");
    await backUp(data, anew);
    person = await openPerson(await serve(anew));
    expect(await person.choices()).toContain('"out"');
    expect(await stop()).toBe(0);
  });

  it("refuses another number of shards than it was started with", async () => {
    const data = join(folder, "other");
    await serve(data);
    await stop();
    expect(await serveRefused({ data, variables: { GARLAND_DIST: dist, SHARDS: "3" } })).toEqual({
      code: 1,
      said: "This installation was started with SHARDS=2; it can't be 3 now.\n",
    });
  });
});
