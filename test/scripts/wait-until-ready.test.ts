import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitUntilReady } from "../../scripts/wait-until-ready.ts";
import { findFreePort } from "../../scripts/free-port.ts";

interface Answer {
  readonly status: number;
  readonly body: object;
}

let server: Server;
let origin: string;
/** The last is given again and again. */
let answers: readonly Answer[];
let asked: number;
const said: string[] = [];

beforeEach(async () => {
  asked = 0;
  said.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => said.push(line));
  server = createServer((_request, response) => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    // Ten seconds pass from each question to the next.
    vi.advanceTimersByTime(10_000);
    response.writeHead(answer?.status ?? 500).end(JSON.stringify(answer?.body));
  });
  const port = await findFreePort();
  await once(server.listen(port, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${port}`;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  server.close();
});

const waiting = { hasEnded: new AbortController().signal, describe: () => "12 of 16 shards are on the disk." };

describe("a start", () => {
  it("may take as long as it takes, and says how far it is", async () => {
    const behind = (acknowledged: number) => ({
      status: 503,
      body: { status: "installing", ruleset: 1, shards: { total: 16, acknowledged } },
    });
    answers = [
      behind(0),
      behind(7),
      behind(15),
      { status: 503, body: { detail: "Not now." } },
      { status: 200, body: {} },
    ];
    await waitUntilReady(origin, waiting);
    expect(said.filter((_line, index) => index % 2 === 1)).toEqual([
      "Starting for 10 s: 12 of 16 shards are on the disk.",
      "Starting for 20 s: 0 of 16 shards decide with the latest ruleset; /healthz tells the rest.",
      "Starting for 30 s: 7 of 16 shards decide with the latest ruleset; /healthz tells the rest.",
      "Starting for 40 s: 15 of 16 shards decide with the latest ruleset; /healthz tells the rest.",
      "Starting for 50 s: /healthz answers 503: Not now.",
    ]);
  });

  it("that is refused says why, at once", async () => {
    answers = [{ status: 500, body: { detail: "This data is another's." } }];
    await expect(waitUntilReady(origin, waiting)).rejects.toThrow("refuses to start. This data is another's.");
    expect(asked).toBe(1);
  });

  it("is over though the disk is short of room, which it says", async () => {
    const errors = vi.spyOn(console, "error").mockReturnValue(undefined);
    const space = { state: "low", sentence: { en: "The disk has 3 MB left." } };
    answers = [{ status: 503, body: { status: "damaged", objects: [], space } }];
    await waitUntilReady(origin, waiting);
    expect(errors.mock.calls).toEqual([["The disk has 3 MB left."]]);
  });

  it("is over when what is waited for has ended", async () => {
    answers = [{ status: 503, body: {} }];
    const ended = new AbortController();
    const outcome = waitUntilReady(origin, { ...waiting, hasEnded: ended.signal });
    await once(server, "request");
    ended.abort(new Error("It has ended."));
    await expect(outcome).rejects.toThrow("It has ended.");
  });
});
