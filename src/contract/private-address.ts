/** Names that no public name server answers: they mean this machine, or one beside it. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** First address and length of the prefix of what is not on the public internet: RFC 6890 and what it lists. */
const PRIVATE_BLOCKS: readonly (readonly [start: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
];

/** IPv4 inside IPv6: mapped, translated, 6to4. */
const EMBEDDED_V4 = [/^::ffff:(.+)$/, /^64:ff9b::(.+)$/, /^2002:([0-9a-f]+:[0-9a-f]*)/];

/**
 * Why an address is not on the public internet, as far as its text tells: a number of a private network, of this machine
 * or of a link, or a name that means one. Undefined: nothing is wrong with it. A name that leads to such a number is
 * found by whoever connects (scripts/workerd-config.ts).
 */
export function whyPrivate(url: string): "number" | "name" | undefined {
  // The parser writes IPv4 in dots however it was given: hexadecimal, octal, as one number.
  const host = URL.parse(url)?.hostname.toLowerCase().replace(/\.$/, "") ?? "";
  if (host.startsWith("[")) return isPrivateV6(host.slice(1, -1)) ? "number" : undefined;
  if (/^[\d.]+$/.test(host)) return isPrivateV4(host) ? "number" : undefined;
  return !host.includes(".") || PRIVATE_NAME.test(host) ? "name" : undefined;
}

function isPrivateV4(address: string): boolean {
  return PRIVATE_BLOCKS.some(([start, bits]) => toNumber(address) >>> (32 - bits) === toNumber(start) >>> (32 - bits));
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** In the short form that the parser writes. */
function isPrivateV6(address: string): boolean {
  for (const form of EMBEDDED_V4) {
    const [, embedded] = form.exec(address) ?? [];
    if (embedded !== undefined) return isPrivateV4(toDotted(embedded));
  }
  // ::/96 this machine, and what once stood for IPv4; fc00::/7 unique local; fe80::/9 link- and site-local; ff00::/8 multicast.
  return address.startsWith("::") || /^(f[cd]|fe[89a-f]|ff)[0-9a-f]{1,2}:/.test(address);
}

/** The last two groups of an IPv6 address as IPv4 in dots. */
function toDotted(groups: string): string {
  const [low = 0, high = 0] = groups
    .split(":")
    .map((group) => Number.parseInt(group || "0", 16))
    .toReversed();
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
