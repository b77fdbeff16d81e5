import { nameOfValue } from "../../domain/name-part.ts";
import type { Person } from "../api/people.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface NamesOfParts {
  /** Such a part as `campaign/spring` by its name; by its key, if it has none any more. */
  readonly nameOf: (kind: "campaign" | "segment" | "attribute", key: string) => string;
  /** What is known of an attribute, in words. */
  readonly sayValue: (attribute: string, value: unknown) => string;
}

/** The names that came with what was read of a person: whoever reads it may not read definitions. */
export function useNames({ names }: Pick<Person, "names">): NamesOfParts {
  const { t, say } = useTexts();
  const sayValue = (attribute: string, value: unknown): string => {
    if (Array.isArray(value)) {
      return value.length === 0 ? t.common.nothing : value.map((one) => sayValue(attribute, one)).join(", ");
    }
    if (value === null || value === undefined) return t.audience.unknownGroup;
    if (typeof value === "boolean") return value ? t.audience.yes : t.audience.no;
    const label = names[nameOfValue(attribute, value)];
    return label === undefined ? String(value) : say(label);
  };
  return {
    nameOf(kind, key) {
      const label = names[`${kind}/${key}`];
      return label === undefined ? key : say(label);
    },
    sayValue,
  };
}
