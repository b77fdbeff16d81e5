import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openConsoleScene, type ConsoleScene } from "./console-visit.ts";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { TODAY } from "./start-worker.ts";
import {
  ADMIN,
  APPROVER,
  askTray,
  choose,
  flurry,
  MARKETER,
  startCampaign,
  SUPPORT,
  VIEWER,
} from "./unloved-campaign.ts";
import { findBarriers } from "./visit.ts";

const MINUTE = 60_000;

let scene: ConsoleScene;
let people: readonly DemoPerson[];
let guard: string;

beforeAll(async () => {
  scene = await openConsoleScene();
  const next = await queueConsumers(scene.worker.origin, { at: TODAY });
  people = Array.from({ length: 60 }, next);
  guard = await startCampaign(scene, flurry, TODAY - 60 * MINUTE);
});

afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

describe("a campaign that people mind", () => {
  it("is shown by phones, halted by the guard, explained on Live, and looked back at", async () => {
    const at = TODAY - 10 * MINUTE;
    const shown = await Promise.all(people.map((person) => askTray(scene, person, at)));
    expect(shown.every(({ decision, campaign }) => decision === "show" && campaign === "flurry")).toBe(true);
    await scene.worker.letGuardLook(guard, at + MINUTE);

    const { page, complaints } = await scene.open("/live", { as: MARKETER, language: "en" });
    const panel = page.getByRole("region", { name: "Flurry" });
    await panel.locator('[data-kind="exposed"]').getByText("fewer than 400", { exact: true }).waitFor();
    await panel.getByText(/nobody can tell what one person did/).waitFor();

    const minding = people.slice(0, 6);
    await Promise.all(minding.map((person) => choose(scene, person, "theme:snowflake", "out", at + 2 * MINUTE)));
    await scene.worker.letGuardLook(guard, at + 3 * MINUTE);
    await page.reload();
    await panel.getByText("The guard has stopped it").waitFor();
    // It acts as soon as the fifth of them is reported, and tells of nobody how many they are.
    await panel.getByText(/^Fewer than 400 people have seen it; odds more than 125 : 1: stopped at/).waitFor();
    await panel.getByText("halt 125").waitFor();
    const after = await Promise.all(people.slice(6, 16).map((person) => askTray(scene, person)));
    expect(after.filter(({ decision }) => decision === "show")).toEqual([]);

    await scene.worker.letGuardLook(guard, at + 4 * MINUTE);
    await panel.getByRole("link", { name: "What there is to learn" }).click();
    await page.getByRole("heading", { name: "Lessons: Flurry" }).waitFor();
    await page
      .getByText(/^Too few switched it off for a share to be told; 0\.2% of those who saw it is normal\./)
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it("keeps its theme from being on by default until somebody neutral has said why it may be again", async () => {
    const marketer = await scene.open("/lessons", { as: MARKETER, language: "en" });
    const review = marketer.page.getByRole("form", { name: "Snowflake" });
    await review.getByText("Only for: approver, administrator.").waitFor();

    // Whoever approved it is no neutral reviewer.
    const { page } = await scene.open("/lessons", { as: ADMIN, language: "en" });
    const form = page.getByRole("form", { name: "Snowflake" });
    await form.getByRole("textbox").fill("the art was mended");
    await form.getByRole("button", { name: "Mark as reviewed" }).click();
    await form.getByText("“the art was mended”").waitFor();
  });

  it("is stopped at one press, and says how many shards have acknowledged", async () => {
    const { page } = await scene.open("/live", { as: MARKETER, language: "en" });
    await page.getByRole("button", { name: "Stop “Flurry”" }).click();
    const stopped = page.getByRole("status").filter({ hasText: "“Flurry” is stopped" });
    await stopped.getByText("16 of 16 shards have acknowledged.").waitFor();
    const [newest] = await readAudit("campaign/flurry");
    expect(newest).toMatchObject({ action: "stop", why: "stopped from the live page" });
  });
});

describe("everything", () => {
  it("is stopped only after the word is typed, and goes on only by two approvers", async () => {
    const { page } = await scene.open("/live", { as: MARKETER, language: "en" });
    const stop = page.getByRole("button", { name: "Stop everything" });
    await page.getByLabel("Why? It goes into the audit.").fill("a rehearsal");
    await page.getByLabel("Type STOP to confirm").fill("stop?");
    expect(await stop.isDisabled()).toBe(true);
    await page.getByLabel("Type STOP to confirm").fill("STOP");
    // The service has done it, but its answer does not come yet: the stream tells how many shards have acknowledged.
    let letAnswer = () => {};
    const answered = new Promise<void>((resolve) => (letAnswer = resolve));
    await page.route("**/v1/stop", async (route) => {
      const response = await route.fetch();
      await answered;
      await route.fulfill({ response });
    });
    await stop.click();
    await page.getByText("16 of 16 shards have acknowledged.").waitFor();
    await page.getByText("Everything is stopped: nobody sees any decoration.").waitFor();
    await page.locator("button[data-loading]").waitFor();
    letAnswer();
    await page.locator("button[data-loading]").waitFor({ state: "detached" });
    // What is renewed by itself meanwhile has to come to every shard as well.
    await page.locator(".shard.current").nth(15).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByText("Only for: approver, administrator.").waitFor();

    const approver = await scene.open("/live", { as: APPROVER, language: "en" });
    // Without the stream the page asks at intervals.
    await approver.page.route("**/v1/status/events", (route) => route.abort());
    await approver.page.reload();
    await approver.page.getByLabel("Why? It goes into the audit.").fill("the rehearsal is over");
    await approver.page.getByRole("button", { name: "Let everything go on" }).click();
    await approver.page.getByText("Boris wants everything to go on; it is still stopped.", { exact: false }).waitFor();

    const second = await scene.open("/live", { as: ADMIN, language: "en" });
    await second.page
      .getByText(/Boris wants everything to go on. Until .* another approver may say the same/)
      .waitFor();
    await second.page.getByLabel("Why? It goes into the audit.").fill("it is");
    await second.page.getByRole("button", { name: "Let everything go on" }).click();
    await second.page.getByRole("heading", { name: "Stop everything" }).waitFor();
    await approver.page.getByRole("heading", { name: "Stop everything" }).waitFor();
  });
});

describe("when something is in the way", () => {
  it("keeps what was typed while the login has expired, and goes on after it, in a dialog as well", async () => {
    const { page } = await scene.open("/keys", { as: ADMIN, language: "en" });
    await page.getByRole("button", { name: "Make a key" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a key" });
    await dialog.getByLabel("Name").fill("night gateway");
    await page.evaluate(() => sessionStorage.setItem("garland.token", "expired"));
    await dialog.getByRole("button", { name: "Make a key" }).click();
    const login = page.getByRole("dialog", { name: "Please log in again" });
    // The field has the focus already, although another dialog had it.
    await login.getByLabel("Your name").and(page.locator(":focus")).fill("Olga");
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await login.getByLabel("administrator").check();
    await login.getByRole("button", { name: "Come in" }).click();
    await login.waitFor({ state: "hidden" });
    await dialog.getByText("You are logged in again. Nothing is lost: press it once more.").waitFor();
    expect(await dialog.getByLabel("Name").inputValue()).toBe("night gateway");
    await dialog.getByRole("button", { name: "Make a key" }).click();
    await dialog.getByText(/^glk_/).waitFor();
  });

  it("says that the connection is lost, and goes on when it is back", async () => {
    const { page } = await scene.open("/audit", { as: MARKETER, language: "en" });
    await page.getByText(/The record is whole/).waitFor();
    await page.context().setOffline(true);
    await page.getByText("The connection to the service is lost.", { exact: false }).waitFor();
    await page.getByLabel(/^What, such as/).fill("campaign/flurry");
    await page.getByText("There is no connection to the service.", { exact: false }).waitFor();
    await page.context().setOffline(false);
    await page.getByText("stopped from the live page").waitFor();
    await page.getByText("The connection to the service is lost.", { exact: false }).waitFor({ state: "detached" });
    expect(page.url()).toContain("target=campaign%2Fflurry");
  });

  it("tells somebody whose roles do not allow it who may", async () => {
    const { page } = await scene.open("/audit", { as: SUPPORT, language: "en" });
    await page.getByRole("alert").getByText("Only for: viewer, marketer, approver, administrator.").waitFor();
    // Nor is a button there that can't succeed.
    const viewer = await scene.open("/decorations", { as: VIEWER, language: "en" });
    await viewer.page.getByRole("heading", { name: "Snowflake" }).waitFor();
    expect(await viewer.page.getByRole("button", { name: "Upload an SVG" }).count()).toBe(0);
  });
});

describe("the record", () => {
  it("shows what an entry changed, and is saved as a table with every entry in it", async () => {
    const { page } = await scene.open("/audit?target=theme%2Fsnowflake", { as: ADMIN, language: "en" });
    await page.getByText("the art was mended").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const rows = (await readStream(await download.createReadStream())).split("\r\n");
    expect(rows[0]).toBe("\uFEFFid,at,actor,action,target,why,changes,hash");
    // The heading, and the end of the last line.
    expect(rows).toHaveLength((await readAudit("theme/snowflake")).length + 2);
  });
});

describe("an address that is told", () => {
  it("is tried, told again, and told nothing any more", async () => {
    const calls: string[] = [];
    const address = createServer((request, response) => {
      calls.push(String(request.headers["garland-event"]));
      response.writeHead(204).end();
    });
    await once(address.listen(0, "127.0.0.1"), "listening");
    // Parsed boundary: an address of TCP is never a text.
    const { port } = address.address() as AddressInfo;
    const { page } = await scene.open("/keys", { as: ADMIN, language: "en" });
    const url = page.getByLabel("Address");
    // What the service refuses can be mended: it stays as it was typed, even when the page is loaded again.
    await url.fill("https://anna:secret@hooks.example/garland");
    await page.getByRole("button", { name: "Add an address" }).click();
    await page.getByText("must not hold a name or password").waitFor();
    await page.reload();
    expect(await url.inputValue()).toBe("https://anna:secret@hooks.example/garland");
    await url.fill(`http://127.0.0.1:${port}/garland`);
    await page.getByRole("button", { name: "Add an address" }).click();
    await page.getByText(/whs_[0-9a-f]{64}/).waitFor();

    await page.getByRole("button", { name: "Try it" }).click();
    const row = page.getByRole("row").filter({ hasText: "A try" });
    await row.getByText("delivered").waitFor();
    await row.getByRole("button", { name: /^Send again: A try/ }).click();
    await vi.waitFor(() => expect(calls).toEqual(["webhook.test", "webhook.test"]), { timeout: 20_000 });
    await row.getByText("delivered").waitFor();

    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("No address is told of anything yet.").waitFor();
    address.close();
  });
});

async function readAudit(target: string) {
  const answer = await scene.ask(ADMIN, "GET", `/v1/audit?target=${encodeURIComponent(target)}`);
  // Parsed boundary: the routes' own tests check the shape.
  return (answer as { readonly items: readonly { readonly action: string; readonly why: string | null }[] }).items;
}

async function readStream(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
