import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openTransact, type Transact } from "../../src/catalog/transact.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import { useGarland } from "./client.ts";

useGarland("2025-06-01T00:00:00Z");

/** What the work answers, and the words that are stored after it. */
function change<Answer>(work: (transact: Transact, write: (word: string) => void) => Answer) {
  return runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
    storage.sql.exec("CREATE TABLE words (word TEXT)");
    const answer = work(openTransact(storage), (word) => void storage.sql.exec("INSERT INTO words VALUES (?)", word));
    return {
      answer,
      words: storage.sql
        .exec("SELECT word FROM words")
        .toArray()
        .map(({ word }) => word),
    };
  });
}

describe("a transaction", () => {
  it("answers what its change answers", async () => {
    const done = change((transact, write) =>
      transact(() => {
        write("kept");
        return succeed(7);
      }),
    );
    expect(await done).toEqual({ answer: succeed(7), words: ["kept"] });
  });

  it("is undone by a failure, which it answers", async () => {
    const done = change((transact, write) =>
      transact(() => {
        write("undone");
        return fail("no");
      }),
    );
    expect(await done).toEqual({ answer: fail("no"), words: [] });
  });

  it("lives on when one within it fails, unless it passes the failure on", async () => {
    const done = change((transact, write) =>
      transact(() => {
        write("outer");
        const inner = transact(() => {
          write("inner");
          return fail("no");
        });
        return succeed(inner.ok);
      }),
    );
    expect(await done).toEqual({ answer: succeed(false), words: ["outer"] });
  });

  it("is undone by an error, which it throws on", async () => {
    const done = change((transact, write) => {
      const act = () =>
        transact(() => {
          write("undone");
          throw new Error("broken");
        });
      expect(act).toThrow("broken");
    });
    expect(await done).toMatchObject({ words: [] });
  });
});
