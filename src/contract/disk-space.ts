import { z } from "zod";
import { onceForEach } from "../domain/once-for-each.ts";
import { UNWATCHED, type DiskSpace } from "../domain/space-texts.ts";
import { within } from "./rpc/within.ts";

/** What the script that runs the server says of the disk, by a file that workerd reads (scripts/disk/watch-disk.ts). */
export const diskSpaceSchema = z.strictObject({
  state: z
    .enum(["enough", "low", "full"])
    .describe("`low`: only what switches off or stops is kept; `full`: nothing is"),
  freeBytes: z.number().nullable().describe("What is left for the data; null where nobody looks"),
  refusal: z.string().nullable().describe("Why nothing can be written though there is room, such as `EROFS`"),
});

/** The name of the file, in the folder that is bound as SPACE. */
export const SPACE_FILE = "space.json";

/** So long an isolate believes what it has read. */
const REMEMBERED_MS = 1_000;
const PATIENCE_MS = 1_000;

/** At once, unless it is time to look again. */
export type ReadSpace = () => DiskSpace | Promise<DiskSpace>;

interface Bound {
  fetch(url: string): Promise<Response>;
}

/** How the disk is. Where no script looks after it, there is always enough. */
export function openSpace(env: object): ReadSpace {
  const bound: unknown = Reflect.get(env, "SPACE");
  return isBound(bound) ? readerOf(bound) : () => UNWATCHED;
}

const readerOf = onceForEach((bound: Bound): ReadSpace => {
  let known: DiskSpace | undefined;
  let readAt = -Infinity;

  /** What can't be read says nothing: what was known before holds. */
  async function read(): Promise<DiskSpace> {
    const text = await within(PATIENCE_MS, fetchText(bound)).catch(() => "");
    const space = diskSpaceSchema.safeParse(parse(text));
    if (space.success) known = space.data;
    return known ?? UNWATCHED;
  }

  return () => {
    const sinceMs = Date.now() - readAt;
    if (known !== undefined && sinceMs >= 0 && sinceMs < REMEMBERED_MS) return known;
    // One asks; whoever comes meanwhile takes what is known.
    readAt = Date.now();
    return read();
  };
});

async function fetchText(bound: Bound): Promise<string> {
  return (await bound.fetch(`https://space/${SPACE_FILE}`)).text();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBound(bound: unknown): bound is Bound {
  return typeof bound === "object" && bound !== null && typeof Reflect.get(bound, "fetch") === "function";
}
