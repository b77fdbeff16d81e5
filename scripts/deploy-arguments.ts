import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

type Variables = Readonly<Record<string, string | undefined>>;

/** What may be said to Wrangler: nothing of it changes what is uploaded. */
const OPTIONS = {
  "dry-run": { type: "boolean" },
  outdir: { type: "string" },
  message: { type: "string" },
  tag: { type: "string" },
  strict: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

const HOW_TO_CALL = `It takes ${Object.keys(OPTIONS)
  .map((name) => `--${name}`)
  .join(", ")}, after "npm run deploy --"; what is deployed is wrangler.toml as it stands.`;

/** npm keeps these for itself unless `--` comes before them: a dry run would be a real one. */
const SWALLOWED = ["env", "env-file", "var", "config", "cwd", "name", "define", "keep-vars", "secrets-file", "dry-run"];

/** Each would send something else, or somewhere else, than was checked. */
const FOREIGN_VARIABLES = ["CLOUDFLARE_ENV", "WRANGLER_CI_OVERRIDE_NAME"];

/** The arguments for `wrangler deploy`. Throws if there are others than may be, or if npm has kept some for itself. */
export function readDeployArguments(args: readonly string[], environment: Variables): readonly string[] {
  const call = { args: [...args], options: OPTIONS };
  for (const token of parseArgs({ ...call, strict: false, allowPositionals: true, tokens: true }).tokens) {
    if (token.kind === "option" && Object.hasOwn(OPTIONS, token.name)) continue;
    const said = token.kind === "option" ? token.rawName : token.kind === "positional" ? token.value : "--";
    throw new Error(`Not deployed: ${said} is not taken. ${HOW_TO_CALL}`);
  }
  const swallowed = SWALLOWED.find((name) => environment[`npm_config_${name.replaceAll("-", "_")}`] !== undefined);
  if (swallowed !== undefined) {
    throw new Error(`Not deployed: npm has kept --${swallowed} for itself, as no "--" came before it. ${HOW_TO_CALL}`);
  }
  return Object.entries(parseArgs(call).values).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  );
}

/** Throws if variables, by the places where they are set, ask for another Worker than wrangler.toml describes. */
export function refuseForeignVariables(places: ReadonlyMap<string, Variables>): void {
  for (const [place, variables] of places) {
    const name = FOREIGN_VARIABLES.find((each) => (variables[each] ?? "") !== "");
    if (name === undefined) continue;
    throw new Error(
      `Not deployed: ${name} is set in ${place}, and asks for another Worker than is checked; remove it.`,
    );
  }
}
