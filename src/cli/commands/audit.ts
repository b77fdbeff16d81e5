import { parseArgs } from "node:util";
import { z } from "zod";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { ServiceError, UsageError, type Command } from "../command.ts";

const verificationSchema = z.object({ entries: z.int(), brokenAt: z.int().nullable() });

/** Asks the service whether its record of who did what is whole. */
export const auditCommand: Command = {
  summary: "verify that the record of who did what is whole",
  usage: `garland audit verify [options]

  --url    where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key    a service key or staff token; better in GARLAND_KEY, where nobody sees it

Exit codes: 0 whole, 1 an entry was changed or removed.`,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: "string" }, key: { type: "string" } },
    });
    if (positionals.length !== 1 || positionals[0] !== "verify") throw new UsageError("The only subcommand is verify.");
    const credential = values.key ?? process.env["GARLAND_KEY"] ?? "";
    const url = new URL("/v1/audit/verification", chooseServiceUrl(values.url));
    const response = await fetch(url, { headers: { Authorization: `Bearer ${credential}` } }).catch(() => undefined);
    if (response === undefined)
      throw new ServiceError(`Nothing answers at ${url.origin}; name the service with --url.`);
    if (!response.ok) throw new ServiceError(`The service refused with ${response.status}; check GARLAND_KEY.`);
    const { entries, brokenAt } = verificationSchema.parse(await response.json());
    if (brokenAt === null) return `Whole: ${entries} entries, each covering the one before.`;
    throw new ServiceError(`Entry ${brokenAt} does not fit: it, or one before it, was changed or removed.`);
  },
};
