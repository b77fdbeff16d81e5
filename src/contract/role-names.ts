import type { Role } from "./role.ts";

/** As the console and refusals call them. */
export const ROLES_IN_RUSSIAN: Readonly<Record<Role, string>> = {
  viewer: "наблюдатель",
  marketer: "маркетолог",
  approver: "согласующий",
  support: "поддержка",
  channel: "канал",
  admin: "администратор",
};
