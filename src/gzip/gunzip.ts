import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** Why the rest of a gzip can't be read. `byte`: so much of it was read before, as it came, compressed. */
export class GzipError extends Error {
  readonly kind: "cut-off" | "damaged" | "followed";
  readonly byte: number;

  constructor(kind: GzipError["kind"], byte: number) {
    super(`gzip ${kind} at byte ${byte}`);
    this.kind = kind;
    this.byte = byte;
  }
}

/** Fewer and larger pieces than Node's own 16 KiB: each costs a turn of the loop. */
const PIECE_BYTES = 128 * 1024;

/**
 * The bytes of a gzip, which may have several members one after another (`cat a.gz b.gz`), empty ones too, and zeros after the
 * last, as tapes have them. Whatever else can't be read to the end is a GzipError, also what nobody would miss: a last
 * member that is cut off, or data behind the zeros. No more is in memory than a few pieces.
 */
export async function* gunzip(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const inflating = createGunzip({ chunkSize: PIECE_BYTES });
  let received = 0;
  /** How many bytes there are up to the last that is no zero. */
  let meaningful = 0;
  let bodyError: unknown;

  async function* watch(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const piece of body) {
        const zeros = countZerosAtEnd(piece);
        if (zeros < piece.length) meaningful = received + piece.length - zeros;
        received += piece.length;
        yield piece;
      }
    } catch (error) {
      bodyError = error;
      throw error;
    }
  }

  // What goes wrong is thrown by reading from it, below.
  const piped = pipeline(Readable.from(watch()), inflating).catch(() => undefined);
  try {
    for await (const piece of inflating) yield piece;
    await piped;
  } catch (error) {
    if (bodyError !== undefined) throw error;
    const isCutOff = error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR";
    throw new GzipError(isCutOff ? "cut-off" : "damaged", isCutOff ? received : inflating.bytesWritten);
  } finally {
    inflating.destroy();
  }
  if (meaningful > inflating.bytesWritten) throw new GzipError("followed", inflating.bytesWritten);
}

/** Whether something that begins so is a gzip. */
export function isGzip(beginning: Uint8Array): boolean {
  return beginning[0] === 0x1f && beginning[1] === 0x8b;
}

function countZerosAtEnd(piece: Uint8Array): number {
  let zeros = 0;
  while (zeros < piece.length && piece[piece.length - 1 - zeros] === 0) zeros += 1;
  return zeros;
}
