import { z } from "zod";
import type { LinkKey } from "./link-token.ts";

/** Public on purpose: these keys only ever protect a development machine, and production refuses to start with them. */
const DEVELOPMENT_LINK_KEYS = "0:Z2FybGFuZC1kZXZlbG9wbWVudC1saW5rLWtleS0wMDA";

const linkKeysSchema = z.string().transform((text, context): LinkKey[] => {
  const keys = text.split(",").map((entry) => /^(\d{1,3}):([A-Za-z0-9_-]{43,})$/.exec(entry.trim()));
  return keys.flatMap((match) => {
    const [, id = "", secret = ""] = match ?? [];
    if (match && Number(id) <= 255) return [{ id: Number(id), secret: Uint8Array.from(decodeBase64Url(secret)) }];
    context.addIssue({
      code: "custom",
      message: "must be a list such as 2:<43 characters of base64url>,1:<…>, newest key first, ids 0–255",
    });
    return [];
  });
});

const settingsSchema = z
  .object({
    ENVIRONMENT: z.enum(["development", "production"]),
    SHARDS: z.coerce.number().int().min(1).max(4096),
    SUBSCRIBER_JWKS: z
      .string()
      .refine((text) => /^https?:\/\//.test(text) || text.startsWith("{"), "must be a URL or an inline JSON Web Key Set")
      .optional(),
    SUBSCRIBER_ISSUER: z.string().min(1).optional(),
    SUBSCRIBER_AUDIENCE: z.string().min(1).default("garland"),
    LINK_KEYS: linkKeysSchema.optional(),
    PUBLIC_ORIGIN: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
    DEFAULT_ZONE: z.string().default("Europe/Moscow"),
    OPERATOR_NAME: z.string().min(1).max(24).default("Garland"),
  })
  .superRefine((vars, context) => {
    if (vars.ENVIRONMENT !== "production") return;
    for (const name of ["SUBSCRIBER_JWKS", "LINK_KEYS", "PUBLIC_ORIGIN"] as const) {
      if (vars[name] === undefined) {
        context.addIssue({ code: "custom", path: [name], message: "is required when ENVIRONMENT=production" });
      }
    }
  });

/** The Worker's variables, checked. */
export interface Settings {
  readonly isProduction: boolean;
  readonly shardCount: number;
  /** URL or inline JSON; absent only in development, where the built-in issuer's key is used. */
  readonly subscriberJwks: string | undefined;
  readonly subscriberIssuer: string | undefined;
  readonly subscriberAudience: string;
  /** Newest first. */
  readonly linkKeys: readonly LinkKey[];
  /** Where links lead; the request's own origin when absent (development only). */
  readonly publicOrigin: string | undefined;
  readonly defaultZone: string;
  readonly operatorName: string;
}

const parsed = new WeakMap<object, Settings>();

/** Parses the variables, once an isolate. Throws an error that names every bad variable and what it must be. */
export function parseSettings(env: object): Settings {
  const known = parsed.get(env);
  if (known !== undefined) return known;
  const result = settingsSchema.safeParse(env);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`Garland can't start. Check these variables: ${issues.join("; ")}`);
  }
  const vars = result.data;
  const settings: Settings = {
    isProduction: vars.ENVIRONMENT === "production",
    shardCount: vars.SHARDS,
    subscriberJwks: vars.SUBSCRIBER_JWKS,
    subscriberIssuer: vars.SUBSCRIBER_ISSUER,
    subscriberAudience: vars.SUBSCRIBER_AUDIENCE,
    linkKeys: vars.LINK_KEYS ?? linkKeysSchema.parse(DEVELOPMENT_LINK_KEYS),
    publicOrigin: vars.PUBLIC_ORIGIN,
    defaultZone: vars.DEFAULT_ZONE,
    operatorName: vars.OPERATOR_NAME,
  };
  parsed.set(env, settings);
  return settings;
}

function decodeBase64Url(text: string): number[] {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return [...binary].map((character) => character.charCodeAt(0));
}
