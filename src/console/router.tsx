import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { FailureNote } from "./parts/failure-note.tsx";
import { NothingHere } from "./parts/nothing-here.tsx";
import { Shell } from "./shell/shell.tsx";
import { SeasonPage } from "./season/season-page.tsx";

const root = createRootRoute({ component: Shell });
const at = { getParentRoute: () => root } as const;

const season = createRoute({ ...at, path: "/", component: SeasonPage });
const campaigns = createRoute({
  ...at,
  path: "/campaigns",
  component: lazyRouteComponent(() => import("./campaign/campaigns-page.tsx"), "CampaignsPage"),
});
const campaign = createRoute({
  ...at,
  path: "/campaigns/$key",
  component: lazyRouteComponent(() => import("./campaign/campaign-page.tsx"), "CampaignPage"),
});
const audiences = createRoute({
  ...at,
  path: "/audiences",
  component: lazyRouteComponent(() => import("./audience/audiences-page.tsx"), "AudiencesPage"),
});
const audience = createRoute({
  ...at,
  path: "/audiences/$key",
  component: lazyRouteComponent(() => import("./audience/audience-page.tsx"), "AudiencePage"),
});
const live = createRoute({
  ...at,
  path: "/live",
  component: lazyRouteComponent(() => import("./live/live-page.tsx"), "LivePage"),
});
const lessons = createRoute({
  ...at,
  path: "/lessons",
  component: lazyRouteComponent(() => import("./lessons/lessons-page.tsx"), "LessonsPage"),
});
const lesson = createRoute({
  ...at,
  path: "/lessons/$key",
  component: lazyRouteComponent(() => import("./lessons/lesson-page.tsx"), "LessonPage"),
});
const policy = createRoute({
  ...at,
  path: "/policy",
  component: lazyRouteComponent(() => import("./policy/policy-page.tsx"), "PolicyPage"),
});
const people = createRoute({
  ...at,
  path: "/people",
  component: lazyRouteComponent(() => import("./people/people-page.tsx"), "PeoplePage"),
});
const person = createRoute({
  ...at,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("./people/person-page.tsx"), "PersonPage"),
});
const decorations = createRoute({
  ...at,
  path: "/decorations",
  component: lazyRouteComponent(() => import("./decoration/decorations-page.tsx"), "DecorationsPage"),
});
const rulesets = createRoute({
  ...at,
  path: "/rulesets",
  component: lazyRouteComponent(() => import("./records/rulesets-page.tsx"), "RulesetsPage"),
});
const audit = createRoute({
  ...at,
  path: "/audit",
  component: lazyRouteComponent(() => import("./records/audit-page.tsx"), "AuditPage"),
});
const questions = createRoute({
  ...at,
  path: "/questions",
  component: lazyRouteComponent(() => import("./records/questions-page.tsx"), "QuestionsPage"),
});
const health = createRoute({
  ...at,
  path: "/health",
  component: lazyRouteComponent(() => import("./health/health-page.tsx"), "HealthPage"),
});
const keys = createRoute({
  ...at,
  path: "/keys",
  component: lazyRouteComponent(() => import("./records/keys-page.tsx"), "KeysPage"),
});

const routeTree = root.addChildren([
  season,
  campaigns,
  campaign,
  audiences,
  audience,
  live,
  lessons,
  lesson,
  policy,
  people,
  person,
  decorations,
  rulesets,
  audit,
  questions,
  health,
  keys,
]);

export const router = createRouter({
  routeTree,
  basepath: "/console",
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <FailureNote error={error} onRetry={reset} />,
  defaultNotFoundComponent: NothingHere,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
