import type { DiskSpace } from "../domain/space-texts.ts";
import type { Duty } from "./alarm-keeper.ts";

/** What waits for room looks again after this time. */
const LOOK_AGAIN_MS = 10_000;

/** Makes duties that write, and that nobody's out or stop depends on, wait while the disk has little room. */
export function openRoomWait(readSpace: () => DiskSpace | Promise<DiskSpace>): (duty: Duty) => Duty {
  let isLow = false;
  return (duty) => ({
    ...duty,
    nextAt(now) {
      const at = duty.nextAt(now);
      return at !== undefined && isLow ? Math.max(at, now + LOOK_AGAIN_MS) : at;
    },
    async run(now) {
      isLow = (await readSpace()).state !== "enough";
      return isLow ? undefined : duty.run(now);
    },
  });
}
