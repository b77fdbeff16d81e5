/** Writes one line of JSON for machines to read. Never hand it an identifier, a token, a number or a person's words. */
export function logFailure(line: Readonly<Record<string, string | number>>): void {
  console.error(JSON.stringify(line));
}
