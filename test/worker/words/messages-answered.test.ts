import { describe, expect, it } from "vitest";
import { openPhone, useGarland } from "../client.ts";
import { openDesk } from "../desk.ts";
import { NEW_YEAR, openPerson, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const MAY = "2025-05-20T12:00:00+03:00";
const later = (minutes: number): string => new Date(Date.parse(NEW_YEAR) + minutes * 60_000).toISOString();

describe("a doubtful wish for more", () => {
  it("puts nothing back over a standing out, and is answered with buttons", async () => {
    const anna = await openPerson("anna");
    await write("anna", "уберите ёлку");
    for (const text of ["включите ёлку, говорит муж", "undo the tree", "cancel"]) {
      const answer = await write("anna", text);
      expect(answer).toMatchObject({ certainty: "unsure", done: "offered-buttons" });
      expect(answer.reply.actions).not.toEqual([]);
    }
    for (const text of ["> включите ёлку\nнет", "муж написал: включите ёлку", "отмените заказ"]) {
      expect(await write("anna", text)).toMatchObject({ intent: "other", certainty: "unsure", handled: false });
    }
    expect(await anna.words()).toEqual(["out:theme:tree"]);
  });

  it("that would only take a wish back is done", async () => {
    await openPerson("anna");
    await write("anna", "включите ёлку");
    expect(await write("anna", "undo turning on the tree")).toMatchObject({ done: "undone" });
  });
});

describe("a bare stop while nothing is shown", () => {
  it("switches off what was shown last, which a phone may still show, and a second one says that it is off", async () => {
    const anna = await openPerson("anna");
    expect(await anna.sees()).toBe("show: segment");
    await (
      await openDesk("2024-12-02T00:00:00Z", "vera", "marketer")
    )("POST", "/v1/stop", { reason: "wrong day" });
    expect(await anna.sees()).toBe("none: stopped");
    const first = await write("anna", "СТОП", { channel: "sms", at: later(1) });
    expect(first).toMatchObject({ intent: "switch-off", certainty: "sure", done: "off-done", scope: "theme:tree" });
    expect(first.reply.text).toMatch(/Новогодняя ёлка.*Можно ответить: Вернуть как было/u);
    const second = await write("anna", "хватит", { channel: "sms", at: later(2) });
    expect(second).toMatchObject({ done: "off-already", scope: "theme:tree" });
    expect(await anna.words()).toEqual(["out:theme:tree"]);
  });

  it("from somebody who was shown nothing switches everything off, and can be put back", async () => {
    expect(await write("boris", "хватит", { at: MAY })).toMatchObject({
      done: "off-done",
      scope: "all",
      language: "ru",
    });
    expect(await write("boris", "STOP", { at: MAY })).toMatchObject({ done: "off-already", scope: "all" });
    expect(await write("boris", "верните как было", { at: MAY })).toMatchObject({ done: "undone" });
  });

  it("that is less clear is asked about, by SMS in words to send", async () => {
    const { done, reply } = await write("boris", "отключите", { at: MAY, channel: "sms" });
    expect(done).toBe("offered-buttons");
    expect(reply.text).toMatch(/Можно ответить: Отключить все украшения\.$/u);
  });
});

describe("what the bot says is so", () => {
  it("names what stays off by its name when everything is switched on, and promises nothing that won't appear", async () => {
    await openPerson("anna");
    await write("anna", "уберите ёлку");
    const { done, reply } = await write("anna", "включите все украшения");
    expect(done).toBe("noted");
    expect(reply.text).toMatch(/отключили по названию, остаётся/u);
    expect(reply.text).not.toMatch(/Появится/u);
    const boris = await write("boris", "включите все украшения");
    expect(boris).toMatchObject({ done: "on-done" });
    expect(boris.reply.text).not.toMatch(/по названию/u);
  });

  it("says why there is nothing to put back", async () => {
    const anna = await openPerson("anna");
    const putBack = async (at: string) => {
      const { done, reply } = await write("anna", "Вернуть как было", { at });
      expect(done).toBe("nothing-to-undo");
      return reply.text;
    };
    expect(await putBack(NEW_YEAR)).toMatch(/не записано/u);
    await write("anna", "уберите сердечки", { at: later(1) });
    await write("anna", "Вернуть как было", { at: later(2) });
    expect(await putBack(later(30))).toMatch(/уже отменили/u);
    await anna.choose("theme:tulip", "out", later(40));
    expect(await putBack(later(60 * 24 * 9))).toMatch(/больше недели/u);
  });

  it("does not offer to switch off what is off", async () => {
    await openPerson("anna");
    await write("anna", "отключите все украшения");
    const { reply } = await write("anna", "почему ничего нет");
    expect(reply.text).not.toMatch(/отключите/u);
    expect(reply.actions.map(({ kind }) => kind)).toEqual(["switch-on"]);
  });

  it("answers a text in no language in the phone's", async () => {
    await (await openPhone("olga", { platform: "ios", timezone: "Europe/Moscow", locale: "ru-RU" })).trayAt(NEW_YEAR);
    expect(await write("olga", "STOP")).toMatchObject({ language: "ru" });
    await (await openPhone("john", { platform: "ios", timezone: "Europe/Moscow", locale: "en-GB" })).trayAt(NEW_YEAR);
    expect(await write("john", "END")).toMatchObject({ language: "en", done: "off-done" });
  });
});
