import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { createRoutes } from "./define-route.ts";
import { answerProblem } from "./problem.ts";
import { choiceRoutes } from "./routes/choices.ts";
import { developmentRoutes } from "./routes/development.ts";
import { healthRoutes } from "./routes/health.ts";
import { offRoutes } from "./routes/off.tsx";
import { trayRoutes } from "./routes/tray.ts";
import type { Services } from "./services.ts";

const MAXIMUM_BODY_BYTES = 64 * 1024;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The whole HTTP surface. Build it once: it holds the services and no request. */
export function createApp(services: Services) {
  const app = createRoutes();

  app.use(async function provideServices(c, next) {
    c.set("services", services);
    await next();
  });
  app.use(requestId());
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: "no-referrer",
    }),
  );
  app.use(
    bodyLimit({
      maxSize: MAXIMUM_BODY_BYTES,
      onError: (c) =>
        answerProblem(c, { type: "too-large", detail: `Bodies may have up to ${MAXIMUM_BODY_BYTES} bytes.` }),
    }),
  );

  for (const routes of [trayRoutes, choiceRoutes, offRoutes, healthRoutes, developmentRoutes]) app.route("/", routes);

  app.notFound((c) => {
    const allowed = METHODS.filter((method) =>
      app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method),
    );
    if (allowed.length === 0)
      return answerProblem(c, { type: "not-found", detail: "There is nothing at this address." });
    const detail = `Use ${allowed.join(" or ")} here.`;
    return answerProblem(c, { type: "method-not-allowed", detail }, { Allow: allowed.join(", ") });
  });

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return answerProblem(c, { type: "malformed-json", detail: "The body could not be read; send well-formed JSON." });
    }
    // The message may hold what a person sent; only the kind of error and the request's id are logged.
    console.error(JSON.stringify({ event: "unexpected-error", error: error.name, requestId: c.get("requestId") }));
    return answerProblem(c, { type: "internal", detail: "Try again; if it stays, tell us the requestId." });
  });

  return app;
}
