/** Copies of a backup's files, beside what is served, where they are looked at before anything is done with them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { copyChecked, countHeld, describeFile, isObjectFile, type BackupFile } from "./backup-files.ts";
import {
  findCorruption,
  findStray,
  mayBeOf,
  readCatalogFacts,
  readObjectFacts,
  withDatabase,
  type CatalogFacts,
  type ObjectFacts,
} from "./file-facts.ts";
import type { Manifest, ManifestFile } from "./manifest.ts";
import { CATALOG_PATH, classOf, nameObjects } from "./object-files.ts";

/** Copies files into a folder. Returns a line for each that is not as it was written. */
export async function stageFiles(
  backup: string,
  files: readonly BackupFile[],
  folder: string,
  stop: AbortSignal,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const file of files) {
    const said = await copyChecked(backup, file, join(folder, file.path), stop);
    if (said !== undefined) wrong.push(said);
  }
  return wrong;
}

/** What a staged catalog says; undefined: there is none, or it can't be read. */
export function readStagedCatalog(folder: string): CatalogFacts | undefined {
  const file = join(folder, CATALOG_PATH);
  if (!existsSync(file)) return undefined;
  try {
    return withDatabase(file, readCatalogFacts);
  } catch {
    return undefined;
  }
}

/** Whose files they should be. */
export interface Owner {
  readonly installation: string | null;
  readonly shards: number;
  readonly guards: readonly string[];
}

export interface Looked {
  readonly path: string;
  readonly name: string | undefined;
  readonly facts: ObjectFacts | undefined;
  /** What is wrong with it, and what to do. */
  readonly wrong: string | undefined;
}

/** Opens each staged object, and compares what it holds with whose it should be and with what the manifest says. */
export function lookAtObjects(folder: string, files: readonly BackupFile[], owner: Owner): readonly Looked[] {
  const names = nameObjects(owner.shards, owner.guards);
  return files
    .filter(({ path }) => isObjectFile(path))
    .map(({ path, expected }) => {
      const name = names.get(path)?.name;
      const shown = describeFile({ path, object: name ?? null });
      const file = join(folder, path);
      const corruption = findCorruption(file);
      if (corruption !== undefined) {
        const wrong = `${shown} is no whole database (${corruption}). Take this object from another backup.`;
        return { path, name, facts: undefined, wrong };
      }
      const { facts, reason } = lookInto(file, path, name, owner);
      const wrong = reason ?? (expected && findDifference(expected, facts));
      return { path, name, facts, wrong: wrong === undefined ? undefined : `${shown} ${wrong}` };
    });
}

function lookInto(file: string, path: string, name: string | undefined, owner: Owner) {
  return withDatabase(file, (database): { readonly facts: ObjectFacts; readonly reason: string | undefined } => {
    const className = classOf(path) ?? "Shard";
    const facts = readObjectFacts(database, className);
    const { installation } = facts.identity ?? {};
    if (!mayBeOf(database, className))
      return { facts, reason: `is not a file of ${className}: somebody has put another object's there. ${LEAVE_IT}` };
    if (installation !== undefined && owner.installation !== null && installation !== owner.installation) {
      return {
        facts,
        reason: `is another installation's (${installation} instead of ${owner.installation}). ${LEAVE_IT}`,
      };
    }
    const stray = className === "Shard" && name !== undefined ? findStray(database, name, owner.shards) : undefined;
    const reason = stray && `holds people of ${stray}: it is another shard's file. ${LEAVE_IT}`;
    return { facts, reason };
  });
}

const LEAVE_IT = "Take this object from another backup.";

/** How what was counted differs from what it should be, if it does. */
export function findDifference(
  { people, words }: Pick<ManifestFile, "people" | "words">,
  facts: ObjectFacts | undefined,
): string | undefined {
  if (people === undefined || (people === facts?.people && words === facts.words)) return undefined;
  return `holds ${countHeld([facts ?? {}])} instead of ${countHeld([{ people, words }])}. Use another backup.`;
}

/** Whose a backup is, by its manifest, or else by its catalog. */
export function ownerOf(manifest: Manifest | null, catalog: CatalogFacts | undefined): Owner | undefined {
  const shards = manifest?.shards ?? catalog?.shards ?? undefined;
  if (shards === undefined) return undefined;
  return {
    installation: manifest?.installation ?? catalog?.installation ?? null,
    shards,
    guards: catalog?.guards ?? [],
  };
}
