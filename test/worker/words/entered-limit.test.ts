/** However many keys and roles one human holds, what they switch on in other people's names stays few. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openAuditLog } from "../../../src/catalog/audit-log.ts";
import { openEnteredWords, type EnteredWords } from "../../../src/catalog/entered-words.ts";
import { openImporters } from "../../../src/catalog/importers.ts";
import { CATALOG_MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openServiceKeys } from "../../../src/catalog/service-keys.ts";
import { openCatalogStorage } from "../../../src/catalog/storage.ts";
import { applyMigrations } from "../../../src/storage/apply-migrations.ts";
import { call, catalog, expectProblem, useGarland } from "../client.ts";
import { confirmKey, logIn, makeKey, send, writeAs, type Credential } from "./machine-keys.ts";
import { NEW_YEAR, numberOf, openAgent, openPerson, VALENTINE } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const AT = Date.parse(NEW_YEAR);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many of some people a machine switches hearts on for. */
async function enterMany(by: Credential, count: number, prefix = "p", at = NEW_YEAR): Promise<number> {
  let entered = 0;
  for (let index = 0; index < count; index++) {
    const answer = await writeAs(by, `${prefix}${index}`, "включите мне сердечки", at);
    if (answer.status === 200) entered += 1;
    await answer.text();
  }
  return entered;
}

describe("what one human's keys switch on for people", () => {
  it("is 30 in an hour, whatever keys and roles: the sender is told what to do, and what shows less goes on", async () => {
    const yan = await logIn("Yan", "admin", "support");
    const bot = await makeKey(yan, "channel", "admin");
    expect(await enterMany(bot.by, 40)).toBe(30);
    const other = await makeKey(bot.by, "channel", "support");
    for (const by of [bot.by, other.by]) {
      const refused = await expectProblem(await writeAs(by, "q", "включите мне сердечки"), "too-many-requests", 429);
      expect(refused).toMatchObject({ reply: { text: expect.stringContaining("в приложении") } });
    }
    // What people write comes by machines: their replies tell what a person chose.
    await expectProblem(await writeAs(yan, "q", "когда появятся сердечки?"), "forbidden", 403);
    for (const by of [yan, other.by]) {
      const choice = { scope: "theme:hearts", value: "in" };
      const asked = await send(by, "POST", "/v1/support/subscribers/q/choices", choice);
      await expectProblem(asked, "too-many-requests", 429);
    }
    const off = await writeAs(bot.by, "q", "уберите сердечки");
    expect(await off.json()).toMatchObject({ done: "off-done", scope: "theme:hearts" });
    const why = await writeAs(bot.by, "q", "почему у меня ёлка?");
    expect(await why.json()).toMatchObject({ intent: "why" });
    const choice = { scope: "theme:tree", value: "out" };
    expect((await send(yan, "POST", "/v1/support/subscribers/q/choices", choice)).status).toBe(200);
    const olga = await makeKey(await logIn("Olga", "admin"), "channel");
    expect(await enterMany(olga.by, 1, "o")).toBe(1);
    const later = new Date(AT + HOUR_MS).toISOString();
    expect(await enterMany(bot.by, 31, "later", later)).toBe(30);
  });

  it("lifts no more outs of the people's own than that, by whatever words", async () => {
    const bot = await makeKey(await logIn("Oz", "admin"), "channel");
    const anna = await openPerson("anna");
    await anna.choose("theme:hearts", "out", NEW_YEAR);
    await enterMany(bot.by, 30);
    for (const text of ["включите сердечки обратно", "верните сердечки", "верните как было", "включите всё"]) {
      const answer = await writeAs(bot.by, "anna", text);
      await answer.text();
      expect(await anna.words()).toEqual(["out:theme:hearts"]);
    }
    const button = { subscriberId: "anna", channel: "bot", action: { kind: "undo", entry: numberOf("anna", 1) } };
    await expectProblem(await send(bot.by, "POST", "/v1/messages", button), "too-many-requests", 429);
    expect(await anna.words()).toEqual(["out:theme:hearts"]);
  });

  it("leaves what a message switches off, and what the person then says on their phone", async () => {
    const bot = await makeKey(await logIn("Oz", "admin"), "channel");
    await enterMany(bot.by, 30);
    const anna = await openPerson("anna");
    const both = await writeAs(bot.by, "anna", "уберите ёлку, а снежинку включите");
    expect(await both.json()).toMatchObject({
      done: "off-done",
      also: [],
      reply: { text: expect.stringContaining("в приложении") },
    });
    expect(await anna.words()).toEqual(["out:theme:tree"]);
    await anna.choose("theme:hearts", "in", NEW_YEAR);
    expect(await anna.sees(VALENTINE)).toBe("show: asked");
  });

  it("is the same behind links: an agent's hour goes on whoever presses, and switching off is free", async () => {
    const boris = await openAgent("boris");
    const { page } = await boris.makeLinks("anna");
    const path = new URL(page.url).pathname;
    for (let index = 0; index < 29; index++) await boris.choose(`p${index}`, "theme:hearts", "in");
    const pressed = [];
    for (const body of ["on=theme%3Ahearts", "on=theme%3Atree", "off=theme%3Ahearts"]) {
      const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Garland-Now": NEW_YEAR };
      const { status } = await call(path, { method: "POST", headers, body });
      pressed.push(status);
    }
    expect(pressed).toEqual([200, 429, 200]);
    const anna = await openPerson("anna");
    expect(await anna.words()).toEqual(["in:theme:hearts", "out:theme:hearts"]);
  });

  it("is told: in the status as long as the key waits for a second person, and in the audit", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    const viewer = await logIn("Vera", "viewer");
    const toConfirm = async () =>
      (await (await send(viewer, "GET", "/v1/status")).json<{ keysToConfirm: object[] }>()).keysToConfirm;
    await enterMany(bot.by, 30);
    expect(await toConfirm()).toEqual([]);
    await enterMany(bot.by, 2, "more");
    expect(await toConfirm()).toEqual([{ prefix: bot.prefix, name: "bot", createdBy: "person:Yan" }]);
    const told = await catalog().readAudit({ action: "refuse-words", limit: 10 });
    expect(told).toMatchObject([{ actor: `service:${bot.prefix}`, target: "words-of/person:Yan" }]);
    expect((await confirmKey(await logIn("Olga", "admin"), bot.prefix)).status).toBe(200);
    expect(await toConfirm()).toEqual([]);
  });

  it("is found by an approver, who can give the second word without managing keys", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    const vera = await logIn("Vera", "approver");
    const listed = await send(vera, "GET", "/v1/service-keys");
    expect(await listed.json()).toMatchObject({ keys: [{ prefix: bot.prefix, confirmedBy: null }] });
    await expectProblem(await send(vera, "DELETE", `/v1/service-keys/${bot.prefix}`), "forbidden", 403);
    expect((await confirmKey(vera, bot.prefix)).status).toBe(200);
  });
});

describe("a key that a second person has confirmed", () => {
  it("has no limit, and the keys that it makes have", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel", "admin");
    const confirmed = await confirmKey(await logIn("Olga", "approver"), bot.prefix);
    expect(await confirmed.json()).toMatchObject({ prefix: bot.prefix, confirmedBy: "person:Olga" });
    expect(await enterMany(bot.by, 40)).toBe(40);
    const other = await makeKey(bot.by, "channel");
    expect(await enterMany(other.by, 31, "other")).toBe(30);
    const [entry] = await catalog().readAudit({ action: "confirm", limit: 1 });
    expect(entry).toMatchObject({ actor: "person:Olga", target: `service-key/${bot.prefix}` });
  });

  it("is confirmed by nobody who made it, however their name is spelt, and by no machine", async () => {
    const yan = await logIn("Yan", "admin");
    const first = await makeKey(yan, "admin");
    const bot = await makeKey(first.by, "channel");
    const others = [
      yan,
      await logIn("yаn", "approver"),
      first.by,
      (await makeKey(await logIn("Olga", "admin"), "admin")).by,
    ];
    for (const by of others) await expectProblem(await confirmKey(by, bot.prefix), "another-person", 403);
    expect(await enterMany(bot.by, 31)).toBe(30);
  });

  it("must work, and enter something for people", async () => {
    const yan = await logIn("Yan", "admin");
    const olga = await logIn("Olga", "admin");
    await expectProblem(await confirmKey(olga, "00000000"), "not-found", 404);
    const writer = await makeKey(yan, "marketer");
    await expectProblem(await confirmKey(olga, writer.prefix), "conflict", 409);
    const gone = await makeKey(yan, "channel");
    await send(yan, "DELETE", `/v1/service-keys/${gone.prefix}`);
    await expectProblem(await confirmKey(olga, gone.prefix), "conflict", 409);
  });
});

/** Works with the words that a catalog of its own counts, in which there are so many people. */
async function withWords(
  people: number | undefined,
  work: (words: EnteredWords, importer: () => void) => Promise<void>,
) {
  await runInDurableObject(env.CATALOG.getByName("words alone"), async (_, { storage: durable }) => {
    const audit = openAuditLog(durable.sql);
    const importers = openImporters(durable);
    const words = openEnteredWords(durable, {
      storage: openCatalogStorage(durable),
      audit,
      importers,
      serviceKeys: openServiceKeys(durable, audit),
      openShards: () => [
        {
          countPeople: () =>
            people === undefined ? Promise.reject(new Error("away")) : Promise.resolve({ imported: people, seen: 3 }),
        },
      ],
    });
    await work(words, () => importers.note("person:anna", AT));
  });
}

/** How many words somebody can enter in some days, at every hour as many as they can. */
async function enterFor(words: EnteredWords, days: number, from = AT): Promise<number> {
  let entered = 0;
  for (let now = from; now < from + days * DAY_MS; now += HOUR_MS) {
    while ((await words.take({ actor: entered % 2 === 0 ? "person:anna" : "person:Anna", now })).ok) entered += 1;
  }
  return entered;
}

describe("what one human switches on for people in 30 days", () => {
  it("counts on where an earlier release kept it under another spelling of the name", async () => {
    await withWords(300, async () => {
      await runInDurableObject(env.CATALOG.getByName("words alone"), (_, { storage: { sql } }) => {
        const hour = Math.floor(AT / HOUR_MS);
        for (const human of ["person:ann.a", "person:anna"])
          sql.exec("INSERT INTO entered_words (human, hour, words) VALUES (?, ?, 15)", human, hour);
      });
    });
    await withWords(300, async (words) => {
      expect((await words.take({ actor: "person:anna", now: AT })).ok).toBe(false);
      expect((await words.take({ actor: "person:boris", now: AT })).ok).toBe(true);
    });
  });

  it.each([
    ["100, where there are few", 300, 100],
    ["1 % of all people", 20_000, 200],
    ["100, while nobody can say how many there are", undefined, 100],
  ])("is %s", async (_, people, most) => {
    await withWords(people, async (words) => {
      expect(await enterFor(words, 3)).toBe(most);
      expect(await enterFor(words, 3, AT + 27 * DAY_MS - HOUR_MS)).toBeLessThanOrEqual(30);
      expect((await words.take({ actor: "person:boris", now: AT })).ok).toBe(true);
    });
  });

  it("is no more where many are entered at once, while people are counted", async () => {
    await withWords(20_000, async (words) => {
      const take = (hours: number) => words.take({ actor: "person:anna", now: AT + hours * HOUR_MS });
      for (let word = 0; word < 190; word++) expect(await take(2 * Math.floor(word / 30))).toMatchObject({ ok: true });
      const taken = await Promise.all(Array.from({ length: 30 }, () => take(20)));
      expect(taken.filter(({ ok }) => ok).length).toBe(10);
    });
  });

  it("is 100 for whoever has imported people, and so has chosen how many there are", async () => {
    await withWords(1_000_000, async (words, importer) => {
      importer();
      expect(await enterFor(words, 3)).toBe(100);
    });
  });

  it("asks for no second word on a key that has expired or was revoked", async () => {
    await runInDurableObject(env.CATALOG.getByName("keys alone"), (_, { storage }) => {
      const keys = openServiceKeys(storage, openAuditLog(storage.sql));
      const act = { actor: "person:anna", now: AT };
      for (const [prefix, expiresAt] of [
        ["ends", AT + HOUR_MS],
        ["stays", null],
        ["gone", null],
      ] as const) {
        keys.add({ ...act, prefix, hash: new ArrayBuffer(32), name: prefix, roles: ["channel"], expiresAt });
        keys.noteRefused(`service:${prefix}`, AT);
      }
      keys.revoke("gone", act);
      const waiting = (now: number) => keys.listToConfirm(now).map(({ prefix }) => prefix);
      expect(waiting(AT)).toEqual(["ends", "stays"]);
      expect(waiting(AT + HOUR_MS)).toEqual(["stays"]);
    });
  });

  it("counts what was entered before an upgrade in that hour, and takes no key for confirmed", async () => {
    await runInDurableObject(env.CATALOG.getByName("older"), (_, { storage }) => {
      for (const { name } of storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
        )
        .toArray()) {
        storage.sql.exec(`DROP TABLE "${name}"`);
      }
      const place = CATALOG_MIGRATIONS.findIndex(({ name }) => name === "confirmed-keys");
      applyMigrations(storage, CATALOG_MIGRATIONS.slice(0, place));
      storage.sql.exec("INSERT INTO desk_acts VALUES ('person:anna', 'switch-on', 480000, 12)");
      storage.sql.exec(
        "INSERT INTO service_keys (prefix, hash, name, roles, created_at, created_by) VALUES ('k3v9x0ab', x'00', 'bot', '[]', 1, 'person:anna')",
      );
      applyMigrations(storage, CATALOG_MIGRATIONS);
      expect(storage.sql.exec("SELECT human, hour, words, refused FROM entered_words").toArray()).toEqual([
        { human: "person:anna", hour: 480_000, words: 12, refused: 0 },
      ]);
      expect(openServiceKeys(storage, openAuditLog(storage.sql)).isConfirmed("service:k3v9x0ab")).toBe(false);
    });
  });
});
