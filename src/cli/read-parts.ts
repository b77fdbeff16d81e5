/** Some whole lines of a file, to be sent as one request. */
export interface Part {
  /** From 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The number in the file of its first line. */
  readonly firstLine: number;
  readonly lines: number;
}

/** The input can't be read as lines; the message says why. */
export class InputError extends Error {}

const LINE_FEED = 0x0a;

/**
 * Cuts input into parts of whole lines: each ends with the first line break at or after `partBytes`. The same input is
 * always cut in the same way, so a part can be sent again under its own key. One part is in memory at a time.
 */
export async function* readParts(chunks: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Part, void> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let index = 0;
  let firstLine = 1;

  function finish(): Part {
    const bytes = Uint8Array.from(Buffer.concat(pieces));
    const lines = countLines(bytes);
    const part = { index, bytes, firstLine, lines };
    index += 1;
    firstLine += lines;
    pieces = [];
    size = 0;
    return part;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start + Math.max(0, partBytes - size - 1)) + 1;
      if (end === 0) break;
      pieces.push(chunk.subarray(start, end));
      yield finish();
      start = end;
    }
    pieces.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > 2 * partBytes) throw new InputError("has a line of megabytes; is it NDJSON, one subscriber a line?");
  }
  if (size > 0) yield finish();
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1;
  return bytes.at(-1) === LINE_FEED ? lines : lines + 1;
}
