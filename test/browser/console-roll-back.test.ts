/** What a dialog says before a press, and a campaign's page after a rollback. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { APPROVER, flurry, MARKETER, startCampaign, VIEWER } from "./unloved-campaign.ts";

let scene: ConsoleScene;

beforeAll(async () => {
  scene = await openConsoleScene();
});
afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("a campaign that a rollback ends", () => {
  it("is said beforehand to take two to come back, and says afterwards who rolled back", async () => {
    // Parsed boundary: the service has checked its answer against its schema.
    const { items } = (await scene.ask(VIEWER, "GET", "/v1/rulesets")) as { items: { version: number }[] };
    const before = items[0]?.version ?? 0;
    await startCampaign(scene, flurry);
    const { page } = await scene.open("/rulesets", { as: APPROVER, language: "en" });
    await page.getByRole("button", { name: `Go back to version ${before}`, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Flurry: ends.").waitFor();
    await dialog.getByText("What ends takes two people to start again.").waitFor();
    await dialog.getByLabel("Why? It goes into the audit.").fill("as it was");
    await dialog.getByRole("button", { name: "Go back to this" }).click();
    await dialog.waitFor({ state: "detached" });

    const { page: later } = await scene.open("/campaigns/flurry", { as: VIEWER, language: "en" });
    await later.getByText(`Boris ended it by rolling back to version ${before}.`).waitFor();
    await later.getByText("Reason: as it was").waitFor();
  });
});

describe("the dialog of a submission", () => {
  it("says that it is being found out whether one person is enough, until that is known", async () => {
    await scene.ask(MARKETER, "PUT", "/v1/campaigns/sleet", { ...flurry, key: "sleet" });
    const { page } = await scene.open("/", { as: MARKETER, language: "en" });
    const { promise: isKnown, resolve: answer } = Promise.withResolvers<null>();
    await page.route("**/v1/campaigns:check", async (route) => {
      await isKnown;
      await route.continue();
    });
    await page.goto(`${scene.worker.origin}/console/campaigns/sleet?step=submit`);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Finding out whether one person is enough…").waitFor();
    answer(null);
    await dialog.getByText(/^It (will take a|takes no) second person/).waitFor();
    expect(await dialog.getByText("Finding out").count()).toBe(0);
  });
});
