import { murmur3 } from "../domain/murmur3.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import type { WrittenTray } from "../contract/rpc/written-tray.ts";
import { digestOf } from "../tokens/digest.ts";
import { evaluateFlags, flagSourceOf, withoutNulls, type FlagSource, type FlagSuccess } from "../contract/ofrep.ts";
import { ownTrayOf, sharedTrayOf, type OwnTray, type SharedTray, type TrayParts } from "../contract/tray.ts";

/** Writes a tray. What many people share, which is most of it, is written and digested once. */
export function writeTray(parts: TrayParts): WrittenTray {
  const shared = writeShared(sharedTrayOf(parts));
  const head = openTray(ownTrayOf(parts));
  return { tag: `"${shared.digest}${hash(head)}${hash(`again ${head}`)}"`, text: head + shared.text };
}

const writeShared = onceForEach(({ scopes, labels, ...shared }: SharedTray) => {
  const text = closeTray({ scopes, labels }, shared);
  return { text, digest: digestOf(text) };
});

/**
 * Every flag of a person as JSON text. The tray that one of them holds is most of it, and again most of that is
 * written once.
 */
export function writeFlags(parts: TrayParts, flagSetId: string): string {
  const source = flagSourceOf(parts);
  const flags = evaluateFlags(source, flagSetId).map((flag) =>
    flag.key === "tray-icon" && "value" in flag ? writeTrayFlag(flag, source) : JSON.stringify(flag),
  );
  return `[${flags.join(",")}]`;
}

function writeTrayFlag({ value: _tray, ...flag }: FlagSuccess, { own, shared }: FlagSource): string {
  return `${openObject(flag)},"value":${openTray(own)}${writeSharedValue(shared)}}`;
}

const writeSharedValue = onceForEach((shared: SharedTray) =>
  closeTray({ scopes: shared.scopes, labels: shared.labels }, withoutNulls(shared)),
);

/** What is each person's own, up to the middle of `off`. */
function openTray({ off, ...own }: OwnTray): string {
  return `${openObject(own)},"off":${openObject(off)},`;
}

/** From there to the end. */
function closeTray(off: object, shared: object): string {
  return `${JSON.stringify(off).slice(1)},${JSON.stringify(shared).slice(1)}`;
}

function openObject(members: object): string {
  return JSON.stringify(members).slice(0, -1);
}

/** Eight digits: two of these tell a person's own answers apart, which is all that is asked of a tag. */
function hash(text: string): string {
  return murmur3(text).toString(16).padStart(8, "0");
}
