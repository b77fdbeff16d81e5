import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { TODAY } from "./start-worker.ts";

export interface VisitOptions {
  readonly language?: "ru" | "en";
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly script?: boolean;
}

/** Somebody's browser: one page, and everything that went wrong on it. */
export interface Visit {
  readonly page: Page;
  /** Errors of scripts and on the console, policy violations among them. */
  readonly complaints: readonly string[];
}

/** Each language and each colour scheme once: barriers come from words or from colours, not from the pair. */
export const APPEARANCES = [
  { language: "ru", colorScheme: "light" },
  { language: "en", colorScheme: "dark" },
] as const;

/** Opens an empty page in a fresh context, on the day on which these tests take place. */
export async function startVisit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { language = "ru", colorScheme = "light", width = 1280, script = true } = options;
  const context: BrowserContext = await browser.newContext({
    colorScheme,
    javaScriptEnabled: script,
    // Nothing moves, so nothing has to be waited for.
    reducedMotion: "reduce",
    locale: language === "ru" ? "ru-RU" : "en-GB",
    timezoneId: "Europe/Moscow",
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(TODAY);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const { url } = message.location();
    // Browsers look for an icon wherever a page names none.
    if (message.type() === "error" && !url.endsWith("/favicon.ico")) complaints.push(`${message.text()} (${url})`);
  });
  return { page, complaints };
}

/** What may differ between the two appearances: every other rule is asked in the light. */
const RULES_OF_THE_DARK = [
  "color-contrast",
  "link-in-text-block",
  "html-has-lang",
  "html-lang-valid",
  "document-title",
];

/** What axe finds wrong with the page, or with a part of it, as `rule: elements`. */
export async function findBarriers(page: Page, within = "html"): Promise<readonly string[]> {
  // It comes into a page once, and is quicker with every look from then on.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ({ selector, rules }) => {
      // Parsed boundary: the script that was just brought in.
      const { run } = (window as unknown as { readonly axe: typeof axe }).axe;
      const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
      return run(selector, { resultTypes: ["violations"], preload: false, ...(isDark ? { runOnly: rules } : {}) });
    },
    { selector: within, rules: RULES_OF_THE_DARK },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** By how many pixels the page is wider than its window. */
export async function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
