import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEVELOPMENT_VARIABLES } from "../../scripts/development-variables.ts";
import { startWorkerd, type RunningWorkerd } from "../../scripts/start-workerd.ts";
import { readObjects } from "../../scripts/workerd-config.ts";

/** Room for what a start writes, and for some dozens of words beside it. */
const ROOM_KIB = 1_200;
const WORDS = 150;

let service: RunningWorkerd;

beforeAll(async () => {
  const variables = { ...DEVELOPMENT_VARIABLES, SHARDS: "2" };
  service = await startWorkerd({
    config: "wrangler.toml",
    objects: await readObjects(),
    variables,
    maximumFileKib: ROOM_KIB,
  });
});
afterAll(() => service.stop());

async function openAnna() {
  const response = await fetch(`${service.origin}/dev/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ subscriberId: "anna" }),
  });
  const { token } = (await response.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Accept-Language": "ru" };
  return {
    say: (scope: string) =>
      fetch(`${service.origin}/v1/me/choices`, {
        method: "POST",
        headers,
        body: JSON.stringify({ scope, value: "out", notice: "n".repeat(128) }),
      }),
    readExport: async () => {
      const exported = await fetch(`${service.origin}/v1/me/export`, { headers });
      return (await exported.json()) as { choices: { scope: string }[] };
    },
  };
}

describe("on a disk that takes no more", () => {
  it("a word that can't be kept is refused aloud, and every word that was acknowledged survives a kill", async () => {
    const anna = await openAnna();
    const kept: string[] = [];
    const refused: { status: number; problem: { type: string; detail: string }; retryAfter: string | null }[] = [];
    for (let word = 0; word < WORDS; word++) {
      const scope = word % 2 === 0 ? "all" : "theme:tree";
      const response = await anna.say(scope);
      if (response.ok) kept.push(scope);
      else {
        const problem = (await response.json()) as { type: string; detail: string };
        refused.push({ status: response.status, problem, retryAfter: response.headers.get("Retry-After") });
      }
    }
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, problem, retryAfter } of refused) {
      expect([status, problem.type, retryAfter]).toEqual([507, "/problems/not-kept", "5"]);
      expect(problem.detail).toContain("не сохранилось");
    }
    service = await service.crash();
    const { choices } = await (await openAnna()).readExport();
    // An out that stands as the last word is no news, so a refused one leaves two equal ones beside each other as one.
    const news = kept.filter((scope, index) => scope !== kept[index - 1]);
    expect(choices.map(({ scope }) => scope)).toEqual(news);
  });
});
