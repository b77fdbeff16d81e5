import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Where workerd keeps the alarms of a class's objects. It ends at its start if it can't read them. */
const ALARMS = "metadata.sqlite";
const PARTS = ["", "-wal", "-shm"] as const;

/**
 * Puts files of alarms aside that can't be read, and says so. Nothing is lost with them: each object knows by its own file when it
 * was to be woken, and the catalog, which asks it what it is, wakes it within a minute or two after that.
 */
export function putDamagedAlarmsAside(data: string, say: (line: string) => void = console.error): void {
  const objects = join(data, "objects");
  for (const name of existsSync(objects) ? readdirSync(objects) : []) {
    const file = join(objects, name, ALARMS);
    const reason = whyUnreadable(file);
    if (reason === undefined) continue;
    const aside = join(data, "aside", `${name}-alarms.${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z`);
    mkdirSync(aside, { recursive: true });
    for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, join(aside, ALARMS + part));
    say(
      `${file} could not be read (${reason}); it is in ${aside} now. What was due is done a minute or two later; nothing is lost.`,
    );
  }
}

function whyUnreadable(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const database = new DatabaseSync(file);
    try {
      const [row] = database.prepare("PRAGMA quick_check").all();
      const said = Object.values(row ?? {})[0];
      return said === "ok" ? undefined : String(said);
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
