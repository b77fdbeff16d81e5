/** One operation of the OpenAPI document, as far as the page shows it. */
export interface ApiOperation {
  readonly method?: string;
  readonly path?: string;
  readonly summary?: string;
  readonly "x-access"?: string | readonly string[];
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly required?: boolean;
    readonly schema?: { readonly description?: string; readonly enum?: readonly unknown[]; readonly type?: unknown };
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>;
}

/** Every route with who may call it, what it takes and what it answers: for people who read before they write code. */
export function ApiPage({ operations }: { readonly operations: readonly ApiOperation[] }) {
  const groups = Map.groupBy(operations, groupOf);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Garland: interface</title>
        <link rel="stylesheet" href="/static/page.css" />
        <link rel="stylesheet" href="/static/docs.css" />
      </head>
      <body class="docs">
        <main>
          <h1>Garland: interface</h1>
          <p>
            Every error is a problem document (RFC 9457) that says what is wrong, where, and what to do. The same for
            programs: <a href="/openapi.json">openapi.json</a>.
          </p>
          <nav aria-label="Groups">
            <ul>
              {[...groups.keys()].map((group) => (
                <li>
                  <a href={`#${group}`}>{group}</a>
                </li>
              ))}
            </ul>
          </nav>
          {[...groups].map(([group, members]) => (
            <section id={group} aria-labelledby={`${group}-title`}>
              <h2 id={`${group}-title`}>{group}</h2>
              {members.map((operation) => (
                <Operation operation={operation} />
              ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}

function Operation({ operation }: { readonly operation: ApiOperation }) {
  const { method = "", path = "", summary = "", parameters = [], requestBody, responses = {} } = operation;
  const bodies = Object.entries(requestBody?.content ?? {});
  return (
    <details>
      <summary>
        <code>
          <b>{method}</b> {path}
        </code>{" "}
        <span>{summary}</span> <em>{nameAccess(operation["x-access"])}</em>
      </summary>
      {parameters.length === 0 ? null : (
        <dl>
          {parameters.map(({ name, in: place, required, schema }) => (
            <>
              <dt>
                <code>{name}</code> <small>{[place, required === true ? "required" : "optional"].join(", ")}</small>
              </dt>
              <dd>{schema?.description ?? schema?.enum?.join(" | ") ?? String(schema?.type ?? "")}</dd>
            </>
          ))}
        </dl>
      )}
      {bodies.map(([type, { schema }]) => (
        <figure>
          <figcaption>Body: {type}</figcaption>
          <pre>{JSON.stringify(schema, null, 2)}</pre>
        </figure>
      ))}
      <ul>
        {Object.entries(responses).map(([status, { description }]) => (
          <li>
            <b>{status}</b> {description}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The first word of the address that says something. */
function groupOf({ path = "" }: ApiOperation): string {
  const [first = "", second = ""] = path.split("/").filter((part) => part !== "");
  return (first === "v1" ? second : first).split(":")[0] ?? first;
}

function nameAccess(access: ApiOperation["x-access"]): string {
  if (access === undefined || access === "anyone") return "anyone";
  return typeof access === "string" ? access : access.join(", ");
}
