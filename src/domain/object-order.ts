/** Orders objects as people count: the catalog, `shard-2` before `shard-10`, then the rest. */
export function inOrder<Named extends { readonly object: string; readonly kind: string }>(
  objects: readonly Named[],
): readonly Named[] {
  return objects.toSorted(
    (one, other) =>
      Number(other.kind === "catalog") - Number(one.kind === "catalog") ||
      Number(other.kind === "shard") - Number(one.kind === "shard") ||
      compareNames(one.object, other.object),
  );
}

const parts = (name: string) => name.split(/(\d+)/u);

function compareNames(one: string, other: string): number {
  const others = parts(other);
  for (const [index, part] of parts(one).entries()) {
    const against = others[index] ?? "";
    if (part !== against) return Number(part) - Number(against) || (part < against ? -1 : 1);
  }
  return 0;
}
