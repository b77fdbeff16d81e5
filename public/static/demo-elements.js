// @ts-check
/** A little of the DOM, for the phone page. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The element that the selector finds; the page always has it.
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (element === null) throw new Error(`The page has no ${selector}`);
  return /** @type {HTMLElement} */ (element);
}

/**
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {HTMLElement[]}
 */
export function findAll(selector, within = document) {
  return Array.from(within.querySelectorAll(selector), (element) => /** @type {HTMLElement} */ (element));
}

/**
 * @param {EventTarget} target
 * @param {string} event
 * @param {(event: Event) => void} react
 */
export function listen(target, event, react) {
  target.addEventListener(event, react);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function createElement(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A decoration's art, in the colour of the text around it; hidden from screen readers.
 * @param {string} path
 * @returns {SVGSVGElement}
 */
export function drawIcon(path) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", "currentColor");
  icon.append(shape);
  return icon;
}
