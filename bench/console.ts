/**
 * How soon the console's first page can be used, in a browser that has never seen it. Against a service that runs:
 *
 *   npm start
 *   npm run bench:console -- http://localhost:8787
 */
import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../test/browser/find-browser.ts";

const VISITS = 7;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

/** Milliseconds since the address was entered. */
interface Visit {
  /** The year's campaigns are drawn. */
  readonly drawnMs: number;
  /** A press on a button has changed the page. */
  readonly pressedMs: number;
  /** Of all scripts, as they came over the network. */
  readonly scriptBytes: number;
}

const [origin = "http://localhost:8787"] = process.argv.slice(2);

const token = await logIn();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
try {
  const visits: Visit[] = [];
  // One after the other: they would share the processors.
  for (let visit = 0; visit < VISITS; visit++) visits.push(await pay(browser));
  const drawn = median(visits.map(({ drawnMs }) => drawnMs));
  const pressed = median(visits.map(({ pressedMs }) => pressedMs));
  const [first] = visits;
  const scripts = ((first?.scriptBytes ?? 0) / 1024).toFixed(0);
  console.log(
    `${VISITS} first visits, medians: the season is drawn after ${drawn.toFixed(0)} ms, a press is answered after ` +
      `${pressed.toFixed(0)} ms, with ${scripts} KB of script.`,
  );
} finally {
  await browser.close();
}

async function logIn(): Promise<string> {
  const response = await fetch(`${origin}/dev/staff-tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Bench", roles: ["marketer"] }),
  });
  if (!response.ok) throw new Error(`${origin} answered ${response.status}; is the service running for development?`);
  // Parsed boundary: the service has checked its answer against its schema.
  return ((await response.json()) as { readonly token: string }).token;
}

/** A visit with an empty cache. */
async function pay(from: Browser): Promise<Visit> {
  const context = await from.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript((value) => sessionStorage.setItem("garland.token", value), token);
    const page = await context.newPage();
    await page.goto(`${origin}/console`, { waitUntil: "commit" });
    await page.locator(".timeline .bar").first().waitFor();
    return await page.evaluate(press);
  } finally {
    await context.close();
  }
}

/** In the page, so that no time of this process counts: presses the switch of languages and waits for the answer. */
async function press(): Promise<Visit> {
  const drawnMs = performance.now();
  const heading = () => document.querySelector("h1")?.textContent;
  const before = heading();
  const answered = new Promise<void>((resolve) => {
    new MutationObserver(() => {
      if (heading() !== before) resolve();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  document.querySelector<HTMLElement>("header button[lang]")?.click();
  await answered;
  const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
  const sizes = scripts.map((entry) => (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0));
  return { drawnMs, pressedMs: performance.now(), scriptBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
