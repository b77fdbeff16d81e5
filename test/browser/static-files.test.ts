import { describe, expect, inject, it } from "vitest";
import { traySchema } from "../../src/contract/tray.ts";

const origin = inject("sharedOrigin");

const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, origin), { headers });

async function fetchShownTray() {
  const atNewYear = { "X-Garland-Now": "2026-12-31T12:00:00Z" };
  const response = await fetch(new URL("/dev/tokens", origin), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...atNewYear },
    body: JSON.stringify({ subscriberId: "anna" }),
  });
  // Parsed boundary: the route's own test checks the answer's shape.
  const { token } = (await response.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, ...atNewYear };
  // Others who share this service may have a guard halt the tree; whoever asks for it keeps it.
  const asked = await fetch(new URL("/v1/me/choices", origin), {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ scope: "theme:tree", value: "in" }),
  });
  expect(asked.ok).toBe(true);
  const tray = await get("/v1/tray?platform=ios", headers);
  return traySchema.parse(await tray.json());
}

describe("the art that a tray names", () => {
  it("is there in every form, with its type, for any origin, and never has to be fetched again", async () => {
    const { decoration } = await fetchShownTray();
    const files = [
      [decoration?.web.svg ?? "", "image/svg+xml"],
      ...Object.values(decoration?.android.png ?? {}).map((address) => [address, "image/png"]),
    ];
    expect(files).toHaveLength(6);
    for (const [address = "", type] of files) {
      const response = await get(address);
      expect([address, response.status, response.headers.get("Content-Type")]).toEqual([address, 200, type]);
      expect(response.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  });

  it("is a problem document where it does not exist, and that is not kept", async () => {
    const response = await get("/i/tree.000000000000.svg");
    expect(response.status).toBe(404);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("other static files", () => {
  it("have their types", async () => {
    expect((await get("/static/page.css")).headers.get("Content-Type")).toMatch(/^text\/css/);
    const schema = await get("/schemas/tray.v1.json");
    expect(schema.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(schema.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(await schema.json()).toMatchObject({ title: "Tray payload, version 1", properties: { epoch: {} } });
  });

  it("are asked for again where their name may get another content", async () => {
    for (const path of ["/static/page.css", "/schemas/tray.v1.json", "/i/manifest.json"]) {
      const cacheControl = (await get(path)).headers.get("Cache-Control") ?? "";
      expect(cacheControl).not.toContain("immutable");
      expect(Number(/max-age=(\d+)/.exec(cacheControl)?.[1] ?? 0)).toBeLessThanOrEqual(300);
    }
  });
});
