import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What plain workerd needs to know to run a bundled Worker. Paths are relative to the configuration file. */
export interface WorkerdSetup {
  readonly address: string;
  readonly entry: string;
  /** Durable Object classes by binding. */
  readonly objects: Readonly<Record<string, string>>;
  /** Names of variables that workerd has in its environment: the file holds no secret. */
  readonly variables: readonly string[];
  /** Folder of the objects' SQLite files. */
  readonly storage: string;
  /** Folder of static files, bound as ASSETS. */
  readonly assets?: string;
  /** Folder of the file that says how much room the disk has, bound as SPACE. */
  readonly space?: string;
  /** Whether webhooks may lead into private networks. */
  readonly mayCallPrivate: boolean;
  /** Whether nobody can be called at all. */
  readonly isClosed?: boolean;
}

/** Writes the configuration in Cap'n Proto's text form, as `workerd serve` reads it. */
export function describeWorkerd(setup: WorkerdSetup): string {
  const { address, entry, objects, variables, storage, assets, space, mayCallPrivate, isClosed = false } = setup;
  const quote = (text: string) => JSON.stringify(text);
  const namespaces = Object.values(objects).map(
    (className) => `(className = ${quote(className)}, uniqueKey = ${quote(className)}, enableSql = true)`,
  );
  const bindings = [
    ...Object.entries(objects).map(
      ([name, className]) => `(name = ${quote(name)}, durableObjectNamespace = ${quote(className)})`,
    ),
    ...variables.map((name) => `(name = ${quote(name)}, fromEnvironment = ${quote(name)})`),
    ...(assets === undefined ? [] : [`(name = "ASSETS", service = "assets")`]),
    ...(space === undefined ? [] : [`(name = "SPACE", service = "space")`]),
    `(name = "OUTSIDE", service = "outside")`,
  ];
  const services = [
    `(name = "worker", worker = .worker)`,
    `(name = "storage", disk = (path = ${quote(storage)}, writable = true))`,
    // Garland fetches the issuers' key sets, inside the operator's walls or outside: their addresses are settings.
    describeNetwork("internet", isClosed ? [] : ["public", "private"]),
    // Webhooks are whatever somebody registers, so here numbers are looked at that names lead to.
    describeNetwork("outside", isClosed ? [] : mayCallPrivate ? ["public", "private"] : ["public"]),
    ...(assets === undefined ? [] : [`(name = "assets", disk = (path = ${quote(assets)}))`]),
    ...(space === undefined ? [] : [`(name = "space", disk = (path = ${quote(space)}))`]),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ${services.join(",\n    ")}
  ],
  sockets = [(name = "http", address = ${quote(address)}, http = (), service = "worker")]
);

const worker :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed ${quote(entry)})],
  compatibilityDate = "2026-10-01",
  bindings = [
    ${bindings.join(",\n    ")}
  ],
  durableObjectNamespaces = [
    ${namespaces.join(",\n    ")}
  ],
  durableObjectStorage = (localDisk = "storage")
);
`;
}

function describeNetwork(name: string, allow: readonly ("public" | "private")[]): string {
  const peers = allow.map((kind) => JSON.stringify(kind)).join(", ");
  return `(name = "${name}", network = (allow = [${peers}], tlsOptions = (trustBrowserCas = true)))`;
}

/** The object classes, as wrangler.toml binds them: one list for all ways of running. */
export async function readObjects(): Promise<Record<string, string>> {
  const toml = await readFile(join(import.meta.dirname, "../wrangler.toml"), "utf8");
  const bindings = toml.matchAll(/\[\[durable_objects\.bindings\]\]\s+name = "(\w+)"\s+class_name = "(\w+)"/g);
  return Object.fromEntries([...bindings].map(([, name = "", className = ""]) => [name, className]));
}
