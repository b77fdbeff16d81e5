import { describe, expect, it } from "vitest";
import { useGarland } from "../client.ts";
import { NEW_YEAR, openPerson, write } from "./speak.ts";

useGarland("2024-12-01T00:00:00Z");

const later = (minutes: number): string => new Date(Date.parse(NEW_YEAR) + minutes * 60_000).toISOString();

describe("what the bot says is so", () => {
  it("names what stays off by its name when everything is switched on, and promises nothing that won't appear", async () => {
    await openPerson("anna");
    await write("anna", "уберите ёлку");
    const { done, reply } = await write("anna", "включите всё");
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
    expect(reply.actions).toEqual([]);
  });
});
