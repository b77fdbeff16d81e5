import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHeaderText, writeHeaderText } from "../../src/contract/header-text.ts";

describe("text in a header", () => {
  it("comes back as it was, in every language, and is ASCII on its way", () => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 80 }),
      fc.constantFrom("осенний план", "50% off", "UTF-8''a", "utf-8'ru'%D0", " a ", "Größe", "秋", "a\nb"),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const written = writeHeaderText(text);
        expect(written).toMatch(/^[ -~]*$/);
        expect(new Headers({ "X-Reason": written }).get("X-Reason")).toBe(written);
        expect(readHeaderText(written)).toBe(text);
      }),
    );
  });

  it("is plain where it can be, so that what older clients send reads as it did", () => {
    expect(writeHeaderText("spring is 100% early")).toBe("spring is 100% early");
    expect(readHeaderText("spring is 100% early")).toBe("spring is 100% early");
  });

  it("is read from bare bytes of UTF-8 as well", () => {
    const bytes = String.fromCodePoint(...new TextEncoder().encode("осенний план"));
    expect(readHeaderText(bytes)).toBe("осенний план");
    expect(readHeaderText("осенний план")).toBe("осенний план");
    expect(readHeaderText("Gr\u00F6\u00DFe")).toBe("Gr\u00F6\u00DFe");
  });

  it("is nothing where it says that it is encoded and is not", () => {
    expect(readHeaderText("UTF-8''%D0")).toBeUndefined();
    expect(readHeaderText("UTF-8''100%")).toBeUndefined();
  });
});
