/** The file system that the data is on, with the ballast and the trial that show how much it still takes. */
import { randomFillSync } from "node:crypto";
import { closeSync, openSync, rmSync, statfsSync, statSync, truncateSync, unlinkSync, writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** What is written at each look, and removed before it reaches the disk: a quota says only then that it is used up. */
const TRIAL_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 ** 2;

/** What watching needs of a file system. */
export interface DataDisk {
  /** Answers a code where it can't be measured. */
  measure(): { readonly freeBytes: number; readonly totalBytes: number } | string;
  /** Why nothing can be written, by its code; undefined if it can. */
  tryToWrite(): string | undefined;
  /** Of the ballast that is there; 0: there is none. */
  ballastBytes(): number;
  /**
   * Makes the ballast, really allocated, having proved that there is as much room again as `spareBytes`. Answers why that
   * can't be; nothing of it is there then.
   */
  makeBallast(bytes: number, spareBytes: number): Promise<string | undefined>;
  /** Gives up all of the ballast but so many bytes. Nothing happens if it has no more, or if even that can't be written. */
  shrinkBallast(toBytes: number): void;
}

export function openDataDisk(data: string): DataDisk {
  const ballast = join(data, "ballast");
  const trial = join(data, "trial");

  function remove(file: string): void {
    try {
      unlinkSync(file);
    } catch {
      // It is not there, or the file system can only be read: then it stays until it can be written again.
    }
  }

  return {
    measure() {
      try {
        const { bavail, blocks, bsize } = statfsSync(data);
        return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
      } catch (error) {
        return codeOf(error);
      }
    },

    tryToWrite() {
      let descriptor: number | undefined;
      remove(trial);
      try {
        descriptor = openSync(trial, "w", 0o600);
        writeAll(descriptor, randomBytes(TRIAL_BYTES));
        return undefined;
      } catch (error) {
        return codeOf(error);
      } finally {
        if (descriptor !== undefined) closeSync(descriptor);
        remove(trial);
      }
    },

    ballastBytes() {
      try {
        return statSync(ballast).size;
      } catch {
        return 0;
      }
    },

    async makeBallast(bytes, spareBytes) {
      let file: FileHandle | undefined;
      try {
        rmSync(ballast, { force: true });
        file = await open(ballast, "w", 0o600);
        // Random, as a file system that compresses would allocate nothing for zeros.
        for (let written = 0; written < bytes + spareBytes; written += CHUNK_BYTES) {
          await file.writeFile(randomBytes(Math.min(CHUNK_BYTES, bytes + spareBytes - written)));
        }
        await file.truncate(bytes);
        await file.sync();
        await file.close();
        return undefined;
      } catch (error) {
        await file?.close().catch(() => undefined);
        remove(ballast);
        return codeOf(error);
      }
    },

    shrinkBallast(toBytes) {
      if (toBytes === 0) return remove(ballast);
      try {
        if (statSync(ballast).size > toBytes) truncateSync(ballast, toBytes);
      } catch {
        // It is not there, or can't be changed now.
      }
    },
  };
}

function randomBytes(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length));
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "EIO";
}
