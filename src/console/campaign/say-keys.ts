import type { Label, Language } from "../../domain/label.ts";

interface Keyed {
  readonly key: string;
  readonly label: Label;
}

interface KnownNames {
  /** What the service puts in quotation marks: campaigns and audiences. */
  readonly quoted: readonly Keyed[];
  /** What it puts in brackets. */
  readonly attributes: readonly Keyed[];
  readonly language: Language;
}

const QUOTED = /([«“])([a-z0-9-]+)([»”])/g;
const BRACKETED = /\(([a-zA-Z]+(?:, [a-zA-Z]+)*)\)/g;

/** The service's remark with names instead of keys, which it says because files have them. */
export function sayKeys(remark: string, { quoted, attributes, language }: KnownNames): string {
  const nameOf = (known: readonly Keyed[], key: string) => known.find((one) => one.key === key)?.label[language] ?? key;
  return remark
    .replaceAll(QUOTED, (_all, open: string, key: string, close: string) => open + nameOf(quoted, key) + close)
    .replaceAll(BRACKETED, (_all, keys: string) => {
      const names = keys.split(", ").map((key) => nameOf(attributes, key));
      return `(${names.join(", ")})`;
    });
}
