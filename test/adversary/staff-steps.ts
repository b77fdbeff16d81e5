/** The steps of those who run campaigns, as calls with what follows from them. */
import { z } from "zod";
import type { Role } from "../../src/contract/role.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { readBefore } from "../worker/read-before.ts";
import type { Reply, Service } from "./service.ts";
import type { Call, CampaignKey, LiveState, Started, World } from "./world.ts";

const STAFF = { marketer: "mara", approver: "pavel", admin: "root" } as const satisfies Partial<Record<Role, string>>;

export interface Step {
  readonly sentence: string;
  readonly role: keyof typeof STAFF;
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body: unknown;
  /** Where it takes more than one call. */
  readonly send?: (world: World, service: Service) => Promise<Reply>;
  /** What people are shown from then on, if it is done. */
  done(world: World, service: Service): void | Promise<void>;
}

/** A step as a call. Whatever is refused changes nothing; whatever is done is done for everybody. */
export function callFor(
  world: World,
  service: Service,
  { sentence, role, method, path, body, send, done }: Step,
): Call {
  return {
    people: world.people,
    sentence,
    async send() {
      if (send !== undefined) return send(world, service);
      const headers = {
        ...(await service.asStaff(world, STAFF[role], role)),
        ...(method === "PUT" && { "If-Match": "*" }),
      };
      const said = await readBefore(
        path,
        body,
        async (read) => (await service.call(world, "GET", read, { headers })).text,
      );
      return service.call(world, method, path, { headers, body: JSON.stringify(said) });
    },
    account: (reply) => follow(world, service, reply, done),
  };
}

async function follow(world: World, service: Service, reply: Reply, done: Step["done"]): Promise<void> {
  if (reply.status >= 300) {
    world.story.add(`(Refused: ${reply.status}.)`);
    return;
  }
  service.noteChange();
  await done(world, service);
  await service.learnRuleset(world);
}

const because = { reason: "as the adversary likes it" };

export type Content = Pick<Campaign, "delivery" | "requests" | "priority"> & { readonly include: string };

export function edit({ drafts }: World, key: CampaignKey, { include, ...content }: Content): Step {
  const draft = drafts.get(key);
  if (draft === undefined) throw new Error(`There is no ${key}`);
  const audience = { ...draft.audience, include: [include] };
  // Nobody could ever see one that is for those who ask and takes no requests.
  const requests = content.requests || content.delivery === "opt-in";
  const body: Campaign = { ...draft, ...content, requests, audience };
  return {
    sentence: `Mara edits ${key}: ${describe(body)}.`,
    role: "marketer",
    method: "PUT",
    path: `/v1/campaigns/${key}`,
    body,
    done: (world) => void world.drafts.set(key, body),
  };
}

const describe = ({ delivery, requests, priority, audience }: Campaign): string =>
  `${delivery}, for ${audience.include.join()}, priority ${priority}, ${requests ? "may" : "may not"} be asked for`;

const STEP_STATES: Readonly<Record<"hold" | "resume" | "stop", LiveState>> = {
  hold: "holding",
  resume: "running",
  stop: "stopped",
};

export type CampaignStep = "submit" | "approve" | "start" | keyof typeof STEP_STATES;

export function step(key: CampaignKey, name: CampaignStep): Step {
  const role = name === "approve" ? "approver" : "marketer";
  return {
    sentence: `${role === "approver" ? "Pavel" : "Mara"} takes the step “${name}” on ${key}.`,
    role,
    method: "POST",
    path: `/v1/campaigns/${key}:${name}`,
    body: because,
    done(world) {
      if (name === "start") start(world, key);
      else if (name !== "submit" && name !== "approve") world.setStarted(key, { state: STEP_STATES[name] });
    },
  };
}

function start(world: World, key: CampaignKey): void {
  const content = world.drafts.get(key);
  const starts = (world.started.get(key)?.starts ?? 0) + 1;
  if (content !== undefined) world.setStarted(key, { content, state: "running", starts });
}

/** Who wants policy changed, and who carries it. One alone may only tighten. */
export type Carriers = "two" | "one";

/** A step of policy by people: what is carried is in force at once. */
function changePolicy(
  kind: "theme" | "category",
  body: { readonly key: string; readonly category?: string; readonly sensitive?: boolean },
  what: string,
  carriers: Carriers,
): Step {
  const [proposer, role] = carriers === "two" ? (["Mara", "marketer"] as const) : (["Pavel", "approver"] as const);
  return {
    sentence: `${proposer} proposes to ${what}, and Pavel carries it.`,
    role: "approver",
    method: "POST",
    path: "/v1/policy/proposals",
    body,
    async send(world, service) {
      const carrier = await service.asStaff(world, STAFF.approver, "approver");
      const before = rowsSchema.parse(await Promise.all(["theme", "category"].map((each) => readRows(service, each))));
      const stored = await service.catalog.readDefinition(kind, body.key);
      const change = { kind, key: body.key, body, baseRevision: stored?.revision ?? 0 };
      const proposed = await service.call(world, "POST", "/v1/policy/proposals", {
        headers: await service.asStaff(world, STAFF[role], role),
        body: JSON.stringify({ changes: [change], reason: because.reason }),
      });
      if (proposed.status >= 300) return proposed;
      const { id, effect } = proposalSchema.parse(JSON.parse(proposed.text));
      const carried = await service.call(world, "POST", `/v1/policy/proposals/${id}:carry`, {
        headers: carrier,
        body: JSON.stringify({ effect }),
      });
      const isMine = carriers === "one" && carried.status < 300;
      if (isMine && !doesTighten(kind, body, before)) world.diverge(`one person alone has managed to ${what} (10)`);
      return carried;
    },
    /** What policy does not let come unasked any more is halted. */
    async done(world, service) {
      for (const [key, now] of world.started) {
        const state = await readState(service, key);
        if (state !== now.state && state !== "halted")
          world.diverge(`${key} was ${now.state}, and policy makes it ${state}`);
        world.setStarted(key, { state });
      }
    },
  };
}

const proposalSchema = z.object({ id: z.number(), effect: z.string() });
const rowsSchema = z.tuple([
  z.array(z.object({ key: z.string(), category: z.string() })),
  z.array(z.object({ key: z.string(), sensitive: z.boolean() })),
]);

async function readRows(service: Service, kind: string): Promise<readonly unknown[]> {
  const rows = await service.catalog.listDefinitions(kind === "theme" ? "theme" : "category");
  return rows.map(({ body }) => body);
}

/** By the adversary's own lights: only what then needs asking, and did not before. */
function doesTighten(
  kind: "theme" | "category",
  body: object,
  [themes, categories]: z.infer<typeof rowsSchema>,
): boolean {
  const isSensitive = (category: unknown) => categories.find(({ key }) => key === category)?.sensitive === true;
  if (kind === "category") return Reflect.get(body, "sensitive") === true;
  const from = themes.find(({ key }) => key === Reflect.get(body, "key"))?.category;
  return !isSensitive(from) && isSensitive(Reflect.get(body, "category"));
}

export function moveTheme(key: string, category: string, carriers: Carriers = "two"): Step {
  const theme = bundledDefinitions.themes.find((candidate) => candidate.key === key);
  return changePolicy("theme", { ...theme, key, category }, `move the theme ${key} to ${category}`, carriers);
}

export function markCategory(key: string, sensitive: boolean, carriers: Carriers = "two"): Step {
  const category = bundledDefinitions.categories.find((candidate) => candidate.key === key);
  const what = `mark the category ${key} as ${sensitive ? "" : "not "}sensitive`;
  return changePolicy("category", { ...category, key, sensitive }, what, carriers);
}

export function stopEverything(): Step {
  return {
    sentence: "Mara stops everything.",
    role: "marketer",
    method: "POST",
    path: "/v1/stop",
    body: because,
    done: (world) => void (world.isStopped = true),
  };
}

/** Whatever was stopped goes on by a second person's word, and by nobody's alone. */
export function resumeEverything(): Step {
  return {
    sentence: "Pavel and then root let everything go on.",
    role: "approver",
    method: "POST",
    path: "/v1/resume",
    body: because,
    async send(world, service) {
      const say = async (role: "approver" | "admin") =>
        service.call(world, "POST", "/v1/resume", {
          headers: await service.asStaff(world, STAFF[role], role),
          body: JSON.stringify(because),
        });
      const first = await say("approver");
      if (first.status === 200 && world.isStopped) world.diverge("one person alone has let everything go on (10)");
      return first.status === 202 ? say("admin") : first;
    },
    done: (world) => void (world.isStopped = false),
  };
}

export function reviewTheme(key: string): Step {
  return {
    sentence: `Pavel reviews the theme ${key} after a halt.`,
    role: "approver",
    method: "POST",
    path: `/v1/themes/${key}:review`,
    body: because,
    done: () => undefined,
  };
}

const liveSchema = z.object({ lifecycle: z.object({ live: z.object({ state: z.string() }).optional() }).optional() });

export async function readState(service: Service, key: string): Promise<LiveState> {
  const stored = liveSchema.safeParse(await service.catalog.readDefinition("campaign", key));
  const state = stored.data?.lifecycle?.live?.state;
  return state === "running" || state === "holding" || state === "halted" ? state : "stopped";
}

const hasEnded = ({ state }: Started): boolean => state === "stopped" || state === "halted";

/** Content returns; what was halted or stopped is not revived (4). */
export function rollBack(world: World, version: number): Step {
  return {
    sentence: `Pavel rolls back to ruleset ${version}.`,
    role: "approver",
    method: "POST",
    path: `/v1/rulesets/${version}:rollback`,
    body: because,
    async done(_world, service) {
      const target = world.rulesets.get(version);
      for (const [key, now] of world.started) {
        const state = await readState(service, key);
        if (hasEnded(now) && (state === "running" || state === "holding")) {
          world.diverge(`${key} was ${now.state}, and the rollback revives it (4)`);
        }
        world.setStarted(key, { content: target?.get(key)?.content ?? now.content, state });
      }
    },
  };
}
