import { parseArgs } from "node:util";
import { LANGUAGES } from "../../domain/label.ts";
import { ASKED } from "../../domain/message/asked.ts";
import { ServiceError, UsageError, type Command } from "../command.ts";
import { describeReading } from "../describe-reading.ts";
import { describeProblems, readDefinitions } from "../read-definitions.ts";

/** Shows how a message is read, without a service. */
export const explainMessageCommand: Command = {
  summary: "show how a message to the bot is read, and why",
  usage: `garland explain-message "<text>" [options]

  --shown <theme>      what the person sees meanwhile, such as tree
  --asked <question>   what we asked last: ${ASKED.join(", ")}
  --language <code>    of the description: ${LANGUAGES.join(" or ")}; that of the message by default
  --folder <folder>    holds segments/, decorations/ and campaigns/; this folder by default

Nothing is sent and nothing is done.`,

  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        shown: { type: "string" },
        asked: { type: "string" },
        language: { type: "string" },
        folder: { type: "string", default: "." },
      },
    });
    const [text, ...rest] = positionals;
    if (text === undefined || rest.length > 0) throw new UsageError("Give exactly one message, in quotation marks.");
    const definitions = readDefinitions(values.folder);
    if (!definitions.ok) throw new ServiceError(describeProblems(definitions.error));
    const { themes, categories } = definitions.value;
    const { shown } = values;
    if (shown !== undefined && !themes.some(({ key }) => key === shown)) {
      throw new UsageError(`There is no theme "${shown}"; there are ${themes.map(({ key }) => key).join(", ")}.`);
    }
    return describeReading({
      text,
      themes,
      categories,
      shown,
      asked: oneOf(ASKED, "--asked", values.asked),
      language: oneOf(LANGUAGES, "--language", values.language),
    });
  },
};

function oneOf<Value extends string>(
  values: readonly Value[],
  option: string,
  given: string | undefined,
): Value | undefined {
  if (given === undefined) return undefined;
  const found = values.find((value) => value === given);
  if (found === undefined) throw new UsageError(`${option} takes ${values.join(", ")}, not "${given}".`);
  return found;
}
