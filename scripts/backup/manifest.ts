/** What a backup says of itself: written last and at once, so that one without it is known to be unfinished. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isBackupPath } from "./object-files.ts";

/** Rises when an older Garland could misread a newer backup. */
const FORMAT = 1;

const MANIFEST = "manifest.json";
/** Lies in a backup until its manifest does. */
const UNFINISHED = "manifest.unfinished";

/** Names of a backup's files that are not copies. */
export const OWN_NAMES: readonly string[] = [MANIFEST, UNFINISHED];

const fileSchema = z.strictObject({
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Null: not one object's, or one's that the catalog does not know. */
  object: z.string().nullable(),
  /** As of when the copy is. */
  at: z.iso.datetime(),
  birth: z.int().nullable().optional(),
  people: z.int().optional(),
  words: z.int().optional(),
});

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  garland: z.string(),
  madeAt: z.iso.datetime(),
  installation: z.string().nullable(),
  environment: z.enum(["production", "development"]).nullable(),
  shards: z.int().positive(),
  audit: z.strictObject({ entries: z.int(), hash: z.string() }).nullable(),
  /** Objects that the catalog expects, and that had no file when the backup was made. */
  missing: z.array(z.string()),
  files: z.array(fileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = z.infer<typeof fileSchema>;

/** Of before there were manifests, or a folder that was copied while the service was stopped: null. */
export type FoundManifest = Manifest | null;

/** Marks a folder as a backup that is being made. */
export async function beginManifest(backup: string): Promise<void> {
  await writeFile(
    join(backup, UNFINISHED),
    "This backup has no manifest.json yet. If nobody is making it now, it broke off.\n",
  );
}

/** Ends a backup, for good and at once. */
export async function writeManifest(backup: string, manifest: Omit<Manifest, "format">): Promise<void> {
  const body = { format: FORMAT, ...manifest };
  const temporary = join(backup, `${MANIFEST}.new`);
  const written = await open(temporary, "w");
  await written.writeFile(`${JSON.stringify({ ...body, seal: sealOf(body) }, undefined, 1)}\n`);
  await written.sync();
  await written.close();
  await rename(temporary, join(backup, MANIFEST));
  await rm(join(backup, UNFINISHED));
  await syncFolder(backup);
}

/** Has a folder's names on the disk, too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

/** Reads what a backup says of itself. Throws an error, in one sentence, if it can't be trusted. */
export function readManifest(backup: string): FoundManifest {
  if (!existsSync(backup))
    throw new Error(`There is no backup at ${backup}. Name the folder that npm run backup made.`);
  const file = join(backup, MANIFEST);
  const isUnfinished = existsSync(join(backup, UNFINISHED));
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    if (isUnfinished)
      throw new Error(`${backup} is half a backup: it broke off, or is still being made. Use another one.`);
    if (existsSync(join(backup, "objects")) && existsSync(join(backup, "shards"))) return null;
    throw new Error(`${backup} is no backup, or half of one: objects or shards is not in it. Use another one.`);
  }
  if (!found.isFile()) throw new Error(`${file} is not a file. Somebody changed the backup: use another copy of it.`);
  return parseManifest(readFileSync(file, "utf8"), file);
}

/** Throws an error, in one sentence, if it is not as it was written, or leads out of the backup. */
export function parseManifest(text: string, file: string): Manifest {
  const changed = `${file} is not as it was written. Use another copy of this backup.`;
  const { seal, ...body } = parseObject(text, changed);
  const format = Number(body["format"]);
  if (format > FORMAT) {
    throw new Error(
      `${file} has format ${format}, and this Garland reads ${FORMAT}. Restore it with the Garland that made it, or a newer one.`,
    );
  }
  if (seal !== sealOf(body)) throw new Error(changed);
  const { data: manifest, error } = manifestSchema.safeParse(body);
  if (manifest === undefined) {
    const [issue] = error.issues;
    throw new Error(
      `${file} can't be read at ${issue?.path.join(".")}: ${issue?.message}. Use another copy of this backup.`,
    );
  }
  const paths = new Set<string>();
  for (const { path } of manifest.files) {
    if (!isBackupPath(path))
      throw new Error(
        `${file} names ${JSON.stringify(path)}, which is no file of a backup. Don't use it: somebody made it up.`,
      );
    if (paths.has(path)) throw new Error(`${file} names ${path} twice. Don't use it: somebody made it up.`);
    paths.add(path);
  }
  return manifest;
}

function parseObject(text: string, otherwise: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new Error(otherwise, { cause: error });
  }
}

/** Tells damage from what was written; it keeps nobody from making a manifest up. */
function sealOf(body: unknown): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

/** As people read it. */
export function describeInstant(at: string | number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
