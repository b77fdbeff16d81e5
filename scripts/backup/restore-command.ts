import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT_CODES, UsageError, type Command } from "../../src/cli/command.ts";
import { findDataFolder } from "../data-folder.ts";
import { proveBackup } from "./prove-backup.ts";
import { restoreAll } from "./restore-all.ts";
import { restoreOne } from "./restore-one.ts";

const VERDICT_CODES = { whole: 0, broken: 1, "partly-proven": 3 } as const;

/** Proves a backup, or puts it back, or one object of it. */
export const restoreCommand: Command = {
  summary: "prove a backup of a service on this machine, put it back, or one object of it",
  usage: `garland restore <backup> --check
garland restore <backup>
garland restore <backup> --only <object> [--accept-older]

  --check          serves a copy in a folder of its own (below TMPDIR), which is gone afterwards, and touches nothing else
  (nothing)        puts all of it into GARLAND_DATA, which must be empty
  --only           puts one object of a stopped service back, such as shard-7, catalog or new-year@3, and keeps what was
                   there in GARLAND_DATA/aside
  --accept-older   goes on although an older catalog, guard or events object was warned of

Exit codes: 0 whole, or restored; 1 not whole, or refused; 2 wrong call; 3 nothing is wrong, but only a part can be proven.`,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: "boolean" }, only: { type: "string" }, "accept-older": { type: "boolean" } },
    });
    const [named, ...rest] = positionals;
    if (named === undefined || rest.length > 0)
      throw new UsageError("Name one backup: the folder that npm run backup made.");
    const { check = false, only, "accept-older": acceptsOlder = false } = values;
    if (check && only !== undefined) throw new UsageError("--check proves a whole backup: leave --only away.");
    const stop = stopOnSignal();
    try {
      // A backup may be reached by a link; nothing in it may be one.
      const backup = tryRealpath(resolve(named));
      const data = findDataFolder();
      if (backup === tryRealpath(data))
        throw new Error(`${backup} is where the data lies, and no backup. Name a backup.`);
      if (check) {
        const { verdict, lines } = await proveBackup(backup, stop);
        const say = verdict === "broken" ? console.error : console.log;
        say(lines.join("\n"));
        return VERDICT_CODES[verdict];
      }
      const said =
        only === undefined
          ? await restoreAll(backup, data, stop)
          : await restoreOne({ backup, data, object: only, acceptsOlder, stop });
      console.log(said);
      return EXIT_CODES.success;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      console.error(stop.aborted ? "Broken off; what was copied is gone again." : why);
      return EXIT_CODES.service;
    }
  },
};

function tryRealpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}
