// @ts-check
/** The phone page's calls to the service: the same ones that an app makes, and the list of invented people. */

/** @typedef {import("../../src/contract/tray.ts").Tray} Tray */
/** @typedef {import("../../src/domain/decision/choice.ts").Scope} Scope */
/** @typedef {"ios" | "android"} Platform */
/**
 * @typedef {object} Person
 * @property {string} subscriberId
 * @property {Record<string, string | number | boolean | string[]>} attributes
 * @property {Record<string, string>} device
 * @property {string} token
 */

/** A refusal, or no answer at all (status 0). */
export class CallError extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/**
 * @param {Person} person
 * @returns {Platform}
 */
export function platformOf({ device }) {
  return device["platform"] === "ios" ? "ios" : "android";
}

/** @param {Person} person */
export function zoneOf({ device }) {
  return device["timezone"] ?? "Europe/Moscow";
}

/**
 * @param {number} from index of the first
 * @param {number} count at most 100
 * @returns {Promise<Person[]>}
 */
export async function fetchPeople(from, count) {
  return (await call(`/dev/people?from=${from}&count=${count}`, {})).people;
}

/**
 * What stands beside the operator's name on a phone of that platform.
 * @param {Person} person
 * @param {Platform} platform
 * @param {number} at
 * @returns {Promise<Tray>}
 */
export function fetchTray(person, platform, at) {
  return call(`/v1/tray?${queryOf(person, platform, at)}`, { headers: credentialOf(person) });
}

/**
 * Stores the person's word as if it were said at the instant.
 * @param {Person} person
 * @param {number} at
 * @param {{ scope: Scope, value: "in" | "out" }} choice
 * @returns {Promise<Tray>}
 */
export function postChoice(person, at, choice) {
  return call(`/v1/me/choices?${queryOf(person, platformOf(person), at)}`, {
    method: "POST",
    headers: { ...credentialOf(person), "Content-Type": "application/json" },
    body: JSON.stringify(choice),
  });
}

/**
 * @param {Person} person
 * @param {Platform} platform
 * @param {number} at
 */
function queryOf({ device }, platform, at) {
  return new URLSearchParams({ ...device, platform, at: new Date(at).toISOString() });
}

/** @param {Person} person */
function credentialOf({ token }) {
  return { Authorization: `Bearer ${token}` };
}

/**
 * @param {string} address
 * @param {RequestInit} init
 * @returns {Promise<any>} the answer's JSON, which the service has checked
 */
async function call(address, init) {
  const response = await fetch(address, init).catch(() => undefined);
  if (response === undefined) throw new CallError(0, "");
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new CallError(response.status, body.detail ?? response.statusText);
  return body;
}
