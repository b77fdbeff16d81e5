import type { Label } from "../domain/label.ts";
import type { AttributeDefinition } from "../domain/condition/attribute.ts";
import type { Segment } from "../domain/condition/segment.ts";
import { explainRefused, weighAttribute, weighSegment } from "./forbidden-attributes.ts";
import { whyUnreadable } from "./unreadable-text.ts";

export type WrittenCode = "forbidden-attribute" | "forbidden-segment" | "no-purpose" | "unreadable-text";

/** Lists of definitions that people give names to. */
const LISTS = ["attributes", "segments", "categories", "themes", "feasts", "decorations", "campaigns"] as const;

type NamedList = (typeof LISTS)[number];

interface Named {
  readonly key: string;
  readonly label?: Label | undefined;
}

type NamedDefinitions = Readonly<Record<Exclude<NamedList, "attributes" | "segments">, readonly Named[]>> & {
  readonly attributes: readonly AttributeDefinition[];
  readonly segments: readonly Segment[];
};

/** Something that was kept once, and is refused to whoever writes it anew. */
export interface WrittenProblem {
  readonly code: WrittenCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly words?: Label;
}

/** Which definitions are being written; all others were kept by an earlier version, which asked less. */
export type IsWritten = (list: NamedList, key: string) => boolean;

/** What is asked only of definitions that are being written. */
export function checkWritten(definitions: NamedDefinitions, isWritten: IsWritten): readonly WrittenProblem[] {
  return [
    ...definitions.attributes.flatMap((attribute, index): readonly WrittenProblem[] => {
      if (!isWritten("attributes", attribute.key)) return [];
      const at = ["attributes", index];
      const why = explainRefused(weighAttribute(attribute), "attribute");
      return [
        ...(why === undefined
          ? []
          : [{ code: "forbidden-attribute", path: [...at, "key"], message: why.en, words: why } as const]),
        ...(attribute.purpose === undefined
          ? [{ code: "no-purpose", path: [...at, "purpose"], message: NO_PURPOSE } as const]
          : []),
        ...checkLabel(attribute.purpose, [...at, "purpose"]),
        ...(attribute.values ?? []).flatMap((option, place) =>
          checkLabel(option.label, [...at, "values", place, "label"]),
        ),
      ];
    }),
    ...definitions.segments.flatMap((segment, index): readonly WrittenProblem[] => {
      if (!isWritten("segments", segment.key)) return [];
      const why = explainRefused(weighSegment(segment), "audience");
      const examples = segment.examples.flatMap(({ description }, place) =>
        checkText(description, ["segments", index, "examples", place, "description"]),
      );
      return [
        ...(why === undefined
          ? []
          : [{ code: "forbidden-segment", path: ["segments", index, "key"], message: why.en, words: why } as const]),
        ...examples,
      ];
    }),
    ...LISTS.flatMap((list) =>
      definitions[list].flatMap(({ key, label }: Named, index: number) =>
        isWritten(list, key) ? checkLabel(label, [list, index, "label"]) : [],
      ),
    ),
  ];
}

const NO_PURPOSE =
  "is missing: say in both languages what the attribute is needed for, so that whoever reads it can judge";

function checkLabel(label: Label | undefined, path: WrittenProblem["path"]): readonly WrittenProblem[] {
  return Object.entries(label ?? {}).flatMap(([language, text]) => checkText(text, [...path, language]));
}

function checkText(text: string, path: WrittenProblem["path"]): readonly WrittenProblem[] {
  const message = whyUnreadable(text);
  return message === undefined ? [] : [{ code: "unreadable-text", path, message }];
}
