import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { messageAnswerSchema, type MessageAnswer } from "../../src/contract/message.ts";
import { listShardNames } from "../../src/contract/rpc/objects.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, expectProblem, openPhone, shardFor, useGarland } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const FEBRUARY = "2025-02-01T12:00:00+03:00";
const phone = { platform: "ios", timezone: "Europe/Moscow" };

async function ask(body: object, at = NEW_YEAR, role: "channel" | "viewer" = "channel"): Promise<Response> {
  return call("/v1/messages", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await staffTokenFor("bot", [role])}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: at,
    },
    body: JSON.stringify(body),
  });
}

async function write(subscriberId: string, text: string, at = NEW_YEAR): Promise<MessageAnswer> {
  const response = await ask({ subscriberId, channel: "bot", text }, at);
  expect(response.status).toBe(200);
  return messageAnswerSchema.parse(await response.json());
}

describe("a message to the bot", () => {
  it("that says СТОП switches off what is shown, from the next request on, and says how to undo it", async () => {
    const anna = await openPhone("anna", phone);
    expect((await anna.trayAt(NEW_YEAR)).decision).toBe("show");
    const answer = await write("anna", "СТОП");
    expect(answer).toMatchObject({ intent: "switch-off", done: "off-done", scope: "theme:tree", language: "ru" });
    expect(answer.reply.text).toContain("Новогодняя ёлка");
    expect(answer.reply.actions.map(({ kind }) => kind)).toContain("undo");
    expect(await anna.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("that only answers is about decorations if our question was the last, and is left to others if it was not", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    for (const text of ["нет", "0", "не надо", "да"]) {
      expect(await write("anna", text)).toMatchObject({ intent: "other", handled: false, certainty: "unsure" });
    }
    expect((await anna.trayAt(NEW_YEAR)).decision).toBe("show");
    const answer = await ask({ subscriberId: "anna", channel: "bot", text: "не надо", context: { asked: "keep" } });
    expect(messageAnswerSchema.parse(await answer.json())).toMatchObject({ handled: true, done: "off-done" });
    expect(await anna.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("that asks for several things is done clause by clause, with a way back for each, and more is shown once", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    const answer = await write("anna", "уберите ёлку, а снежинку включите");
    expect(answer).toMatchObject({ done: "off-done", scope: "theme:tree" });
    expect(answer.also).toMatchObject([{ scope: "theme:snowflake", value: "in" }]);
    expect(answer.reply.actions.map(({ kind, scope }) => `${kind} ${scope}`)).toEqual(
      expect.arrayContaining(["switch-on theme:tree"]),
    );
    const words = async () => (await shardFor("anna").history("anna")).map(({ scope, value }) => `${value}:${scope}`);
    expect((await words()).toSorted()).toEqual(["in:theme:snowflake", "out:theme:tree"]);
    expect(await write("anna", "уберите ёлку, а снежинку включите")).toMatchObject({ also: answer.also });
    expect((await words()).filter((word) => word.startsWith("in:"))).toEqual(["in:theme:snowflake"]);
    await write("boris", "отключите ёлку и сердечки");
    const outs = (await shardFor("boris").history("boris")).map(({ scope, value }) => `${value}:${scope}`);
    expect(outs.toSorted()).toEqual(["out:theme:hearts", "out:theme:tree"]);
  });

  it("that names several things to what we asked last switches each, with a way back for each", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    const asked = (text: string, question: "off" | "on") =>
      ask({ subscriberId: "anna", channel: "bot", text, context: { asked: question } });
    const on = messageAnswerSchema.parse(await (await asked("снежинку и тюльпан", "on")).json());
    expect(on).toMatchObject({ intent: "switch-on", scope: "theme:snowflake", handled: true });
    expect(on.also).toMatchObject([{ scope: "theme:tulip", value: "in" }]);
    expect(on.reply.actions.map(({ kind, scope }) => `${kind} ${scope}`)).toEqual([
      "switch-off theme:snowflake",
      "switch-off theme:tulip",
    ]);
    const off = messageAnswerSchema.parse(await (await asked("ёлку, снежинку", "off")).json());
    expect(off).toMatchObject({ done: "off-done", scope: "theme:tree", also: [{ scope: "theme:snowflake" }] });
    expect(await anna.trayAt(NEW_YEAR)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("may be taken back by the next message, and by the button that the reply offered", async () => {
    const anna = await openPhone("anna", phone);
    await write("anna", "уберите ёлку");
    expect(await write("anna", "верните как было")).toMatchObject({ intent: "undo", done: "undone" });
    expect((await anna.trayAt(NEW_YEAR)).decision).toBe("show");
    const { reply } = await write("anna", "стоп");
    const undo = reply.actions.find(({ kind }) => kind === "undo");
    const response = await ask({ subscriberId: "anna", channel: "bot", action: { kind: undo?.kind }, language: "en" });
    expect(messageAnswerSchema.parse(await response.json())).toMatchObject({ done: "undone", language: "en" });
    expect((await anna.trayAt(NEW_YEAR)).decision).toBe("show");
    expect(await write("boris", "отмена", FEBRUARY)).toMatchObject({ done: "nothing-to-undo" });
  });

  it("is kept as the person's own word, with its channel, and without what was written", async () => {
    const text = "КАК ОТКЛЮЧИТЬ ВАШИ ИДИОТСКИЕ СЕРДЕЧКИ??! Они оскорбляют мои чувства верующего.";
    expect(await write("anna", text)).toMatchObject({ intent: "switch-off", scope: "theme:hearts", done: "off-done" });
    const history = await shardFor("anna").history("anna");
    expect(history).toMatchObject([{ scope: "theme:hearts", value: "out", channel: "bot", actor: "self" }]);
    const held = await shardFor("anna").exportPerson("anna");
    expect(JSON.stringify(held)).not.toMatch(/offensive|ИДИОТСКИЕ|верующего/u);
  });

  it("that asks to switch on is answered honestly: it shows, when it comes, or that it is not planned", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(FEBRUARY);
    const tulip = await write("anna", "включите пожалуйста цветок", FEBRUARY);
    expect(tulip).toMatchObject({ intent: "switch-on", done: "scheduled", scope: "theme:tulip" });
    expect(tulip.reply.text).toContain("марта");
    expect(await write("anna", "поставьте снежинку", FEBRUARY)).toMatchObject({ done: "not-planned" });
    expect(await write("boris", "верните ёлочку", NEW_YEAR)).toMatchObject({ done: "on-needs-nothing" });
    expect((await anna.trayAt("2025-03-08T12:00:00+03:00")).reason).toBe("asked");
  });

  it("that asks when, why or what for is answered, and changes nothing", async () => {
    const when = await write("anna", "Как сделать тюльпан или когда он появится", FEBRUARY);
    expect(when).toMatchObject({ intent: "when", done: "scheduled", scope: "theme:tulip" });
    const why = await write("anna", "why do I see a tree?");
    expect(why).toMatchObject({ intent: "why", done: "why-explained", language: "en" });
    expect(why.reply.text).toMatch(/New Year tree/u);
    await write("anna", "help");
    await write("anna", "хочу подарить тюльпан подруге", FEBRUARY);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });

  it("that leaves a doubt is answered with buttons, and changes nothing", async () => {
    const answer = await write("anna", "уберите ёлку или включите тюльпан");
    expect(answer).toMatchObject({ certainty: "unsure", done: "offered-buttons" });
    expect(answer.reply.actions.length).toBeGreaterThan(1);
    expect(await shardFor("anna").history("anna")).toEqual([]);
  });
});

describe("a complaint", () => {
  const countReasons = async () => {
    const counts = await Promise.all(
      listShardNames(Number(env.SHARDS)).map((name) => env.SHARD.getByName(name).countReasons()),
    );
    return counts.flat();
  };

  it("is answered with the off button, and its reason counted for the campaign, once a person", async () => {
    await (await openPhone("anna", phone)).trayAt(NEW_YEAR);
    const first = await write("anna", "какой позор, меня оскорбляет ваша ёлка");
    expect(first).toMatchObject({ intent: "complaint", done: "complaint-noted" });
    expect(first.reply.actions.map(({ kind, scope }) => `${kind} ${scope}`)).toContain("switch-off theme:tree");
    await write("anna", "какой позор, меня оскорбляет ваша ёлка");
    expect(await countReasons()).toEqual([{ campaign: "new-year", reason: "offensive", people: 1 }]);
  });

  it("feeds the guard, once a person", async () => {
    await (await openPhone("anna", phone)).trayAt(NEW_YEAR);
    await write("anna", "ужасно, бесит ваша ёлка");
    await write("anna", "ужасно, бесит ваша ёлка");
    const { exposures } = await shardFor("anna").exportPerson("anna");
    expect(Object.values(exposures)).toMatchObject([{ complainedAt: Date.parse(NEW_YEAR) }]);
  });
});

describe("a request about messages", () => {
  it("is for channels only, and says what is wrong with it", async () => {
    await expectProblem(
      await ask({ subscriberId: "anna", channel: "bot", text: "стоп" }, NEW_YEAR, "viewer"),
      "forbidden",
      403,
    );
    await expectProblem(await ask({ subscriberId: "anna", channel: "bot" }), "invalid-request", 400);
    await expectProblem(
      await ask({ subscriberId: "+79161234567", channel: "sms", text: "стоп" }),
      "invalid-request",
      400,
    );
    const unknown = { subscriberId: "anna", channel: "bot", action: { kind: "switch-off", scope: "theme:unicorn" } };
    await expectProblem(await ask(unknown), "refused", 422);
    const half = { subscriberId: "anna", channel: "bot", action: { kind: "switch-on" } };
    await expectProblem(await ask(half), "invalid-request", 400);
  });

  it("leaves nothing of a text in any shard, the reasons apart", async () => {
    await write("anna", "уберите ёлку, она оскорбительна, Василий Пупкин");
    for (const name of listShardNames(Number(env.SHARDS))) {
      const reasons = await env.SHARD.getByName(name).countReasons();
      expect(JSON.stringify(reasons)).not.toMatch(/anna|Пупкин/u);
    }
  });
});
