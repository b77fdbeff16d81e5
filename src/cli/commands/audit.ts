import { parseArgs } from "node:util";
import { z } from "zod";
import { askService, readAnswer, streamLines } from "../ask-service.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { EXIT_CODES, ServiceError, UsageError, type Command } from "../command.ts";

const verificationSchema = z.object({ entries: z.int(), brokenAt: z.int().nullable() });

const FILTERS = ["actor", "action", "target", "from", "until"] as const;

/** Asks the service whether its record of who did what is whole, or for all of it. */
export const auditCommand: Command = {
  summary: "verify, or export, the record of who did what",
  usage: `garland audit verify [options]
garland audit export [filter] [options] > audit.ndjson

  --actor    such as person:8f0c…, service:k3v9x0ab or system
  --action   such as approve, edit or stop-everything
  --target   such as campaign/new-year
  --from, --until   instants such as 2026-12-01T00:00:00+03:00
  --url      where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key      a service key or staff token; better in GARLAND_KEY, where nobody sees it

Exit codes: 0 whole, or exported; 1 an entry was changed or removed, or the service refused; 2 wrong call.`,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        actor: { type: "string" },
        action: { type: "string" },
        target: { type: "string" },
        from: { type: "string" },
        until: { type: "string" },
        url: { type: "string" },
        key: { type: "string" },
      },
    });
    const [subcommand, ...rest] = positionals;
    if (rest.length > 0 || (subcommand !== "verify" && subcommand !== "export")) {
      throw new UsageError("The subcommands are verify and export.");
    }
    const url = chooseServiceUrl(values.url);
    const credential = values.key ?? process.env["GARLAND_KEY"] ?? "";
    if (subcommand === "verify") return verify(new URL("/v1/audit/verification", url), credential);
    const address = new URL("/v1/audit:export", url);
    for (const filter of FILTERS) {
      const value = values[filter];
      if (value !== undefined) address.searchParams.set(filter, value);
    }
    return writeOut(address, credential);
  },
};

async function verify(address: URL, credential: string): Promise<string> {
  const reply = await askService(address, authorizedBy(credential));
  const { entries, brokenAt } = readAnswer(address, reply, verificationSchema);
  if (brokenAt === null) return `Whole: ${entries} entries, each covering the one before.`;
  throw new ServiceError(`Entry ${brokenAt} does not fit: it, or one before it, was changed or removed.`);
}

/** Entry by entry, however many there are. */
async function writeOut(address: URL, credential: string): Promise<number> {
  let hasBegun = false;
  try {
    for await (const chunk of streamLines(address, authorizedBy(credential))) {
      hasBegun = true;
      process.stdout.write(chunk);
    }
  } catch (error) {
    if (!hasBegun || !(error instanceof ServiceError)) throw error;
    throw new ServiceError(`${error.message} What was printed is not complete.`);
  }
  return EXIT_CODES.success;
}

function authorizedBy(credential: string): RequestInit {
  return { headers: { Authorization: `Bearer ${credential}` } };
}
