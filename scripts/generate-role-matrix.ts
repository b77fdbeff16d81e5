/**
 * Writes the tables of `docs/roles.md` from the routes themselves: who may call what. With `--check` it writes nothing
 * and fails if they are out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { ROLES, type RoleList } from "../src/contract/role.ts";
import type { Access } from "../src/http/access/gate.ts";
import { listRoutes, type RouteGroup, type RouteRow } from "../src/http/route-table.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "docs/roles.md");
const MARKED = /(<!-- roles:begin -->\n)[^]*(<!-- roles:end -->)/;

/** The other kinds of callers, in the order of the tables. */
const OTHERS: Readonly<Record<Exclude<Access, RoleList>, string>> = {
  subscriber: "Subscribers, with a token of their own",
  evaluator: "Subscribers, and machines that evaluate flags for them (roles `channel` and `admin`)",
  anyone: "Anyone",
  development: "Whoever develops; not there when `ENVIRONMENT=production`",
};

/** Node runs no .tsx, so Vite loads the routes. They call nothing of the Workers runtime when they are declared. */
async function loadRoutes(): Promise<readonly RouteRow[]> {
  const { module } = await runnerImport<{ routeGroups: readonly RouteGroup[] }>(join(root, "src/http/app.ts"), {
    root,
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  });
  return listRoutes(module.routeGroups);
}

/** A table whose columns are as wide as their widest cell, as the formatter leaves it. */
function drawTable(header: readonly string[], rows: readonly (readonly string[])[], centred: boolean): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), 3));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const pad = (cell: string, column: number) => {
    const room = (widths[column] ?? 0) - cell.length;
    const before = centred && column > 0 ? Math.floor(room / 2) : 0;
    return " ".repeat(before) + cell + " ".repeat(room - before);
  };
  const rule = widths.map((width, column) =>
    centred && column > 0 ? `:${"-".repeat(width - 2)}:` : "-".repeat(width),
  );
  return [line(header.map(pad)), line(rule), ...rows.map((row) => line(row.map(pad)))].join("\n");
}

function describeRoute({ method, path }: RouteRow): string {
  return `\`${method} ${path}\``;
}

const routes = await loadRoutes();
const staffRows = routes.flatMap((route) => {
  const { access } = route;
  return typeof access === "object"
    ? [[describeRoute(route), ...ROLES.map((role) => (access.includes(role) ? "●" : ""))]]
    : [];
});
const tables = [
  "### Staff and machines",
  drawTable(["route", ...ROLES], staffRows, true),
  ...Object.entries(OTHERS).flatMap(([kind, title]) => {
    const rows = routes.filter(({ access }) => access === kind).map((route) => [describeRoute(route), route.summary]);
    return [`### ${title}`, drawTable(["route", "what it does"], rows, false)];
  }),
].join("\n\n");

const present = readFileSync(target, "utf8");
const wanted = present.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${tables}\n\n${end}`);
if (!MARKED.test(present)) {
  console.error("docs/roles.md has lost its marks roles:begin and roles:end; put them back");
  process.exit(1);
}
if (process.argv.includes("--check")) {
  if (wanted !== present) {
    console.error("docs/roles.md is out of date: run npm run generate");
    process.exit(1);
  }
} else if (wanted !== present) {
  writeFileSync(target, wanted);
}
console.log(`${routes.length} routes, ${staffRows.length} of them for staff`);
