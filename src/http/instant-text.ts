/** An instant in epoch milliseconds as replies tell it: RFC 3339, in UTC. */
export function toInstantText(at: number): string {
  return new Date(at).toISOString();
}
