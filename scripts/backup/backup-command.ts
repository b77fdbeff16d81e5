import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT_CODES, UsageError, type Command } from "../../src/cli/command.ts";
import { findDataFolder } from "../data-folder.ts";
import { takeBackup } from "./take-backup.ts";

/** Copies GARLAND_DATA while the service runs. */
export const backupCommand: Command = {
  summary: "copy the data of a service on this machine, also while it runs",
  usage: `garland backup <folder>

  Copies GARLAND_DATA into a new folder, each object as of one moment, and ends it with a manifest. Prove the copy
  by garland restore <folder> --check.

Exit codes: 0 made; 1 not made, or something is missing in it; 2 wrong call.`,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) {
      throw new UsageError("Say where to, such as: npm run backup -- /backup/garland-today");
    }
    try {
      const { isWhole, lines } = await takeBackup(findDataFolder(), resolve(folder));
      const say = isWhole ? console.log : console.error;
      say(lines.join("\n"));
      return isWhole ? EXIT_CODES.success : EXIT_CODES.service;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return EXIT_CODES.service;
    }
  },
};
