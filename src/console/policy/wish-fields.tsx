import { NativeSelect, TextInput } from "@mantine/core";
import { LIMIT_BOUNDS, LIMIT_NAMES } from "../../domain/limits.ts";
import { sayLimitValue } from "../../domain/policy/policy-texts.ts";
import { POLICY_TEXTS } from "../texts/policy-page-texts.ts";
import { usePageTexts, useTexts } from "../texts/use-texts.tsx";
import type { Fields, Wish } from "./compose-change.ts";
import type { Mistakes } from "./find-mistakes.ts";
import { readLimit } from "./read-limit.ts";
import type { Option } from "./use-options.ts";

interface WishFieldsProps {
  readonly wish: Wish;
  /** What can be chosen; undefined: the key is typed. */
  readonly keys: readonly Option[] | undefined;
  /** The same of what it shall be. */
  readonly values: readonly Option[] | undefined;
  readonly fields: Fields;
  readonly mistakes: Mistakes;
  readonly onChange: (part: Partial<Fields>) => void;
}

/** What one kind of change asks for. */
export function WishFields({ wish, keys, values, fields, mistakes, onChange }: WishFieldsProps) {
  const texts = usePageTexts(POLICY_TEXTS);
  const text = (name: keyof Fields, label: string, lang?: "ru" | "en") => (
    <TextInput
      label={label}
      required
      maxLength={name === "purposeRu" || name === "purposeEn" ? 240 : 120}
      {...(lang === undefined ? {} : { lang })}
      value={fields[name]}
      error={mistakes[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {keys === undefined ? (
        text("key", texts.key)
      ) : (
        <NativeSelect
          label={texts.rows[wish]}
          value={fields.key}
          onChange={(event) => onChange({ key: event.currentTarget.value })}
          data={[...keys]}
        />
      )}
      {wish === "rename" || keys === undefined ? (
        <>
          {text("ru", texts.nameRu, "ru")}
          {text("en", texts.nameEn, "en")}
        </>
      ) : null}
      {wish === "set-limit" ? (
        <LimitField fields={fields} mistake={mistakes.value} onChange={(value) => onChange({ value })} />
      ) : null}
      {values === undefined ? null : (
        <NativeSelect
          label={texts.values[wish]}
          value={fields.value}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
          data={[...values]}
        />
      )}
      {wish === "new-attribute" ? (
        <>
          {text("purposeRu", texts.purposeRu, "ru")}
          {text("purposeEn", texts.purposeEn, "en")}
        </>
      ) : null}
    </>
  );
}

interface LimitFieldProps {
  readonly fields: Fields;
  readonly mistake: string | undefined;
  readonly onChange: (value: string) => void;
}

function LimitField({ fields: { key, value }, mistake, onChange }: LimitFieldProps) {
  const { say } = useTexts();
  const texts = usePageTexts(POLICY_TEXTS);
  const limit = LIMIT_NAMES.find((name) => name === key) ?? "oneWordShare";
  const { least, most } = LIMIT_BOUNDS[limit];
  const read = readLimit(limit, value);
  return (
    <TextInput
      label={limit === "mostUnstagedPeople" ? texts.people : texts.share}
      description={
        typeof read === "number"
          ? texts.readAs(say(sayLimitValue(limit, read)))
          : texts.between(say(sayLimitValue(limit, least)), say(sayLimitValue(limit, most)))
      }
      required
      value={value}
      error={mistake}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
