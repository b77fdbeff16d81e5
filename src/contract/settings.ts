import { z } from "zod";
import { onceForEach } from "../domain/once-for-each.ts";
import {
  DEVELOPMENT_LINK_KEYS,
  DEVELOPMENT_PHONE_KEYS,
  explainPublicSecret,
  trustsDevelopmentKey,
} from "./development-secrets.ts";
import { isKeySet } from "./key-set.ts";
import { roleSchema, ROLES, type Role } from "./role.ts";

/** What the built-in issuer says of staff; other values come with another issuer's keys. */
const DEVELOPMENT_STAFF = { issuer: "garland-development", audience: "garland-staff" };

/** A secret with its number; the first of a list seals, all of them open. */
export interface VersionedKey {
  /** 0–255. */
  readonly id: number;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** Versioned keys, newest first. */
const keysSchema = z
  .string()
  .transform((text, context): VersionedKey[] => {
    const keys = text.split(",").map((entry) => /^(\d{1,3}):([A-Za-z0-9_-]{43,})$/.exec(entry.trim()));
    return keys.flatMap((match) => {
      const [, id = "", written = ""] = match ?? [];
      // No number of bytes is written in such a number of characters.
      const isWhole = written !== "" && written.length % 4 !== 1;
      if (isWhole && Number(id) <= 255) return [{ id: Number(id), secret: z.util.base64urlToUint8Array(written) }];
      context.addIssue({
        code: "custom",
        message: "must be a list such as 2:<43 characters of base64url>,1:<…>, newest key first, ids 0–255",
      });
      return [];
    });
  })
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, "must give each key an id of its own");

const jwksSchema = z
  .string()
  .refine(
    (text) => (/^https?:\/\//.test(text) && URL.canParse(text)) || isKeySet(text),
    "must be a URL or an inline JSON Web Key Set",
  );

const roleMapSchema = z.string().transform((text, context): ReadonlyMap<unknown, Role> => {
  const map = z.record(z.string(), roleSchema).safeParse(parseJson(text));
  if (map.success) return new Map(Object.entries(map.data));
  const message = `must be a JSON object such as {"group name":"approver"}, with the roles ${ROLES.join(", ")}`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const STAFF_VARIABLES = ["STAFF_JWKS", "STAFF_ISSUER", "STAFF_AUDIENCE", "STAFF_ROLE_CLAIM", "STAFF_ROLE_MAP"] as const;

const NEEDED_IN_PRODUCTION = [
  "SUBSCRIBER_JWKS",
  "SUBSCRIBER_ISSUER",
  "STAFF_JWKS",
  "LINK_KEYS",
  "PUBLIC_ORIGIN",
] as const;
const NEEDED_FOR_STAFF = ["STAFF_JWKS", "STAFF_ISSUER", "STAFF_AUDIENCE"] as const;
/** Whoever can change what these addresses answer can sign as anybody. */
const KEY_SETS = ["SUBSCRIBER_JWKS", "STAFF_JWKS"] as const;

const DAY_MS = 86_400_000;

const settingsSchema = z
  .object({
    ENVIRONMENT: z.enum(["development", "production"]),
    SHARDS: z.coerce.number().int().min(1).max(4096),
    SUBSCRIBER_JWKS: jwksSchema.optional(),
    SUBSCRIBER_ISSUER: z.string().min(1).optional(),
    SUBSCRIBER_AUDIENCE: z.string().min(1).default("garland"),
    SUBSCRIBER_TOKEN_MAX_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    STAFF_JWKS: jwksSchema.optional(),
    STAFF_ISSUER: z.string().min(1).optional(),
    STAFF_AUDIENCE: z.string().min(1).optional(),
    STAFF_ROLE_CLAIM: z.string().min(1).optional(),
    STAFF_ROLE_MAP: roleMapSchema.optional(),
    LINK_KEYS: keysSchema.optional(),
    PHONE_KEYS: keysSchema.optional(),
    PUBLIC_ORIGIN: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
    DEFAULT_ZONE: z.string().default("Europe/Moscow"),
    OPERATOR_NAME: z.string().min(1).max(24).default("Garland"),
    OFF_SMS_NUMBER: z
      .string()
      .regex(/^\+?\d{2,15}$/, "must be a number to which subscribers send messages, such as 0000")
      .optional(),
    OFF_SMS_TEXT: z.string().trim().min(1).max(70).default("СТОП"),
    METRICS: z.enum(["off", "on"]).default("off"),
    SERVER_TIMING: z.enum(["off", "on"]).default("off"),
    LOG_SAMPLE_RATE: z.coerce.number().min(0).max(1).default(0),
  })
  .superRefine((vars, context) => {
    const demand = (names: readonly (keyof typeof vars)[], when: string) => {
      for (const name of names.filter((candidate) => vars[candidate] === undefined)) {
        context.addIssue({ code: "custom", path: [name], message: `is required when ${when}` });
      }
    };
    if (vars.ENVIRONMENT === "production") {
      demand(NEEDED_IN_PRODUCTION, "ENVIRONMENT=production");
      for (const name of KEY_SETS.filter((candidate) => vars[candidate]?.startsWith("http:"))) {
        const message = "must be an https address when ENVIRONMENT=production, or the key set itself";
        context.addIssue({ code: "custom", path: [name], message });
      }
    }
    if (STAFF_VARIABLES.some((name) => vars[name] !== undefined)) {
      demand(NEEDED_FOR_STAFF, "staff have an issuer of their own");
    }
    if (vars.SUBSCRIBER_AUDIENCE === (vars.STAFF_AUDIENCE ?? DEVELOPMENT_STAFF.audience)) {
      const message = "must differ from SUBSCRIBER_AUDIENCE, so that no subscriber passes as staff";
      context.addIssue({ code: "custom", path: ["STAFF_AUDIENCE"], message });
    }
    if (vars.ENVIRONMENT === "production") refusePublicSecrets(vars, context);
  });

interface Secrets {
  readonly LINK_KEYS?: readonly VersionedKey[] | undefined;
  readonly PHONE_KEYS?: readonly VersionedKey[] | undefined;
  readonly SUBSCRIBER_JWKS?: string | undefined;
  readonly STAFF_JWKS?: string | undefined;
}

/** A retired key still opens what it sealed, so it must be as secret as the one that seals. */
function refusePublicSecrets(vars: Secrets, context: z.RefinementCtx): void {
  for (const name of ["LINK_KEYS", "PHONE_KEYS"] as const) {
    for (const { id, secret } of vars[name] ?? []) {
      const why = explainPublicSecret(secret);
      if (why !== undefined)
        context.addIssue({ code: "custom", path: [name], message: `must not hold key ${id}: it ${why}` });
    }
  }
  for (const name of ["SUBSCRIBER_JWKS", "STAFF_JWKS"] as const) {
    if (!trustsDevelopmentKey(parseJson(vars[name] ?? ""))) continue;
    const message =
      "must not trust Garland's own key for development: anybody can sign with it; give your issuer's key set, or its URL";
    context.addIssue({ code: "custom", path: [name], message });
  }
}

/** Whose tokens are trusted, and for what. */
export interface TokenTrust {
  /** URL or inline JSON; absent only in development, where the built-in issuer's key is used. */
  readonly jwks: string | undefined;
  /** Any issuer whose key is in the set, when absent (development only). */
  readonly issuer: string | undefined;
  readonly audience: string;
  /** From `iat` to `exp`; tokens that are good for longer are refused. */
  readonly longestLifeMs: number;
}

/** How staff are known, and where their tokens say what they may do. */
export interface StaffTrust extends TokenTrust {
  readonly issuer: string;
  /** The claim's name, or its path with dots, such as `realm_access.roles`. */
  readonly roleClaim: string;
  /** The role of each group; without a map the claim names roles themselves. */
  readonly roleMap: ReadonlyMap<unknown, Role> | undefined;
}

/** The Worker's variables, checked. */
export interface Settings {
  readonly isProduction: boolean;
  readonly shardCount: number;
  readonly subscribers: TokenTrust;
  readonly staff: StaffTrust;
  /** Newest first. */
  readonly linkKeys: readonly VersionedKey[];
  /** Newest first; without any, no phone numbers are taken. */
  readonly phoneKeys: readonly VersionedKey[];
  /** Where links lead; the request's own origin when absent (development only). */
  readonly publicOrigin: string | undefined;
  readonly defaultZone: string;
  readonly operatorName: string;
  /** Where a text message switches decorations off, and what to write; absent where the operator takes none. */
  readonly offSms: { readonly number: string; readonly text: string } | undefined;
  readonly observation: Observation;
}

/** How much the service tells of itself. Errors are logged in any case. */
export interface Observation {
  /** Whether `/metrics` is there, for whoever has a key of a role that may read it. */
  readonly hasMetrics: boolean;
  /** Whether answers say how long they took, to anybody. */
  readonly hasServerTiming: boolean;
  /** The share of decisions that are logged, 0–1. */
  readonly logSampleRate: number;
}

/** Every variable there is. */
export const SETTING_NAMES: readonly string[] = Object.keys(settingsSchema.shape);

/** The variables without which production does not start and that are not among these; their values are not looked at. */
export function findUnset(variables: object): readonly string[] {
  const needed = new Set<string>([...NEEDED_IN_PRODUCTION, ...NEEDED_FOR_STAFF]);
  return [...needed].filter((name) => !Object.hasOwn(variables, name));
}

/**
 * What is wrong with the variables, by their names. Some may be kept elsewhere, as secrets that can't be read: of those
 * nothing is said.
 */
export function listIssues(variables: object, keptElsewhere: readonly string[] = []): readonly string[] {
  const { error } = settingsSchema.safeParse(variables);
  return describeIssues(error?.issues.filter(({ path }) => !keptElsewhere.includes(String(path[0]))) ?? []);
}

const describeIssues = (issues: readonly z.core.$ZodIssue[]) =>
  issues.map(({ path, message }) => `${path.join(".")} ${message}`);

/** Parses the variables, once an isolate. Throws an error that names every bad variable and what it must be. */
export const parseSettings: (env: object) => Settings = onceForEach((env) => {
  const result = settingsSchema.safeParse(env);
  if (!result.success) {
    throw new Error(`Garland can't start. Check these variables: ${describeIssues(result.error.issues).join("; ")}`);
  }
  const vars = result.data;
  return {
    isProduction: vars.ENVIRONMENT === "production",
    shardCount: vars.SHARDS,
    subscribers: {
      jwks: vars.SUBSCRIBER_JWKS,
      issuer: vars.SUBSCRIBER_ISSUER,
      audience: vars.SUBSCRIBER_AUDIENCE,
      longestLifeMs: vars.SUBSCRIBER_TOKEN_MAX_DAYS * DAY_MS,
    },
    staff: {
      jwks: vars.STAFF_JWKS,
      issuer: vars.STAFF_ISSUER ?? DEVELOPMENT_STAFF.issuer,
      audience: vars.STAFF_AUDIENCE ?? DEVELOPMENT_STAFF.audience,
      longestLifeMs: Infinity,
      roleClaim: vars.STAFF_ROLE_CLAIM ?? "roles",
      roleMap: vars.STAFF_ROLE_MAP,
    },
    linkKeys: vars.LINK_KEYS ?? keysSchema.parse(DEVELOPMENT_LINK_KEYS),
    phoneKeys: vars.PHONE_KEYS ?? (vars.ENVIRONMENT === "production" ? [] : keysSchema.parse(DEVELOPMENT_PHONE_KEYS)),
    publicOrigin: vars.PUBLIC_ORIGIN,
    defaultZone: vars.DEFAULT_ZONE,
    operatorName: vars.OPERATOR_NAME,
    offSms: vars.OFF_SMS_NUMBER === undefined ? undefined : { number: vars.OFF_SMS_NUMBER, text: vars.OFF_SMS_TEXT },
    observation: {
      hasMetrics: vars.METRICS === "on",
      hasServerTiming: vars.SERVER_TIMING === "on",
      logSampleRate: vars.LOG_SAMPLE_RATE,
    },
  };
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
