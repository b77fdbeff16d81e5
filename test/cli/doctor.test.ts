import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Health, ObjectList } from "../../src/contract/health.ts";
import { describeTrouble } from "../../src/domain/object-texts.ts";
import { hear, startGarland, type Outcome } from "./run-garland.ts";

const NOW = 1_780_000_000_000;

const LOST = {
  object: "shard-2-of-16",
  state: "lost",
  sentence: describeTrouble({ object: "shard-2-of-16", kind: "shard", state: "lost", file: "objects/Shard/2.sqlite" }),
} as const;

const report = (object: string, kind: "catalog" | "shard", bytes: number, heardAt: number | null) => ({
  object,
  kind,
  state: "known" as const,
  version: 41,
  bytes,
  heardAt,
  file: `objects/${kind}/${object}.sqlite`,
  sentence: null,
});

const SPACE = { state: "enough", freeBytes: null, refusal: null, sentence: null } as const;

const WELL: ObjectList = {
  space: SPACE,
  at: NOW,
  status: "ready",
  ruleset: 41,
  shards: { total: 2, acknowledged: 2 },
  troubles: [],
  failingDuties: [],
  keysToConfirm: [],
  objects: [
    report("shard-10-of-16", "shard", 12_345_678, NOW - 12_000),
    report("shard-2-of-16", "shard", 4_096_000, null),
    report("catalog", "catalog", 1_000_000, NOW),
  ],
};

const HEALTH: Health = {
  status: "ready",
  ruleset: 41,
  shards: WELL.shards,
  objects: [],
  failingDuties: [],
  space: SPACE,
};
const REFUSED = {
  type: "https://garland.dev/problems/unauthenticated",
  title: "Who are you?",
  status: 401,
  detail: "The key is not known.",
  requestId: "1",
};

type Answers = Readonly<Record<string, readonly [status: number, body: unknown]>>;

let server: Server;
let url: string;
let answers: Answers;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = answers[request.url ?? ""] ?? [404, "<h1>Not here</h1>"];
    const isText = typeof body === "string";
    response.writeHead(status, { "Content-Type": isText ? "text/html" : "application/json", Connection: "close" });
    response.end(isText ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => (answers = {}));
afterAll(() => void server.close());

function askDoctor(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return hear(startGarland(["doctor", ...args], { GARLAND_URL: url, GARLAND_KEY: "glk_key", ...variables }));
}

describe("garland doctor", () => {
  it("says in one sentence that all is well, and ends with 0", async () => {
    answers = { "/v1/objects": [200, WELL] };
    expect(await askDoctor([])).toEqual({
      exitCode: 0,
      output: "All 3 objects are well; ruleset 41 is in force in 2 of 2 shards.\n",
      errors: "",
    });
  });

  it("says what is not well and what to do, and ends with 1", async () => {
    answers = { "/v1/objects": [200, { ...WELL, status: "damaged", troubles: [LOST] }] };
    const { exitCode, output } = await askDoctor([]);
    expect(exitCode).toBe(1);
    expect(output.split("\n")).toEqual([
      "1 of 3 objects is not well; ruleset 41 is in force in 2 of 2 shards.",
      "",
      `- ${LOST.sentence.en}`,
      "",
    ]);
  });

  it("names the keys that wait for a second person, with what to do, and ends with 0: nothing is broken", async () => {
    const keysToConfirm = [{ prefix: "0a1b2c3d", name: "chat bot", createdBy: "person:Yan" }];
    answers = { "/v1/objects": [200, { ...WELL, keysToConfirm }] };
    const { exitCode, output } = await askDoctor([]);
    expect(exitCode).toBe(0);
    expect(output).toContain("All 3 objects are well");
    expect(output).toMatch(
      /- The key “chat bot” is refused.*Yan made it.*another approver or administrator confirms it/,
    );
    answers = { "/v1/objects": [200, { ...WELL, status: "damaged", troubles: [LOST], keysToConfirm }] };
    expect((await askDoctor([])).exitCode).toBe(1);
  });

  it("lists every object with --all: the catalog, then shards by number, each with what is known of it", async () => {
    answers = { "/v1/objects": [200, WELL] };
    const { output } = await askDoctor(["--all"]);
    expect(output.split("\n").slice(2, -1)).toEqual([
      "object          state  version    MB  heard     file",
      "catalog         well        41   1.0  0 s ago   objects/catalog/catalog.sqlite",
      "shard-2-of-16   well        41   4.1  not yet   objects/shard/shard-2-of-16.sqlite",
      "shard-10-of-16  well        41  12.3  12 s ago  objects/shard/shard-10-of-16.sqlite",
    ]);
  });

  it("says without a key what everybody may know", async () => {
    answers = { "/healthz": [200, HEALTH] };
    const { exitCode, output } = await askDoctor([], { GARLAND_KEY: "" });
    expect([exitCode, output]).toEqual([0, "All objects are well; ruleset 41 is in force in 2 of 2 shards.\n"]);
    expect((await askDoctor(["--all"], { GARLAND_KEY: "" })).output).toContain("There is no key for the list");
  });

  it("says what it could learn where the list is refused, and why it is", async () => {
    answers = { "/v1/objects": [401, REFUSED], "/healthz": [503, { ...HEALTH, status: "damaged", objects: [LOST] }] };
    const { exitCode, output } = await askDoctor([]);
    expect(exitCode).toBe(1);
    expect(output).toContain(LOST.sentence.en);
    expect(output).toContain("The list of objects was refused: The key is not known.");
  });

  it("tells a process that lives from what is not Garland, and ends with 3 for both", async () => {
    answers = { "/livez": [200, { status: "alive" }], "/healthz": [503, "starting"] };
    const alive = await askDoctor([]);
    expect([alive.exitCode, alive.output]).toEqual([3, ""]);
    expect(alive.errors).toContain("lives, but does not say how its objects are");
    answers = { "/v1/objects": [200, "<h1>Hello</h1>"], "/healthz": [200, { status: "ok" }] };
    const other = await askDoctor([]);
    expect([other.exitCode, other.output]).toEqual([3, ""]);
    expect(other.errors).toMatch(/is that really Garland\?\n$/);
  });

  it("says that nothing answers, and how to look at files to whoever has them", async () => {
    const nowhere = { GARLAND_URL: "http://127.0.0.1:9" };
    const down = await askDoctor([], nowhere);
    expect([down.exitCode, down.output]).toEqual([3, ""]);
    expect(down.errors).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:9\.[^\n]*\n$/);
    const { errors } = await askDoctor([], { ...nowhere, GARLAND_DATA: "/var/lib/garland" });
    expect(errors).toContain("garland restore <folder> --check");
  });

  it("is called wrongly with an unknown option, and ends with 2", async () => {
    expect((await askDoctor(["--everything"])).exitCode).toBe(2);
  });
});
