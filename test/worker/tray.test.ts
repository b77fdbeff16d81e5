import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { problemSchema } from "../../src/contract/problem.ts";
import type { ShardRpc } from "../../src/contract/rpc/rpc.ts";
import type { TrayRequest } from "../../src/contract/rpc/rpc-tray.ts";
import { traySchema } from "../../src/contract/tray.ts";
import type { ChoiceValue, Scope } from "../../src/domain/decision/choice.ts";
import { CLOCK_HEADER } from "../../src/http/app.ts";
import { call, expectProblem, importPeople, openPhone, shardFor, tokenFor, useGarland } from "./client.ts";
import { shardOf } from "./guarded-campaign.ts";
import { openAppWith } from "./open-app.ts";
import { trayTextOf } from "./tray-text.ts";
import { installIn } from "./install-in.ts";

useGarland("2024-12-01T00:00:00Z");

const NEW_YEAR = "2024-12-31T12:00:00+03:00";
const consumer = { region: "RU-MOW", lineType: "consumer" };

async function fetchTray(token: string, now: string | number, headers: Record<string, string> = {}): Promise<Response> {
  return call("/v1/tray?platform=ios", {
    headers: { Authorization: `Bearer ${token}`, [CLOCK_HEADER]: new Date(now).toISOString(), ...headers },
  });
}

describe("a tray", () => {
  it.each([
    ["the tag itself", (tag: string) => tag],
    ["the tag as a compressing proxy hands it on", (tag: string) => `W/${tag}`],
    ["a list with the tag in it", (tag: string) => `"other", W/${tag}`],
    ["a star", () => "*"],
  ])("is not sent again to a phone that has %s", async (_what, toHeader) => {
    const token = await tokenFor("anna");
    const first = await fetchTray(token, NEW_YEAR);
    const tag = first.headers.get("ETag") ?? "";
    const again = await fetchTray(token, NEW_YEAR, { "If-None-Match": toHeader(tag) });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
  });

  it("is not sent again to a phone that asks when it is meant to, as long as nothing changes", async () => {
    await importPeople([{ subscriberId: "anna", profile: consumer }]);
    const token = await tokenFor("anna");
    let at = Date.parse("2024-12-22T12:00:00+03:00");
    // The first answer leads the phone to its own moment; from then on it is always the same.
    for (let question = 0; question < 2; question++) {
      at += traySchema.parse(await (await fetchTray(token, at)).json()).refresh.afterSeconds * 1000;
    }
    const tray = await fetchTray(token, at);
    const { refresh } = traySchema.parse(await tray.json());
    for (let question = 0; question < 4; question++) {
      at += (refresh.afterSeconds + refresh.jitterSeconds) * 1000;
      const next = await fetchTray(token, at, { "If-None-Match": tray.headers.get("ETag") ?? "" });
      expect(next.status).toBe(304);
    }
  });

  it("names its schema, and is private", async () => {
    const response = await fetchTray(await tokenFor("anna"), NEW_YEAR);
    expect(response.headers.get("Link")).toBe('</schemas/tray.v1.json>; rel="describedby"');
    expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
  });

  it("says what can be switched off, the narrowest first, and what to write on each button", async () => {
    const phone = await openPhone("anna", { platform: "ios" });
    await phone.choose("theme:hearts", "in", "2025-02-10T12:00:00+03:00");
    const { off } = await phone.trayAt("2025-02-14T12:00:00+03:00");
    expect(off.scopes).toEqual(["theme:hearts", "category:romance", "all"]);
    expect(Object.keys(off.labels)).toEqual(off.scopes);
    expect(off.labels["category:romance"]).toEqual({ ru: "Романтика", en: "Romance" });
  });
});

type Step =
  | { readonly kind: "choose"; readonly scope: Scope; readonly value: ChoiceValue }
  | { readonly kind: "retract" | "publish" | "publish-late" | "import" | "delete" | "erase" | "ask" };

describe("the epoch of a person's trays", () => {
  const steps = fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({
      kind: fc.constant("choose"),
      scope: fc.constantFrom<Scope>("all", "theme:tree", "theme:hearts", "category:festive", "gifts"),
      value: fc.constantFrom("in", "out"),
    }),
    fc.record({
      kind: fc.constantFrom("retract", "publish", "publish-late", "import", "delete", "erase", "ask"),
    }),
  );

  /** Does one thing that happens to people; answers whether the epoch has to rise by it. */
  async function happen(step: Step, shard: ShardRpc, request: TrayRequest): Promise<boolean> {
    const { subscriberId } = request;
    const history = await shard.history(subscriberId);
    switch (step.kind) {
      case "choose":
        await shard.choose({ ...request, scope: step.scope, value: step.value, channel: "app", actor: "self" });
        return (await shard.history(subscriberId)).length > history.length;
      case "retract": {
        const last = history.at(-1);
        const act = { ...request, choiceId: last?.id ?? 0, channel: "app", actor: "self" } as const;
        const done = await shard.retract(act);
        return done.ok && done.value.isNew;
      }
      case "publish":
      case "publish-late": {
        const version = (await shard.status()).rulesetVersion ?? 0;
        const ruleset = JSON.parse((await env.CATALOG.getByName("catalog").readRuleset(1)) ?? "");
        await installIn(
          shard,
          JSON.stringify({ ...ruleset, version: step.kind === "publish" ? version + 1 : version - 1 }),
        );
        return step.kind === "publish";
      }
      case "import":
        await shard.importProfiles([{ subscriberId, profile: consumer }]);
        return false;
      case "delete":
      case "erase":
        await shard.applyPopulation([{ kind: step.kind, subscriberId }], 0);
        return false;
      case "ask":
        return false;
    }
  }

  async function epochOf(shard: ShardRpc, request: TrayRequest): Promise<number> {
    return traySchema.parse(JSON.parse(trayTextOf(await shard.tray(request)))).epoch;
  }

  it("never falls, whatever happens, and rises with every choice and every ruleset", async () => {
    let people = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 15 }), async (story) => {
        const subscriberId = `s-${people++}`;
        // The generated type of the stub nests too deeply for the compiler.
        const shard = shardOf(subscriberId);
        const request = {
          subscriberId,
          device: { platform: "ios" },
          at: Date.parse(NEW_YEAR),
          origin: "https://x.test",
        };
        let last = await epochOf(shard, request);
        for (const step of story) {
          const mustRise = await happen(step, shard, request);
          const epoch = await epochOf(shard, request);
          expect(epoch).toBeGreaterThanOrEqual(mustRise ? last + 1 : last);
          last = epoch;
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe("a phone with several lines", () => {
  const answersSchema = z.strictObject({
    lines: z.array(
      z.union([
        z.strictObject({ status: z.literal(200), tray: traySchema }),
        z.strictObject({ status: z.int(), problem: problemSchema }),
      ]),
    ),
  });

  const ask = (body: unknown): Promise<Response> =>
    call("/v1/tray:batch", {
      method: "POST",
      headers: { "Content-Type": "application/json", [CLOCK_HEADER]: NEW_YEAR },
      body: JSON.stringify(body),
    });

  it("gets for each line what that line would get by itself, in the order of the lines", async () => {
    await importPeople([{ subscriberId: "anna", profile: consumer }]);
    const [anna, boris] = [await tokenFor("anna"), await tokenFor("boris")];
    const alone = async (token: string) => traySchema.parse(await (await fetchTray(token, NEW_YEAR)).json());
    const [forAnna, forBoris] = [await alone(anna), await alone(boris)];
    expect(forAnna).not.toEqual(forBoris);
    const tokens = [boris, anna, anna, boris];
    const response = await ask({ lines: tokens.map((token) => ({ token, platform: "ios" })) });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    const { lines } = answersSchema.parse(await response.json());
    expect(lines).toEqual([forBoris, forAnna, forAnna, forBoris].map((tray) => ({ status: 200, tray })));
  });

  it("gets an answer for the good line when the other's token is bad, and the token is not repeated", async () => {
    const response = await ask({ lines: [{ token: "s3cr3t.s3cr3t.s3cr3t" }, { token: await tokenFor("anna") }] });
    const text = await response.text();
    expect(text).not.toContain("s3cr3t");
    const { lines } = answersSchema.parse(JSON.parse(text));
    expect(lines[0]).toMatchObject({ status: 401, problem: { type: "/problems/unauthenticated", status: 401 } });
    expect(lines[1]).toMatchObject({ status: 200, tray: { v: 1 } });
  });

  it("may speak of each line's own facts", async () => {
    await importPeople([{ subscriberId: "anna", profile: consumer }]);
    const token = await tokenFor("anna");
    const response = await call("/v1/tray:batch", {
      method: "POST",
      headers: { "Content-Type": "application/json", [CLOCK_HEADER]: "2024-12-22T12:00:00+03:00" },
      body: JSON.stringify({
        lines: [
          { token, platform: "android" },
          { token, platform: "ios" },
        ],
      }),
    });
    const { lines } = answersSchema.parse(await response.json());
    expect(lines).toMatchObject([{ tray: { decision: "none" } }, { tray: { decision: "show" } }]);
  });

  it.each([
    ["no line", { lines: [] }],
    ["five lines", { lines: Array.from({ length: 5 }, () => ({ token: "t" })) }],
    ["no list at all", {}],
    ["a member beside the list that does not exist", { lines: [{ token: "t" }], simSlots: 2 }],
  ])("is told what is wrong with %s", async (_what, body) => {
    await expectProblem(await ask(body), "invalid-request", 400);
  });

  it("is told line by line what is wrong with a line, and the others are answered", async () => {
    const token = await tokenFor("anna");
    const response = await ask({ lines: [{}, { token: 7 }, null, { token, platform: "iPadOS", simSlot: 1 }] });
    expect(response.status).toBe(200);
    const { lines } = answersSchema.parse(await response.json());
    expect(lines).toMatchObject([
      { status: 400, problem: { type: "/problems/invalid-request", issues: [{ path: "$.lines.0.token" }] } },
      { status: 400, problem: { type: "/problems/invalid-request", issues: [{ path: "$.lines.1.token" }] } },
      { status: 400, problem: { type: "/problems/invalid-request", issues: [{ path: "$.lines.2" }] } },
      { status: 200, tray: { v: 1 } },
    ]);
    expect((await shardFor("anna").exportPerson("anna")).device).toEqual({ platform: "ios" });
  });

  it("is told line by line when the first ruleset is still on its way", async () => {
    // Another count of shards: new objects, without a ruleset.
    const { app } = openAppWith({ SHARDS: "3" });
    const context = createExecutionContext();
    const token = await tokenFor("anna");
    const init = { method: "POST", headers: { "Content-Type": "application/json" } };
    const body = JSON.stringify({ lines: [{ token }, { token: "bad" }] });
    const response = await app.request("/v1/tray:batch", { ...init, body }, {}, context);
    await waitOnExecutionContext(context);
    const { lines } = answersSchema.parse(await response.json());
    expect(lines).toMatchObject([{ status: 503 }, { status: 401 }]);
  });
});
