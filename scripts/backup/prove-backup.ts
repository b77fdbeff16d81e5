import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkRoom,
  count,
  counted,
  countHeld,
  describeMissing,
  findWrongNames,
  isObjectFile,
  listBackupFiles,
} from "./backup-files.ts";
import { birthAtRestore, readyCatalogCopy } from "./catalog-copy.ts";
import { readObjectFacts, withDatabase } from "./file-facts.ts";
import { describeInstant, readManifest, type Manifest } from "./manifest.ts";
import { CATALOG_PATH, classOf } from "./object-files.ts";
import {
  findDifference,
  lookAtObjects,
  ownerOf,
  readStagedCatalog,
  stageFiles,
  type Looked,
  type Owner,
} from "./stage.ts";
import { tryService } from "./trial-service.ts";

export interface Proof {
  readonly verdict: "whole" | "partly-proven" | "broken";
  readonly lines: readonly string[];
}

/** Proves that a backup can be restored, by restoring and serving it in a folder that is gone afterwards. */
export async function proveBackup(backup: string, stop: AbortSignal): Promise<Proof> {
  const manifest = readManifest(backup);
  const wrongNames = manifest === null ? [] : [...findWrongNames(backup, manifest), ...describeMissing(manifest)];
  const files = listBackupFiles(backup, manifest);
  if (wrongNames.length > 0) return broken(wrongNames);
  await checkRoom(tmpdir(), files, "Name a folder on another disk by TMPDIR.");
  const folder = await mkdtemp(join(tmpdir(), "garland-check-"));
  try {
    const changed = await stageFiles(backup, files, folder, stop);
    if (changed.length > 0) return broken(changed);
    const catalog = readStagedCatalog(folder);
    const owner = ownerOf(manifest, catalog);
    if (catalog === undefined || owner === undefined) return broken([NO_CATALOG]);
    const looked = lookAtObjects(folder, files, owner);
    const wrong = looked.flatMap(({ wrong: line }) => line ?? []);
    const audit = findShorterAudit(folder, manifest);
    if (wrong.length > 0 || audit !== undefined) return broken([...wrong, ...(audit ?? [])]);

    withDatabase(join(folder, CATALOG_PATH), (copy) => readyCatalogCopy(copy, birthAtRestore(Date.now())));
    const environment = catalog.environment ?? "production";
    const trial = await tryService({ folder, environment, shards: owner.shards, stop });
    const served = [...trial.wrong, ...compareAfter(folder, looked)];
    if (trial.brokenAt === undefined) served.push("The service could not verify the audit. Use another backup.");
    else if (trial.brokenAt !== null) {
      served.push(
        `Entry ${trial.brokenAt} of the audit does not fit the one before: it was changed or removed. Use an earlier backup, and find out who did it.`,
      );
    }
    if (served.length > 0) return broken(served);
    const entries = catalog.audit?.entries ?? 0;
    return {
      verdict: manifest === null ? "partly-proven" : "whole",
      lines: describeWhole(manifest, looked, owner, entries),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NO_CATALOG =
  "There is no catalog in it that can be read (objects/Catalog), so nothing can be served from it. Use another backup.";

function broken(wrong: readonly string[]): Proof {
  return {
    verdict: "broken",
    lines: [...wrong, `Not whole: ${counted(wrong.length, "thing is", "things are")} wrong.`],
  };
}

/** The chain tells only what was changed within it: whatever was cut off its end, the manifest tells. */
function findShorterAudit(folder: string, manifest: Manifest | null): readonly string[] | undefined {
  const told = manifest?.audit;
  const { audit } = readStagedCatalog(folder) ?? {};
  if (told === undefined || told === null || (audit?.entries === told.entries && audit.hash === told.hash))
    return undefined;
  return [
    `The audit has ${count(audit?.entries ?? 0)} entries and another end than the manifest says (${count(told.entries)}). Use another backup.`,
  ];
}

/** What the service has made of the shards while it ran. */
function compareAfter(folder: string, looked: readonly Looked[]): readonly string[] {
  return looked.flatMap(({ path, name, facts: before }) => {
    const after = withDatabase(join(folder, path), (database) => readObjectFacts(database, classOf(path) ?? "Shard"));
    const difference = findDifference(before ?? {}, after);
    return difference === undefined ? [] : [`Once served, ${name ?? path} ${difference}`];
  });
}

function describeWhole(
  manifest: Manifest | null,
  looked: readonly Looked[],
  owner: Owner,
  entries: number,
): readonly string[] {
  const held = countHeld(looked.map(({ facts }) => facts ?? {}));
  const told = `${held} in ${counted(owner.shards, "shard", "shards")}; audit of ${counted(entries, "entry", "entries")} unbroken`;
  const made =
    manifest === null
      ? []
      : [
          `As of ${describeInstant(manifest.madeAt)}, by Garland ${manifest.garland}, with ${manifest.files.length} files.`,
        ];
  const others = looked.filter(
    ({ path }) => isObjectFile(path) && (classOf(path) === "Events" || classOf(path) === "Guard"),
  ).length;
  return [
    ...made,
    manifest === null ? `${told}; nothing is wrong with it, so far as that can be seen.` : `${told}; whole.`,
    ...(manifest === null ? [WITHOUT_MANIFEST] : []),
    ...(others === 0
      ? []
      : [
          `Not proven: of ${others} guards and events objects the service has asked only the guards of campaigns that go on; the others' files are whole databases.`,
        ]),
    "Not proven: that you have LINK_KEYS and PHONE_KEYS, which are in no backup. Without them old links are dead and numbers must be imported again.",
  ];
}

const WITHOUT_MANIFEST =
  "Not proven: that it is all that there was, and as it was written. It has no manifest, as it is from before there were any, or a copied folder.";
