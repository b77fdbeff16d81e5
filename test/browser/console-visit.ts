import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Role } from "../../src/contract/role.ts";
import { openBrowser } from "./open-browser.ts";
import { startWorker, TODAY, type RunningWorker } from "./start-worker.ts";
import { startVisit, type Visit, type VisitOptions } from "./visit.ts";

export interface StaffMember {
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface ConsoleVisitOptions extends VisitOptions {
  /** Nobody: the login is asked for. */
  readonly as?: StaffMember;
}

/** The real service, a browser, and the staff that works with them. It is always `TODAY`, for the service as well. */
export interface ConsoleScene {
  readonly worker: RunningWorker;
  readonly browser: Browser;
  /** Asks the service as a member of staff; throws with its words if it does not like it. */
  ask(as: StaffMember, method: string, path: string, body?: unknown, at?: number): Promise<unknown>;
  /** Opens a page of the console, such as `/live`. */
  open(path: string, options?: ConsoleVisitOptions): Promise<Visit>;
  /** Closes all pages. */
  tidyUp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a service and opens the browser. */
export async function openConsoleScene(): Promise<ConsoleScene> {
  const [worker, browser] = await Promise.all([startWorker({ countedByGuards: true }), openBrowser()]);
  const tokens = new Map<string, string>();

  async function tokenOf(member: StaffMember): Promise<string> {
    const key = JSON.stringify(member);
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const headers = { "Content-Type": "application/json", ...clockHeader(TODAY) };
    const body = JSON.stringify({ name: member.name, roles: member.roles });
    const response = await fetch(`${worker.origin}/dev/staff-tokens`, { method: "POST", headers, body });
    // Parsed boundary: the service has checked its answer against its schema.
    const { token } = (await response.json()) as { readonly token: string };
    tokens.set(key, token);
    return token;
  }

  return {
    worker,
    browser,

    async ask(as, method, path, body, at = TODAY) {
      const response = await fetch(worker.origin + path, {
        method,
        headers: {
          Authorization: `Bearer ${await tokenOf(as)}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(method === "PUT" ? { "If-None-Match": "*" } : {}),
          ...clockHeader(at),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return text === "" ? null : JSON.parse(text);
    },

    async open(path, { as, ...options } = {}) {
      const visit = await startVisit(browser, options);
      const context = visit.page.context();
      await context.setExtraHTTPHeaders(clockHeader(TODAY));
      if (as !== undefined) await logIn(context, await tokenOf(as));
      await visit.page.goto(`${worker.origin}/console${path}`);
      return visit;
    },

    async tidyUp() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },

    async close() {
      await browser.close();
      await worker.stop();
    },
  };
}

export function clockHeader(at: number): Record<string, string> {
  return { "X-Garland-Now": new Date(at).toISOString() };
}

/** A page's path, and what is on it once it is drawn. */
export type ConsolePath = readonly [path: string, drawn: string];

/** Goes to each page without loading the console again. */
export async function walk(
  page: Page,
  paths: readonly ConsolePath[],
  look: (path: string) => Promise<void>,
): Promise<void> {
  for (const [path, drawn] of paths) {
    await page.evaluate((address) => history.pushState({}, "", address), `/console${path}`);
    await page.locator(drawn).first().waitFor();
    await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
    await look(path);
  }
}

async function logIn(context: BrowserContext, token: string): Promise<void> {
  await context.addInitScript((value) => {
    if (!sessionStorage.getItem("garland.visited")) {
      sessionStorage.setItem("garland.visited", "yes");
      sessionStorage.setItem("garland.token", value);
    }
  }, token);
}
