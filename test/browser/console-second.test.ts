import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import type { Campaign } from "../../src/domain/campaign/campaign.ts";
import { clockHeader, openConsoleScene, type ConsoleScene, type StaffMember } from "./console-visit.ts";
import { TODAY } from "./start-worker.ts";
import {
  ADMIN,
  APPROVER,
  askTray,
  flurry,
  MARKETER,
  OTHER_MARKETER,
  startCampaign,
  VIEWER,
} from "./unloved-campaign.ts";
import { findBarriers } from "./visit.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

async function stateOf(key: string): Promise<string | undefined> {
  // Parsed boundary: the service has checked its answer against its schema.
  const stored = (await scene.ask(VIEWER, "GET", `/v1/campaigns/${key}`)) as {
    readonly lifecycle?: { readonly live?: { readonly state: string } };
  };
  return stored.lifecycle?.live?.state;
}

/** Makes festive things sensitive, or not any more. */
async function markFestive(sensitive: boolean, baseRevision: number, by: StaffMember): Promise<void> {
  const body = { ...bundledDefinitions.categories.find(({ key }) => key === "festive"), sensitive };
  const change = { kind: "category", key: "festive", body, baseRevision };
  const proposed = await scene.ask(by, "POST", "/v1/policy/proposals", { changes: [change], reason: "as agreed" });
  // Parsed boundary: the service has checked its answer against its schema.
  const { id, effect } = proposed as { readonly id: number; readonly effect: string };
  await scene.ask(APPROVER, "POST", `/v1/policy/proposals/${id}:carry`, { effect });
}

/** Presses a step and says why; the answer is there when the dialog is gone. */
async function press(as: StaffMember, key: string, step: string, reason: string) {
  const { page } = await scene.open(`/campaigns/${key}`, { as, language: "en" });
  await page.getByRole("button", { name: step, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why? It goes into the audit.").fill(reason);
  await dialog.getByRole("button", { name: step, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  return page;
}

describe("the roll-back dialog", () => {
  it("shows what comes back and what does not, with the reason, before it is pressed", async () => {
    // Parsed boundary: the service has checked its answer against its schema.
    const { items } = (await scene.ask(VIEWER, "GET", "/v1/rulesets")) as { items: { version: number }[] };
    const before = items[0]?.version ?? 0;
    await scene.ask(MARKETER, "POST", "/v1/campaigns/spring:stop", { reason: "enough" });
    const { page } = await scene.open("/rulesets", { as: APPROVER, language: "en" });
    await page.getByRole("button", { name: `Go back to version ${before}` }).click();
    const dialog = page.getByRole("dialog");
    const line = dialog.getByText(/tulip/i).first();
    await line.waitFor();
    expect(await line.textContent()).toMatch(/stays out|stopped/);
    expect(await stateOf("spring")).toBe("stopped");
    expect(await dialog.getByRole("button", { name: "Go back to this" }).isDisabled()).toBe(true);
  });
});

describe("a campaign that policy has halted", () => {
  it("says until when two people may lift that, who has asked, and goes on once the second has pressed", async () => {
    await startCampaign(scene, flurry);
    await markFestive(true, 1, OTHER_MARKETER);
    await markFestive(false, 2, MARKETER);
    const asked = await press(MARKETER, "flurry", "Lift the halt", "it was a mistake");
    await asked.getByText("Halted by policy").waitFor();
    await asked.getByText(/Two people may lift this until 25 Nov 2026/).waitFor();
    await asked.getByText(/Anna.* wants the halt lifted/).waitFor();
    await asked.getByText(/Policy halted it: .*festive.*sensitive/i).waitFor();
    await asked.getByText(/Proposed by Dora, put in force by Boris.* The reason: “as agreed”/).waitFor();
    // The second word is an approver's.
    expect(await asked.getByRole("button", { name: "Lift the halt", exact: true }).count()).toBe(0);
    expect(await findBarriers(asked)).toEqual([]);
    expect(await stateOf("flurry")).toBe("halted");

    const { page } = await scene.open("/campaigns/flurry?step=lift", { as: APPROVER, language: "en" });
    await page.getByRole("dialog").getByText("Yours is the second word").waitFor();
    const lifted = await press(APPROVER, "flurry", "Lift the halt", "I agree");
    await lifted.getByText("Running", { exact: true }).waitFor();
    expect(await stateOf("flurry")).toBe("running");
  });
});

interface Stored {
  readonly body: Campaign;
  readonly lifecycle: object;
}

describe("the Copy press", () => {
  it("makes a draft of what the page shows, under a key and names of its own, that is not live", async () => {
    const { page } = await scene.open("/campaigns/new-year", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name in Russian").fill("Ёлка ещё раз");
    await dialog.getByLabel("Name in English").fill("Tree again");
    await dialog.getByLabel("Key").fill("tree-again");
    await dialog.getByRole("button", { name: /Create|Copy/ }).click();
    await page.waitForURL(/campaigns\/tree-again/);
    await page.getByText("Draft", { exact: true }).waitFor();
    const [copy, original] = await Promise.all(
      ["tree-again", "new-year"].map((key) => scene.ask(VIEWER, "GET", `/v1/campaigns/${key}`)),
    );
    // Parsed boundary: the service has checked its answers against their schema.
    const [{ body: copied, lifecycle }, { body }] = [copy, original] as [Stored, Stored];
    expect(copied).toEqual({ ...body, key: "tree-again", label: { ru: "Ёлка ещё раз", en: "Tree again" } });
    expect(lifecycle).not.toHaveProperty("live");
  });
});

describe("a campaign that one person alone has started", () => {
  const key = "far";
  const far: Campaign = {
    ...flurry,
    key,
    label: { ru: "Даль", en: "Far away" },
    audience: { include: [key], exclude: [] },
    // Too long to be taken for Mother's Day, which lies within.
    schedule: { kind: "once", zone: "Europe/Moscow", firstDay: "2026-11-20", lastDay: "2026-12-10" },
  };

  it("waits past one in a hundred, and goes on when a second person has pressed Confirm", async () => {
    const condition = { region: "RU-CHU" };
    // So many that those whose region nobody knows are few.
    await bring("near", "RU-MOW", 700);
    await scene.ask(MARKETER, "PUT", `/v1/segments/${key}`, { key, label: far.label, condition, examples: [] });
    await scene.ask(MARKETER, "PUT", `/v1/campaigns/${key}`, far);
    await scene.ask(MARKETER, "POST", `/v1/campaigns/${key}:submit`, {});
    await scene.ask(MARKETER, "POST", `/v1/campaigns/${key}:start`, {});
    const people = await bring("far", "RU-CHU", 12);
    for (const token of people) {
      expect(await askTray(scene, { subscriberId: "", token })).toMatchObject({ decision: "show", campaign: key });
    }
    await scene.worker.letGuardLook(`${key}@1`, TODAY + 60_000);

    const mine = await scene.open(`/campaigns/${key}`, { as: OTHER_MARKETER, language: "en" });
    await mine.page.getByText(/A second person, not an author, must confirm it/).waitFor();
    const confirmed = await press(APPROVER, key, "Confirm", "I agree");
    await confirmed.getByText(/A second person, not an author, must confirm it/).waitFor({ state: "detached" });
    expect(await scene.ask(VIEWER, "GET", `/v1/campaigns/${key}`)).toMatchObject({
      lifecycle: { live: { state: "running", word: { kind: "two" } } },
    });
  });

  /** New people of a region; some of them by their tokens. */
  async function bring(name: string, region: string, count: number): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, (_, index) => `${name}-${index}`);
    // Parsed boundary: the service has checked its answers against their schema.
    const staff = await post("/dev/staff-tokens", { name: ADMIN.name, roles: ADMIN.roles });
    const imported = await fetch(`${scene.worker.origin}/v1/subscribers:import`, {
      method: "POST",
      headers: { Authorization: `Bearer ${staff}`, "Content-Type": "application/x-ndjson", ...clockHeader(TODAY) },
      body: ids.map((subscriberId) => JSON.stringify({ subscriberId, attributes: { region } })).join("\n"),
    });
    expect(await imported.json()).toMatchObject({ imported: count });
    return Promise.all(ids.slice(0, 20).map((subscriberId) => post("/dev/tokens", { subscriberId })));
  }

  async function post(path: string, body: object): Promise<string> {
    const response = await fetch(scene.worker.origin + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...clockHeader(TODAY) },
      body: JSON.stringify(body),
    });
    // Parsed boundary: the service has checked its answer against its schema.
    const { token } = (await response.json()) as { readonly token: string };
    return token;
  }
});

describe("an attribute", () => {
  it("is chosen with what it is for beside it, in plain sight, and listed with it among policy", async () => {
    const { page } = await scene.open("/audiences/spring-audience", { as: MARKETER, language: "en" });
    await page.getByText("To greet on 8 March and 23 February those who are greeted then").first().waitFor();
    const policy = await scene.open("/policy", { as: VIEWER, language: "en" });
    const table = policy.page.getByRole("table", { name: "Attributes and what they are for" });
    await table.getByText("To show what is meant for adults to adults").waitFor();
  });
});

describe("whoever agrees to what was changed while they read", () => {
  it("is told so, finds it as it is now, and agrees to that", async () => {
    const path = "/v1/campaigns/flurry-again";
    await scene.ask(MARKETER, "PUT", path, { ...flurry, key: "flurry-again" });
    await scene.ask(MARKETER, "POST", `${path}:submit`, {});
    const { page } = await scene.open("/campaigns/flurry-again", { as: APPROVER, language: "en" });
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const approve = dialog.getByRole("button", { name: "Approve", exact: true });
    await approve.waitFor();
    // Another submission is another agreement.
    await scene.ask(ADMIN, "POST", `${path}:return`, { reason: "not yet" });
    await scene.ask(MARKETER, "POST", `${path}:submit`, {}, TODAY + 60_000);
    await approve.click();
    await dialog.getByText("This was changed while you were reading.").waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await approve.click();
    await dialog.waitFor({ state: "detached" });
    expect(await scene.ask(VIEWER, "GET", path)).toMatchObject({ lifecycle: { review: { state: "approved" } } });
  });
});
