/** A key that speaks for people takes a second person, who finds it in the console. */
import { z } from "zod";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { ADMIN, APPROVER, MARKETER } from "./unloved-campaign.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

async function makeKey(name: string): Promise<string> {
  const made = await scene.ask(ADMIN, "POST", "/v1/service-keys", { name, roles: ["channel"] });
  return z.object({ prefix: z.string() }).parse(made).prefix;
}

describe("a key that speaks for people", () => {
  it("is confirmed by an approver, who can neither make nor revoke keys", async () => {
    await makeKey("gateway");
    await scene.ask(ADMIN, "POST", "/v1/service-keys", { name: "reports", roles: ["viewer"] });
    const { page, complaints } = await scene.open("/keys", { as: APPROVER, language: "en" });
    await page.getByRole("button", { name: "Confirm “gateway”" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
    await page.getByText("without limit; Boris agreed").waitFor();
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
});
