/** How workerd learns how much room there is: a file that it reads, kept where a full disk can't keep it from being written. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { SPACE_FILE } from "../../src/contract/disk-space.ts";
import type { DiskSpace } from "../../src/domain/space-texts.ts";

const MEMORY = "/dev/shm";
/** Always as long, so that writing it anew takes no room. */
const LENGTH = 256;

export interface SpaceFile {
  /** What workerd is to read the file from. */
  readonly folder: string;
  write(space: DiskSpace): void;
  close(): void;
}

/** Removes what a server before this one has left in memory, having been killed; its configuration names it. */
export function removeSpaceOf(config: string): void {
  const text = existsSync(config) ? readFileSync(config, "utf8") : "";
  const [folder] = /\/dev\/shm\/garland-space-\w+/.exec(text) ?? [];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

/** In memory where there is such a place, else in a folder on the disk, whose one block is taken now. */
export function openSpaceFile(onDisk: string): SpaceFile {
  const folder = mkdtempSync(join(isWritable(MEMORY) ? MEMORY : onDisk, "garland-space-"));
  const descriptor = openSync(join(folder, SPACE_FILE), "w", 0o600);
  let isClosed = false;
  return {
    folder,
    write(space) {
      // Another file may have its descriptor by now.
      if (isClosed) return;
      try {
        writeSync(descriptor, JSON.stringify(space).padEnd(LENGTH), 0);
      } catch {
        // It lies on the disk itself, which takes nothing: workerd goes by what it read last.
      }
    },
    close() {
      isClosed = true;
      closeSync(descriptor);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
