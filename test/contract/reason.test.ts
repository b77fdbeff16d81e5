import { expect, test } from "vitest";
import { reasonSchema } from "../../src/contract/control.ts";

test.each(["\u200B\u200B\u200B", "по\u200Bтому", "\u202Eтсорп", "ок\u2060", "ё\u3164\u3164\u3164", "   "])(
  "a reason that people can't read is refused: %j",
  (reason) => {
    expect(reasonSchema.safeParse(reason).success).toBe(false);
  },
);

test.each(["ждём", "people mind", "две\nстроки", "ок 👍🏽 ❤️"])("what they can is taken: %s", (reason) => {
  expect(reasonSchema.safeParse(reason).success).toBe(true);
});
