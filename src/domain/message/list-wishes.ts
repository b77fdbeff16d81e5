/** Several wishes of one message: each is carried out if each names its own thing. */
import type { FoundScope } from "./find-scope.ts";
import type { Signal } from "./signal.ts";
import type { AlsoWished, MessageScope } from "./understanding.ts";

interface Scoped {
  readonly signal: Signal;
  readonly found: FoundScope;
}

type Named = AlsoWished["scope"];

/** What a sure wish names in its own clause. */
function nameOf({ signal, found: { scope, rule } }: Scoped): Named | undefined {
  if (!signal.sure || (rule !== "named" && rule !== "category-named")) return undefined;
  return scope.kind === "theme" || scope.kind === "category" ? { kind: scope.kind, key: scope.key } : undefined;
}

const keyOf = ({ kind, key }: Named): string => `${kind}:${key}`;

const distinct = (scopes: readonly Named[]): readonly Named[] => [
  ...new Map(scopes.map((scope) => [keyOf(scope), scope])).values(),
];

/** "уберите ёлку, а тюльпан включите", "уберите ёлку, сердечки оставьте": nothing, if any of them isn't plain. */
export function listBothWays(
  offs: readonly Scoped[],
  ons: readonly Scoped[],
  keeps: readonly Scoped[],
): { readonly scope: MessageScope; readonly also: readonly AlsoWished[] } | undefined {
  const [off, on, keep] = [offs, ons, keeps].map((scoped) => scoped.map(nameOf));
  const named = [...(off ?? []), ...(on ?? []), ...(keep ?? [])];
  if (off === undefined || on === undefined || keep === undefined || named.includes(undefined)) return undefined;
  const switchedOff = distinct(off.filter((scope) => scope !== undefined));
  const switchedOn = distinct(on.filter((scope) => scope !== undefined));
  const kept = [...switchedOn, ...keep.filter((scope) => scope !== undefined)].map(keyOf);
  const [first, ...others] = switchedOff;
  if (first === undefined || switchedOff.some((scope) => kept.includes(keyOf(scope)))) return undefined;
  return {
    scope: first,
    also: [
      ...others.map((scope) => ({ intent: "switch-off", scope }) as const),
      ...switchedOn.map((scope) => ({ intent: "switch-on", scope }) as const),
    ],
  };
}
