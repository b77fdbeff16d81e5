import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openDataDisk, type DataDisk } from "../../scripts/disk/data-disk.ts";
import { openDiskWatch } from "../../scripts/disk/watch-disk.ts";
import { diskSpaceSchema } from "../../src/contract/disk-space.ts";
import { describeLowSpace } from "../../src/domain/space-texts.ts";

const MIB = 1024 ** 2;

/** A disk of a terabyte, of which so much is free besides the ballast. */
class FakeDisk implements DataDisk {
  freeMib = 1_000;
  refusal: string | undefined;
  quotaMib = Infinity;
  ballast = 0;
  made: number[] = [];

  measure() {
    if (this.refusal === "ENOENT") return "ENOENT";
    return { freeBytes: this.freeMib * MIB - this.ballast, totalBytes: 1024 ** 4 };
  }

  tryToWrite() {
    return this.refusal;
  }

  ballastBytes() {
    return this.ballast;
  }

  async makeBallast(bytes: number, spareBytes: number) {
    this.made.push((bytes + spareBytes) / MIB);
    this.ballast = 0;
    if (bytes + spareBytes > this.quotaMib * MIB) return "EDQUOT";
    this.ballast = bytes;
    return undefined;
  }

  shrinkBallast(toBytes: number) {
    if (this.refusal !== "EROFS") this.ballast = Math.min(this.ballast, toBytes);
  }
}

let disk: FakeDisk;
let said: string[];
let look: ReturnType<typeof openDiskWatch>["look"];

beforeEach(() => {
  disk = new FakeDisk();
  said = [];
  ({ look } = openDiskWatch({ disk, data: "/data", ballastMib: 64, say: (line) => said.push(line) }));
});

async function lookTimes(times: number) {
  for (let time = 1; time < times; time++) await look();
  return look();
}

describe("a server that watches its disk", () => {
  it("keeps a ballast while there is room, and gives it up when there is little, with one line of figures each way", async () => {
    expect(await look()).toEqual({ state: "enough", freeBytes: 936 * MIB, refusal: null });
    disk.freeMib = 150;
    expect(await look()).toEqual({ state: "low", freeBytes: 146 * MIB, refusal: null });
    expect(disk.ballast).toBe(4 * MIB);
    await lookTimes(10);
    expect(said).toEqual([
      expect.stringMatching(/^Low on disk: 146 MiB are left for \/data, without the ballast of 64 MiB/),
    ]);
    disk.freeMib = 900;
    expect(await lookTimes(3)).toEqual({ state: "enough", freeBytes: 836 * MIB, refusal: null });
    expect(disk.ballast).toBe(64 * MIB);
    expect(said[1]).toMatch(/^The disk has room again: 836 MiB are left for \/data/);
    expect(said).toHaveLength(2);
  });

  it("gives up the reserve too when the last room is taken, and keeps nothing until it can be put back", async () => {
    await look();
    disk.freeMib = 64;
    expect((await look()).state).toBe("low");
    disk.freeMib = 4;
    disk.refusal = "ENOSPC";
    expect(await look()).toEqual({ state: "full", freeBytes: 4 * MIB, refusal: null });
    expect(said.at(-1)).toMatch(/^The disk takes nothing for \/data \(4 MiB are left\)/);
    disk.refusal = undefined;
    expect((await look()).state).toBe("full");
    disk.freeMib = 20;
    expect(await look()).toEqual({ state: "low", freeBytes: 16 * MIB, refusal: null });
  });

  it("makes no ballast at a start, but gives up what is there if there is little room", async () => {
    expect((await look({ isQuick: true })).state).toBe("enough");
    expect(disk.made).toEqual([]);
    disk.ballast = 64 * MIB;
    disk.freeMib = 64;
    expect(await look({ isQuick: true })).toEqual({ state: "low", freeBytes: 60 * MIB, refusal: null });
  });

  it("says that a disk takes nothing though it has room, and goes on by itself when it does again", async () => {
    await look();
    disk.refusal = "EROFS";
    const full = await look();
    expect(full).toEqual({ state: "full", freeBytes: 936 * MIB, refusal: "EROFS" });
    expect(said.at(-1)).toMatch(/^The disk takes nothing for \/data \(EROFS\)/);
    expect(describeLowSpace(full).ru).toMatch(/^Файловая система папки GARLAND_DATA доступна только для чтения/);
    disk.refusal = undefined;
    expect(await lookTimes(3)).toMatchObject({ state: "enough", refusal: null });
  });

  it("believes a quota rather than what is free: it goes on only when there is room for thrice the ballast, tried once a minute", async () => {
    await look();
    disk.refusal = "EDQUOT";
    expect(await look()).toMatchObject({ state: "full", refusal: "EDQUOT" });
    expect(disk.ballast).toBe(0);
    // Outs have what the ballast was.
    disk.refusal = undefined;
    disk.quotaMib = 100;
    expect(await look()).toMatchObject({ state: "low", refusal: "EDQUOT" });
    disk.made = [];
    expect(await lookTimes(33)).toMatchObject({ state: "low", refusal: "EDQUOT" });
    expect(disk.made).toEqual([192, 4]);
    disk.quotaMib = 1_000;
    expect(await lookTimes(3)).toMatchObject({ state: "enough", refusal: null });
    expect(disk.made).toEqual([192, 4, 192]);
  });

  it("is no worse off where the disk can't even be measured", async () => {
    disk.refusal = "ENOENT";
    expect(await look()).toEqual({ state: "full", freeBytes: 0, refusal: "ENOENT" });
  });

  it("makes a ballast anew that has another size, as after a kill in the middle of one", async () => {
    disk.ballast = 12 * MIB;
    await look();
    expect(disk.ballast).toBe(64 * MIB);
  });
});

describe("the ballast on a real disk", () => {
  it("is allocated, has its size, and is gone when it is given up; a trial leaves nothing", async () => {
    const data = await mkdtemp(join(tmpdir(), "garland-ballast-"));
    const real = openDataDisk(data);
    await writeFile(join(data, "ballast"), "half of one");
    expect(await real.makeBallast(3 * MIB + 1, 2 * MIB)).toBeUndefined();
    const { size, blocks } = await stat(join(data, "ballast"));
    expect([size, real.ballastBytes()]).toEqual([3 * MIB + 1, 3 * MIB + 1]);
    expect(blocks * 512).toBeGreaterThan(3 * MIB);
    expect(real.tryToWrite()).toBeUndefined();
    expect(await readdir(data)).toEqual(["ballast"]);
    real.shrinkBallast(5 * MIB);
    real.shrinkBallast(MIB);
    expect(real.ballastBytes()).toBe(MIB);
    real.shrinkBallast(0);
    real.shrinkBallast(0);
    real.shrinkBallast(MIB);
    expect([real.ballastBytes(), await readdir(data)]).toEqual([0, []]);
    await rm(data, { recursive: true });
    expect([real.measure(), real.tryToWrite(), await real.makeBallast(1, 0)]).toEqual(["ENOENT", "ENOENT", "ENOENT"]);
  });
});

describe("what is said of a disk that is short of room", () => {
  it("has the figure, what follows, and what to do, in both languages", () => {
    const space = diskSpaceSchema.parse({ state: "low", freeBytes: 41_900_000, refusal: null });
    expect(describeLowSpace(space)).toEqual({
      ru: expect.stringMatching(
        /^На диске осталось 41 МБ\. Освободите место.* сохраняются только отключения/,
      ) as string,
      en: expect.stringMatching(/^The disk has 41 MB left\. Make room.* only what switches off/) as string,
    });
    expect(describeLowSpace({ ...space, state: "full" }).ru).toMatch(/осталось 41 МБ.*не сохраняется ничего/);
    for (const refusal of ["EDQUOT", "ENOSPC", "EIO"]) {
      const { ru, en } = describeLowSpace({ ...space, refusal });
      expect([ru.length > 100, en.length > 100, `${ru}${en}`.includes("undefined")]).toEqual([true, true, false]);
    }
  });
});
