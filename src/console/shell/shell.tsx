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
import { Link, Navigate, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { APPROVERS, READERS } from "../../contract/role.ts";
import { isLasting } from "../../domain/failing-duty.ts";
import { ApiFailure, writeToken } from "../api/client.ts";
import { statusQuery, whoamiQuery, type Status } from "../api/queries.ts";
import { nameOfActor } from "../parts/name-of-actor.ts";
import { formatMomentHere, useTexts } from "../texts/use-texts.tsx";
import { ForRoles } from "../parts/for-roles.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { LoginPanel } from "./login.tsx";
import { firstSection, listSections, sectionAt, SECTIONS } from "./sections.ts";

/** The frame around every page: sections, who I am, and what everybody must know now. */
export function Shell() {
  const { t, language, setLanguage } = useTexts();
  const [isMenuOpen, { toggle, close }] = useDisclosure();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: me, isPending: isAsking } = useQuery(whoamiQuery);
  const known = me === undefined ? SECTIONS : listSections(me.roles);
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
  const goTo = (address: "/" | "/campaigns" | "/audiences" | "/live") => {
    if (known.some(({ to }) => to === address)) void navigate({ to: address });
  };
  useHotkeys([
    ["/", () => document.querySelector<HTMLInputElement>("[data-search]")?.focus()],
    ["alt+1", () => goTo("/")],
    ["alt+2", () => goTo("/campaigns")],
    ["alt+3", () => goTo("/audiences")],
    ["alt+4", () => goTo("/live")],
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
          {(isAsking ? [] : known).map(({ to, name, icon }) => (
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
        <AllowedPage path={path} />
      </AppShell.Main>
      <LoginPanel />
    </AppShell>
  );
}

/** The page of an address; whose roles it is not for reads whose it is. The first page is everybody's own first one. */
function AllowedPage({ path }: { readonly path: string }) {
  const { t } = useTexts();
  const me = useQuery(whoamiQuery).data;
  const section = sectionAt(path);
  if (section === undefined || me === undefined || listSections(me.roles).includes(section)) return <Outlet />;
  if (path === "/") return <Navigate to={firstSection(me.roles)} replace />;
  return (
    <>
      <PageTitle title={t.shell[section.name]} />
      <ForRoles roles={section.roles}>{null}</ForRoles>
    </>
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
