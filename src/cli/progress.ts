/** Where a command shows how far it is, and what else it needs of the world around it. */
export interface Terminal {
  readonly isInteractive: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Milliseconds that only grow. */
  now(): number;
}

/** How far something is; the total is not known of a pipe. */
export interface Advance {
  readonly bytes: number;
  readonly totalBytes: number | undefined;
  readonly lines: number;
}

export interface ProgressDisplay {
  show(advance: Advance): void;
  /** Prints a line of its own; the bar stays below it. */
  log(line: string): void;
  /** Shows the end, and leaves it standing. */
  finish(advance: Advance): void;
}

/** A log that nobody watches gets a line this often. */
const PLAIN_EVERY_MS = 5_000;
const BAR_CELLS = 24;
const CLEAR_LINE = "\r\u001b[2K";

/** A bar that is drawn over itself where there is a terminal, a line every few seconds where there is none. */
export function createProgress(terminal: Terminal): ProgressDisplay {
  const startedAt = terminal.now();
  let drawn = "";
  let lastLineAt = startedAt;

  function describe({ bytes, totalBytes, lines }: Advance): string {
    const elapsedS = Math.max((terminal.now() - startedAt) / 1_000, 0.001);
    const share = totalBytes === undefined || totalBytes === 0 ? undefined : Math.min(bytes / totalBytes, 1);
    const leftS = share === undefined || share === 0 ? undefined : (elapsedS / share) * (1 - share);
    return [
      ...(share === undefined ? [] : [`${drawBar(share)} ${String(Math.floor(share * 100)).padStart(3)} %`]),
      totalBytes === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`,
      `${formatCount(lines)} lines`,
      `${formatCount(Math.round(lines / elapsedS))}/s`,
      ...(leftS === undefined || share === 1 ? [] : [`${formatDuration(leftS)} left`]),
    ].join("  ");
  }

  function draw(text: string): void {
    drawn = text.slice(0, terminal.columns - 1);
    terminal.write(`${CLEAR_LINE}${drawn}`);
  }

  return {
    show(advance) {
      if (terminal.isInteractive) return draw(describe(advance));
      if (terminal.now() - lastLineAt < PLAIN_EVERY_MS) return;
      lastLineAt = terminal.now();
      terminal.write(`${describe(advance)}\n`);
    },
    log(line) {
      if (!terminal.isInteractive) return terminal.write(`${line}\n`);
      terminal.write(`${CLEAR_LINE}${line}\n`);
      draw(drawn);
    },
    finish(advance) {
      if (terminal.isInteractive) draw(describe(advance));
      terminal.write(terminal.isInteractive ? "\n" : `${describe(advance)}\n`);
    },
  };
}

function drawBar(share: number): string {
  const full = Math.round(share * BAR_CELLS);
  return "█".repeat(full) + "░".repeat(BAR_CELLS - full);
}

const formatCount = (count: number) => count.toLocaleString("en-US");

function formatBytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes < 1 ? `${Math.ceil(bytes / 1_000)} kB` : `${megabytes.toFixed(1)} MB`;
}

/** Such as 0:07 or 1:02:03. */
function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const pad = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}
