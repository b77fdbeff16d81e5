import { describe, expect, it } from "vitest";
import { createProgress, type Terminal } from "../../src/cli/progress.ts";

function openTerminal(isInteractive: boolean) {
  const clock = { now: 0 };
  const written: string[] = [];
  const terminal: Terminal = {
    isInteractive,
    columns: 120,
    write: (text) => void written.push(text),
    now: () => clock.now,
  };
  return { clock, written, progress: createProgress(terminal) };
}

const half = { bytes: 1_500_000, totalBytes: 3_000_000, lines: 7_000 };

describe("progress", () => {
  it("draws a bar with bytes, lines, rate and time left over itself", () => {
    const { clock, written, progress } = openTerminal(true);
    clock.now = 70_000;
    progress.show(half);
    expect(written).toEqual([
      "\r\u001b[2K████████████░░░░░░░░░░░░  50 %  1.5 MB of 3.0 MB  7,000 lines  100/s  1:10 left",
    ]);
  });

  it("keeps the bar below what is logged", () => {
    const { written, progress } = openTerminal(true);
    progress.show(half);
    const [bar = ""] = written.splice(0);
    progress.log("file:3: wrong");
    expect(written).toEqual(["\r\u001b[2Kfile:3: wrong\n", bar]);
  });

  it("says no more than it knows of a pipe", () => {
    const { clock, written, progress } = openTerminal(true);
    clock.now = 2_000;
    progress.finish({ bytes: 900, totalBytes: undefined, lines: 8 });
    expect(written).toEqual(["\r\u001b[2K1 kB  8 lines  4/s", "\n"]);
  });

  it("prints a plain line every five seconds, and at the end, where nobody watches", () => {
    const { clock, written, progress } = openTerminal(false);
    for (const now of [0, 1_000, 4_999, 5_000, 6_000, 10_000]) {
      clock.now = now;
      progress.show(half);
    }
    progress.log("note");
    progress.finish({ ...half, bytes: 3_000_000 });
    expect(written).toHaveLength(4);
    expect(written.every((text) => text.endsWith("\n") && !text.includes("\u001b"))).toBe(true);
    expect(written.at(-1)).toContain("100 %");
  });
});
