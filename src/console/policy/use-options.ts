import { FEASTS } from "../../domain/campaign/schedule.ts";
import type { Label } from "../../domain/label.ts";
import { LIMIT_NAMES } from "../../domain/limits.ts";
import { sayLimit } from "../../domain/policy/policy-texts.ts";
import { useBodies } from "../api/bodies.ts";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import { NOTHING, type Wish } from "./compose-change.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Types of attributes that need no list of values. */
const TYPES = ["string", "number", "boolean", "version", "strings"] as const;

interface Options {
  /** Which rows there are to change; undefined: it is a new one. */
  readonly keys: readonly Option[] | undefined;
  /** What it can be; undefined: it is typed, or there is nothing to choose. */
  readonly values: readonly Option[] | undefined;
  readonly labelOf: (key: string) => Label | undefined;
}

/** What can be chosen, by the names that people gave it; the key stands beside, because files have it. */
export function useOptions(wish: Wish): Options {
  const { t, say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const themes = useBodies("themes");
  const categories = useBodies("categories");
  const feasts = useBodies("feasts");
  const named = ({ key, label }: { readonly key: string; readonly label: Label }) => `${say(label)} (${key})`;
  const ofThemes = themes.map((theme) => ({ value: theme.key, label: named(theme) }));
  const ofCategories = categories.map((category) => ({ value: category.key, label: named(category) }));
  const ofFeasts = FEASTS.map((key) => {
    const label = feasts.find((feast) => feast.key === key)?.label;
    return { value: key, label: label === undefined ? t.feasts[key] : say(label) };
  });
  const places = categories.map((category) => ({
    value: category.key,
    label: category.sensitive ? `${say(category.label)} (${texts.sensitive})` : say(category.label),
  }));
  const marks = [
    { value: "yes", label: texts.sensitive },
    { value: "no", label: texts.ordinary },
  ];
  const rows = [
    ...categories.map((row) => ({
      value: `category/${row.key}`,
      label: `${texts.category}: ${named(row)}`,
      name: row.label,
    })),
    ...themes.map((row) => ({ value: `theme/${row.key}`, label: `${texts.theme}: ${named(row)}`, name: row.label })),
  ];
  const options: Readonly<Record<Wish, Omit<Options, "labelOf">>> = {
    "move-theme": { keys: ofThemes, values: places },
    "mark-category": { keys: ofCategories, values: marks },
    "mark-feast": { keys: ofFeasts, values: [...places, { value: NOTHING, label: texts.nothing }] },
    "set-limit": { keys: LIMIT_NAMES.map((name) => ({ value: name, label: say(sayLimit(name)) })), values: undefined },
    rename: { keys: rows.map(({ value, label }) => ({ value, label })), values: undefined },
    "new-category": { keys: undefined, values: marks },
    "new-theme": { keys: undefined, values: places },
    "new-attribute": { keys: undefined, values: TYPES.map((type) => ({ value: type, label: texts.types[type] })) },
  };
  return { ...options[wish], labelOf: (key) => rows.find(({ value }) => value === key)?.name };
}
