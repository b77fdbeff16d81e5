import { describe, expect, it } from "vitest";
import { messageAnswerSchema, type MessageAnswer } from "../../src/contract/message.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, openPhone, useGarland } from "./client.ts";
import { staffTokenFor } from "./open-app.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const FEBRUARY = "2025-02-01T12:00:00+03:00";
const VALENTINES = "2025-02-14T12:00:00+03:00";
const phone = { platform: "ios", timezone: "Europe/Moscow" };

async function write(subscriberId: string, text: string, at: string, channel = "bot"): Promise<MessageAnswer> {
  const response = await call("/v1/messages", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await staffTokenFor("bot", ["channel"])}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: at,
    },
    body: JSON.stringify({ subscriberId, channel, text }),
  });
  expect(response.status).toBe(200);
  return messageAnswerSchema.parse(await response.json());
}

const buttonsOf = ({ reply: { actions } }: MessageAnswer) => actions.map(({ kind, scope }) => `${kind} ${scope ?? ""}`);

describe("an answer to when, why and why not me", () => {
  it("is of this person's own word: who has switched it off hears so, with the button that lifts it", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    await write("anna", "уберите ёлку", NEW_YEAR);
    for (const text of ["когда появится ёлка?", "почему у меня нет ёлки?"]) {
      const answer = await write("anna", text, NEW_YEAR);
      expect(answer.reply.text).toContain("у вас отключено. Попросите, и покажем сразу.");
      expect(buttonsOf(answer)[0]).toBe("switch-on theme:tree");
    }
    expect((await anna.trayAt(NEW_YEAR)).decision).toBe("none");
  });

  it("is of what only comes to who asks: when it would, and the button that asks", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(VALENTINES);
    const answer = await write("anna", "почему у всех сердечки, а у меня нет?", VALENTINES);
    expect(answer.reply.text).toContain("«Сердечки»");
    expect(answer.reply.text).toContain("Попросите, и покажем сразу.");
    expect(buttonsOf(answer)).toContain("switch-on theme:hearts");
    const before = await write("anna", "when will the hearts come?", FEBRUARY);
    expect(before.reply.text).toMatch(/Ask for it, and you will see it: .*14/u);
    expect(buttonsOf(before)[0]).toBe("switch-on theme:hearts");
  });

  it("offers no button to ask for what comes by itself, nor for what is shown", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    expect(buttonsOf(await write("anna", "почему у меня ёлка?", NEW_YEAR))).not.toContain("switch-on theme:tree");
    expect(buttonsOf(await write("anna", "когда будет ёлка?", NEW_YEAR))).toEqual(["switch-off theme:tree"]);
  });

  it("says of one thing why it isn't shown though another is", async () => {
    const anna = await openPhone("anna", phone);
    await anna.trayAt(NEW_YEAR);
    const answer = await write("anna", "почему нет сердечек?", NEW_YEAR);
    expect(answer.reply.text).toContain("«Сердечки» показываем только тем, кто сам попросил");
    expect(answer.reply.text).not.toContain("ёлка");
  });
});

describe("a wish to give something", () => {
  it("can be carried out at any time of the year, and the answer says when it will be shown", async () => {
    await (await openPhone("anna", phone)).trayAt(FEBRUARY);
    const tulip = await write("anna", "хочу подарить тюльпан подруге", FEBRUARY);
    expect(tulip).toMatchObject({ intent: "gift", done: "gift-how-to" });
    expect(tulip.reply.text).toContain("марта");
    expect(buttonsOf(tulip)).toEqual(["gift theme:tulip"]);
    expect((await write("anna", "хочу подарить снежинку подруге", FEBRUARY)).reply.text).toContain("пока не планируем");
    const sms = await write("anna", "подарите тюльпан на номер подруги", FEBRUARY, "sms");
    expect(sms.reply.text).toContain("в приложении или в чате");
  });
});

describe("a bare word", () => {
  it("is answered in the language of the person's phone", async () => {
    const anna = await openPhone("anna", { ...phone, locale: "en-GB" });
    await anna.trayAt(NEW_YEAR);
    expect(await write("anna", "стоп", NEW_YEAR)).toMatchObject({ done: "off-done", language: "en" });
    expect(await write("anna", "верните ёлку", NEW_YEAR)).toMatchObject({ language: "ru" });
  });
});
