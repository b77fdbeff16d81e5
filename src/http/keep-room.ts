/** What a route may still write when the disk has little room left: that is for outs, stops and halts. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { refuseForRoom, type Failure } from "../contract/problem.ts";
import type { AppEnv } from "./services.ts";
import { refuseUnkept } from "./describe-unexpected.ts";
import { answerProblem } from "./problem.ts";

/**
 * What a route does with little room. `refuses`: nothing; `writes-nothing`: what it always does; `stops`: what it always
 * does, as it only stops; `heeds-outs`: its handler asks `whyNoRoom`, and refuses whatever does not switch off. What such a
 * route notes on the way, such as which agent looked whom up, is kept too.
 */
export type RoomUse = "refuses" | "writes-nothing" | "stops" | "heeds-outs";

/** Reading keeps nothing that can't be left out (`askShard`), and whatever else is sent may be kept. */
export function roomUseOf({
  method,
  "x-room": use,
}: {
  readonly method: string;
  readonly "x-room"?: RoomUse;
}): RoomUse {
  return use ?? (method === "get" ? "writes-nothing" : "refuses");
}

/** Whether what phones say and see is kept just now. */
export async function keepsFacts(c: Context<AppEnv>): Promise<boolean> {
  return (await c.get("services").readSpace()).state === "enough";
}

/**
 * Why what was sent can't be kept just now. An out can as long as there is any room; with none its shard is not even asked,
 * as an object that fails to write is opened anew, which takes room too.
 */
export async function whyNoRoom(c: Context<AppEnv>, isOut: boolean): Promise<Failure | undefined> {
  const { readSpace, now } = c.get("services");
  const { state } = await readSpace();
  if (state === "enough" || (state === "low" && isOut)) return undefined;
  return isOut ? refuseUnkept(now()) : refuseForRoom(now());
}

/** Stands before a route that is refused while there is little room. */
export const keepRoom = createMiddleware<AppEnv>(async function keepRoom(c, next) {
  const refusal = await whyNoRoom(c, false);
  if (refusal === undefined) return next();
  // What is not read would keep the connection busy.
  await c.req.raw.body?.cancel();
  return answerProblem(c, refusal);
});
