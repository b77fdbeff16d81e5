import { accessSync, constants, statfsSync } from "node:fs";

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 1024 ** 3;

/** Has this process, and what it starts, write temporary files to memory, where the machine has room for them. */
export function keepTemporaryFilesInMemory(): void {
  if (hasRoomInMemory()) process.env["TMPDIR"] = MEMORY;
}

function hasRoomInMemory(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}
