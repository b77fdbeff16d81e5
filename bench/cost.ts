/** What fetches cost on Cloudflare, by the prices it publishes (read in November 2026), beyond what a plan includes. */
import { markdownTable } from "./markdown-table.ts";

const USD = {
  millionRequests: 0.3,
  millionCpuMilliseconds: 0.02,
  millionObjectCalls: 0.15,
  millionGigabyteSeconds: 12.5,
  millionRowsRead: 0.001,
} as const;

/** What an object counts for while it works, whatever it uses. */
const OBJECT_GIGABYTES = 0.128;

/** Of one request. The tests of the shard count the rows: one is read and none is written. */
export interface RequestUse {
  readonly cpuMicroseconds: number;
  /** How long the object is at work; the whole latency is more than that. */
  readonly objectMilliseconds: number;
  readonly objectCalls: number;
  readonly rowsRead: number;
}

/** US dollars for a million requests, item by item. */
export function costOfMillion(use: RequestUse): string {
  const items: readonly (readonly [string, number])[] = [
    ["1 request of the Worker each", USD.millionRequests],
    [
      `${use.cpuMicroseconds.toFixed(0)} µs of CPU each, the object's included`,
      (use.cpuMicroseconds / 1_000) * USD.millionCpuMilliseconds,
    ],
    [`${use.objectCalls} call of an object each`, use.objectCalls * USD.millionObjectCalls],
    [
      `${use.objectMilliseconds.toFixed(1)} ms of an object's time each, at most`,
      (use.objectMilliseconds / 1_000) * OBJECT_GIGABYTES * USD.millionGigabyteSeconds,
    ],
    [`${use.rowsRead} row read each, none written`, use.rowsRead * USD.millionRowsRead],
  ];
  const total = items.reduce((sum, [, usd]) => sum + usd, 0);
  return markdownTable(
    ["a million fetches on Cloudflare", "US$"],
    [...items, ["together", total] as const].map(([name, usd]) => [name, usd.toFixed(4)]),
  );
}
