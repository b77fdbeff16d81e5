import { describe, expect, it } from "vitest";
import { messageAnswerSchema } from "../../../src/contract/message.ts";
import { problemSchema } from "../../../src/contract/problem.ts";
import { CLOCK_HEADER } from "../../../src/http/app.ts";
import { call, openPhone, useGarland } from "../client.ts";
import { staffTokenFor } from "../open-app.ts";
import { deliver, NEW_YEAR, openPerson, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const MAY = "2025-05-20T12:00:00+03:00";

async function post(body: object, at = NEW_YEAR): Promise<Response> {
  return call("/v1/messages", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await staffTokenFor("bot", ["channel"])}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: at,
    },
    body: JSON.stringify(body),
  });
}

describe("somebody who writes very often", () => {
  it("is told so in their language, and never refused a wish to switch off, clear or not", async () => {
    for (let index = 0; index < 60; index++) await write("boris", `когда ёлка ${index}`, { at: MAY });
    const refused = await deliver("boris", "когда ёлка наконец", { at: MAY });
    expect(refused.status).toBe(429);
    const { reply } = problemSchema.parse(await refused.json());
    expect(reply).toMatchObject({ text: expect.stringMatching(/слишком много.*СТОП/u) as string, actions: [] });
    expect(
      problemSchema.parse(await (await deliver("boris", "when is the tree", { at: MAY })).json()).reply?.text,
    ).toMatch(/too many.*STOP/u);
    for (const text of ["нет", "уберите значок", "уберите ёлку и включите тюльпан", "СТОП"]) {
      expect((await deliver("boris", text, { at: MAY })).status).toBe(200);
    }
  });
});

describe("a button of a reply", () => {
  it("may be sent back just as the reply has it, whatever kind it is", async () => {
    await openPhone("anna", { platform: "ios", timezone: "Europe/Moscow" });
    for (const text of ["уберите ёлку", "включите ёлку", "как подарить ёлку", "уберите ёлку и включите тюльпан"]) {
      const { reply } = await write("anna", text);
      expect(reply.actions).not.toEqual([]);
      for (const action of reply.actions) {
        const response = await post({ subscriberId: "anna", channel: "bot", action });
        expect({ action, status: response.status }).toEqual({ action, status: 200 });
        messageAnswerSchema.parse(await response.json());
      }
    }
  });
});

describe("a channel's id of a message", () => {
  it.each([
    [12_345, "12345"],
    ["long-".repeat(200), "long-".repeat(200)],
  ])("may be a number or long, and is known again: %s", async (messageId, again) => {
    const anna = await openPerson("anna");
    const send = (id: string | number) =>
      post({ subscriberId: "anna", channel: "bot", text: "включите ёлку", messageId: id });
    expect((await send(messageId)).status).toBe(200);
    expect(await (await send(again)).json()).toMatchObject({ why: [{ rule: "heard-before" }] });
    expect(await anna.words()).toEqual(["in:theme:tree"]);
  });
});
