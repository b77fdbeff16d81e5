import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readDevice, type Device } from "../contract/device.ts";
import { instantSchema } from "../contract/identifiers.ts";
import { type Failure, inBoth, type FailureIssue } from "../contract/problem.ts";
import type { TrayRequest } from "../contract/rpc/rpc-tray.ts";
import { LANGUAGES, type Language } from "../domain/label.ts";
import { onceForEach } from "../domain/once-for-each.ts";
import { fail, succeed, type Result } from "../domain/result.ts";
import type { AppEnv } from "./services.ts";
import { sayInEnglish } from "../contract/rule-texts.ts";
import { sayInvalid } from "../contract/say-invalid.ts";

/**
 * What a subscriber's address may say. Nothing in it is a reason to refuse a person: each member is read as far as it can
 * be, and whatever else stands there (what trackers and messengers add) is not looked at.
 */
const said = (description: string) => z.unknown().optional().meta({ type: "string", description });

export const PHONE_QUERY = {
  platform: said("`ios` or `android`, in whatever way the system calls itself"),
  appVersion: said("The app's version, such as 5.12.0"),
  locale: said("The phone's language, such as ru-RU"),
  timezone: said("The phone's time zone, such as Asia/Omsk"),
};
export const AT_QUERY = { at: said("Development only: an instant with offset to decide for, instead of now") };
export const LANGUAGE_QUERY = { lang: said("`ru` or `en`; else Accept-Language, else Russian") };

/** The query of every route that decides: the phone's facts, and in development an instant other than now. */
export const decisionQuerySchema = z.object({ ...PHONE_QUERY, ...AT_QUERY });

export type DecisionQuery = z.output<typeof decisionQuerySchema>;

/**
 * What the address says of the phone; of a member that stands there twice, the first that can be read. Read once for a
 * query that is remembered.
 */
const readPhone = onceForEach(({ platform, appVersion, locale, timezone }: Partial<DecisionQuery>): Device =>
  readDevice({
    platform: chooseSaid("platform", platform),
    appVersion: chooseSaid("appVersion", appVersion),
    locale: chooseSaid("locale", locale),
    timezone: chooseSaid("timezone", timezone),
  }),
);

function chooseSaid(fact: keyof typeof PHONE_QUERY, value: unknown): unknown {
  return Array.isArray(value) ? value.find((one) => readDevice({ [fact]: one })[fact] !== undefined) : value;
}

/** The language that the address asks for, if it is one. */
export function readLanguage(lang: unknown): Language | undefined {
  return LANGUAGES.find((language) => [lang].flat().includes(language));
}

/** The instant to decide for: now, or in development the one asked for. */
function chooseInstant(c: Context<AppEnv>, at: unknown): Result<number, Failure> {
  const { settings, now } = c.get("services");
  if (at === undefined) return succeed(now());
  if (settings.isProduction) {
    return fail({
      type: "instant-not-allowed",
      ...inBoth({
        ru: "Уберите `at`: он принимается только при разработке.",
        en: "Leave out `at`: it is accepted in development only.",
      }),
    });
  }
  const instant = instantSchema.safeParse(at);
  if (instant.success) return succeed(instant.data);
  const issues = instant.error.issues.map((issue): FailureIssue => {
    const words = sayInvalid(issue);
    return { path: "$.at", message: sayInEnglish(issue.message), ...(words && { words }) };
  });
  return fail({
    type: "invalid-request",
    ...inBoth({
      ru: "Момент времени не прочитать: почему, сказано в issues.",
      en: "The instant can't be read; see issues.",
    }),
    issues,
  });
}

/** The same for a person's word, which in production counts now: there `at` is one more member that nobody looks at. */
export function chooseWordInstant(c: Context<AppEnv>, at: unknown): Result<number, Failure> {
  const { settings, now } = c.get("services");
  return settings.isProduction ? succeed(now()) : chooseInstant(c, at);
}

/** Where links lead: `PUBLIC_ORIGIN`, or in development the address that was called. */
export function originOf(c: Context<AppEnv>): string {
  return c.get("services").settings.publicOrigin ?? new URL(c.req.url).origin;
}

/** A subscriber's question as the shard takes it. */
export function toTrayRequest(
  c: Context<AppEnv>,
  subscriberId: string,
  query: Partial<DecisionQuery>,
): Result<TrayRequest, Failure> {
  return composeRequest(c, subscriberId, query, chooseInstant(c, query.at));
}

/** A subscriber's word as the shard takes it. */
export function toWordRequest(
  c: Context<AppEnv>,
  subscriberId: string,
  query: Partial<DecisionQuery>,
): Result<TrayRequest, Failure> {
  return composeRequest(c, subscriberId, query, chooseWordInstant(c, query.at));
}

function composeRequest(
  c: Context<AppEnv>,
  subscriberId: string,
  query: Partial<DecisionQuery>,
  instant: Result<number, Failure>,
): Result<TrayRequest, Failure> {
  if (!instant.ok) return instant;
  return succeed({ subscriberId, device: readPhone(query), at: instant.value, origin: originOf(c) });
}
