/**
 * `npm run backup -- <folder>`: a copy of GARLAND_DATA while the service runs. Each file is copied as of one moment, by
 * SQLite itself. Serve the copy by GARLAND_DATA=<folder>.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { findDataFolder } from "./data-folder.ts";
import { runScript } from "./run-script.ts";
import { readShardCount, writeShardCount } from "./shard-count.ts";

/** The catalog comes last: a ruleset that is published meanwhile is then in the catalog, if it is in any shard. */
const CLASSES = ["Shard", "Events", "Guard", "Catalog"];

await runScript(backUp);

async function backUp(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument === undefined) throw new Error("Say where to: npm run backup -- /backup/garland-today");
  const target = resolve(argument);
  const data = findDataFolder();
  const shards = readShardCount(data);
  if (shards === undefined) throw new Error(`There is no installation in ${data}; set GARLAND_DATA.`);
  if (existsSync(target)) throw new Error(`${target} is there already; name a new folder.`);

  let files = 0;
  for (const className of CLASSES) {
    const folder = join("objects", className);
    const names = existsSync(join(data, folder)) ? await readdir(join(data, folder)) : [];
    for (const name of names.filter((each) => each.endsWith(".sqlite"))) {
      await copyDatabase(join(data, folder, name), join(target, folder, name));
      files++;
    }
  }
  await writeShardCount(target, String(shards));
  console.log(`${files} files of ${data} are in ${target}`);
}

/** Written anew rather than copied page by page: what was deleted or erased is in no page of the copy. */
async function copyDatabase(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.prepare("VACUUM INTO ?").run(to);
  } finally {
    source.close();
  }
  forgetAcknowledgements(to);
}

/** Copied shards and guards may be older than the copied catalog believes; so it brings them the latest again. */
function forgetAcknowledgements(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    const isCatalog = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'installs'").get() !== undefined;
    if (!isCatalog) return;
    copy.exec("UPDATE installs SET version = 0; UPDATE guards SET followed = 0");
    // Numbers that phones and readers of changes remember go on from above all that was given after the copy.
    const hasBirths = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'objects'").get() !== undefined;
    if (hasBirths) copy.exec("UPDATE objects SET birth = birth + 1 WHERE born > 0");
  } finally {
    copy.close();
  }
}
