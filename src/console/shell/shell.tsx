import {
  ActionIcon,
  Alert,
  Anchor,
  AppShell,
  Burger,
  Button,
  Group,
  NavLink,
  Progress,
  Stack,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure, useHotkeys, useNetwork } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { APPROVERS, READERS } from "../../contract/role.ts";
import { isLasting } from "../../domain/failing-duty.ts";
import { ApiFailure, writeToken } from "../api/client.ts";
import { statusQuery, whoamiQuery, type Status } from "../api/queries.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { formatMomentHere, useTexts } from "../texts/use-texts.tsx";
import { LoginPanel } from "./login.tsx";

const SECTIONS = [
  { to: "/", name: "season", icon: "M3 5h18v3H3zM3 10.5h11v3H3zM8 16h13v3H8z" },
  { to: "/campaigns", name: "campaigns", icon: "M4 9v6h3l9 5V4L7 9zM18.5 8.5a5 5 0 0 1 0 7z" },
  {
    to: "/audiences",
    name: "audiences",
    icon: "M8.5 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0 2C4.800 14 2 16 2 19v1h13v-1c0-3-2.800-5-6.500-5zm8-2a3.200 3.200 0 1 0 0-6.400zm.5 2v6h5v-1.500c0-2.600-2-4.300-5-4.500z",
  },
  { to: "/live", name: "live", icon: "M2 12h5l2.500-7 5 14L17 12h5v2h-3.500L14.500 23 9.300 8.500 8.300 14H2z" },
  {
    to: "/people",
    name: "people",
    icon: "M12 3a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zm0 11c4.500 0 8 2.300 8 5.500V21H4v-1.500C4 16.300 7.500 14 12 14z",
  },
  {
    to: "/lessons",
    name: "lessons",
    icon: "M4 3h7v18H6a2 2 0 0 1-2-2zm9 0h7v16a2 2 0 0 1-2 2h-5zM6 7h3v1.600H6zm9 0h3v1.600h-3z",
  },
  {
    to: "/policy",
    name: "policy",
    icon: "M12 2 4 5v6c0 5 3.400 9.300 8 11 4.600-1.700 8-6 8-11V5zm-1 13-3-3 1.400-1.400 1.600 1.600 4-4L16.400 9.600z",
  },
  {
    to: "/decorations",
    name: "decorations",
    icon: "M12 2l2.900 6.300 6.800.8-5 4.700 1.300 6.800L12 17.200l-6 3.400 1.300-6.800-5-4.700 6.800-.8z",
  },
  { to: "/rulesets", name: "rulesets", icon: "M12 2 2 7l10 5 10-5zM2 12l10 5 10-5v3l-10 5-10-5z" },
  { to: "/audit", name: "audit", icon: "M5 2h14v20H5zM8 7v2h8V7zm0 4v2h8v-2zm0 4v2h5v-2z" },
  { to: "/health", name: "health", icon: "M4 3h16v8H4zM4 13h16v8H4zM7 6v2h4V6zm0 10v2h4v-2z" },
  {
    to: "/keys",
    name: "keys",
    icon: "M14 2a6 6 0 0 0-5.700 8L2 16.300V22h6v-3h3v-3h2l1.300-1.300A6 6 0 1 0 14 2zm2 6a2 2 0 1 1 0-4 2 2 0 0 1 0 4z",
  },
] as const;

/** The frame around every page: sections, who I am, and what everybody must know now. */
export function Shell() {
  const { t, language, setLanguage } = useTexts();
  const [isMenuOpen, { toggle, close }] = useDisclosure();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useQuery(whoamiQuery).data;
  const isReader = me !== undefined && READERS.some((role) => me.roles.includes(role));
  const isApprover = me !== undefined && APPROVERS.some((role) => me.roles.includes(role));
  const { data: status, dataUpdatedAt, failureReason } = useQuery({ ...statusQuery, enabled: isReader });
  const isLost = useLostConnection(failureReason);
  const trouble = useTrouble(status, failureReason);
  const who = me === undefined ? undefined : t.frame.who(me.name, me.roles.map((role) => t.roles[role]).join(", "));
  const logOut = () => {
    writeToken(null);
    client.removeQueries({ queryKey: whoamiQuery.queryKey });
    void client.invalidateQueries();
  };
  useHotkeys([
    ["/", () => document.querySelector<HTMLInputElement>("[data-search]")?.focus()],
    ["alt+1", () => void navigate({ to: "/" })],
    ["alt+2", () => void navigate({ to: "/campaigns" })],
    ["alt+3", () => void navigate({ to: "/audiences" })],
    ["alt+4", () => void navigate({ to: "/live" })],
  ]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: "md", md: "xl" }}
    >
      <a href="#content" className="skip-link">
        {t.shell.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isMenuOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t.shell.menu} />
            <img src="/static/icon.svg" width="30" height="30" alt="" />
            <Text fw={700} size="lg" className="brand">
              {t.product}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {who === undefined ? null : (
              <Text size="sm" visibleFrom="md" lineClamp={1}>
                {who}
              </Text>
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              lang={language === "ru" ? "en" : "ru"}
              onClick={() => setLanguage(language === "ru" ? "en" : "ru")}
            >
              {t.shell.switchLanguage}
            </Button>
            <ActionIcon
              variant="subtle"
              size="lg"
              onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
              aria-label={scheme === "dark" ? t.shell.light : t.shell.dark}
            >
              <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                <path d="M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z" fill="currentColor" />
              </svg>
            </ActionIcon>
            {who === undefined ? null : (
              <Button size="compact-sm" variant="default" visibleFrom="sm" onClick={logOut}>
                {t.shell.logOut}
              </Button>
            )}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav" aria-label={t.shell.navigation}>
        <Stack gap={2} flex={1}>
          {SECTIONS.map(({ to, name, icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={t.shell[name]}
              active={to === "/" ? path === "/" : path.startsWith(to)}
              onClick={close}
              leftSection={
                <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
                  <path d={icon} fill="currentColor" />
                </svg>
              }
            />
          ))}
        </Stack>
        {who === undefined ? null : (
          <Stack gap="xs" px="xs" pb="sm" hiddenFrom="sm" align="flex-start">
            <Text size="sm">{who}</Text>
            <Button size="compact-sm" variant="default" onClick={logOut}>
              {t.shell.logOut}
            </Button>
          </Stack>
        )}
        <Stack gap={6} px="xs" pb="xs" role="status">
          {trouble === undefined ? null : (
            <Anchor component={Link} to="/health" size="sm" fw={600} onClick={close}>
              {trouble}
            </Anchor>
          )}
          {status === undefined ? null : (
            <>
              {status.isLive ? null : (
                <Progress
                  value={(status.acknowledged / status.total) * 100}
                  size="sm"
                  animated
                  aria-label={t.shell.publishing(status.acknowledged, status.total)}
                />
              )}
              <Text size="xs" c="dimmed">
                {status.isLive ? t.shell.isLive(status.ruleset) : t.shell.publishing(status.acknowledged, status.total)}
              </Text>
            </>
          )}
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {isLost ? (
          <Alert color="yellow" mb="md" role="alert">
            {t.frame.lost}
          </Alert>
        ) : null}
        {status?.stopped === true ? (
          <Alert color="red.9" variant="filled" mb="md" role="alert">
            {status.isLive ? t.shell.stopped : t.live.isStoppedInPart(status.acknowledged, status.total)}
            {status.resume === undefined || status.resume.until <= dataUpdatedAt ? null : (
              <div>
                {t.frame.resumeAsked(
                  nameOfActor(status.resume.proposedBy, t),
                  formatMomentHere(status.resume.until, t.locale),
                )}
              </div>
            )}
          </Alert>
        ) : null}
        {(isApprover ? (status?.keysToConfirm ?? []) : []).map(({ prefix, name, createdBy }) => (
          <Alert key={prefix} color="yellow" mb="md" role="status">
            {t.frame.keyWaits(name, nameOfActor(createdBy, t))}{" "}
            <Anchor component={Link} to="/keys">
              {t.shell.keys}
            </Anchor>
          </Alert>
        ))}
        <Outlet />
      </AppShell.Main>
      <LoginPanel />
    </AppShell>
  );
}

/** What leads to the page of the service's health; undefined: all is well, as far as anybody knows. */
function useTrouble(status: Status | undefined, failure: Error | null): string | undefined {
  const { t } = useTexts();
  if (failure instanceof ApiFailure && failure.kind === "broken") return t.shell.notAsked;
  if (status === undefined) return undefined;
  const isShort = status.space.state !== "enough";
  const troubles = status.troubled.length + status.failingDuties.filter(isLasting).length + Number(isShort);
  const needs = troubles + status.keysToConfirm.length;
  return needs === 0 ? undefined : t.shell.notWell(needs);
}

/** Whether the service can't be reached; everything on the page is asked for again as soon as it can. */
function useLostConnection(failure: Error | null): boolean {
  const client = useQueryClient();
  const { online } = useNetwork();
  const isLost = !online || (failure instanceof ApiFailure && failure.kind === "offline");
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && !isLost) void client.invalidateQueries();
    wasLost.current = isLost;
  }, [client, isLost]);
  return isLost;
}
