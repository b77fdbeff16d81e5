/**
 * `npm run check:results [-- <folder>]`: names each place of `src` and `scripts` where a `Result` or a `Failure` goes to nobody, also
 * by way of a promise, a list or a function. It asks the compiler for types, so the names of functions don't matter. Tests may
 * take steps without looking: what they want to see they look at afterwards.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { API } from "typescript/unstable/sync";
import { z } from "zod";
import { openFailingTypes } from "./results/failing-types.ts";
import { nameDropped } from "./results/name-dropped.ts";
import { runScript } from "./run-script.ts";

const [, script = "", folder = join(import.meta.dirname, ".."), config] = process.argv;
const root = resolve(folder);
const CHECKED = ["src", "scripts"].map((name) => `${join(root, name)}/`);
/** Together they hold every file of ours that is checked, each of them once. */
const CONFIGS = ["worker", "node", "console"].map((name) => join(root, `tsconfig.${name}.json`));

const checkedSchema = z.object({ files: z.int(), dropped: z.array(z.string()) });
type Checked = z.infer<typeof checkedSchema>;

if (isMainThread) await runScript(checkResults);
else parentPort?.postMessage(checkProject(config ?? ""));

async function checkResults(): Promise<void> {
  // A compiler each, at the same time: one after another takes twice as long.
  const projects = await Promise.all(CONFIGS.filter((file) => existsSync(file)).map(checkInThread));
  const files = projects.reduce((total, project) => total + project.files, 0);
  const dropped = projects.flatMap((project) => project.dropped);
  if (files === 0) throw new Error(`Nothing was read in ${root}.`);
  if (dropped.length > 0) throw new Error(dropped.join("\n"));
  console.log(`${files} files drop no result`);
}

async function checkInThread(file: string): Promise<Checked> {
  const [message]: readonly unknown[] = await once(new Worker(script, { argv: [root, file] }), "message");
  return checkedSchema.parse(message);
}

function checkProject(file: string): Checked {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [file] }).getProject(file);
    if (project === undefined) throw new Error(`The compiler can't open ${file}.`);
    const { program, rootFiles } = project;
    const types = openFailingTypes(project, program.getSourceFile(join(root, "src/contract/problem.ts")));
    const files = rootFiles
      .filter((path) => CHECKED.some((start) => path.startsWith(start)))
      .map((path) => program.getSourceFile(path))
      .filter((source) => source !== undefined);
    const dropped = files.flatMap((source) =>
      nameDropped(project.checker, types, source).map((line) => line.slice(root.length + 1)),
    );
    return { files: files.length, dropped };
  } finally {
    api.close();
  }
}
