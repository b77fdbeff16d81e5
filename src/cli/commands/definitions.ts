import { parseArgs } from "node:util";
import { LEAST_REASON, MOST_REASON, reasonSchema } from "../../contract/control.ts";
import type { Definitions } from "../../contract/definitions.ts";
import { chooseServiceUrl, DEFAULT_URL } from "../call-service.ts";
import { ServiceError, UsageError, type Command } from "../command.ts";
import { compareDefinitions, describeDifference } from "../compare-definitions.ts";
import { openDefinitionService } from "../definition-service.ts";
import { pushDefinitions } from "../push-definitions.ts";
import { describeProblems, readDefinitions } from "../read-definitions.ts";
import { findUnwritable, writeDefinitions } from "../write-definitions.ts";

const COMMON = `  <folder>   holds segments/, decorations/ and campaigns/; this folder by default
  --url      where the service is; else GARLAND_URL, else ${DEFAULT_URL}
  --key      a service key or staff token; better in GARLAND_KEY, where nobody sees it`;

/** Checks the files of a folder, alone. */
export const checkCommand: Command = {
  summary: "check segments/, decorations/ and campaigns/ without a service",
  usage: `garland check [<folder>]\n\n  <folder>   holds the three folders; this folder by default\n\nExit codes: 0 in order, 1 something is wrong.`,
  async run(args) {
    const { folder } = readCall(args);
    const { segments, decorations, campaigns } = readFolder(folder);
    return `In order: ${segments.length} segments, ${decorations.length} decorations, ${campaigns.length} campaigns.`;
  },
};

/** Shows what \`push\` would do. */
export const diffCommand: Command = {
  summary: "show how the folder differs from the service",
  usage: `garland diff [<folder>] [options]\n\n${COMMON}\n\nExit codes: 0 no difference, 1 something is different or wrong.`,
  async run(args) {
    const call = readCall(args);
    const { definitions } = await call.service.read();
    const differences = compareDefinitions(definitions, readFolder(call.folder));
    if (differences.length === 0) return "No difference.";
    throw new ServiceError(differences.map(describeDifference).join("\n"));
  },
};

/** Brings the folder to the service: drafts, which nobody sees before they are approved and started, and a proposal for policy. */
export const pushCommand: Command = {
  summary: "bring the folder's definitions to the service, as drafts; propose what is policy",
  usage: `garland push [<folder>] [--prune | --prune-of-others] [--undo] [--why <text>] [options]\n\n${COMMON}
  --prune    also delete what the folder does not have, if nobody but you, or your keys, wrote it; says whose the rest is
  --prune-of-others
             the same, whoever wrote it
  --undo     also propose policy as it was before others changed it; else a folder that would do so is held, and says who did
  --why      the reason, for the audit and for the proposal; needed where something is proposed

Attributes, categories, themes and what feasts carry are policy: all that differs in them becomes one proposal, which people carry. A second push
of the same finds the first one's proposal, which keeps its reason. What is refused holds up nothing else.\n\nExit codes: 0 done, 1 something was refused or it broke off; what was done before is said first.`,
  async run(args) {
    const call = readCall(args);
    const local = readFolder(call.folder);
    const { definitions, revisions } = await call.service.read();
    const differences = compareDefinitions(definitions, local);
    const { service, why, isPruning, prunesOthers, isUndoing } = call;
    return pushDefinitions({ service, differences, revisions, isPruning, prunesOthers, isUndoing, why });
  },
};

/** Brings the service's definitions to the folder. */
export const pullCommand: Command = {
  summary: "write the service's definitions into the folder",
  usage: `garland pull [<folder>] [options]\n\n${COMMON}\n\nFiles that say the same already keep their formatting.`,
  async run(args) {
    const call = readCall(args);
    const { definitions } = await call.service.read();
    const lists: readonly (readonly unknown[])[] = Object.values(definitions);
    if (lists.every(({ length }) => length === 0)) {
      throw new ServiceError("The service holds no definitions at all; the folder is left as it is.");
    }
    const unwritable = findUnwritable(definitions);
    if (unwritable !== undefined) {
      throw new ServiceError(
        `"${unwritable}" can't be a file on Windows; rename it in the service. Nothing was written.`,
      );
    }
    const touched = writeDefinitions(call.folder, definitions);
    return touched.length === 0 ? "Nothing to do." : touched.join("\n");
  },
};

function readCall(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: "string" },
      key: { type: "string" },
      why: { type: "string" },
      prune: { type: "boolean" },
      "prune-of-others": { type: "boolean" },
      undo: { type: "boolean" },
    },
  });
  if (positionals.length > 1) throw new UsageError("Give one folder at most.");
  const prunesOthers = values["prune-of-others"] === true;
  const credential = values.key ?? process.env["GARLAND_KEY"];
  return {
    folder: positionals[0] ?? ".",
    service: openDefinitionService(chooseServiceUrl(values.url), credential),
    why: values.why === undefined ? undefined : readReason(values.why),
    isPruning: values.prune === true || prunesOthers,
    prunesOthers,
    isUndoing: values.undo === true,
  };
}

/** Checked before anything is sent: a service that refused it would do so half way. */
function readReason(text: string): string {
  const reason = reasonSchema.safeParse(text);
  if (reason.success) return reason.data;
  const unseen = reason.error.issues.find(({ code }) => code === "custom")?.message;
  const wrong = unseen ?? `must have ${LEAST_REASON} to ${MOST_REASON} characters`;
  throw new UsageError(`The reason of --why ${wrong}.`);
}

function readFolder(folder: string): Definitions {
  let read;
  try {
    read = readDefinitions(folder);
  } catch {
    throw new UsageError(`There are no segments/, decorations/ and campaigns/ in "${folder}".`);
  }
  if (read.ok) return read.value;
  throw new ServiceError(describeProblems(read.error));
}
