/**
 * Makes a person's own page smoother: a press changes the page in place, and the reader stays where they were. Without
 * this script, or when anything goes wrong here, the browser sends the form as it always has.
 */
const form = document.querySelector("form");
const PARTS = ["change", "content"];

let isBusy = false;

document.documentElement.classList.add("smooth");
form?.addEventListener("submit", press);

/** @param {SubmitEvent} event */
function press(event) {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || !(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  if (!isBusy) void sendInPlace(form, submitter);
}

/**
 * @param {HTMLFormElement} target
 * @param {HTMLButtonElement} button
 */
async function sendInPlace(target, button) {
  isBusy = true;
  try {
    const answer = await send(target, button);
    if (answer === undefined) sendPlainly(target, button);
    else show(answer, button);
  } finally {
    isBusy = false;
  }
}

/**
 * @param {HTMLFormElement} target
 * @param {HTMLButtonElement} button
 */
async function send(target, button) {
  try {
    const response = await fetch(target.action, {
      method: "POST",
      headers: { Accept: "text/html" },
      body: new URLSearchParams([...new FormData(target, button)].map(([name, value]) => [name, String(value)])),
    });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets the browser send it, and show whatever comes.
 * @param {HTMLFormElement} target
 * @param {HTMLButtonElement} button
 */
function sendPlainly(target, button) {
  target.removeEventListener("submit", press);
  target.requestSubmit(button);
}

/**
 * Takes over the parts of the new page. The live region itself stays, so that screen readers read what is new in it.
 * @param {Document} answer
 * @param {HTMLButtonElement} pressed
 */
function show(answer, pressed) {
  for (const id of PARTS) {
    const [old, fresh] = [document.getElementById(id), answer.getElementById(id)];
    if (old === null || fresh === null) return;
    old.replaceChildren(...fresh.childNodes);
  }
  findAgain(pressed)?.focus({ preventScroll: true });
}

/**
 * The same switch, which now says the opposite; else the way back; else the first switch.
 * @param {HTMLButtonElement} pressed
 */
function findAgain({ value }) {
  const buttons = [...document.querySelectorAll("button")];
  const switches = buttons.filter((button) => button.classList.contains("switch"));
  const same = switches.find((button) => button.value === value);
  return same ?? buttons.find((button) => button.name === "undo") ?? switches[0];
}
