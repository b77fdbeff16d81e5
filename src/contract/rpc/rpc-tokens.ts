/** What a shard says of the tokens of its lines. Instants are epoch milliseconds. */
export interface TokenRpc {
  /** Whether the line takes tokens that were issued at that instant. */
  admits(subscriberId: string, issuedAt: number): Promise<boolean>;
  /** Refuses tokens that were issued before an instant; returns the instant that holds, which is a later one if that was said before. */
  refuseTokens(subscriberId: string, issuedBefore: number): Promise<number>;
}
