import { parseArgs } from "node:util";
import { repairSchema } from "../../contract/control.ts";
import { chooseServiceUrl, DEFAULT_URL, postJson } from "../call-service.ts";
import { UsageError, type Command } from "../command.ts";

/** Goes on without what a lost shard held. Two people call it, one after the other. */
export const repairCommand: Command = {
  summary: "go on without what a lost shard held (two people)",
  usage: `garland repair <shard> --accept-loss --reason "…" [options]

  What people of the shard chose is forgotten for good; look for a backup of its file first. The first call proposes
  it, the same call by a second person carries it out. Then import the shard's people anew.

  --reason   why; it goes into the audit
  --url      where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key      a staff token, or a service key to propose with; better in GARLAND_KEY, where nobody sees it

Exit codes: 0 proposed, or carried out; 1 the service refused; 2 wrong call.`,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        "accept-loss": { type: "boolean" },
        reason: { type: "string" },
        url: { type: "string" },
        key: { type: "string" },
      },
    });
    const [object, ...rest] = positionals;
    if (object === undefined || rest.length > 0) throw new UsageError("Name one shard, such as shard-7.");
    if (values["accept-loss"] !== true) {
      throw new UsageError("Say --accept-loss: what people of that shard chose is forgotten for good.");
    }
    if (values.reason === undefined) throw new UsageError("Say why, with --reason.");
    const address = new URL("/v1/repairs", chooseServiceUrl(values.url));
    const body = { object, acceptLoss: true, reason: values.reason };
    const credential = values.key ?? process.env["GARLAND_KEY"] ?? "";
    const { object: name, state, proposedBy } = await postJson(address, body, repairSchema, credential);
    return state === "proposed"
      ? `Proposed by ${proposedBy}. A second person now calls the same command, and ${name} begins anew.`
      : `${name} begins anew, without what it held. Import its people again.`;
  },
};
