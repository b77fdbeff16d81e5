import { z } from "zod";
import { NEW_YEAR } from "../support/fault-people.ts";
import { ask, asPerson, asStaff, read, type Promised, type Story, type World } from "./world.ts";

const reportSchema = z.object({ isLive: z.boolean() });

/** Whether everything is stopped, as far as anybody can know: `maybe` after an answer that did not come. */
export type StopState = "running" | "stopped" | "maybe";

/** One after another, by one client: a stop that was acknowledged holds until a resume is sent. */
export function openStops() {
  let state: StopState = "running";
  let stops = 0;

  const promised: Promised = {
    name: "stop of everything",
    async check(world) {
      const before = state;
      const { stopped } = read(await asStaff(world, "boss", "/v1/status"), z.object({ stopped: z.boolean() }));
      const trays = await Promise.all(
        [0, 1, 2, 3, 4, 5, 6, 7].map(async (index) => {
          const path = `/v1/tray?${new URLSearchParams({ platform: "ios", at: NEW_YEAR })}`;
          return read(await asPerson(world, `looker-${index}`, path), z.object({ decision: z.string() })).decision;
        }),
      );
      if (before !== state) return undefined;
      if (before === "stopped" && (!stopped || trays.includes("show"))) {
        return `it is acknowledged, but status says ${stopped}, and trays ${trays.join(", ")}`;
      }
      return before === "running" && stopped ? "everything is stopped, though the resume was acknowledged" : undefined;
    },
  };

  const story: Story = async (world) => {
    const before = state;
    const isStop = before !== "stopped";
    state = "maybe";
    const path = isStop ? "/v1/stop" : "/v1/resume";
    const { status, text } = await asStaff(world, "boss", path, { body: { reason: "to see it stop" } });
    if (status !== 200) return;
    const { isLive } = reportSchema.parse(JSON.parse(text));
    // A resume counts from its answer on; a stop if it is live.
    if (isStop && !isLive) return;
    state = isStop ? "stopped" : "running";
    // Stopping what was stopped already is told to nobody.
    if (isStop && before === "running") stops += 1;
    world.count(isStop ? "stops" : "resumes");
  };

  return { story, promised, countStops: () => stops };
}

const campaignSchema = z.object({
  lifecycle: z.object({ live: z.object({ state: z.string() }).optional() }).nullish(),
});

/** A campaign from its first draft to its stop. */
export const runCampaign: Story = async (world, promise) => {
  const key = `chaos-${world.draw()}`;
  const body = {
    key,
    label: { ru: key, en: key },
    decoration: "tree",
    audience: { include: ["everyone"], exclude: [] },
    delivery: "opt-in",
    requests: true,
    schedule: { kind: "yearly", zone: "own", firstDay: "--07-01", lastDay: "--07-02" },
    waves: [],
    priority: 1,
    holdoutPercent: 0,
    stages: [],
  };
  const path = `/v1/campaigns/${key}`;
  let states: readonly string[] | undefined = ["none"];
  const promised: Promised = {
    name: `campaign ${key}`,
    async check(now) {
      const before = states;
      const { lifecycle } = read(await asStaff(now, "anna", path), campaignSchema);
      const found = lifecycle?.live?.state ?? "none";
      if (before !== states || before === undefined || before.includes(found)) return undefined;
      return `it is ${found} instead of ${before.join(" or ")}`;
    },
  };
  const step = async (name: string, act: string) => {
    const { status } = await asStaff(world, name, `${path}:${act}`, { body: { reason: "to see it run" } });
    return status === 200;
  };
  const headers = { "If-None-Match": "*" };
  const { status } = await asStaff(world, "anna", path, { method: "PUT", body, headers });
  if (status !== 200 && status !== 201) return;
  promise(promised);
  if (!(await step("anna", "submit"))) return;
  states = undefined;
  if (!(await step("anna", "start"))) return;
  states = ["running"];
  world.count("starts");
  if (world.random.next() < 0.3) return;
  states = ["running", "stopped"];
  if (!(await step("ivan", "stop"))) return;
  states = ["stopped"];
  world.count("campaign stops");
};

const keySchema = z.object({ key: z.string(), prefix: z.string() });

/** A machine's key, made and taken back. */
export const changeKeys: Story = async (world, promise) => {
  const made = await asStaff(world, "anna", "/v1/service-keys", {
    body: { name: `chaos ${world.draw()}`, roles: ["viewer"] },
  });
  if (made.status !== 201) return;
  const { key, prefix } = keySchema.parse(JSON.parse(made.text));
  world.count("keys");
  let expected: number | undefined = 200;
  promise({
    name: `key ${prefix}`,
    async check(now) {
      const before = expected;
      const { status } = await ask(now, "/v1/status", { token: key });
      if (status !== 200 && status !== 401) throw new Error(`not answered: ${status}`);
      if (before === undefined || before !== expected || status === before) return undefined;
      return `it is answered ${status} instead of ${before}`;
    },
  });
  if (world.random.next() < 0.5) return;
  expected = undefined;
  const { status } = await asStaff(world, "anna", `/v1/service-keys/${prefix}`, { method: "DELETE" });
  if (status >= 300 || status === 0) return;
  expected = 401;
  world.count("revoked keys");
};

/** Has the receiver told of stops, and adds addresses now and then. */
export const addWebhook: Story = async (world, promise) => {
  const { status, text } = await asStaff(world, "anna", "/v1/webhooks", {
    body: { url: `${world.receiver}${world.draw()}`, kinds: ["guard.halted"] },
  });
  if (status !== 201) return;
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(text));
  world.count("webhooks");
  promise({
    name: `webhook ${id}`,
    async check(now) {
      const listed = read(await asStaff(now, "anna", "/v1/webhooks"), z.unknown());
      return JSON.stringify(listed).includes(id) ? undefined : "it is gone";
    },
  });
};

/** Until all are told; at the end. */
export async function subscribeToStops(world: World): Promise<void> {
  const body = { url: `${world.receiver}stops`, kinds: ["everything.stopped"] };
  const { status, text } = await asStaff(world, "anna", "/v1/webhooks", { body });
  if (status !== 201) throw new Error(`no webhook: ${status} ${text}`);
}
