import { chromium, type Browser } from "playwright-core";
import { inject } from "vitest";

/** A connection of one's own to the browser of all test files; closing it closes its pages. */
export async function openBrowser(): Promise<Browser> {
  return chromium.connect(inject("browserEndpoint"));
}
