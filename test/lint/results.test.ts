import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "garland-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the planted code works with: each has a harmless twin whose result is nobody's business. */
const SURROUNDINGS = `
import type { Failure } from "./contract/problem.ts";
import { succeed, type Result } from "./domain/result.ts";

declare const flag: boolean;
declare const items: readonly number[];
declare function look(result: Result<number, Failure>): void;
declare function write(): Result<number, Failure>;
declare function count(): number;
declare function refuse(): Failure | undefined;
declare function find(): string | undefined;
declare function read(): Promise<string | Failure>;
declare function send(): Promise<Result<number, Failure>>;
declare function wait(): Promise<number>;
declare function call(): Promise<Result<number, Failure> & { dispose(): void }>;
declare function transact<Value, Error>(change: () => Result<Value, Error>): Result<Value, Error>;
declare function listen(follower: { onDone(): void }): void;
declare function each(work: (() => void) | undefined): void;
declare function begin(work: () => Promise<unknown>): void;
declare const part: { write(): Result<number, Failure>; count(): number } | undefined;
declare const context: { waitUntil(promise: Promise<any>): void };
`;

/** Of each pair the first drops what may be a failure, and the second does not. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["write();", "const done = write(); if (done.ok) look(done);"],
  ["(write());", "(count());"],
  ["refuse();", "find();"],
  ["send();", "wait();"],
  ["await send();", "await wait();"],
  ["await read();", "const answer = await read(); if (typeof answer !== 'string') throw new Error(answer.detail);"],
  ["await call();", "look(await call());"],
  ["void send();", "void wait();"],
  ["part?.write();", "part?.count();"],
  ["count(), write();", "count(), count();"],
  ["look((write(), write()));", "look((count(), write()));"],
  ["flag && write();", "flag && look(write());"],
  ["flag ? write() : count();", "flag ? look(write()) : count();"],
  ["find() ?? write();", "let done; done = write(); look(done);"],
  ["for (let step = 0; flag; write()) step += 1;", "for (let step = 0; flag; step += 1) look(write());"],
  ["items.forEach(() => write());", "items.forEach(() => look(write()));"],
  ["items.forEach(write);", "items.forEach(count);"],
  ["items.forEach((item) => { if (item > 1) return; return write(); });", "items.map(write).forEach(look);"],
  ["items.map(() => write());", "const all = items.map(() => write()); all.forEach(look);"],
  ["await Promise.all(items.map(() => send()));", "(await Promise.all(items.map(() => send()))).forEach(look);"],
  ["await Promise.all([wait(), send()]);", "const [, done] = await Promise.all([wait(), send()]); look(done);"],
  ["await Promise.allSettled([send()]);", "await Promise.allSettled([wait()]);"],
  ["context.waitUntil(send());", "context.waitUntil(send().then(look));"],
  ["context.waitUntil(Promise.all([wait(), send()]));", "context.waitUntil(Promise.all([wait(), wait()]));"],
  ["const later: () => void = () => write(); later();", "const later: () => unknown[] = () => [write()]; later();"],
  ["const later: () => void = write; later();", "const later: () => Result<number, Failure> = write; look(later());"],
  ["each(flag ? write : undefined);", "each(flag ? count : undefined);"],
  ["each(async () => send());", "each(async () => look(await send()));"],
  ["begin(send);", "begin(wait);"],
  ["begin(() => send());", "begin(() => send().then(look));"],
  ["listen({ onDone: () => write() });", "listen({ onDone: () => count() });"],
  ["listen({ onDone: write });", "listen({ onDone: count });"],
  ["listen({ onDone() { return write(); } });", "listen({ onDone() { return count(); } });"],
  ["await send().catch(() => undefined);", "await wait().catch(() => undefined);"],
  ["await wait().finally(() => write());", "await wait().finally(() => look(write()));"],
  ["await send().then(() => count());", "await send().then((done) => look(done));"],
  ["transact(() => write());", "transact(() => succeed(count()));"],
  ["transact(() => { write(); return succeed(1); });", "look(transact(() => write()));"],
];

/** The compiler says so at times when it is told to end. */
const ENDING = "context canceled";

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Checks the folder. Returns what is said of it, a line each. */
function check(): readonly string[] {
  try {
    execFileSync(process.execPath, [join(root, "scripts/check-results.ts"), folder], {
      encoding: "utf8",
      stdio: "pipe",
    });
    return [];
  } catch (error) {
    return String(Reflect.get(error as object, "stderr"))
      .trim()
      .split("\n")
      .filter((line) => line !== ENDING);
  }
}

it("names every place where what may be a failure goes to nobody, and no other", () => {
  const compilerOptions = { target: "ES2024", module: "ESNext", strict: true, noEmit: true, types: [] };
  const allowed = { allowImportingTsExtensions: true, moduleResolution: "bundler" };
  write(
    "tsconfig.worker.json",
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...allowed }, include: ["src"] }),
  );
  mkdirSync(join(folder, "src/domain"), { recursive: true });
  cpSync(join(root, "src/domain/result.ts"), join(folder, "src/domain/result.ts"));
  write("src/contract/problem.ts", "export interface Failure { readonly type: string; readonly detail: string }\n");
  const body = (code: string) => `${SURROUNDINGS}export async function act(): Promise<void> {\n${code}\n}\n`;
  PAIRS.forEach(([dropping, harmless], index) => {
    write(`src/dropping-${index}.ts`, body(dropping));
    write(`src/harmless-${index}.ts`, body(harmless));
  });
  const line = SURROUNDINGS.split("\n").length + 1;
  const told = check().map((text) => /^(\S+): \w+ what may be a failure/.exec(text)?.[1] ?? text);
  expect([...told].sort()).toEqual(PAIRS.map((_, index) => `src/dropping-${index}.ts:${line}`).sort());
});

it("refuses a folder in which there is nothing to check", () => {
  rmSync(join(folder, "src"), { recursive: true });
  expect(check().join(" ")).toContain("Nothing was read");
});
