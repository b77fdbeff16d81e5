/** Whoever makes a key reads one person after the other by it, unless a second person has confirmed it: that has a budget. */
import { describe, expect, it } from "vitest";
import type { MessageAnswer } from "../../../src/contract/message.ts";
import type { Problem } from "../../../src/contract/problem.ts";
import { expectProblem, shardFor, useGarland } from "../client.ts";
import { confirmKey, logIn, makeKey, send, writeAs, type Credential } from "./machine-keys.ts";
import { NEW_YEAR, openPerson, VALENTINE } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const MOST_AN_HOUR = 120;

const evaluate = (by: Credential, targetingKey: string, at?: string) =>
  send(by, "POST", "/ofrep/v1/evaluate/flags/tray-icon-key", { context: { targetingKey } }, at);

/** How many of some people a key is told something of. */
async function lookAtMany(by: Credential, count: number, at = NEW_YEAR): Promise<number> {
  let told = 0;
  for (let index = 0; index < count; index++) {
    const answer = await (index % 2 === 0
      ? evaluate(by, `q${index}`, at)
      : writeAs(by, `q${index}`, "почему у меня ёлка?", at));
    if (answer.status === 200) told += 1;
    await answer.text();
  }
  return told;
}

/** Keys of one human who has looked at as many people as they may. */
async function useUp(at = NEW_YEAR) {
  const yan = await logIn("Yan", "admin");
  const bot = await makeKey(yan, "channel");
  expect(await lookAtMany(bot.by, MOST_AN_HOUR + 4, at)).toBe(MOST_AN_HOUR);
  return { yan, bot };
}

/** Three who differ in all that a reply could tell. */
async function differ() {
  const [plain, off, asked] = await Promise.all(["plain", "off", "asked"].map(openPerson));
  await off?.send("/v1/me/choices", { scope: "theme:tree", value: "out" });
  await asked?.send("/v1/me/choices", { scope: "all", value: "out" });
  await asked?.send("/v1/me/wishes", { theme: "hearts" });
  return [plain, off, asked].flatMap((person) => person ?? []);
}

describe("keys that no second person has confirmed", () => {
  it("read about 120 people in an hour, by flags and messages together, whatever keys their maker makes", async () => {
    const { yan, bot } = await useUp();
    const other = await makeKey(yan, "admin");
    const refused = await evaluate(other.by, "q1");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      errorDetails: expect.stringContaining("have a second person confirm"),
    });
    expect((await evaluate(await logInKey("Olga"), "q1")).status).toBe(200);
    const status = await send(await logIn("Vera", "approver"), "GET", "/v1/status");
    const { keysToConfirm } = await status.json<{ keysToConfirm: readonly { prefix: string }[] }>();
    expect(keysToConfirm.map(({ prefix }) => prefix).toSorted()).toEqual([bot.prefix, other.prefix].toSorted());
  });

  it("leave each look on record with the person, before it is taken", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    await evaluate(bot.by, "vera");
    await writeAs(bot.by, "vera", "что это за ёлка?");
    const acts = await shardFor("vera").listStaffActs(`service:${bot.prefix}`, 10);
    expect(acts).toMatchObject([
      { subscriberId: "vera", action: "looked" },
      { subscriberId: "vera", action: "looked" },
    ]);
  });

  it("switch off all the same beyond it, and are told the same whoever it is", async () => {
    const people = await differ();
    const { bot } = await useUp();
    const answers: MessageAnswer[] = [];
    for (const { subscriberId } of people) {
      const answer = await writeAs(bot.by, subscriberId, "уберите ёлку");
      expect(answer.status).toBe(200);
      answers.push(await answer.json<MessageAnswer>());
    }
    expect(answers[0]).toMatchObject({ done: "off-done", scope: "theme:tree" });
    expect(answers[0]?.reply.actions.every(({ entry }) => entry === null)).toBe(true);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    for (const person of people) expect(await person.words()).toContain("out:theme:tree");
  });

  it("hear what is not understood, and complaints, beyond it, and reply the same whoever it is", async () => {
    const people = await differ();
    const { bot } = await useUp();
    for (const person of people) await person.trayAt(NEW_YEAR);
    for (const text of ["бесит эта ёлка", "ну и дела", "уберите это", "/help"]) {
      const answers: MessageAnswer[] = [];
      for (const { subscriberId } of people) {
        const answer = await writeAs(bot.by, subscriberId, text);
        expect({ text, status: answer.status }).toEqual({ text, status: 200 });
        answers.push(await answer.json<MessageAnswer>());
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    }
    const reasons = await shardFor("plain").countReasons();
    expect(reasons.map(({ campaign }) => campaign)).toContain("new-year");
  });

  it("take off what only this person sees, and don't tell that they see it", async () => {
    const [vera, olga] = await Promise.all(["vera", "olga"].map(openPerson));
    await vera?.send("/v1/me/wishes", { theme: "hearts" }, VALENTINE);
    expect(await vera?.sees(VALENTINE)).toContain("show");
    const { bot } = await useUp(VALENTINE);
    const answers: MessageAnswer[] = [];
    for (const subscriberId of ["vera", "olga"]) {
      const answer = await writeAs(bot.by, subscriberId, "уберите украшение", VALENTINE);
      expect(answer.status).toBe(200);
      answers.push(await answer.json<MessageAnswer>());
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.reply.text).not.toContain("ердечк");
    expect(await vera?.sees(VALENTINE)).toContain("none");
    expect(await olga?.sees(VALENTINE)).toContain("none");
  });

  it.each(["почему у меня ёлка?", "верните", "включите мне сердечки"])(
    "refuse “%s” beyond it in the same words, whoever it is",
    async (text) => {
      const people = await differ();
      const { bot } = await useUp();
      const said: string[] = [];
      for (const person of people) {
        const before = await person.words();
        const answer = await writeAs(bot.by, person.subscriberId, text);
        const problem = await expectProblem(answer, "too-many-requests", 429);
        said.push(JSON.stringify({ ...problem, requestId: null }));
        expect(await person.words()).toEqual(before);
      }
      expect(new Set(said).size).toBe(1);
    },
  );

  it("tell nothing by a message that was delivered before", async () => {
    const vera = await openPerson("vera");
    const olga = await logIn("Olga", "admin");
    const sound = await makeKey(olga, "channel");
    await confirmKey(await logIn("Boris", "approver"), sound.prefix);
    const message = { subscriberId: "vera", channel: "bot", text: "верните", messageId: "m1" };
    await vera.send("/v1/me/choices", { scope: "theme:tree", value: "out" });
    expect((await send(sound.by, "POST", "/v1/messages", message)).status).toBe(200);
    const { bot } = await useUp();
    await expectProblem(await send(bot.by, "POST", "/v1/messages", message), "too-many-requests", 429);
  });

  it("read without limit from the moment in which a second person confirms them", async () => {
    const { bot } = await useUp();
    expect((await evaluate(bot.by, "vera")).status).toBe(429);
    const boris = await logIn("Boris", "approver");
    expect((await confirmKey(boris, bot.prefix)).status).toBe(200);
    expect(await lookAtMany(bot.by, 10)).toBe(10);
  });
});

describe("what a machine enters", () => {
  it("stands in the person's own name, and whose machine it was is on record with them, confirmed or not", async () => {
    const sound = await makeKey(await logIn("Yan", "admin"), "channel");
    await confirmKey(await logIn("Boris", "approver"), sound.prefix);
    await writeAs(sound.by, "vera", "почему у меня ёлка?");
    await writeAs(sound.by, "vera", "уберите ёлку");
    await writeAs(sound.by, "vera", "верните как было");
    const actionsOf = async (prefix: string) =>
      (await shardFor("vera").listStaffActs(`service:${prefix}`, 10)).map(({ action }) => action);
    expect(await actionsOf(sound.prefix)).toEqual(["took-back", "chose"]);
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    await writeAs(bot.by, "vera", "уберите ёлку");
    expect(await actionsOf(bot.prefix)).toEqual(["chose", "looked"]);
    // Of several words each; and what comes again is on record again, whether or not something was said since.
    const entered = async () => (await actionsOf(sound.prefix)).length;
    const deliver = (messageId: string, text: string) =>
      send(sound.by, "POST", "/v1/messages", { subscriberId: "vera", channel: "bot", text, messageId });
    await deliver("m1", "уберите сердечки и тюльпан");
    expect(await entered()).toBe(4);
    await deliver("m2", "уберите снежинку");
    await deliver("m2", "уберите снежинку");
    expect(await entered()).toBe(6);
    await (await openPerson("vera")).send("/v1/me/choices", { scope: "theme:snowflake", value: "in" });
    await deliver("m2", "уберите снежинку");
    expect(await entered()).toBe(7);
  });
});

describe("who chose something, and when", () => {
  it("is told to no key that nobody has confirmed, to no person, and at once when somebody has", async () => {
    const bot = await makeKey(await logIn("Yan", "admin"), "channel");
    const { detail }: Problem = await expectProblem(await send(bot.by, "GET", "/v1/changes"), "another-person", 403);
    expect(detail).toContain("“Keys and roles”");
    await expectProblem(await send(await logIn("Yan", "channel"), "GET", "/v1/changes"), "another-person", 403);
    const boris = await logIn("Boris", "approver");
    const status = await send(boris, "GET", "/v1/status");
    expect(await status.json()).toMatchObject({ keysToConfirm: [{ prefix: bot.prefix }] });
    await confirmKey(boris, bot.prefix);
    expect((await send(bot.by, "GET", "/v1/changes")).status).toBe(200);
  });
});

async function logInKey(name: string): Promise<Credential> {
  return (await makeKey(await logIn(name, "admin"), "channel")).by;
}
