import { parseArgs } from "node:util";
import { z } from "zod";
import { subscriberIdSchema } from "../../contract/identifiers.ts";
import { chooseServiceUrl, DEFAULT_URL, postJson } from "../call-service.ts";
import { UsageError, type Command } from "../command.ts";
import { sayInEnglish } from "../../contract/rule-texts.ts";

/** Prints a subscriber's token for trying things out; the service gives none in production. */
export const tokenCommand: Command = {
  summary: "print a subscriber's token, good for 12 hours (development only)",
  usage: `garland token <subscriberId> [--url <address>]

  <subscriberId>   such as demo-000042
  --url            where the service is; else GARLAND_URL, else ${DEFAULT_URL}`,

  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: "string" } },
    });
    const [subscriberId, ...rest] = positionals;
    if (subscriberId === undefined || rest.length > 0) throw new UsageError("Give exactly one subscriberId.");
    const checked = subscriberIdSchema.safeParse(subscriberId);
    if (!checked.success)
      throw new UsageError(`The subscriberId ${sayInEnglish(checked.error.issues[0]?.message ?? "")}.`);
    const url = new URL("/dev/tokens", chooseServiceUrl(values.url));
    return (await postJson(url, { subscriberId }, z.object({ token: z.string() }))).token;
  },
};
