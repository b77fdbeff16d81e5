import { describe, expect, it } from "vitest";
import { messageAnswerSchema, type MessageAnswer } from "../../../src/contract/message.ts";
import { CLOCK_HEADER } from "../../../src/http/app.ts";
import { call, useGarland } from "../client.ts";
import { staffTokenFor } from "../open-app.ts";
import { NEW_YEAR, openPerson, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const MAY = "2025-05-20T12:00:00+03:00";
const later = (minutes: number) => new Date(Date.parse(NEW_YEAR) + minutes * 60_000).toISOString();

async function hand(body: string, at = NEW_YEAR, more: Record<string, string> = {}): Promise<Response> {
  return call("/v1/messages", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await staffTokenFor("bot", ["channel"])}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: at,
      ...more,
    },
    body,
  });
}

async function press(action: unknown, at = NEW_YEAR, channel = "sms"): Promise<MessageAnswer> {
  const response = await hand(JSON.stringify({ subscriberId: "anna", channel, action }), at);
  expect(response.status).toBe(200);
  return messageAnswerSchema.parse(await response.json());
}

const undoOf = ({ reply }: MessageAnswer) => reply.actions.find(({ kind }) => kind === "undo");

describe("over an out that stands", () => {
  it.each([
    ["theme:tree", "включите ёлку через год"],
    ["theme:tree", "мне пришло включите ёлку"],
    ["category:festive", "включите ёлку 👎"],
    ["all", "отмените сообщения"],
    ["all", "cancel everything"],
  ] as const)("a message that holds anything else lifts nothing, and is asked about: %s, %s", async (scope, text) => {
    const anna = await openPerson("anna");
    await anna.choose(scope, "out", NEW_YEAR);
    const answer = await write("anna", text);
    expect(answer).toMatchObject({ certainty: "unsure", done: "offered-buttons" });
    expect(answer.why[0]?.rule).toMatch(/^(?:not-every-word|not-its-name|doubt-.+)$/);
    expect(await anna.words()).toEqual([`out:${scope}`]);
  });

  it.each([
    ["all", "show me all my charges"],
    ["theme:snowflake", "верните деньги"],
  ] as const)(
    "a message about other business lifts nothing, and is left to a general bot: %s, %s",
    async (scope, text) => {
      const anna = await openPerson("anna");
      await anna.choose(scope, "out", NEW_YEAR);
      const answer = await write("anna", text);
      expect(answer).toMatchObject({ intent: "other", handled: false, certainty: "unsure", done: "help" });
      expect(answer.why[0]?.rule).toBe("about-other-business");
      expect(await anna.words()).toEqual([`out:${scope}`]);
    },
  );

  it("a plain wish is carried out, and so is a plain undo", async () => {
    const anna = await openPerson("anna");
    await anna.choose("all", "out", NEW_YEAR);
    expect(await write("anna", "Верните, пожалуйста, ёлку")).toMatchObject({ certainty: "sure", done: "on-done" });
    await anna.choose("theme:tree", "out", NEW_YEAR);
    expect(await write("anna", "верните как было", { at: later(1) })).toMatchObject({ done: "undone" });
    expect(await anna.sees()).toBe("show: asked");
  });

  it("where none stands, a wish with other words in it is carried out, for what is sensitive only if the wish is plain by itself", async () => {
    const anna = await openPerson("anna");
    expect(await write("anna", "включите тюльпан, он мне понравился", { at: MAY })).toMatchObject({
      certainty: "sure",
    });
    const hearts = await write("anna", "муж любит сердечки, включите", { at: MAY });
    expect(hearts).toMatchObject({ certainty: "unsure", done: "offered-buttons" });
    expect(hearts.reply.actions).toMatchObject([{ kind: "switch-on", scope: "theme:hearts" }]);
    expect(await anna.words()).toEqual(["in:theme:tulip"]);
    const certain = await write("anna", "включите сердечки, они мне понравились", { at: MAY });
    expect(certain).toMatchObject({ certainty: "sure", scope: "theme:hearts" });
    expect(certain.reply.actions.map(({ kind }) => kind)).toContain("undo");
  });
});

describe("gifts", () => {
  it("are switched by their buttons and by text, and nothing else is", async () => {
    const anna = await openPerson("anna");
    const off = await press({ kind: "switch-off", scope: "gifts" });
    expect(off).toMatchObject({
      done: "off-done",
      scope: "gifts",
      reply: { text: expect.stringContaining("подарки") as string },
    });
    expect(off.reply.actions.map(({ kind }) => kind)).toEqual(["undo"]);
    expect(await anna.sees()).not.toBe("none: opted-out");
    expect((await anna.me()).gifts.allowed).toBe(false);
    expect(await press({ kind: "switch-on", scope: "gifts" }, later(1))).toMatchObject({
      done: "on-done",
      scope: "gifts",
    });
    expect((await anna.me()).gifts.allowed).toBe(true);
    const again = await write("anna", "no more gifts", { at: later(2) });
    expect(again).toMatchObject({ done: "off-done", scope: "gifts", language: "en" });
    expect(again.reply.text).not.toMatch(/decorations? switched off|mark/);
    expect(await press(undoOf(again), later(3))).toMatchObject({ done: "undone" });
    expect((await anna.me()).gifts.allowed).toBe(true);
    expect(await anna.words()).toEqual(["out:gifts", "in:gifts", "out:gifts (taken back)"]);
  });
});

describe("an off that names several things", () => {
  it("is kept for everything if it says so, and asks with a button for each if it leaves open which", async () => {
    const anna = await openPerson("anna");
    const asked = await write("anna", "отключите романтику или ёлку");
    expect(asked).toMatchObject({ certainty: "unsure", done: "offered-buttons" });
    expect(asked.reply.actions.map(({ scope }) => scope)).toEqual(["category:romance", "theme:tree", "all"]);
    expect(await write("anna", "уберите ёлку и всё остальное")).toMatchObject({ done: "off-done", scope: "all" });
    expect(await anna.words()).toEqual(["out:all"]);
  });
});

describe("a button to put back", () => {
  it("takes back the word that it was offered for, and nothing once anything was said since", async () => {
    const anna = await openPerson("anna");
    const old = undoOf(await write("anna", "уберите сердечки"));
    expect(old?.entry).toEqual(expect.any(Number));
    await anna.choose("all", "out", NEW_YEAR);
    const answer = await press(old, later(1));
    expect(answer).toMatchObject({ done: "nothing-to-undo" });
    expect(answer.reply.text).toContain("больше не действует");
    expect(await anna.words()).toEqual(["out:theme:hearts", "out:all"]);
  });

  it("works for days if nothing was said, once", async () => {
    const anna = await openPerson("anna");
    const undo = undoOf(await write("anna", "уберите ёлку"));
    expect(await press(undo, later(2_000), "bot")).toMatchObject({ done: "undone" });
    expect(await press(undo, later(2_020))).toMatchObject({ done: "nothing-to-undo" });
    expect(await anna.words()).toEqual(["out:theme:tree (taken back)"]);
  });

  it("that doesn't say what it puts back takes back what was said on its channel within ten minutes", async () => {
    const anna = await openPerson("anna");
    await write("anna", "уберите ёлку");
    expect(await press({ kind: "undo" }, later(2), "bot")).toMatchObject({ done: "nothing-to-undo" });
    expect(await press({ kind: "undo" }, later(10))).toMatchObject({ done: "undone" });
    await write("anna", "уберите ёлку", { at: later(30) });
    expect(await press({ kind: "undo" }, later(41))).toMatchObject({ done: "nothing-to-undo" });
    await anna.choose("theme:tree", "out", later(60));
    expect(await press({ kind: "undo", scope: "theme:tree" }, later(61))).toMatchObject({ done: "nothing-to-undo" });
  });

  it("is the same when its message is delivered again", async () => {
    await openPerson("anna");
    const first = await write("anna", "уберите ёлку", { messageId: "m-1" });
    expect(undoOf(await write("anna", "уберите ёлку", { messageId: "m-1" }))).toEqual(undoOf(first));
  });
});

describe("somebody who has written sixty times within an hour", () => {
  it("is refused only what surely asks for something else than less", async () => {
    await openPerson("anna");
    const ask = (text: string) => hand(JSON.stringify({ subscriberId: "anna", channel: "sms", text }), MAY);
    for (let index = 0; index < 60; index++) await ask(`когда ёлка ${index}`);
    const texts =
      "STOPALL|END|OPTOUT|REVOKE|🛑|я отказываюсь от украшений|запрещаю показывать|в топку ёлку|ёлка - нет|без украшений|отстаньте|я против ёлки|cancel|абракадабра|ужас какой|не хочу подарков|help";
    for (const text of texts.split("|"))
      expect({ text, status: (await ask(text)).status }).toEqual({ text, status: 200 });
    for (const text of ["когда тюльпан", "зачем мне ёлка?", "спасибо!", "включите ёлку"]) {
      expect({ text, status: (await ask(text)).status }).toEqual({ text, status: 429 });
    }
  });
});

describe("what a gateway adds to a message", () => {
  it.each([
    '"text":"СТОП","messageId":5098034272017990000',
    '"text":"СТОП","messageId":1.5',
    '"text":"СТОП","messageId":null',
    '"text":"СТОП","messageId":""',
    '"text":"СТОП","messageId":{"id":1}',
    '"text":"СТОП","language":"kk"',
    '"text":"СТОП","language":null',
    '"text":"СТОП","action":null',
    '"text":"СТОП","action":{"kind":"tap"}',
    '"text":"СТОП","action":{"kind":"switch-on","scope":"all"}',
    '"text":"СТОП","more":1',
    '"text":0,"context":{"asked":"keep"}',
    '"text":"СТОП","context":{"asked":7,"more":1}',
    '"text":"СТОП","context":"keep"',
    '"text":"","action":{"kind":"switch-off","scope":"all"}',
    '"text":null,"action":{"kind":"switch-off","scope":"all","label":7,"url":"y","entry":"x"}',
    `"text":"отключите всё ${"х ".repeat(2_100)}"`,
  ])("refuses no wish to switch off: %s", async (members) => {
    const anna = await openPerson("anna");
    const response = await hand(`{"subscriberId":"anna","channel":"sms",${members}}`);
    expect(response.status).toBe(200);
    if (!members.includes("х х")) expect(await anna.words()).toEqual([expect.stringMatching(/^out:/)]);
  });

  it("may be a key with spaces, or none", async () => {
    for (const key of ["a b", ""]) {
      const body = JSON.stringify({ subscriberId: "anna", channel: "sms", text: "СТОП" });
      expect((await hand(body, NEW_YEAR, { "Idempotency-Key": key })).status).toBe(200);
    }
  });

  it.each(["{}", '{"text":null}', '{"action":null}', '{"action":{"kind":"tap"}}', '{"action":{"kind":"switch-on"}}'])(
    "is of no use where there is neither a text nor a button: %s",
    async (members) => {
      const body: unknown = JSON.parse(members);
      const response = await hand(JSON.stringify({ subscriberId: "anna", channel: "sms", ...Object(body) }));
      expect(response.status).toBe(400);
    },
  );
});
