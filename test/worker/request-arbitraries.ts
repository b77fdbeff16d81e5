import fc from "fast-check";

/** As much of a JSON Schema as the generator follows. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly items?: Schema;
}

export interface OperationShape {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface FuzzedRequest {
  readonly address: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

const DEPTH = 4;

const words = fc.oneof(
  fc.constantFrom("anna", "new-year", "tree", "hearts", "romance", "all", "theme:hearts", "2024-12-31T12:00:00Z", "1"),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "..",
    "%",
    "%00",
    "%E0%A4%A",
    "'; DROP TABLE",
    "79161234567",
    "\ud800",
  ),
  fc.constantFrom("x".repeat(3_000), "Europe/Moscow", "https://127.0.0.1/hook", "9007199254740993", "-1", "1e400"),
  fc.string({ unit: "binary", maxLength: 30 }),
);
const junk = fc.oneof(words, fc.jsonValue({ maxDepth: 2 }));

/** Mostly what a schema wants, so that requests come past the door; now and then something else. */
function valuesOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 20, arbitrary: fittingValuesOf(schema, depth) }, { weight: 1, arbitrary: junk });
}

function fittingValuesOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth === 0) return junk;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => valuesOf(branch, depth - 1)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.properties !== undefined) {
    const members = Object.entries(schema.properties).map(
      ([name, member]) => [name, valuesOf(member, depth - 1)] as const,
    );
    const whole = Object.fromEntries(members.filter(([name]) => schema.required?.includes(name)));
    const others = fc.record(Object.fromEntries(members), { requiredKeys: [] });
    return fc.oneof(
      { weight: 9, arbitrary: fc.tuple(others, fc.record(whole)).map(([some, all]) => ({ ...some, ...all })) },
      others,
    );
  }
  if (schema.type === "array") return fc.array(valuesOf(schema.items ?? {}, depth - 1), { maxLength: 3 });
  if (schema.type === "integer" || schema.type === "number") return fc.oneof(fc.nat(100), fc.integer(), fc.double());
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type !== "string") return junk;
  const pattern = schema.pattern ?? "\\p";
  // Classes of Unicode are not for the generator.
  return pattern.includes("\\p") ? words : fc.oneof(words, fc.stringMatching(new RegExp(pattern)));
}

const visible = fc.stringMatching(/^[!-~]{0,40}$/);

/** Requests to one address of the OpenAPI document: its parameters, its body, and headers around them. */
export function requestsTo(
  path: string,
  { parameters = [], requestBody }: OperationShape,
): fc.Arbitrary<FuzzedRequest> {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
  const segments = fc.tuple(...names.map(() => words.filter((word) => word !== "" && word !== "..")));
  const query = parameters.filter((parameter) => parameter.in === "query");
  const members = query.map(({ name, schema = {} }) => [name, valuesOf(schema, DEPTH)] as const);
  const queries = fc.record(Object.fromEntries([...members, ["surplus", junk] as const]), { requiredKeys: [] });
  const [type = "application/json", content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const fitting = valuesOf(content?.schema ?? {}, DEPTH).map((value) =>
    type === "application/x-www-form-urlencoded" ? toForm(value) : (JSON.stringify(value) ?? ""),
  );
  return fc.record({
    address: fc.tuple(segments, queries, fc.boolean()).map(([texts, values, hasQuery]) => {
      const filled = texts.reduce((address, text) => address.replace(/\{[^}]+\}/, () => encode(text)), path);
      return hasQuery ? `${filled}?${toForm(values)}` : filled;
    }),
    body: fc.oneof(
      { weight: 6, arbitrary: fitting },
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.constant("[".repeat(9_000)),
    ),
    contentType: fc.oneof({ weight: 8, arbitrary: fc.constant(type) }, fc.constantFrom("text/plain", "a/b;c", "")),
    headers: fc.record(
      {
        "If-None-Match": fc.oneof(fc.constant("*"), visible),
        "If-Match": fc.oneof(fc.constantFrom("*", '"1"'), visible),
        "Idempotency-Key": visible,
        "X-Request-Id": visible,
        "X-Garland-Now": fc.oneof(fc.constant("2024-12-31T12:00:00Z"), visible),
        "Last-Event-ID": visible,
        Accept: fc.constantFrom("text/html", "application/json", "application/x-ndjson"),
      },
      { requiredKeys: [] },
    ),
  });
}

function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, "x"));
}

function toForm(value: unknown): string {
  if (typeof value !== "object" || value === null) return encode(String(value));
  const pairs = Object.entries(value).map(([name, member]) => {
    const text = typeof member === "string" ? member : (JSON.stringify(member) ?? "");
    return `${encode(name)}=${encode(text)}`;
  });
  return pairs.join("&");
}
