import { expect } from "vitest";
import { bulkSuccessSchema, flagSuccessSchema } from "../../src/contract/ofrep.ts";
import { traySchema, type Tray } from "../../src/contract/tray.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, shardFor, tokenFor } from "./client.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const FORM = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" };
const FLAGS = "/ofrep/v1/evaluate/flags";
const GIFT = "AAAAAAAAAAAAAAAAAAAAAA";

/** What a phone, or anybody's browser, puts into an address; in JSON, the same. */
export type Words = Readonly<Record<string, string>>;

/** One person, whose phone and browser say some words on every route and page that is for subscribers, a second apart. */
export async function openSubscriber(subscriberId: string, words: Words, now: string) {
  const token = await tokenFor(subscriberId);
  let at = Date.parse(now);
  const query = new URLSearchParams(words).toString();

  /** Nothing that is said may be a reason to refuse. */
  async function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    at += 1_000;
    const headers = { Authorization: `Bearer ${token}`, [CLOCK_HEADER]: new Date(at).toISOString(), ...init.headers };
    const response = await call(`${path}?${query}`, { ...init, method, headers });
    expect([method, path, response.status, response.ok ? "" : await response.text()]).toEqual([
      method,
      path,
      expect.toSatisfy((status: number) => status >= 200 && status < 300),
      "",
    ]);
    return response;
  }
  const post = (path: string, body: unknown) => send("POST", path, { headers: JSON_TYPE, body: JSON.stringify(body) });
  const press = async (path: string, body: string) => (await send("POST", path, { headers: FORM, body })).text();
  const trayOf = async (answer: Promise<Response>): Promise<Tray> =>
    traySchema.parse((await (await answer).json<{ tray: unknown }>()).tray);

  return {
    /** What each way of asking shows now, by the name of the way. */
    ask: {
      tray: async () => traySchema.parse(await (await send("GET", "/v1/tray")).json()).decision,
      batch: async () => {
        const answer = await post("/v1/tray:batch", { lines: [{ token, ...words }, { token: "no one's" }] });
        const { lines } = await answer.json<{ lines: readonly { status: number; tray?: unknown }[] }>();
        expect(lines.map(({ status }) => status)).toEqual([200, 401]);
        return traySchema.parse(lines[0]?.tray).decision;
      },
      bulk: async () => {
        const { flags } = bulkSuccessSchema.parse(await (await post(FLAGS, { context: words })).json());
        return toDecision(flags.find(({ key }) => key === "tray-icon-visible"));
      },
      flag: async () => toDecision(await (await post(`${FLAGS}/tray-icon-visible`, { context: words })).json()),
      me: async () => (await (await send("GET", "/v1/me")).json<{ now: { decision: string } }>()).now.decision,
    },
    /** What the answers to words show, by the name of the route: each is about another theme than the tree. */
    say: {
      choice: async () =>
        traySchema.parse(await (await post("/v1/me/choices", { scope: "theme:hearts", value: "out" })).json()).decision,
      gift: async () => {
        const offer = { giftId: GIFT, recipientId: subscriberId, pair: "x", theme: "tulip", at };
        await shardFor(subscriberId).offerGift(offer);
        return (await trayOf(post(`/v1/me/gifts/${GIFT}`, { answer: "decline" }))).decision;
      },
      wish: async () => (await trayOf(post("/v1/me/wishes", { theme: "tulip" }))).decision,
    },
    /** Says off, and on, in every way; each must be obeyed by the next question. */
    async switchAll(): Promise<void> {
      const decide = async () => traySchema.parse(await (await send("GET", "/v1/tray")).json());
      const { off } = await decide();
      const link = new URL(off.url).pathname;
      const { url } = await (await send("POST", "/v1/me/page-links")).json<{ url: string }>();
      const page = new URL(url).pathname;
      for (const path of [link, page, "/me"]) {
        const opened = await send("GET", path, { headers: { Accept: "text/html" } });
        expect(await opened.text()).toMatch(/^<!doctype html>/);
      }
      const steps: readonly (readonly [says: () => Promise<unknown>, decision: "show" | "none"])[] = [
        [() => post("/v1/me/choices", { scope: "theme:tree", value: "out" }), "none"],
        [() => post("/v1/me/choices", { scope: "theme:tree", value: "in" }), "show"],
        [() => press(page, "off=theme%3Atree"), "none"],
        [() => press(page, "on=theme%3Atree"), "show"],
        [() => press(link, "List-Unsubscribe=One-Click"), "none"],
        [() => post("/v1/me/wishes", { theme: "tree" }), "show"],
        [() => post("/v1/me/choices", { scope: "all", value: "out" }), "none"],
      ];
      for (const [says, decision] of steps) {
        await says();
        expect((await decide()).decision).toBe(decision);
      }
    },
    /** Every other route for subscribers. */
    async useRest(): Promise<void> {
      await send("GET", "/v1/me/wishes");
      await send("GET", "/v1/me/gifts");
      await send("GET", "/v1/me/choices");
      await post("/v1/gifts", { to: "+7 916 000-00-01", theme: "tulip" });
      await send("DELETE", "/v1/me");
    },
    /** What is held of the phone. */
    async readPhone(): Promise<Readonly<Record<string, unknown>>> {
      const exported = await (await send("GET", "/v1/me/export")).json<{ phone: Record<string, unknown> }>();
      return exported.phone;
    },
    async readZone(): Promise<string> {
      return (await (await send("GET", "/v1/me")).json<{ zone: string }>()).zone;
    },
  };
}

function toDecision(flag: unknown): string {
  return flagSuccessSchema.parse(flag).value === true ? "show" : "none";
}
