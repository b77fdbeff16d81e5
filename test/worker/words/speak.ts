import { entryNumbersOf } from "../../../src/tokens/entry-numbers.ts";
import { createLinkTokens } from "../../../src/tokens/link-token.ts";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { meSchema, type Me } from "../../../src/contract/me.ts";
import { messageAnswerSchema, type MessageAnswer } from "../../../src/contract/message.ts";
import { parseSettings } from "../../../src/contract/settings.ts";
import { supportLinksSchema } from "../../../src/contract/support.ts";
import { CLOCK_HEADER } from "../../../src/http/app.ts";
import { call, openPhone, shardFor } from "../client.ts";
import { staffTokenFor } from "../open-app.ts";

export const NEW_YEAR = "2024-12-31T12:00:00+03:00";
export const VALENTINE = "2025-02-14T12:00:00+03:00";

/** The number by which an entry of somebody's history is known outside. */
export function numberOf(subscriberId: string, entry: number): number {
  return entryNumbersOf(parseSettings(env))(subscriberId).numberOf(entry);
}

/** Their phone and everything else by which somebody can speak. */
export async function openPerson(subscriberId: string) {
  const phone = await openPhone(subscriberId, { platform: "ios", timezone: "Europe/Moscow" });
  const headers = { Authorization: `Bearer ${phone.token}`, "Content-Type": "application/json" };
  return {
    ...phone,
    subscriberId,

    send(path: string, body: object, at = NEW_YEAR, more: Record<string, string> = {}): Promise<Response> {
      const sent = { ...headers, [CLOCK_HEADER]: at, ...more };
      return call(path, { method: "POST", headers: sent, body: JSON.stringify(body) });
    },

    async me(at = NEW_YEAR): Promise<Me> {
      const response = await call(`/v1/me?${new URLSearchParams({ at })}`, { headers });
      expect(response.status).toBe(200);
      return meSchema.parse(await response.json());
    },

    ask(path: string, at = NEW_YEAR): Promise<Response> {
      return call(`${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ at })}`, { headers });
    },

    /** Whether, and why, something is shown. */
    async sees(at = NEW_YEAR): Promise<string> {
      const { decision, reason } = await phone.trayAt(at);
      return `${decision}: ${reason}`;
    },

    /** What stands, in the order in which it was said. */
    async words(): Promise<readonly string[]> {
      const rows = await shardFor(subscriberId).history(subscriberId);
      return rows.map(({ scope, value, isRetracted }) => `${value}:${scope}${isRetracted ? " (taken back)" : ""}`);
    },
  };
}

const FORM = { "Content-Type": "application/x-www-form-urlencoded", Accept: "text/html" };

/** A link that switches one scope off, as it is printed in a message years ago. */
export function linkOf(subscriberId: string, scope: "theme:tree" | "theme:hearts" | "all" = "theme:tree"): string {
  return `/o/${createLinkTokens(parseSettings(env).linkKeys).seal({ kind: "off", subscriberId, scope })}`;
}

/** Presses a button of a link's page; returns the page that follows, and the undo that it offers, if it does. */
export async function press(path: string, body = "List-Unsubscribe=One-Click", at = NEW_YEAR) {
  const response = await call(`${path}?${new URLSearchParams({ at, lang: "en" })}`, {
    method: "POST",
    headers: FORM,
    body,
  });
  const page = await response.text();
  return { status: response.status, page, undo: /name="undo" value="([^"]+)"/.exec(page)?.[1] };
}

export const undoing = (undo: string | undefined): string => new URLSearchParams({ undo: undo ?? "" }).toString();

/** What a channel hands in for a person. */
export async function deliver(
  subscriberId: string,
  text: string,
  more: { at?: string; channel?: string; messageId?: string; key?: string } = {},
): Promise<Response> {
  return handIn({ subscriberId, text, ...more });
}

/** Presses the button that a reply offered for taking the last word back. */
export async function pressUndo(subscriberId: string, at: string): Promise<void> {
  expect((await handIn({ subscriberId, action: { kind: "undo" }, at })).status).toBe(200);
}

async function handIn({
  at = NEW_YEAR,
  channel = "sms",
  key,
  ...body
}: {
  subscriberId: string;
  at?: string;
  channel?: string;
  key?: string;
  text?: string;
  action?: object;
  messageId?: string;
}): Promise<Response> {
  return call("/v1/messages", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await staffTokenFor("gateway", ["channel"])}`,
      "Content-Type": "application/json",
      [CLOCK_HEADER]: at,
      ...(key !== undefined && { "Idempotency-Key": key }),
    },
    body: JSON.stringify({ channel, ...body }),
  });
}

export async function write(...message: Parameters<typeof deliver>): Promise<MessageAnswer> {
  const response = await deliver(...message);
  expect(response.status).toBe(200);
  return messageAnswerSchema.parse(await response.json());
}

/** Somebody of support, who speaks for people at their request. */
export async function openAgent(name: string) {
  const headers = {
    Authorization: `Bearer ${await staffTokenFor(name, ["support"])}`,
    "Content-Type": "application/json",
    [CLOCK_HEADER]: NEW_YEAR,
  };
  const send = (method: string, path: string, body?: object) =>
    call(`/v1/support/subscribers/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    send,

    async choose(subscriberId: string, scope: string, value: "in" | "out"): Promise<number> {
      const response = await send("POST", `${subscriberId}/choices`, { scope, value });
      expect(response.status).toBe(200);
      await response.text();
      const rows = await shardFor(subscriberId).history(subscriberId);
      return rows.at(-1)?.id ?? 0;
    },

    takeBack: (subscriberId: string, entry: number) =>
      send("DELETE", `${subscriberId}/choices/${numberOf(subscriberId, entry)}`),

    async makeLinks(subscriberId: string) {
      const response = await send("POST", `${subscriberId}/links`, {});
      expect(response.status).toBe(201);
      return supportLinksSchema.parse(await response.json());
    },
  };
}
