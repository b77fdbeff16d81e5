import { describe, expect, it } from "vitest";
import { createSpanFormat } from "../../src/contract/local-time.ts";

const NOW = Date.parse("2027-01-10T12:00:00Z");

const span = (from: string, until: string, language: "ru" | "en" = "en", zone = "Europe/Moscow") =>
  createSpanFormat(zone, language, NOW).formatSpan(Date.parse(from), Date.parse(until)).replaceAll(/\s/g, " ");

describe("a span in words", () => {
  it("names whole days by the reader's clock, the last one included", () => {
    expect(span("2027-03-03T21:00:00Z", "2027-03-08T21:00:00Z")).toBe("4 – 8 March");
    expect(span("2027-03-03T21:00:00Z", "2027-03-08T21:00:00Z", "ru")).toBe("4–8 марта");
    expect(span("2027-02-13T21:00:00Z", "2027-02-14T21:00:00Z", "ru")).toBe("14 февраля");
    expect(span("2027-02-13T12:00:00Z", "2027-02-14T12:00:00Z", "ru", "Asia/Kamchatka")).toBe("14 февраля");
  });

  it("names the year where it is not the present one, in words that may end a sentence", () => {
    expect(span("2027-12-19T21:00:00Z", "2028-01-14T21:00:00Z", "ru")).toBe(
      "20 декабря 2027 года – 14 января 2028 года",
    );
    expect(span("2027-12-19T21:00:00Z", "2028-01-14T21:00:00Z")).toBe("20 December 2027 – 14 January 2028");
    expect(createSpanFormat("Europe/Moscow", "ru", NOW).formatDay(NOW)).toMatch(/^10 января 2027\sгода$/);
  });

  it("names the hours where a span does not consist of whole days", () => {
    expect(span("2027-02-14T06:00:00Z", "2027-02-14T15:30:00Z")).toMatch(/^14 February.* 09:00\D+18:30$/);
  });
});
