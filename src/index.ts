/** The composition root: the only file that joins everything. Request → authenticate → shard → decide → answer. */
import { createLinkTokens } from "./tokens/link-token.ts";
import { openEnvironment } from "./env.ts";
import { createApp } from "./http/app.ts";
import { createSubscriberVerifier } from "./http/access/authenticate.ts";
import { createStaffVerifier } from "./http/access/authenticate-staff.ts";

export { Catalog } from "./catalog/object.ts";
export { Events } from "./events/object.ts";
export { Guard } from "./guard/object.ts";
export { Shard } from "./shard/object.ts";

let app: ReturnType<typeof createApp> | undefined;

/** Built at the first request and kept: variables do not change while an isolate lives. */
function openApp(env: Env): ReturnType<typeof createApp> {
  const environment = openEnvironment(env);
  return createApp({
    ...environment,
    verifySubscriber: createSubscriberVerifier(environment.settings, environment.catalog),
    verifyStaff: createStaffVerifier(environment.settings, environment.catalog),
    linkTokens: createLinkTokens(environment.settings.linkKeys),
    now: () => Date.now(),
  });
}

export default {
  fetch(request, env, context) {
    app ??= openApp(env);
    return app.fetch(request, env, context);
  },
} satisfies ExportedHandler<Env>;
