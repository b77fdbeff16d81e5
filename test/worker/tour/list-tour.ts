/**
 * `npm run tour`: which of our files have functions that run for one `GET /v1/tray` and for one `POST /v1/me/choices`, by the
 * counters of the coverage tool. These are the files to open for whoever follows a request.
 */
import { exports } from "cloudflare:workers";
import { it } from "vitest";
import { ORIGIN, tokenFor, useGarland } from "../client.ts";

useGarland("2026-12-01T00:00:00Z");

interface FileCoverage {
  readonly path: string;
  /** How often each function ran. */
  readonly f: Readonly<Record<string, number>>;
}

const DEVICE = "platform=ios&appVersion=6.0.0&locale=ru-RU&timezone=Europe/Moscow";
const TRAY = `/v1/tray?${DEVICE}`;

it("lists the files that a request runs through", async () => {
  const headers = { Authorization: `Bearer ${await tokenFor("demo-000042")}`, "Content-Type": "application/json" };
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await exports.default.fetch(new Request(new URL(path, ORIGIN), { headers, ...init }));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.text();
  };
  const choose = (theme: string) =>
    ask(`/v1/me/choices?${DEVICE}`, {
      method: "POST",
      body: JSON.stringify({ scope: `theme:${theme}`, value: "out" }),
    });
  // The first of each builds what later ones use.
  await ask(TRAY);
  await choose("hearts");
  print("GET /v1/tray", await filesOf(() => ask(TRAY)));
  print("POST /v1/me/choices", await filesOf(() => choose("tree")));
});

async function filesOf(run: () => Promise<void>): Promise<readonly string[]> {
  const before = readCounters();
  await run();
  return [...readCounters()]
    .filter(([path, calls]) => path.includes("/src/") && calls > (before.get(path) ?? 0))
    .map(([path]) => path.slice(path.indexOf("/src/") + 1))
    .sort();
}

/** Calls of each file's functions so far. */
function readCounters(): ReadonlyMap<string, number> {
  // Parsed boundary: the coverage tool keeps its counters here.
  const coverage = Reflect.get(globalThis, "__VITEST_COVERAGE__") as Record<string, FileCoverage> | undefined;
  if (coverage === undefined) throw new Error("There are no counters; run this as npm run tour.");
  const sum = (calls: FileCoverage["f"]) => Object.values(calls).reduce((total, count) => total + count, 0);
  return new Map(Object.values(coverage).map(({ path, f }) => [path, sum(f)]));
}

function print(name: string, files: readonly string[]): void {
  console.log(`${name}: ${files.length} files\n${files.map((file) => `  ${file}`).join("\n")}`);
}
