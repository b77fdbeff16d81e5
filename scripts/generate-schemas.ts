/**
 * Writes the JSON Schemas in `public/schemas` from the schemas that the service itself uses: of the payload for whoever
 * writes a client, and of the definition files for editors. With `--check` it writes nothing and fails if one is out of
 * date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DEFINITION_FILES, SCHEMA_MEMBER } from "../src/contract/definition-files.ts";
import { trayDecorationSchema, traySchema } from "../src/contract/tray.ts";

const folder = join(import.meta.dirname, "../public/schemas");

z.globalRegistry.add(trayDecorationSchema, { id: "decoration" });

const tray = z.toJSONSchema(traySchema, {
  io: "input",
  override({ jsonSchema }) {
    // Phones outlive releases of the service: members may be added in v1, and a phone ignores those it does not know.
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    delete jsonSchema.id;
    if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    // The range of JavaScript's integers means nothing to a phone.
    delete jsonSchema.minimum;
    delete jsonSchema.maximum;
  },
});

const schemas: Record<string, { readonly title: string; readonly schema: object }> = {
  tray: { title: "Tray payload, version 1", schema: tray },
};
for (const [kind, fileSchema] of Object.entries(DEFINITION_FILES)) {
  // What is derived from other fields can't be said in JSON Schema; `garland check` says it.
  const schema = z.toJSONSchema(fileSchema, {
    io: "input",
    unrepresentable: "any",
    override({ jsonSchema }) {
      // In the code nothing changes a definition; people in an editor do.
      delete jsonSchema.readOnly;
    },
  });
  const properties = { [SCHEMA_MEMBER]: { type: "string" }, ...schema.properties };
  schemas[kind] = { title: `Garland definition: ${kind}`, schema: { ...schema, properties } };
}

let isCurrent = true;
for (const [name, { title, schema }] of Object.entries(schemas)) {
  const { $schema, ...rest } = schema as { $schema?: string };
  const content = { $schema, $id: `/schemas/${name}.v1.json`, title, ...rest };
  const target = join(folder, `${name}.v1.json`);
  const source = `${JSON.stringify(content, undefined, 2)}\n`;
  if (existsSync(target) && readFileSync(target, "utf8") === source) continue;
  if (process.argv.includes("--check")) {
    console.error(`public/schemas/${name}.v1.json is out of date: run npm run generate`);
    isCurrent = false;
  } else {
    mkdirSync(folder, { recursive: true });
    writeFileSync(target, source);
  }
}
if (!isCurrent) process.exit(1);
console.log(`public/schemas holds ${Object.keys(schemas).length} schemas as they are`);
