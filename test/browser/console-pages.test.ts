import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openConsoleScene, walk, type ConsolePath, type ConsoleScene } from "./console-visit.ts";
import { queueConsumers, type DemoPerson } from "./demo-people.ts";
import { TODAY } from "./start-worker.ts";
import { ADMIN, askTray, choose, flurry, startCampaign, SUPPORT } from "./unloved-campaign.ts";
import { tabThrough } from "./tab-through.ts";
import { APPEARANCES, findBarriers, measureOverflow } from "./visit.ts";

const MINUTE = 60_000;
/** More than support may look at people. */
const LOOKS_AN_HOUR = 121;

let scene: ConsoleScene;
let nextPerson: () => DemoPerson;
let person: DemoPerson;

beforeAll(async () => {
  scene = await openConsoleScene();
  nextPerson = await queueConsumers(scene.worker.origin, { at: TODAY });
  person = nextPerson();
  await startCampaign(scene, flurry, TODAY - 60 * MINUTE);
  await askTray(scene, person, TODAY - 50 * MINUTE);
  // A key to revoke and an address to remove: the dialogs of both are looked at.
  await scene.ask(ADMIN, "POST", "/v1/service-keys", { name: "chat bot", roles: ["channel"] });
  await scene.ask(ADMIN, "POST", "/v1/audiences:count", {
    condition: { $or: [{ platform: "ios", birthYear: { $gte: 1990 } }, { region: { $in: ["RU-MOW", "RU-SPE"] } }] },
  });
  await scene.ask(ADMIN, "POST", "/v1/webhooks", { url: "http://127.0.0.1:9/garland", kinds: ["guard.halted"] });
});

afterEach(() => scene.tidyUp());
afterAll(() => scene?.close());

/** The pages where things run and are on record, with what is there once they are drawn. */
const pages = (): readonly ConsolePath[] => [
  ["/live", "#flurry [data-kind]"],
  ["/lessons", "#policy"],
  ["/lessons/flurry", "h1"],
  ["/people", "form[role=search]"],
  [`/people/${person.subscriberId}`, "#facts"],
  ["/decorations", "article"],
  ["/rulesets?version=2", ".diff"],
  ["/audit", "[aria-expanded]"],
  ["/questions", "[data-question] li"],
  ["/health", ".objects"],
  ["/keys", "#webhooks"],
];

describe("the pages where things run and are on record", () => {
  it.for(APPEARANCES)("have no barriers and no errors: $language, $colorScheme, with dialogs", async (look) => {
    const { page, complaints } = await scene.open("/live", { ...look, as: ADMIN });
    const barriers: string[] = [];
    const check = async (where: string, within?: string) => {
      for (const barrier of await findBarriers(page, within)) barriers.push(`${where}: ${barrier}`);
    };
    await walk(page, pages(), async (path) => {
      await check(path);
      const openers = page.locator('[aria-haspopup="dialog"]:not([aria-disabled])');
      for (const name of new Set(await openers.allInnerTexts())) {
        const opener = openers.filter({ hasText: name }).first();
        await opener.click();
        await page.getByRole("dialog").waitFor();
        await check(`${path}, a dialog`, "[role=dialog]");
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        // Whoever came by keyboard goes on from where they were.
        await opener.and(page.locator(":focus")).waitFor();
      }
    });
    expect(barriers).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("fit a phone", async () => {
    const { page } = await scene.open("/live", { as: ADMIN, width: 360 });
    const overflows: (readonly [string, number])[] = [];
    await walk(page, pages(), async (path) => {
      overflows.push([path, await measureOverflow(page)]);
    });
    expect(overflows.filter(([, pixels]) => pixels > 0)).toEqual([]);
  });
});

describe("the keyboard", () => {
  it("skips the menu, arrives at the heading of the next page, and comes to everything, which shows it", async () => {
    const { page } = await scene.open("/keys", { as: ADMIN, language: "en" });
    await page.locator("#deliveries").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#content:focus").waitFor();

    expect(await tabThrough(page)).toEqual({ missed: [], unseen: [] });

    await page.getByRole("link", { name: "Audit" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Audit", level: 1 }).and(page.locator(":focus")).waitFor();
  });
});

describe("support", () => {
  it("sees why somebody gets a decoration, and switches it off at their request", async () => {
    const { page } = await scene.open("/people", { as: SUPPORT, language: "en" });
    await page.getByLabel("Subscriber or phone number").fill(person.subscriberId);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("heading", { name: person.subscriberId }).waitFor();
    await page.getByRole("heading", { name: "In the tray" }).waitFor();
    expect((await askTray(scene, person)).decision).toBe("show");

    const everything = page.getByRole("group", { name: "All decorations" });
    await everything.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("Done. Their phone gets it with its next request.").waitFor();
    expect(await askTray(scene, person)).toMatchObject({ decision: "none", reason: "opted-out" });
    await page.getByText("entered by support").waitFor();

    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByText("taken back").waitFor();
    expect((await askTray(scene, person)).decision).toBe("show");
  });

  it("who has used up the looks of an hour still switches off, and is told why nothing new is shown", async () => {
    const busy = { name: "busy", roles: SUPPORT.roles };
    const other = nextPerson();
    const { page } = await scene.open(`/people/${other.subscriberId}`, { as: busy, language: "en" });
    const everything = page.getByRole("group", { name: "All decorations" });
    await everything.getByRole("button", { name: "Switch off" }).waitFor();
    const path = `/v1/support/subscribers/${other.subscriberId}`;
    const looks = Array.from({ length: LOOKS_AN_HOUR }, () => scene.ask(busy, "GET", path).catch(() => null));
    expect(await Promise.all(looks)).toContain(null);

    await everything.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("You have looked at as many people as you may in one hour").waitFor();
    expect(await askTray(scene, other)).toMatchObject({ decision: "none", reason: "opted-out" });
  });

  it("begins with people, finds no way to what it may not see, and reads names instead of keys", async () => {
    const other = nextPerson();
    await askTray(scene, other, TODAY - MINUTE);
    const { page } = await scene.open("/", { as: SUPPORT, language: "en" });
    await page.getByRole("heading", { name: "People", level: 1 }).waitFor();
    const links = page.getByRole("navigation", { name: "Sections" }).getByRole("link");
    expect(await links.allTextContents()).toEqual(["Live", "People", "Keys and roles"]);
    await page.getByLabel("Subscriber or phone number").fill(other.subscriberId);
    await page.getByRole("button", { name: "Find" }).click();
    const facts = page.getByRole("region", { name: "What is known" });
    await facts.getByText("Region", { exact: true }).waitFor();
    expect(await facts.textContent()).not.toMatch(/birthYear|lineType|RU-/);
    const why = page.getByRole("region", { name: "Why" });
    expect(await why.textContent()).toContain("New Year: the tree");
  });

  it("sees the past as it was, keeps the instant in the address, and can act only now", async () => {
    const other = nextPerson();
    await askTray(scene, other, TODAY - 40 * MINUTE);
    await choose(scene, other, "theme:snowflake", "out", TODAY - 30 * MINUTE);
    const before = new Date(TODAY - 35 * MINUTE).toISOString();
    const { page } = await scene.open(`/people/${other.subscriberId}?at=${before}`, { as: SUPPORT, language: "en" });
    const tray = page.getByRole("region", { name: "In the tray" });
    await tray.getByText("in the audience").waitFor();
    const everything = page.getByRole("group", { name: "All decorations" });
    expect(await everything.getByRole("button").isDisabled()).toBe(true);

    await page.getByRole("button", { name: "Back to now" }).click();
    await tray.getByText("switched off by the person").waitFor();
    expect(new URL(page.url()).search).toBe("");
  });

  it("finds somebody by phone number, which stands in no address, and is told what to do if there is nobody", async () => {
    const admin = await scene.open("/keys", { as: ADMIN, language: "en" });
    const isImported = await admin.page.evaluate(async () => {
      const body = JSON.stringify({ subscriberId: "somebody", attributes: {}, phone: "+79161234567" });
      const token = sessionStorage.getItem("garland.token");
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/x-ndjson" };
      return (await fetch("/v1/subscribers:import", { method: "POST", headers, body })).ok;
    });
    expect(isImported).toBe(true);
    const { page } = await scene.open("/people", { as: SUPPORT, language: "en" });
    const who = page.getByLabel("Subscriber or phone number");
    await who.fill("8 (999) 000-00-00");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Nobody is known by this number or identifier.").waitFor();
    expect(await who.inputValue()).toBe("8 (999) 000-00-00");
    await who.fill("8 (916) 123-45-67");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("heading", { name: "somebody" }).waitFor();
    expect(page.url()).not.toMatch(/916|999/);
    await page.getByText("Who looked or acted (2)").click();
    await page.getByText("found them by phone number").waitFor();
  });

  it("opens why it was decided so, and moves through a person's year by the slider", async () => {
    const { page } = await scene.open(`/people/${person.subscriberId}`, { as: SUPPORT, language: "en" });
    const trace = page.getByRole("region", { name: "Why" });
    await trace.getByText("Flurry").click();
    await trace.getByText("Place in the line", { exact: false }).filter({ visible: true }).waitFor();
    await trace.getByRole("img", { name: "fits" }).first().waitFor();
    await page.getByRole("slider").press("ArrowLeft");
    await page.waitForURL(/\?at=2026-11-23/);
    // It was started later.
    await trace.getByText("Flurry").waitFor({ state: "detached" });
  });

  it("hands out a link that opens the off page", async () => {
    const { page } = await scene.open(`/people/${person.subscriberId}`, { as: SUPPORT, language: "en" });
    await page.getByRole("button", { name: "Make links" }).click();
    const url = (await page.locator(".link-to-send").first().textContent()) ?? "";
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("art", () => {
  it("is refused with what is wrong with it, kept while it is mended, and stored", async () => {
    const { page } = await scene.open("/decorations", { as: ADMIN, language: "en" });
    const upload = (svg: string) =>
      page
        .locator("input[type=file]")
        .setInputFiles({ name: "moon.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
    await page.getByRole("button", { name: "Upload an SVG" }).click();
    await upload(MOON.replace("currentColor", "#ff0000"));
    await page.getByText("This art can't be used yet").waitFor();
    await upload(readFileSync("decorations/hearts.svg", "utf8"));
    await page.getByText("In a tray it can't be told from Hearts, of another theme.").waitFor();
    await upload(MOON);
    await page.getByLabel("Name in Russian").fill("Луна");
    await page.reload();
    await page.getByRole("button", { name: "Upload an SVG" }).click();
    expect(await page.getByLabel("Name in Russian").inputValue()).toBe("Луна");
    await page.getByLabel("Name in English").fill("Moon");
    // Somebody has a decoration of that name already; whatever was typed stays, and another name will do.
    await page.getByLabel("Key").fill("tree");
    await page.getByRole("button", { name: "Save the decoration" }).click();
    await page.getByText('There is a decoration "tree" already; choose another key.').waitFor();
    await page.getByText("What you have typed is kept.").waitFor();
    await page.getByRole("textbox", { name: "Key" }).fill("moon");
    await page.getByRole("button", { name: "Save the decoration" }).click();
    await page.getByRole("heading", { name: "Moon" }).waitFor();
  });
});

const MOON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">' +
  '<path d="M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z" fill="currentColor"/></svg>';
