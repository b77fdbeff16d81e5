/** A table in Markdown: names to the left, figures to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const ruler = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, ruler, ...rows].map(line).join("\n");
}

/** Nanoseconds, as they are read: `42.0 ns`, `1.25 µs`. */
export function showNanoseconds(nanoseconds: number): string {
  return nanoseconds < 1_000 ? `${nanoseconds.toFixed(1)} ns` : `${(nanoseconds / 1_000).toFixed(2)} µs`;
}
