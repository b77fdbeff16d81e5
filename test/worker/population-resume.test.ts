import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { ShardRpc } from "../../src/contract/rpc/rpc.ts";
import { openEnvironment } from "../../src/env.ts";
import { importPopulation, IMPORT_LIMITS } from "../../src/http/population/import-population.ts";
import { MAXIMUM_BATCHES_IN_FLIGHT } from "../../src/http/population/store-population.ts";
import { expectProblem, shardFor, useGarland } from "./client.ts";
import {
  countAll,
  exportAll,
  importLines,
  people,
  person,
  postImport,
  staffHeadersOf,
  toNdjson,
} from "./population-client.ts";

useGarland("2024-12-01T00:00:00Z");

const encoder = new TextEncoder();

describe("an import with an Idempotency-Key", () => {
  const key = { "Idempotency-Key": "season-2025" };

  /** Sends a text in chunks, then the connection is lost. */
  async function importBroken(text: string, chunkBytes = 10_000) {
    const bytes = encoder.encode(text);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length) return controller.error(new Error("connection lost"));
        controller.enqueue(bytes.slice(sent, sent + chunkBytes));
        sent += chunkBytes;
      },
    });
    // Of whoever imports here.
    const named = `person:importer ${key["Idempotency-Key"]}`;
    const report = await importPopulation({ ...openEnvironment(env), now: Date.now }, body, {
      by: "person:ada",
      key: named,
    });
    return report.ok ? undefined : report.error;
  }

  it("goes on where it broke off, and reports all of it", async () => {
    const lines: unknown[] = people(20_000);
    lines[5_000] = "broken";
    lines[15_000] = "broken";
    const text = toNdjson(lines);
    expect(await importBroken(text.slice(0, text.length * 0.7))).toMatchObject({
      type: "invalid-request",
      detail: expect.stringContaining(`line ${IMPORT_LIMITS.blockLines} is stored`),
    });
    expect((await countAll()).subscribers).toBe(IMPORT_LIMITS.blockLines - 1);

    const resumed = await importLines(lines, key);

    expect(resumed).toMatchObject({
      lines: 20_000,
      imported: 19_998,
      unchanged: 0,
      refused: 2,
      resumedFromLine: IMPORT_LIMITS.blockLines + 1,
    });
    expect(resumed.errors.map((error) => error.line)).toEqual([5_001, 15_001]);
    expect((await countAll()).subscribers).toBe(19_998);
  });

  it("is of whoever sends it: another may use the same key for a body of their own", async () => {
    await importLines([person("a")], key);
    const other = { ...key, ...(await staffHeadersOf("another", "admin")) };
    expect(await importLines([person("b")], other)).toMatchObject({ imported: 1 });
    expect((await countAll()).subscribers).toBe(2);
  });

  it("answers the same report when it is repeated after its end, and does nothing", async () => {
    const lines = [person("a"), "broken", person("b")];
    const first = await importLines(lines, key);
    await importLines([{ subscriberId: "a", delete: true }]);
    expect(await importLines(lines, key)).toEqual(first);
    expect(await exportAll()).not.toContain('"a"');
  });

  it("is refused for another body: longer, shorter or different", async () => {
    const lines = [person("a"), person("b")];
    await importLines(lines, key);
    for (const other of [[...lines, person("c")], [person("a")], [], [person("b"), person("a")]]) {
      await expectProblem(await postImport(toNdjson(other), key), "conflict", 409);
    }
    expect((await countAll()).subscribers).toBe(2);
  });

  it("is refused for a body that began otherwise before it broke off", async () => {
    const text = toNdjson(people(10_000));
    await importBroken(text);
    await expectProblem(await postImport(toNdjson(people(10_000, 1)), key), "conflict", 409);
    await expectProblem(await postImport(toNdjson(people(100)), key), "conflict", 409);
    expect(await importLines(people(10_000), key)).toMatchObject({ imported: 10_000 });
  });

  it("is one import whether it comes packed or not, with LF or CRLF", async () => {
    const text = toNdjson(people(100));
    const first = await (await postImport(text, key)).json();
    const gzip = new Blob([text.replaceAll("\n", "\r\n")]).stream().pipeThrough(new CompressionStream("gzip"));
    expect(await (await postImport(gzip, { ...key, "Content-Encoding": "gzip" })).json()).toEqual(first);
  });

  it("is left to the later of two requests", async () => {
    const text = toNdjson(people(20_000));
    let sendRest: (() => void) | undefined;
    const hasRest = new Promise<void>((resolve) => {
      sendRest = resolve;
    });
    const early = postImport(
      new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(encoder.encode(text.slice(0, text.length / 2)));
          await hasRest;
          controller.enqueue(encoder.encode(text.slice(text.length / 2)));
          controller.close();
        },
      }),
      key,
    );
    const ledger = shardFor("import:season-2025");
    const runs = async () =>
      runInDurableObject(ledger, (_, state) =>
        state.storage.sql.exec<{ run: number }>("SELECT run FROM imports").toArray(),
      );
    while ((await runs()).length === 0);
    expect(await importLines(people(20_000), key)).toMatchObject({ lines: 20_000, refused: 0 });
    sendRest?.();
    await expectProblem(await early, "conflict", 409);
    expect(await importLines(people(20_000), key)).toMatchObject({ lines: 20_000, refused: 0 });
  });

  it("never holds more than two blocks, nor calls more shards at once than it may", async () => {
    let [pulled, stored, underWay] = [0, 0, 0];
    let [mostAhead, mostUnderWay] = [0, 0];
    const services = openEnvironment(env);
    const countingShardOf = (subscriberId: string): ShardRpc =>
      new Proxy(services.shardOf(subscriberId), {
        get(shard, name) {
          if (name !== "applyPopulation") return (...values: unknown[]) => Reflect.get(shard, name)(...values);
          return async (...[rows, now]: Parameters<ShardRpc["applyPopulation"]>) => {
            underWay += 1;
            mostUnderWay = Math.max(mostUnderWay, underWay);
            const outcome = await shard.applyPopulation(rows, now);
            underWay -= 1;
            stored += rows.length;
            return outcome;
          };
        },
      });
    const lines = people(3 * IMPORT_LIMITS.blockLines);
    const chunks = Array.from({ length: lines.length / 64 }, (_, index) => lines.slice(index * 64, (index + 1) * 64));
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = chunks[pulled / 64];
          if (chunk === undefined) return controller.close();
          mostAhead = Math.max(mostAhead, pulled - stored);
          pulled += chunk.length;
          controller.enqueue(encoder.encode(toNdjson(chunk)));
        },
      },
      { highWaterMark: 0 },
    );
    const report = await importPopulation({ ...services, shardOf: countingShardOf, now: () => 0 }, body, {
      by: "person:ada",
    });
    expect(report).toMatchObject({ ok: true, value: { imported: lines.length } });
    expect(mostAhead).toBeLessThanOrEqual(2 * IMPORT_LIMITS.blockLines);
    expect(mostAhead).toBeGreaterThan(IMPORT_LIMITS.blockLines);
    expect(mostUnderWay).toBeLessThanOrEqual(MAXIMUM_BATCHES_IN_FLIGHT);
  });
});
