/**
 * Holds the imports of a tree against the table of rooms (docs/adr/0006-walls.md): `node scripts/check-walls.ts [folder]`.
 * Imports are resolved first, so a row names places and whole packages, never letters; imports of types count like any
 * other. Names each import that crosses a wall, and each circle.
 */
import { join, resolve } from "node:path";
import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import { runScript } from "./run-script.ts";

interface Wall {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Room → the rooms and the packages that it may import, besides itself. `node:` stands for everything that is Node's own. */
const WALLS: Readonly<Record<string, Wall>> = {
  "domain/.": { rooms: [], packages: [] },
  "domain/campaign": { rooms: ["domain/."], packages: [] },
  "domain/condition": { rooms: ["domain/."], packages: [] },
  "domain/decision": { rooms: ["domain/.", "domain/campaign", "domain/condition"], packages: [] },
  "domain/guard": { rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/message": { rooms: ["domain/.", "domain/campaign", "domain/decision"], packages: [] },
  "domain/rehearsal": { rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision"], packages: [] },
  "domain/review": {
    rooms: ["domain/.", "domain/campaign", "domain/condition", "domain/decision", "domain/guard"],
    packages: [],
  },
  calendar: { rooms: ["domain"], packages: ["temporal-polyfill"] },
  regex: { rooms: ["domain"], packages: ["re2js"] },
  art: { rooms: ["domain"], packages: [] },
  contract: { rooms: ["domain", "art"], packages: ["zod"] },
  tokens: { rooms: ["domain", "contract"], packages: ["@noble/hashes", "jose", "libphonenumber-js"] },
  storage: { rooms: [], packages: [] },
  shard: {
    rooms: ["domain", "calendar", "contract", "tokens", "art", "regex", "storage"],
    packages: ["cloudflare:workers"],
  },
  catalog: {
    rooms: ["domain", "calendar", "contract", "tokens", "art", "regex", "storage", "definitions.generated.ts"],
    packages: ["cloudflare:workers"],
  },
  guard: { rooms: ["domain", "calendar", "contract", "tokens", "art", "storage"], packages: ["cloudflare:workers"] },
  events: { rooms: ["domain", "contract", "storage"], packages: ["cloudflare:workers"] },
  pages: { rooms: ["domain", "contract", "tokens", "art"], packages: ["hono"] },
  http: {
    rooms: ["domain", "contract", "tokens", "art", "pages", "definitions.generated.ts"],
    packages: ["hono", "@hono/zod-openapi", "jose"],
  },
  cli: { rooms: ["domain", "contract", "art"], packages: ["zod", "node:"] },
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
  "env.ts": { rooms: ["contract"], packages: [] },
};

const escape = (text: string) => text.replace(/[.+^$()[\]{}|\\]/g, "\\$&");

/** The place of a room, as a pattern over resolved paths. */
function placeOf(room: string): string {
  if (room === "domain/.") return "^src/domain/[^/]+$";
  return room.endsWith(".ts") ? `^src/${escape(room)}$` : `^src/${escape(room)}/`;
}

/** Every file of a package; what is named with a colon is the platform's own and resolves to its name. */
function placeOfPackage(name: string): readonly string[] {
  if (name === "node:") return [];
  return [name.includes(":") ? `^${escape(name)}$` : `(^|/)node_modules/${escape(name)}/`];
}

/** A stylesheet beside a page is no module of anybody's. */
const STYLES = "^src/console/.*\\.css$";

function forbid([room, { rooms, packages }]: [string, Wall]): IForbiddenRuleType {
  const allowed = [room, ...rooms].map(placeOf);
  return {
    name: `walls of ${room}`,
    severity: "error",
    comment: `src/${room} may import ${[...rooms, ...packages].join(", ") || "nothing"}`,
    from: { path: placeOf(room) },
    to: {
      pathNot: [...allowed, ...packages.flatMap(placeOfPackage), STYLES],
      ...(packages.includes("node:") ? { dependencyTypesNot: ["core"] } : {}),
    },
  };
}

const RULES: readonly IForbiddenRuleType[] = [
  ...Object.entries(WALLS).map(forbid),
  {
    name: "no circle",
    severity: "error",
    comment: "no file imports itself by way of others, not even for a type",
    from: {},
    to: { circular: true },
  },
  {
    name: "no room without a row",
    severity: "error",
    comment: "every file in src stands in a room of the table; only index.ts joins them",
    from: { path: "^src/", pathNot: [...Object.keys(WALLS).map(placeOf), "^src/index\\.ts$"] },
    to: {},
  },
];

const root = join(import.meta.dirname, "..");

await runScript(checkWalls);

async function checkWalls(): Promise<void> {
  const folder = resolve(process.argv[2] ?? root);
  const { output } = await cruise(["src"], {
    baseDir: folder,
    parser: "swc",
    tsPreCompilationDeps: true,
    moduleSystems: ["es6"],
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".json"],
      conditionNames: ["import", "types", "default"],
      exportsFields: ["exports"],
    },
    validate: true,
    ruleSet: { forbidden: [...RULES] },
  });
  if (typeof output === "string") throw new Error(output);
  const { totalCruised, totalDependenciesCruised = 0, violations } = output.summary;
  if (violations.length > 0) throw new Error(violations.map(describe).join("\n"));
  if (totalDependenciesCruised === 0) throw new Error(`Nothing was read in ${folder}.`);
  console.log(`${totalDependenciesCruised} imports of ${totalCruised} modules stay within the walls`);
}

function describe({ from, to, rule, cycle, comment }: ICruiseResult["summary"]["violations"][number]): string {
  const path = [from, ...(cycle?.map(({ name }) => name) ?? [to])].join(" → ");
  return `${path}\n    ${rule.name}: ${comment ?? ""}`;
}
