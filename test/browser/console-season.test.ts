import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { MARKETER } from "./unloved-campaign.ts";
import { findBarriers } from "./visit.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});

afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("the cultural calendar", () => {
  it("says in words what each feast carries and whether it is sensitive, and follows the region that is chosen", async () => {
    const { page, complaints } = await scene.open("/", { as: MARKETER, language: "en" });
    const calendar = page.getByRole("region", { name: "Cultural calendar" });
    const ysyakh = calendar.getByRole("row", { name: /^Ysyakh / });
    for (const words of ["21 Jun", "National days", "only for those who ask", "Yakutia (Sakha)"]) {
      await ysyakh.getByText(words).waitFor();
    }
    const school = calendar.getByRole("row", { name: /^Knowledge Day / });
    expect(await school.textContent()).toContain("none of its own");
    await calendar.getByRole("combobox", { name: "Region" }).selectOption("RU-MOW");
    await ysyakh.waitFor({ state: "detached" });
    expect(await school.count()).toBe(1);
    expect(await findBarriers(page, "[aria-labelledby=cultural-calendar]")).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe("the reader's language", () => {
  it("changes at a press, and is kept for the next visit", async () => {
    const { page, complaints } = await scene.open("/", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "По-русски" }).click();
    await page.getByRole("region", { name: "Календарь праздников" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "In English" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("ru");
    expect(complaints).toEqual([]);
  });

  it("stays as it is while the texts of the other can't be fetched", async () => {
    const { page } = await scene.open("/", { as: MARKETER, language: "en" });
    await page.getByRole("region", { name: "Cultural calendar" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "По-русски" }).click();
    await page.getByText("The connection to the service is lost", { exact: false }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });
});
