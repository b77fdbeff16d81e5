/** A tray (`Tray`) as JSON text, and the entity tag of exactly this text. */
export interface WrittenTray {
  readonly tag: string;
  readonly text: string;
}

/** Two quotation marks, 128 bits of base64url and 64 bits of hexadecimal digits. */
const TAG_CHARACTERS = 2 + 22 + 16;

/** A tray as it crosses an RPC, where an object of two texts costs far more than one text. */
export function packTray({ tag, text }: WrittenTray): string {
  return tag + text;
}

/** The same for a phone that has the text. */
export function packKnownTray({ tag }: WrittenTray): string {
  return tag;
}

/** The text is undefined where the phone has it. */
export function unpackTray(packed: string): { readonly tag: string; readonly text: string | undefined } {
  const tag = packed.slice(0, TAG_CHARACTERS);
  return { tag, text: packed.length === tag.length ? undefined : packed.slice(TAG_CHARACTERS) };
}

/** Whether an If-None-Match header names the tag; compared weakly (RFC 9110 §13.1.2), lists and `*` included. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((candidate) => {
    const trimmed = candidate.trim();
    return trimmed === "*" || trimmed.replace(/^W\//, "") === tag;
  });
}
