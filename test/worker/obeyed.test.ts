import { describe, expect, it } from "vitest";
import { ASKING, openPhoneOf, SAYING, type Phone } from "./obeying-channels.ts";
import { useGarland } from "./client.ts";

useGarland("2024-12-01T00:00:00Z");

/** What every way of asking says now. */
async function askAll(phone: Phone): Promise<Record<string, boolean>> {
  const answers: Record<string, boolean> = {};
  for (const [name, ask] of Object.entries(ASKING)) answers[name] = await ask(phone);
  return answers;
}

const everywhere = (isShown: boolean) => Object.fromEntries(Object.keys(ASKING).map((name) => [name, isShown]));

describe("a word that was answered is obeyed by the very next request (invariant 3)", () => {
  it.each(Object.entries(SAYING))("said by %s, on every channel", async (name, { off, on }) => {
    const phone = await openPhoneOf(`said-by-${name}`);
    expect(await askAll(phone)).toEqual(everywhere(true));
    await off(phone);
    expect(await askAll(phone)).toEqual(everywhere(false));
    if (on === undefined) return;
    await on(phone);
    expect(await askAll(phone)).toEqual(everywhere(true));
  });
});
