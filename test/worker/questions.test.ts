import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openQuestions } from "../../src/catalog/questions.ts";
import type { AskedQuestion } from "../../src/contract/question.ts";
import type { Role } from "../../src/contract/role.ts";
import type { SimulationReport } from "../../src/contract/simulation.ts";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { call, expectProblem, shardFor, useGarland } from "./client.ts";

const TODAY = "2026-12-01T09:00:00Z";
const AT = Date.parse(TODAY);
const DAY_MS = 86_400_000;
useGarland(TODAY);

/** Tokens are made by the same clock by which something is asked. */
function openDesk(name: string, ...roles: readonly Role[]) {
  const send = (method: string, path: string, now: number, body?: unknown, token?: string) =>
    call(path, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        "Content-Type": "application/json",
        "X-Garland-Now": new Date(now).toISOString(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return async (method: string, path: string, body?: unknown, now = AT) => {
    const made = await send("POST", "/dev/staff-tokens", now, { name, roles });
    const { token } = await made.json<{ token: string }>();
    return send(method, path, now, body, token);
  };
}

type Ask = (questions: ReturnType<typeof openQuestions>) => void;

/** Works with the questions that a catalog keeps; key k1 is of Anna, and made k2. */
async function withQuestions(work: Ask): Promise<void> {
  const makers = new Map([
    ["service:k1", "person:anna"],
    ["service:k2", "service:k1"],
  ]);
  await runInDurableObject(env.CATALOG.getByName("questions alone"), (_, { storage }) =>
    work(openQuestions(storage, (machine) => makers.get(machine))),
  );
}

const asking = (text: string, actor = "person:anna", now = AT) =>
  ({ kind: "rehearsal", text, request: `{"text":"${text}"}`, actor, now }) as const;

describe("what one human may ask in a day", () => {
  it("counts on where an earlier release kept it under another spelling of the name", async () => {
    await withQuestions((questions) => {
      for (let question = 0; question < 300; question++) questions.admit(asking(`number ${question}`));
    });
    await runInDurableObject(
      env.CATALOG.getByName("questions alone"),
      (_, { storage }) => void storage.sql.exec("UPDATE questions SET human = 'person:an.na'"),
    );
    await withQuestions((questions) => {
      expect(questions.admit(asking("one more")).ok).toBe(false);
      expect(questions.admit(asking("number 7"))).toMatchObject({ ok: true });
    });
  });

  it("is 300 different rehearsals, whatever keys and spellings of the name they use, and the same ones for nothing", async () => {
    await withQuestions((questions) => {
      const actors = ["person:anna", "service:k1", "service:k2", "person:Anna", "person:аnna"];
      for (let question = 0; question < 300; question++) {
        const admitted = questions.admit(asking(`number ${question}`, actors[question % actors.length]));
        expect(admitted).toMatchObject({ ok: true, value: { left: 299 - question } });
      }
      expect(questions.admit(asking("number 7"))).toMatchObject({ ok: true, value: { left: 0 } });
      for (const actor of actors) {
        expect(questions.admit(asking("one more", actor))).toMatchObject({
          ok: false,
          error: { type: "too-many-requests", retryAt: Date.parse("2026-12-02T00:00:00Z") },
        });
      }
      expect(questions.admit(asking("one more", "person:boris"))).toMatchObject({ ok: true, value: { left: 299 } });
      expect(questions.admit(asking("one more", "person:anna", AT + DAY_MS))).toMatchObject({ ok: true });
    });
  });

  it("counts rehearsals and audiences apart", async () => {
    await withQuestions((questions) => {
      expect(questions.admit(asking("it"))).toMatchObject({ value: { left: 299 } });
      expect(questions.admit({ ...asking("it"), kind: "count" })).toMatchObject({ value: { left: 999 } });
    });
  });

  it("is named by the question and its day alone: the same for whoever asks", async () => {
    await withQuestions((questions) => {
      const nameOf = (...asked: Parameters<typeof asking>) => {
        const admitted = questions.admit(asking(...asked));
        return admitted.ok ? admitted.value.name : undefined;
      };
      expect(nameOf("it", "person:boris")).toBe(nameOf("it", "person:anna", AT + 1_000));
      expect(nameOf("it", "person:anna", AT + DAY_MS)).not.toBe(nameOf("it"));
      expect(nameOf("another")).not.toBe(nameOf("it"));
    });
  });

  it("is answered once: the first answer stays for the day, and goes with it", async () => {
    await withQuestions((questions) => {
      const named = (now: number) => {
        const admitted = questions.admit(asking("it", "person:anna", now));
        if (!admitted.ok) throw new Error(admitted.error.detail);
        return admitted.value.name;
      };
      expect(questions.recall(named(AT))).toBeUndefined();
      expect(questions.keep(named(AT), "first")).toBe("first");
      expect(questions.keep(named(AT), "second")).toBe("first");
      expect(questions.keep(named(AT + DAY_MS), "next day")).toBe("next day");
      // A rehearsal that was asked for before midnight, and ends after it.
      expect(questions.keep(named(AT), "late")).toBe("late");
      expect(questions.recall(named(AT + DAY_MS))).toBe("next day");
    });
  });

  it("is on record for 90 days", async () => {
    await withQuestions((questions) => {
      questions.admit(asking("old", "person:anna", AT - 91 * DAY_MS));
      questions.admit(asking("kept", "person:anna", AT - 90 * DAY_MS));
      questions.admit(asking("new"));
      expect(questions.list({ limit: 10 }).map(({ request }) => request)).toEqual([
        '{"text":"new"}',
        '{"text":"kept"}',
      ]);
      const [first] = questions.list({ limit: 1 });
      expect(questions.list({ limit: 10, before: first?.id }).map(({ request }) => request)).toEqual([
        '{"text":"kept"}',
      ]);
    });
  });
});

describe("what one agent may do in an hour", () => {
  it("is to look up 60 numbers, to look 120 times, and to make 30 links, whatever keys they use", async () => {
    await withQuestions((questions) => {
      for (const [kind, most] of [
        ["look-up", 60],
        ["look", 120],
        ["link", 30],
      ] as const) {
        const take = (actor: string, now = AT) => questions.takeDeskAct({ kind, actor, now });
        for (let call = 0; call < most; call++) {
          expect(take(call % 2 === 0 ? "person:anna" : "service:k2")).toMatchObject({ ok: true });
        }
        const refused = { type: "too-many-requests", retryAt: Date.parse("2026-12-01T10:00:00Z") };
        expect(take("service:k1", AT + 60_000)).toMatchObject({ ok: false, error: refused });
        expect(take("person:boris")).toMatchObject({ ok: true });
        expect(take("person:anna", AT + 3_600_000)).toMatchObject({ ok: true });
      }
    });
  });

  it("leaves a record of numbers that nobody had, without the numbers", async () => {
    await withQuestions((questions) => {
      questions.noteNotFound({ actor: "person:anna", now: AT });
      questions.noteNotFound({ actor: "person:anna", now: AT });
      const found = { kind: "number-not-found", actor: "person:anna", request: "" };
      expect(questions.list({ limit: 10 })).toMatchObject([found, found]);
    });
  });
});

interface Checked {
  readonly issues: readonly unknown[];
  readonly findings: readonly { readonly code: string; readonly message: { readonly en: string } }[];
}

describe("questions over HTTP", () => {
  const season = { at: "2027-03-06T12:00:00+03:00" };

  it("tell how many are left, and the same answer all day whatever people say meanwhile", async () => {
    const anna = openDesk("anna", "viewer");
    const ask = async (body: object, now = AT) => {
      const response = await anna("POST", "/v1/simulations", body, now);
      expect(response.status).toBe(200);
      return response.json<SimulationReport>();
    };
    const first = await ask(season);
    expect(first).toMatchObject({ left: 299, countedAt: "2026-12-01T09:00:00.000Z" });
    const word = { subscriberId: "vera", scope: "all", value: "out", channel: "app", actor: "self" } as const;
    await shardFor("vera").choose({ ...word, device: {}, origin: "https://garland.test", at: AT });
    expect(await ask(season, AT + 3_600_000)).toEqual(first);
    expect(await ask({ ...season, by: [] })).toMatchObject({ left: 298 });
    expect(await ask(season, AT + DAY_MS)).toMatchObject({ left: 299, countedAt: "2026-12-02T09:00:00.000Z" });
    const counted = await anna("POST", "/v1/audiences:count", { condition: { platform: "ios" } });
    expect(await counted.json()).toMatchObject({ left: 999 });
  });

  it("count what a check of a draft says of people, too: beyond the budget it is checked without them", async () => {
    const anna = openDesk("anna", "viewer");
    const [campaign] = bundledDefinitions.campaigns;
    const check = async (more: object) => {
      const response = await anna("POST", "/v1/campaigns:check", { ...campaign, ...more });
      expect(response.status).toBe(200);
      const { issues, findings } = await response.json<Checked>();
      expect(issues).toEqual([]);
      return findings;
    };
    const left = async () => {
      const counted = await anna("POST", "/v1/audiences:count", { condition: { platform: "ios" } });
      return (await counted.json<{ left: number }>()).left;
    };
    expect(await left()).toBe(999);
    await check({});
    await check({ priority: 7 });
    expect(await left()).toBe(998);
    await check({ audience: { include: ["everyone"], exclude: ["android"] } });
    expect(await left()).toBe(997);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      const { admit } = openQuestions(storage, () => undefined);
      for (let index = 0; index < 997; index++) {
        expect(admit({ ...asking(`${index}`), kind: "count" }).ok).toBe(true);
      }
    });
    expect(await check({})).not.toContainEqual(expect.objectContaining({ code: "not-counted" }));
    const uncounted = await check({ audience: { include: ["everyone"], exclude: ["ios"] } });
    expect(uncounted.find(({ code }) => code === "not-counted")?.message.en).toContain("after midnight UTC");
  });

  it("are refused before anything is made of them once none is left, unless they were asked in these very words", async () => {
    const anna = openDesk("anna", "viewer");
    const ask = (body: object) => anna("POST", "/v1/simulations", body);
    const nonsense = { ...season, drafts: [{ kind: "campaign", key: "nope" }] };
    // Longer than what is kept as it was asked.
    const years = Array.from({ length: 450 }, (_, index) => 1_900 + (index % 120));
    const segments = Array.from({ length: 18 }, (_, index) => ({
      ...bundledDefinitions.segments[0],
      key: `long-${index}`,
      condition: { birthYear: { $in: years } },
      examples: [],
    }));
    const long = { ...season, by: ["platform"], definitions: { segments } };
    expect(JSON.stringify(long).length).toBeGreaterThan(32_768);
    const answers: SimulationReport[] = [];
    for (const body of [season, long]) {
      const first = await ask(body);
      expect(first.status).toBe(200);
      answers.push(await first.json<SimulationReport>());
    }
    await expectProblem(await ask(nonsense), "refused", 422);
    await runInDurableObject(env.CATALOG.getByName("catalog"), (_, { storage }) => {
      const { admit } = openQuestions(storage, () => undefined);
      for (let index = 0; index < 298; index++) expect(admit(asking(`${index}`)).ok).toBe(true);
    });
    await expectProblem(await ask(nonsense), "too-many-requests", 429);
    for (const [index, body] of [season, long].entries()) {
      const again = await ask(body);
      expect([again.status, await again.json()]).toEqual([200, { ...answers[index], left: 0 }]);
    }
    expect((await openDesk("boris", "viewer")("POST", "/v1/simulations", { ...season, by: [] })).status).toBe(200);
  });

  it("are on a record of their own, which approvers read and viewers don't", async () => {
    const anna = openDesk("anna", "viewer");
    await anna("POST", "/v1/audiences:count", { condition: { platform: "ios" } });
    await anna("POST", "/v1/simulations", season);
    await expectProblem(await anna("GET", "/v1/questions"), "forbidden", 403);
    const listed = await openDesk("boris", "approver")("GET", "/v1/questions");
    const { items } = await listed.json<{ items: AskedQuestion[] }>();
    expect(items.map(({ kind, actor, at }) => [kind, actor, at])).toEqual([
      ["rehearsal", "person:anna", "2026-12-01T09:00:00.000Z"],
      ["count", "person:anna", "2026-12-01T09:00:00.000Z"],
    ]);
    expect(JSON.parse(items[1]?.request ?? "")).toMatchObject({ condition: { platform: "ios" } });
    const audit = await openDesk("boris", "approver")("GET", "/v1/audit");
    expect(JSON.stringify(await audit.json())).not.toContain("platform");
  });
});
