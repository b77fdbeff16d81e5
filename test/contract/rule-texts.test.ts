import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../src/contract/rule-texts.ts";

describe("a schema's own rule", () => {
  it.each(Object.entries(RULES))("is said in both languages: %s", (_code, { ru, en }) => {
    // What is to be written stands as it is written.
    expect(ru).toMatch(/^[А-ЯЁ].*[.]$/u);
    expect(en).toMatch(/^(?:must|needs|looks) /);
  });

  it("is told apart by its sentence, which no other rule has", () => {
    const sentences = Object.values(RULES).map(({ en }) => en);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("is said by no schema in words of its own, which nobody could say in Russian", () => {
    const folder = join(import.meta.dirname, "../../src");
    const own = ["contract", "http"].flatMap((room) =>
      readdirSync(join(folder, room), { recursive: true, encoding: "utf8" }).flatMap((file) => {
        // Files of people are read by machines: `population` has codes and English alone.
        if (!file.endsWith(".ts") || /rules|read-setting|settings|population/.test(file)) return [];
        const text = readFileSync(join(folder, room, file), "utf8");
        return [...text.matchAll(/(?:refine|regex|refuse)\([^;]*?"((?:must|needs|looks)[^"]*)"/g)].map(
          ([, words]) => `${room}/${file}: ${words}`,
        );
      }),
    );
    expect(own).toEqual([]);
  });
});
