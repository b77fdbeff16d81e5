/** The `garland` command: finds the subcommand, runs it, prints its answer, and ends with its exit code. */
import { EXIT_CODES, ServiceError, UsageError, type Command } from "./command.ts";
import { auditCommand } from "./commands/audit.ts";
import { checkCommand, diffCommand, pullCommand, pushCommand } from "./commands/definitions.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainMessageCommand } from "./commands/explain-message.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { repairCommand } from "./commands/repair.ts";
import { tokenCommand } from "./commands/token.ts";

type Commands = ReadonlyMap<string, Command>;

/** Those that call a service. */
const COMMANDS: Commands = new Map([
  ["token", tokenCommand],
  ["check", checkCommand],
  ["diff", diffCommand],
  ["push", pushCommand],
  ["pull", pullCommand],
  ["import", importCommand],
  ["export", exportCommand],
  ["audit", auditCommand],
  ["doctor", doctorCommand],
  ["explain-message", explainMessageCommand],
  ["repair", repairCommand],
]);

/** Runs one of these commands, or of those that work on the machine itself. Returns the exit code. */
export async function runGarland(
  [name, ...args]: readonly string[],
  local: readonly (readonly [string, Command])[],
): Promise<number> {
  const commands: Commands = new Map([...COMMANDS, ...local]);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    console.log(describe(args[0], commands));
    return EXIT_CODES.success;
  }
  const command = commands.get(name);
  if (command === undefined) {
    console.error(`There is no command "${name}".\n\n${describe(undefined, commands)}`);
    return EXIT_CODES.usage;
  }
  if (args.includes("--help") || args.includes("-h")) {
    console.log(command.usage);
    return EXIT_CODES.success;
  }
  try {
    refuseSwallowed(name, command);
    const answer = await command.run(args);
    if (typeof answer === "number") return answer;
    console.log(answer);
    return EXIT_CODES.success;
  } catch (error) {
    if (error instanceof ServiceError) {
      console.error(error.message);
      return EXIT_CODES.service;
    }
    if (error instanceof UsageError || isArgumentError(error)) {
      console.error(`${error.message}\n\n${command.usage}`);
      return EXIT_CODES.usage;
    }
    // What the file system refused names the file; anything else is a fault of ours, and no stack helps who called.
    const words = error instanceof Error ? error.message : String(error);
    console.error(`garland ${name}: ${isFileError(error) ? words : `this should not have happened: ${words}`}`);
    return EXIT_CODES.service;
  }
}

/** The scripts of package.json that lead here. */
const SCRIPTS: readonly (string | undefined)[] = ["garland", "backup", "restore"];

/** `npm run garland push --prune` keeps --prune for itself; the command would do something else than it was told. */
function refuseSwallowed(name: string, { usage }: Command): void {
  if (!SCRIPTS.includes(process.env["npm_lifecycle_event"])) return;
  const options = usage.match(/(?<=--)[a-z-]+/g) ?? [];
  const swallowed = options.find((option) => process.env[`npm_config_${option.replaceAll("-", "_")}`] !== undefined);
  if (swallowed === undefined) return;
  throw new UsageError(
    `npm has kept --${swallowed} for itself. Call npx garland ${name} …, or npm run -s garland -- ${name} …`,
  );
}

function describe(topic: string | undefined, commands: Commands): string {
  const command = topic === undefined ? undefined : commands.get(topic);
  if (command !== undefined) return command.usage;
  const width = Math.max(...Array.from(commands.keys(), (name) => name.length));
  const list = Array.from(commands, ([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return ["garland <command> [options]", "", ...list, "", "garland help <command> tells more."].join("\n");
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/** What `parseArgs` of node:util throws for an unknown or incomplete option. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}
