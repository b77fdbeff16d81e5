/** The baseline of bench/import.ts: rows that are in memory already go into one shard, and nothing else happens. */
import { DurableObject } from "cloudflare:workers";
import { samplePerson } from "../../src/domain/rehearsal/sample-population.ts";

interface Bindings {
  readonly STORE: DurableObjectNamespace<Store>;
}

export class Store extends DurableObject<Bindings> {
  #rows: readonly (readonly [string, string])[] = [];

  constructor(context: DurableObjectState, env: Bindings) {
    super(context, env);
    context.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS subscribers (
         subscriber_id TEXT PRIMARY KEY,
         profile       TEXT NOT NULL
       ) STRICT, WITHOUT ROWID`,
    );
  }

  async prepare(from: number, rows: number): Promise<void> {
    this.#rows = Array.from({ length: rows }, (_, offset) => {
      const { subscriberId, attributes } = samplePerson(from + offset, 1, []);
      return [subscriberId, JSON.stringify(attributes)];
    });
  }

  /** One INSERT a row, some rows a transaction, each transaction on disk before the next begins. */
  async insert(rowsPerTransaction: number): Promise<void> {
    const { storage } = this.ctx;
    for (let start = 0; start < this.#rows.length; start += rowsPerTransaction) {
      storage.transactionSync(() => {
        for (const [subscriberId, profile] of this.#rows.slice(start, start + rowsPerTransaction)) {
          storage.sql.exec("INSERT INTO subscribers (subscriber_id, profile) VALUES (?, ?)", subscriberId, profile);
        }
      });
      await storage.sync();
    }
  }
}

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const number = (name: string) => Number(searchParams.get(name));
    const store = env.STORE.getByName("only");
    if (pathname === "/prepare") await store.prepare(number("from"), number("rows"));
    if (pathname === "/insert") await store.insert(number("rowsPerTransaction"));
    return new Response("ok");
  },
} satisfies ExportedHandler<Bindings>;
