import { describe, expect, it } from "vitest";
import { describeUnexpected } from "../../src/http/describe-unexpected.ts";

const NOW = 1_000;
const WORD = { isWord: true, isStaff: false, now: NOW };
const QUESTION = { isWord: false, isStaff: false, now: NOW };

/** As workerd throws it, read off a full tmpfs, a limit of file sizes, and killed objects. */
const NOT_WRITTEN = [
  Object.assign(new Error("database or disk is full: SQLITE_FULL"), { durableObjectReset: true }),
  new Error("disk I/O error: SQLITE_IOERR (extended: SQLITE_IOERR_WRITE)"),
  new Error("attempt to write a readonly database: SQLITE_READONLY"),
];
const NOT_REACHED = [
  new Error("internal error; reference = 2ldp19cv3qeesjbeocc9kh03"),
  new Error("Network connection lost."),
  Object.assign(new Error("The object was reset."), { durableObjectReset: true }),
  Object.assign(new Error("too busy"), { overloaded: true }),
];

describe("an error that nobody expected", () => {
  it.each(NOT_WRITTEN)("is a word that was not kept if it could not be written: %s", (error) => {
    expect(describeUnexpected(error, WORD)).toMatchObject({ type: "not-kept", retryAt: NOW + 5_000 });
    expect(describeUnexpected(error, QUESTION).type).toBe("unavailable");
  });

  it.each(NOT_REACHED)("leaves a word uncertain if the object was not reached: %s", (error) => {
    const failure = describeUnexpected(error, WORD);
    expect(failure).toMatchObject({ type: "unavailable", retryAt: NOW + 5_000 });
    expect(failure.words?.ru).toContain("не знаем");
    expect(describeUnexpected(error, QUESTION).words?.en).not.toContain("kept");
  });

  it("is a mistake of ours otherwise, and tells nothing of itself", () => {
    for (const error of [new TypeError("x is not a function"), "text", null, { message: "SQLITE_FULL" }]) {
      const words = {
        ru: "Повторите. Если не поможет, сообщите нам requestId.",
        en: "Try again; if it stays, tell us the requestId.",
      };
      expect(describeUnexpected(error, WORD)).toEqual({ type: "internal", detail: words.en, words });
    }
  });
});
