import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { statusSchema } from "../../src/contract/control.ts";
import { objectsSchema, type Health, type ObjectList } from "../../src/contract/health.ts";
import { describeTrouble } from "../../src/domain/object-texts.ts";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { tabThrough } from "./tab-through.ts";
import { APPEARANCES, findBarriers, measureOverflow } from "./visit.ts";
import { ADMIN, MARKETER, SUPPORT, VIEWER } from "./unloved-campaign.ts";

const SHARD = "shard-7-of-16";
const lostSentence = describeTrouble({ object: SHARD, kind: "shard", state: "lost", file: "objects/Shard/7.sqlite" });
const silentSentence = describeTrouble({
  object: "catalog",
  kind: "catalog",
  state: "silent",
  file: "objects/Catalog",
});

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

async function listObjects(): Promise<ObjectList> {
  return objectsSchema.parse(await scene.ask(VIEWER, "GET", "/v1/objects"));
}

/** As the service would answer if one shard were lost. */
async function loseShard(page: Page): Promise<void> {
  const list = await listObjects();
  const trouble = { object: SHARD, state: "lost", sentence: lostSentence } as const;
  const json: ObjectList = {
    ...list,
    status: "damaged",
    shards: { ...list.shards, acknowledged: list.shards.total - 1 },
    troubles: [trouble],
    objects: list.objects.map((object) => (object.object === SHARD ? { ...object, ...trouble } : object)),
  };
  await page.route("**/v1/objects", (route) => route.fulfill({ json }));
}

/** As the service answers while its catalog can't be reached. */
async function silenceCatalog(page: Page): Promise<void> {
  const problem = { type: "about:blank", title: "Away", status: 503, detail: silentSentence.en, requestId: "1" };
  for (const path of ["**/v1/objects", "**/v1/status", "**/v1/status/events"]) {
    await page.route(path, (route) => route.fulfill({ status: 503, json: problem }));
  }
  const health: Health = {
    status: "damaged",
    ruleset: 0,
    shards: { total: 0, acknowledged: 0 },
    objects: [{ object: "catalog", state: "silent", sentence: silentSentence }],
    failingDuties: [],
    space: { state: "enough", freeBytes: null, refusal: null, sentence: null },
  };
  await page.route("**/healthz", (route) => route.fulfill({ status: 503, json: health }));
}

describe("the page of the service's health", () => {
  it("says in one sentence that all is well, and lists every object with what is known of it", async () => {
    const { ruleset, objects } = await listObjects();
    const { page, complaints } = await scene.open("/health", { as: VIEWER, language: "en" });
    const whole = `All ${objects.length} objects are well; ruleset ${ruleset} is in force in 16 of 16 shards.`;
    await page.getByText(whole).waitFor();
    const rows = page.getByRole("region", { name: "All objects" }).locator("tbody tr");
    expect(await rows.count()).toBe(objects.length);
    expect((await rows.locator("th").allInnerTexts()).slice(0, 4)).toEqual([
      "catalog",
      "shard-0-of-16",
      "shard-1-of-16",
      "shard-2-of-16",
    ]);
    expect(await rows.nth(1).innerText()).toMatch(/well\s+\d+\s+\d+\.?\d* MB\s+\d+ (s|min) ago\s+objects\/Shard\//);
    expect(await page.getByRole("heading", { name: "What needs somebody" }).count()).toBe(0);
    expect(await tabThrough(page)).toEqual({ missed: [], unseen: [] });
    expect(complaints).toEqual([]);
  });

  it.for(APPEARANCES)("says first what needs somebody, without barriers: $language, $colorScheme", async (look) => {
    const { page } = await scene.open("/campaigns", { ...look, as: VIEWER });
    await loseShard(page);
    await page.getByRole("link", { name: look.language === "ru" ? "Состояние" : "Health" }).click();
    await page.getByText(lostSentence[look.language]).waitFor();
    const whole = look.language === "ru" ? "Не в порядке 1 из " : "1 of ";
    await page.getByRole("status").filter({ hasText: whole }).waitFor();
    const first = page.locator(".objects tbody tr").first();
    expect(await first.innerText()).toMatch(/^shard-7-of-16\s+(потерян|lost)/);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("fits a phone", async () => {
    const { page } = await scene.open("/health", { as: VIEWER, width: 360 });
    await loseShard(page);
    await page.reload();
    await page.getByText(lostSentence.ru).waitFor();
    expect(await measureOverflow(page)).toBe(0);
  });

  it("is asked anew by itself, which takes the focus from nobody", async () => {
    const { page } = await scene.open("/health", { as: ADMIN, language: "en" });
    await page.clock.install();
    await page.reload();
    await page.getByText(/^All \d+ objects are well/).waitFor();
    await page.getByRole("link", { name: "Audit" }).focus();
    await loseShard(page);
    await page.clock.runFor(11_000);
    await page.getByText(lostSentence.en).waitFor();
    await page.getByRole("link", { name: "Audit" }).and(page.locator(":focus")).waitFor();
    await page.route("**/v1/objects", (route) => route.abort());
    await page.clock.runFor(12_000);
    await page.getByText("Since then the service has not answered").waitFor();
    await page.getByText(lostSentence.en).waitFor();
  });

  it("says what the service says of itself while the catalog is silent, and that the objects could not be listed", async () => {
    const { page } = await scene.open("/", { as: MARKETER, language: "ru" });
    await silenceCatalog(page);
    await page.reload();
    await page.getByRole("link", { name: "Узнать состояние сервиса не удалось" }).click();
    await page.getByText(silentSentence.ru).waitFor();
    await page.getByText("Список объектов получить не удалось.").waitFor();
    expect(await page.locator(".objects").count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("is led to from every page as soon as something needs somebody", async () => {
    const { page } = await scene.open("/campaigns", { as: VIEWER, language: "en" });
    const status = statusSchema.parse(await scene.ask(VIEWER, "GET", "/v1/status"));
    const known = { object: SHARD, kind: "shard", state: "lost", since: 1, file: "x", proposedBy: null } as const;
    const json: z.infer<typeof statusSchema> = { ...status, troubled: [{ ...known, sentence: lostSentence }] };
    await page.route("**/v1/status", (route) => route.fulfill({ json }));
    await page.reload();
    await page.getByRole("link", { name: "Needs somebody: 1" }).click();
    await page.getByRole("heading", { name: "Health", level: 1 }).waitFor();
  });

  it("is not for support, who reads who may see it", async () => {
    const { page } = await scene.open("/health", { as: SUPPORT, language: "en" });
    await page.getByText("Only for: viewer, marketer, approver, administrator.").waitFor();
  });
});
