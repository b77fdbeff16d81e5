/** A key that speaks for people takes a second person, who finds it in the console. */
import { z } from "zod";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { statusSchema } from "../../src/contract/control.ts";
import { clockHeader, openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { TODAY } from "./start-worker.ts";
import { ADMIN, APPROVER, MARKETER, VIEWER } from "./unloved-campaign.ts";
import { measureOverflow } from "./visit.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

/** The service's own status, as it is once a key was refused. */
async function refuseKey(page: Page, prefix: string, name: string): Promise<void> {
  const status = statusSchema.parse(await scene.ask(ADMIN, "GET", "/v1/status"));
  const json: z.infer<typeof statusSchema> = { ...status, keysToConfirm: [{ prefix, name, createdBy: "person:Olga" }] };
  await page.route("**/v1/status", (route) => route.fulfill({ json }));
  await page.route("**/v1/status/events", (route) => route.abort());
  await page.reload();
}

const madeSchema = z.object({ prefix: z.string(), key: z.string() });

async function makeKey(name: string): Promise<string> {
  const made = await scene.ask(ADMIN, "POST", "/v1/service-keys", { name, roles: ["channel"] });
  return madeSchema.parse(made).prefix;
}

const countIn = (year: number) => ({ condition: { platform: "ios", birthYear: year } });

describe("a key that speaks for people", () => {
  it("is confirmed by an approver, who can neither make nor revoke keys", async () => {
    await makeKey("gateway");
    await scene.ask(ADMIN, "POST", "/v1/service-keys", { name: "reports", roles: ["viewer"] });
    const { page, complaints } = await scene.open("/keys", { as: APPROVER, language: "en" });
    await page.getByRole("button", { name: "Confirm “gateway”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await page.getByText("without limit; Boris agreed").waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.getByText("reports").count()).toBe(0);
    expect(await page.getByRole("button", { name: /Make a key|Revoke/u }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("can't be confirmed by whoever made it, who reads why before the press", async () => {
    await makeKey("own bot");
    const { page } = await scene.open("/keys", { as: ADMIN, language: "en" });
    const button = page.getByRole("button", { name: "Confirm “own bot”" });
    await button.focus();
    await page.getByRole("tooltip").getByText("You, or a machine of yours, made this key.").waitFor();
    await page.keyboard.press("Enter");
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("is not shown to whoever can neither manage nor confirm keys", async () => {
    const { page } = await scene.open("/keys", { as: MARKETER, language: "en" });
    await page.getByText("Keys are managed by administrators.").waitFor();
    expect(await page.getByRole("heading", { name: "Keys of machines" }).count()).toBe(0);
  });

  it("is told to everybody on the page of the health, and to approvers on every page, once it was refused", async () => {
    const prefix = await makeKey("chat bot");
    const { page } = await scene.open("/health", { as: VIEWER, language: "en" });
    await refuseKey(page, prefix, "chat bot");
    await page.getByRole("link", { name: "Needs somebody: 1" }).waitFor();
    await page.getByRole("listitem").getByText("The key “chat bot” is refused").waitFor();
    expect(await page.getByText("until a second person").count()).toBe(0);

    const { page: boris } = await scene.open("/campaigns", { as: APPROVER, language: "en" });
    await refuseKey(boris, prefix, "chat bot");
    const notice = boris.getByRole("status").filter({ hasText: "until a second person, other than Olga, confirms it" });
    await notice.getByRole("link", { name: "Keys and roles" }).click();
    await boris.getByRole("button", { name: "Confirm “chat bot”" }).waitFor();
  });

  it("can be confirmed and revoked on a phone, without moving the table sideways", async () => {
    await makeKey("phone bot");
    const { page } = await scene.open("/keys", { as: ADMIN, language: "ru", width: 390 });
    for (const name of ["Подтвердить «phone bot»", "Отозвать «phone bot»"]) {
      const box = await page.getByRole("button", { name }).boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 390)).toBeLessThan(390);
    }
    expect(await measureOverflow(page)).toBe(0);
  });

  it("stands in the audit by its name, also for whoever may not list keys", async () => {
    const prefix = await makeKey("till bot");
    await scene.ask(APPROVER, "POST", `/v1/service-keys/${prefix}:confirm`);
    const { page } = await scene.open(`/audit?target=service-key/${prefix}`, { as: VIEWER, language: "en" });
    const targets = page.locator(`[title="service-key/${prefix}"]`);
    await targets.filter({ hasText: "“till bot”" }).nth(1).waitFor();
    expect(await targets.allInnerTexts()).toEqual(["key “till bot”", "key “till bot”"]);
  });
});

describe("what staff asked about people", () => {
  it("is read by approvers in words, with whose key asked, page by page on a phone; others read whose it is", async () => {
    const made = await scene.ask(ADMIN, "POST", "/v1/service-keys", { name: "reports", roles: ["viewer"] });
    const { key } = madeSchema.parse(made);
    const counted = await fetch(`${scene.worker.origin}/v1/audiences:count`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...clockHeader(TODAY) },
      body: JSON.stringify(countIn(1949)),
    });
    expect(counted.status).toBe(200);
    for (let year = 1950; year < 2000; year++) {
      await scene.ask(MARKETER, "POST", "/v1/audiences:count", countIn(year));
    }
    const { page, complaints } = await scene.open("/audit", { as: APPROVER, language: "ru", width: 390 });
    await page.getByRole("button", { name: "Открыть или закрыть меню" }).click();
    await page.getByRole("link", { name: "Вопросы о людях" }).click();
    const asked = page.locator("[data-question=count]");
    await asked.first().getByText("Год рождения: 1999", { exact: true }).waitFor();
    expect(await asked.first().locator(".asker").innerText()).toBe("Anna");
    expect(await asked.count()).toBe(50);
    await page.getByRole("button", { name: "Показать более ранние вопросы" }).click();
    const first = asked.filter({ hasText: "1949" });
    await first.getByText("ключ «reports», сделал(а) Olga").waitFor();
    expect(await first.innerText()).not.toMatch(/platform|birthYear|service:/);
    expect(await measureOverflow(page)).toBe(0);
    expect(complaints).toEqual([]);

    const { page: marketer } = await scene.open("/questions", { as: MARKETER, language: "en" });
    await marketer.getByRole("alert").getByText("Only for: approver, administrator.").waitFor();
    expect(await marketer.getByRole("link", { name: "Questions about people" }).count()).toBe(0);
  });
});
