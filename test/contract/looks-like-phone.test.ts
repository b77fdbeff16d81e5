import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knownSubscriberIdSchema, subscriberIdSchema } from "../../src/contract/identifiers.ts";
import { looksLikePhone } from "../../src/contract/looks-like-phone.ts";

describe("a phone number is known", () => {
  test.each([
    "+7 999 123-45-67",
    "8(999)1234567",
    "8 (999) 123 45 67",
    "79991234567",
    "9991234567",
    "89991234567",
    "007 999 123 45 67",
    "0079991234567",
    "810 7 999 123-45-67",
    "tel:+79991234567",
    "tel:8-999-123-45-67",
    "тел. 8 999 123 45 67",
    "msisdn79991234567",
    "id79991234567",
    "id-79991234567",
    "user_89991234567",
    "7.999.123.45.67",
    "8-999-123-45-67",
    "8~999~123~45~67",
    "+7\u00A0999\u00A0123\u00A045\u00A067",
    "+7\u2009999\u202F123\u201145\u201367",
    "＋７９９９１２３４５６７",
    "٧٩٩٩١٢٣٤٥٦٧",
    "۷۹۹۹۱۲۳۴۵۶۷",
    "𝟟𝟡𝟡𝟡𝟙𝟚𝟛𝟜𝟝𝟞𝟟",
    "7\u200B999\u200D123\u2060456\uFEFF7",
    "\u202A+79991234567\u202C",
    "7\u00AD9991234567",
    "(495) 123-45-67",
    "8 (495) 123-45-67",
    "495 123-45-67",
    "74951234567",
    "88001234567",
    "77071234567",
    "+380 50 123 45 67",
    "+1 (415) 555-2671",
    "1 (415) 555-2671",
    "+442079460000",
    "Anna, +7 916 123-45-67, after five",
    "звонить 8 916 123 45 67",
    "phone=79991234567",
    "8900-00-00000",
    "8916-12-31-234",
    "u79161234567",
    "id.79161234567",
    "MTS79161234567",
    "s-9161234567",
    "a9161234567",
    "a79161234567",
    "sub_9161234567",
    "s_916_123_45_67",
    "79161234567x",
    "79161234567-abonent",
    "9161234567.0",
    "0x79161234567",
    "u2-79161234567",
    "7x9161234567",
    "client79161234567-2",
    "2.79161234567Client",
    "79161234567v2",
    "00079161234567",
    "s-0079161234567",
    "810.7.9161234567-s",
    "00000000-0000-0000-0000-079161234567",
    "550e8400-e29b-41d4-a716-446655440000.79161234567",
    "2026-11-30_9161234567",
    "u77071234567",
    "абонент9161234567",
    "s-９１６１２３４５６７",
  ])("%s", (text) => expect(looksLikePhone(text)).toBe(true));
});

describe("something else is no phone number", () => {
  test.each([
    "s-81f3",
    "demo-000042",
    "music",
    "RU-MOW",
    "2025",
    "12345678901",
    "5.12.0",
    "2026-11-30",
    "2026-11-30T04:38:58Z",
    "20261130043858",
    "1764477538",
    "1764477538000",
    "123456789012",
    "791612345678",
    "4070281050000001",
    "40702810500000012345",
    "897010269991234567f",
    "89701026999123456789",
    "550e8400-e29b-41d4-a716-446655440000",
    "79161234-5679-4161-8234-791612345679",
    "79991234-1234-4123-8123-123456789012",
    "d41d8cd98f00b204e9800998ecf8427e",
    "c0ffee-79161234",
    "550e8400-e29b-41d4-a716-a79161234567",
    "sub-550e8400-e29b-41d4-a716-a79161234567",
    "a79161234567b8c9",
    "acc-4070281050000001",
    "acc-123456789012",
    "acc-12345678901",
    "s-916123456",
    "250019161234567",
    "20261130T043858Z",
    "2026-11-30-s-000042",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "507f1f77bcf86cd799439011",
    "79161234567a8b9c0d1e2f3a4b5c6d7e",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "dGhpcyBpcyBhIHRlc3Q",
    "79161234567abcDEF-_xyz01",
    "192.168.10.25",
    "Новосибирск",
    "",
    "9".repeat(300),
  ])("%s", (text) => expect(looksLikePhone(text)).toBe(false));

  test("nor is any UUID, hash or account of twelve digits and more", () => {
    const hash = fc.stringMatching(/^[0-9a-f]{40}$/);
    const account = fc.stringMatching(/^[1-9]\d{11,19}$/);
    fc.assert(fc.property(fc.oneof(fc.uuid(), hash, account), (id) => !looksLikePhone(id)));
  });

  test("also behind a word of the operator's own", () => {
    const opaque = fc.oneof(fc.uuid(), fc.stringMatching(/^[0-9a-f]{24,40}$/), fc.stringMatching(/^[1-9]\d{11,19}$/));
    const word = fc.constantFrom("s-", "sub_", "id.", "MTS~");
    fc.assert(fc.property(word, opaque, (before, id) => !looksLikePhone(before + id)));
  });
});

test("no separators and no digits of another script hide a mobile number", () => {
  const separator = fc.constantFrom("", " ", "-", ".", "\u00A0", "\u200B", "\u2011", "\u2060");
  const zero = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7d8);
  const rest = fc.stringMatching(/^\d{9}$/);
  fc.assert(
    fc.property(
      fc.constantFrom("+79", "79", "89", "0079"),
      rest,
      fc.array(separator, { minLength: 14, maxLength: 14 }),
      zero,
      (code, tail, between, from) => {
        const written = [...(code + tail)].map((sign, index) => {
          const digit = /\d/.test(sign) ? String.fromCodePoint(from + Number(sign)) : sign;
          return digit + (between[index] ?? "");
        });
        expect(looksLikePhone(written.join(""))).toBe(true);
      },
    ),
  );
});

test("no word before or after a mobile number hides it", () => {
  const word = fc.stringMatching(/^[A-Za-z]{0,12}$/);
  const mobile = fc.stringMatching(/^0{0,3}[78]?9\d{9}$/);
  const separator = fc.constantFrom("", "-", "_", ".", "~");
  fc.assert(
    fc.property(word, separator, mobile, separator, word, (before, one, number, other, after) => {
      expect(looksLikePhone(before + one + number + other + after)).toBe(true);
      expect(looksLikePhone(`${before.toLowerCase()}${one}${number}.0`)).toBe(true);
    }),
  );
});

describe("an identifier", () => {
  test.each(["8-999-123-45-67", "0079991234567", "74951234567", "id-79991234567", "79991234567"])(
    "that is a number is not taken in: %s",
    (id) => expect(subscriberIdSchema.safeParse(id).success).toBe(false),
  );

  test.each(["8-999-123-45-67", "0079991234567", "74951234567", "id-79991234567"])(
    "that an earlier version took in still gives its person a word: %s",
    (id) => expect(knownSubscriberIdSchema.safeParse(id).success).toBe(true),
  );

  test("is never a bare mobile number, as no version ever took one in", () => {
    for (const id of ["79991234567", "89991234567", "9991234567"]) {
      expect(knownSubscriberIdSchema.safeParse(id).success).toBe(false);
    }
  });
});
