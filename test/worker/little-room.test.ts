import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ROLES } from "../../src/contract/role.ts";
import { SPACE_FILE } from "../../src/contract/disk-space.ts";
import { messageAnswerSchema } from "../../src/contract/message.ts";
import { problemSchema } from "../../src/contract/problem.ts";
import type { DiskSpace } from "../../src/domain/space-texts.ts";
import { Shard } from "../../src/shard/object.ts";
import { listRoutes, type RouteRow } from "../../src/http/route-table.ts";
import { catalog, tokenFor, useGarland } from "./client.ts";
import { people } from "./population-client.ts";
import { openAppWith, staffTokenFor } from "./open-app.ts";

const LOW: DiskSpace = { state: "low", freeBytes: 41_900_000, refusal: null };

/** What the script that runs the server would say of the disk. */
const saying = (space: DiskSpace) => ({
  fetch: async (url: string) =>
    url.endsWith(`/${SPACE_FILE}`) ? new Response(JSON.stringify(space)) : new Response(null, { status: 404 }),
});

useGarland("2024-12-01T00:00:00Z");
afterEach(() => vi.restoreAllMocks());

const { app } = openAppWith({ SPACE: saying(LOW) });
const routes = listRoutes([app]);
const namesOf = (use: RouteRow["room"]) =>
  routes.filter(({ room }) => room === use).map(({ method, path }) => `${method} ${path}`);

async function ask(method: string, path: string, token?: string, body?: unknown, headers: Record<string, string> = {}) {
  return app.request(path, {
    method,
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** What a phone of Anna's calls, on New Year's Eve. */
const AT = "2024-12-31T12:00:00Z";

async function problemOf(response: Response) {
  return problemSchema.parse(await response.json());
}

const isNoRoom = async (response: Response) =>
  response.status === 507 && (await problemOf(response)).type === "/problems/no-room";

describe("while the disk is short of room", () => {
  it("only these routes write, and only outs and stops; every route says which it is", () => {
    expect(routes.filter(({ room }) => room === undefined)).toEqual([]);
    expect(namesOf("stops")).toEqual(["POST /v1/campaigns/{key}:stop", "POST /v1/stop"]);
    expect(namesOf("heeds-outs")).toEqual([
      "POST /me/{token}",
      "POST /o/{token}",
      "POST /v1/me/choices",
      "POST /v1/me/choices:batch",
      "POST /v1/me/gifts/{id}",
      "POST /v1/messages",
      // Whoever looks somebody up to switch something off for them is on record, as ever.
      "GET /v1/support/subscribers/{id}",
      "GET /v1/support/subscribers/{id}/choices",
      "POST /v1/support/subscribers/{id}/choices",
      "POST /v1/support/subscribers:find",
    ]);
    expect(namesOf("writes-nothing").filter((name) => !name.startsWith("GET "))).toEqual([
      "POST /dev/staff-tokens",
      "POST /dev/tokens",
      "POST /ofrep/v1/evaluate/flags",
      "POST /ofrep/v1/evaluate/flags/{key}",
      "POST /v1/campaigns:check",
      "POST /v1/personas:decide",
      "POST /v1/tray:batch",
    ]);
  });

  it("every other route that writes is refused before it reads anything, with what holds and when to come again", async () => {
    const refusing = routes.filter(({ room }) => room === "refuses");
    expect(refusing.length).toBeGreaterThan(25);
    const staff = await staffTokenFor("ada", ROLES);
    const anna = await tokenFor("anna");
    const others: string[] = [];
    for (const { method, path, access } of refusing) {
      const token = access === "subscriber" ? anna : typeof access === "object" ? staff : undefined;
      const response = await ask(method, path.replaceAll(/\{[^}]+\}/g, "x"), token, "not JSON at all");
      if (response.headers.get("Retry-After") !== "60" || !(await isNoRoom(response))) others.push(`${method} ${path}`);
    }
    expect(others).toEqual([]);
  });

  it("an out is kept and obeyed, by whatever way it comes, and nothing that shows more is", async () => {
    const anna = await tokenFor("anna");
    const [support, channel] = [await staffTokenFor("vera", ["support"]), await staffTokenFor("bot", ["channel"])];
    const at = `?at=${AT}`;
    const tray = async () => {
      const response = await ask("GET", `/v1/tray${at}&platform=ios`, anna);
      return (await response.json<{ off: { url: string } }>()).off.url;
    };
    const off = new URL(await tray()).pathname;
    const choose = (value: "in" | "out", scope = "all") => ask("POST", `/v1/me/choices${at}`, anna, { scope, value });
    const all = (value: "in" | "out") =>
      ask("POST", "/v1/me/choices:batch", undefined, { scope: "theme:tree", value, lines: [{ token: anna }] });
    const agent = (value: "in" | "out") =>
      ask("POST", "/v1/support/subscribers/anna/choices", support, { scope: "gifts", value });
    for (const say of [choose, all, agent]) {
      expect((await say("out")).status).toBe(200);
      expect(await isNoRoom(await say("in"))).toBe(true);
    }
    expect((await ask("GET", "/v1/support/subscribers/anna", support)).status).toBe(200);
    expect(await isNoRoom(await ask("DELETE", "/v1/support/subscribers/anna/choices/1", support))).toBe(true);

    const form = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" };
    expect((await ask("POST", off, undefined, "List-Unsubscribe=One-Click", form)).status).toBe(200);
    const undo = await ask("POST", off, undefined, "undo=x", { ...form, "Accept-Language": "ru" });
    expect([undo.status, await undo.text()]).toEqual([507, expect.stringContaining("сейчас можно только отключать")]);

    const write = (text: string) =>
      ask("POST", "/v1/messages", channel, { subscriberId: "boris", channel: "sms", text, messageId: text });
    expect(messageAnswerSchema.parse(await (await write("СТОП")).json()).done).toBe("off-done");
    for (const text of ["включите ёлочку", "почему у меня ёлка?", "верните как было", "надоело"]) {
      const refused = await problemOf(await write(text));
      expect([text, refused.type, refused.reply?.text]).toEqual([
        text,
        "/problems/no-room",
        expect.stringContaining("напишите СТОП"),
      ]);
    }

    const { choices } = await (await ask("GET", "/v1/me/export", anna)).json<{ choices: { value: string }[] }>();
    expect(new Set(choices.map(({ value }) => value))).toEqual(new Set(["out"]));
    expect(choices.length).toBeGreaterThanOrEqual(3);
  });

  it("phones are answered, and nothing that they say or see is kept", async () => {
    const token = await tokenFor("clara");
    const query = `?at=${AT}&platform=ios&appVersion=9.9.9`;
    const tray = await (await ask("GET", `/v1/tray${query}`, token)).json();
    expect(tray).toMatchObject({ decision: "none", reason: "not-yet-rolled-out" });
    const body = await (await ask("GET", "/v1/me/export", token)).text();
    expect(body).not.toContain("9.9.9");
  });

  it("everything can be stopped, and nothing be resumed", async () => {
    const ada = await staffTokenFor("ada", ["admin", "approver"]);
    const reason = { reason: "To see." };
    expect((await ask("POST", "/v1/stop", ada, reason)).status).toBe(200);
    expect(await catalog().status()).toMatchObject({ stopped: true });
    expect(await isNoRoom(await ask("POST", "/v1/resume", ada, reason))).toBe(true);
  });

  it("health says so with what to do, and so do the metrics", async () => {
    const response = await ask("GET", "/healthz");
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({
        status: "damaged",
        objects: [],
        space: {
          ...LOW,
          sentence: {
            ru: expect.stringContaining("осталось 41 МБ") as string,
            en: expect.stringContaining("has 41 MB left") as string,
          },
        },
      }),
    ]);
    const { app: measured } = openAppWith({ SPACE: saying(LOW), METRICS: "on" });
    const headers = { Authorization: `Bearer ${await staffTokenFor("vera", ["viewer"])}` };
    const metrics = await (await measured.request("/metrics", { headers })).text();
    expect(metrics).toContain("garland_disk_free_bytes 40894464\n");
    expect(metrics).toContain("garland_disk_low 1\n");
  });
});

describe("when even the ballast's room is used up", () => {
  const { app: full } = openAppWith({ SPACE: saying({ ...LOW, state: "full" }) });

  it("an out is refused aloud without its shard being asked, and phones are answered all the same", async () => {
    const anna = await tokenFor("anna");
    const headers = { Authorization: `Bearer ${anna}`, "Content-Type": "application/json", "Accept-Language": "ru" };
    const choose = vi.spyOn(Shard.prototype, "choose");
    const body = JSON.stringify({ scope: "all", value: "out" });
    const refused = await full.request("/v1/me/choices", { method: "POST", headers, body });
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([507, "5"]);
    expect(await problemOf(refused)).toMatchObject({
      type: "/problems/not-kept",
      detail: expect.stringContaining("не сохранилось") as string,
    });
    expect(choose).not.toHaveBeenCalled();
    expect((await full.request(`/v1/tray?at=${AT}&platform=ios`, { headers })).status).toBe(200);
  });
});

describe("an import under way when room ends", () => {
  it("ends with a sentence that says up to which line, and goes on from there when there is room", async () => {
    let space: DiskSpace = { ...LOW, state: "enough" };
    const disk = { fetch: async () => new Response(JSON.stringify(space)) };
    const { app: served } = openAppWith({ SPACE: disk });
    const ada = await staffTokenFor("ada", ["admin"]);
    const lines = people(9_000).map((line) => JSON.stringify(line));
    const clock = Date.now();
    const send = (body: BodyInit) =>
      served.request("/v1/subscribers:import", {
        method: "POST",
        headers: { "Content-Type": "application/x-ndjson", Authorization: `Bearer ${ada}`, "Idempotency-Key": "k" },
        body,
      });
    const [first, rest] = [lines.slice(0, 8_500), lines.slice(8_500)].map((part) =>
      new TextEncoder().encode(`${part.join("\n")}\n`),
    );
    let part = 0;
    /** Nothing of the rest is there before it is asked for. */
    const source: UnderlyingSource<Uint8Array> = {
      pull(controller) {
        if (part === 1) {
          space = LOW;
          // What is known of the disk is a second old at most.
          vi.spyOn(Date, "now").mockReturnValue(clock + 10_000);
        }
        controller.enqueue(part === 0 ? first : rest);
        if (part++ === 1) controller.close();
      },
    };
    const body = new ReadableStream(source, { highWaterMark: 0 });
    const { type, detail } = await problemOf(await send(body));
    expect([type, detail]).toEqual([
      "/problems/no-room",
      expect.stringMatching(/^The disk is running out of room.* Everything up to line 8192 is stored\.$/),
    ]);
    const { app: roomy } = openAppWith({});
    const again = await roomy.request("/v1/subscribers:import", {
      method: "POST",
      headers: { "Content-Type": "application/x-ndjson", Authorization: `Bearer ${ada}`, "Idempotency-Key": "k" },
      body: `${lines.join("\n")}\n`,
    });
    expect(await again.json()).toMatchObject({ lines: 9_000, imported: 9_000, resumedFromLine: 8_193 });
  });
});

describe("where nobody looks after the disk", () => {
  it("there is always room", async () => {
    expect(Reflect.get(env, "SPACE")).toBeUndefined();
    const { app: other } = openAppWith({});
    expect(await (await other.request("/healthz")).json()).toMatchObject({
      status: "ready",
      space: { state: "enough", freeBytes: null, refusal: null, sentence: null },
    });
  });
});
