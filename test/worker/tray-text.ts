import { unpackTray } from "../../src/contract/rpc/written-tray.ts";

/** The JSON text of what a shard answered to a phone; `null` where it was not ready. */
export function trayTextOf(packed: string | null): string {
  return packed === null ? "null" : (unpackTray(packed).text ?? "null");
}
