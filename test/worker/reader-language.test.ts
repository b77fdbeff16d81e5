import { describe, expect, it } from "vitest";
import { call, expectProblem, useGarland } from "./client.ts";
import { openAppWith } from "./open-app.ts";
import { linkOf, NEW_YEAR, openPerson, press, undoing } from "./words/speak.ts";

useGarland("2024-12-01T00:00:00Z");

type Person = Awaited<ReturnType<typeof openPerson>>;

/** Uses up what a person may switch on within an hour. */
async function useUp(person: Person): Promise<void> {
  for (let time = 0; time < 30; time++) {
    expect((await person.send("/v1/me/choices", { scope: "theme:tree", value: "in" })).status).toBe(200);
  }
}

describe("what a person's app is refused", () => {
  const on = { scope: "theme:tree", value: "in" };
  const asks: Readonly<
    Record<string, (person: Person, query: string, headers: Record<string, string>) => Promise<string>>
  > = {
    "a choice": async (person, query, headers) =>
      (await expectProblem(await person.send(`/v1/me/choices${query}`, on, NEW_YEAR, headers), TOO_MANY, 429)).detail,
    "a wish": async (person, query, headers) => {
      const response = await person.send(`/v1/me/wishes${query}`, { theme: "tree" }, NEW_YEAR, headers);
      return (await expectProblem(response, TOO_MANY, 429)).detail;
    },
    "one line of several": async (person, query, headers) => {
      const body = { ...on, lines: [{ token: person.token, platform: "ios" }] };
      const response = await person.send(`/v1/me/choices:batch${query}`, body, NEW_YEAR, headers);
      const { lines } = await response.json<{ lines: { status: number; problem: { detail: string } }[] }>();
      expect(lines.map(({ status }) => status)).toEqual([429]);
      return lines[0]?.problem.detail ?? "";
    },
    "a page link": async (person, query, headers) => {
      for (let time = 0; time < 20; time++) await person.send("/v1/me/page-links", {});
      const response = await person.send(`/v1/me/page-links${query}`, {}, NEW_YEAR, headers);
      return (await expectProblem(response, TOO_MANY, 429)).detail;
    },
  };
  const TOO_MANY = "too-many-requests";

  it.each(Object.entries(asks))(
    "is said in ?lang, else by Accept-Language, else in Russian: %s",
    async (_what, ask) => {
      const anna = await openPerson("anna");
      await useUp(anna);
      expect([
        await ask(anna, "?lang=en", { "Accept-Language": "ru" }),
        await ask(anna, "?lang=ru", { "Accept-Language": "en" }),
        await ask(anna, "?lang=xx", { "Accept-Language": "en" }),
        await ask(anna, "", {}),
      ]).toEqual([
        expect.stringContaining("hour"),
        expect.stringContaining("час"),
        expect.stringContaining("hour"),
        expect.stringContaining("час"),
      ]);
    },
  );
});

describe("a page on which too much was switched on", () => {
  it("says how long to wait, and that switching off works even now; which it does", async () => {
    const anna = await openPerson("anna");
    const page = new URL((await (await anna.send("/v1/me/page-links", {})).json<{ url: string }>()).url).pathname;
    const send = (path: string, body: string, lang: string) =>
      call(`${path}?lang=${lang}`, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Garland-Now": NEW_YEAR },
        body,
      });
    for (let time = 0; time < 30; time++) {
      expect((await send(page, "on=theme%3Atulip", "en")).status).toBe(200);
      const { undo } = await press(linkOf("anna"));
      expect((await send(linkOf("anna"), undoing(undo), "en")).status).toBe(200);
    }
    const { undo: later } = await press(linkOf("anna"), "scope=all");
    const refused = [
      await send(page, "on=theme%3Atulip", "en"),
      await send(page, "on=theme%3Atulip", "ru"),
      await send(linkOf("anna"), undoing(later), "ru"),
    ];
    for (const response of refused) {
      expect([response.status, response.headers.get("Content-Type")]).toEqual([429, "text/html; charset=UTF-8"]);
      expect(await response.text()).toMatch(/switching off works even now|отключить украшение можно и сейчас/u);
    }
    expect((await send(page, "off=theme%3Atulip", "en")).status).toBe(200);
  });
});

describe("the way in to a person's own page", () => {
  it("names the number that takes a STOP where there is one, and no SMS where there is none", async () => {
    const texts = await Promise.all(
      [{}, { OFF_SMS_NUMBER: "7788" }].map(async (variables) =>
        (await openAppWith(variables).app.request("/me")).text(),
      ),
    );
    expect(texts[0]).not.toContain("СТОП");
    expect(texts[0]).toContain("нажмите на ссылку");
    expect(texts[1]).toContain("отправьте СТОП на номер 7788");
  });
});
