import type { InstallReply, ShardRpc } from "../../src/contract/rpc/rpc.ts";
import { catalog } from "./client.ts";

/** Installs a ruleset as the catalog does, also in a shard that is no part of the installation. */
export async function installIn(stub: unknown, ruleset: string): Promise<InstallReply> {
  const shard = stub as Pick<ShardRpc, "identify" | "welcome" | "install"> & { readonly name: string };
  const held = await shard.identify();
  const { judgement } = await catalog().attest("shard", shard.name, held);
  const kept = held.identity && { ...held.identity, name: shard.name };
  const identity = "identity" in judgement ? judgement.identity : kept;
  if (identity === null) throw new Error(`A shard that is ${judgement.kind} has an identity.`);
  if (judgement.kind === "welcome") await shard.welcome(identity);
  return shard.install(ruleset, identity);
}
