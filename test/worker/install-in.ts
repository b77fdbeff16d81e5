import type { InstallReply, ShardRpc } from "../../src/contract/rpc/rpc.ts";

/** Installs a ruleset as the catalog does, also in a shard that is no part of the installation. */
export async function installIn(stub: unknown, ruleset: string): Promise<InstallReply> {
  const shard = stub as Pick<ShardRpc, "identify" | "welcome" | "install">;
  const { identity } = await shard.identify();
  const own = identity ?? { installation: "of a test", birth: 1 };
  if (identity === null) await shard.welcome(own);
  return shard.install(ruleset, own);
}
