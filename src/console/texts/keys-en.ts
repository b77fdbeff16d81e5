import type { Role } from "../../contract/role.ts";

const may: Readonly<Record<Role, string>> = {
  viewer: "sees campaigns, counts, policy and the audit, and changes nothing",
  marketer:
    "writes audiences, decorations and campaigns; submits, runs and stops them; proposes changes of policy, but no attributes",
  approver:
    "the second pair of eyes: approves and confirms what others wrote; proposes policy, also attributes, and carries proposals; reviews halted themes; confirms keys; lets everything go on after a stop",
  support: "answers subscribers: sees what they see and why, and acts at their request; may stop everything",
  channel: "the bots and gateways through which subscribers speak",
  admin: "makes keys and webhooks, brings people in, and repairs; may do besides what marketers and approvers do",
};

/** What the page of keys and roles says besides names. */
export const enKeys = {
  /** What each role may do here. */
  may,
  confirmQuestion: (name: string, maker: string) =>
    `${maker} made “${name}”. If you confirm it, it may switch decorations on for any number of people and undo what they switched off, as they are said to have asked for it. It may also read without limit what people see and choose, and who chose something when. That can't be taken back, but the key can be revoked.`,
  revokeQuestion: (name: string) => `Revoke “${name}”? Whoever uses it is refused within ten seconds.`,
  waits:
    "Until a second person confirms it, such a key reads what 120 people chose in an hour, and switches on for 30. It switches off for any number.",
  lastDay: "Last day (optional)",
  lastDayHint: "After this day, by your clock, the key is refused. Without one it has no end.",
  adminsOnly: "Keys are managed by administrators.",
  toConfirmOnly:
    "Administrators make and revoke keys. You can confirm a key that speaks for people, if you did not make it.",
};

export type KeysTexts = typeof enKeys;
