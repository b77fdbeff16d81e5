import { z } from "zod";
import { onceForEach } from "../domain/once-for-each.ts";
import {
  DEVELOPMENT_LINK_KEYS,
  DEVELOPMENT_PHONE_KEYS,
  explainPublicSecret,
  HOW_TO_MAKE_ONE,
  trustsDevelopmentKey,
} from "./development-secrets.ts";
import {
  isSameSecret,
  parseJson,
  readChannels,
  readKeys,
  readKeySet,
  readLine,
  readOrigin,
  readRoleMap,
  readShare,
  readKeyPrefixes,
  readSmsNumber,
  readSmsText,
  readWhole,
  readWord,
  readZone,
  settingSchema,
  type MessageChannel,
  type ReadSetting,
  type VersionedKey,
} from "./read-setting.ts";
import type { Role } from "./role.ts";
import { DAY_MS } from "../domain/time-units.ts";

/** What the built-in issuer says of staff; other values come with another issuer's keys. */
const DEVELOPMENT_STAFF = { issuer: "garland-development", audience: "garland-staff" };

export type { VersionedKey };

/** What a variable may be: messages show it to whoever gave another. */
const EXAMPLES = {
  ENVIRONMENT: "production",
  SHARDS: "16",
  SUBSCRIBER_JWKS: "https://id.operator.example/jwks.json",
  SUBSCRIBER_ISSUER: "https://id.operator.example",
  SUBSCRIBER_AUDIENCE: "garland",
  SUBSCRIBER_TOKEN_MAX_DAYS: "90",
  STAFF_JWKS: "https://sso.operator.example/jwks.json",
  STAFF_ISSUER: "https://sso.operator.example",
  STAFF_AUDIENCE: "garland-console",
  STAFF_ROLE_CLAIM: "realm_access.roles",
  STAFF_ROLE_MAP: '{"group name":"approver"}',
  LINK_KEYS: "1:<43 characters of base64url>",
  PHONE_KEYS: "1:<43 characters of base64url>",
  PUBLIC_ORIGIN: "https://garland.operator.example",
  DEFAULT_ZONE: "Europe/Moscow",
  OPERATOR_NAME: "Operator",
  OFF_SMS_NUMBER: "0000",
  OFF_SMS_TEXT: "СТОП",
  OWN_CHANNELS: "sms",
  RELAYS: "a1b2c3d4",
  PRIVATE_WEBHOOKS: "on",
  METRICS: "on",
  SERVER_TIMING: "on",
  LOG_SAMPLE_RATE: "0.01",
} as const;

type Name = keyof typeof EXAMPLES;

const setting = <Value>(name: Name, read: ReadSetting<Value>) => settingSchema(EXAMPLES[name], read);
const line = (name: Name, maximum?: number) => setting(name, readLine(EXAMPLES[name], maximum));
const whole = (name: Name, minimum: number, maximum: number) =>
  setting(name, readWhole(minimum, maximum, EXAMPLES[name]));
const onOrOff = (name: Name) => setting(name, readWord(["on", "off"]));

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

const settingsSchema = z
  .object({
    ENVIRONMENT: setting("ENVIRONMENT", readWord(["production", "development"])),
    SHARDS: whole("SHARDS", 1, 4096),
    SUBSCRIBER_JWKS: setting("SUBSCRIBER_JWKS", readKeySet).optional(),
    SUBSCRIBER_ISSUER: line("SUBSCRIBER_ISSUER").optional(),
    SUBSCRIBER_AUDIENCE: line("SUBSCRIBER_AUDIENCE").default("garland"),
    SUBSCRIBER_TOKEN_MAX_DAYS: whole("SUBSCRIBER_TOKEN_MAX_DAYS", 1, 3650).default(90),
    STAFF_JWKS: setting("STAFF_JWKS", readKeySet).optional(),
    STAFF_ISSUER: line("STAFF_ISSUER").optional(),
    STAFF_AUDIENCE: line("STAFF_AUDIENCE").optional(),
    STAFF_ROLE_CLAIM: line("STAFF_ROLE_CLAIM").optional(),
    STAFF_ROLE_MAP: setting("STAFF_ROLE_MAP", readRoleMap).optional(),
    LINK_KEYS: setting("LINK_KEYS", readKeys).optional(),
    PHONE_KEYS: setting("PHONE_KEYS", readKeys).optional(),
    PUBLIC_ORIGIN: setting("PUBLIC_ORIGIN", readOrigin).optional(),
    DEFAULT_ZONE: setting("DEFAULT_ZONE", readZone).default("Europe/Moscow"),
    OPERATOR_NAME: line("OPERATOR_NAME", 24).default("Garland"),
    OFF_SMS_NUMBER: setting("OFF_SMS_NUMBER", readSmsNumber).optional(),
    OFF_SMS_TEXT: setting("OFF_SMS_TEXT", readSmsText).default("СТОП"),
    OWN_CHANNELS: setting("OWN_CHANNELS", readChannels).default([]),
    RELAYS: setting("RELAYS", readKeyPrefixes).default([]),
    PRIVATE_WEBHOOKS: onOrOff("PRIVATE_WEBHOOKS").optional(),
    METRICS: onOrOff("METRICS").default("off"),
    SERVER_TIMING: onOrOff("SERVER_TIMING").default("off"),
    LOG_SAMPLE_RATE: setting("LOG_SAMPLE_RATE", readShare).default(0),
  })
  .superRefine((vars, context) => {
    if (vars.SUBSCRIBER_AUDIENCE === (vars.STAFF_AUDIENCE ?? DEVELOPMENT_STAFF.audience)) {
      const message = `must differ from SUBSCRIBER_AUDIENCE, so that no subscriber passes as staff; give your own, such as ${EXAMPLES.STAFF_AUDIENCE}`;
      context.addIssue({ code: "custom", path: ["STAFF_AUDIENCE"], message });
    }
    refuseSharedKeys(vars, context);
    if (vars.ENVIRONMENT !== "production") return;
    for (const name of [...KEY_SETS, "PUBLIC_ORIGIN"] as const) {
      if (vars[name]?.startsWith("http:") !== true) continue;
      const message = `must be an https address when ENVIRONMENT=production, such as ${EXAMPLES[name]}`;
      context.addIssue({ code: "custom", path: [name], message });
    }
    refusePublicSecrets(vars, context);
  });

/** What opens links must not find people by their numbers as well: whoever loses one key would lose both. */
function refuseSharedKeys({ LINK_KEYS = [], PHONE_KEYS = [] }: Secrets, context: z.RefinementCtx): void {
  for (const phoneKey of PHONE_KEYS) {
    const linkKey = LINK_KEYS.find(({ secret }) => isSameSecret(secret, phoneKey.secret));
    if (linkKey === undefined) continue;
    const message = `must not hold key ${phoneKey.id}: it is key ${linkKey.id} of LINK_KEYS, and a key has one purpose; ${HOW_TO_MAKE_ONE}`;
    context.addIssue({ code: "custom", path: ["PHONE_KEYS"], message });
  }
}

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
  /** Where people write to nobody but Garland. */
  readonly ownChannels: readonly MessageChannel[];
  /** The prefixes of service keys through which phones themselves ask. */
  readonly relays: readonly string[];
  readonly offSms: { readonly number: string; readonly text: string } | undefined;
  /** Whether webhooks may lead into the operator's own network. */
  readonly mayCallPrivate: boolean;
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

const DEFAULT_LINK_KEYS = setting("LINK_KEYS", readKeys).parse(DEVELOPMENT_LINK_KEYS);
const DEFAULT_PHONE_KEYS = setting("PHONE_KEYS", readKeys).parse(DEVELOPMENT_PHONE_KEYS);

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
  const said = (error?.issues ?? []).map(({ path, message }) => ({ name: String(path[0]), message }));
  return [...said, ...listMissing(variables)]
    .filter(({ name }) => !keptElsewhere.includes(name))
    .map(({ name, message }) => `${name} ${message}`);
}

/** Looked for apart from what is there, so that whoever starts for the first time is told everything at once. */
function listMissing(variables: object): readonly { readonly name: string; readonly message: string }[] {
  const isThere = (name: string) => Reflect.get(variables, name) !== undefined;
  const isProduction = String(Reflect.get(variables, "ENVIRONMENT")).trim() === "production";
  const needed = new Map<Name, string>([
    ...(isProduction ? NEEDED_IN_PRODUCTION : []).map((name) => [name, "ENVIRONMENT=production"] as const),
    ...(isProduction || STAFF_VARIABLES.some(isThere) ? NEEDED_FOR_STAFF : []).map(
      (name) => [name, "staff have an issuer of their own, as in production"] as const,
    ),
  ]);
  return [...needed]
    .filter(([name]) => !isThere(name))
    .map(([name, when]) => ({ name, message: `is required when ${when}, such as ${EXAMPLES[name]}` }));
}

/** Parses the variables, once an isolate. Throws an error that names every bad variable and what it must be. */
export const parseSettings: (env: object) => Settings = onceForEach((env) => {
  const issues = listIssues(env);
  if (issues.length > 0) throw new Error(`Garland can't start. Check these variables: ${issues.join("; ")}`);
  const vars = settingsSchema.parse(env);
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
    linkKeys: vars.LINK_KEYS ?? DEFAULT_LINK_KEYS,
    phoneKeys: vars.PHONE_KEYS ?? (vars.ENVIRONMENT === "production" ? [] : DEFAULT_PHONE_KEYS),
    publicOrigin: vars.PUBLIC_ORIGIN,
    defaultZone: vars.DEFAULT_ZONE,
    operatorName: vars.OPERATOR_NAME,
    ownChannels: vars.OWN_CHANNELS,
    relays: vars.RELAYS,
    offSms: vars.OFF_SMS_NUMBER === undefined ? undefined : { number: vars.OFF_SMS_NUMBER, text: vars.OFF_SMS_TEXT },
    mayCallPrivate:
      vars.PRIVATE_WEBHOOKS === undefined ? vars.ENVIRONMENT !== "production" : vars.PRIVATE_WEBHOOKS === "on",
    observation: {
      hasMetrics: vars.METRICS === "on",
      hasServerTiming: vars.SERVER_TIMING === "on",
      logSampleRate: vars.LOG_SAMPLE_RATE,
    },
  };
});
