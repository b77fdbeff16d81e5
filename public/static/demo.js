// @ts-check
/** The phone page: asks the service for one person's iPhone and Android at one instant, and draws the answers. */
import { CallError, fetchPeople, fetchTray, platformOf, postChoice, zoneOf } from "./demo-client.js";
import { addDays, countDays, listMonths, listSeasons, reachOf, seasonOf, toInstant, toLocalTime } from "./demo-instants.js";
import { createElement, drawIcon, find, findAll, listen } from "./demo-elements.js";
import { createWords, fill } from "./demo-words.js";

/** @typedef {import("./demo-client.js").Person} Person */
/** @typedef {import("./demo-client.js").Platform} Platform */
/** @typedef {import("./demo-client.js").Tray} Tray */
/** @typedef {import("./demo-client.js").Scope} Scope */
/** @typedef {import("../../src/pages/demo-data.ts").DemoData} DemoData */
/** @typedef {{ at: number, scope: Scope, value: "in" | "out" }} Said */

const PEOPLE_SHOWN = 24;
const POPULATION = 20_000;
const NOON = "T12:00";
const RETRY_MS = 1_000;
const RETRIES = 20;

/** @type {readonly Platform[]} */
const PLATFORMS = ["ios", "android"];

/** @type {DemoData} */
const data = JSON.parse(find("#demo-data").textContent ?? "");
const { language, texts, days, themes } = data;
const words = createWords(data);

const today = toLocalTime(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone).slice(0, 10);
const reach = reachOf(today);
const seasons = listSeasons(today, days);
const address = new URL(location.href);

/** @type {Person[]} */
let people = [];
/** @type {Person | undefined} */
let person;
let local = startingTime();
/** What was said on this page, by subscriber. @type {Map<string, Said[]>} */
const said = new Map();
/** Answers to older questions are dropped. */
let question = 0;

// Asking

async function ask() {
  if (person === undefined) return;
  const asked = person;
  const number = ++question;
  const at = toInstant(local, zoneOf(asked));
  remember(asked);
  // The person's own phone asks last: the off page shows what the phone that asked last would show.
  const order = platformOf(asked) === "ios" ? [...PLATFORMS].reverse() : PLATFORMS;
  /** @type {Partial<Record<Platform, Tray>>} */
  const trays = {};
  for (const platform of order) {
    const tray = await attempt(() => fetchTray(asked, platform, at));
    if (tray === undefined || number !== question) return;
    trays[platform] = tray;
  }
  const { ios, android } = trays;
  if (ios !== undefined && android !== undefined) draw(asked, at, { ios, android });
}

/** @param {Omit<Said, "at">} choice */
async function say(choice) {
  if (person === undefined) return;
  const speaker = person;
  const at = toInstant(local, zoneOf(speaker));
  const tray = await attempt(() => postChoice(speaker, at, choice));
  if (tray === undefined) return;
  said.set(speaker.subscriberId, [...(said.get(speaker.subscriberId) ?? []), { at, ...choice }]);
  await ask();
}

/**
 * Loads people from an index on, and shows the one that `choose` picks.
 * @param {number} from
 * @param {(people: Person[]) => Person | undefined} choose
 */
async function loadPeople(from, choose = (loaded) => loaded[0]) {
  const loaded = await attempt(() => fetchPeople(from, PEOPLE_SHOWN));
  if (loaded === undefined) return;
  people = loaded;
  person = choose(loaded) ?? loaded[0];
  drawPeople();
  await ask();
}

/**
 * Calls; tries again while the service is not ready; tells what to do about anything else.
 * @template Answer
 * @param {() => Promise<Answer>} callService
 * @returns {Promise<Answer | undefined>}
 */
async function attempt(callService) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await callService();
      tell("");
      return answer;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      tell(explain(error));
      if (error.status !== 503 || tries === RETRIES) return undefined;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** @param {CallError} error */
function explain({ status, message }) {
  if (status === 0) return texts.unreachable;
  if (status === 401) return texts.unauthenticated;
  if (status === 503) return texts.notReady;
  return fill(texts.refused, { detail: message });
}

/** @param {string} text */
function tell(text) {
  const alert = find("#alert");
  alert.hidden = text === "";
  if (alert.textContent !== text) alert.textContent = text;
}

// Drawing

/**
 * @param {Person} whose
 * @param {number} at
 * @param {Record<Platform, Tray>} trays
 */
function draw(whose, at, trays) {
  const when = words.moment(whose, at);
  find("#who-is-shown").textContent = when;
  const verdicts = { ios: words.verdict(trays.ios), android: words.verdict(trays.android) };
  find("#summary").textContent = fill(texts.summary, { when, ...verdicts });
  for (const platform of PLATFORMS) {
    for (const phone of findAll(`.phone[data-platform="${platform}"]`)) drawPhone(phone, whose, at, trays[platform]);
    drawAnswer(find(`[data-answer="${platform}"]`), whose, platform, trays[platform]);
  }
  drawSaid(whose, at);
  find("#summary").dataset["day"] = toLocalTime(at, zoneOf(whose)).slice(0, 10);
  const link = new URL(trays[platformOf(whose)].off.url);
  link.searchParams.set("lang", language);
  link.searchParams.set("at", new Date(at).toISOString());
  find("#off-link").setAttribute("href", link.href);
}

/**
 * @param {HTMLElement} phone
 * @param {Person} whose
 * @param {number} at
 * @param {Tray} tray
 */
function drawPhone(phone, whose, at, tray) {
  const time = toLocalTime(at, zoneOf(whose)).slice(11);
  write(phone, "time", time);
  write(phone, "stacked-time", time.replace(":", "\n"));
  write(phone, "date", words.date(whose, at));
  write(phone, "verdict", words.verdict(tray));

  const { decoration } = tray;
  const mark = find('[data-slot="decoration"]', phone);
  mark.toggleAttribute("hidden", decoration === null);
  mark.dataset["key"] = decoration?.key ?? "";
  const path = find("path", mark);
  path.setAttribute("d", decoration?.web.path ?? "");
  path.setAttribute("fill", decoration?.tint[phone.dataset["theme"] === "dark" ? "dark" : "light"] ?? "none");
}

/**
 * @param {HTMLElement} answer
 * @param {Person} whose
 * @param {Platform} platform
 * @param {Tray} tray
 */
function drawAnswer(answer, whose, platform, tray) {
  write(answer, "own", platformOf(whose) === platform ? texts.ownPhone : "");
  write(answer, "verdict", words.verdict(tray));
  write(answer, "reason", words.reason(tray));
  write(answer, "span", words.span(whose, tray));
  write(answer, "refresh", words.refresh(tray));
  write(answer, "raw", JSON.stringify(tray, null, 2));
  find('[data-slot="verdict"]', answer).dataset["decision"] = tray.decision;
  find('[data-slot="upcoming"]', answer).replaceChildren(
    ...(tray.upcoming.length === 0 ? [createElement("li", {}, texts.nothingUpcoming)] : []),
    ...tray.upcoming.map((show) =>
      createElement("li", {}, drawIcon(show.decoration.web.path), createElement("span", {}, words.upcoming(whose, show))),
    ),
  );
}

/**
 * Writes a text into every slot of that name.
 * @param {HTMLElement} within
 * @param {string} slot
 * @param {string} text
 */
function write(within, slot, text) {
  for (const element of findAll(`[data-slot="${slot}"]`, within)) element.textContent = text;
}

function drawPeople() {
  find("#people").replaceChildren(
    ...people.map((each) => {
      const isChosen = each === person;
      const input = createElement("input", { type: "radio", name: "chosen", value: each.subscriberId });
      input.toggleAttribute("checked", isChosen);
      listen(input, "change", () => {
        person = each;
        void ask();
      });
      const who = createElement("span", {}, words.region(each), createElement("small", {}, words.person(each, local)));
      const phone = createElement("small", {}, `${words.phone(each)}\n${each.subscriberId}`);
      return createElement("label", {}, input, who, phone);
    }),
  );
}

function drawThemes() {
  find("#themes").replaceChildren(
    ...themes.map(({ key, label, path }) => {
      const scope = /** @type {Scope} */ (`theme:${key}`);
      const buttons = [choiceButton(texts.askFor, label, scope, "in"), choiceButton(texts.switchOff, label, scope, "out")];
      return createElement("li", {}, drawIcon(path), createElement("b", {}, label), createElement("div", {}, ...buttons));
    }),
  );
  for (const button of findAll("button[data-scope]")) {
    const { scope, value } = button.dataset;
    listen(button, "click", () => void say(/** @type {Omit<Said, "at">} */ ({ scope, value })));
  }
}

/**
 * @param {string} text
 * @param {string} label
 * @param {Scope} scope
 * @param {"in" | "out"} value
 */
function choiceButton(text, label, scope, value) {
  const attributes = { type: "button", class: "secondary", "aria-label": `${text}: ${label}` };
  return createElement("button", { ...attributes, "data-scope": scope, "data-value": value }, text);
}

/**
 * @param {Person} whose
 * @param {number} at
 */
function drawSaid(whose, at) {
  const entries = said.get(whose.subscriberId) ?? [];
  find("#said-before").hidden = entries.length === 0;
  find("#earlier").hidden = !entries.some((entry) => entry.at > at);
  find("#said").replaceChildren(
    ...entries.map((entry) => {
      const when = createElement("time", {}, words.shortMoment(whose, entry.at));
      return createElement("li", {}, when, ` — ${words.said(entry)}`);
    }),
  );
}

/** Buttons for the seasons within reach, and for the days worth a look in the season that is chosen. */
function drawPresets() {
  const season = seasonOf(local.slice(0, 10));
  const list = seasons.get(season) ?? [];
  find("#seasons").replaceChildren(
    ...[...seasons].map(([years, seasonDays]) => {
      const attributes = { type: "button", "aria-pressed": String(years === season), "data-season": years };
      const button = createElement("button", attributes, fill(texts.season, { years }));
      const counterpart = seasonDays.find((day) => day.slice(5) === local.slice(5, 10)) ?? seasonDays[0];
      listen(button, "click", () => goTo((counterpart ?? today) + local.slice(10)));
      return button;
    }),
  );
  find("#presets").replaceChildren(
    createElement("li", {}, presetButton(today, texts.today)),
    ...list.map((day) => {
      const purpose = days.find((monthDay) => day.endsWith(monthDay));
      return createElement("li", {}, presetButton(day, purpose === undefined ? "" : texts.days[purpose]));
    }),
  );
}

/**
 * @param {string} day
 * @param {string} purpose
 */
function presetButton(day, purpose) {
  const isPressed = local.startsWith(day);
  const attributes = { type: "button", "data-day": day, "aria-pressed": String(isPressed) };
  const [date, note] = [createElement("span", {}, words.day(day)), createElement("small", {}, purpose)];
  const button = createElement("button", attributes, date, note);
  listen(button, "click", () => goTo(day + NOON));
  return button;
}

function drawMonths() {
  const length = countDays(reach.first, reach.last);
  find("#months").replaceChildren(
    ...listMonths(today).map((day) => {
      const mark = createElement("span", {}, words.month(day));
      mark.style.left = `${(countDays(reach.first, day) / length) * 100}%`;
      return mark;
    }),
  );
}

/**
 * Shows the phones at another local time, and puts every control there.
 * @param {string} time
 */
function goTo(time) {
  local = time;
  const day = local.slice(0, 10);
  dayInput.value = String(countDays(reach.first, day));
  dayInput.setAttribute("aria-valuetext", words.longDay(day));
  instantInput.value = local;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset : {};
  drawPresets();
  refocus(focused);
  void ask();
}

/**
 * Drawn anew, a button keeps the focus of the one that it replaces.
 * @param {DOMStringMap} dataset
 */
function refocus({ day, season }) {
  const selector = day === undefined ? `[data-season="${season}"]` : `[data-day="${day}"]`;
  if (day !== undefined || season !== undefined) find(selector).focus();
}

// The address remembers who and when, so that it can be shared and survives the change of language.

function startingTime() {
  const asked = address.searchParams.get("on") ?? "";
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asked) && asked >= reach.first && asked <= reach.last) return asked;
  return `${[...seasons.values()].flat().find((day) => day.endsWith("-12-31") && day >= today) ?? today}${NOON}`;
}

/** @param {Person} shown */
function remember(shown) {
  address.searchParams.set("person", shown.subscriberId);
  address.searchParams.set("on", local);
  history.replaceState(null, "", address);
  const other = new URL(/** @type {HTMLAnchorElement} */ (find("#language")).href);
  other.searchParams.set("person", shown.subscriberId);
  other.searchParams.set("on", local);
  find("#language").setAttribute("href", other.href);
}

/** The number in an identifier such as demo-000042, or by itself. @param {string} text */
function indexOf(text) {
  const index = /^\s*(?:demo-)?(\d{1,6})\s*$/.exec(text)?.[1];
  return index === undefined || Number(index) >= POPULATION ? undefined : Number(index);
}

const dayInput = /** @type {HTMLInputElement} */ (find("#day"));
const instantInput = /** @type {HTMLInputElement} */ (find("#instant"));
const personInput = /** @type {HTMLInputElement} */ (find("#person"));

dayInput.max = String(countDays(reach.first, reach.last));
instantInput.min = `${reach.first}T00:00`;
instantInput.max = `${reach.last}T23:59`;
listen(dayInput, "input", () => goTo(addDays(reach.first, Number(dayInput.value)) + local.slice(10)));
listen(instantInput, "change", () => {
  if (instantInput.reportValidity()) goTo(instantInput.value);
});
listen(find("#search"), "submit", (event) => {
  event.preventDefault();
  const index = indexOf(personInput.value);
  if (index === undefined) tell(texts.noSuchPerson);
  else void loadPeople(index);
});
listen(find("#another"), "click", () => void loadPeople(Math.floor(Math.random() * POPULATION)));
// The off page may have been used meanwhile, in another tab.
listen(document, "visibilitychange", () => void (document.visibilityState === "visible" && ask()));

drawPresets();
drawMonths();
drawThemes();
goTo(local);
const startingIndex = indexOf(address.searchParams.get("person") ?? "");
await (startingIndex === undefined
  ? loadPeople(0, (loaded) => loaded.find(({ attributes }) => attributes["lineType"] === "consumer"))
  : loadPeople(startingIndex));
