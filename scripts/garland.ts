#!/usr/bin/env node
/** The `garland` command: what calls a service, and what works on the files of one on this machine. */
import { runGarland } from "../src/cli/garland.ts";
import { backupCommand } from "./backup/backup-command.ts";
import { restoreCommand } from "./backup/restore-command.ts";

process.exitCode = await runGarland(process.argv.slice(2), [
  ["backup", backupCommand],
  ["restore", restoreCommand],
]);
