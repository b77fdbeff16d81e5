import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { proposalListSchema } from "../../src/contract/policy.ts";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { ADMIN, MARKETER, VIEWER } from "./unloved-campaign.ts";
import { APPEARANCES, findBarriers, measureOverflow } from "./visit.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

async function listProposals(): Promise<z.infer<typeof proposalListSchema>["items"]> {
  return proposalListSchema.parse(await scene.ask(VIEWER, "GET", "/v1/policy/proposals")).items;
}

describe("the policy page", () => {
  it("takes a proposal from one person, and has another read what follows before it is in force", async () => {
    const { page } = await scene.open("/policy", { as: MARKETER, language: "en" });
    await page.getByLabel("Theme", { exact: true }).selectOption("hearts");
    await page.getByLabel("To the category").selectOption("festive");
    await page.getByLabel("Why? It goes into the audit.").fill("as we agreed");
    await page.getByRole("button", { name: "Propose" }).click();
    await page.getByText("Proposed. Nothing has changed yet.").waitFor();
    const [proposal] = await listProposals();
    expect(proposal).toMatchObject({ state: "open", direction: "loosens" });

    const other = await scene.open("/policy", { as: ADMIN, language: "en" });
    await other.page.getByRole("button", { name: `Look at proposal ${proposal?.id}` }).click();
    const dialog = other.page.getByRole("dialog");
    await dialog.getByText("it may now come unasked").waitFor();
    await dialog.getByRole("button", { name: "Put in force" }).click();
    await dialog.getByText("Have you read what follows?").waitFor();
    expect((await listProposals())[0]?.state).toBe("open");
    await dialog.getByRole("button", { name: "Put in force" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await listProposals())[0]?.state).toBe("carried");
  });

  it("takes a proposal of what a feast carries, and says what follows in words", async () => {
    const { page } = await scene.open("/policy", { as: MARKETER, language: "ru" });
    await page.getByRole("table", { name: "Праздники и что они несут" }).getByText("Масленица").waitFor();
    await page.getByLabel("Что изменить").selectOption("mark-feast");
    await page.getByLabel("Праздник", { exact: true }).selectOption("maslenitsa");
    await page.getByLabel("Он будет нести категорию").selectOption("religion");
    await page.getByLabel("Почему?", { exact: false }).fill("люди просили");
    await page.getByRole("button", { name: "Предложить" }).click();
    await page.getByText("их увидят только те, кто попросит об этой категории").waitFor();
    const [proposal] = await listProposals();
    expect(proposal).toMatchObject({ state: "open", direction: "tightens" });
    await page.getByRole("button", { name: `Посмотреть предложение ${proposal?.id}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Только для ролей").waitFor();
    await dialog.getByRole("button", { name: "Отклонить" }).waitFor({ state: "detached" });

    const other = await scene.open(`/policy?proposal=${proposal?.id}`, { as: ADMIN, language: "ru" });
    const asked = other.page.getByRole("dialog");
    await asked.getByRole("textbox").fill("рано");
    await asked.getByRole("button", { name: "Отклонить" }).click();
    // It stays open, so what has become of the word is said at once.
    await asked.getByText("остаётся открытым, пока его не отклонит ещё один человек").waitFor();
    expect((await listProposals())[0]).toMatchObject({ state: "open", declines: [{ why: "рано" }] });
    expect(await asked.getByRole("button", { name: "Отклонить" }).getAttribute("aria-disabled")).toBe("true");
    await dialog.getByRole("button", { name: "Отозвать" }).click();
    await page.getByText("Отозвал(а)").waitFor();
  });

  it("understands a limit as people write it, and says at the field what is wrong with it", async () => {
    const { page } = await scene.open("/policy", { as: ADMIN, language: "ru" });
    await page.getByLabel("Что изменить").selectOption("set-limit");
    await page.getByLabel("Предел", { exact: true }).selectOption("oneWordShare");
    await page.getByRole("textbox", { name: "Доля, %" }).fill("2 %");
    await page.getByRole("button", { name: "Предложить" }).click();
    await page.getByText("Не больше 1 %: предел можно только ужесточить.").waitFor();
    await page.getByText("Напишите причину: хотя бы три знака.").waitFor();
    await page.getByRole("textbox", { name: "Доля, %" }).fill("0.5");
    await page.getByText("Это 0,5 %.").waitFor();
    await page.getByLabel("Почему?", { exact: false }).fill("осторожнее");
    await page.getByRole("button", { name: "Предложить" }).click();
    await page.getByText("было 1 %, станет 0,5 %").waitFor();
  });

  it("takes a new category with its name, which whoever carries it reads", async () => {
    const { page } = await scene.open("/policy", { as: MARKETER, language: "ru" });
    await page.getByLabel("Что изменить").selectOption("new-category");
    await page.getByLabel("Ключ", { exact: false }).fill("kids");
    await page.getByLabel("Название по-русски").fill("Детям");
    await page.getByLabel("Название по-английски").fill("Kids");
    await page.getByLabel("Она будет").selectOption("no");
    await page.getByLabel("Почему?", { exact: false }).fill("просят родители");
    await page.getByRole("button", { name: "Предложить" }).click();
    await page.getByText("Появляется категория «Детям» (kids).").waitFor();
    await page.getByText("Категория «Детям» будет обычной").waitFor();
  });

  it.for(APPEARANCES)("has no barriers and nothing that runs over: $language, $colorScheme", async (appearance) => {
    const { page } = await scene.open("/policy", { as: ADMIN, ...appearance });
    await page.locator("#in-force").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await measureOverflow(page)).toBe(0);
  });
});
