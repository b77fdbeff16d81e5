import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { askService, readAnswer, streamLines } from "../../src/cli/ask-service.ts";
import { ServiceError } from "../../src/cli/command.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { runGarland } from "./run-garland.ts";

const root = join(import.meta.dirname, "../..");
const MIB = 1024 * 1024;
const LIMITS = { bytes: MIB, withinMs: 200 };

type Lie = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: URL;
let lie: Lie;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.on("error", () => undefined);
    response.setHeader("Connection", "close");
    lie(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(() => server.closeAllConnections());

afterAll(() => void server.close());

const answer =
  (body: string, type = "application/json", status = 200): Lie =>
  (_request, response) => {
    response.writeHead(status, { "Content-Type": type }).end(body);
  };

/** Writes for as long as somebody reads. */
const endless =
  (type: string): Lie =>
  (_request, response) => {
    response.writeHead(200, { "Content-Type": type });
    const piece = "[".repeat(256 * 1024);
    const goOn = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once("drain", goOn);
    };
    goOn();
  };

const breakOff =
  (type: string): Lie =>
  (_request, response) => {
    response.writeHead(200, { "Content-Type": type, "Content-Length": "1000" });
    response.write('{"items":[', () => response.destroy());
  };

type Item = Record<string, unknown>;

const stored = (kind: string, body: Item): Item => ({
  kind,
  key: body["key"],
  revision: 1,
  hash: "x",
  body,
  changedAt: 1,
  changedBy: "liar",
  usedBy: [],
});

/** As a service answers that holds what comes with the code, but for what a change makes of each list. */
const listing =
  (change: (items: Item[], kind: string) => Item[]): Lie =>
  (request, response) => {
    const plural = (request.url ?? "").slice("/v1/".length);
    const kind = plural === "categories" ? "category" : plural.slice(0, -1);
    const bodies = bundledDefinitions[plural as keyof typeof bundledDefinitions] as unknown as readonly Item[];
    const items = change(
      bodies.map((body) => stored(kind, body)),
      kind,
    );
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ items }));
  };

const renamedTo = (key: string) =>
  listing((items, kind) =>
    kind === "segment" ? [stored(kind, { ...(items[0]?.["body"] as Item), key }), ...items.slice(1)] : items,
  );

/** Everything that answers, and is no Garland: how, and what is said of it. */
const LIES: readonly (readonly [string, Lie, RegExp])[] = [
  ["a page", answer("<html>welcome</html>", "text/html"), /answered 200 with text\/html; is that really Garland\?/],
  ["JSON of another shape", answer('{"hello":1}'), /answered something unexpected \(\$/],
  ["JSON by its name only", answer("<html>"), /answered something unexpected/],
  ["no JSON by its name", answer('{"items":[]}', "text/plain"), /answered 200 with text\/plain/],
  ["nothing", answer(""), /answered something unexpected/],
  ["half an answer", breakOff("application/json"), /broke off in the middle of its answer/],
  [
    "a redirect without end",
    (request, response) => void response.writeHead(302, { Location: request.url }).end(),
    /sends on elsewhere \(302\)/,
  ],
  [
    "a redirect to somebody else",
    (_request, response) => void response.writeHead(308, { Location: "http://evil.test/x" }).end(),
    /sends on to http:\/\/evil\.test \(308\)/,
  ],
  ["an answer without end", endless("application/json"), /answers with more than 64 MiB/],
  ["a fault in a page of its own", answer("<html>", "text/html", 502), /refused with 502; is that really Garland\?/],
  [
    "words that steer the terminal",
    answer(
      JSON.stringify({ type: "x", title: "x", status: 422, detail: "\u001b[2Jgone\u0007", requestId: "x" }),
      "application/problem+json",
      422,
    ),
    / \[2Jgone /,
  ],
];

const FOLDERS = ["segments", "decorations", "campaigns"];

/** Every file there is, with its text. */
function readAll(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true }).map(String);
  return Object.fromEntries(
    files.flatMap((file) =>
      statSync(join(folder, file)).isFile() ? [[file, readFileSync(join(folder, file), "utf8")]] : [],
    ),
  );
}

function expectOneSentence({ exitCode, errors }: { exitCode: number | null; errors: string }, words: RegExp): void {
  expect(errors).toMatch(words);
  expect(errors.trimEnd().split("\n")).toHaveLength(1);
  // oxlint-disable-next-line no-control-regex
  expect(errors).not.toMatch(/^\s+at |[\u0007\u001b]/m);
  expect(exitCode).toBe(1);
}

describe("garland pull", () => {
  let place: string;

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "garland-lies-"));
    for (const folder of FOLDERS) cpSync(join(root, folder), join(place, "repository", folder), { recursive: true });
  });

  afterEach(() => rmSync(place, { recursive: true }));

  const pull = () => runGarland("pull", join(place, "repository"), "--url", url.origin, "--key", "k");

  it.each([
    ...LIES,
    ["a way out of the folder", renamedTo("../../gone"), /answered something unexpected \(\$\.items\.0\.key/],
    ["a file of the system", renamedTo("/etc/passwd"), /answered something unexpected \(\$\.items\.0\.key/],
    ["a device of Windows", renamedTo("con"), /"con" can't be a file on Windows/],
    ["the file of the dictionary", renamedTo("attributes"), /answered something unexpected \(\$\.segments\.0\.key/],
    [
      "keys that are not the definitions' own",
      listing((items) => items.map((item, index) => (index === 0 ? { ...item, key: "other" } : item))),
      /under keys that are not theirs/,
    ],
    ["the same twice", listing((items) => [...items, ...items]), /under keys that are not theirs/],
    [
      "more than there can be",
      listing((items, kind) =>
        kind === "segment" ? Array.from({ length: 100_000 }, (_, index) => stored(kind, { key: `s-${index}` })) : items,
      ),
      /lists more than 10000 segments/,
    ],
    ["no definitions at all", listing(() => []), /holds no definitions at all/],
  ] as const)("from a service that answers %s ends with a sentence and touches nothing", async (_what, told, words) => {
    lie = told;
    const before = readAll(place);
    expectOneSentence(await pull(), words);
    expect(readAll(place)).toEqual(before);
  });

  it("from one that tells the truth writes what it tells", async () => {
    lie = renamedTo("mine");
    const { exitCode, output } = await pull();
    expect([exitCode, output.trimEnd().split("\n").length]).toEqual([0, 2]);
    expect(Object.keys(readAll(place))).toContain("repository/segments/mine.json");
    expect(Object.keys(readAll(place)).filter((file) => file.includes("unfinished"))).toEqual([]);
  });

  it("that can't write a file leaves the folder as it was", async () => {
    lie = renamedTo("mine");
    const repository = join(place, "repository");
    // A folder stands where the last of the files would go.
    rmSync(join(repository, "campaigns"), { recursive: true });
    cpSync(join(root, "package.json"), join(repository, "campaigns"));
    const before = readAll(place);
    expectOneSentence(await pull(), /campaigns/);
    expect(readAll(place)).toEqual(before);
  });
});

describe("every other command", () => {
  const [page] = LIES.map(([, told]) => told);

  it.each([
    ["diff", root],
    ["push", root],
    ["audit", "verify"],
    ["audit", "export"],
    ["export", "--out", join(tmpdir(), "garland-never-written.ndjson")],
    ["import", join(root, "package.json")],
    ["token", "demo-000042"],
    ["repair", "shard-1", "--accept-loss", "--reason", "it is gone"],
  ])("%s ends with a sentence when a page answers", async (...args) => {
    lie = page!;
    const { exitCode, errors } = await runGarland(
      ...args,
      "--url",
      url.origin,
      ...(args[0] === "token" ? [] : ["--key", "k"]),
    );
    expect(errors).toMatch(/answered 200 with text\/html; is that really Garland\?/);
    expect(errors).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(1);
  });
});

describe("a question to a service", () => {
  const ask = () =>
    askService(url, {}, LIMITS).then((reply) => readAnswer(url, reply, z.strictObject({ items: z.array(z.int()) })));

  it.each(LIES.filter(([what]) => what !== "an answer without end"))(
    "that is answered by %s fails in words",
    async (_what, told, words) => {
      lie = told;
      const asking = ask();
      await expect(asking).rejects.toBeInstanceOf(ServiceError);
      await expect(asking).rejects.toThrow(words);
    },
  );

  it("waits for no answer, and for no end of one, for longer than its limit", async () => {
    lie = () => undefined;
    await expect(ask()).rejects.toThrow(/did not answer in time/);
    lie = (_request, response) => void response.writeHead(200, { "Content-Type": "application/json" }).write("[");
    await expect(ask()).rejects.toThrow(/did not end its answer in 1 s/);
  });

  it("takes in no more than its limit, also of what is packed", async () => {
    lie = endless("application/json");
    await expect(ask()).rejects.toThrow(/answers with more than 1 MiB/);
  });

  it("of lines is answered by whole lines only", async () => {
    const readLines = async () => {
      let text = "";
      for await (const piece of streamLines(url, {}, LIMITS)) text += Buffer.from(piece).toString();
      return text;
    };
    lie = answer("{}\n{}\n", "application/x-ndjson; charset=utf-8");
    expect(await readLines()).toBe("{}\n{}\n");
    lie = answer("", "application/x-ndjson");
    expect(await readLines()).toBe("");
    lie = answer('{}\n{"half', "application/x-ndjson");
    await expect(readLines()).rejects.toThrow(/broke off/);
    lie = breakOff("application/x-ndjson");
    await expect(readLines()).rejects.toThrow(/broke off/);
    lie = answer("<html>", "text/html");
    await expect(readLines()).rejects.toThrow(/is that really Garland/);
    lie = (_request, response) =>
      void response.writeHead(200, { "Content-Type": "application/x-ndjson" }).write("{}\n");
    await expect(readLines()).rejects.toThrow(/did not end its answer/);
  });
});
