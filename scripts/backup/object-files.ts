/** Where plain workerd keeps each object, by its class and name. */
import { createHash, createHmac } from "node:crypto";
import { listEventsNames } from "../../src/contract/rpc/rpc-events.ts";
import { listShardNames } from "../../src/contract/rpc/objects.ts";

/** In the order in which a backup copies them. The catalog comes last: a ruleset that is published meanwhile is then in it, if it is in any shard. */
export const CLASSES = ["Shard", "Events", "Guard", "Catalog"] as const;
export type ClassName = (typeof CLASSES)[number];

const CATALOG = "catalog";

/** Half of an identifier is the name's, the other half seals it. */
const HALF_BYTES = 16;

/** An object's file below the data folder. workerd makes the identifier from the name and the class's unique key, which is its name. */
export function pathOf(className: ClassName, name: string): string {
  const key = createHash("sha256").update(className).digest();
  const seal = (text: string | Buffer) => createHmac("sha256", key).update(text).digest().subarray(0, HALF_BYTES);
  const half = seal(name);
  return `objects/${className}/${Buffer.concat([half, seal(half)]).toString("hex")}.sqlite`;
}

export const CATALOG_PATH = pathOf("Catalog", CATALOG);

export interface NamedObject {
  readonly className: ClassName;
  readonly name: string;
}

/** The objects of an installation by their paths. Guards are known by the catalog only. */
export function nameObjects(shards: number, guards: readonly string[]): ReadonlyMap<string, NamedObject> {
  const all = [
    ...listShardNames(shards).map((name) => ({ className: "Shard", name }) as const),
    ...listEventsNames().map((name) => ({ className: "Events", name }) as const),
    ...guards.map((name) => ({ className: "Guard", name }) as const),
    { className: "Catalog", name: CATALOG } as const,
  ];
  return new Map(all.map((object) => [pathOf(object.className, object.name), object]));
}

/** Finds an object as `garland repair` names it: shard-7, or shard-7-of-16; also events-0, a guard, or the catalog. */
export function findObject(wanted: string, shards: number, guards: readonly string[]) {
  const full = /^shard-\d+$/.test(wanted) ? `${wanted}-of-${shards}` : wanted;
  const found = [...nameObjects(shards, guards)].find(([, { name }]) => name === full);
  return found && { path: found[0], ...found[1] };
}

/** Whether a path below a backup may be one of its files at all: nothing else is ever read or written. */
export function isBackupPath(path: string): boolean {
  return /^(shards|objects\/(Shard|Events|Guard|Catalog)\/([0-9a-f]{64}|metadata)\.sqlite)$/.test(path);
}

export function classOf(path: string): ClassName | undefined {
  return CLASSES.find((name) => path.startsWith(`objects/${name}/`));
}

/** Alarms of a class's objects lie in a file beside them. */
export function isAlarmFile(path: string): boolean {
  return path.endsWith("/metadata.sqlite");
}
