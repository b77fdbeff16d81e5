import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { TrieRouter } from "hono/router/trie-router";
import { getPath } from "hono/utils/url";
import { instantSchema } from "../contract/identifiers.ts";
import { inBoth, NOTHING_HERE } from "../contract/problem.ts";
import { createRoutes } from "./define-route.ts";
import { SECURITY_SCHEMES } from "./access/gate.ts";
import { reportUnexpected } from "./report-unexpected.ts";
import { Observer } from "./observe/observer.ts";
import { allowOtherOrigins, OFREP_PATHS, speakOfrep } from "./ofrep-answers.ts";
import { PAGE_PATHS } from "./page-paths.ts";
import { answerProblem } from "./problem.ts";
import { assetRoutes } from "./routes/assets.ts";
import { auditRoutes } from "./routes/audit.ts";
import { campaignRoutes } from "./routes/campaigns.ts";
import { changeRoutes } from "./routes/changes.ts";
import { choiceBatchRoutes } from "./routes/choice-batch.ts";
import { choiceRoutes } from "./routes/choices.ts";
import { definitionRoutes } from "./routes/definitions.ts";
import { consoleRoutes } from "./routes/console.ts";
import { demoRoutes } from "./routes/demo.tsx";
import { developmentRoutes } from "./routes/development.ts";
import { eventRoutes } from "./routes/events.ts";
import { giftRoutes } from "./routes/gifts.ts";
import { guardRoutes } from "./routes/guard.ts";
import { healthRoutes } from "./routes/health.ts";
import { liveContentRoutes } from "./routes/live-content.ts";
import { mePageRoutes } from "./routes/me-page.tsx";
import { meRoutes } from "./routes/me.ts";
import { messageRoutes } from "./routes/messages.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { offRoutes } from "./routes/off.tsx";
import { ofrepRoutes } from "./routes/ofrep.ts";
import { openapiRoutes } from "./routes/openapi.tsx";
import { personaRoutes } from "./routes/personas.ts";
import { policyRoutes } from "./routes/policy.ts";
import { repairRoutes } from "./routes/repairs.ts";
import { rulesetRoutes } from "./routes/rulesets.ts";
import { seasonRoutes } from "./routes/season.ts";
import { serviceKeyRoutes } from "./routes/service-keys.ts";
import { simulationRoutes } from "./routes/simulations.ts";
import { IMPORT_PATH, subscriberRoutes } from "./routes/subscribers.ts";
import { supportRoutes } from "./routes/support.ts";
import { trayBatchRoutes } from "./routes/tray-batch.ts";
import { trayRoutes } from "./routes/tray.ts";
import { wishRoutes } from "./routes/wishes.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { whoamiRoutes } from "./routes/whoami.ts";
import { watchShards } from "./shards/watch-shards.ts";
import { answerNobody, speakPages } from "./speak-pages.tsx";
import { identifyRequest, setStandardHeaders } from "./standard-headers.ts";
import { StaticPathRouter, toRoutedPath } from "./static-path-router.ts";
import type { AppEnv, OpenApiHead, Services } from "./services.ts";

const MAXIMUM_BODY_BYTES = 64 * 1024;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route there is; a test calls each of their gates, and the docs' table of roles is made from them. */
export const routeGroups = [
  trayRoutes,
  trayBatchRoutes,
  choiceRoutes,
  choiceBatchRoutes,
  meRoutes,
  mePageRoutes,
  wishRoutes,
  supportRoutes,
  changeRoutes,
  offRoutes,
  messageRoutes,
  giftRoutes,
  ofrepRoutes,
  eventRoutes,
  definitionRoutes,
  campaignRoutes,
  policyRoutes,
  seasonRoutes,
  liveContentRoutes,
  rulesetRoutes,
  repairRoutes,
  auditRoutes,
  simulationRoutes,
  personaRoutes,
  guardRoutes,
  webhookRoutes,
  whoamiRoutes,
  serviceKeyRoutes,
  subscriberRoutes,
  healthRoutes,
  metricsRoutes,
  openapiRoutes,
  assetRoutes,
  developmentRoutes,
  demoRoutes,
  consoleRoutes,
];

/** In development a request may say what time it is, to replay a season; in production the header means nothing. */
export const CLOCK_HEADER = "X-Garland-Now";

function withDevelopmentClock(c: Context<AppEnv>, services: Services): Services {
  const header = c.req.header(CLOCK_HEADER);
  const instant = header === undefined ? undefined : instantSchema.safeParse(header);
  return instant?.success === true ? { ...services, now: () => instant.data } : services;
}

/** The whole HTTP surface. Build it once: it holds the services and no request. */
export function createApp(environment: Services) {
  const services = { ...environment, shardOf: watchShards(environment) };
  const app = createRoutes({
    getPath: (request) => toRoutedPath(getPath(request)),
    router: new StaticPathRouter(new TrieRouter()),
  });

  const observer = new Observer(services.settings);
  const describe = (head: OpenApiHead) => app.getOpenAPI31Document(head);

  // One function for what every request needs: each link of the chain costs as much as a decision.
  app.use(async function frameRequest(c, next) {
    const startedAt = observer.start();
    c.set("observer", observer);
    c.set("services", services.settings.isProduction ? services : withDevelopmentClock(c, services));
    c.set("describe", describe);
    c.set("requestId", identifyRequest(c));
    await next();
    setStandardHeaders(c);
    observer.finish(c, startedAt);
  });
  app.use(OFREP_PATHS, allowOtherOrigins, speakOfrep);
  for (const path of PAGE_PATHS) app.use(path, speakPages);
  const limitBody = bodyLimit({
    maxSize: MAXIMUM_BODY_BYTES,
    onError: (c: Context<AppEnv>) =>
      answerProblem(c, {
        type: "too-large",
        ...inBoth({
          ru: `Тело запроса — не больше ${MAXIMUM_BODY_BYTES} байт.`,
          en: `Bodies may have up to ${MAXIMUM_BODY_BYTES} bytes.`,
        }),
      }),
  });
  app.use(async function admitRequest(c, next) {
    const refusal = await services.whyUnserved();
    if (refusal !== undefined) return answerProblem(c, refusal);
    return c.req.method === "GET" || c.req.path === IMPORT_PATH ? next() : limitBody(c, next);
  });

  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    app.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
  }
  for (const routes of routeGroups) app.route("/", routes);

  app.notFound((c) => {
    const allowed = METHODS.filter((method) =>
      app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method),
    );
    if (allowed.length === 0) {
      return answerNobody(c, answerProblem(c, NOTHING_HERE));
    }
    const words = { ru: `По этому адресу годится ${allowed.join(" или ")}.`, en: `Use ${allowed.join(" or ")} here.` };
    return answerProblem(c, { type: "method-not-allowed", ...inBoth(words) }, { Allow: allowed.join(", ") });
  });

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return answerProblem(c, {
        type: "malformed-json",
        ...inBoth({
          ru: "Тело запроса не прочитать. Пришлите правильный JSON.",
          en: "The body could not be read; send well-formed JSON.",
        }),
      });
    }
    if (error instanceof HTTPException && error.status === 415) {
      const words = {
        ru: "Такой тип тела здесь не принимается; какой нужен, сказано в /docs.",
        en: "The body has a media type that is not taken here; /docs says which is.",
      };
      return answerProblem(c, { type: "unsupported-media-type", ...inBoth(words) });
    }
    const failure = reportUnexpected(c, error, c.req.method !== "GET" && c.req.method !== "HEAD");
    return answerProblem(c, failure);
  });

  return app;
}
