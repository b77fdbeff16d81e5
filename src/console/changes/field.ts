import { canonicalJson } from "../../domain/json-diff.ts";

/** One part of a definition in the reader's words; each word of a list is one of `said`. */
export interface Field {
  readonly name: string;
  readonly said: readonly string[];
}

/** A field of which two versions say different things. */
export interface FieldChange {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Every field that says something else in the later version; nothing was there before a definition was. */
export function compareFields(before: readonly Field[] | undefined, after: readonly Field[]): readonly FieldChange[] {
  const saidBefore = new Map(before?.map(({ name, said }) => [name, said]));
  return after.flatMap(({ name, said }) => {
    const earlier = saidBefore.get(name) ?? [];
    return canonicalJson(earlier) === canonicalJson(said) ? [] : [{ name, before: earlier, after: said }];
  });
}
