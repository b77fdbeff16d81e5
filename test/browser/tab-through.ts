import type { Page } from "playwright-core";

/** What a walk with the Tab key has come to. */
export interface TabWalk {
  /** Controls that are shown and not switched off, but that Tab never came to. */
  readonly missed: readonly string[];
  /** Controls that had the focus without showing it. */
  readonly unseen: readonly string[];
}

/** A date has three places for the focus, a list of days one. */
const MOST_STOPS_A_CONTROL = 4;

/** Presses Tab from the first link of the page until the focus leaves the page. */
export async function tabThrough(page: Page): Promise<TabWalk> {
  const expected = await page.evaluate(() => {
    const named = window as unknown as { controls: HTMLElement[] };
    named.controls = [
      ...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary"),
    ].filter((control) => {
      if (
        control.tabIndex < 0 ||
        control.matches(":disabled") ||
        !control.checkVisibility({ visibilityProperty: true })
      )
        return false;
      // Of a group of radio buttons, Tab comes to the one that is chosen; arrows lead to the others.
      return !(control instanceof HTMLInputElement && control.type === "radio" && !control.checked);
    });
    document.querySelector<HTMLElement>(".skip-link")?.focus();
    return named.controls.length;
  });
  const passed: Place[] = [];
  for (let step = 0; step < expected * MOST_STOPS_A_CONTROL; step++) {
    const place = await page.evaluate(describeFocus);
    if (place === undefined) break;
    passed.push(place);
    await page.keyboard.press("Tab");
  }
  const controls = await page.evaluate(() =>
    (window as unknown as { controls: HTMLElement[] }).controls.map((control) => control.outerHTML.slice(0, 160)),
  );
  return {
    missed: controls.filter((_, index) => !passed.some((place) => place.index === index)),
    unseen: passed.filter(({ isSeen }) => !isSeen).map(({ html }) => html),
  };
}

interface Place {
  /** Among the controls; -1 for what is none. */
  readonly index: number;
  readonly isSeen: boolean;
  readonly html: string;
}

/** Where the focus is, and whether one can see that. */
function describeFocus(): Place | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const shows = (one: Element | null) => {
    if (one === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  };
  const { controls } = window as unknown as { controls: HTMLElement[] };
  return {
    index: controls.indexOf(element),
    // Fields show it by the colour of their border, hidden radio buttons on the label that stands for them.
    isSeen: shows(element) || shows(element.nextElementSibling) || element.matches("input, select, textarea"),
    html: element.outerHTML.slice(0, 120),
  };
}
