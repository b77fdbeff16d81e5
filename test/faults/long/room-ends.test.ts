import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "../../../scripts/bundle.ts";
import { endAllServing, serveUntilReady, stopServing, type Serving } from "../../support/serve-process.ts";
import { mountSmallDisk } from "../../support/small-disk.ts";

const MIB = 1024 ** 2;
const POLL = { timeout: 30_000, interval: 200 };

const disk = mountSmallDisk(48);
let folder: string;
let dist: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "garland-room-"));
  dist = join(folder, "dist");
  await bundleWorker(dist);
});
afterEach(endAllServing);
afterAll(async () => {
  disk?.remove();
  await rm(folder, { recursive: true, force: true });
});

const data = join(disk?.folder ?? "", "data");
const ballastBytes = () => statSync(join(data, "ballast"), { throwIfNoEntry: false })?.size ?? 0;
const start = () => serveUntilReady({ data, variables: { GARLAND_DIST: dist, GARLAND_BALLAST_MIB: "2" } });

function openService({ origin }: Serving) {
  const send = (path: string, body: object, token?: string) =>
    fetch(origin + path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const tokenBy = async (path: string, body: object) => {
    const { token } = (await (await send(path, body)).json()) as { token: string };
    return token;
  };
  return {
    send,
    staff: () => tokenBy("/dev/staff-tokens", { name: "ada", roles: ["admin", "approver"] }),
    subscriber: (subscriberId: string) => tokenBy("/dev/tokens", { subscriberId }),
    async health() {
      const response = await fetch(`${origin}/healthz`);
      const { status, space } = (await response.json()) as { status: string; space: { state: string } };
      return [response.status, status, space.state];
    },
    async choose(token: string, value: "in" | "out", scope = "all") {
      return (await send("/v1/me/choices", { scope, value }, token)).status;
    },
    async tray(token: string) {
      const response = await fetch(`${origin}/v1/tray?platform=ios`, { headers: { Authorization: `Bearer ${token}` } });
      return response.status;
    },
    async choices(token: string) {
      const headers = { Authorization: `Bearer ${token}` };
      const exported = await (await fetch(`${origin}/v1/me/export`, { headers })).json();
      return (exported as { choices: { scope: string; value: string }[] }).choices.map(
        ({ scope, value }) => `${value}:${scope}`,
      );
    },
  };
}

describe.skipIf(disk === undefined)("a server whose disk runs full", () => {
  it("keeps outs and stops by its ballast, refuses the rest, says so, and goes on by itself; nothing acknowledged is lost", async () => {
    let serving = await start();
    let service = openService(serving);
    const anna = await service.subscriber("anna");
    expect(await service.choose(anna, "in")).toBe(200);
    await expect.poll(ballastBytes, POLL).toBe(2 * MIB);
    await disk?.fillUpTo(3 * MIB);
    await expect.poll(service.health, POLL).toEqual([503, "damaged", "low"]);
    expect(ballastBytes()).toBe(MIB / 4);
    expect(await service.choose(anna, "out")).toBe(200);
    expect(await service.choose(anna, "in")).toBe(507);
    expect(await service.tray(anna)).toBe(200);
    const ada = await service.staff();
    const reason = { reason: "The disk is full." };
    expect((await service.send("/v1/stop", reason, ada)).status).toBe(200);
    expect((await service.send("/v1/resume", reason, ada)).status).toBe(507);

    // Somebody takes what the ballast was, too. What can't be kept is refused aloud; after a kill the rest is there.
    await disk?.fillUpTo(0);
    const kept = ["in:all", "out:all"];
    for (let word = 0; word < 60; word++) {
      const scope = word % 2 === 0 ? "theme:tree" : "theme:tulip";
      const status = await service.choose(anna, "out", scope);
      expect([200, 507, 503]).toContain(status);
      if (status === 200 && !kept.includes(`out:${scope}`)) kept.push(`out:${scope}`);
    }
    await expect.poll(service.health, POLL).toEqual([503, "damaged", "full"]);
    // Shards whose words could not be written are opened anew, by what was kept back for that; and no word tries again.
    await expect.poll(() => service.tray(anna), POLL).toBe(200);
    expect(await service.choose(anna, "out", "theme:hearts")).toBe(507);
    expect(await service.tray(anna)).toBe(200);
    serving.child.kill("SIGKILL");
    await serving.ended();

    // And it starts on a full disk.
    await expect.poll(async () => (serving = await start()).pid, POLL).toBeGreaterThan(0);
    service = openService(serving);
    expect(serving.said()).toContain("The disk takes nothing for ");
    await disk?.empty();
    await expect.poll(service.health, POLL).toEqual([200, "ready", "enough"]);
    expect(serving.said()).toContain("The disk has room again: ");
    expect(ballastBytes()).toBe(2 * MIB);
    const after = await service.choices(anna);
    expect(kept.filter((word) => !after.includes(word))).toEqual([]);
    expect(await service.choose(anna, "in", "theme:tree")).toBe(200);
    expect(await stopServing(serving)).toBe(0);
  });
});
