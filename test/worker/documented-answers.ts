import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import { bulkFailureSchema, flagFailureSchema } from "../../src/contract/ofrep.ts";
import { problemSchema } from "../../src/contract/problem.ts";

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Record<string, Answer> }>>>>;
}

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly responses: Readonly<Record<string, Answer>>;
}

const ajv = new Ajv2020({ strict: false, validateFormats: true });
// Parsed boundary: this package's types describe its CommonJS form, and its default export is what is called.
(formats.default as unknown as (instance: Ajv2020) => void)(ajv);
const validators = new Map<object, ValidateFunction>();

/** Holds every answer against the OpenAPI document: its route, its status, its media type and its body. */
export class DocumentedAnswers {
  readonly #operations: readonly Operation[];

  constructor(document: OpenApi) {
    this.#operations = Object.entries(document.paths)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, { responses }]) => ({
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          pattern: toPattern(path),
          responses,
        })),
      )
      .toSorted((one, other) => countParameters(one.name) - countParameters(other.name));
  }

  /** Throws, saying what is not documented. Bodies that stream are not read. */
  async check(request: Request, response: Response): Promise<void> {
    const { pathname } = new URL(request.url);
    const method = request.method === "HEAD" ? "GET" : request.method;
    const findOperation = (path: string) =>
      this.#operations.find((candidate) => candidate.method === method && candidate.pattern.test(path));
    // A step that is not there with this method is a name like any other.
    const named = findOperation(pathname.replace(/:(?=[a-z]+$)/, "/"));
    const operation = findOperation(pathname) ?? (named?.responses[response.status] && named);
    const what = `${request.method} ${operation?.name ?? pathname} → ${response.status}`;
    if (operation === undefined) return checkNoRoute(what, method, pathname, response);
    const answer = operation.responses[response.status];
    if (answer === undefined) throw new Error(`${what} is not documented: ${await response.clone().text()}`);
    const type = response.headers.get("Content-Type")?.split(";")[0] ?? "";
    if (response.body === null || request.method === "HEAD") return;
    const content = answer.content?.[type];
    if (content === undefined) throw new Error(`${what} is not documented as ${type || "a body without a type"}`);
    if (!/^application\/(?:problem\+)?json$/.test(type)) return;
    const body: unknown = await response.clone().json();
    const validate = validatorOf(content.schema);
    if (!validate(body)) throw new Error(`${what} breaks its schema: ${ajv.errorsText(validate.errors)}`);
  }
}

/** An address or method that is not there has errors of documented shapes as well, and no others. */
async function checkNoRoute(what: string, method: string, pathname: string, response: Response): Promise<void> {
  if (/^\/ofrep(?:\/|$)/.test(pathname)) {
    if (method === "OPTIONS" && response.status === 204) return;
    if (response.status >= 500) throw new Error(`${what} at an address that is not there`);
    if (response.body !== null) flagFailureSchema.or(bulkFailureSchema).parse(await response.clone().json());
    return;
  }
  const isKnown = [401, 404, 405, 413].includes(response.status);
  if (!isKnown) throw new Error(`${what}: there is no such operation in the document`);
  if (response.body === null) return;
  const text = await response.clone().text();
  if (response.headers.get("Content-Type")?.startsWith("text/html") === true) {
    if (!text.startsWith("<!doctype html>")) throw new Error(`${what} is no page`);
    return;
  }
  problemSchema.parse(JSON.parse(text));
}

function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, known);
  return known;
}

/** A colon and a verb at the end are a step, not a part of the key before them. */
const PARAMETER = "(?:[^/:]|:(?![a-z]+$))+";

function toPattern(path: string): RegExp {
  const parts = path.split(/(\{[^}]+\})/).map((part) => (part.startsWith("{") ? PARAMETER : escapeText(part)));
  return new RegExp(`^${parts.join("")}$`);
}

function escapeText(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
}

function countParameters(path: string): number {
  return path.split("{").length;
}
