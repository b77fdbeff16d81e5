import type { ReadSpace } from "../contract/disk-space.ts";
import { succeed } from "../domain/result.ts";
import { describeLowSpace, UNWATCHED, type DiskSpace } from "../domain/space-texts.ts";
import { logFailure } from "../storage/log.ts";
import type { CatalogStorage } from "./storage.ts";
import type { Transact } from "./transact.ts";
import type { Webhooks } from "./webhooks.ts";

/** What was told last; before there is anything, that there is enough. */
const TOLD = "spaceTold";

export interface WatchTools {
  readonly readSpace: ReadSpace;
  readonly storage: Pick<CatalogStorage, "readSetting" | "writeSetting">;
  readonly webhooks: Pick<Webhooks, "announce">;
  readonly transact: Transact;
  /** Something in the status has changed. */
  onChange(): void;
}

/** Follows how much room the disk has, and tells of it once when it becomes little and once when there is enough again. */
export function openSpaceWatch({ readSpace, storage, webhooks, transact, onChange }: WatchTools) {
  let last: DiskSpace = UNWATCHED;

  const isLow = () => last.state !== "enough";

  function log(): void {
    const { state, freeBytes, refusal } = last;
    logFailure({
      event: `space-${state}`,
      object: "catalog",
      freeBytes: freeBytes ?? -1,
      ...(refusal === null ? {} : { refusal }),
    });
  }

  function announce(kind: "space.low" | "space.enough", at: number): void {
    const { freeBytes, refusal } = last;
    transact(() => {
      storage.writeSetting(TOLD, kind);
      const facts = { freeBytes, refusal, sentence: isLow() ? describeLowSpace(last) : null };
      webhooks.announce({ kind, at, facts });
      return succeed(null);
    });
  }

  return {
    /** As it was when it was last looked at. */
    last: (): DiskSpace => last,

    isLow,

    /** Looks, and tells what is news. With no room at all that can only be logged: a notice is stored before it is sent. */
    async look(now: number): Promise<DiskSpace> {
      const before = last.state;
      last = await readSpace();
      if (last.state !== before) {
        log();
        onChange();
      }
      const kind = isLow() ? "space.low" : "space.enough";
      const told = storage.readSetting(TOLD) ?? "space.enough";
      if (told !== kind && last.state !== "full") announce(kind, now);
      return last;
    },
  };
}

export type SpaceWatch = ReturnType<typeof openSpaceWatch>;
