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
  const passed = new Set<string>();
  for (let step = 0; step < expected * MOST_STOPS_A_CONTROL; step++) {
    // oxlint-disable-next-line no-await-in-loop -- as a person does
    const place = await page.evaluate(describeFocus);
    if (place === "nothing") break;
    passed.add(place);
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press("Tab");
  }
  const controls = await page.evaluate(() =>
    (window as unknown as { controls: HTMLElement[] }).controls.map((control) => control.outerHTML.slice(0, 160)),
  );
  return {
    missed: controls.filter((_, index) => ![...passed].some((place) => place.split(" ")[1] === String(index))),
    unseen: [...passed].filter((place) => place.startsWith("unseen")),
  };
}

/** Where the focus is, by its place among the controls, and whether one can see that. */
function describeFocus(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return "nothing";
  const isSeen = (one: Element | null) => {
    if (one === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  };
  // Fields show it by the colour of their border, hidden radio buttons on the label that stands for them.
  const shows = isSeen(element) || isSeen(element.nextElementSibling) || element.matches("input, select, textarea");
  const { controls } = window as unknown as { controls: HTMLElement[] };
  return `${shows ? "seen" : "unseen"} ${controls.indexOf(element)} ${element.outerHTML.slice(0, 120)}`;
}
