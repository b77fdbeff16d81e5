import { APPROVERS, READERS, ROLES, SUPPORT, type Role } from "../../contract/role.ts";

/** Support may stop everything, though it doesn't see how it stands. */
const VIEWERS_OF_LIVE = [...READERS, ...SUPPORT] as const;

const ALL = [
  { to: "/", roles: READERS, name: "season", icon: "M3 5h18v3H3zM3 10.5h11v3H3zM8 16h13v3H8z" },
  { to: "/campaigns", roles: READERS, name: "campaigns", icon: "M4 9v6h3l9 5V4L7 9zM18.5 8.5a5 5 0 0 1 0 7z" },
  {
    to: "/audiences",
    roles: READERS,
    name: "audiences",
    icon: "M8.5 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0 2C4.800 14 2 16 2 19v1h13v-1c0-3-2.800-5-6.500-5zm8-2a3.200 3.200 0 1 0 0-6.400zm.5 2v6h5v-1.500c0-2.600-2-4.300-5-4.500z",
  },
  {
    to: "/live",
    roles: VIEWERS_OF_LIVE,
    name: "live",
    icon: "M2 12h5l2.500-7 5 14L17 12h5v2h-3.500L14.500 23 9.300 8.500 8.300 14H2z",
  },
  {
    to: "/people",
    roles: SUPPORT,
    name: "people",
    icon: "M12 3a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zm0 11c4.500 0 8 2.300 8 5.500V21H4v-1.500C4 16.300 7.500 14 12 14z",
  },
  {
    to: "/lessons",
    roles: READERS,
    name: "lessons",
    icon: "M4 3h7v18H6a2 2 0 0 1-2-2zm9 0h7v16a2 2 0 0 1-2 2h-5zM6 7h3v1.600H6zm9 0h3v1.600h-3z",
  },
  {
    to: "/policy",
    roles: READERS,
    name: "policy",
    icon: "M12 2 4 5v6c0 5 3.400 9.300 8 11 4.600-1.700 8-6 8-11V5zm-1 13-3-3 1.400-1.400 1.600 1.600 4-4L16.400 9.600z",
  },
  {
    to: "/decorations",
    roles: READERS,
    name: "decorations",
    icon: "M12 2l2.900 6.300 6.800.8-5 4.700 1.300 6.800L12 17.200l-6 3.400 1.300-6.800-5-4.700 6.800-.8z",
  },
  { to: "/rulesets", roles: READERS, name: "rulesets", icon: "M12 2 2 7l10 5 10-5zM2 12l10 5 10-5v3l-10 5-10-5z" },
  { to: "/audit", roles: READERS, name: "audit", icon: "M5 2h14v20H5zM8 7v2h8V7zm0 4v2h8v-2zm0 4v2h5v-2z" },
  { to: "/questions", roles: APPROVERS, name: "questions", icon: "M3 3h18v14H9l-6 5zM7 7v2h10V7zm0 4v2h6v-2z" },
  { to: "/health", roles: READERS, name: "health", icon: "M4 3h16v8H4zM4 13h16v8H4zM7 6v2h4V6zm0 10v2h4v-2z" },
  {
    to: "/keys",
    roles: ROLES,
    name: "keys",
    icon: "M14 2a6 6 0 0 0-5.700 8L2 16.300V22h6v-3h3v-3h2l1.300-1.300A6 6 0 1 0 14 2zm2 6a2 2 0 1 1 0-4 2 2 0 0 1 0 4z",
  },
] as const;

export type Section = (typeof ALL)[number];

/** The console's pages, and which roles find something on each that they may see or do. */
export const SECTIONS: readonly Section[] = ALL;

/** Those that somebody with these roles has a use for. */
export function listSections(roles: readonly Role[]): readonly Section[] {
  return SECTIONS.filter((section) => section.roles.some((role) => roles.includes(role)));
}

/** Where somebody with these roles begins: support with people, not with the stop of everything. */
export function firstSection(roles: readonly Role[]): Section["to"] {
  const [first] = listSections(roles).toSorted((one, other) => Number(isOnlyStop(one)) - Number(isOnlyStop(other)));
  return first?.to ?? "/keys";

  function isOnlyStop({ to }: Section): boolean {
    return to === "/live" && !READERS.some((role) => roles.includes(role));
  }
}

/** The one that an address within the console belongs to, such as `/campaigns/spring`; undefined: none. */
export function sectionAt(path: string): Section | undefined {
  return SECTIONS.find(({ to }) => path === to || (to !== "/" && path.startsWith(`${to}/`)));
}
