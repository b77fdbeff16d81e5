/**
 * Writes the payload's JSON Schema, `public/schemas/tray.v1.json`, from the schema that the service itself uses. With
 * `--check` it writes nothing and fails if the file is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { trayDecorationSchema, traySchema } from "../src/contract/tray.ts";

const target = join(import.meta.dirname, "../public/schemas/tray.v1.json");

z.globalRegistry.add(trayDecorationSchema, { id: "decoration" });

const { $schema, ...schema } = z.toJSONSchema(traySchema, {
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

const source = `${JSON.stringify(
  { $schema, $id: "/schemas/tray.v1.json", title: "Tray payload, version 1", ...schema },
  undefined,
  2,
)}\n`;

const isCurrent = existsSync(target) && readFileSync(target, "utf8") === source;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.error("public/schemas/tray.v1.json is out of date: run node scripts/generate-schemas.ts");
    process.exit(1);
  }
} else if (!isCurrent) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, source);
}
console.log("public/schemas/tray.v1.json describes the payload as it is");
