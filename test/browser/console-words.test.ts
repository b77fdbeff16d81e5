import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundledDefinitions } from "../../src/definitions.generated.ts";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { ADMIN, APPROVER, flurry, MARKETER, OTHER_MARKETER, startCampaign } from "./unloved-campaign.ts";
import { findBarriers, measureOverflow } from "./visit.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("an address of nothing", () => {
  it.for([
    ["/campaigns/nothing", "Кампании с ключом «nothing» нет.", "На страницу «Кампании»"],
    ["/campaigns/No_Key", "Здесь ничего нет — или уже нет. Проверьте адрес.", "На страницу «Кампании»"],
    ["/audiences/nothing", "Аудитории с ключом «nothing» нет.", "На страницу «Аудитории»"],
    ["/lessons/nothing", "Кампании с ключом «nothing» нет.", "Все выводы"],
    ["/rulesets?version=999", "Версии 999 нет: такой номер не публиковали.", "На страницу «Версии»"],
    ["/decorations/nothing", "Здесь ничего нет — или уже нет. Проверьте адрес.", "На страницу «Сезон»"],
  ] as const)("%s says so in the reader's language, and leads back", async ([path, sentence, back]) => {
    const { page } = await scene.open(path, { as: ADMIN, language: "ru" });
    await page.getByRole("alert").getByText(sentence, { exact: true }).waitFor();
    await page.getByRole("link", { name: back, exact: true }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("of a proposal says so, and is left by closing what is open", async () => {
    const { page } = await scene.open("/policy?proposal=99", { as: ADMIN, language: "ru" });
    await page.getByRole("dialog").getByText("Предложения 99 нет.", { exact: true }).waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.waitForURL(/\/console\/policy$/);
  });
});

describe("the season's feasts", () => {
  it.for(["ru", "en"] as const)("are read in full, none under another: %s", async (language) => {
    const { page } = await scene.open("/", { as: MARKETER, language });
    await page.locator(".feast").first().waitFor();
    const wrong = await page.evaluate(() => {
      const track = document.querySelector(".lane.feasts .track")?.getBoundingClientRect();
      const boxes = [...document.querySelectorAll(".feast")].map((one) => ({
        name: one.textContent,
        box: one.getBoundingClientRect(),
      }));
      const isCut = (box: DOMRect) => track === undefined || box.right > track.right + 1 || box.left < track.left - 8;
      const meets = (one: DOMRect, other: DOMRect) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      return boxes
        .filter(({ box }, index) => isCut(box) || boxes.some((other, at) => at !== index && meets(box, other.box)))
        .map(({ name }) => name);
    });
    expect(wrong).toEqual([]);
    expect(await measureOverflow(page)).toBe(0);
  });
});

describe("who can approve", () => {
  it("is said in the proposal before it is carried, and in the campaign before it is submitted", async () => {
    const body = { ...bundledDefinitions.categories.find(({ key }) => key === "festive"), sensitive: true };
    const change = { kind: "category", key: "festive", body, baseRevision: 1 };
    await scene.ask(APPROVER, "POST", "/v1/policy/proposals", { changes: [change], reason: "be careful" });
    const { page } = await scene.open("/policy?proposal=1", { as: ADMIN, language: "en" });
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Boris will be an author of every new campaign of the category “Festive mood”").waitFor();
    await dialog.getByText("The campaigns “New Year: the tree”, “8 March: the tulip” stay only with").waitFor();

    await scene.ask(OTHER_MARKETER, "PUT", "/v1/campaigns/flurry-two", { ...flurry, key: "flurry-two" });
    const draft = await scene.open("/campaigns/flurry-two?step=submit", { as: MARKETER, language: "ru" });
    const step = draft.page.getByRole("dialog");
    await step.getByText("Согласовать может любой другой человек", { exact: false }).waitFor();
    await step.getByText("Не могут: Dora, Anna.", { exact: false }).waitFor();
  });
});

describe("a campaign that runs as it is written", () => {
  it("has no button that submits it, and gets one with the first change", async () => {
    await startCampaign(scene, flurry);
    const { page } = await scene.open("/campaigns/flurry", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "Stop" }).first().waitFor();
    const submit = page.getByRole("button", { name: "Submit for review" });
    expect(await submit.count()).toBe(0);
    await page.getByLabel("Name in English").fill("Flurry of snow");
    await submit.waitFor();
  });
});
