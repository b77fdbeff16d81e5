import { parseDefinitions, type DefinitionProblem, type Definitions } from "../../src/contract/definitions.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";

/** The bundled definitions with one list changed. */
export function withList<List extends keyof Definitions>(
  list: List,
  change: (entries: readonly Record<string, unknown>[]) => readonly unknown[],
): unknown {
  return {
    ...bundledDefinitions,
    [list]: change(structuredClone(bundledDefinitions[list]).map((entry) => ({ ...entry }))),
  };
}

/** The bundled definitions with fields of one entry changed; a field that is undefined is left out. */
export function withFields(list: keyof Definitions, key: string, fields: Record<string, unknown>): unknown {
  return withList(list, (entries) =>
    entries.map((entry) => {
      if (entry.key !== key) return entry;
      return Object.fromEntries(Object.entries({ ...entry, ...fields }).filter(([, value]) => value !== undefined));
    }),
  );
}

/** What is wrong with definitions; nothing if they are sound. */
export function problemsOf(input: unknown): readonly DefinitionProblem[] {
  const parsed = parseDefinitions(input);
  return parsed.ok ? [] : parsed.error;
}

/** The same as `code file path`. */
export function codesOf(input: unknown): readonly string[] {
  return problemsOf(input).map(({ code, file, path }) => `${code} ${file} ${path}`.trimEnd());
}
