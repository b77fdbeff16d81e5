import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MIB = 1024 ** 2;

/** A file system of its own, so small that a test can fill it. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes room until so many bytes are left, or none. */
  fillUpTo(leftBytes: number): Promise<void>;
  empty(): Promise<void>;
  remove(): void;
}

/** Undefined, with a sentence, where this process may not mount anything. */
export function mountSmallDisk(mebibytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "garland-small-disk-"));
  const filler = join(folder, "filler");
  const args = ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "garland", folder];
  try {
    execFileSync("mount", args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    rmSync(folder, { recursive: true });
    const reason = error instanceof Error ? (error.message.split("\n").at(1) ?? error.message) : String(error);
    console.warn(`Full disks are not tried here, as nothing may be mounted: ${reason}`);
    return undefined;
  }
  return {
    folder,
    async fillUpTo(leftBytes) {
      const file = await open(filler, "a");
      try {
        for (;;) {
          const { bavail, bsize } = statfsSync(folder);
          const left = bavail * bsize - leftBytes;
          if (left <= 0) return;
          await file.write(Buffer.alloc(Math.min(left, MIB)));
        }
      } catch {
        // Somebody else has taken the last of it.
      } finally {
        await file.close();
      }
    },
    empty: () => unlink(filler),
    remove() {
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
