import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { shardFor, useGarland } from "../client.ts";
import { deliver, NEW_YEAR, openPerson, press, pressUndo, linkOf, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const later = (minutes: number): string => new Date(Date.parse(NEW_YEAR) + minutes * 60_000).toISOString();
const A_WEEK = 7 * 24 * 60;

describe("a message that a gateway delivers twice", () => {
  it("is done once by its id, by the header's or the body's, however late it comes within a week", async () => {
    const anna = await openPerson("anna");
    await write("anna", "уберите ёлку", { messageId: "m-1" });
    await write("anna", "верните как было", { key: "m-2", at: later(1) });
    expect(await anna.sees()).toBe("show: segment");
    await write("anna", "уберите ёлку", { messageId: "m-3", at: later(2) });
    for (const at of [later(3), later(A_WEEK - 1)]) {
      const again = await write("anna", "верните как было", { messageId: "m-2", at });
      expect(again).toMatchObject({ done: "undone", why: [{ rule: "heard-before" }] });
    }
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("under one id with other words is another message", async () => {
    const anna = await openPerson("anna");
    await write("anna", "когда появится тюльпан", { messageId: "m-1" });
    expect(await write("anna", "уберите ёлку", { messageId: "m-1" })).toMatchObject({ done: "off-done" });
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("without an id is the same within ten minutes on the same channel, and not after", async () => {
    const anna = await openPerson("anna");
    await write("anna", "включите ёлку");
    expect(await anna.words()).toEqual(["in:theme:tree"]);
    await write("anna", "Включите  ЁЛКУ", { at: later(9) });
    expect(await anna.words()).toHaveLength(1);
    await write("anna", "включите ёлку", { at: later(1), channel: "bot" });
    expect(await anna.words()).toHaveLength(2);
    await write("anna", "включите ёлку", { at: later(30), channel: "bot" });
    expect(await anna.words()).toHaveLength(3);
  });

  it("without an id is a new one once anything else was said, and an undo is something", async () => {
    const anna = await openPerson("anna");
    await write("anna", "включите ёлку");
    await anna.choose("theme:tree", "out", NEW_YEAR);
    await write("anna", "включите ёлку", { at: later(1) });
    expect(await anna.sees()).toBe("show: asked");
    await pressUndo("anna", later(2));
    await write("anna", "включите ёлку", { at: later(3) });
    expect(await anna.words()).toEqual([
      "in:theme:tree",
      "out:theme:tree",
      "in:theme:tree (taken back)",
      "in:theme:tree",
    ]);
  });

  it("that switches off is applied again, to what it switched off the first time", async () => {
    const anna = await openPerson("anna");
    await write("anna", "СТОП", { messageId: "stop-1" });
    await anna.choose("theme:tree", "in", NEW_YEAR);
    const again = await write("anna", "СТОП", { messageId: "stop-1", at: later(5) });
    expect(again).toMatchObject({ intent: "switch-off", scope: "theme:tree" });
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("gives the first answer again, in the same words", async () => {
    const first = await write("anna", "уберите ёлку", { messageId: "m-1" });
    const again = await write("anna", "уберите ёлку", { messageId: "m-1", at: later(60) });
    expect({ ...again, why: [] }).toEqual({ ...first, why: [] });
  });

  it("is known by a keyed mark: neither its words nor its id are kept", async () => {
    await write("anna", "уберите эту дурацкую ёлку", { messageId: "operator-id-79161234567" });
    const kept = await runInDurableObject(shardFor("anna"), (_, { storage: { sql } }) =>
      sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
        )
        .toArray()
        .flatMap(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray()),
    );
    expect(JSON.stringify(kept)).toContain("theme:tree");
    expect(JSON.stringify(kept)).not.toMatch(/дурацк|79161234567/u);
  });
});

describe("put it back", () => {
  it("takes back one word, and never a second one by being repeated, an hour later or on another channel", async () => {
    const anna = await openPerson("anna");
    await write("anna", "уберите сердечки");
    await write("anna", "уберите ёлку", { at: later(1) });
    expect((await write("anna", "верните как было", { at: later(2) })).done).toBe("undone");
    for (const [at, channel] of [
      [later(3), "sms"],
      [later(60), "sms"],
      [later(61), "bot"],
    ] as const) {
      expect((await write("anna", "верните как было", { at, channel })).done).not.toBe("off-done");
    }
    expect(await anna.words()).toEqual(["out:theme:hearts", "out:theme:tree (taken back)"]);
  });

  it("takes back nothing that somebody else has said in between", async () => {
    const anna = await openPerson("anna");
    await write("anna", "уберите ёлку");
    await press(linkOf("anna", "all"), "scope=all");
    await write("anna", "верните как было", { at: later(2) });
    expect(await anna.sees()).toBe("none: opted-out");
  });

  it("says what stays off all the same, since when and by what", async () => {
    const anna = await openPerson("anna");
    await anna.choose("all", "out", NEW_YEAR);
    await write("anna", "уберите ёлку", { at: later(1) });
    const { reply } = await write("anna", "верните как было", { at: later(2) });
    expect(reply.text).toMatch(/в приложении/u);
    expect(reply.text).toMatch(/31 декабря/u);
    expect(await anna.sees()).toBe("none: opted-out");
  });
});

describe("an id that can't be one", () => {
  it.each(["", "x".repeat(4_001)])("counts as none, and refuses no wish: %#", async (messageId) => {
    expect((await deliver("anna", "уберите ёлку", { messageId })).status).toBe(200);
  });
});
