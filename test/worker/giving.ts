import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { giveAnswerSchema, waitingGiftsSchema } from "../../src/contract/gift.ts";
import { parseSettings } from "../../src/contract/settings.ts";
import { shardNameOf } from "../../src/contract/rpc/objects.ts";
import { createPhoneIndexer } from "../../src/tokens/phone-index.ts";
import { call, shardFor, tokenFor } from "./client.ts";

export const MARCH = "2025-03-06T12:00:00+03:00";
export const at = (instant = MARCH) => `at=${encodeURIComponent(instant)}`;
const settings = parseSettings(env);
export const indexer = createPhoneIndexer(settings.phoneKeys);

export async function headersFor(subscriberId: string) {
  return { Authorization: `Bearer ${await tokenFor(subscriberId)}`, "Content-Type": "application/json" };
}

export const numberOf = (index: number) => `+7916${String(index).padStart(7, "0")}`;

export async function putNumber(subscriberId: string, number: string): Promise<void> {
  const [ref] = (await indexer?.indexPhone(number)) ?? [];
  if (ref === undefined) throw new Error("no index");
  await env.SHARD.getByName(shardNameOf(ref.idx, settings.shardCount)).putPhones([{ ...ref, subscriberId }]);
}

export async function give(senderId: string, to: string, theme = "tulip", instant = MARCH): Promise<Response> {
  return call(`/v1/gifts?${at(instant)}`, {
    method: "POST",
    headers: await headersFor(senderId),
    body: JSON.stringify({ to, theme }),
  });
}

/** Gives, and lets the sender's shard deliver. */
export async function send(senderId: string, to: string, theme = "tulip", instant = MARCH): Promise<string> {
  const response = await give(senderId, to, theme, instant);
  expect(response.status).toBe(202);
  const { giftId } = giveAnswerSchema.parse(await response.json());
  await shardFor(senderId).moveGifts();
  return giftId;
}

export async function waitingFor(subscriberId: string, instant = MARCH) {
  const response = await call(`/v1/me/gifts?${at(instant)}&lang=ru`, { headers: await headersFor(subscriberId) });
  expect(response.status).toBe(200);
  return waitingGiftsSchema.parse(await response.json()).gifts;
}

export async function answer(subscriberId: string, giftId: string, said: string, instant = MARCH): Promise<Response> {
  return call(`/v1/me/gifts/${giftId}?${at(instant)}`, {
    method: "POST",
    headers: await headersFor(subscriberId),
    body: JSON.stringify({ answer: said }),
  });
}

/** Has everything erased, as people do for themselves; the operator's next import brings the number again. */
export async function eraseAndReturn(subscriberId: string, number: string, instant = MARCH): Promise<void> {
  const erased = await call(`/v1/me?${at(instant)}`, { method: "DELETE", headers: await headersFor(subscriberId) });
  expect(erased.status).toBe(204);
  await putNumber(subscriberId, number);
}
