import type { Failure } from "../../src/contract/problem.ts";
import { unpackTray } from "../../src/contract/rpc/written-tray.ts";

/** The JSON text of what a shard answered to a phone; `null` where it did not. */
export function trayTextOf(packed: string | Failure): string {
  return typeof packed === "string" ? (unpackTray(packed).text ?? "null") : "null";
}
