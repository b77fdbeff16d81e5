import { z } from "zod";

/**
 * Everything a member of staff, or a machine, can be. No role includes another: a route lists every role that may
 * call it.
 */
export const ROLES = ["viewer", "marketer", "approver", "support", "channel", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** The roles that may call a route: at least one. */
export type RoleList = readonly [Role, ...Role[]];

/** Who may look at definitions, rulesets, the audit and the state of things. */
export const READERS = ["viewer", "marketer", "approver", "admin"] as const satisfies RoleList;
/** Who may change drafts, submit them and run campaigns. */
export const EDITORS = ["marketer", "admin"] as const satisfies RoleList;
/** Who may approve what somebody else has submitted. */
export const APPROVERS = ["approver", "admin"] as const satisfies RoleList;
/** Who may propose that policy be changed. */
export const POLICY_PROPOSERS = ["marketer", "approver", "admin"] as const satisfies RoleList;
/** Who may manage keys, the dictionary and the population. */
export const ADMINS = ["admin"] as const satisfies RoleList;
/** Who may look at a subscriber, and act for them. */
export const SUPPORT = ["support"] as const satisfies RoleList;
/** The machines behind the chat bot, the SMS gateway and other channels. */
export const CONNECTORS = ["channel"] as const satisfies RoleList;

/** Whether a machine of these roles can enter words in people's names. */
export function entersWords(roles: readonly Role[]): boolean {
  return roles.some((role) => role === "channel" || role === "support" || role === "admin");
}

export const roleSchema = z.enum(ROLES);

/** Who calls: a person known to the issuer of tokens, or a machine with a service key. */
export const principalSchema = z.strictObject({
  kind: z.enum(["person", "service"]),
  id: z.string().describe("The token's subject, or the key's prefix"),
  name: z.string().describe("For people to read; not unique"),
  roles: z.array(roleSchema).readonly(),
  isConfirmed: z.literal(true).optional().describe("A second person has confirmed this machine's key"),
});

export type Principal = Readonly<z.infer<typeof principalSchema>>;

/** The roles among some names, each once and in the order of `ROLES`; anything else is ignored. */
export function pickRoles(names: readonly unknown[]): readonly Role[] {
  return ROLES.filter((role) => names.includes(role));
}

/** How records name a principal, such as `person:8f0c…` or `service:k3v9x0ab`: unique and free of names. */
export function actorOf({ kind, id }: Principal): string {
  return `${kind}:${id}`;
}

/** An agent as entries name them: a person by their subject alone, and nobody else by the same name. */
export function agentNameOf(actor: string): `agent:${string}` {
  const [, subject] = /^person:(?!person:|service:)(.*)$/su.exec(actor) ?? [];
  return `agent:${subject ?? actor}`;
}
