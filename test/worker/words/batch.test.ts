import { describe, expect, it } from "vitest";
import { lineAnswersSchema } from "../../../src/http/phone-lines.ts";
import { call, expectProblem, openPhone, shardFor, useGarland } from "../client.ts";
import { OPENS, readGuard, reportAll, startCampaign, unstaged } from "../guarded-campaign.ts";

useGarland("2025-05-01T00:00:00Z");

const JUNE = new Date(OPENS + 3_600_000).toISOString();
const PHONE = { platform: "ios", timezone: "Europe/Moscow" };

async function sayForLines(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return call("/v1/me/choices:batch", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Garland-Now": JUNE, ...headers },
    body: JSON.stringify(body),
  });
}

async function answersOf(response: Response) {
  expect(response.status).toBe(200);
  return lineAnswersSchema.parse(await response.json()).lines;
}

const wordsOf = async (subscriberId: string) =>
  (await shardFor(subscriberId).history(subscriberId)).map(({ scope, value, channel }) => [value, scope, channel]);

describe("one tap for all lines of a phone", () => {
  it("switches off for each, and answers each with its own tray", async () => {
    const lines = await Promise.all(["anna", "anna-work"].map(async (who) => (await openPhone(who, PHONE)).token));
    const body = { scope: "all", value: "out", lines: lines.map((token) => ({ token, ...PHONE })) };
    const answers = await answersOf(await sayForLines(body));
    expect(answers).toMatchObject([
      { status: 200, tray: { decision: "none" } },
      { status: 200, tray: { decision: "none" } },
    ]);
    for (const who of ["anna", "anna-work"]) expect(await wordsOf(who)).toEqual([["out", "all", "app"]]);
  });

  it("is done for every line that it can be done for, whatever is wrong with the others", async () => {
    const { token } = await openPhone("anna", PHONE);
    const lines = [{ token: "not a token" }, { token, locale: "ru-RU-u-fw-mon", timezone: 7 }, { sim: 3 }, "nothing"];
    const answers = await answersOf(await sayForLines({ scope: "theme:tree", value: "out", lines }));
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 400, 400]);
    expect(await wordsOf("anna")).toEqual([["out", "theme:tree", "app"]]);
    const unknown = await answersOf(await sayForLines({ scope: "theme:nothing", value: "out", lines: [{ token }] }));
    expect(unknown).toMatchObject([{ status: 422, problem: { type: "/problems/refused" } }]);
  });

  it("does nothing more under its Idempotency-Key, and takes the same line twice for one", async () => {
    const { token } = await openPhone("anna", PHONE);
    const key = { "Idempotency-Key": "tap-1" };
    for (let time = 0; time < 3; time++) {
      const body = { scope: "theme:tulip", value: "in", lines: [{ token }, { token }] };
      expect((await answersOf(await sayForLines(body, key))).map(({ status }) => status)).toEqual([200, 200]);
    }
    expect(await wordsOf("anna")).toEqual([["in", "theme:tulip", "app"]]);
  });

  it("takes up to four lines, and a word that is one", async () => {
    const { token } = await openPhone("anna", PHONE);
    const five = Array.from({ length: 5 }, () => ({ token }));
    for (const body of [
      { scope: "all", value: "out", lines: five },
      { scope: "all", value: "out", lines: [] },
      { scope: "all", value: "maybe", lines: [{ token }] },
    ]) {
      await expectProblem(await sayForLines(body), "invalid-request", 400);
    }
    expect(await wordsOf("anna")).toEqual([]);
  });

  it("counts once against a campaign, also when a line is missing at the second tap", async () => {
    const { plan } = await startCampaign(unstaged, OPENS, "a test");
    const owners = ["anna", "boris", "clara", "dmitri"];
    const phones = await Promise.all(owners.map((who) => openPhone(who, PHONE)));
    for (const phone of phones) expect((await phone.trayAt(JUNE)).decision).toBe("show");
    const tap = (who: readonly string[]) =>
      sayForLines({
        scope: "theme:snowflake",
        value: "out",
        lines: who.map((name) => ({ token: phones[owners.indexOf(name)]?.token })),
      });
    await tap(["anna", "boris"]);
    await tap(["anna", "boris", "clara"]);
    await tap(["dmitri"]);
    await reportAll(Date.parse(JUNE));
    const { totals } = await readGuard(plan.guard, Date.parse(JUNE));
    expect(totals).toMatchObject({ exposed: 4, optedOut: 4, repeated: { optedOut: 2 } });
  });

  it("ties nobody by a token that is void: it speaks for nobody any more", async () => {
    const { plan } = await startCampaign(unstaged, OPENS, "a test");
    const [anna, boris] = [await openPhone("anna", PHONE), await openPhone("boris", PHONE)];
    for (const phone of [anna, boris]) expect((await phone.trayAt(JUNE)).decision).toBe("show");
    const row = {
      kind: "refuse-tokens",
      subscriberId: "boris",
      issuedBefore: Date.parse("2100-01-01T00:00:00Z"),
    } as const;
    await shardFor("boris").applyPopulation([row], Date.parse(JUNE));
    const lines = [anna, boris].map(({ token }) => ({ token }));
    const answers = await answersOf(await sayForLines({ scope: "theme:snowflake", value: "out", lines }));
    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    await shardFor("boris").choose({
      subscriberId: "boris",
      device: PHONE,
      at: Date.parse(JUNE),
      origin: "https://x.test",
      scope: "theme:snowflake",
      value: "out",
      channel: "app",
      actor: "self",
    });
    await reportAll(Date.parse(JUNE));
    const { totals } = await readGuard(plan.guard, Date.parse(JUNE));
    expect(totals).toMatchObject({ exposed: 2, optedOut: 2, repeated: { optedOut: 0 } });
  });
});
