/** One line of a body, without its line break; or why it could not be read. Lines are counted from 1. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: "too-long" | "malformed-utf8" };

export interface BlockLimits {
  readonly lineBytes: number;
  readonly blockLines: number;
  readonly blockCharacters: number;
}

/** The body is no NDJSON at all, by how it begins. */
export class NotNdjsonError extends Error {
  readonly found: "gzip" | "utf-16";

  constructor(found: NotNdjsonError["found"]) {
    super(`the body is ${found}`);
    this.found = found;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Cuts a body into blocks of lines: a block is full when it has `blockLines`, or `blockCharacters` or more. Where blocks
 * end depends on the lines alone, not on how the body arrives. No more is read than the block asked for needs, and no
 * more is kept than one block and one unfinished line. Lines end with LF or CRLF; the last one may go without. A mark of
 * UTF-8 is no part of a line, as files that were joined may have several. Throws a NotNdjsonError, or what the body does.
 */
export async function* readBlocks(
  body: AsyncIterable<Uint8Array>,
  limits: BlockLimits,
): AsyncGenerator<readonly Line[], void> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  const held = new Uint8Array(limits.lineBytes);
  let heldBytes = 0;
  let isTooLong = false;
  let lineNumber = 0;
  let block: Line[] = [];
  let blockCharacters = 0;

  function hold(piece: Uint8Array): void {
    isTooLong ||= heldBytes + piece.length > limits.lineBytes;
    if (isTooLong) return;
    held.set(piece, heldBytes);
    heldBytes += piece.length;
  }

  /** Ends a line with its last piece; one that came in a single piece is read in place. */
  function endLine(piece: Uint8Array): void {
    const isWhole = heldBytes === 0 && !isTooLong && piece.length <= limits.lineBytes;
    if (!isWhole) hold(piece);
    const line = isTooLong ? undefined : decode(isWhole ? piece : held.subarray(0, heldBytes));
    const number = ++lineNumber;
    if (line === undefined) block.push({ number, problem: isTooLong ? "too-long" : "malformed-utf8" });
    else block.push({ number, text: line });
    blockCharacters += line?.length ?? 0;
    heldBytes = 0;
    isTooLong = false;
  }

  function decode(bytes: Uint8Array): string | undefined {
    try {
      return decoder.decode(bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes);
    } catch {
      return undefined;
    }
  }

  let begin = new Uint8Array();
  for await (const chunk of body) {
    if (begin.length < 2) {
      begin = Uint8Array.of(...begin, ...chunk.subarray(0, 2));
      refuseOthers(begin);
    }
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      endLine(chunk.subarray(start, end));
      start = end + 1;
      if (block.length < limits.blockLines && blockCharacters < limits.blockCharacters) continue;
      yield block;
      block = [];
      blockCharacters = 0;
    }
    hold(chunk.subarray(start));
  }
  if (heldBytes > 0 || isTooLong) endLine(new Uint8Array());
  if (block.length > 0) yield block;
}

/** Each line of these would be refused by itself otherwise, without a word of what they are. */
function refuseOthers([first, second]: Uint8Array): void {
  if (first === 0x1f && second === 0x8b) throw new NotNdjsonError("gzip");
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw new NotNdjsonError("utf-16");
}
