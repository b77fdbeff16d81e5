import { parseSync } from "vite";
import { CLOSED_GLOBALS } from "./rooms.ts";

/** What a file reaches for, by the line on which it does. */
export interface Reach {
  readonly line: number;
  /** What is imported, as it is written; types count like any other. */
  readonly specifier: string;
}

/** What a file does that no row of a table could judge, by its line. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

export interface Scan {
  readonly imports: readonly Reach[];
  /** Those of `CLOSED_GLOBALS` that it names, whether it declares them or not. */
  readonly globals: readonly { readonly line: number; readonly name: string }[];
  readonly faults: readonly Fault[];
}

/** A node of oxc's tree, as ESTree and typescript-estree name them. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** Where the tree says what is imported. */
const IMPORTING: Readonly<Record<string, string>> = {
  ImportDeclaration: "source",
  ExportNamedDeclaration: "source",
  ExportAllDeclaration: "source",
  ImportExpression: "source",
  TSImportType: "source",
  TSExternalModuleReference: "expression",
};

/** Members that name something of another node's, and reach for nothing by themselves. */
const NAMING: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ["property"],
  Property: ["key"],
  PropertyDefinition: ["key"],
  AccessorProperty: ["key"],
  MethodDefinition: ["key"],
  TSPropertySignature: ["key"],
  TSMethodSignature: ["key"],
  TSQualifiedName: ["right"],
  ImportSpecifier: ["imported"],
  ExportSpecifier: ["exported"],
  TSEnumMember: ["id"],
  JSXAttribute: ["name"],
  JSXMemberExpression: ["property"],
};

const MODULE_PATH = /^\.{1,2}\/\S*\.[cm]?[jt]sx?$/;
const DIRECTIVE = /^\/\s*<|@jsx/;

/** Reads everything that a file of TypeScript can reach for. Throws if it can't be parsed. */
export function scanSource(path: string, text: string): Scan {
  const { program, comments, errors } = parseSync(path, text, { preserveParens: true });
  const [broken] = errors;
  if (broken !== undefined) throw new Error(`${path}: ${broken.message}`);
  const imports: Reach[] = [];
  const globals: { line: number; name: string }[] = [];
  const faults: Fault[] = [];
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const refuse = (start: number, message: string) => faults.push({ line: lineOf(start), message });

  function readImport(node: Node, source: unknown): void {
    if (source === null) return;
    if (isNode(source) && source.type === "Literal" && typeof source["value"] === "string") {
      imports.push({ line: lineOf(node.start), specifier: source["value"] });
    } else {
      refuse(node.start, "imports what is not written as a text in quotes, so that nobody can see what it is");
    }
  }

  function visit(node: Node, isName: boolean): void {
    const importing = IMPORTING[node.type];
    if (importing !== undefined) readImport(node, node[importing]);
    if (node.type === "TSModuleDeclaration") readDeclaredModule(node);
    if (node.type === "MetaProperty" && isNode(node["meta"]) && node["meta"]["name"] === "import") {
      refuse(node.start, "names import.meta, by which files are found without an import");
    }
    if (/^(JSX)?Identifier$/.test(node.type) && !isName && CLOSED_GLOBALS.includes(String(node["name"]))) {
      globals.push({ line: lineOf(node.start), name: String(node["name"]) });
    }
    for (const [member, child] of Object.entries(node)) {
      if (member === importing) continue;
      // A computed key is an expression like any other; a shorthand one names what it reaches for.
      const named =
        NAMING[node.type]?.includes(member) === true && node["computed"] !== true && node["shorthand"] !== true;
      for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) visit(each, named);
    }
    const written = node.type === "Literal" ? node["value"] : node.type === "TemplateElement" ? rawOf(node) : undefined;
    if (typeof written === "string" && MODULE_PATH.test(written)) {
      refuse(node.start, `names the module "${written}" other than by an import`);
    }
  }

  /** To add to what a package declares is to import it. */
  function readDeclaredModule(node: Node): void {
    if (node["kind"] === "global") refuse(node.start, "declares what is everybody's");
    else if (isNode(node["id"]) && node["id"].type === "Literal") readImport(node, node["id"]);
  }

  // Parsed boundary: every node of a tree has a type and a place, which `isNode` looks at in the others.
  visit(program as unknown as Node, false);
  for (const { start, value } of comments) {
    if (DIRECTIVE.test(value)) refuse(start, "has a comment that tells the compiler to reach for something");
  }
  return { imports, globals, faults };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function rawOf(node: Node): unknown {
  const { value } = node;
  return typeof value === "object" && value !== null && "cooked" in value ? value.cooked : undefined;
}
