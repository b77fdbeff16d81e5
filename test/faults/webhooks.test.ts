import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { startWorkerd, type RunningWorkerd } from "../../scripts/start-workerd.ts";
import { readObjects } from "../../scripts/workerd-config.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";

const VARIABLES = { ...DEVELOPMENT_VARIABLES, SHARDS: "2" };

let service: RunningWorkerd;
const receivers: Receiver[] = [];

beforeAll(async () => {
  service = await startWorkerd({ config: "wrangler.toml", objects: await readObjects(), variables: VARIABLES });
});
afterAll(() => service.stop());
afterEach(async () => {
  for (const { id } of await list("/v1/webhooks")) await ask("DELETE", `/v1/webhooks/${id}`);
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const issued = await fetch(`${service.origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "ada", roles: ["admin"] }),
  });
  const { token } = (await issued.json()) as { token: string };
  return fetch(`${service.origin}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function list(path: string): Promise<readonly { id: string; state?: string; lastAnswer?: string }[]> {
  const { items } = (await (await ask("GET", path)).json()) as { items: { id: string }[] };
  return items;
}

async function open(kinds?: readonly string[]): Promise<Receiver & { readonly id: string }> {
  const receiver = await openReceiver();
  receivers.push(receiver);
  const { id } = (await (await ask("POST", "/v1/webhooks", { url: receiver.url, kinds })).json()) as { id: string };
  return { ...receiver, id };
}

const say = (path: "stop" | "resume") => ask("POST", `/v1/${path}`, { reason: "why" });
const test = (id: string) => ask("POST", `/v1/webhooks/${id}:test`);

describe("receivers on their own machines", () => {
  it("are told of a stop while another one takes its notice and never answers", async () => {
    const [slow, quick] = [await open(), await open()];
    await test(slow.id);
    const hanging = await slow.next();
    let hasGivenUp = false;
    const givenUp = hanging.closed.then(() => (hasGivenUp = true));
    await say("stop");
    const told = await quick.next();
    told.answer(204);
    expect([told.kind, hasGivenUp]).toEqual(["everything.stopped", false]);
    // The service waits no longer than it promises; the lane has a notice more, and sends it though the address rests.
    await givenUp;
    const urgent = await slow.next();
    expect(urgent.kind).toBe("everything.stopped");
    urgent.answer(204);
    const again = await slow.next();
    expect([again.kind, again.delivery]).toEqual(["webhook.test", hanging.delivery]);
    again.answer(204);
    await say("resume");
    for (const receiver of [slow, quick]) (await receiver.next()).answer(204);
  });

  it("get one notice at a time, in the order in which things happened", async () => {
    const receiver = await open();
    await say("stop");
    const first = await receiver.next();
    await say("resume");
    await say("stop");
    await say("resume");
    expect(receiver.isIdle()).toBe(true);
    const kinds = [first.kind];
    first.answer(200);
    for (let turn = 0; turn < 3; turn++) {
      const received = await receiver.next();
      kinds.push(received.kind);
      received.answer(200);
    }
    expect(kinds).toEqual(["everything.stopped", "everything.resumed", "everything.stopped", "everything.resumed"]);
  });

  it("are told again after the service was killed in the middle of telling", async () => {
    const receiver = await open();
    await say("stop");
    const cut = await receiver.next();
    service = await service.crash();
    await cut.closed;
    const again = await receiver.next();
    expect([again.delivery, again.body.id]).toEqual([cut.delivery, cut.body.id]);
    again.answer(204);
    await say("resume");
    (await receiver.next()).answer(204);
  });
});

describe("a receiver in a private network", () => {
  it("is called no more once PRIVATE_WEBHOOKS=off, though it was registered before", async () => {
    const receiver = await open();
    service = await service.crash({ variables: { ...VARIABLES, PRIVATE_WEBHOOKS: "off" } });
    expect((await ask("POST", "/v1/webhooks", { url: receiver.url })).status).toBe(422);
    await test(receiver.id);
    const [delivery] = await list(`/v1/webhook-deliveries?webhook=${receiver.id}`);
    expect(receiver.isIdle()).toBe(true);
    expect(delivery).toMatchObject({ state: "waiting", lastAnswer: "private address" });
  });
});
