/**
 * A stub as the interface that its object implements. The generated stub types say the same, but nest so deeply that
 * the compiler gives up on comparing them.
 */
export function asRpc<Rpc>(stub: unknown): Rpc {
  return stub as Rpc;
}
