/**
 * Runs benchmarks and prints their tables.
 *
 *   npm run bench                          all
 *   npm run bench -- condition decide      some
 */
import { cpus, loadavg } from "node:os";
import { condition } from "./condition.ts";
import { decide } from "./decide.ts";
import { measureFetches } from "./fetch.ts";
import { measureOfrep } from "./ofrep.ts";

const BENCHMARKS: Readonly<Record<string, () => string | Promise<string>>> = {
  condition,
  decide,
  fetch: measureFetches,
  ofrep: measureOfrep,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHMARKS);
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exit(1);
}
const [processor] = cpus();
const load = loadavg()[0]?.toFixed(1);
console.log(
  `${new Date().toISOString()}, Node ${process.version}, ${cpus().length} × ${processor?.model}, load average ${load}`,
);
for (const name of names) console.log(`\n## ${name}\n\n${await BENCHMARKS[name]?.()}`);
process.exit();
