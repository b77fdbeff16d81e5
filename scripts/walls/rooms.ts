/** What a room may reach, besides itself. */
export interface Wall {
  /** Other rooms; `domain` stands for all of the domain's. */
  readonly rooms: readonly string[];
  /** Whole packages, and the platform's own modules by their full names. */
  readonly packages: readonly string[];
  /** Those of `CLOSED_GLOBALS` that it may name. */
  readonly globals?: readonly string[];
}

/** A Durable Object knows the Worker's bindings. */
const OBJECT = { packages: ["cloudflare:workers"], globals: ["Env"] } as const;
/** So does one that gets its place in the runtime from `storage`. */
const IDENTIFIED_OBJECT = { packages: [], globals: ["Env"] } as const;

/** Room → what it may reach. A room is a folder of `src` or one of its files; `domain/.` are the files in `domain` itself. */
export const WALLS: Readonly<Record<string, Wall>> = {
  "domain/.": { rooms: [], packages: [] },
  "domain/campaign": { rooms: ["domain/.", "domain/condition"], packages: [] },
  "domain/condition": { rooms: ["domain/."], packages: [] },
  "domain/decision": { rooms: ["domain/.", "domain/campaign", "domain/condition"], packages: [] },
  "domain/guard": { rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/policy": {
    rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision", "domain/guard"],
    packages: [],
  },
  "domain/message": { rooms: ["domain/.", "domain/campaign", "domain/decision"], packages: [] },
  "domain/rehearsal": { rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/review": {
    rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision", "domain/guard", "domain/policy"],
    packages: [],
  },
  calendar: { rooms: ["domain"], packages: ["temporal-polyfill"] },
  regex: { rooms: ["domain"], packages: ["re2js"] },
  art: { rooms: ["domain"], packages: [] },
  gzip: { rooms: [], packages: ["node:stream", "node:zlib"] },
  contract: { rooms: ["domain", "art"], packages: ["zod"] },
  tokens: { rooms: ["domain", "contract"], packages: ["@noble/ciphers", "@noble/hashes", "jose", "libphonenumber-js"] },
  storage: { rooms: ["domain/."], ...OBJECT },
  shard: { rooms: ["domain", "calendar", "contract", "tokens", "art", "regex", "storage"], ...IDENTIFIED_OBJECT },
  catalog: {
    rooms: ["domain", "calendar", "contract", "tokens", "art", "regex", "storage", "definitions.generated.ts"],
    ...OBJECT,
  },
  guard: { rooms: ["domain", "calendar", "contract", "tokens", "art", "storage"], ...IDENTIFIED_OBJECT },
  events: { rooms: ["domain", "contract", "storage"], packages: [] },
  pages: { rooms: ["domain", "contract", "tokens", "art"], packages: ["hono"] },
  http: {
    rooms: ["domain", "contract", "tokens", "art", "gzip", "pages", "definitions.generated.ts"],
    packages: ["hono", "@hono/zod-openapi", "jose"],
  },
  cli: {
    rooms: ["domain", "contract", "art", "gzip"],
    packages: ["zod", "node:crypto", "node:fs", "node:path", "node:stream", "node:timers", "node:util", "node:zlib"],
    globals: ["process", "Buffer"],
  },
  console: {
    rooms: ["domain", "contract", "art"],
    packages: [
      "@mantine/core",
      "@mantine/hooks",
      "@react-querybuilder/mantine",
      "@tanstack/react-query",
      "@tanstack/react-router",
      "react",
      "react-dom",
      "react-querybuilder",
      "recharts",
      "zod",
    ],
  },
  "definitions.generated.ts": { rooms: ["contract"], packages: [] },
  "env.ts": { rooms: ["contract"], packages: [], globals: ["Env"] },
  "index.ts": {
    rooms: ["tokens", "env.ts", "http", "catalog", "events", "guard", "shard"],
    packages: [],
    globals: ["Env"],
  },
};

/** What leads out of a room without an import: the platform's, Node's, and whatever loads or makes code. */
export const CLOSED_GLOBALS: readonly string[] = [
  "Env",
  "Cloudflare",
  "DurableObjectNamespace",
  "DurableObjectStub",
  "process",
  "Buffer",
  "NodeJS",
  "global",
  "globalThis",
  "self",
  "require",
  "module",
  "exports",
  "__dirname",
  "__filename",
  "eval",
  "Function",
  "importScripts",
  "Worker",
  "SharedWorker",
  "WebAssembly",
];

/** Where the console's page and styles lie; elsewhere `src` holds TypeScript only. */
const STYLED_ROOM = "console";

/** The room of a path such as `src/http/app.ts`; undefined: no row of the table has it. */
export function roomOf(path: string): string | undefined {
  const [, first = "", second, ...deeper] = path.split("/");
  const isLoose = second === undefined;
  const room = first === "domain" && !isLoose ? `domain/${deeper.length === 0 ? "." : second}` : first;
  return Object.hasOwn(WALLS, room) && isLoose === room.endsWith(".ts") ? room : undefined;
}

/** Whether files of that name may lie in the room at all. */
export function mayHold(room: string, path: string): boolean {
  if (/\.(css|html)$/.test(path)) return room === STYLED_ROOM;
  return /\.tsx?$/.test(path) && !path.endsWith(".d.ts");
}

/** What a `.tsx` file of the room imports without saying so (`jsxImportSource` in the tsconfigs). */
export function jsxPackageOf(room: string): string {
  return room === STYLED_ROOM ? "react" : "hono";
}

/** Whether a room may reach another, or a package by its name. */
export function mayReach(room: string, target: string): boolean {
  const wall = WALLS[room];
  if (wall === undefined) return false;
  if (room === target || wall.rooms.includes(target) || wall.packages.includes(target)) return true;
  return target.startsWith("domain/") && wall.rooms.includes("domain");
}

/** A room's row, as a sentence. */
export function describeRow(room: string): string {
  const { rooms = [], packages = [], globals = [] } = WALLS[room] ?? {};
  const may = [...rooms, ...packages].join(", ") || "nothing";
  return `${room} may import ${may}${globals.length === 0 ? "" : `, and name ${globals.join(", ")}`}`;
}
