/**
 * Runs benchmarks and prints their tables.
 *
 *   npm run bench                          all
 *   npm run bench -- condition decide      some
 */
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";

const BENCHMARKS = ["condition", "decide", "fetch", "ofrep"];

interface Benchmark {
  measure(): string | Promise<string>;
}

const names = process.argv.length > 2 ? process.argv.slice(2) : BENCHMARKS;
const unknown = names.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${BENCHMARKS.join(", ")}.`);
  process.exit(1);
}
if (!existsSync(join(import.meta.dirname, "node_modules"))) {
  console.error("What benchmarks compare with is not installed; run npm ci --prefix bench first.");
  process.exit(1);
}
const [processor] = cpus();
const load = loadavg()[0]?.toFixed(1);
console.log(
  `${new Date().toISOString()}, Node ${process.version}, ${cpus().length} × ${processor?.model}, load average ${load}`,
);
for (const name of names) {
  // Parsed boundary: the list above names modules of this folder. Some need packages that a bare checkout has not.
  const { measure } = (await import(`./${name}.ts`)) as Benchmark;
  console.log(`\n## ${name}\n\n${await measure()}`);
}
process.exit();
