import { expect } from "vitest";
import type { Tray } from "../../src/contract/tray.ts";
import { call, openPhone } from "./client.ts";
import { staffHeaders } from "./population-client.ts";

/** All of it takes place at this instant, and a second later, when the person changes their mind. */
const OFF_AT = "2024-12-31T12:00:00+03:00";
const ON_AT = "2024-12-31T12:00:01+03:00";
const ASKED_AT = "2024-12-31T12:00:02+03:00";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "Content-Type": "application/json" };

/** A person who is shown the tree, and all that the channels have of them. */
export interface Phone {
  readonly subscriberId: string;
  readonly token: string;
  readonly offPath: string;
  readonly pagePath: string;
  readonly agent: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string>>;
}

export async function openPhoneOf(subscriberId: string): Promise<Phone> {
  const phone = await openPhone(subscriberId, { platform: "ios" });
  const tray = await phone.trayAt(OFF_AT);
  const link = await call("/v1/me/page-links", {
    method: "POST",
    headers: { Authorization: `Bearer ${phone.token}`, "X-Garland-Now": OFF_AT },
  });
  const { url } = await link.json<{ url: string }>();
  const created = await call("/v1/service-keys", {
    method: "POST",
    headers: { ...(await staffHeaders("admin")), ...JSON_TYPE },
    body: JSON.stringify({ name: "bot", roles: ["channel"] }),
  });
  const { key } = await created.json<{ key: string }>();
  return {
    subscriberId,
    token: phone.token,
    offPath: new URL(tray.off.url).pathname,
    pagePath: new URL(url).pathname,
    agent: await staffHeaders("support"),
    machine: { "X-API-Key": key },
  };
}

interface Saying {
  off(phone: Phone): Promise<void>;
  /** Absent: this channel can only switch off. */
  on?(phone: Phone): Promise<void>;
}

async function send(path: string, now: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  const response = await call(path, { method: "POST", headers: { ...headers, "X-Garland-Now": now }, body });
  expect(response.status).toBe(200);
  await response.text();
}

const choice = (value: "in" | "out") => JSON.stringify({ scope: "theme:tree", value });
const message = ({ subscriberId }: Phone, text: string) => JSON.stringify({ subscriberId, channel: "sms", text });
const asSubscriber = ({ token }: Phone) => ({ Authorization: `Bearer ${token}` });

/** Every way in which a person can give their word. */
export const SAYING: Readonly<Record<string, Saying>> = {
  app: {
    off: (phone) => send("/v1/me/choices", OFF_AT, { ...asSubscriber(phone), ...JSON_TYPE }, choice("out")),
    on: (phone) => send("/v1/me/choices", ON_AT, { ...asSubscriber(phone), ...JSON_TYPE }, choice("in")),
  },
  wish: {
    off: (phone) => send("/v1/me/choices", OFF_AT, { ...asSubscriber(phone), ...JSON_TYPE }, choice("out")),
    on: (phone) => send("/v1/me/wishes", ON_AT, { ...asSubscriber(phone), ...JSON_TYPE }, '{"theme":"tree"}'),
  },
  link: { off: ({ offPath }) => send(offPath, OFF_AT, FORM, "List-Unsubscribe=One-Click") },
  page: {
    off: ({ pagePath }) => send(pagePath, OFF_AT, FORM, "off=theme%3Atree"),
    on: ({ pagePath }) => send(pagePath, ON_AT, FORM, "on=theme%3Atree"),
  },
  message: {
    off: (phone) => send("/v1/messages", OFF_AT, { ...phone.machine, ...JSON_TYPE }, message(phone, "СТОП")),
    on: (phone) => send("/v1/messages", ON_AT, { ...phone.machine, ...JSON_TYPE }, message(phone, "включите ёлку")),
  },
  support: {
    off: ({ subscriberId, agent }) =>
      send(`/v1/support/subscribers/${subscriberId}/choices`, OFF_AT, { ...agent, ...JSON_TYPE }, choice("out")),
    on: ({ subscriberId, agent }) =>
      send(`/v1/support/subscribers/${subscriberId}/choices`, ON_AT, { ...agent, ...JSON_TYPE }, choice("in")),
  },
};

async function askJson<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...(init.headers as Record<string, string> | undefined), "X-Garland-Now": ASKED_AT };
  const response = await call(path, { ...init, headers });
  expect(response.status).toBe(200);
  return response.json();
}

async function askFlag(headers: Readonly<Record<string, string>>, context: object): Promise<boolean> {
  const { value } = await askJson<{ value: boolean }>("/ofrep/v1/evaluate/flags/tray-icon-visible", {
    method: "POST",
    headers: { ...headers, ...JSON_TYPE },
    body: JSON.stringify({ context }),
  });
  return value;
}

async function askPage(path: string, mark: string): Promise<boolean> {
  const response = await call(path, { headers: { Accept: "text/html", "X-Garland-Now": ASKED_AT } });
  expect(response.status).toBe(200);
  return (await response.text()).includes(mark);
}

/** Every way in which a channel learns whether the tree is shown to the person. */
export const ASKING: Readonly<Record<string, (phone: Phone) => Promise<boolean>>> = {
  tray: async (phone) => {
    const tray = await askJson<Tray>("/v1/tray?platform=ios", { headers: asSubscriber(phone) });
    return tray.decoration?.key === "tree";
  },
  batch: async ({ token }) => {
    const body = JSON.stringify({ lines: [{ token, platform: "ios" }] });
    const { lines } = await askJson<{ lines: { tray: Tray }[] }>("/v1/tray:batch", {
      method: "POST",
      headers: JSON_TYPE,
      body,
    });
    return lines[0]?.tray.decoration?.key === "tree";
  },
  "flags of the app": (phone) => askFlag(asSubscriber(phone), { platform: "ios" }),
  "flags of a machine": ({ subscriberId, machine }) =>
    askFlag(machine, { targetingKey: subscriberId, platform: "ios" }),
  me: async (phone) => {
    const me = await askJson<{ now: { decision: string } }>("/v1/me?platform=ios", { headers: asSubscriber(phone) });
    return me.now.decision === "show";
  },
  "own page": ({ pagePath }) => askPage(pagePath, "сейчас «Ёлочка»"),
  "off page": ({ offPath }) => askPage(offPath, "«Ёлочка»"),
  support: async ({ subscriberId, agent }) => {
    const view = await askJson<{ explanation: { decision: { decision: string } } }>(
      `/v1/support/subscribers/${subscriberId}`,
      { headers: agent },
    );
    return view.explanation.decision.decision === "show";
  },
};
