import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { type Failure, inBoth } from "../../contract/problem.ts";
import type { RoleList } from "../../contract/role.ts";
import { isServiceKey } from "../../contract/service-key.ts";
import { fail, succeed, type Result } from "../../domain/result.ts";
import { answerStranger, readBearer } from "./authenticate.ts";
import type { AppEnv, Evaluator } from "../services.ts";
import { unauthenticated } from "./verify-token.ts";
import type { Label } from "../../domain/label.ts";

const NO_CREDENTIAL: Label = {
  ru: "Пришлите токен абонента или ключ как Authorization: Bearer <…> или как X-API-Key.",
  en: "Send the subscriber's token, or a service key, as Authorization: Bearer <…> or as X-API-Key.",
};

const SERVICE_ROLES: RoleList = ["channel", "admin"];

/**
 * Lets subscribers and the operator's machines through, and puts who asks into the context. Whether the subscriber's line
 * takes tokens of that age, the shard says in answer to the question itself.
 */
export const requireEvaluator = createMiddleware<AppEnv>(async function requireEvaluator(c, next) {
  const evaluator = await identifyEvaluator(c);
  if (!evaluator.ok) return answerStranger(c, evaluator.error);
  c.set("evaluator", evaluator.value);
  return next();
});

/** Flag clients know two places for a credential and use the one that they like; either is taken in both. */
async function identifyEvaluator(c: Context<AppEnv>): Promise<Result<Evaluator, Failure>> {
  const credential = readBearer(c) ?? c.req.header("X-API-Key");
  const { settings, verifySubscriber, verifyStaff, now } = c.get("services");
  if (credential === undefined) {
    return fail(unauthenticated(NO_CREDENTIAL));
  }
  if (!isServiceKey(credential)) {
    const subscriber = await verifySubscriber(credential, now());
    return subscriber.ok ? succeed({ kind: "subscriber", ...subscriber.value }) : subscriber;
  }
  const machine = await verifyStaff(credential, now());
  if (!machine.ok) return machine;
  const { roles, id } = machine.value;
  if (roles.some((role) => SERVICE_ROLES.includes(role))) {
    return succeed({ kind: "service", machine: machine.value, isRelay: settings.relays.includes(id) });
  }
  return fail({
    type: "forbidden",
    ...inBoth({
      ru: `Нужен ключ с одной из ролей: ${SERVICE_ROLES.join(", ")}.`,
      en: `Only keys with one of these roles: ${SERVICE_ROLES.join(", ")}.`,
    }),
  });
}
