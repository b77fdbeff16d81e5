/** The buttons of pages: what they send, doing a press once, and the way back that a page offers after it. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Failure, inBoth } from "../contract/problem.ts";
import type { Overview } from "../contract/rpc/rpc-care.ts";
import type { ChoiceReply, ChooseRequest } from "../contract/rpc/rpc-tray.ts";
import type { ChoiceValue } from "../domain/decision/choice.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import { digestOf } from "../tokens/digest.ts";
import type { LinkGrant } from "../tokens/link-token.ts";
import type { AppEnv, Services } from "./services.ts";

const UNDO_MS = 24 * 3_600_000;
const PRESS_ID = /^[\w-]{8,64}$/;

/** A member of a form. Browsers, mail services and gateways add members of their own, and repeat some. */
export const formMember = (description: string) => z.unknown().optional().meta({ type: "string", description });

export const PRESS_MEMBER = { press: formMember("The form's own number: pressed again, a button does nothing more") };

/** The different texts that a form has under a name. */
export function textsOf(value: unknown): readonly string[] {
  const texts = [value].flat().filter((text): text is string => typeof text === "string" && text !== "");
  return [...new Set(texts)];
}

/** The number of the form that was sent, if it has one that a page of ours drew. */
export function readPressId(value: unknown): string | undefined {
  const [id, ...others] = textsOf(value);
  return id !== undefined && others.length === 0 && PRESS_ID.test(id) ? id : undefined;
}

/** A number for a form that is about to be shown. */
export function drawPressId(): string {
  return crypto.randomUUID();
}

export function refuseGarbled(name: string, message: string): Failure {
  const words = {
    ru: "Форму не прочитать. Откройте страницу заново и нажмите кнопку на ней.",
    en: "The form can't be read; see issues. Open the page again and use its buttons.",
  };
  return { type: "invalid-request", ...inBoth(words), issues: [{ path: `$.${name}`, message }] };
}

/**
 * Says what a button says, once for each form that was shown: reloading the page that followed, or sending the form again,
 * lifts nothing that was said since. An `out` that holds no more is said anew all the same: whoever presses “off” on a page
 * that stayed open, after having changed their mind twice, is not to be told that it is done when it isn't.
 */
export async function sayOnce(
  { shardOf }: Services,
  word: ChooseRequest,
  press: string | undefined,
): Promise<Result<ChoiceReply, Failure>> {
  const shard = shardOf(word.subscriberId);
  if (press === undefined) return shard.choose(word);
  const reply = await shard.choose({ ...word, idempotencyKey: `page:${press}:${word.value}:${word.scope}` });
  if (!reply.ok || reply.value.isNew || word.value === "in") return reply;
  const overview = await shard.overview(word);
  const holds = overview === null || isInForce(overview, reply.value.choiceId, "out");
  return holds ? reply : shard.choose(word);
}

/** Whether a word holds as it was said: nobody took it back, or said the opposite of anything since. */
export function isInForce({ choices }: Overview, entry: number, value: ChoiceValue): boolean {
  const standing = choices.filter(({ isRetracted }) => !isRetracted);
  return (
    standing.some(({ id }) => id === entry) && !standing.some((choice) => choice.id > entry && choice.value !== value)
  );
}

/** What a page's button for taking a word back sends: good for a day, for this person, and on this page only. */
export function sealUndo(c: Context<AppEnv>, subscriberId: string, choiceId: number): string {
  const { linkTokens, now } = c.get("services");
  return linkTokens.seal({ kind: "undo", subscriberId, choiceId, expiresAt: now() + UNDO_MS, of: pageOf(c) });
}

const NOT_OFFERED: Failure = {
  type: "refused",
  ...inBoth({
    ru: "Здесь этого не вернуть: страница возвращает только то, что нажали на ней, и в течение дня.",
    en: "This can't be taken back here: a page takes back only what was pressed on it, within a day.",
  }),
};

/** The entry that an undo of this very page names. */
export function openUndo(c: Context<AppEnv>, undo: string, { kind, subscriberId }: LinkGrant): Result<number, Failure> {
  const { linkTokens, now } = c.get("services");
  const grant = linkTokens.open(undo);
  if (grant?.kind !== "undo" || grant.subscriberId !== subscriberId || now() >= grant.expiresAt) {
    return fail(NOT_OFFERED);
  }
  // The first off pages sealed no page into theirs.
  const isOfThisPage = grant.of === undefined ? kind === "off" : grant.of === pageOf(c);
  return isOfThisPage ? succeed(grant.choiceId) : fail(NOT_OFFERED);
}

function pageOf(c: Context<AppEnv>): string {
  return digestOf(c.req.param("token") ?? "");
}
