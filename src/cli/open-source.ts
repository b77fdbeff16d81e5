import { gunzip, GzipError, isGzip } from "../gzip/gunzip.ts";
import { InputError, readParts, type Part } from "./read-parts.ts";

/** What is imported, unpacked. */
export interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly isGzip: boolean;
}

/** Looks at how an input begins: a gzip is unpacked, whatever it is called. Throws an InputError for UTF-16. */
export async function openSource(input: AsyncIterable<Uint8Array>): Promise<Source> {
  const iterator = input[Symbol.asyncIterator]();
  let beginning: Uint8Array = new Uint8Array();
  while (beginning.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    beginning = Buffer.concat([beginning, next.value]);
  }

  async function* readAll(): AsyncGenerator<Uint8Array, void> {
    try {
      yield beginning;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }

  const [first, second] = beginning;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    await iterator.return?.();
    throw new InputError("is in UTF-16; save it as UTF-8.");
  }
  return isGzip(beginning) ? { chunks: gunzip(readAll()), isGzip: true } : { chunks: readAll(), isGzip: false };
}

/** The parts of a source; what ends it before its end is an InputError that says how far it was read. */
export async function* readWhole(chunks: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Part, void> {
  let lines = 0;
  try {
    for await (const part of readParts(chunks, partBytes)) {
      yield part;
      lines += part.lines;
    }
  } catch (error) {
    if (!(error instanceof GzipError)) throw error;
    const sent = lines === 0 ? "Nothing of it was sent." : `Lines 1 to ${lines} of it were sent.`;
    throw new InputError(`${GZIP_ERRORS[error.kind](error.byte)} ${sent}`);
  }
}

const GZIP_ERRORS: Readonly<Record<GzipError["kind"], (byte: number) => string>> = {
  "cut-off": (byte) => `breaks off after byte ${byte}: it is no whole gzip.`,
  damaged: (byte) => `is damaged at about byte ${byte}; check it with gzip -t.`,
  followed: (byte) => `ends as a gzip at byte ${byte}, and behind zeros there is more; take the zeros out.`,
};
